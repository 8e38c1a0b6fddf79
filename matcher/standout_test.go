package matcher

import (
	"fmt"
	"slices"
	"strings"
	"testing"
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
		others int // of one of her last names
		want   Status
	}{
		{"a rare last name of a woman is hers, the other one left out or not", tellingRows / 2, 500, 0, Linked},
		{"a last name of one in a hundred makes it anybody's", tellingRows / 2, 500, 100, Review},
		{"a short list cannot tell that the last name is rare", 100, 5, 0, Review},
		{"that of a school can, as far as a school goes", 2 * schoolRows, 2, 0, Linked},
		{"but not if the given name is usual there", 2 * schoolRows, 200, 0, Review},
	} {
		list := func(id, last string) (l []Person) {
			for i := range tt.rows {
				other, first := fmt.Sprintf("NOM%c%c%c", 'A'+i%26, 'A'+i/26%26, 'A'+i/676%26), fmt.Sprintf("Zoé%c%c", 'a'+i%26, 'a'+i/26%26)
				if i < tt.nadias {
					first = "Nadia"
				}
				if i >= tt.rows-tt.others {
					other = "KERAVEN"
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

// TestNeeds: what the same pair needs by how its names agree, what else is told, and what
// the lists are like.
func TestNeeds(t *testing.T) {
	const (
		school = 2 * schoolRows
		women  = profileSame | schoolSame | grownUps
		pupils = profileSame | schoolSame
	)
	l := work(t, people(`
		g, KERAVEN Nadia, guardian, 1A
		h, ROUDAUT Maud, guardian, 1A, child=e
		e, ROUDAUT Lou, pupil, 1A`), people(`a, KERAVEL Nadia, guardian, 1A`), false)
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
		{"another spelling of a pupil's given name there", school, true, pair{ev: pupils, nameMatch: nameMatch{last: lastSound, first: firstVariant}}, enoughTold},
		{"another spelling of a grown-up's", school, true, pair{ev: women, nameMatch: nameMatch{first: firstVariant}}, enough},
		{"an initial there", school, true, pair{ev: pupils, nameMatch: nameMatch{first: firstShort}}, enough},
		{"one of a pupil's two last names there", school, true, pair{ev: pupils, nameMatch: nameMatch{last: lastPart}}, enoughPupilsPart},
		{"one of a man's there", school, true, pair{ev: women | man, nameMatch: nameMatch{last: lastPart}}, enough},
		{"a later given name there", school, true, pair{ev: women, nameMatch: nameMatch{first: firstLater}}, enoughCalled},
		{"a later given name there beside a slip", school, true, pair{ev: women, nameMatch: nameMatch{last: lastTypo, first: firstLater}}, neverAlone},
		{"a later given name", school, false, pair{ev: women, nameMatch: nameMatch{first: firstLater}}, neverAlone},
		{"a word of the last name there", school, true, pair{ev: pupils, nameMatch: nameMatch{last: lastShare}}, enough},
		{"a nickname there", school, true, pair{ev: women, nameMatch: nameMatch{first: firstNick}}, enoughCalled},
		{"a nickname", school, false, pair{ev: women, nameMatch: nameMatch{first: firstNick}}, neverAlone},
		{"a nickname of a child's parent", school, false, pair{ev: women | familySame, nameMatch: nameMatch{first: firstNick}}, enoughTold},
		{"a nickname of a child's parent beside a slip", school, false, pair{ev: women | familySame, nameMatch: nameMatch{last: lastTypo, first: firstNick}}, enough},
		{"a pupil's nickname in her class", school, false, pair{ev: pupils | classSame, nameMatch: nameMatch{first: firstNick}}, enough},
		{"one of a woman's two last names", school - 1, false, pair{ev: women, nameMatch: nameMatch{last: lastPart}}, enoughPart},
		{"one of them in a school's lists", school, false, pair{ev: women, nameMatch: nameMatch{last: lastPart}}, enoughSchool},
		{"one of them in lists that tell how rare it is", tellingRows, false, pair{ev: women, nameMatch: nameMatch{last: lastPart}}, enoughLeftOut},
		{"one of a mother's, where children should tell", tellingRows, false, pair{ev: women, families: true, nameMatch: nameMatch{last: lastPart}}, enoughRare},
		{"one of a mother's whose child one list tells", tellingRows, false, pair{person: 1, ev: women, nameMatch: nameMatch{last: lastPart}}, enoughRare},
		{"one of a teacher's who has her class", tellingRows, false, pair{ev: women | classSame, nameMatch: nameMatch{last: lastPart}}, enoughRare},
		{"one of a woman's whose birth date is another", tellingRows, false, pair{ev: women | bornDiffers, nameMatch: nameMatch{last: lastPart}}, enoughRare},
		{"one of them in such lists that tell nothing else", tellingRows, true, pair{ev: women, nameMatch: nameMatch{last: lastPart}}, enoughLeftOut},
		{"one of them in shorter lists that tell nothing else", school, true, pair{ev: women, nameMatch: nameMatch{last: lastPart}}, enoughLeftOutShort},
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
