package matcher

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// readTable reads a file of testdata as maps by column name.
func readTable(t testing.TB, path ...string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(append([]string{"testdata"}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, h := range rows[0] {
			m[strings.TrimPrefix(h, "\ufeff")] = row[i]
		}
		out = append(out, m)
	}
	return out
}

var labels = map[string]string{
	"Elève": Pupil, "eleve": Pupil, "Responsable élève": Guardian, "parent": Guardian,
	"Professeur": Teacher, "professeur": Teacher, "Personnel de direction": Staff, "directeur": Staff,
}

func isoDate(s string) string {
	if len(s) != 10 {
		return ""
	}
	return s[6:] + "-" + s[3:5] + "-" + s[:2]
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// schoolLists reads the made school of 2,000: roster and accounts.
func schoolLists(t testing.TB) (roster, accounts []Person) {
	for _, m := range readTable(t, "ecole_2k", "ent.csv") {
		p := Person{ID: m["Guid"], Last: m["Nom"], First: m["Prénom"], Profiles: []string{labels[m["Profil"]]}, Born: isoDate(m["DateNaissance"]), Sex: m["Sexe"]}
		for _, c := range append(split(m["Classes"]), split(m["Groupe"])...) {
			uai, class, _ := strings.Cut(c, "$")
			p.Schools = append(p.Schools, uai)
			p.Classes = append(p.Classes, class)
		}
		for i := 1; m[fmt.Sprint("Guid_Enfant", i)] != ""; i++ {
			p.Children = append(p.Children, m[fmt.Sprint("Guid_Enfant", i)])
		}
		roster = append(roster, p)
	}
	for _, m := range readTable(t, "ecole_2k", "app.csv") {
		accounts = append(accounts, Person{
			ID: m["id"], Last: m["nom"], First: m["prenom"], Profiles: []string{labels[m["profil"]]}, Schools: []string{m["etab"]},
			Classes: []string{m["classe"]}, Born: isoDate(m["naissance"]), Sex: m["sexe"], Prior: m["id_ent"], Children: split(m["enfants"]),
		})
	}
	return roster, accounts
}

// TestSchool measures the links of the made school against its truth. The
// bounds are what the package promises there, not what it happens to reach.
func TestSchool(t *testing.T) {
	roster, accounts := schoolLists(t)
	truth := map[string]map[string]string{}
	accountsOf := map[string]int{}
	for _, m := range readTable(t, "ecole_2k", "truth.csv") {
		truth[m["id"]] = m
		accountsOf[m["guid"]]++
	}
	var single, found, wrong, covered, withPerson, reviewed int
	twice := map[string]int{}
	for _, d := range Link(roster, accounts, nil).Decisions {
		want := truth[d.Account.ID]
		has := want["guid"] != ""
		one := has && accountsOf[want["guid"]] == 1
		if has {
			withPerson++
		}
		if one {
			single++
		}
		switch d.Status {
		case Linked:
			got := d.Candidates[0].Person.ID
			twice[got]++
			if got == want["guid"] {
				covered++
				if one {
					found++
				}
			} else if want["expected"] != "undecidable" {
				wrong++
				t.Errorf("account %s is linked to %s, want %q (%s, %s): %s", d.Account.ID, got, want["guid"], want["kind"], want["ops"], Explain("en", d.Candidates[0].Reasons))
			}
			if want["expected"] == "review" {
				t.Errorf("account %s is linked, and nothing singles one person out (%s, %s)", d.Account.ID, want["kind"], want["ops"])
			}
		case Review:
			reviewed++
			for _, c := range d.Candidates {
				if c.Person.ID == want["guid"] {
					covered++
					break
				}
			}
		}
	}
	for id, n := range twice {
		if n > 1 {
			t.Errorf("%s is given to %d accounts of one school", id, n)
		}
	}
	t.Logf("recall %.4f (%d of %d), wrong %d, covered %.4f, in review %d of %d", float64(found)/float64(single), found, single, wrong, float64(covered)/float64(withPerson), reviewed, len(accounts))
	if r := float64(found) / float64(single); r < 0.97 {
		t.Errorf("recall over people with one account is %.4f, want at least 0.97", r)
	}
}

// blindImport is the rule that most applications import with: each row of the
// roster, sorted by name and identifier, goes to the account of the same last and
// first name if there is just one, whatever its profile and school, and the last
// row wins (SACoche 2017). The accent rules are Link's, which flatters it. It gives
// the accounts' people.
func blindImport(roster, accounts []Person) map[string]string {
	type named struct{ last, first, id string }
	byName := map[[2]string][]string{}
	for _, a := range accounts {
		k := [2]string{Fold(a.Last), Fold(a.First)}
		byName[k] = append(byName[k], a.ID)
	}
	rows := make([]named, len(roster))
	for i, r := range roster {
		rows[i] = named{Fold(r.Last), Fold(r.First), r.ID}
	}
	slices.SortFunc(rows, func(a, b named) int {
		return cmp.Or(strings.Compare(a.last, b.last), strings.Compare(a.first, b.first), strings.Compare(a.id, b.id))
	})
	links := map[string]string{}
	for _, r := range rows {
		if same := byName[[2]string{r.last, r.first}]; len(same) == 1 {
			links[same[0]] = r.id
		}
	}
	return links
}

// TestBlindImportBeside measures blindImport on the same lists and beside Link.
func TestBlindImportBeside(t *testing.T) {
	roster, accounts := schoolLists(t)
	truth := map[string]string{}
	undecidable := map[string]bool{}
	for _, m := range readTable(t, "ecole_2k", "truth.csv") {
		truth[m["id"]] = m["guid"]
		undecidable[m["id"]] = m["expected"] == "undecidable"
	}
	blind := blindImport(roster, accounts)
	ours := map[string]string{}
	for _, d := range Link(roster, accounts, nil).Decisions {
		if d.Status == Linked {
			ours[d.Account.ID] = d.Candidates[0].Person.ID
		}
	}
	wrong := func(links map[string]string) (n int) {
		for a, r := range links {
			if truth[a] != r && !undecidable[a] {
				n++
			}
		}
		return n
	}
	t.Logf("names only: %d links, %d wrong; Link: %d links, %d wrong", len(blind), wrong(blind), len(ours), wrong(ours))
	if wrong(ours) > 0 || wrong(blind) == 0 {
		t.Errorf("wrong links: Link %d, names only %d; want none, and some", wrong(ours), wrong(blind))
	}
}

// TestPlacesOfRows asks for the places of rows from several goroutines at once:
// rows that say the same share one, and no others do.
func TestPlacesOfRows(t *testing.T) {
	rows := []Person{
		{},
		{Schools: []string{"1A"}},
		{Schools: []string{" 1a"}},
		{Schools: []string{"1A", "2B"}},
		{Schools: []string{"1A"}, Classes: []string{"2B"}},
		{Schools: []string{"1A"}, Classes: []string{"5e B"}},
		{Schools: []string{"1A"}, Classes: []string{"5e", "B"}},
		{Schools: []string{"1A\x002B"}},
		{Classes: []string{"1A", "2B"}},
	}
	s := newSchoolSets()
	found := make([][]*place, 8)
	var asking sync.WaitGroup
	for n := range found {
		asking.Go(func() {
			for i := range rows {
				found[n] = append(found[n], s.of(&rows[i], nil))
			}
		})
	}
	asking.Wait()
	type says struct{ Schools, Classes []string }
	var got []says
	for i, p := range found[0] {
		for n := range found {
			if found[n][i] != p {
				t.Errorf("row %d has two places", i)
			}
		}
		got = append(got, says{p.schools, p.classes})
	}
	want := []says{{}, {[]string{"1A"}, nil}, {[]string{"1A"}, nil}, {[]string{"1A", "2B"}, nil}, {[]string{"1A"}, []string{"2b"}}, {[]string{"1A"}, []string{"5e b"}},
		{[]string{"1A"}, []string{"5e", "b"}}, {[]string{"1A\x002B"}, nil}, {nil, []string{"1a", "2b"}}}
	if diff := gocmp.Diff(got, want); diff != "" {
		t.Errorf("places (-got +want):\n%s", diff)
	}
}
