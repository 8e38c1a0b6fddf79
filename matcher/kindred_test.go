package matcher

import (
	"fmt"
	"strings"
	"testing"
)

// TestKindredNames: names that brothers and sisters, or a child's two parents, bear beside one another are two people's
// however much they are alike, where nothing but names speaks; spellings of one name are one person's.
func TestKindredNames(t *testing.T) {
	two := strings.Fields(`Stéphane/Étienne Stephen/Stéphane Antoine/Anthony Antoine/Antonin Mohamed/Mamadou Fatima/Fatoumata Aïcha/Aïssatou
		Sofia/Sophie Léo/Léon Mathieu/Mattéo Michel/Michaël Yves/Yvon Timéo/Timothée Tom/Thomas Omar/Omer Joseph/Youssef Ahmed/Hamed
		Noé/Noah Lucas/Luca Jean-Baptiste/Baptiste Yann/Yannick Jean-Paul/Jean-Philippe
		Laurent/Laurence Valérie/Valéry Stéphane/Stéphanie Christian/Christine Alexandre/Alexandra Alexis/Alexia Julien/Julie Lucien/Lucie
		Jules/Julie Émile/Émilie Claude/Claudie Aurélien/Aurélie Clément/Clémence Florian/Floriane Samir/Samia Amine/Amina Élie/Élise Mario/Maria
		Patrice/Patricia Patrice/Patrick Frédéric/Frédérique Michel/Michèle Joël/Noël Lina/Lena Lou/Loup`)
	one := strings.Fields(`Mohamed/Mohammed Yacine/Yassine Mathis/Mathys Matthieu/Mathieu Sarah/Sara Sofia/Sophia Chloé/Cloé Nathalie/Natalie
		Stéphane/Stéphan Thibault/Thibaud Fatoumata/Fatou Aïcha/Aïsha Ibrahim/Brahim Yanis/Yannis Raphaël/Rafael Lucas/Lukas Anthony/Antony`)
	// A school whose people bear all of these names.
	var roster, accounts []Person
	for k := range 4 {
		for i, first := range strings.FieldsFunc(strings.Join(append(two, one...), "/"), func(r rune) bool { return r == '/' }) {
			p := Person{ID: fmt.Sprintf("r%d-%d", k, i), Last: fmt.Sprintf("Nom%c%c", 'a'+k, 'a'+i%26), First: first, Profiles: []string{Guardian}, Schools: []string{"1A"}}
			roster = append(roster, p)
			p.ID = "a" + p.ID
			accounts = append(accounts, p)
		}
	}
	for _, profile := range []string{Pupil, Guardian, Teacher} {
		for _, tt := range []struct {
			pairs []string
			want  bool
		}{{two, false}, {one, true}} {
			for _, pair := range tt.pairs {
				x, y, _ := strings.Cut(pair, "/")
				for range 2 {
					g, a := person("g, VERGNAUD "+x+", 1A, "+profile), person("a, VERGNAUD "+y+", 1A, "+profile)
					d := Link(append(roster[:len(roster):len(roster)], g), append(accounts[:len(accounts):len(accounts)], a), nil).Decisions
					if got := d[len(d)-1].Status == Linked; got != tt.want {
						t.Errorf("%s %s, %s on the account: linked %v, want %v", profile, x, y, got, tt.want)
					}
					x, y = y, x
				}
			}
		}
	}
}
