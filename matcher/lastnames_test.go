package matcher

import (
	"fmt"
	"strings"
	"testing"
)

// TestUsualLastNames: two last names that are both in use, and not said alike, are two
// families' however short the lists are; a name that is in use and one that is not are
// one name and a slip of the hand. A class in common tells.
func TestUsualLastNames(t *testing.T) {
	var roster, accounts []Person
	for i := range 300 {
		p := Person{ID: fmt.Sprint("r", i), Last: fmt.Sprintf("Nom%c%c", 'a'+i%26, 'a'+i/26), First: fmt.Sprintf("Bob%c", 'a'+i%20), Profiles: []string{Pupil}, Schools: []string{"1A"}, Born: fmt.Sprintf("2012-%02d-%02d", 1+i%12, 1+i%28)}
		roster = append(roster, p)
		p.ID = "a" + p.ID
		accounts = append(accounts, p)
	}
	linked := func(last, other string, with Person, exchanged bool) bool {
		g, a := with, with
		g.ID, a.ID, g.Last, a.Last = "g", "a", last, other
		if exchanged {
			a.Last, a.First = a.First, a.Last
		}
		d := Link(append(roster[:300:300], g), append(accounts[:300:300], a), nil).Decisions
		return d[len(d)-1].Status == Linked
	}
	pupil := Person{First: "Yvan", Profiles: []string{Pupil}, Schools: []string{"1A"}}
	inClass := pupil
	inClass.Classes = []string{"6A"}
	guardian := Person{First: "Yvan", Profiles: []string{Guardian}, Schools: []string{"1A"}}
	for _, tt := range []struct {
		why       string
		with      Person
		want      bool
		exchanged bool // the account's cells
		pairs     string
	}{
		{"two pupils' names", pupil, false, false, `DUPONT/DUMONT GIRARD/GÉRARD GIRARD/GIRAUD FAURE/FABRE FABRE/FAVRE MARTIN/MARIN ROUSSEL/ROUSSET
			BOYER/ROYER GARCIA/GARCIN RENARD/RENAUD MARTIN/MARTINEAU ROUX/LE_ROUX BRUN/LE_BRUN BRUN/LEBRUN GUILLOT/GUILLOU BERNARD/BERNARDI`},
		{"two guardians' names", guardian, false, false, "DUPONT/DUMONT MARTINET/MARTINOT ROUX/LE_ROUX"},
		{"another spelling, of names that are in use", pupil, true, false, "LEFEBVRE/LEFÈVRE FERNANDEZ/FERNANDES GAUTHIER/GAUTIER DUPUY/DUPUIS CHEVALIER/CHEVALLIER"},
		{"a slip of the hand", pupil, true, false, "DUPONT/DUPOMT GIRARD/GIRRARD FABRE/FABRRE MARTIN/MARTTIN FERNANDEZ/FERNANDAZ VERGNOT/VERGNOTT"},
		{"a particle left out, or written otherwise", pupil, true, false, "LE_ROUX/LEROUX DE_OLIVEIRA/OLIVEIRA EL_AMRANI/AMRANI"},
		{"one class", inClass, true, false, "DUPONT/DUMONT FERNANDEZ/FERNANDES GIRARD/GÉRARD ROUX/LE_ROUX"},
		{"two pupils' names in either cell", pupil, false, true, "DUPONT/DUMONT GIRARD/GIRAUD MARTIN/MARIN BOYER/ROYER RENARD/RENAUD ROUX/LE_ROUX GALL/LE_GALL"},
		{"a slip of the hand in either cell", pupil, true, true, "DUPONT/DUPOMT GIRARD/GIRRARD VERGNOT/VERGNOTT LEFEBVRE/LEFÈVRE"},
	} {
		for _, pair := range strings.Fields(tt.pairs) {
			x, y, _ := strings.Cut(strings.ReplaceAll(pair, "_", " "), "/")
			for range 2 {
				if got := linked(x, y, tt.with, tt.exchanged); got != tt.want {
					t.Errorf("%s: %s on the roster, %s on the account: linked %v, want %v", tt.why, x, y, got, tt.want)
				}
				x, y = y, x
			}
		}
	}
}
