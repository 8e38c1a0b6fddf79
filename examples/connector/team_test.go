package main

import (
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/examples/connector/web"
)

func TestTheRolesOfSomebodyAddUp(t *testing.T) {
	all := team{admins: role{ids: []string{"a"}}, importers: role{ids: []string{"i", "both"}}, reviewers: role{ids: []string{"r", "both"}}, viewers: role{ids: []string{"v"}}}
	for who, want := range map[string]web.Rights{"a": web.All, "i": web.Import, "r": web.Review, "v": web.See, "both": web.Import | web.Review, "pupil": 0} {
		if got := all.rights(&casclient.Principal{User: who}); got != want {
			t.Errorf("%s: %b, want %b", who, got, want)
		}
	}
	for _, x := range []struct {
		team team
		want bool
	}{
		{team{}, true}, {team{viewers: role{ids: []string{"v"}}, reviewers: role{profiles: []string{"DIR"}}}, true},
		{team{admins: role{profiles: []string{"DIR"}}}, false}, {team{importers: role{ids: []string{"i"}}}, false},
	} {
		if got := x.team.empty(); got != x.want {
			t.Errorf("%+v: empty is %v, want %v", x.team, got, x.want)
		}
	}
}

func TestRolesAreNamedByIdentifierOrProfile(t *testing.T) {
	head := casclient.Attributes{{Name: "ENTPersonProfils", Value: "National_DIR"}}
	for _, tt := range []struct {
		why           string
		ids, profiles []string
		who           casclient.Principal
		want          bool
	}{
		{"her identifier, in other letters", []string{"F73D-1"}, nil, casclient.Principal{User: "f73d-1"}, true},
		{"another identifier", []string{"F73D-1"}, nil, casclient.Principal{User: "f73d-2"}, false},
		{"a letter that only Unicode makes small", []string{"DIR-1"}, nil, casclient.Principal{User: "dİr-1"}, false},
		{"a blank identifier names nobody", []string{" "}, nil, casclient.Principal{User: "f73d-1"}, false},
		{"her profile by its code", nil, []string{"dir"}, casclient.Principal{User: "x", Attributes: head}, true},
		{"her profile in full", nil, []string{"National_DIR"}, casclient.Principal{User: "x", Attributes: head}, true},
		{"another profile", nil, []string{"ENS"}, casclient.Principal{User: "x", Attributes: head}, false},
		{"a blank profile names nobody", nil, []string{" "}, casclient.Principal{User: "x", Attributes: head}, false},
		{"a Guid as another export writes it", []string{"{6513270E-269E-4D37-B2A7-4DE452E6B438}"}, nil, casclient.Principal{User: "6513270e-269e-4d37-b2a7-4de452e6b438"}, true},
		{"nobody named", nil, nil, casclient.Principal{User: "x", Attributes: head}, false},
	} {
		if got := (role{tt.ids, tt.profiles}).has(&tt.who); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
		}
	}
}
