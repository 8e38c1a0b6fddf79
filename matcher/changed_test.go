package matcher

import (
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// The tests here need to know nobody's account: they change the lists and hold the
// decisions to those about the lists as they were.

// changed returns rows that are changed one by one.
func changed(ps []Person, change func(p *Person)) []Person {
	ps = slices.Clone(ps)
	for i := range ps {
		change(&ps[i])
	}
	return ps
}

// reversed returns a set the other way round.
func reversed(set []string) []string {
	set = slices.Clone(set)
	slices.Reverse(set)
	return set
}

// linkedTo maps accounts to whom they are linked.
func linkedTo(r *Result) map[string]string {
	to := map[string]string{}
	for _, d := range r.Decisions {
		if d.Status == Linked {
			to[d.Account.ID] = d.Candidates[0].Person.ID
		}
	}
	return to
}

func TestWhatSaysTheSameChangesNothing(t *testing.T) {
	roster, accounts := schoolLists(t)
	want := linked(Link(roster, accounts, nil))
	names := func(written func(string) string) func(p *Person) {
		return func(p *Person) {
			if !strings.Contains(p.Last+p.First, "Ã") { // of what was read in another encoding the case matters
				p.Last, p.First = written(p.Last), written(p.First)
			}
		}
	}
	for name, change := range map[string]func(p *Person){
		"in small letters, composed": names(func(s string) string { return norm.NFC.String(strings.ToLower(s)) }),
		"in capitals, decomposed":    names(func(s string) string { return norm.NFD.String(strings.ToUpper(s)) }),
		"sets the other way round": func(p *Person) {
			p.Profiles, p.Schools, p.Classes, p.Children = reversed(p.Profiles), reversed(p.Schools), reversed(p.Classes), reversed(p.Children)
		},
		"classes under other names": func(p *Person) {
			p.Classes = slices.Clone(p.Classes)
			for i, c := range p.Classes {
				if c != "" {
					p.Classes[i] = c + " DIVISION"
				}
			}
		},
	} {
		r, a := changed(roster, change), changed(accounts, change)
		for where, lists := range map[string][2][]Person{"roster": {r, accounts}, "accounts": {roster, a}, "both": {r, a}} {
			if strings.HasPrefix(name, "classes") && where != "both" {
				continue // which class is which is learned of large ones only
			}
			if diff := gocmp.Diff(linked(Link(lists[0], lists[1], nil)), want); diff != "" {
				t.Errorf("%s, %s: links (-got +want):\n%s", name, where, diff)
			}
		}
	}
}

// Less evidence may leave somebody to a person, and never makes her account another's.
func TestLessEvidenceLinksNobodyElse(t *testing.T) {
	roster, accounts := schoolLists(t)
	before := linkedTo(Link(roster, accounts, nil))
	for column, blank := range map[string]func(p *Person){
		"birth dates": func(p *Person) { p.Born = "" },
		"classes":     func(p *Person) { p.Classes = nil },
		"sexes":       func(p *Person) { p.Sex = "" },
		"children":    func(p *Person) { p.Children = nil },
		"identifiers": func(p *Person) { p.Prior = "" },
		"profiles":    func(p *Person) { p.Profiles = nil },
	} {
		some := func(of uint64) func(p *Person) { // of all rows, or of every third by its identifier
			return func(p *Person) {
				if row := hashRow(p.ID); row%of == 0 {
					blank(p)
				}
			}
		}
		for _, of := range []uint64{1, 3} {
			r, a := changed(roster, some(of)), changed(accounts, some(of))
			for where, lists := range map[string][2][]Person{"roster": {r, accounts}, "accounts": {roster, a}, "both": {r, a}} {
				for account, person := range linkedTo(Link(lists[0], lists[1], nil)) {
					if was := before[account]; was != "" && was != person {
						t.Errorf("without 1 of %d %s of %s: %s is linked to %s, and was to %s", of, column, where, account, person, was)
					}
				}
			}
		}
	}
}

// hashRow is the same for the same row each time.
func hashRow(id string) (h uint64) {
	for _, c := range []byte(id) {
		h = h*31 + uint64(c)
	}
	return h ^ h>>7
}

// Whoever is missing from one list leaves somebody without an account, or an account
// without anybody, and not with another.
func TestWhoIsMissingIsReplacedByNobody(t *testing.T) {
	roster, accounts := schoolLists(t)
	before := linkedTo(Link(roster, accounts, nil))
	const parts = 10
	for part := range uint64(parts) {
		stay := func(ps []Person) []Person {
			return slices.DeleteFunc(slices.Clone(ps), func(p Person) bool {
				row := hashRow(p.ID)
				return row%parts == part
			})
		}
		for where, lists := range map[string][2][]Person{"roster": {stay(roster), accounts}, "accounts": {roster, stay(accounts)}} {
			for account, person := range linkedTo(Link(lists[0], lists[1], nil)) {
				if was := before[account]; was != "" && was != person {
					t.Errorf("without part %d of %s: %s is linked to %s, and was to %s", part, where, account, person, was)
				}
			}
		}
	}
}

// A copy of an account is as much its person's as the account, unless a guardian's
// account names the one of them.
func TestOfTwoEqualAccountsNeitherIsLinked(t *testing.T) {
	roster, accounts := schoolLists(t)
	named := map[string]bool{}
	for _, p := range accounts {
		for _, c := range p.Children {
			named[c] = true
		}
	}
	var copied []string
	both := slices.Clone(accounts)
	for _, p := range accounts {
		if row := hashRow(p.ID); row%20 == 0 && !named[p.ID] {
			copied = append(copied, p.ID)
			p.ID += "-copy"
			both = append(both, p)
		}
	}
	if len(copied) < 20 {
		t.Fatalf("%d accounts are copied, too few to tell anything", len(copied))
	}
	got := linkedTo(Link(roster, both, nil))
	for _, id := range copied {
		if got[id] != "" || got[id+"-copy"] != "" {
			t.Errorf("%s and its copy are linked to %q and %q", id, got[id], got[id+"-copy"])
		}
	}
}
