package matcher

import (
	"fmt"
	"strings"
	"testing"
)

// TestAllGivenNamesInOneList: in a school of which one list tells a single given name and
// the other all of them hardly any names are equal. Whatever befell a whole list is seen
// all the same, and everybody linked, as where both tell one.
func TestAllGivenNamesInOneList(t *testing.T) {
	lasts := strings.Fields(`ABADIE BARREAU CHEVRIER DELMAS ESTEVE FAUCHER GUIBERT HAMELIN IMBERT JACQUET LACOMBE MERCADIER NADAUD OLLIVIER POUGET
		QUENTIN RAYNAL SABATIER TEISSIER VIDAL VERNET WAGNER ZIEGLER BOSC CAZAL DUPRAT ESPINASSE FABREGUE GAUBERT LAFON`)
	exchanged := func(p *Person) {
		if p.Born != "" {
			p.Born = exchangedDate(p.Born)
		}
	}
	undated := func(p *Person) { p.Born = "" }
	for _, tt := range []struct {
		why    string
		change func(p *Person, i int)
		says   func(r *Result) bool
	}{
		{"as it should be", func(*Person, int) {}, nil},
		{"last and first name exchanged", func(p *Person, _ int) { p.Last, p.First = p.First, p.Last }, nil},
		{"day and month of birth exchanged", func(p *Person, _ int) { exchanged(p) }, func(r *Result) bool { return len(r.Damage) == 1 && r.Damage[0].Kind == BornExchanged }},
		{"a school under another number", func(p *Person, _ int) { p.Schools = []string{"9Z"} }, nil},
		{"a school under another number, and no dates", func(p *Person, _ int) { p.Schools = []string{"9Z"}; undated(p) }, nil},
		{"classes of last year, and no dates", func(p *Person, i int) {
			undated(p)
			if p.Classes != nil {
				p.Classes = []string{fmt.Sprintf("%de%c", 6-i%3, 'A'+i/3%2)}
			}
		}, nil},
		{"classes numbered from one on, and no dates", func(p *Person, i int) {
			undated(p)
			if p.Classes != nil {
				p.Classes = []string{fmt.Sprintf("%de", i%6+1)}
			}
		}, nil},
		{"a children column that slipped by a row", func(p *Person, i int) {
			if p.Children != nil {
				p.Children = []string{fmt.Sprint("ac", (i+1)%len(lasts))}
			}
		}, func(r *Result) bool { return len(r.Damage) == 1 && r.Damage[0].Kind == ChildrenMisplaced }},
	} {
		for _, more := range []struct{ roster, accounts string }{{"", ""}, {", Anne, Lou", ""}, {"", " Anne Lou"}} {
			var roster, accounts []Person
			for i, last := range lasts {
				for _, p := range []Person{
					{ID: fmt.Sprint("c", i), First: strings.Fields("Camille Lucas Emma Hugo Lina Jules Rose")[i%7], Profiles: []string{Pupil},
						Classes: []string{fmt.Sprintf("%de%c", 5-i%3, 'A'+i%2)}, Born: fmt.Sprintf("20%d-%02d-%02d", 12-i%3, i%9+2, i%11+1)},
					{ID: fmt.Sprint("g", i), First: strings.Fields("Paul Marie Aline Denis Nadia")[i%5], Profiles: []string{Guardian}, Children: []string{fmt.Sprint("rc", i)}},
				} {
					p.Last, p.Schools = last, []string{"1A"}
					a := p
					p.ID, p.First = "r"+p.ID, p.First+more.roster
					if a.ID, a.First = "a"+a.ID, a.First+more.accounts; a.Children != nil {
						a.Children = []string{fmt.Sprint("ac", i)}
					}
					tt.change(&a, i)
					roster, accounts = append(roster, p), append(accounts, a)
				}
			}
			r := Link(roster, accounts, nil)
			linked := 0
			for _, d := range r.Decisions {
				linked += one(d.Status == Linked && d.Candidates[0].Person.ID[1:] == d.Account.ID[1:])
			}
			if linked != len(accounts) {
				t.Errorf("%s, given names behind the first %q and %q: %d linked to their own, want all %d", tt.why, more.roster, more.accounts, linked, len(accounts))
			}
			if tt.says != nil && !tt.says(r) {
				t.Errorf("%s, given names behind the first %q and %q: damage %v", tt.why, more.roster, more.accounts, r.Damage)
			}
		}
	}
}
