package habits

import (
	"slices"
	"testing"
)

func TestHabits(t *testing.T) {
	for _, h := range Habits {
		t.Run(h.Name, func(t *testing.T) {
			o := Options{Accounts: 120, Seed: 3}
			s := h.Make(o)
			if !slices.EqualFunc(h.Make(o).Truth, s.Truth, slices.Equal) {
				t.Error("the same options made another truth")
			}
			if len(s.Truth) != len(s.Accounts) {
				t.Fatalf("%d lines of truth about %d accounts", len(s.Truth)-1, len(s.Accounts)-1)
			}
			people := map[string]bool{"": true}
			for _, r := range s.Roster[1:] {
				if people[r[0]] {
					t.Errorf("two rows are %s", r[0])
				}
				people[r[0]] = true
			}
			seen := map[string]bool{}
			for i, r := range s.Truth[1:] {
				if seen[r[0]] || r[0] != s.Accounts[i+1][0] || !people[r[1]] {
					t.Errorf("truth %q about account %q", r, s.Accounts[i+1])
				}
				seen[r[0]] = true
				if (r[1] == "") != (r[2] == "leaver" || r[2] == "leaver_trap") || !slices.Contains([]string{"auto", "review", "none", "undecidable"}, r[8]) {
					t.Errorf("truth %q", r)
				}
			}
		})
	}
	if _, err := Find("no such habit"); err == nil {
		t.Error("an unknown habit was found")
	}
}

func TestJudge(t *testing.T) {
	lea := person{guid: "l", last: "Durand", first: "Léa", class: "6e A", born: date{2015, 3, 4}, inENT: true}
	tests := []struct {
		name   string
		roster []person // their rows are whole
		app    row      // an account of the first person of the roster, or of nobody's
		absent bool
		want   string
	}{
		{"one of the name", []person{lea}, row{last: "Durand", first: "Léa"}, false, "auto"},
		{"two of the name and nothing else", []person{lea, {guid: "m", last: "Durand", first: "Léa", class: "6e B"}}, row{last: "Durand", first: "Léa"}, false, "review"},
		{"two of the name and a birth date", []person{lea, {guid: "m", last: "Durand", first: "Léa", class: "6e A"}}, row{last: "Durand", first: "Léa", born: lea.born}, false, "auto"},
		{"an initial and a class", []person{lea}, row{last: "Durand", first: "L", class: "6e A"}, false, "auto"},
		{"an initial alone", []person{lea}, row{last: "Durand", first: "L"}, false, "review"},
		{"another birth date", []person{lea}, row{last: "Durand", first: "Léa", born: date{2014, 6, 7}}, false, "review"},
		{"somebody who left, of other names", []person{lea}, row{last: "Durand", first: "Paul"}, true, "none"},
		{"somebody who left, of the same names", []person{lea}, row{last: "Durand", first: "Léa"}, true, "undecidable"},
		{"somebody who left, of the same names and another date", []person{lea}, row{last: "Durand", first: "Léa", born: date{2014, 6, 7}}, true, "none"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := &maker{}
			for _, p := range tt.roster {
				r := m.rowOf(&p)
				r.id, r.born = p.guid, p.born
				m.ent = append(m.ent, r)
			}
			a := tt.app
			a.who = m.ent[0].who
			if tt.absent {
				a.who = &person{last: a.last, first: a.first}
			}
			m.app = []*row{&a}
			if got := newJudge(m).truth(&a)[8]; got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
