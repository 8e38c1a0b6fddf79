package join

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

func TestPeople(t *testing.T) {
	recs := []enroster.Record{{
		AccountID: "12", GUID: "{F73D0F72-0958-4B8F-85F7-A58A96D95220}", LastName: "SYLLA", FirstName: "Mariam",
		Profile: enroster.Guardian | enroster.Librarian, School: "0750001a", Classes: []enroster.Class{{UAI: "0750002B", Name: "6B"}, {UAI: "0750001A", Name: "6B"}},
		Born: enroster.Date{Year: 1980, Month: 2, Day: 1}, Sex: enroster.Female, Children: []string{"0C28CD44A29545FD845A4D81A38B0024", "U12"},
	}}
	want := matcher.Person{
		ID: "f73d0f72-0958-4b8f-85f7-a58a96d95220", Last: "SYLLA", First: "Mariam", Profiles: []string{matcher.Guardian, matcher.Staff},
		Schools: []string{"0750001A", "0750002B"}, Classes: []string{"6B"}, Born: "1980-02-01", Sex: "F",
		Children: []string{"0c28cd44-a295-45fd-845a-4d81a38b0024", "U12"},
	}
	if diff := cmp.Diff(Roster(recs), []matcher.Person{want}); diff != "" {
		t.Errorf("Roster (-got +want):\n%s", diff)
	}
	want.Prior, want.ID = want.ID, "12"
	want.Children = recs[0].Children // an application's own numbers, as they are
	if diff := cmp.Diff(Accounts(recs), []matcher.Person{want}); diff != "" {
		t.Errorf("Accounts (-got +want):\n%s", diff)
	}
	people := NewPeople(true)
	people.Add(recs[0])
	people.Add(enroster.Record{GUID: "0c28cd44-a295-45fd-845a-4d81a38b0024"})
	people.Add(enroster.Record{GUID: "0C28CD44-A295-45FD-845A-4D81A38B0024"}) // the first counts
	if diff := cmp.Diff(people.Written(), map[string]string{"f73d0f72-0958-4b8f-85f7-a58a96d95220": recs[0].GUID}); diff != "" {
		t.Errorf("Written has what the file writes otherwise (-got +want):\n%s", diff)
	}
}

func TestPeopleSex(t *testing.T) {
	for _, tt := range []struct {
		why   string
		sex   enroster.Sex
		title enroster.Title
		want  string
	}{
		{"the sex is what its column says", enroster.Female, enroster.TitleNone, "F"},
		{"where no sex is told the title tells", enroster.SexUnknown, enroster.Mr, "M"},
		{"Mme is a woman", enroster.SexUnknown, enroster.Mrs, "F"},
		{"both may say the same", enroster.Male, enroster.Mr, "M"},
		{"two that differ say nothing", enroster.Male, enroster.Mrs, ""},
		{"neither says nothing", enroster.SexUnknown, enroster.TitleNone, ""},
	} {
		for _, people := range [...][]matcher.Person{
			Roster([]enroster.Record{{Sex: tt.sex, Title: tt.title}}), Accounts([]enroster.Record{{Sex: tt.sex, Title: tt.title}}),
		} {
			if got := people[0].Sex; got != tt.want {
				t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
			}
		}
	}
}

func TestSchools(t *testing.T) {
	pupils := func(schools ...string) (ps []matcher.Person) {
		for _, s := range schools {
			p := matcher.Person{Profiles: []string{matcher.Pupil}}
			if s != "" {
				p.Schools = []string{s}
			}
			ps = append(ps, p)
		}
		return ps
	}
	for _, tt := range []struct {
		why              string
		roster, accounts []string
		given            string
		want             *matcher.Options
		choices          []string
	}{
		{"accounts that name their school keep it", []string{"1A", "2B"}, []string{"1A"}, "", &matcher.Options{}, nil},
		{"a roster of one school gives it to the accounts, and to its own who name none", []string{"1A", "1A"}, []string{""}, "", &matcher.Options{AccountSchool: "1A", RosterSchool: "1A"}, nil},
		{"three quarters of the pupils are enough", []string{"1A", "1A", "1A", "2B"}, []string{""}, "", &matcher.Options{AccountSchool: "1A"}, nil},
		{"fewer are not", []string{"1A", "1A", "2B"}, []string{""}, "", nil, []string{"1A", "2B"}},
		{"the school given settles it", []string{"1A", "1A", "2B"}, []string{""}, "2B", &matcher.Options{AccountSchool: "2B"}, nil},
		{"where nobody names a school it must be given", []string{"", ""}, []string{""}, "", nil, nil},
		{"and is then the roster's too", []string{"", ""}, []string{""}, "2B", &matcher.Options{AccountSchool: "2B", RosterSchool: "2B"}, nil},
	} {
		t.Run(tt.why, func(t *testing.T) {
			got, err := Schools(pupils(tt.roster...), pupils(tt.accounts...), tt.given)
			if diff := cmp.Diff(got, tt.want); diff != "" {
				t.Errorf("options (-got +want):\n%s", diff)
			}
			var which *SchoolError
			if tt.want == nil != errors.As(err, &which) {
				t.Fatalf("error %v", err)
			}
			if which != nil {
				if diff := cmp.Diff(which.Choices, tt.choices); diff != "" {
					t.Errorf("choices (-got +want):\n%s", diff)
				}
			}
		})
	}
}
