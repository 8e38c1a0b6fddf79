package matcher

import (
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

func TestCompareBorn(t *testing.T) {
	for _, tt := range []struct {
		why, a, r string
		want      evidence
	}{
		{"one date", "2012-05-17", "2012-05-17", bornSame},
		{"none on one side", "", "2012-05-17", 0},
		{"a digit mistyped", "2012-05-17", "2012-06-17", bornSlip},
		{"two neighbours exchanged", "2012-05-17", "2012-05-71", bornSlip},
		{"across the dash", "2012-01-27", "2012-02-17", bornSlip},
		{"day and month exchanged", "2012-05-07", "2012-07-05", bornSlip},
		{"the year before", "2010-05-17", "2009-05-17", bornSlip},
		{"another century", "1912-05-17", "2012-05-17", bornSlip},
		{"a father and his son of one birthday", "1981-05-17", "2012-05-17", bornDiffers},
		{"some day of that year", "2012-01-01", "2012-05-17", bornSomeDay},
		{"two first of January", "2012-01-01", "2012-01-01", bornNewYear},
		{"another day", "2012-05-17", "2012-11-03", bornDiffers},
	} {
		a, r := birthdayOf(tt.a), birthdayOf(tt.r)
		if got := a.compare(r); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, got.reasons(), tt.want.reasons())
		}
		if got := r.compare(a); got != tt.want {
			t.Errorf("%s, the other way round: %v, want %v", tt.why, got.reasons(), tt.want.reasons())
		}
	}
}

// A school's pupils, whose accounts bear dates that an import changed.
func TestDamageOfAWholeImport(t *testing.T) {
	school := func(changed func(i int, date string) string) (roster, accounts []Person) {
		for i, last := range []string{"ABADIE", "BARREAU", "CHEVRIER", "DELMAS", "ESTEVE", "FAUCHER", "GUIBERT", "HAMELIN", "IMBERT", "JACQUET", "LACOMBE", "MERCADIER"} {
			p := Person{ID: fmt.Sprint("g", i), Last: last, First: "Camille", Profiles: []string{Pupil}, Schools: []string{"1A"}, Born: fmt.Sprintf("2012-%02d-%02d", i%9+2, i%11+1)}
			roster = append(roster, p)
			p.ID, p.Born = fmt.Sprint("a", i), changed(i, p.Born)
			accounts = append(accounts, p)
		}
		return roster, accounts
	}
	for _, tt := range []struct {
		why     string
		changed func(i int, date string) string
		links   int
		want    []Damage
	}{
		{"all as they should be", func(_ int, d string) string { return d }, 12, nil},
		{"day and month exchanged", func(_ int, d string) string { return exchangedDate(d) }, 12, []Damage{{School: "1A", Kind: BornExchanged, Pairs: 12, Of: 12}}},
		{"a day lost to a time zone", func(_ int, d string) string {
			return d[:8] + fmt.Sprintf("%02d", birthdayOf(d).days()-birthdayOf(d[:8]+"01").days()+2)
		}, 12,
			[]Damage{{School: "1A", Kind: BornShifted, Days: -1, Pairs: 12, Of: 12}}},
		{"the first of January for all", func(_ int, d string) string { return d[:4] + "-01-01" }, 12, nil},
		{"a run of them pasted a row off", func(i int, d string) string {
			if i < 3 || i > 9 {
				return d
			}
			return fmt.Sprintf("2012-%02d-%02d", (i-1)%9+2, (i-1)%11+1)
		}, 12, []Damage{{School: "1A", Kind: BornStrayed, Pairs: 7, Of: 12}}},
		{"a run of them pasted a row off, and one of somebody who has no row", func(i int, d string) string {
			switch {
			case i == 11:
				return "2012-12-25"
			case i < 3 || i > 9:
				return d
			}
			return fmt.Sprintf("2012-%02d-%02d", (i-1)%9+2, (i-1)%11+1)
		}, 12, []Damage{{School: "1A", Kind: BornStrayed, Pairs: 7, Of: 12}}},
		{"a few of others", func(i int, d string) string {
			if i < 3 || i > 6 {
				return d
			}
			return fmt.Sprintf("2012-%02d-%02d", (i-1)%9+2, (i-1)%11+1)
		}, 8, nil},
		{"all of them others' of no rule", func(i int, _ string) string { return fmt.Sprintf("2013-%02d-%02d", (i*7)%11+1, (i*i*5)%27+1) }, 12,
			[]Damage{{School: "1A", Kind: BornWorthless, Pairs: 12, Of: 12}}},
		{"two others mistyped", func(i int, d string) string {
			if i < 2 {
				return "2009-12-31"
			}
			return d
		}, 10, nil},
	} {
		for _, given := range []string{"Camille", "Camille, Anne"} {
			t.Run(tt.why+"/"+given, func(t *testing.T) {
				roster, accounts := school(tt.changed)
				for i := range roster {
					roster[i].First = given
				}
				r := Link(roster, accounts, nil)
				links := 0
				for _, d := range r.Decisions {
					links += one(d.Status == Linked && d.Candidates[0].Person.ID[1:] == d.Account.ID[1:])
				}
				if links != tt.links {
					t.Errorf("%d of 12 linked to their own, want %d", links, tt.links)
				}
				if diff := gocmp.Diff(r.Damage, tt.want); diff != "" {
					t.Errorf("damage (-got +want):\n%s", diff)
				}
			})
		}
	}
}

// What befell some of a school's dates is told by how many show it, against how many slips
// of the hand would: dates that agree, of whoever was entered by another hand, hide nothing.
// It is no slip then, and names that two bear are as open as they are without a date.
func TestDamageBesideDatesThatAgree(t *testing.T) {
	syllables := []string{"BAR", "DEL", "FOU", "GRI", "LEN", "MOC", "PAS", "RUT", "TAV", "VIZ"}
	exchange, shift := exchangedDate, later(3)
	for _, tt := range []struct {
		why           string
		born          func(date string) string
		agree, differ int
		namesake      bool // one of those has one without a date
		links         int
		want          []Damage
	}{
		{"exchanged", exchange, 0, 12, false, 12, []Damage{{School: "1A", Kind: BornExchanged, Pairs: 12, Of: 12}}},
		{"exchanged beside a hundred", exchange, 100, 12, false, 12, []Damage{{School: "1A", Kind: BornExchanged, Pairs: 12, Of: 112}}},
		{"exchanged beside three hundred", exchange, 300, 12, false, 12, []Damage{{School: "1A", Kind: BornExchanged, Pairs: 12, Of: 312}}},
		{"as few exchanged as slips may make", exchange, 300, 9, false, 0, nil},
		{"a handful exchanged", exchange, 20, 4, false, 0, nil},
		{"off by days beside a hundred", shift, 100, 12, false, 12, []Damage{{School: "1A", Kind: BornShifted, Days: -3, Pairs: 12, Of: 112}}},
		{"exchanged, and a namesake", exchange, 0, 12, true, 12, []Damage{{School: "1A", Kind: BornExchanged, Pairs: 11, Of: 11}}},
		{"exchanged beside a hundred, and a namesake", exchange, 100, 12, true, 11, []Damage{{School: "1A", Kind: BornExchanged, Pairs: 11, Of: 111}}},
	} {
		t.Run(tt.why, func(t *testing.T) {
			var roster, accounts []Person
			for i := range tt.agree + tt.differ {
				month := i%12 + 1
				p := Person{ID: fmt.Sprint("g", i), Last: syllables[i/100] + syllables[i/10%10] + syllables[i%10], First: "Camille", Profiles: []string{Pupil},
					Schools: []string{"1A"}, Born: fmt.Sprintf("%d-%02d-%02d", 2012+i%3, month, (month+i%11)%12+1)}
				roster = append(roster, p)
				p.ID = fmt.Sprint("a", i)
				if i < tt.differ {
					p.Born = tt.born(p.Born)
				}
				accounts = append(accounts, p)
				if tt.namesake && i == 0 {
					p.ID, p.Born = fmt.Sprint("h", i), ""
					roster = append(roster, p)
				}
			}
			r := Link(roster, accounts, nil)
			links := 0
			for _, d := range r.Decisions[:tt.differ] {
				links += one(d.Status == Linked && d.Candidates[0].Person.ID[1:] == d.Account.ID[1:])
			}
			if links != tt.links {
				t.Errorf("%d of %d linked to their own, want %d", links, tt.differ, tt.links)
			}
			if diff := gocmp.Diff(r.Damage, tt.want); diff != "" {
				t.Errorf("damage (-got +want):\n%s", diff)
			}
			if diff := gocmp.Diff(exchanged(Link(accounts, roster, nil)), linked(r)); diff != "" {
				t.Errorf("links (-lists exchanged +as given):\n%s", diff)
			}
		})
	}
}

// A run of dates was pasted a row off in a list that is in the order of birth dates: most
// of those that differ are a day off, and stand in one another's rows, which is what counts.
// That other dates have day and month exchanged is told all the same.
func TestDatesOfTheNextRow(t *testing.T) {
	var roster, accounts []Person
	born := func(i int) string { return later(i)("2012-02-01") }
	for i := range 100 {
		p := Person{ID: fmt.Sprint("g", i), Last: fmt.Sprintf("Nom%c%c", 'a'+i%10, 'a'+i/10), First: fmt.Sprintf("Bob%c", 'a'+i%7), Profiles: []string{Pupil}, Schools: []string{"1A"}, Born: born(i)}
		roster = append(roster, p)
		p.ID = fmt.Sprint("a", i)
		switch {
		case i < 8 && i != 1: // the second of February is itself
			p.Born = exchangedDate(p.Born)
		case 40 <= i && i < 50:
			p.Born = born(i - 1)
		}
		accounts = append(accounts, p)
	}
	want := []Damage{{School: "1A", Kind: BornExchanged, Pairs: 7, Of: 41}, {School: "1A", Kind: BornStrayed, Pairs: 10, Of: 100}}
	if diff := gocmp.Diff(Link(roster, accounts, nil).Damage, want); diff != "" {
		t.Errorf("damage (-got +want):\n%s", diff)
	}
}

// exchangedDate is a date with day and month exchanged, which there has to be.
func exchangedDate(d string) string { return d[:5] + d[8:] + d[4:7] }

// Who moved in the summer has an account in a school whose import exchanged day
// and month, and her row in another.
func TestDamageFollowsWhoMoved(t *testing.T) {
	const shift = 3
	for _, tt := range []struct {
		why         string
		born, moved func(date string) string
		agree       int    // beside ten that do not
		given       string // Alix elsewhere
		want        Status
	}{
		{"exchanged as all are", exchangedDate, exchangedDate, 0, "Alix", Linked},
		{"exchanged as some are", exchangedDate, exchangedDate, 60, "Alix Anne", Linked},
		{"as it was", exchangedDate, func(d string) string { return d }, 0, "Alix", Linked},
		{"off by days as all are", later(shift), later(shift), 0, "Alix", Linked},
		{"off by other days", later(shift), later(2 * shift), 0, "Alix", Review},
	} {
		var roster, accounts []Person
		for i := range tt.agree {
			p := Person{ID: fmt.Sprint("o", i), Last: "AUTRE" + string(rune('A'+i%26)), First: "Bob" + string(rune('a'+i/26)), Profiles: []string{Pupil}, Schools: []string{"1A"}, Born: fmt.Sprintf("2012-%02d-%02d", i%9+2, i%11+1)}
			roster, accounts = append(roster, p), append(accounts, p)
		}
		for i, last := range []string{"ABADIE", "BARREAU", "CHEVRIER", "DELMAS", "ESTEVE", "FAUCHER", "GUIBERT", "HAMELIN", "IMBERT", "JACQUET"} {
			p := Person{ID: fmt.Sprint("g", i), Last: last, First: "Camille", Profiles: []string{Pupil}, Schools: []string{"1A"}, Born: fmt.Sprintf("2012-%02d-%02d", i%9+2, i%11+1)}
			roster = append(roster, p)
			p.ID, p.Born = fmt.Sprint("a", i), tt.born(p.Born)
			accounts = append(accounts, p)
		}
		p := Person{ID: "g", Last: "LACOMBE", First: tt.given, Profiles: []string{Pupil}, Schools: []string{"2B"}, Born: "2012-03-08"}
		roster = append(roster, p)
		p.ID, p.First, p.Schools, p.Born = "a", "Alix", []string{"1A"}, tt.moved(p.Born)
		accounts = append(accounts, p)
		lone := Link(roster, accounts, nil)
		if d := lone.Decisions[len(lone.Decisions)-1]; d.Status != Review && d.Candidates[0].Person.Born != d.Account.Born {
			t.Errorf("%s: %v without a relative, want review", tt.why, d.Status)
		}
		// Her mother has a child in the school that she left.
		roster = append(roster, person("m, LACOMBE Anne, guardian, child=g, child=g0"))
		accounts = append(accounts, person("m, LACOMBE Anne, guardian, 1A, child=a, child=a0"))
		for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
			if d := r.Decisions[len(r.Decisions)-2]; d.Status != tt.want {
				t.Errorf("%s, %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
		}
	}
}

// later moves a date by some days.
func later(by int) func(string) string {
	return func(date string) string {
		d, err := time.Parse(time.DateOnly, date)
		if err != nil {
			panic(err)
		}
		return d.AddDate(0, 0, by).Format(time.DateOnly)
	}
}

// A form fills in one date for everybody, in both files: it is nobody's.
func TestDatesThatWereFilledIn(t *testing.T) {
	const filled = "2000-02-03"
	school := func(born func(i int) string) (roster, accounts []Person) {
		for i, last := range []string{"ABADIE", "BARREAU", "CHEVRIER", "DELMAS", "ESTEVE", "FAUCHER", "GUIBERT", "HAMELIN", "IMBERT", "JACQUET", "LACOMBE"} {
			p := Person{ID: fmt.Sprint("g", i), Last: last, First: "Camille", Profiles: []string{Pupil}, Schools: []string{"1A"}, Born: born(i)}
			roster = append(roster, p)
			p.ID = fmt.Sprint("a", i)
			accounts = append(accounts, p)
		}
		p := Person{ID: "g", Last: "MARTEL", First: "Bastien Paul", Profiles: []string{Pupil}, Schools: []string{"1A"}, Born: born(11)}
		roster = append(roster, p)
		p.ID, p.Last, p.First = "a", "MARTEAU", "Bastien Luc"
		return roster, append(accounts, p)
	}
	own := func(i int) string { return fmt.Sprintf("2012-%02d-%02d", i%9+2, i+1) }
	for _, tt := range []struct {
		why  string
		born func(i int) string
		same bool // MARTEAU is born like MARTEL
	}{
		{"everybody's own", own, true},
		{"one for all", func(int) string { return filled }, false},
		{"one for ten, and two of their own", func(i int) string {
			if i < 2 {
				return own(i)
			}
			return filled
		}, false},
	} {
		roster, accounts := school(tt.born)
		blank := func(people []Person) (out []Person) {
			for _, p := range people {
				if p.Born == filled {
					p.Born = ""
				}
				out = append(out, p)
			}
			return out
		}
		got, want := Link(roster, accounts, nil), Link(blank(roster), blank(accounts), nil)
		if diff := gocmp.Diff(statuses(want), statuses(got)); diff != "" {
			t.Errorf("%s: not as if the date were not there (-want +got):\n%s", tt.why, diff)
		}
		last := got.Decisions[len(got.Decisions)-1]
		if got := len(last.Candidates) > 0 && slices.Contains(last.Candidates[0].Reasons, BornSame); got != tt.same {
			t.Errorf("%s: MARTEAU is born like MARTEL: %v, want %v", tt.why, got, tt.same)
		}
	}
}

// statuses is what became of each account, by identifier.
func statuses(r *Result) map[string]Status {
	of := map[string]Status{}
	for _, d := range r.Decisions {
		of[d.Account.ID] = d.Status
	}
	return of
}

// A program writes a first of January where nobody typed a date.
func TestNewYearFarFromAllOthers(t *testing.T) {
	for _, tt := range []struct {
		why, profile, born string
		want               Status
	}{
		{"years before anybody's", Pupil, "2000-01-01", Linked},
		{"in another century", Pupil, "1900-01-01", Linked},
		{"of a class above", Pupil, "2011-01-01", Review},
		{"and another day of such a year may be his", Pupil, "2000-01-02", Review},
		{"of somebody who is no pupil is not far from anybody's", Teacher, "1971-01-01", Review},
	} {
		var roster, accounts []Person
		for i := range datesTold + 1 {
			p := Person{ID: fmt.Sprint("g", i), Last: "NOM" + string(rune('A'+i)), First: "Camille", Profiles: []string{Pupil}, Schools: []string{"1A"},
				Classes: []string{"5A"}, Born: fmt.Sprintf("%d-05-%02d", 2013+i%2, i+1)}
			roster = append(roster, p)
			if i == 0 {
				roster[0].Profiles = []string{tt.profile}
				p.Profiles = roster[0].Profiles
			}
			if p.ID = fmt.Sprint("a", i); i == 0 {
				p.Born = tt.born
			}
			accounts = append(accounts, p)
		}
		if got := Link(roster, accounts, nil).Decisions[0].Status; got != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
		}
	}
}
