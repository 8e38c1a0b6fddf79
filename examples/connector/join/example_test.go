package join_test

import (
	"fmt"
	"io"
	"strings"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// people reads one side: id says which column names a row.
func people(r io.Reader, id func(enroster.Record) string) (ps []matcher.Person, err error) {
	for rec, err := range enroster.NewReader(r, nil).All() {
		if err != nil {
			return nil, err
		}
		p := matcher.Person{ID: id(rec), Last: rec.LastName, First: rec.FirstName, Schools: rec.Schools(),
			Born: rec.Born.String(), Sex: rec.Sex.String(), Children: rec.Children, Stale: rec.Stale()}
		for q := range rec.Profile.Each() {
			label, known := map[enroster.Profile]string{enroster.Pupil: matcher.Pupil,
				enroster.Guardian: matcher.Guardian, enroster.Teacher: matcher.Teacher}[q]
			if !known {
				label = matcher.Staff
			}
			p.Profiles = append(p.Profiles, label)
		}
		ps = append(ps, p)
	}
	return ps, nil
}

func Example() {
	roster, err := people(strings.NewReader(ent), func(r enroster.Record) string { return r.GUID })
	if err != nil {
		fmt.Println(err)
	}
	accounts, err := people(strings.NewReader(app), func(r enroster.Record) string { return r.AccountID })
	if err != nil {
		fmt.Println(err)
	}
	for _, d := range matcher.Link(roster, accounts, nil).Decisions {
		fmt.Println(d.Account.ID, d.Status, len(d.Candidates))
	}
	// Output:
	// 12 linked 1
	// 13 review 2
}

const ent = `Guid;Nom;Prénom;Profil;Classes
f73d0f72-0958-4b8f-85f7-a58a96d95220;LEFÈVRE;Jean-Noël;National_1;0750001A$6B
0c28cd44-a295-45fd-845a-4d81a38b0024;SYLLA;Awa;National_1;0750001A$6B
82397c31-7407-4aeb-ae30-33989ac40083;SYLLA;Awa;National_1;0750001A$3A
`

const app = `id;nom;prenom;profil;etab
12;LEFEVRE;Jean Noel;eleve;0750001A
13;Sylla;Awa;eleve;0750001A
`
