package job

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/matcher"
)

// TestThePagesAndTheCommandsTakeVerdictsAlike has somebody say whatever she likes of the
// cases of two schools, where most people have several accounts: what the pages make of
// it is what the commands make of their ledger.
func TestThePagesAndTheCommandsTakeVerdictsAlike(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		roster, lists := severalAccounts(t, r)
		j, err := New(t.Context(), roster, lists, nil)
		if err != nil {
			t.Fatal(err)
		}
		s := j.Apply(nil, key)
		var said []store.Decision
		for _, c := range s.Cases {
			person := c.Candidates[r.IntN(len(c.Candidates))].Person.ID
			v := []store.Verdict{store.Same, store.Same, store.Other, store.Later, ""}[r.IntN(5)]
			if _, taken := j.Apply(said, key).Holder(person, c.Account.ID); v == "" || v == store.Same && taken {
				continue // as the store would have it
			}
			said = append(said, say(c, v, person, int64(len(said)+1)))
		}
		s = j.Apply(said, key)
		l, err := s.Ledger()
		if err != nil {
			t.Fatal(err)
		}
		commands, err := New(t.Context(), roster, lists, &Options{Ledger: l})
		if err != nil {
			t.Fatal(err)
		}
		for a := range s.All() {
			d, _ := commands.Decision(a.ID)
			got := d.Status.String()
			if d.Status == matcher.Linked {
				got += " " + d.Candidates[0].Person.ID
			}
			if want := asCommand(s, a.ID); got != want {
				t.Errorf("seed %d, account %s: %s for the commands, %s on the pages", seed, a.ID, got, want)
			}
		}
		if t.Failed() {
			return
		}
	}
}

// asCommand is an account's status as the commands have it, and whose it is.
func asCommand(s *State, account string) string {
	if person, ok := s.Owner(account); ok {
		return matcher.Linked.String() + " " + person
	}
	if c, ok := s.Case(account); ok && (c.Standing == ToDo || c.Standing == Later) {
		return matcher.Review.String()
	}
	return matcher.Absent.String()
}

// severalAccounts makes pupils of two schools, with an account or up to three.
func severalAccounts(t *testing.T, r *rand.Rand) (roster, lists []*File) {
	var ent, app strings.Builder
	ent.WriteString("Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1\n")
	app.WriteString("id;nom;prenom;profil;etab;classe;naissance;sexe;id_ent;enfants\n")
	accounts := 0
	for i := range 12 {
		uai := []string{"0990042V", "0990043W"}[i%2]
		last, first, born := fmt.Sprintf("NOM%c", 'A'+i/2%4), []string{"Léa", "Tom"}[i%2], fmt.Sprintf("%02d/02/2014", 1+i)
		fmt.Fprintf(&ent, "g%d;%s;%s;Elève;%s$6A;;%s;;;\n", i, last, first, uai, born)
		for range 1 + r.IntN(3) {
			accounts++
			fmt.Fprintf(&app, "%d;%s;%s;eleve;%s;6A;%s;;%s;\n", accounts, last, first, uai,
				[]string{born, ""}[r.IntN(2)], slices.Concat([]string{"", "", ""}, []string{fmt.Sprint("g", i), "gone"})[r.IntN(5)])
		}
	}
	return []*File{read(t, "ent.csv", []byte(ent.String()))}, []*File{read(t, "comptes.csv", []byte(app.String()))}
}
