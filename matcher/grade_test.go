package matcher

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestClassesMoveTogether links one pupil by names alone in a school whose other
// pupils show how classes move from the accounts to the roster.
func TestClassesMoveTogether(t *testing.T) {
	tests := []struct {
		name            string
		pupils          int
		was, is         string // class of the others: account, roster
		account, roster string // of the one in question
		want            Status
	}{
		{"in a list of this year she is in her class", 40, "5A", "5A", "5A", "5A", Linked},
		{"in a list of this year nobody is in a class of last year", 40, "5A", "5A", "6B", "5A", Review},
		{"nobody goes down", 40, "5A", "5A", "5A", "6B", Review},
		{"in a list of last year she goes up as all do", 40, "5A", "4A", "5B", "4C", Linked},
		{"in a list of last year who stays is a newcomer of the same names", 40, "5A", "4A", "5B", "5C", Review},
		{"even in a class of the same name", 40, "5A", "4A", "5B", "5B", Review},
		{"in a list of three years ago she goes up three as all do", 40, "6A", "3A", "6B", "3C", Linked},
		{"in a list of three years ago who goes up by one is another", 40, "6A", "3A", "4B", "3C", Review},
		{"in a list of two years ago who was in the last class has left", 40, "6A", "4A", "TG3", "2DE1", Review},
		{"few pupils show nothing", 10, "5A", "5A", "6B", "5A", Linked},
		{"a class that does not tell its year contradicts nothing", 40, "5A", "5A", "BLEUE", "5A", Linked},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pupil := func(id string, n int, class string) Person {
				return Person{ID: id, Last: "NOM" + string(rune('A'+n/26)) + string(rune('A'+n%26)), First: "Zoé", Profiles: []string{"pupil"}, Schools: []string{"1A"}, Classes: []string{class}}
			}
			var roster, accounts []Person
			for n := range tt.pupils {
				roster = append(roster, pupil(fmt.Sprint("g", n), n, tt.is))
				accounts = append(accounts, pupil(fmt.Sprint("a", n), n, tt.was))
			}
			roster = append(roster, person("g, BRUGERE Mathéo, pupil, 1A, class="+tt.roster))
			accounts = append(accounts, person("a, BRUGERE Matheo, pupil, 1A, class="+tt.account))
			for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
				if d := r.Decisions[tt.pupils]; d.Status != tt.want {
					t.Errorf("%s: %v, want %v", side, d.Status, tt.want)
				}
			}
		})
	}
}

// A list of last year has pupils who repeat their class. They are older than the
// others in it, so that one of the names who is not is a newcomer.
func TestWhoRepeatsAClassIsOlder(t *testing.T) {
	for _, tt := range []struct {
		why, account, roster string
		want                 Status
	}{
		{"who is a year older than her class may repeat it", "5B", "5C, 2013-04-05", Linked},
		{"who is of its age has not been in it before", "5B", "5C, 2014-04-05", Review},
		{"even by a class of the same name", "5B", "5B, 2014-04-05", Review},
		{"of whom no birth date is told nothing speaks against it", "5B", "5C", Linked},
		{"who moved on with the others is of their age", "6B", "5C, 2014-04-05", Linked},
		{"in a class's year of which nobody's age is known nothing speaks against her", "4B", "4C, 2014-04-05", Linked},
		{"one birth date says more than her age", "5B, 2014-04-05", "5C, 2014-04-05", Linked},
	} {
		var roster, accounts []Person
		for n := range 60 {
			last := fmt.Sprintf("NOM%c%c", 'A'+n/26, 'A'+n%26)
			was, is, born := "6A", "5A", "2014"
			if n < 3 {
				was, born = "5A", "2013"
			}
			accounts = append(accounts, person(fmt.Sprintf("a%d, %s Zoé, pupil, 1A, class=%s", n, last, was)))
			roster = append(roster, person(fmt.Sprintf("g%d, %s Zoé, pupil, 1A, class=%s, %s-%02d-%02d", n, last, is, born, 1+n/28, 1+n%28)))
		}
		roster = append(roster, person("g, BRUGERE Mathéo, pupil, 1A, class="+tt.roster))
		accounts = append(accounts, person("a, BRUGERE Matheo, pupil, 1A, class="+tt.account))
		for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
			if d := r.Decisions[60]; d.Status != tt.want {
				t.Errorf("%s: %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
		}
	}
}

// In a list of this year some are left in the class in which somebody entered them years
// ago. Whose guardian's child bears the very names is one of those.
func TestWhoIsLeftInTheClassOfYearsAgo(t *testing.T) {
	for _, tt := range []struct {
		why             string
		left            int // others who are
		account, roster string
		want            Status
	}{
		{"whose guardian is linked is left there as others are", 3, "BRUGERE Mathéo, pupil, 1A, class=6B", "3C", Linked},
		{"nobody goes down by years", 3, "BRUGERE Mathéo, pupil, 1A, class=3B", "6C", Review},
		{"nor is anybody left there where all are in their class", 0, "BRUGERE Mathéo, pupil, 1A, class=6B", "3C", Review},
		{"a brother may bear a name that comes near", 3, "BRUGERE Matéo, pupil, 1A, class=6B", "3C", Review},
	} {
		var roster, accounts []Person
		for n := range 60 {
			last, was := fmt.Sprintf("NOM%c%c", 'A'+n/26, 'A'+n%26), "5A"
			if n < tt.left {
				was = "6A"
			}
			accounts = append(accounts, person(fmt.Sprintf("a%d, %s Zoé, pupil, 1A, class=%s", n, last, was)))
			roster = append(roster, person(fmt.Sprintf("g%d, %s Zoé, pupil, 1A, class=5A", n, last)))
		}
		accounts = append(accounts, person("a, "+tt.account), person("p, BRUGERE Odile, guardian, 1A, child=a"))
		roster = append(roster, person("g, BRUGERE Mathéo, pupil, 1A, class="+tt.roster), person("q, BRUGERE Odile, guardian, 1A, child=g"))
		for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
			if d := r.Decisions[60]; d.Status != tt.want {
				t.Errorf("%s: %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
		}
	}
}

// Half of a last name is enough in the class that others of the school moved to from
// hers, and in no other.
func TestHalfOfALastNameInTheNextClass(t *testing.T) {
	for _, tt := range []struct {
		why    string
		others int // who moved on from 6A
		roster string
		want   Status
	}{
		{"who moves on as others do", 5, "5B", Linked},
		{"in another class of her year", 5, "6B", Review},
		{"where nobody moves on", 0, "5B", Review},
	} {
		var roster, accounts []Person
		for n := range 60 {
			last, is := fmt.Sprintf("NOM%c%c", 'A'+n/26, 'A'+n%26), "6A"
			if n < tt.others {
				is = "5A"
			}
			accounts = append(accounts, person(fmt.Sprintf("a%d, %s Zoé, pupil, 1A, class=6A", n, last)))
			roster = append(roster, person(fmt.Sprintf("g%d, %s Zoé, pupil, 1A, class=%s", n, last, is)))
		}
		accounts = append(accounts, person("a, BRUGERE Mathéo, pupil, 1A, class=6A"))
		roster = append(roster, person("g, BRUGERE-VALADE Mathéo, pupil, 1A, class="+tt.roster))
		for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
			if d := r.Decisions[60]; d.Status != tt.want {
				t.Errorf("%s: %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
		}
	}
}

// A list of last year has accounts that were made this year, in this year's classes,
// for those who came.
func TestWhoIsEnteredThisYear(t *testing.T) {
	for _, tt := range []struct {
		why     string
		others  int // who came and were entered in their class
		account string
		want    Status
	}{
		{"who came this year is in her class, as others are who did", 3, "BRUGERE Mathéo, pupil, 1A, class=6A", Linked},
		{"her account may have her further given names", 4, "BRUGERE Mathéo Jean, pupil, 1A, class=6A", Linked},
		{"two others show nothing", 2, "BRUGERE Mathéo, pupil, 1A, class=6A", Review},
		{"another class than hers is that of somebody who left", 3, "BRUGERE Mathéo, pupil, 1A, class=6B", Review},
		{"nor does it tell of a name that comes near", 4, "BRUGERE Matéo, pupil, 1A, class=6A", Review},
	} {
		var roster, accounts []Person
		add := func(n int, was, is, born string) {
			last := fmt.Sprintf("NOM%c%c", 'A'+n/26, 'A'+n%26)
			roster = append(roster, person(fmt.Sprintf("g%d, %s Zoé, pupil, 1A, class=%s, %s-%02d-%02d", n, last, is, born, 1+n/28, 1+n%28)))
			if was != "" {
				accounts = append(accounts, person(fmt.Sprintf("a%d, %s Zoé, pupil, 1A, class=%s", n, last, was)))
			}
		}
		for n := range 60 {
			add(n, "6A", "5A", "2014")
		}
		for n := range 20 {
			was := ""
			if n < tt.others {
				was = "6A"
			}
			add(60+n, was, "6A", "2015")
		}
		roster = append(roster, person("g, BRUGERE Mathéo, pupil, 1A, class=6A, 2015-04-05"))
		accounts = append(accounts, person("a, "+tt.account))
		if d := Link(roster, accounts, nil).Decisions[len(accounts)-1]; d.Status != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, d.Status, tt.want)
		}
		if ds := Link(accounts, roster, nil).Decisions; ds[len(ds)-1].Status != tt.want {
			t.Errorf("%s: exchanged: %v, want %v", tt.why, ds[len(ds)-1].Status, tt.want)
		}
	}
}

// A list of years ago has those who were entered since, each in her class of then.
func TestWhoIsEnteredSince(t *testing.T) {
	for _, tt := range []struct {
		why    string
		others int // who were entered a year ago
		want   Status
	}{
		{"who was entered a year ago has moved by one, as others have", 3, Linked},
		{"nobody else was", 0, Review},
	} {
		roster, accounts := people("x, BRUGERE Mathéo, pupil, 1A, class=4A, 2013-04-05"), people("y, BRUGERE Matheo, pupil, 1A, class=5B\nz, LEFORT Ugo, pupil, 1A, class=TA, 2006-04-05") // who has left
		for n := range 60 {
			was := "6A"
			if n < tt.others {
				was = "5B"
			}
			last := fmt.Sprintf("NOM%c%c", 'A'+n/26, 'A'+n%26)
			roster = append(roster, person(fmt.Sprintf("g%d, %s Zoé, pupil, 1A, class=4C, 2013-%02d-%02d", n, last, 1+n/28, 1+n%28)))
			accounts = append(accounts, person(fmt.Sprintf("a%d, %s Zoé, pupil, 1A, class=%s", n, last, was)))
		}
		for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
			if d := r.Decisions[0]; d.Status != tt.want {
				t.Errorf("%s: %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
		}
	}
}

// TestClassesDrawnAnew looks at a pupil who has a namesake in another school, in a school
// whose other pupils show how classes move.
func TestClassesDrawnAnew(t *testing.T) {
	for _, tt := range []struct {
		why, was, is, account string
		want                  Status
		same                  bool // the reasons tell that the class is the same
	}{
		{"in a list of last year another class a year on says nothing against her", "6A", "5A", "BARRY Issa, pupil, 1A, class=6B", Linked, false},
		{"in a list of this year her namesake may be meant who left", "5A", "5A", "BARRY Issa, pupil, 1A, class=5B", Review, false},
		{"a birth date tells that a class is of this year", "6A", "5A", "BARRY Issa, pupil, 1A, class=5C, 2014-04-05", Linked, true},
	} {
		roster := people("x1, BARRY Issa, pupil, 1A, class=5C, 2014-04-05\nx2, BARRY Issa, pupil, 2B, class=4A, 2013-04-05")
		accounts := people("x, " + tt.account)
		for n := range 60 {
			row := fmt.Sprintf("%d, NOM%c%c Zoé, pupil, 1A, 2014-%02d-%02d, class=", n, 'A'+n/26, 'A'+n%26, 1+n/28, 1+n%28)
			roster, accounts = append(roster, person("g"+row+tt.is)), append(accounts, person("a"+row+tt.was))
		}
		d := Link(roster, accounts, nil).Decisions[0]
		if d.Status != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, d.Status, tt.want)
		}
		if got := slices.Contains(d.Candidates[0].Reasons, ClassSame); got != tt.same {
			t.Errorf("%s: the same class %v, want %v", tt.why, got, tt.same)
		}
	}
}

// TestClassesThatTellNoYear links one pupil by names alone in a school of which the one
// list has classes that say nothing of years, though they look so.
func TestClassesThatTellNoYear(t *testing.T) {
	roster := []string{"6A", "6B", "5A", "5B", "4A", "4B", "3A", "3B"}
	for _, tt := range []struct {
		why      string
		accounts func(n int) string // the class of those of roster[n]
		account  string             // of the one in question, who is in 5B
		want     Status
	}{
		{"numbers from one on are no years, as 3 is no troisième", func(n int) string { return fmt.Sprint(n + 1) }, "3", Linked},
		{"nor are the classes in which all began", func(n int) string { return []string{"6A", "6B", "CM2"}[n%3] }, "CM2", Linked},
		{"but from the class in which she began nobody goes back", func(n int) string { return []string{"6A", "6B", "CM2"}[n%3] }, "3A", Review},
		{"classes of this year are", func(n int) string { return roster[n] }, "3A", Review},
		{"and those of the year before", func(n int) string { return []string{"CM2 A", "CM2 B", "6A", "6B", "5A", "5B", "4A", "4B"}[n] }, "4A", Review},
	} {
		people, accounts := []Person{person("g, BRUGERE Mathéo, pupil, 1A, class=5B")}, []Person{person("a, BRUGERE Matheo, pupil, 1A, class=" + tt.account)}
		for n := range 64 {
			row := fmt.Sprintf("%d, NOM%c%c Zoé, pupil, 1A, class=", n, 'A'+n/26, 'A'+n%26)
			people, accounts = append(people, person("g"+row+roster[n%8])), append(accounts, person("a"+row+tt.accounts(n%8)))
		}
		for side, r := range map[string]*Result{"roster and accounts": Link(people, accounts, nil), "exchanged": Link(accounts, people, nil)} {
			if d := r.Decisions[0]; d.Status != tt.want {
				t.Errorf("%s: %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
		}
	}
}

// TestWhatMakesGoodForAClass looks at one pupil whose class does not follow, in a school
// whose other pupils show how classes move, with a guardian whom her names link or with
// an identifier.
func TestWhatMakesGoodForAClass(t *testing.T) {
	for _, tt := range []struct {
		why             string
		was, is         string // class of the others: account, roster
		account, roster string // the pupil's row in either
		want            Status
	}{
		{"a guardian's child may stay down", "5A", "4A", "class=5B", "class=5C, mother", Linked},
		{"and nobody is put back", "5A", "4A", "class=4B", "class=5C, mother", Review},
		{"nor goes up by two", "6A", "5A", "class=6A", "class=4C, mother", Review},
		{"in lists of one year a row may be of last year", "5A", "5A", "class=6B", "class=5C, mother", Linked},
		{"or have her further names left out and be of this year in a list of last", "5A", "4A", "class=4B", "class=4C, mother, more", Linked},
		{"but who has more given names and is in the next class may be a brother", "5A", "5A", "class=6B", "class=5C, mother, more", Review},
		{"her identifier tells of one who stays down", "5A", "4A", "class=5B", "class=5C, prior", Linked},
		{"and not of the very names in a class years away, for an import by names gives it to a newcomer", "5A", "5A", "class=3B", "class=6C, prior", Review},
		{"unless the accounts are years old", "6A", "3A", "class=6B", "class=3C, prior", Linked},
	} {
		rest, more := strings.CutSuffix(tt.roster, ", more")
		account, roster := "a, BRUGERE Mathéo, pupil, 1A, "+tt.account, "g, BRUGERE Mathéo, pupil, 1A, "
		if more {
			roster = "g, BRUGERE Mathéo Paul, pupil, 1A, "
		}
		rest, mother := strings.CutSuffix(rest, ", mother")
		rest, prior := strings.CutSuffix(rest, ", prior")
		if prior {
			account += ", prior=g"
		}
		accounts, people := []Person{person(account)}, []Person{person(roster + rest)}
		if mother {
			accounts, people = append(accounts, person("m, BRUGERE Anne, guardian, 1A, child=a")), append(people, person("n, BRUGERE Anne, guardian, 1A, child=g"))
		}
		for n := range 40 {
			row := fmt.Sprintf("%d, NOM%c%c Zoé, pupil, 1A, 20%02d-%02d-10, class=", n, 'A'+n/26, 'A'+n%26, 10+n%3, 1+n%12)
			accounts, people = append(accounts, person("a"+row+tt.was)), append(people, person("g"+row+tt.is))
		}
		for side, r := range map[string]*Result{"roster and accounts": Link(people, accounts, nil), "exchanged": Link(accounts, people, nil)} {
			if d := r.Decisions[0]; d.Status != tt.want {
				t.Errorf("%s: %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
		}
	}
}

// TestClassSetsHomonymsApart looks at two pupils of one name in a school whose
// other pupils show of which year the classes are.
func TestClassSetsHomonymsApart(t *testing.T) {
	for _, tt := range []struct {
		why              string
		pupils           int
		late             int    // of the others, who are in a class of last year in the accounts: 6A
		is               string // class of the others in the roster; 5A in the accounts
		roster, accounts string
		want             int // links of the two
	}{
		{"each is in a class of her own", 40, 0, "5A", "5B 6C", "6C 5B", 2},
		{"one has left", 40, 0, "5A", "5B 6C", "6C", 1},
		{"nobody knows the class of the other", 40, 0, "5A", "5B ?", "5B ?", 0},
		{"both are in one class", 40, 0, "5A", "5B 5B", "5B 6C", 0},
		{"the accounts are of last year", 40, 0, "4A", "5B 6C", "5B 6C", 0},
		{"few pupils do not tell of which year the accounts are", 10, 0, "5A", "5B 6C", "5B 6C", 0},
		{"the one account may have the class that the other was in last year, as others' have", 40, 4, "5A", "5B 6C", "6C", 0},
		{"of two accounts that of last year is more likely her older one", 40, 4, "5A", "5B", "6C 5B", 1},
		{"such classes do not matter where each is in one", 40, 4, "5A", "5B 6C", "6C 5B", 2},
		{"nor between two of one year", 40, 4, "5A", "6B 6C", "6C", 1},
		{"nor where the other is two years further", 40, 4, "5A", "4B 6C", "6C", 1},
	} {
		homonyms := func(id, classes string) (ps []Person) {
			for i, c := range strings.Fields(classes) {
				p := person(fmt.Sprint(id, i, ", GUERRE Fatima, pupil, 1A"))
				if c != "?" {
					p.Classes = []string{c}
				}
				ps = append(ps, p)
			}
			return ps
		}
		roster, accounts := homonyms("g", tt.roster), homonyms("a", tt.accounts)
		for n := range tt.pupils {
			p := Person{ID: fmt.Sprint("p", n), Last: fmt.Sprintf("Nom%c%c", 'a'+n%26, 'a'+n/26), First: "Zoé", Profiles: []string{Pupil}, Schools: []string{"1A"}, Classes: []string{"5A"}}
			if n < tt.late {
				p.Classes = []string{"6A"}
			}
			accounts = append(accounts, p)
			p.Classes = []string{tt.is}
			roster = append(roster, p)
		}
		for side, r := range map[string]*Result{"as given": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
			if side == "exchanged" && tt.is != "5A" {
				continue // nobody moves down: those lists are of no year
			}
			got := 0
			for _, d := range r.Decisions {
				if d.Status == Linked && d.Account.Last == "GUERRE" {
					got++
					if d.Account.Classes[0] != d.Candidates[0].Person.Classes[0] {
						t.Errorf("%s, %s: linked to another class", tt.why, side)
					}
				}
			}
			if got != tt.want {
				t.Errorf("%s, %s: %d linked, want %d", tt.why, side, got, tt.want)
			}
		}
	}
}

// A class in common does not outweigh what shows that another may be meant, in a school
// whose other pupils show that its lists are of one year.
func TestClassSetsNoMoreApart(t *testing.T) {
	for _, tt := range []struct{ why, roster, accounts string }{
		{"the very names beside a slip", `
			g1, GUERRE Fatimma, pupil, 1A, class=5B
			g2, GUERRE Fatima, pupil, 1A, class=6C`, `
			a, GUERRE Fatima, pupil, 1A, class=5B`},
		{"the very names beside two last names", `
			g1, GUERRE-LEGALL Fatima, pupil, 1A, class=5B
			g2, GUERRE Fatima, pupil, 1A, class=6C`, `
			a, GUERRE Fatima, pupil, 1A, class=5B`},
		{"a mother in common", `
			g1, GUERRE Fatima, pupil, 1A, class=5B
			g2, GUERRE Fatima, pupil, 1A, class=6C
			g3, GUERRE Salima, guardian, child=g2`, `
			a, GUERRE Fatima, pupil, 1A, class=5B
			a3, GUERRE Salima, guardian, 1A, child=a`},
		{"a birth date", `
			g1, GUERRE Fatima, pupil, 1A, class=5B
			g2, GUERRE Fatima, pupil, 1A, class=6C, 2012-03-04`, `
			a, GUERRE Fatima, pupil, 1A, class=5B, 2012-03-04`},
	} {
		roster, accounts := people(tt.roster), people(tt.accounts)
		for n := range 40 {
			p := person(fmt.Sprintf("p%d, Nom%c%c Zoé, pupil, 1A, class=5A", n, 'a'+n%26, 'a'+n/26))
			roster, accounts = append(roster, p), append(accounts, p)
		}
		for _, d := range Link(roster, accounts, nil).Decisions {
			if d.Account.ID == "a" && d.Status == Linked && d.Candidates[0].Person.ID == "g1" {
				t.Errorf("%s: linked by the class", tt.why)
			}
		}
	}
}

// A pupil may stand in the roster twice, in her class of last year and in that of this
// year, under two identifiers, and in her account in the class of last year still.
func TestRowOfAnotherYearInAClass(t *testing.T) {
	for _, tt := range []struct{ why, roster, account, want string }{
		{"a class of last year tells nothing of two rows of one birth date", "g1, GUERRE Fatima, pupil, 1A, class=6C, 2014-05-06\ng2, GUERRE Fatima, pupil, 1A, class=5B, 2014-05-06", "6C, 2014-05-06", "review"},
		{"nor where the account tells no birth date", "g1, GUERRE Fatima, pupil, 1A, class=6C, 2014-05-06\ng2, GUERRE Fatima, pupil, 1A, class=5B, 2014-05-06", "6C", "review"},
		{"nor where she is in another school now", "g1, GUERRE Fatima, pupil, 1A, class=3C, 2014-05-06\ng2, GUERRE Fatima, pupil, 2B, class=2A, 2014-05-06", "3C", "review"},
		{"in another school somebody of another birth date is not she", "g1, GUERRE Fatima, pupil, 1A, class=3C, 2014-05-06\ng2, GUERRE Fatima, pupil, 2B, class=2A, 2013-06-07", "3C", "linked g1"},
		{"the class of this year is that of the newer row", "g1, GUERRE Fatima, pupil, 1A, class=6C, 2014-05-06\ng2, GUERRE Fatima, pupil, 1A, class=5B, 2014-05-06", "5B, 2014-05-06", "linked g2"},
	} {
		roster, accounts := people(tt.roster), people("a, Guerre Fatima, pupil, 1A, class="+tt.account)
		for n := range 40 {
			line := fmt.Sprintf("p%d, Nom%c%c Zoé, pupil, 1A, class=", n, 'a'+n%26, 'a'+n/26)
			was := "5A"
			if n < 4 {
				was = "6A"
			}
			roster, accounts = append(roster, person(line+"5A")), append(accounts, person(line+was))
		}
		d := Link(roster, accounts, nil).Decisions[0]
		got := d.Status.String()
		if d.Status == Linked {
			got += " " + d.Candidates[0].Person.ID
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.why, got, tt.want)
		}
	}
}

// Who is entered in two schools is in one class, of the year that either's list is of.
func TestClassesOfTwoSchoolsCatchUp(t *testing.T) {
	for _, tt := range []struct {
		why    string
		second string // class of the second school's accounts, all of whose pupils are in 3A by now
		want   Status
	}{
		{"both lists are three years old", "6A", Linked},
		{"the other list is of this year: her class tells no year", "3A", Linked},
	} {
		var roster, accounts []Person
		for _, school := range [...]struct{ uai, was string }{{"1A", "6A"}, {"2B", tt.second}} {
			for n := range 40 {
				pupil := fmt.Sprintf("%s%d, NOM%s%c%c Zoé, pupil, %[1]s, class=", school.uai, n, school.uai[1:], 'A'+n/26, 'A'+n%26)
				roster = append(roster, person("g"+pupil+"3A"))
				accounts = append(accounts, person("a"+pupil+school.was))
			}
		}
		r, a := person("g, BRUGERE Mathéo, pupil, class=3A"), person("a, BRUGERE Mathéo, pupil, class=6A")
		r.Schools, a.Schools = []string{"1A", "2B"}, []string{"1A", "2B"}
		for side, d := range map[string]Decision{
			"roster and accounts": Link(append(roster, r), append(accounts, a), nil).Decisions[80],
			"exchanged":           Link(append(accounts, a), append(roster, r), nil).Decisions[80],
		} {
			if d.Status != tt.want {
				t.Errorf("%s: %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
		}
	}
}
