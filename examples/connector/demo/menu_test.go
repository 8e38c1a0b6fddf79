package demo

import (
	"testing"

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
		if got := shown(p, true); got != tt.want {
			t.Errorf("%q, activated: shown %v, want %v", tt.profile, got, tt.want)
		}
		if shown(p, false) {
			t.Errorf("%q, not activated: shown", tt.profile)
		}
	}
}
