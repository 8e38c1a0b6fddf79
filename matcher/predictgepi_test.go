package matcher

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPredictGEPI(t *testing.T) {
	pupil := func(id, last, first, born, prior string) Person {
		return Person{ID: id, Last: last, First: first, Born: born, Prior: prior, Profiles: []string{Pupil}}
	}
	parent := func(id, last, first string, children ...string) Person {
		return Person{ID: id, Last: last, First: first, Children: children, Profiles: []string{Guardian}}
	}
	staff := func(id, last, first string) Person {
		return Person{ID: id, Last: last, First: first, Profiles: []string{Teacher}}
	}
	stale := func(p Person) Person { p.Stale = true; return p }
	changed := func(account int) Fate { return Fate{Outcome: Changed, Account: account, Verdict: Undecided} }
	identical := func(account int) Fate { return Fate{Outcome: Identical, Account: account, Verdict: Undecided} }
	nobody := Fate{Outcome: Unknown, Account: -1}
	several := Fate{Outcome: Homonym, Account: -1}
	skipped := Fate{Outcome: Skipped, Account: -1}
	for _, tt := range []struct {
		why      string
		roster   []Person
		accounts []Person
		want     []Fate
		after    []string
	}{
		{"case and accents do not count",
			[]Person{pupil("g", "LEFÈVRE", "Zoé", "", "")}, []Person{pupil("1", "Lefevre", "zoe", "2013-02-03", "")}, []Fate{changed(0)}, []string{"g"}},
		{"what is no letter of ASCII stands for anything: Zoé is Zora too",
			[]Person{pupil("g", "Petit", "Zoé", "", "")}, []Person{pupil("1", "PETIT", "Zora", "", "")}, []Fate{changed(0)}, []string{"g"}},
		{"and so is found twice beside her",
			[]Person{pupil("g", "Petit", "Zoé", "", "")}, []Person{pupil("1", "PETIT", "Zora", "", ""), pupil("2", "PETIT", "Zoé", "", "")}, []Fate{several}, []string{"", ""}},
		{"an accented capital first",
			[]Person{pupil("g", "Évrard", "Léa", "", "")}, []Person{pupil("1", "EVRARD", "Lea", "", "")}, []Fate{changed(0)}, []string{"g"}},
		{"œ stands for anything",
			[]Person{pupil("g", "Lœuillet", "Léa", "", "")}, []Person{pupil("1", "LOEUILLET", "Lea", "", "")}, []Fate{changed(0)}, []string{"g"}},
		{"a birth date that the row has must be that of the account",
			[]Person{pupil("g", "Petit", "Zoé", "2013-02-03", "")}, []Person{pupil("1", "PETIT", "Zoé", "2013-02-04", ""), pupil("2", "PETIT", "Zoé", "2013-02-03", "")},
			[]Fate{changed(1)}, []string{"", "g"}},
		{"namesakes inside the file are written one after the other, and the last stays",
			[]Person{pupil("g", "Petit", "Zoé", "", ""), pupil("h", "Petit", "Zoé", "", "")}, []Person{pupil("1", "PETIT", "Zoé", "", "")},
			[]Fate{changed(0), changed(0)}, []string{"h"}},
		{"a stale row is not offered",
			[]Person{stale(pupil("g", "Petit", "Zoé", "", ""))}, []Person{pupil("1", "PETIT", "Zoé", "", "")}, []Fate{skipped}, []string{""}},
		{"an identifier that some account bears is passed over, in either case of letter",
			[]Person{pupil("G", "Petit", "Zoé", "", "")}, []Person{pupil("1", "PETIT", "Zoé", "", ""), pupil("2", "Grand", "Ali", "", "g")}, []Fate{identical(1)}, []string{"", "g"}},
		{"an account loses the identifier that it bore, which is then free",
			[]Person{pupil("h", "Petit", "Zoé", "", ""), pupil("g", "Grand", "Ali", "", "")}, []Person{pupil("1", "PETIT", "Zoé", "", "g"), pupil("2", "Grand", "Ali", "", "")},
			[]Fate{changed(0), changed(1)}, []string{"h", "g"}},
		{"a guardian through her child, though the file has her first",
			[]Person{parent("m", "Petit", "Anne", "g"), pupil("g", "Petit", "Zoé", "", "")}, []Person{pupil("1", "PETIT", "Zoé", "", ""), parent("2", "PETIT", "Anne", "1")},
			[]Fate{changed(1), changed(0)}, []string{"g", "m"}},
		{"a father gets the mother's account if she is the only guardian known",
			[]Person{pupil("g", "Petit", "Zoé", "", ""), parent("f", "Petit", "Paul", "g")}, []Person{pupil("1", "PETIT", "Zoé", "", ""), parent("2", "PETIT", "Anne", "1")},
			[]Fate{changed(0), changed(1)}, []string{"g", "f"}},
		{"of two guardians with other names neither",
			[]Person{pupil("g", "Petit", "Zoé", "", ""), parent("f", "Petit", "Pol", "g")},
			[]Person{pupil("1", "PETIT", "Zoé", "", ""), parent("2", "PETIT", "Anne", "1"), parent("3", "PETIT", "Paul", "1")}, []Fate{changed(0), several}, []string{"g", "", ""}},
		{"a guardian whose child has no account",
			[]Person{parent("f", "Petit", "Paul", "g")}, []Person{parent("2", "PETIT", "Paul", "1")}, []Fate{nobody}, []string{""}},
		{"a fourth child is not looked at",
			[]Person{pupil("g", "Petit", "Zoé", "", ""), parent("f", "Petit", "Paul", "a", "b", "c", "g")}, []Person{pupil("1", "PETIT", "Zoé", "", ""), parent("2", "PETIT", "Paul", "1")},
			[]Fate{changed(0), nobody}, []string{"g", ""}},
		{"staff by names, whatever they do, and without what stands for anything",
			[]Person{staff("t", "Bacquet", "Zoé"), staff("u", "Le Gall", "Ali")},
			[]Person{{ID: "1", Last: "BACQUET ", First: "Zoe"}, pupil("2", "Bacquet", "Zoé", "", ""), staff("3", "LE-GALL", "Ali")}, []Fate{changed(0), nobody}, []string{"t", "", ""}},
		{"an identifier that two accounts bear is borne still when one of them gets another",
			[]Person{pupil("h", "Roy", "Lou", "", ""), staff("g", "Bacquet", "Zoé")},
			[]Person{pupil("1", "GALL", "Ali", "", "g"), pupil("2", "ROY", "Lou", "", "g")}, []Fate{changed(1), identical(0)}, []string{"g", "h"}},
		{"another family name of the same first letter, and another given name",
			[]Person{pupil("g", "Petit", "Zoé", "", ""), pupil("h", "Petit", "Ali", "", "")}, []Person{pupil("1", "PERRIN", "Zoé", "", "")}, []Fate{nobody, nobody}, []string{""}},
		{"another given name", []Person{pupil("g", "Petit", "Zoe", "", "")}, []Person{pupil("1", "PETIT", "Zora", "", "")}, []Fate{nobody}, []string{""}},
		{"a pupil without a name", []Person{pupil("g", "", "Zoé", "", "")}, []Person{pupil("1", "PETIT", "Zoé", "", "")}, []Fate{nobody}, []string{""}},
		{"a row without identifier", []Person{pupil(" ", "Petit", "Zoé", "", "")}, []Person{pupil("1", "PETIT", "Zoé", "", "")}, []Fate{skipped}, []string{""}},
		{"a stale guardian is offered as others are", []Person{pupil("g", "Petit", "Zoé", "", ""), stale(parent("m", "Petit", "Anne", "g"))},
			[]Person{pupil("1", "PETIT", "Zoé", "", ""), parent("2", "PETIT", "Anne", "1")}, []Fate{changed(0), changed(1)}, []string{"g", "m"}},
		{"a child without identifier is nobody's", []Person{parent("m", "Petit", "Anne", "")},
			[]Person{parent("2", "PETIT", "Anne", "1"), pupil("1", "PETIT", "Zoé", "", "")}, []Fate{nobody}, []string{"", ""}},
		{"a child whose identifier a teacher's account bears", []Person{parent("m", "Petit", "Anne", "g")},
			[]Person{{ID: "1", Last: "PETIT", First: "Zoé", Prior: "g", Profiles: []string{Teacher}}, parent("2", "PETIT", "Anne", "1")}, []Fate{nobody}, []string{"g", ""}},
		{"ß is one S", []Person{staff("t", "Strauß", "Zoé")}, []Person{staff("1", "STRAUS", "Zoé")}, []Fate{changed(0)}, []string{"t"}},
		{"a row without profile is imported nowhere",
			[]Person{{ID: "t", Last: "Bacquet", First: "Zoé"}}, []Person{staff("1", "Bacquet", "Zoé")}, []Fate{skipped}, []string{""}},
	} {
		f := PredictGEPI(tt.roster, tt.accounts, nil)
		if d := cmp.Diff(f.Fates, tt.want); d != "" {
			t.Errorf("%s: fates, got before want:\n%s", tt.why, d)
		}
		if d := cmp.Diff(f.After, tt.after); d != "" {
			t.Errorf("%s: identifiers, got before want:\n%s", tt.why, d)
		}
	}
}

func TestPredictGEPIVerdict(t *testing.T) {
	mother := Person{ID: "2", Last: "Petit", First: "Anne", Children: []string{"1"}, Profiles: []string{Guardian}}
	zoe := Person{ID: "1", Last: "Petit", First: "Zoé", Profiles: []string{Pupil}}
	linked := func(account, person string) Decision {
		return Decision{Account: Person{ID: account}, Status: Linked, Candidates: []Candidate{{Person: Person{ID: person}}}}
	}
	f := PredictGEPI([]Person{
		{ID: "g", Last: "Petit", First: "Zoé", Profiles: []string{Pupil}},
		{ID: "f", Last: "Petit", First: "Paul", Children: []string{"G"}, Profiles: []string{Guardian}},
	}, []Person{zoe, mother}, []Decision{linked("1", "G"), linked("2", "m")})
	if got, want := [...]Verdict{f.Fates[0].Verdict, f.Fates[1].Verdict}, [...]Verdict{Right, Wrong}; got != want {
		t.Errorf("verdicts %v, want %v: the daughter is right, the father has the mother's account", got, want)
	}
}

func TestLike(t *testing.T) {
	for _, tt := range []struct {
		s, pattern string
		want       bool
	}{
		{"ZOE", "ZOE", true}, {"ZOEY", "ZOE", false}, {"ZORA", "ZO%", true}, {"ZO", "ZO%", true}, {"ABAB", "%AB", true},
		{"ABA", "%AB", false}, {"ACB", "A%B", true}, {"AB", "A%B", true}, {"A", "A%A", false}, {"AXBYC", "A%B%C", true},
		{"AXCYB", "A%B%C", false}, {"AC", "A%B%C", false}, {"ABC", "A%B%C", true}, {"XB", "A%B", false}, {"", "", true}, {"", "%", true}, {"X", "", false},
	} {
		if got := like(tt.s, tt.pattern); got != tt.want {
			t.Errorf("like(%q, %q) = %v, want %v", tt.s, tt.pattern, got, tt.want)
		}
	}
}

func TestGEPIPattern(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"azAZ", "AZAZ"}, {"Zoé", "ZO%"}, {"Évrard", "%VRARD"}, {"D'Été @b", "D%T%B"}, {"[x]", "%X%"}, {"{x}", "%X%"}, {"`x`", "%X%"}, {"", ""},
	} {
		if got := gepiPattern(tt.name); got != tt.want {
			t.Errorf("the pattern of %q is %q, want %q", tt.name, got, tt.want)
		}
	}
}

// What the rule does on the made school: it gives a few accounts to the wrong person.
func TestPredictGEPIMadeSchool(t *testing.T) {
	roster, accounts := schoolLists(t)
	of := map[string]string{}
	for _, m := range readTable(t, "ecole_2k", "truth.csv") {
		of[m["id"]] = m["guid"]
	}
	right, wrong := 0, 0
	for i, f := range PredictGEPI(roster, accounts, nil).Fates {
		switch {
		case f.Outcome != Changed:
		case of[accounts[f.Account].ID] == roster[i].ID:
			right++
		default:
			wrong++
		}
	}
	t.Logf("GEPI's rule: %d accounts to the right person, %d to another", right, wrong)
	if right < 800 || wrong == 0 {
		t.Errorf("%d accounts to the right person and %d to another, of 1,874", right, wrong)
	}
}
