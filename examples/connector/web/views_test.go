package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/matcher"
)

func TestLettersThatDifferAreMarked(t *testing.T) {
	marked := func(list []piece) string {
		var b strings.Builder
		for _, p := range list {
			if p.Apart {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	for _, tt := range []struct{ why, a, b, left, right string }{
		{"the same", "MARTIN", "MARTIN", "MARTIN", "MARTIN"},
		{"capitals", "MARTIN", "Martin", "MARTIN", "Martin"},
		{"an accent", "LEFEVRE", "LEFÈVRE", "LEF[E]VRE", "LEF[È]VRE"},
		{"letters exchanged", "LEFEVBRE", "LEFEBVRE", "LEFE[VB]RE", "LEFE[BV]RE"},
		{"letters exchanged, and another", "MARTNI", "MARTINE", "MART[NI]", "MART[INE]"},
		{"digits exchanged", "14/03/2014", "14/03/2041", "14/03/20[14]", "14/03/20[41]"},
		{"a letter too many", "JJOUANIN", "JOUANIN", "J[J]OUANIN", "JOUANIN"},
		{"a second name", "Léa", "Léa, Marie", "Léa", "Léa[, Marie]"},
		{"nothing in common", "TOM", "ZIA", "[TOM]", "[ZIA]"},
		{"an empty side", "", "ZIA", "", "[ZIA]"},
		{"a letter that two stand for", "WEIß", "WEISS", "WEI[ß]", "WEI[SS]"},
		{"too long to be compared", strings.Repeat("a", 200), "a", "[" + strings.Repeat("a", 200) + "]", "[a]"},
	} {
		left, right := apart(tt.a, tt.b)
		if got := [2]string{marked(left), marked(right)}; got != [2]string{tt.left, tt.right} {
			t.Errorf("%s: %q, want %q", tt.why, got, [2]string{tt.left, tt.right})
		}
	}
}

func TestBarsFillTheLine(t *testing.T) {
	got := bars([]line{{"linked", 1992}, {"todo", 1}, {"absent", 7}}, 2000)
	want := []bar{{"linked", 1992, 0, 996, "99,6"}, {"todo", 1, 996, 3, "0,1"}, {"absent", 7, 999, 1, "0,3"}}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
	if got := bars([]line{{"linked", 0}}, 0); got[0].Width != 0 {
		t.Errorf("no accounts: %+v", got)
	}
}

func TestFilters(t *testing.T) {
	c := job.Case{Standing: job.Later, Decision: matcher.Decision{
		Account:    matcher.Person{ID: "12", Last: "LEFÈVRE", First: "Zoé", Profiles: []string{matcher.Pupil}, Classes: []string{"6e B"}},
		Candidates: []matcher.Candidate{{Person: matcher.Person{Last: "LEFORT", First: "Zoé"}}},
		Causes:     []matcher.Reason{matcher.NotSameNames},
	}}
	for _, tt := range []struct {
		why  string
		f    filter
		want bool
	}{
		{"no filter", filter{}, true},
		{"its standing", filter{Standing: job.Later}, true},
		{"another standing", filter{Standing: job.ToDo}, false},
		{"its profile", filter{Profile: matcher.Pupil}, true},
		{"another profile", filter{Profile: matcher.Teacher}, false},
		{"its cause", filter{Cause: string(matcher.NotSameNames)}, true},
		{"another cause", filter{Cause: string(matcher.OtherSchool)}, false},
		{"its name, as it may be typed", filter{Text: "lefevre zoe"}, true},
		{"a candidate's name", filter{Text: "lefort"}, true},
		{"its class", filter{Text: "6E b"}, true},
		{"its number", filter{Text: "12"}, true},
		{"a part of its number", filter{Text: "1"}, false},
		{"another name", filter{Text: "martin"}, false},
		{"signs that are no name", filter{Text: "???"}, false},
	} {
		if got := tt.f.takes(c); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
		}
	}
}

func TestTheNextCaseIsBehindTheOneJustLeftAndThenFromTheBeginning(t *testing.T) {
	st := &job.State{}
	for _, x := range []struct {
		id string
		s  job.Standing
	}{{"1", job.ToDo}, {"2", job.Same}, {"3", job.ToDo}, {"4", job.Later}} {
		st.Cases = append(st.Cases, job.Case{Standing: x.s, Decision: matcher.Decision{Account: matcher.Person{ID: x.id}}})
	}
	for after, want := range map[string]string{"": "1", "1": "3", "2": "3", "3": "1", "4": "1", "gone": "1"} {
		if got, _ := following(st, filter{}, after); got != want {
			t.Errorf("after %q comes %q, want %q", after, got, want)
		}
	}
	if got, ok := following(st, filter{Standing: job.Later}, ""); got != "4" {
		t.Errorf("of those put off comes %q, %v; want 4", got, ok)
	}
	if got, ok := following(st, filter{Standing: job.Later}, "4"); ok {
		t.Errorf("after the only one put off comes %q", got)
	}
	if got, ok := following(&job.State{}, filter{}, ""); ok {
		t.Errorf("of no cases comes %q", got)
	}
}
