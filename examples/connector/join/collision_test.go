package join

import (
	"errors"
	"testing"

	"github.com/entlink/entlink/matcher"
)

func TestCollisions(t *testing.T) {
	p := func(id, last, first string) matcher.Person { return matcher.Person{ID: id, Last: last, First: first} }
	one := []matcher.Person{p("12", "MARTIN", "Léa"), p("13", "BENALI", "Yanis"), p("", "X", "Y")}
	for _, tt := range []struct {
		why   string
		lists [][]matcher.Person
		want  string // account
	}{
		{"one list", [][]matcher.Person{{p("12", "MARTIN", "Léa"), p("12", "PETIT", "Zoé")}}, ""},
		{"two lists without a number in common", [][]matcher.Person{one, {p("14", "PETIT", "Zoé")}}, ""},
		{"two versions of a list, a name corrected", [][]matcher.Person{one, {p("12", "Martin", "Lea"), p("13", "BEN ALI", "Yanis")}}, ""},
		{"her married name", [][]matcher.Person{one, {p("12", "DURAND", "Léa")}}, ""},
		{"names the other way round", [][]matcher.Person{one, {p("12", "LÉA", "Martin")}}, ""},
		{"rows without a number", [][]matcher.Person{one, {p("", "PETIT", "Zoé")}}, ""},
		{"two people", [][]matcher.Person{one, {p("14", "PETIT", "Zoé"), p("13", "PETIT", "Zoé")}}, "13"},
	} {
		var c *CollisionError
		if got := errors.As(Collisions(tt.lists...), &c); got != (tt.want != "") || got && (c.Account != tt.want || c.Lists != [2]int{0, 1}) {
			t.Errorf("%s: %+v, want account %q", tt.why, c, tt.want)
		}
	}
}
