package join

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/matcher"
)

func TestContradictions(t *testing.T) {
	lea := matcher.Person{ID: "12", Last: "MARTIN", First: "Léa", Born: "2015-03-14", Profiles: []string{matcher.Pupil}}
	teacher := matcher.Person{ID: "41", Last: "DURAND LEROY", First: "Claire", Profiles: []string{matcher.Teacher}}
	pupil, parent := []casclient.Profile{casclient.ProfileELV}, []casclient.Profile{casclient.ProfileTUT}
	for _, tt := range []struct {
		name    string
		account matcher.Person
		said    casclient.ENT
		want    []matcher.Reason
	}{
		{"everything agrees", lea, casclient.ENT{LastName: "Martin", FirstName: "LEA", Born: "2015-03-14", Profiles: pupil}, nil},
		{"the ENT says nothing", lea, casclient.ENT{}, nil},
		{"the account's list says nothing but a number", matcher.Person{ID: "12"}, casclient.ENT{LastName: "Martin", FirstName: "Léa", Born: "2015-03-14", Profiles: pupil}, nil},
		{"a last name alone, which agrees", lea, casclient.ENT{LastName: "martin"}, nil},
		{"a display name alone", lea, casclient.ENT{DisplayName: "Linh Nguyen"}, nil},
		{"another last name", lea, casclient.ENT{LastName: "Nguyen", FirstName: "Léa"}, []matcher.Reason{matcher.LastDiffers}},
		{"another last name, and no given name", lea, casclient.ENT{LastName: "Nguyen"}, []matcher.Reason{matcher.LastDiffers}},
		{"the brother", lea, casclient.ENT{LastName: "Martin", FirstName: "Tom", Profiles: pupil}, []matcher.Reason{matcher.FirstDiffers}},
		{"a namesake", lea, casclient.ENT{LastName: "Martin", FirstName: "Léa", Born: "2014-03-14", Profiles: pupil}, []matcher.Reason{matcher.BornDiffers}},
		{"the mother", lea, casclient.ENT{LastName: "Martin", FirstName: "Léa", Profiles: parent}, []matcher.Reason{matcher.ProfileOther}},
		{"somebody else in all respects", lea, casclient.ENT{LastName: "Nguyen", FirstName: "Linh", Born: "1980-01-02", Profiles: parent},
			[]matcher.Reason{matcher.LastDiffers, matcher.FirstDiffers, matcher.ProfileOther, matcher.BornDiffers}},
		{"another spelling", lea, casclient.ENT{LastName: "Martni", FirstName: "Léa"}, nil},
		{"names exchanged", lea, casclient.ENT{LastName: "Léa", FirstName: "Martin"}, nil},
		{"a second given name", lea, casclient.ENT{LastName: "Martin", FirstName: "Léa Marie"}, nil},
		{"some day of that year", lea, casclient.ENT{Born: "2015-01-01"}, nil},
		{"a hyphen", teacher, casclient.ENT{LastName: "Durand-Leroy", FirstName: "Claire", Profiles: []casclient.Profile{casclient.ProfileENS}}, nil},
		{"one of two last names", teacher, casclient.ENT{LastName: "Durand", FirstName: "Claire"}, nil},
		{"a teacher whom the ENT calls staff", teacher, casclient.ENT{Profiles: []casclient.Profile{casclient.ProfileStaff}}, nil},
		{"a teacher who is a parent too", teacher, casclient.ENT{Profiles: []casclient.Profile{casclient.ProfileTUT, casclient.ProfileENS}}, nil},
		{"a child on a teacher's account", teacher, casclient.ENT{LastName: "Durand-Leroy", FirstName: "Claire", Profiles: pupil}, []matcher.Reason{matcher.ProfileOther}},
	} {
		got := Contradictions(tt.account, Said(tt.said))
		if diff := cmp.Diff(got, tt.want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", tt.name, diff)
		}
	}
}

func TestIdentifiersOfOnePersonAreOne(t *testing.T) {
	for a, b := range map[string]string{
		"{6513270E-269E-4D37-B2A7-4DE452E6B438}": "6513270e-269e-4d37-b2a7-4de452e6b438",
		" JDupont ":                              "jdupont",
	} {
		if Identifier(a) != Identifier(b) {
			t.Errorf("%q and %q are two", a, b)
		}
	}
	for a, b := range map[string]string{"\u212Aarim": "karim", "İda": "ida", "élise": "elise", "Élise": "élise"} {
		if Identifier(a) == Identifier(b) {
			t.Errorf("%q and %q are one", a, b)
		}
	}
}
