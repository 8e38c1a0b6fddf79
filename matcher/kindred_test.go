package matcher

import (
	"fmt"
	"strings"
	"testing"
)

// TestKindredNames: names that brothers and sisters, or a child's two parents, bear beside one another are two people's
// however much they are alike, where nothing but names speaks, and in whichever cell they stand; spellings of one name are
// one person's.
func TestKindredNames(t *testing.T) {
	two := strings.Fields(`Stéphane/Étienne Stephen/Stéphane Antoine/Anthony Antoine/Antonin Mohamed/Mamadou Fatima/Fatoumata Aïcha/Aïssatou
		Sofia/Sophie Léo/Léon Mathieu/Mattéo Michel/Michaël Yves/Yvon Timéo/Timothée Tom/Thomas Omar/Omer Joseph/Youssef Ahmed/Hamed
		Noé/Noah Lucas/Luca Jean-Baptiste/Baptiste Yann/Yannick Jean-Paul/Jean-Philippe Marie-Claire/Marie-Claude Marie-Anne/Marie-Jeanne
		Marie-Line/Marie-Lise Marie-Paule/Marie-Laure Pierre-Yves/Pierre-Yvan Jean-Marc/Jean-Marie Anne-Laure/Anne-Laura Marie-Ange/Marie-Anne
		Laurent/Laurence Valérie/Valéry Stéphane/Stéphanie Christian/Christine Alexandre/Alexandra Alexis/Alexia Julien/Julie Lucien/Lucie
		Jules/Julie Émile/Émilie Claude/Claudie Aurélien/Aurélie Clément/Clémence Florian/Floriane Samir/Samia Amine/Amina Élie/Élise Mario/Maria
		Patrice/Patricia Karim/Karin Ana/Anas Hana/Anna Anis/Annie Elia/Elias Joanne/Johann Sarah/Zahra Neil/Noël Adrian/Adrien Patrice/Patrick Gérard/Gérald Joris/Loris Yanis/Anis Marie/Maria Aya/Maya Alan/Alain Céline/Célina Frédéric/Frédérique Michel/Michèle Joël/Noël Lina/Lena Lou/Loup`)
	one := strings.Fields(`Mohamed/Mohammed Yacine/Yassine Mathis/Mathys Matthieu/Mathieu Sarah/Sara Sofia/Sophia Chloé/Cloé Nathalie/Natalie
		Stéphane/Stéphan Thibault/Thibaud Fatoumata/Fatou Aïcha/Aïsha Ibrahim/Brahim Yanis/Yannis Raphaël/Rafael Lucas/Lukas Anthony/Antony
		Killian/Kylian Mélodie/Mélody Téa/Théa Corine/Corinne Anaëlle/Annaëlle Riad/Riyad Sacha/Sasha Margot/Margaux Lila/Lyla`)
	for _, school := range []struct {
		why    string
		people []string // given names
	}{
		{"a school that has all the names", strings.FieldsFunc(strings.Join(append(two, one...), "/"), func(r rune) bool { return r == '/' })},
		{"a school that has none of them", strings.Fields("Bob Dob Gob Lob Mob Nob Pob Rob Sob Tob Vob Zob Babo Dabo Gabo Labo Mabo Nabo Pabo Rabo Sabo Tabo Vabo Zabo")},
	} {
		var roster, accounts []Person
		for i := range 400 {
			p := Person{ID: fmt.Sprint("r", i), Last: fmt.Sprintf("Nom%c%c", 'a'+i/len(school.people), 'a'+i%26), First: school.people[i%len(school.people)],
				Profiles: []string{Guardian}, Schools: []string{"1A"}}
			roster = append(roster, p)
			p.ID = fmt.Sprint("a", i)
			accounts = append(accounts, p)
		}
		for _, of := range []struct {
			profile   string
			exchanged bool // the account's cells
		}{{Pupil, false}, {Guardian, false}, {Teacher, false}, {Pupil, true}} {
			linked := func(x, y string) bool {
				g, a := person("g, VERGNAUD "+x+", 1A, "+of.profile), person("a, VERGNAUD "+y+", 1A, "+of.profile)
				if of.exchanged {
					a.Last, a.First = a.First, a.Last
				}
				d := Link(append(roster[:len(roster):len(roster)], g), append(accounts[:len(accounts):len(accounts)], a), nil).Decisions
				return d[len(d)-1].Status == Linked
			}
			for want, pairs := range map[bool][]string{false: two, true: one} {
				for _, pair := range pairs {
					x, y, _ := strings.Cut(pair, "/")
					if got := linked(x, y); got != want {
						t.Errorf("%s: %+v, %s, %s on the account: linked %v, want %v", school.why, of, x, y, got, want)
					}
					if got := linked(y, x); got != want {
						t.Errorf("%s: %+v, %s, %s on the account: linked %v, want %v", school.why, of, y, x, got, want)
					}
				}
			}
		}
	}
}
