package menu

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/enroster"
)

func TestTheEntryShowsToTheGuidesProfilesOnceActivated(t *testing.T) {
	for _, tt := range []struct {
		profile string // as the guide or an ENT writes it
		want    bool
	}{
		{"Élèves", true},
		{"Professeurs", true},
		{"Professeur documentaliste", true},
		{"Professeur vacataire", true},
		{"Personnels de direction", true},
		{"Responsables élève", true},
		{"L'administrateur ENT", true},

		{"Vie scolaire", false},
		{"Personnel administratif", false},
		{"Personnel académique", false},
		{"Collectivité", false},
		{"Inspecteur", false},
		{"Personnel", false},
		{"", false},
		{"Vie scolaire;Responsable élève", true}, // who is both sees it as the one
	} {
		p, ok := enroster.ParseProfile(tt.profile)
		if !ok && tt.profile != "" {
			t.Errorf("%q is no profile", tt.profile)
		}
		if got := Shows(p, true); got != tt.want {
			t.Errorf("%q, activated: shown %v, want %v", tt.profile, got, tt.want)
		}
		if Shows(p, false) {
			t.Errorf("%q, not activated: shown", tt.profile)
		}
	}
}

func TestRequireIsTheMenusRule(t *testing.T) {
	activated := func() bool { return true }
	person := func(user, profile string) *casclient.Principal {
		return &casclient.Principal{User: user, Attributes: casclient.Attributes{{Name: "ENTPersonProfils", Value: profile}}}
	}
	all := Rule{Activated: activated, Administrator: func(p *casclient.Principal) bool { return p.User == "admin" }}
	for _, tt := range []struct {
		who  string
		rule Rule
		p    *casclient.Principal
		want int
	}{
		{"a pupil", all, person("x", "National_ELV"), http.StatusOK},
		{"a guardian", all, person("x", "National_TUT"), http.StatusOK},
		{"a teacher", all, person("x", "National_ENS"), http.StatusOK},
		{"a librarian", all, person("x", "National_DOC"), http.StatusOK},
		{"a head of school", all, person("x", "National_DIR"), http.StatusOK},
		{"the ENT's administrator", all, person("admin", ""), http.StatusOK},
		{"school life", all, person("x", "National_EVS"), http.StatusForbidden},
		{"school life who is a guardian too", all, person("x", "National_EVS;National_TUT"), http.StatusOK},
		{"staff of whom nobody says which", all, person("x", "National_4"), http.StatusForbidden},
		{"somebody without a profile", all, person("x", ""), http.StatusForbidden},
		{"nobody who has signed in", all, nil, http.StatusForbidden},
		{"a pupil before the activation", Rule{Activated: func() bool { return false }}, person("x", "National_ELV"), http.StatusForbidden},
		{"a pupil, and the zero rule", Rule{}, person("x", "National_ELV"), http.StatusForbidden},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		if tt.p != nil {
			r = r.WithContext(casclient.NewContext(r.Context(), tt.p))
		}
		w := httptest.NewRecorder()
		tt.rule.Require(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})).ServeHTTP(w, r)
		if w.Code != tt.want {
			t.Errorf("%s: %d, want %d", tt.who, w.Code, tt.want)
		}
	}
}
