package matcher

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestNamesInALongList: what names are worth by themselves is what a list tells
// of how rare they are, so a long one decides what a short one cannot.
func TestNamesInALongList(t *testing.T) {
	guardian := func(id, last, first, school string) Person {
		return Person{ID: id, Last: last, First: first, Profiles: []string{Guardian}, Schools: []string{school}}
	}
	for _, tt := range []struct {
		why    string
		rows   int // of other people, in either list
		nadias int // among them
		want   Status
	}{
		{"a rare last name of a woman is hers, the other one left out or not", tellingRows / 2, 500, Linked},
		{"a given name of two in five makes it anybody's", tellingRows / 2, 4000, Review},
		{"a short list cannot tell that the last name is rare", 100, 5, Review},
		{"that of a school can, as far as a school goes", 2 * schoolRows, 2, Linked},
		{"but not if the given name is usual there", 2 * schoolRows, 200, Review},
	} {
		list := func(id, last string) (l []Person) {
			for i := range tt.rows {
				other, first := fmt.Sprintf("NOM%c%c%c", 'A'+i%26, 'A'+i/26%26, 'A'+i/676%26), fmt.Sprintf("Zoé%c%c", 'a'+i%26, 'a'+i/26%26)
				if i < tt.nadias {
					first = "Nadia"
				}
				p := guardian(fmt.Sprint(id, i), other, first, fmt.Sprintf("%07dB", i/1000))
				p.Born = fmt.Sprintf("19%d-0%d-1%d", 60+i%30, 1+i%9, i%7) // else they tell nothing but names
				l = append(l, p)
			}
			return append(l, guardian(id, last, "Nadia", "1A"))
		}
		for _, d := range Link(list("g", "KERAVEN-KERNILIS"), list("a", "KERAVEN"), nil).Decisions {
			if d.Account.ID == "a" && d.Status != tt.want {
				t.Errorf("%s: %s, want %s", tt.why, d.Status, tt.want)
			}
		}
	}
}

// TestEitherParent: a link that lists of many mothers by their child's name would
// make, where those by another name are rare.
func TestEitherParent(t *testing.T) {
	const parent = namesNear | profileSame | schoolSame | grownUps | familySame
	byChild := pair{ev: parent, nameMatch: nameMatch{last: lastAlias}, bits: 20}
	for _, tt := range []struct {
		why  string
		o, p pair
		want bool
	}{
		{"the other mother of the child has the given name too", pair{ev: parent, nameMatch: nameMatch{last: lastOther}}, byChild, true},
		{"the other is called otherwise", pair{ev: parent, nameMatch: nameMatch{last: lastOther, first: firstOther}}, byChild, false},
		{"the other has another child", pair{ev: parent &^ familySame, nameMatch: nameMatch{last: lastOther}}, byChild, false},
		{"the other is her husband", pair{ev: parent | sexDiffers, nameMatch: nameMatch{last: lastOther}}, byChild, false},
		{"her birth date tells", pair{ev: parent, nameMatch: nameMatch{last: lastOther}}, pair{ev: parent | bornSame, nameMatch: nameMatch{last: lastAlias}, bits: 20}, false},
		{"one of the staff has the child and bears the name", pair{ev: parent&^profileSame | profileOther}, byChild, true},
		{"but no pupil is a parent", pair{ev: parent&^profileSame | profileOther | pupilOther}, byChild, false},
		{"nor one of the staff whose birth date is another", pair{ev: parent&^profileSame | profileOther | bornDiffers}, byChild, false},
		{"nor where her birth date tells", pair{ev: parent&^profileSame | profileOther}, pair{ev: parent | bornSame, nameMatch: nameMatch{last: lastAlias}, bits: 20}, false},
		{"the other bears half of the given name and the whole last name", pair{ev: parent, nameMatch: nameMatch{first: firstShort}}, pair{ev: parent, nameMatch: nameMatch{last: lastPart}}, true},
		{"the other bears half of the given name, and she all of both", pair{ev: parent, nameMatch: nameMatch{first: firstShort}}, pair{ev: parent, nameMatch: nameMatch{first: firstLeftOut}}, false},
		{"she bears her own name", pair{ev: parent, nameMatch: nameMatch{last: lastOther}}, pair{ev: parent, nameMatch: nameMatch{last: lastPart}, bits: 20}, false},
	} {
		if got := (*linkage)(nil).eitherParent(&tt.o, &tt.p); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
		}
	}
}

// TestCoupleInTheOtherCell: the couples' accounts of a case are no single person's where
// their names stand in each other's cells, either.
func TestCoupleInTheOtherCell(t *testing.T) {
	for _, c := range listCases(t) {
		if c.name != "account-of-a-couple" {
			continue
		}
		for i := range c.accounts {
			if a := &c.accounts[i]; len(strings.Fields(a.First)) > 2 { // Éric et Virginie
				a.Last, a.First = a.First, a.Last
				if got := linked(Link(c.roster, c.accounts, nil)); slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, a.ID+" ") }) {
					t.Errorf("%s %s is linked: %q", a.Last, a.First, got)
				}
				a.Last, a.First = a.First, a.Last
			}
		}
	}
}

// TestLastNamesOfTwoFamilies: what long lists tell of how rare a name is does not make
// one family of two, each of which bears its own in either list.
func TestLastNamesOfTwoFamilies(t *testing.T) {
	for _, tt := range []struct {
		why, roster, accounts string
		want                  Status
	}{
		{"the parents of a pupil who came are others than of one who left", `
			g, VALDENAIRE Sophie, pupil, 1A
			g2, VALDENAIRE Marie, guardian, 1A, child=g`, `
			a, VALDENERE Sophie, pupil, 1A
			a2, VALDENERE Karine, guardian, 1A, child=a`, Review},
		{"nor are the children of two mothers one another", `
			g, VALDENAIRE Zulmira, guardian, 1A, child=g2
			g2, VALDENAIRE Hugo, pupil, 1A`, `
			a, VALDENERE Zulmira, guardian, 1A, child=a2
			a2, VALDENERE Jade, pupil, 1A`, Review},
		{"the parents are the same, and their name mistyped with hers", `
			g, VALDENAIRE Sophie, pupil, 1A
			g2, VALDENAIRE Marie, guardian, 1A, child=g`, `
			a, VALDENERE Sophie, pupil, 1A
			a2, VALDENAIRE Marie, guardian, 1A, child=a`, Linked},
		{"no family tells that the one who came is another", `
			g, VALDENAIRE Sophie, pupil, 1A`, `
			a, VALDENERE Sophie, pupil, 1A`, Linked},
	} {
		roster, accounts := people(tt.roster), people(tt.accounts)
		for i := range tellingRows / 2 {
			other := Person{ID: fmt.Sprint("p", i), Last: fmt.Sprintf("NOM%c%c%c", 'A'+i%26, 'A'+i/26%26, 'A'+i/676%26), First: fmt.Sprintf("Zoé%c%c", 'a'+i%26, 'a'+i/26%26), Profiles: []string{Pupil}, Schools: []string{"1A"}}
			roster, accounts = append(roster, other), append(accounts, other)
		}
		for _, d := range Link(roster, accounts, nil).Decisions {
			if d.Account.ID == "a" && d.Status != tt.want {
				t.Errorf("%s: %s, want %s", tt.why, d.Status, tt.want)
			}
		}
	}
}

// plainRow is a row of names, a profile and a school.
func plainRow(id, last, first, profile, school string) Person {
	return Person{ID: id, Last: last, First: first, Profiles: []string{profile}, Schools: []string{school}}
}

// townspeople are a school's pupils and guardians, of whom some bear the names
// that are two people's as likely as one's. born says whether birth dates are
// told.
func townspeople(born bool) (ps []Person) {
	lasts := []string{"FERNANDES", "FERNANDEZ", "ROUX", "LE ROUX", "SIMON", "SIMMON", "GERARD", "GIRARD"}
	for i := range 300 {
		p := plainRow(fmt.Sprint("s", i), fmt.Sprintf("NOM%c%c", 'A'+i%26, 'A'+i/26), fmt.Sprintf("Zo%c%cé", 'a'+i%26, 'a'+i/26), []string{Pupil, Guardian}[i%2], "1A")
		switch {
		case i < 48:
			p.Last = lasts[i%len(lasts)]
		case i < 148:
			p.First = []string{"Lina", "Lena"}[i%2]
		}
		if born {
			p.Born = fmt.Sprintf("20%02d-%02d-%02d", 10+i%8, 1+i%12, 1+i%28)
		}
		ps = append(ps, p)
	}
	return ps
}

// TestNamesOnly: where lists tell nothing but names, what is left to a person elsewhere
// is linked as long as nobody else is near.
func TestNamesOnly(t *testing.T) {
	type rows = []Person
	simon := plainRow("g", "SIMON", "Malvina", Guardian, "1A")
	for _, tt := range []struct {
		why              string
		roster, accounts rows
		alone, told      string // what becomes of the first account: if names are all that is told, and if birth dates are
	}{
		{"last names said alike that others bear", rows{simon}, rows{plainRow("a", "SIMMON", "Malvina", Guardian, "1A")}, "g", "review"},
		{"an article left out", rows{plainRow("g", "LE ROUX", "Enora", Pupil, "1A")}, rows{plainRow("a", "ROUX", "Enora", Pupil, "1A")}, "g", "review"},
		{"last names a letter apart that others bear", rows{plainRow("g", "GERARD", "Malvina", Pupil, "1A")}, rows{plainRow("a", "GIRARD", "Malvina", Pupil, "1A")}, "g", "review"},
		{"last names a letter apart, and a given name that others bear", rows{plainRow("g", "GERARD", "Lina", Pupil, "1A")}, rows{plainRow("a", "GIRARD", "Lina", Pupil, "1A")}, "review", "review"},
		{"last names said alike, of a pupil", rows{plainRow("g", "FERNANDEZ", "Malvina", Pupil, "1A")}, rows{plainRow("a", "FERNANDES", "Malvina", Pupil, "1A")}, "g", "review"},
		{"given names a letter apart that others bear", rows{plainRow("g", "KERVELLEC", "Lena", Pupil, "1A")}, rows{plainRow("a", "KERVELLEC", "Lina", Pupil, "1A")}, "review", "review"},
		{"called alike", rows{plainRow("g", "KERVELLEC", "Alexandre", Guardian, "1A")}, rows{plainRow("a", "KERVELLEC", "Alex", Guardian, "1A")}, "g", "review"},
		{"somebody bears the very names", rows{plainRow("g", "KERVELLEC", "Alexandre", Guardian, "1A"), plainRow("h", "KERVELLEC", "Alex", Guardian, "1A")}, rows{plainRow("a", "KERVELLEC", "Alex", Guardian, "1A")}, "h", "h"},
		{"another account is as near", rows{plainRow("g", "KERVELLEC", "Alexandre", Guardian, "1A")}, rows{plainRow("a", "KERVELLEC", "Alex", Guardian, "1A"), plainRow("b", "KERVELEC", "Alexandre", Guardian, "1A")}, "review", "review"},
		{"another person is as near", rows{plainRow("g", "KERVELLEC", "Alexandre", Guardian, "1A"), plainRow("h", "KERVELLEC", "Alexandra", Guardian, "1A")}, rows{plainRow("a", "KERVELLEC", "Alex", Guardian, "1A")}, "review", "review"},
		{"another school's", rows{plainRow("g", "KERVELLEC", "Alexandre", Guardian, "2B")}, rows{plainRow("a", "KERVELLEC", "Alex", Guardian, "1A")}, "absent", "absent"},
		{"a pupil and a guardian", rows{plainRow("g", "SIMON", "Malvina", Pupil, "1A")}, rows{plainRow("a", "SIMMON", "Malvina", Guardian, "1A")}, "absent", "absent"},
		{"of two other given names neither is a slip", rows{simon}, rows{plainRow("a", "SIMON", "Roxane", Guardian, "1A")}, "absent", "absent"},
	} {
		for _, lists := range []struct {
			born bool
			want string
		}{{false, tt.alone}, {true, tt.told}} {
			town := townspeople(lists.born)
			d := Link(append(tt.roster, town...), append(tt.accounts, town...), nil).Decisions[0]
			got := d.Status.String()
			if d.Status == Linked {
				got = d.Candidates[0].Person.ID
			}
			if got != lists.want {
				t.Errorf("%s, birth dates told %v: %s, want %s", tt.why, lists.born, got, lists.want)
			}
		}
	}
}

// TestNamesOnlyOfGrownUps: an application may have the birth dates of its pupils and tell
// nothing of their guardians but names.
func TestNamesOnlyOfGrownUps(t *testing.T) {
	for _, tt := range []struct {
		why, profile string
		children     bool // guardians have, in both lists
		want         Status
	}{
		{"what is left to a person where birth dates are told is linked of a guardian", Guardian, false, Linked},
		{"and not of a pupil", Pupil, false, Review},
		{"nor where children are told", Guardian, true, Review},
	} {
		var town []Person
		for i := range 2 * (schoolRows + 50) {
			p := plainRow(fmt.Sprint("s", i), fmt.Sprintf("NOM%c%c", 'A'+i%26, 'A'+i/26), fmt.Sprintf("Zo%c%cé", 'a'+i%26, 'a'+i/26), []string{Pupil, Guardian}[i%2], "1A")
			switch {
			case i%2 == 0:
				p.Born = fmt.Sprintf("20%02d-%02d-%02d", 10+i%8, 1+i%12, 1+i%28)
			case tt.children:
				p.Children = []string{fmt.Sprint("s", i-1)}
			}
			town = append(town, p)
		}
		roster := append([]Person{plainRow("g", "LE ROUX", "Enora", tt.profile, "1A")}, town...)
		accounts := append([]Person{plainRow("a", "ROUX", "Enora", tt.profile, "1A")}, town...)
		for i := range 6 { // both names are others', too
			p := plainRow(fmt.Sprint("t", i), []string{"ROUX", "LE ROUX"}[i%2], fmt.Sprintf("Iz%cé", 'a'+i), Guardian, "1A")
			roster, accounts = append(roster, p), append(accounts, p)
		}
		if d := Link(roster, accounts, nil).Decisions[0]; d.Status != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, d.Status, tt.want)
		}
	}
}

// TestWhatListsTell: a kind of evidence counts if both lists tell it of more than a few.
func TestWhatListsTell(t *testing.T) {
	with := func(n int, change func(p *Person, i int)) []Person {
		ps := townspeople(false)
		for i := range n {
			change(&ps[2*i], i) // pupils
		}
		return ps
	}
	born := func(p *Person, i int) { p.Born = fmt.Sprintf("20%02d-%02d-%02d", 10+i%8, 1+i%12, 1+i%28) }
	class := func(p *Person, i int) { p.Classes = []string{fmt.Sprint("6", i%3)} }
	none := with(0, born)
	for _, tt := range []struct {
		why              string
		roster, accounts []Person
		want             bool
	}{
		{"names alone", none, none, true},
		{"birth dates on one side", with(100, born), none, true},
		{"birth dates on both sides", with(100, born), with(100, born), false},
		{"birth dates here and classes there", with(100, born), with(100, class), true},
		{"classes on both sides", with(100, class), with(100, class), false},
		{"two birth dates", with(2, born), with(100, born), true},
		{"lists that are too short to tell", none[:100], none[:100], false},
		{"a list that is too short to tell", none, none[:100], false},
	} {
		l := newLinkage(&Options{}, 600)
		if err := l.link(t.Context(), tt.roster, tt.accounts, &Options{}); err != nil {
			t.Fatal(err)
		}
		if l.namesOnly.anybody != tt.want {
			t.Errorf("%s: names only %v, want %v", tt.why, l.namesOnly.anybody, tt.want)
		}
	}
}

// blanked leaves of rows the names, the profiles and the school, as if all were of
// one.
func blanked(ps []Person) (alone []Person) {
	for _, p := range ps {
		alone = append(alone, Person{ID: p.ID, Last: p.Last, First: p.First, Profiles: p.Profiles, Schools: []string{"1A"}, Stale: p.Stale})
	}
	return alone
}

// TestNamesOnlyInvariants: neither the order of rows nor which list is which nor a
// second run changes the links of lists that tell nothing else.
func TestNamesOnlyInvariants(t *testing.T) {
	roster, accounts := schoolLists(t)
	roster, accounts = blanked(roster), blanked(accounts)
	first := Link(roster, accounts, nil)
	want := linked(first)
	if diff := gocmp.Diff(linked(Link(roster, bearing(accounts, first), nil)), want); diff != "" {
		t.Errorf("links (-second run +first run):\n%s", diff)
	}
	if diff := gocmp.Diff(exchanged(Link(accounts, roster, nil)), want); diff != "" {
		t.Errorf("links (-exchanged +as given):\n%s", diff)
	}
	slices.Reverse(roster)
	slices.Reverse(accounts)
	if diff := gocmp.Diff(linked(Link(roster, accounts, nil)), want); diff != "" {
		t.Errorf("links (-rows reversed +as given):\n%s", diff)
	}
}

// TestNeeds: what the same pair needs by how its names agree, what else is told, and what
// the lists are like.
func TestNeeds(t *testing.T) {
	const (
		school = 2 * schoolRows
		women  = profileSame | schoolSame | grownUps
		pupils = profileSame | schoolSame
	)
	l := work(t, people(`g, KERAVEN Nadia, guardian, 1A`), people(`a, KERAVEL Nadia, guardian, 1A`), false)
	for _, tt := range []struct {
		why       string
		rows      float64 // of both lists
		namesOnly bool
		pair      pair
		want      float32
	}{
		{"a slip", school, false, pair{ev: pupils, nameMatch: nameMatch{last: lastTypo}}, enough},
		{"a slip, in lists that tell how rare a name is", tellingRows, false, pair{ev: pupils, nameMatch: nameMatch{last: lastTypo}}, enoughTold},
		{"a slip, in lists that tell nothing else", school, true, pair{ev: pupils, nameMatch: nameMatch{last: lastTypo}}, enoughTold},
		{"a pupil's further given name there", school, true, pair{ev: pupils, nameMatch: nameMatch{first: firstLeftOut}}, enoughTold},
		{"a grown-up's further given name there", school, true, pair{ev: women, nameMatch: nameMatch{first: firstLeftOut}}, enough},
		{"another spelling of the given name there", school, true, pair{ev: pupils, nameMatch: nameMatch{first: firstVariant}}, enough},
		{"one of a pupil's two last names there", school, true, pair{ev: pupils, nameMatch: nameMatch{last: lastPart}}, enough},
		{"a word of the last name there", school, true, pair{ev: pupils, nameMatch: nameMatch{last: lastShare}}, enough},
		{"a nickname there", school, true, pair{ev: women, nameMatch: nameMatch{first: firstNick}}, enoughCalled},
		{"a nickname", school, false, pair{ev: women, nameMatch: nameMatch{first: firstNick}}, neverAlone},
		{"a nickname of a child's parent", school, false, pair{ev: women | familySame, nameMatch: nameMatch{first: firstNick}}, enoughTold},
		{"a nickname of a child's parent beside a slip", school, false, pair{ev: women | familySame, nameMatch: nameMatch{last: lastTypo, first: firstNick}}, enough},
		{"a pupil's nickname in her class", school, false, pair{ev: pupils | classSame, nameMatch: nameMatch{first: firstNick}}, enough},
		{"one of a woman's two last names", school - 1, false, pair{ev: women, nameMatch: nameMatch{last: lastPart}}, enoughPart},
		{"one of them in a school's lists", school, false, pair{ev: women, nameMatch: nameMatch{last: lastPart}}, enoughSchool},
		{"one of them in lists that tell how rare it is", tellingRows, false, pair{ev: women, nameMatch: nameMatch{last: lastPart}}, enoughRare},
		{"one of them in such lists that tell nothing else", tellingRows, true, pair{ev: women, nameMatch: nameMatch{last: lastPart}}, enoughLeftOut},
		{"one of them in shorter lists that tell nothing else", school, true, pair{ev: women, nameMatch: nameMatch{last: lastPart}}, enoughSchool},
		{"one of a man's two last names", school, false, pair{ev: women | man, nameMatch: nameMatch{last: lastPart}}, enough},
		{"one of hers beside her child", school, false, pair{ev: women | familySame, nameMatch: nameMatch{last: lastPart}}, enough},
		{"one of a pupil's in another class", school, false, pair{ev: pupils | classDiffers, nameMatch: nameMatch{last: lastPart}}, neverAlone},
		{"one of a pupil's who was born that day", school, false, pair{ev: pupils | classDiffers | bornSame, nameMatch: nameMatch{last: lastPart}}, enough},
		{"a parent whose child should tell", school, false, pair{ev: women, families: true, nameMatch: nameMatch{last: lastJoined}}, enough - bitsChildrenOther},
		{"a parent whose child tells", school, false, pair{ev: women | familySame, families: true, nameMatch: nameMatch{last: lastJoined}}, enough},
		{"a pupil whose guardians are told", school, false, pair{ev: pupils, families: true, nameMatch: nameMatch{last: lastJoined}}, enough},
	} {
		l.model.lastNames.rows, l.namesOnly.anybody = tt.rows, tt.namesOnly
		if got := l.needs(&tt.pair); got != tt.want {
			t.Errorf("%s: %v bits, want %v", tt.why, got, tt.want)
		}
	}
}
