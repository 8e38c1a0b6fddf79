// Package jobtest makes a school for tests: an ENT's export and the
// application's three lists, with what goes wrong in real ones.
package jobtest

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/entlink/entlink/matcher"
)

// UAI is the made school's number.
const UAI = "0990042V"

// A School is one made school. Its files are written as the ENT and SACoche
// write them.
type School struct {
	Pupils    []Pupil
	Guardians []Guardian
}

// A Pupil is one pupil in both lists. An empty GUID is nobody in the ENT, an
// empty ID nobody in the application.
type Pupil struct {
	GUID, ID, Last, First string
	AppLast, AppFirst     string // in the application, if they differ
	Born                  string // JJ/MM/AAAA
	AppBorn               string // in the application; "-" is none
	Class                 string
	AppClass              string // in the application, if it differs
	Prior                 string // identifier that the account bears
}

// A Guardian is one guardian in both lists.
type Guardian struct {
	GUID, ID, Last, First string
	Children              []int // positions of pupils
}

var (
	lasts  = []string{"MARTIN", "BERNARD", "PETIT", "LEFÈVRE", "NGUYEN", "MOREAU", "BENALI", "GARNIER", "DURAND", "LAMBERT", "ROUSSEL", "D’ANGELO", "DE LA TOUR", "SYLLA", "KOWALSKI"}
	firsts = []string{"Léa", "Hugo", "Inès", "Noël", "Jean-Noël", "Zoé", "Adam", "Chloé", "Maëlys", "Yanis", "Anaïs", "Tom", "Lina", "Raphaël", "Éva", "Côme", "Awa", "Malo", "Nour"}
)

// GUID is the identifier of the nth person.
func GUID(n int) string { return fmt.Sprintf("%08x-0000-4000-8000-%012x", n, n) }

// New makes a school of n pupils, two thirds of whom have a guardian. All have
// names of their own but for the traps, which are the first ones:
//
//	0 and 1: two pupils of one name in the ENT, one account without a birth date
//	2: a typing error in the application's name, and no birth date and another class there
//	3: left, and a namesake of hers has come under another birth date
//	4: her account bears the right identifier already
func New(n int) *School {
	s := &School{}
	for i := range n {
		last, first := lasts[i%len(lasts)], firsts[i/len(lasts)%len(firsts)]
		if k := i / len(lasts) / len(firsts); k > 0 {
			last += "-" + lasts[k%len(lasts)]
		}
		s.Pupils = append(s.Pupils, Pupil{GUID: GUID(i + 1), ID: fmt.Sprint(1000 + i), Last: last, First: first,
			Born: fmt.Sprintf("%02d/%02d/20%02d", i%28+1, i%12+1, 10+i%5), Class: fmt.Sprintf("%de %c", 6-i%4, 'A'+i/4%3)})
		if i%3 > 0 && i > 4 {
			s.Guardians = append(s.Guardians, Guardian{GUID: GUID(100_000 + i), ID: fmt.Sprint(50_000 + i), Last: last, First: "Parent " + first, Children: []int{i}})
		}
	}
	p := s.Pupils
	p[0].Last, p[0].First, p[0].AppBorn = "DIALLO", "Aminata", "-"
	p[1].Last, p[1].First, p[1].ID = "DIALLO", "Aminata", ""
	p[1].Class = p[0].Class // which would tell them apart
	p[2].Last, p[2].First, p[2].AppFirst, p[2].AppBorn, p[2].AppClass = "LOUVIERS", "Éléonore", "Eleonor", "-", "6e Z"
	p[3].Last, p[3].First, p[3].AppBorn = "TRAORÉ", "Sandrine", "05/05/2009"
	p[4].Prior = p[4].GUID
	return s
}

// Another makes a school whose accounts have the numbers of New's, and none of its
// names.
func Another(n int) *School {
	s := New(n)
	for i := range s.Pupils {
		p := &s.Pupils[i]
		p.Last, p.First, p.Prior, p.AppFirst, p.AppBorn = fmt.Sprintf("AZNAVOUR-%c", 'A'+i%26), "Zacharie", "", "", "09/09/2001"
	}
	return s
}

// Export is the ENT's file.
func (s *School) Export() []byte {
	var b strings.Builder
	b.WriteString("Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1\n")
	for _, p := range s.Pupils {
		if p.GUID != "" {
			fmt.Fprintf(&b, "%s;%s;%s;Elève;%s$%s;;%s;;;\n", p.GUID, p.Last, p.First, UAI, p.Class, p.Born)
		}
	}
	for _, g := range s.Guardians {
		fmt.Fprintf(&b, "%s;%s;%s;Responsable élève;;;;;;%s\n", g.GUID, g.Last, g.First, s.Pupils[g.Children[0]].GUID)
	}
	return []byte(b.String())
}

// PupilList is SACoche's list of pupils. bears tells the identifier of an
// account; nil is what the school says.
func (s *School) PupilList(bears func(account string) string) []byte {
	var b strings.Builder
	b.WriteString("SACOCHE_ID;ID_ENT;ID_GEPI;SCONET_ID;SCONET_NUM;REFERENCE;LOGIN;GENRE;NOM;PRENOM;DATE_NAISSANCE;COURRIEL;CLASSE_REF;CLASSE_NOM\r\n\r\n")
	for _, p := range s.Pupils {
		if p.ID == "" {
			continue
		}
		last, first, born, prior := p.Last, p.First, p.Born, p.Prior
		if p.AppLast != "" {
			last = p.AppLast
		}
		if p.AppFirst != "" {
			first = p.AppFirst
		}
		if p.AppBorn != "" {
			born = strings.Replace(p.AppBorn, "-", "00/00/0000", 1)
		}
		class := p.Class
		if p.AppClass != "" {
			class = p.AppClass
		}
		if bears != nil {
			prior = bears(p.ID)
		}
		fmt.Fprintf(&b, "%s;%s;;0;0;;login%s;;%s;%s;%s;;%s;%s\r\n", p.ID, prior, p.ID, last, first, born, class, class)
	}
	return latin(b.String())
}

// GuardianList is SACoche's list of guardians.
func (s *School) GuardianList(bears func(account string) string) []byte {
	var b strings.Builder
	b.WriteString("SACOCHE_ID;ID_ENT;ID_GEPI;SCONET_ID;SCONET_NUM;REFERENCE;LOGIN;CIVILITE;NOM;PRENOM;COURRIEL;ENFANT_ID;ENFANT_NOM;ENFANT_PRENOM;ENFANT_CLASSE_REF;ENFANT_CLASSE_NOM\r\n\r\n")
	for _, g := range s.Guardians {
		prior := ""
		if bears != nil {
			prior = bears(g.ID)
		}
		p := s.Pupils[g.Children[0]]
		fmt.Fprintf(&b, "%s;%s;;0;0;;login%s;M.;%s;%s;;%s;%s;%s;%s;%s\r\n", g.ID, prior, g.ID, g.Last, g.First, p.ID, p.Last, p.First, p.Class, p.Class)
	}
	return latin(b.String())
}

// latin writes a text as SACoche's lists are.
func latin(text string) []byte {
	b, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		panic(err) // the names above are all in it
	}
	return []byte(b)
}

// Import does what SACoche does with a file, and returns the identifiers that
// its accounts then bear.
func (s *School) Import(file []byte, accounts []matcher.Account) (map[string]string, error) {
	rows, err := matcher.ReadSACoche("import.csv", file)
	if err != nil {
		return nil, err
	}
	bears := map[string]string{}
	for i, id := range matcher.Predict(rows, accounts, nil).After {
		bears[accounts[i].ID] = id
	}
	return bears, nil
}
