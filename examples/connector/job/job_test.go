package job

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/matcher"
)

var key = []byte("a key for tests")

func read(t *testing.T, name string, data []byte) *File {
	t.Helper()
	f, err := Read(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func matched(t *testing.T, s *jobtest.School) *Job {
	t.Helper()
	return settledBy(t, s, nil)
}

func settledBy(t *testing.T, s *jobtest.School, l *matcher.Ledger) *Job {
	t.Helper()
	lists := []*File{read(t, "eleves.csv", s.PupilList(nil))}
	if len(s.Guardians) > 0 {
		lists = append(lists, read(t, "responsables.csv", s.GuardianList(nil)))
	}
	j, err := New(t.Context(), []*File{read(t, "ent.csv", s.Export())}, lists, &Options{Ledger: l})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// owner is the identifier of the person whose an account is, "" for nobody's.
func owner(s *State, account string) string {
	person, _ := s.Owner(account)
	return person
}

// say makes the verdict that somebody gives when she sees a case.
func say(c Case, v store.Verdict, person string, seq int64) store.Decision {
	d := store.Decision{Seq: seq, Account: c.Account.ID, Verdict: v, Person: person, Evidence: c.Seen(key)}
	for _, p := range c.Candidates {
		d.Refused = append(d.Refused, p.Person.ID)
	}
	return d
}

func caseOf(t *testing.T, s *State, account string) Case {
	t.Helper()
	c, ok := s.Case(account)
	if !ok {
		t.Fatalf("account %s is no case", account)
	}
	return c
}

func TestTheTrapsOfASchoolAreLeftToAPerson(t *testing.T) {
	j := matched(t, jobtest.New(60))
	s := j.Apply(nil, key)
	if got, want := j.School, jobtest.UAI; got != want {
		t.Errorf("school %q, want %q", got, want)
	}
	for _, account := range []string{"1000", "1002"} {
		if c := caseOf(t, s, account); c.Standing != ToDo || len(c.Candidates) == 0 {
			t.Errorf("account %s: %s with %d candidates, want a case to do", account, c.Standing, len(c.Candidates))
		}
	}
	if owner := owner(s, "1003"); owner != "" {
		t.Errorf("the account of somebody who left was given to %s", owner)
	}
	if got, want := owner(s, "1010"), jobtest.GUID(11); got != want {
		t.Errorf("account 1010 is %q's, want %q's", got, want)
	}
}

func TestWhatAPersonSaidStandsUntilTheEvidenceChanges(t *testing.T) {
	j := matched(t, jobtest.New(60))
	first := j.Apply(nil, key)
	c := caseOf(t, first, "1000")
	right := jobtest.GUID(1)

	for _, tt := range []struct {
		why      string
		said     store.Decision
		want     Standing
		reopened bool
		owner    string
	}{
		{"the same person", say(c, store.Same, right, 1), Same, false, right},
		{"another person", say(c, store.Other, "", 1), Nobody, false, ""},
		{"put off", say(c, store.Later, "", 1), Later, false, ""},
		{"taken back", say(c, store.Withdrawn, "", 1), ToDo, false, ""},
		{"the same person, seen with other evidence", store.Decision{Seq: 1, Account: "1000", Verdict: store.Same, Person: right, Evidence: map[string]string{right: "else"}}, ToDo, true, ""},
		{"somebody who is no candidate any more", say(c, store.Same, "gone", 1), ToDo, true, ""},
		{"another person, and a candidate has come since", store.Decision{Seq: 1, Account: "1000", Verdict: store.Other, Refused: []string{right}, Evidence: c.Seen(key)}, ToDo, true, ""},
	} {
		s := j.Apply([]store.Decision{tt.said}, key)
		got := caseOf(t, s, "1000")
		if got.Standing != tt.want || got.Reopened != tt.reopened || owner(s, "1000") != tt.owner {
			t.Errorf("%s: %s, reopened %v, owner %q; want %s, %v, %q", tt.why, got.Standing, got.Reopened, owner(s, "1000"), tt.want, tt.reopened, tt.owner)
		}
	}
}

func TestNobodyGetsTwoAccountsOfASchool(t *testing.T) {
	j := matched(t, jobtest.New(60))
	// Somebody gave account 1000 to a person whom the evidence links to 1010.
	d := store.Decision{Seq: 1, Account: "1000", Verdict: store.Same, Person: jobtest.GUID(11)}
	s := j.Apply([]store.Decision{d}, key)
	owners := map[string]string{}
	for a := range s.All() {
		account, person := a.ID, owner(s, a.ID)
		if person == "" {
			continue
		}
		if other, ok := owners[person]; ok {
			t.Errorf("%s owns the accounts %s and %s", person, account, other)
		}
		owners[person] = account
	}
	if c := caseOf(t, s, "1010"); c.Standing != ToDo {
		t.Errorf("the account that contradicts the decision is %s, want a case to do", c.Standing)
	}
	// What somebody refused is not linked either.
	s = j.Apply([]store.Decision{{Seq: 1, Account: "1010", Verdict: store.Other, Refused: []string{jobtest.GUID(11)}}}, key)
	if owner := owner(s, "1010"); owner != "" {
		t.Errorf("account 1010 was given to %s, whom somebody refused", owner)
	}
}

// An application of several schools gives somebody of two an account in each. So
// whoever has one in a school may be given another's as well, by the evidence and by a
// person, and nobody gets two of one.
func TestWhoHasAnAccountInEachOfTwoSchools(t *testing.T) {
	roster := read(t, "ent.csv", []byte(`Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1;Guid_Enfant2
c1;MOREAU;Lou;Elève;0990042V$6A;;01/02/2014;;;;
c2;MOREAU;Max;Elève;0990043W$CM1;;03/04/2016;;;;
g;MOREAU;Hélène;Responsable élève;;;;;;c1;c2
`))
	lists := read(t, "comptes.csv", []byte(`id;nom;prenom;profil;etab;classe;naissance;sexe;id_ent;enfants
1;MOREAU;Lou;eleve;0990042V;6A;01/02/2014;;;
2;MOREAU;Max;eleve;0990043W;CM1;03/04/2016;;;
11;MOREAU;Hélène;parent;0990042V;;;;;1
12;MOREAU;Hélena;parent;0990043W;;;;;
13;MOREAU;Helen;parent;0990043W;;;;;
`))
	j, err := New(t.Context(), []*File{roster}, []*File{lists}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := j.Apply(nil, key)
	if got := owner(s, "11"); got != "g" {
		t.Fatalf("account 11 is %q's, want g's", got)
	}
	if holder, taken := s.Holder("g", "12"); taken {
		t.Errorf("account 12 may not be g's, who has %s in another school", holder)
	}
	first := say(caseOf(t, s, "12"), store.Same, "g", 1)
	s = j.Apply([]store.Decision{first}, key)
	if diff := cmp.Diff(s.Holdings("g"), []string{"11", "12"}); diff != "" {
		t.Errorf("accounts of g (-got +want):\n%s", diff)
	}
	if holder, _ := s.Holder("g", "13"); holder != "12" {
		t.Errorf("beside account 13 g holds %q, want 12", holder)
	}
	s = j.Apply([]store.Decision{first, say(caseOf(t, s, "13"), store.Same, "g", 2)}, key)
	if got := s.Holdings("g"); len(got) != 2 {
		t.Errorf("g has the accounts %v, two of them of one school", got)
	}
	for account, want := range map[string][]string{"11": {"12", "13"}, "12": nil, "13": nil} {
		got := s.Beside("g", account)
		slices.Sort(got)
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("accounts that may be g's beside %s (-got +want):\n%s", account, diff)
		}
	}
}

// Two accounts of one person are one question: once somebody has said which is hers,
// nothing is left to decide about the other, until what she said counts no more.
func TestASecondAccountIsNoQuestionOfItsOwn(t *testing.T) {
	roster := "Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1\nc1;MOREAU;Lou;Elève;0990042V$6A;;01/02/2014;;;\n"
	header := "id;nom;prenom;profil;etab;classe;naissance;sexe;id_ent;enfants\n"
	row := func(id, born, bears string) string {
		return fmt.Sprintf("%s;MOREAU;Lou;eleve;0990042V;6A;%s;;%s;\n", id, born, bears)
	}
	said := func(v store.Verdict) func(c Case) store.Decision {
		return func(c Case) store.Decision { return say(c, v, "c1", 2) }
	}
	for _, tt := range []struct {
		why   string
		other string // the second account's row
		said  func(c Case) store.Decision
		want  Standing
		by    bool // taken by what was said of the first
	}{
		{"a second account", row("2", "01/02/2014", ""), nil, Taken, true},
		{"one that bears an identifier", row("2", "01/02/2014", "gone"), nil, ToDo, false},
		{"one that was put off", row("2", "01/02/2014", ""), said(store.Later), Taken, true},
		{"one that was refused", row("2", "01/02/2014", ""), said(store.Other), Taken, false},
		{"one of which what was said is taken back", row("2", "01/02/2014", ""), said(store.Withdrawn), Taken, true},
		{"one of which what was said is to be looked at again", row("2", "01/02/2014", ""), func(c Case) store.Decision {
			d := say(c, store.Other, "", 2)
			d.Evidence = map[string]string{"c1": "else"}
			return d
		}, ToDo, false},
	} {
		j, err := New(t.Context(), []*File{read(t, "ent.csv", []byte(roster))}, []*File{read(t, "comptes.csv", []byte(header+row("1", "01/02/2014", "")+tt.other))}, nil)
		if err != nil {
			t.Fatal(err)
		}
		s := j.Apply(nil, key)
		if c := caseOf(t, s, "2"); c.Standing != ToDo {
			t.Errorf("%s: %s before anything is said", tt.why, c.Standing)
		}
		decisions := []store.Decision{say(caseOf(t, s, "1"), store.Same, "c1", 1)}
		if tt.said != nil {
			decisions = append(decisions, tt.said(caseOf(t, s, "2")))
		}
		s = j.Apply(decisions, key)
		if got := caseOf(t, s, "2").Standing; got != tt.want {
			t.Errorf("%s: %s, want %s", tt.why, got, tt.want)
		}
		if got := len(s.TakenBy("1")) == 1; got != tt.by {
			t.Errorf("%s: taken by the first %v, want %v", tt.why, got, tt.by)
		}
		if l, err := s.Ledger(); err != nil || len(l.Rulings()) != 1+one(tt.want == Taken && !tt.by) {
			t.Errorf("%s: the ledger has %v, %v", tt.why, l.Rulings(), err)
		}
		decisions[0].Verdict = store.Withdrawn
		if got := caseOf(t, j.Apply(decisions[:1], key), "2").Standing; got != ToDo {
			t.Errorf("%s: %s once the first is taken back, want %s", tt.why, got, ToDo)
		}
	}
}

// Nothing is left to decide about a second account only if its candidates are all who
// could own it, and somebody said which account is theirs.
func TestASecondAccountIsAskedAboutWhereMoreMayOwnIt(t *testing.T) {
	j, err := New(t.Context(), []*File{read(t, "ent.csv", []byte("Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1\nc1;MOREAU;Lou;Elève;0990042V$6A;;01/02/2014;;;\n"))},
		[]*File{read(t, "comptes.csv", []byte("id;nom;prenom;profil;etab;classe;naissance;sexe;id_ent;enfants\n1;MOREAU;Lou;eleve;0990042V;6A;01/02/2014;;;\n2;MOREAU;Lou;eleve;0990042V;6A;01/02/2014;;;\n"))}, nil)
	if err != nil {
		t.Fatal(err)
	}
	first := say(caseOf(t, j.Apply(nil, key), "1"), store.Same, "c1", 1)
	for _, tt := range []struct {
		why    string
		change func(s *State, c *Case)
		want   bool
	}{
		{"all are listed", func(*State, *Case) {}, true},
		{"others are not listed", func(_ *State, c *Case) { c.Unlisted = 1 }, false},
		{"so many bear the names that not all were compared", func(_ *State, c *Case) { c.Candidates[0].Reasons = []matcher.Reason{matcher.Crowd} }, false},
		{"the evidence alone gave the first account", func(s *State, _ *Case) { s.Cases[s.cases["1"]].Standing = ToDo }, false},
	} {
		s := j.Apply([]store.Decision{first}, key)
		c := caseOf(t, s, "2")
		c.Standing, c.Candidates = ToDo, slices.Clone(c.Candidates)
		tt.change(s, &c)
		if got := s.taken(&c); got != tt.want {
			t.Errorf("%s: taken %v, want %v", tt.why, got, tt.want)
		}
	}
}

// An application that is filled anew each year gives everybody another number. What was
// said of the number before stands in nobody's way.
func TestAnAccountThatIsGoneStandsInNobodysWay(t *testing.T) {
	j := matched(t, jobtest.New(60))
	before := store.Decision{Seq: 1, Account: "77", Verdict: store.Same, Person: jobtest.GUID(11)}
	s := j.Apply([]store.Decision{before}, key)
	if got, want := owner(s, "1010"), jobtest.GUID(11); got != want {
		t.Errorf("account 1010 is %q's, want %q's", got, want)
	}
	before.Person = jobtest.GUID(1)
	s = j.Apply([]store.Decision{before}, key)
	if diff := cmp.Diff(s.Beside(jobtest.GUID(1), "1000"), []string{"77"}); diff != "" {
		t.Errorf("accounts that may be hers as well (-got +want):\n%s", diff)
	}
}

func TestEvidenceLeavesOutWhatChangesEachYear(t *testing.T) {
	a := matcher.Person{ID: "12", Last: "Lefevre", First: "ZOE", Classes: []string{"6B"}}
	p := matcher.Person{ID: "g", Last: "LEFÈVRE", First: "Zoé", Classes: []string{"6B"}, Born: "2014-02-01"}
	same := Evidence(key, a, p)
	next := p
	next.Classes = []string{"5B"}
	if Evidence(key, a, next) != same {
		t.Error("another class is other evidence")
	}
	for why, q := range map[string]matcher.Person{
		"another birth date": {Last: p.Last, First: p.First, Born: "2013-02-01"},
		"another name":       {Last: "LEFORT", First: p.First, Born: p.Born},
	} {
		if Evidence(key, a, q) == same {
			t.Error(why + " is the same evidence")
		}
	}
	for why, q := range map[string]func(*matcher.Person){
		"somebody else's identifier": func(a *matcher.Person) { a.Prior = "h" },
		"another profile":            func(a *matcher.Person) { a.Profiles = []string{matcher.Teacher} },
	} {
		b := a
		q(&b)
		for _, verdict := range []store.Verdict{store.Same, store.Other} {
			if holds(store.Decision{Verdict: verdict, Evidence: map[string]string{"g": same}}, key, b, p) {
				t.Errorf("%s: the verdict %q still holds", why, verdict)
			}
		}
	}
	given := a
	given.Prior = "g" // what the verdict led to
	if !holds(store.Decision{Verdict: store.Same, Evidence: map[string]string{"g": same}}, key, given, p) {
		t.Error("the verdict does not hold once the account bears the identifier")
	}
	if holds(store.Decision{Verdict: store.Other, Evidence: map[string]string{"g": same}}, key, given, p) {
		t.Error("the account has been given to somebody whom a verdict refuses, and nobody is asked")
	}
	if Evidence([]byte("another key"), a, p) == same {
		t.Error("without the key the digest can be made")
	}
}

func TestControl(t *testing.T) {
	school := jobtest.New(60)
	s := matched(t, school).Apply(nil, key)
	bears := func(account string) string {
		switch account {
		case "1010":
			return jobtest.GUID(77) // somebody typed another one
		case "1011":
			return "" // forgotten
		case "1000":
			return jobtest.GUID(1) // nothing was decided
		}
		return owner(s, account)
	}
	lists := []*File{read(t, "eleves.csv", school.PupilList(bears)), read(t, "responsables.csv", school.GuardianList(bears))}
	got := map[string]Proof{}
	n := map[Proof]int{}
	for _, c := range s.Control(lists) {
		got[c.Account.ID] = c.Proof
		n[c.Proof]++
	}
	for account, want := range map[string]Proof{"1010": Differs, "1011": Missing, "1000": Touched, "1003": Without, "1004": Proved, "1012": Proved} {
		if got[account] != want {
			t.Errorf("account %s: %q, want %q", account, got[account], want)
		}
	}
	if want := s.Owned - 2; n[Proved] != want {
		t.Errorf("%d accounts proved, want %d", n[Proved], want)
	}
	// A list that was forgotten proves nothing of its accounts.
	n = map[Proof]int{}
	for _, c := range s.Control(lists[:1]) {
		n[c.Proof]++
	}
	if n[NotListed] == 0 {
		t.Error("guardians whose list was not sent are not reported")
	}
}

func TestGuards(t *testing.T) {
	for _, tt := range []struct {
		why  string
		c    Changes
		want []string
	}{
		{"nothing changes", Changes{Bearing: 100, Kept: 100}, nil},
		{"one identifier changes hands", Changes{Bearing: 100, Kept: 98, Replaced: 1, Moved: 1}, []string{"moved 1"}},
		{"a class has left", Changes{Bearing: 100, Gone: 24}, nil},
		{"a third has left", Changes{Bearing: 100, Gone: 33}, []string{"gone 33"}},
		{"most would get another", Changes{Bearing: 100, Replaced: 51}, []string{"replaced 51"}},
		{"most accounts would be another person’s for sign-ins", Changes{Standing: 40, Parted: 21}, []string{"links 21"}},
		{"half of the people with an account have left", Changes{Standing: 40, Parted: 20}, nil},
		{"few accounts, so that shares say nothing", Changes{Bearing: 8, Gone: 8, Replaced: 8}, nil},
	} {
		var got []string
		for _, g := range tt.c.Guards() {
			got = append(got, fmt.Sprint(g.Name, " ", g.Number))
		}
		if diff := cmp.Diff(got, tt.want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", tt.why, diff)
		}
	}
	c := Changes{Bearing: 100, Gone: 33}
	for typed, closed := range map[int]int{0: 1, 32: 1, 33: 0, 40: 0} {
		if got := len(c.closed(map[string]int{"gone": typed})); got != closed {
			t.Errorf("33 gone and %d typed: %d guards closed, want %d", typed, got, closed)
		}
	}
}

func TestChangesCountWhatMovesAndWhoIsGone(t *testing.T) {
	school := jobtest.New(60)
	school.Pupils[10].Prior = jobtest.GUID(12) // it is pupil 11's
	school.Pupils[12].Prior = "gone-from-the-ent"
	j := matched(t, school)
	s := j.Apply(nil, key)
	said := []store.Decision{}
	for i, c := range s.Cases {
		if c.Account.ID == "1010" {
			said = append(said, say(c, store.Same, jobtest.GUID(11), int64(i+1)))
		}
		if c.Account.ID == "1011" {
			said = append(said, say(c, store.Same, jobtest.GUID(12), int64(i+1)))
		}
	}
	c := j.Apply(said, key).Changes()
	if c.Bearing != 3 || c.Kept != 1 || c.Moved != 1 || c.Gone != 1 {
		t.Errorf("%+v, want 3 bearing, 1 kept, 1 moved, 1 gone", c)
	}
}

func TestReadSaysWhatAFileIs(t *testing.T) {
	var fatal *enroster.FatalError
	for _, tt := range []struct {
		why  string
		data string
	}{
		{"an archive", "PK\x03\x04 and so on"},
		{"nothing", ""},
		{"one endless line", strings.Repeat("a", 3<<20)},
		{"no identifier", "Nom;Prénom\nMARTIN;Léa\n"},
	} {
		if _, err := Read("x.csv", []byte(tt.data)); !errors.As(err, &fatal) {
			t.Errorf("%s: %v, want a FatalError", tt.why, err)
		}
	}
	if _, err := Read("x.csv", []byte("Guid;Nom;Prénom;Profil\n")); !errors.Is(err, ErrNobody) {
		t.Errorf("a header alone: %v, want ErrNobody", err)
	}
	f := read(t, "x.csv", []byte("Guid;Nom;Prénom;Profil\ng1;MARTIN;Léa;?\ng2;PETIT;Tom;?\n"))
	i := -1
	for n, g := range f.Groups.All() {
		if g.First.Code == enroster.CodeUnknownProfile {
			i = n
		}
	}
	if i < 0 || f.Groups.All()[i].Count != 2 || !cmp.Equal(f.Groups.All()[i].Further, []int{3}) {
		t.Errorf("groups %+v, want one of two unknown profiles", f.Groups.All())
	}
	if !f.Importable() {
		t.Error("the first three columns are those that SACoche reads")
	}
	if f = read(t, "x.csv", []byte("Nom;Prénom;Guid;Profil\nMARTIN;Léa;g1;Élève\n")); f.Importable() {
		t.Error("SACoche would take the family name for the identifier")
	}
}

func TestNewSaysWhatIsMissing(t *testing.T) {
	school := jobtest.New(20)
	ent, list := read(t, "ent.csv", school.Export()), read(t, "eleves.csv", school.PupilList(nil))
	other := read(t, "ent2.csv", bytes.ReplaceAll(school.Export(), []byte(jobtest.UAI), []byte("0990043W")))
	if _, err := New(t.Context(), nil, []*File{list}, nil); !errors.Is(err, ErrNoRoster) {
		t.Errorf("no export: %v", err)
	}
	if _, err := New(t.Context(), []*File{ent}, nil, nil); !errors.Is(err, ErrNoAccounts) {
		t.Errorf("no list: %v", err)
	}
	var which *join.SchoolError
	if _, err := New(t.Context(), []*File{ent, other}, []*File{list}, nil); !errors.As(err, &which) || len(which.Choices) != 2 {
		t.Errorf("two schools: %v", err)
	}
	if j, err := New(t.Context(), []*File{ent, other}, []*File{list}, &Options{School: "0990043W"}); err != nil || j.School != "0990043W" {
		t.Errorf("a school was chosen: %v", err)
	}
}

func TestTheLedgerSettlesTheSameCasesForTheCommands(t *testing.T) {
	school := jobtest.New(60)
	j := matched(t, school)
	first := j.Apply(nil, key)
	s := j.Apply([]store.Decision{
		say(caseOf(t, first, "1000"), store.Same, jobtest.GUID(1), 1), say(caseOf(t, first, "1003"), store.Other, "", 2),
		say(caseOf(t, first, "1002"), store.Later, "", 3),
	}, key)
	l, err := s.Ledger()
	if err != nil {
		t.Fatal(err)
	}
	again := settledBy(t, school, l)
	for account, want := range map[string]matcher.Status{"1000": matcher.Linked, "1003": matcher.Absent, "1002": matcher.Review} {
		if got, ok := again.Decision(account); !ok || got.Status != want {
			t.Errorf("account %s: %s with the ledger, want %s", account, got.Status, want)
		}
	}
}

func TestALinkIsKeptSmallAndToldWhole(t *testing.T) {
	school := jobtest.New(60)
	j := matched(t, school)
	roster, list := people(j.files), people(j.cells)
	whole := matcher.Link(roster, list, &matcher.Options{AccountSchool: j.School, RosterSchool: j.School})
	var accounts []matcher.Person
	for _, want := range whole.Decisions {
		accounts = append(accounts, want.Account)
		got, ok := j.Decision(want.Account.ID)
		if !ok {
			t.Fatalf("nothing is known of account %s", want.Account.ID)
		}
		if want.Status == matcher.Linked { // of which neither is asked again
			want.Candidates[0].Score, want.Candidates[0].Weights = 0, nil
		}
		want.Causes = nil
		got.Causes = nil
		if diff := cmp.Diff(got, want, cmp.Comparer(func(a, b matcher.Person) bool { return a.ID == b.ID })); diff != "" {
			t.Errorf("account %s (-got +want):\n%s", want.Account.ID, diff)
		}
	}
	if diff := cmp.Diff(slices.Collect(j.All()), accounts); diff != "" {
		t.Errorf("accounts (-got +want):\n%s", diff)
	}
	if j.Accounts != len(accounts) || j.Newcomers != len(whole.Newcomers) {
		t.Errorf("%d accounts and %d newcomers, want %d and %d", j.Accounts, j.Newcomers, len(accounts), len(whole.Newcomers))
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}
