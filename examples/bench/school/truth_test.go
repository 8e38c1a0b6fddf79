package school

import (
	"strings"
	"testing"
)

// What is expected of an account, by what its files say. Each case begins with Zoé Petit, a pupil in 5e A at school one
// with her account, alone of her name; change makes it another case.
func TestExpected(t *testing.T) {
	one := &place{uai: "0019000C", stage: stages[0], is: map[string]bool{}}
	two := &place{uai: "0019001D", stage: stages[0], is: map[string]bool{}}
	type world struct {
		zoe     *person
		account *account
		people  []*person
		others  []*account
	}
	somebody := func(k kind, last, first string, at ...*place) *person {
		return &person{kind: k, label: k, last: []string{last}, given: []string{first}, places: at, room: room{1, 0}}
	}
	enrolled := func(p *person, guid string) *person {
		r := &Row{Guid: guid, Last: strings.ToUpper(p.last[0]), First: p.given[0], Born: p.born.french(), Classes: p.places[0].name(p.room, 0), person: p}
		p.rows = append(p.rows, r)
		return p
	}
	open := func(id string, p *person, at *place) *account {
		a := &account{id: id, person: p, place: at, school: at.uai, profile: "eleve", last: p.last[0], first: p.given[0]}
		if len(p.rows) > 0 {
			a.row = p.rows[0]
		}
		p.accounts = append(p.accounts, a)
		return a
	}
	homonym := func(w *world, at *place) *person {
		p := enrolled(somebody(pupil, "Petit", "Zoé", at), "g2")
		p.room = room{3, 0}
		w.people = append(w.people, p)
		return p
	}
	for _, c := range []struct {
		what, want string
		change     func(w *world)
	}{
		{"nobody else bears the names", "auto", func(*world) {}},
		{"a homonym at the school, and nothing else known", "review", func(w *world) { homonym(w, one) }},
		{"a homonym at another school", "auto", func(w *world) { homonym(w, two) }},
		{"a homonym at another school, but lists that name no school", "review", func(w *world) {
			homonym(w, two)
			w.account.school = ""
		}},
		{"a homonym in another class", "auto", func(w *world) {
			homonym(w, one)
			w.account.class = "5e A"
		}},
		{"a homonym, and the date of birth known", "auto", func(w *world) {
			homonym(w, one)
			w.zoe.rows[0].Born, w.account.plain = "02/03/2013", date{2013, 3, 2}
		}},
		{"a homonym in another class, who bears the date of birth on the account", "review", func(w *world) {
			homonym(w, one).rows[0].Born = "02/03/2013"
			w.account.class, w.account.plain = "5e A", date{2013, 3, 2}
		}},
		{"a homonym born on the same day", "review", func(w *world) {
			w.zoe.rows[0].Born, w.account.plain = "02/03/2013", date{2013, 3, 2}
			homonym(w, one).rows[0].Born = "02/03/2013"
		}},
		{"a homonym, and the right identifier", "auto", func(w *world) {
			homonym(w, one)
			w.account.prior = "g1"
		}},
		{"a homonym, and the identifier of somebody who left", "review", func(w *world) {
			homonym(w, one)
			w.account.prior = "g9"
		}},
		{"an identifier that is somebody else's", "review", func(w *world) { w.account.wrong = true }},
		{"written as somebody else is called", "review", func(w *world) {
			p := homonym(w, one)
			p.last, p.rows[0].Last = []string{"Petot"}, "PETOT"
			w.account.last = "PETOT"
		}},
		{"a leaver's account of the same names at the school", "review", func(w *world) {
			gone := somebody(pupil, "Petit", "Zoé", one)
			gone.left = true
			w.others = append(w.others, open("a2", gone, one))
		}},
		{"a leaver's account of the same names, and the class agrees", "auto", func(w *world) {
			gone := somebody(pupil, "Petit", "Zoé", one)
			gone.left = true
			w.others = append(w.others, open("a2", gone, one))
			w.account.class = "5e A"
		}},
		{"a birth name that nobody else uses", "review", func(w *world) {
			w.zoe.birth = []string{"Roux"}
			w.account.last = "ROUX"
			w.account.done("usage_name")
		}},
		{"a birth name that is half of the name used", "auto", func(w *world) {
			w.zoe.last, w.zoe.birth = []string{"Roux", "Petit"}, []string{"Roux"}
			w.zoe.rows[0].Last, w.account.last = "ROUX PETIT", "ROUX"
			w.account.done("usage_name")
		}},
		{"a birth name, and the right identifier", "auto", func(w *world) {
			w.zoe.birth = []string{"Roux"}
			w.account.last, w.account.prior = "ROUX", "g1"
			w.account.done("usage_name")
		}},
		{"an account at the school she came from", "review", func(w *world) {
			w.account.place, w.account.school = two, two.uai
			w.zoe.from = two
		}},
		{"an account at the school she came from, and her mother's account names it", "auto", func(w *world) {
			w.account.place, w.account.school = two, two.uai
			w.zoe.from = two
			mother := enrolled(somebody(guardian, "Petit", "Anne", one), "g3")
			mother.children, w.zoe.guardians = []*person{w.zoe}, []*person{mother}
			w.people = append(w.people, mother)
			a := open("a3", mother, one)
			a.profile, a.children = "parent", []string{"a1"}
			w.others = append(w.others, a)
		}},
		{"a guardian with a Guid in each school, whose account names the child of the other", "review", func(w *world) {
			child := func(id, guid string, at *place) *person {
				c := enrolled(somebody(pupil, "Petit", id, at), guid)
				open(id, c, at)
				return c
			}
			w.zoe.kind, w.zoe.label, w.zoe.places = guardian, guardian, []*place{one, two}
			w.zoe.children = []*person{child("c1", "g5", one), child("c2", "g6", two)}
			enrolled(w.zoe, "g2")
			w.zoe.rows[0].Children, w.zoe.rows[1].Children = []string{"g5"}, []string{"g6"}
			w.account.profile, w.account.children = "parent", []string{"c2"}
		}},
		{"and one whose account names the child of its school", "auto", func(w *world) {
			c := enrolled(somebody(pupil, "Petit", "Léo", one), "g5")
			open("c1", c, one)
			w.zoe.kind, w.zoe.label, w.zoe.places, w.zoe.children = guardian, guardian, []*place{one, two}, []*person{c}
			enrolled(w.zoe, "g2")
			w.zoe.rows[0].Children = []string{"g5"}
			w.account.profile, w.account.children = "parent", []string{"c1"}
		}},
		{"she left, and nobody bears the names", "none", func(w *world) {
			w.zoe.left, w.zoe.rows, w.account.row = true, nil, nil
		}},
		{"she left, and a newcomer at the school bears her names", "undecidable", func(w *world) {
			w.zoe.left, w.zoe.rows, w.account.row = true, nil, nil
			homonym(w, one)
		}},
		{"she left, and a newcomer of her names was born on another day", "review", func(w *world) {
			w.zoe.left, w.zoe.rows, w.account.row = true, nil, nil
			homonym(w, one).rows[0].Born = "05/06/2011"
			w.account.plain = date{2013, 3, 2}
		}},
		{"she left, and a newcomer at another school bears her names", "review", func(w *world) {
			w.zoe.left, w.zoe.rows, w.account.row = true, nil, nil
			homonym(w, two)
		}},
		{"she left, and somebody of her names has an account of her own", "review", func(w *world) {
			w.zoe.left, w.zoe.rows, w.account.row = true, nil, nil
			w.others = append(w.others, open("a2", homonym(w, one), one))
		}},
		{"she left, and somebody of her names has an account that is written otherwise", "undecidable", func(w *world) {
			w.zoe.left, w.zoe.rows, w.account.row = true, nil, nil
			a := open("a2", homonym(w, one), one)
			a.last = "PTEIT"
			w.others = append(w.others, a)
		}},
		{"she left, and such an account has the right identifier", "review", func(w *world) {
			w.zoe.left, w.zoe.rows, w.account.row = true, nil, nil
			a := open("a2", homonym(w, one), one)
			a.last, a.prior = "PTEIT", "g2"
			w.others = append(w.others, a)
		}},
	} {
		w := &world{zoe: enrolled(somebody(pupil, "Petit", "Zoé", one), "g1")}
		w.account = open("a1", w.zoe, one)
		c.change(w)
		rows := w.zoe.rows
		for _, p := range w.people {
			rows = append(rows, p.rows...)
		}
		if got := newJudge(rows, append(w.others, w.account)).judge(w.account).expected; got != c.want {
			t.Errorf("%s: expected %s, want %s", c.what, got, c.want)
		}
	}
}
