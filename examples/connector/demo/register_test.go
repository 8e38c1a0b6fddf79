package demo

import (
	"bytes"
	"errors"
	"testing"

	"github.com/entlink/entlink/matcher"
)

// newRegister reads the demonstration’s accounts and people, and gives the
// export besides.
func newRegister(t *testing.T) (*register, *directory, []byte) {
	t.Helper()
	accounts, err := data.Open("data/accounts.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer accounts.Close()
	book, err := readRegister(accounts)
	if err != nil {
		t.Fatal(err)
	}
	file, err := data.Open("data/directory.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	people, err := readDirectory(file)
	if err != nil {
		t.Fatal(err)
	}
	var export bytes.Buffer
	if err := people.export(&export); err != nil {
		t.Fatal(err)
	}
	return book, people, export.Bytes()
}

// proposal compares and proposes an export.
func (g *register) proposal(t *testing.T, export []byte) *comparison {
	t.Helper()
	c, err := compare(bytes.NewReader(export), g.current())
	if err != nil {
		t.Fatal(err)
	}
	g.propose(c)
	return c
}

func (g *register) mustApply(t *testing.T, c *comparison) {
	t.Helper()
	if err := g.apply(c.ID); err != nil {
		t.Fatal(err)
	}
}

func TestNobodyIsAskedTheSameThingTwice(t *testing.T) {
	book, people, export := newRegister(t)
	book.mustApply(t, book.proposal(t, export))
	if err := book.choose("15", people.byLogin["epetit"].GUID); err != nil {
		t.Fatal(err)
	}
	if err := book.choose("17", ""); err != nil {
		t.Fatal(err)
	}
	c := book.proposal(t, export)
	if got := c.Review(); len(got) != 1 || got[0].Account.ID != "16" {
		t.Errorf("to look at: %v, want account 16 only", got)
	}
	if got := len(c.Linked()); got != 19 {
		t.Errorf("%d linked, want 18 and the one chosen", got)
	}
	book.mustApply(t, c)
	if account, standing := book.find(people.byLogin["epetit"].GUID); standing != tied || account.AccountID != "15" {
		t.Errorf("after the second import the choice is gone: %v %v", account.AccountID, standing)
	}
	if _, standing := book.find(people.byLogin["mlefebvre"].GUID); standing != unknown {
		t.Errorf("who was refused is %v, want unknown", standing)
	}
	// But a wrong choice can be taken back, and is a question again.
	if err := book.release("15"); err != nil {
		t.Fatal(err)
	}
	if got := book.proposal(t, export).Review(); len(got) != 2 {
		t.Errorf("to look at after the release: %d, want accounts 15 and 16", len(got))
	}
}

func TestAnAccountHasOneOwnerAndAPersonOneAccount(t *testing.T) {
	book, people, export := newRegister(t)
	book.mustApply(t, book.proposal(t, export))
	emma := people.byLogin["epetit"].GUID
	if err := book.choose("15", emma); err != nil {
		t.Fatal(err)
	}
	for _, d := range book.open() {
		for _, c := range d.Candidates {
			if c.Person.ID == canonical(emma) {
				t.Errorf("account %s still offers who has account 15", d.Account.ID)
			}
		}
	}
	if err := book.choose("16", emma); !errors.Is(err, errTaken) {
		t.Errorf("a second account for one person: %v, want errTaken", err)
	}
	if err := book.choose("16", people.byLogin["lnguyen"].GUID); !errors.Is(err, errNoCase) {
		t.Errorf("somebody who is no candidate: %v, want errNoCase", err)
	}
	if err := book.choose("15", emma); !errors.Is(err, errNoCase) {
		t.Errorf("a case that is closed: %v, want errNoCase", err)
	}
	// Tying takes away on both sides.
	book.tie("16", matcher.Person{ID: canonical(emma)})
	if _, standing := book.find(emma); standing != tied || book.owner["15"].ID != "" || len(book.owner) != len(book.account) {
		t.Errorf("account 15 kept its owner: %v", book.owner["15"])
	}
}

func TestAChoiceMakesAnOlderComparisonVoid(t *testing.T) {
	book, people, export := newRegister(t)
	book.mustApply(t, book.proposal(t, export))
	c := book.proposal(t, export)
	if err := book.choose("15", people.byLogin["epetit"].GUID); err != nil {
		t.Fatal(err)
	}
	if err := book.apply(c.ID); !errors.Is(err, errSuperseded) {
		t.Errorf("applied what was compared before the choice: %v", err)
	}
}

func TestGuidsAreComparedInOneForm(t *testing.T) {
	book, people, export := newRegister(t)
	book.mustApply(t, book.proposal(t, export))
	guid := people.byLogin["lmartin"].GUID
	for _, written := range []string{guid, "{" + guid + "}", string(bytes.ToUpper([]byte(guid)))} {
		if account, standing := book.find(written); standing != tied || account.AccountID != "12" {
			t.Errorf("%s: account %q", written, account.AccountID)
		}
	}
}

func TestWhoDoesNotSeeTheEntryIsNotExported(t *testing.T) {
	_, people, export := newRegister(t)
	if guid := people.byLogin["dlambert"].GUID; bytes.Contains(export, []byte(guid)) {
		t.Error("a person of another profile is in the export")
	}
	if guid := people.byLogin["kroussel"].GUID; !bytes.Contains(export, []byte(guid)) {
		t.Error("the administrator, whom the guide names, is not in the export")
	}
}

func TestSettleNeverTiesSomebodyWithoutGuid(t *testing.T) {
	d := matcher.Decision{Status: matcher.Review, Candidates: []matcher.Candidate{{Person: matcher.Person{Last: "MARTIN"}}}}
	if got := (verdict{refused: []string{"g1"}}).settle(d); got.Status == matcher.Linked {
		t.Errorf("settled as %s with somebody who has no Guid", got.Status)
	}
}
