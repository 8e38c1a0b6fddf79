// Package menu is the rule of an ENT's menu «Applications» for SACoche, as the
// guide to the connector has it: the entry shows to seven profiles, and to
// nobody before the ENT's administrator has activated the connector. Require is
// the same rule in front of a service.
//
// A menu hides a link and protects nothing: who may do what is decided by the
// service, which knows its accounts.
package menu

import (
	"net/http"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/enroster"
)

// Profiles are those that see the SACoche entry. The guide names seven: pupils,
// guardians, teachers, supply teachers, librarians, heads of school and the
// ENT's administrator; enroster counts teachers and supply teachers as one.
const Profiles = enroster.Pupil | enroster.Guardian | enroster.Teacher | enroster.Librarian |
	enroster.Management | enroster.Administrator

// Shows reports whether the entry shows to a person of these profiles: one that
// sees it is enough. Nobody sees it before the connector is activated.
func Shows(profiles enroster.Profile, activated bool) bool {
	return activated && profiles&Profiles != 0
}

// Of gives the profiles that a CAS server vouches for, in enroster's terms; 0 for
// somebody of whom it says none that is known, and for staff of whom it does not
// say which. The ENT's administrator is a role and no profile, and in no answer.
func Of(said casclient.ENT) (profiles enroster.Profile) {
	for _, p := range said.Profiles {
		switch p {
		case casclient.ProfileELV:
			profiles |= enroster.Pupil
		case casclient.ProfileTUT:
			profiles |= enroster.Guardian
		case casclient.ProfileENS:
			profiles |= enroster.Teacher
		case casclient.ProfileDOC:
			profiles |= enroster.Librarian
		case casclient.ProfileDIR:
			profiles |= enroster.Management
		}
	}
	return profiles
}

// A Rule is the menu's rule for a service. Its zero value lets nobody through.
type Rule struct {
	// Activated says whether the ENT's administrator has activated the
	// connector; nil is never. It is asked at each request.
	Activated func() bool
	// Administrator says who the ENT's administrators are, whom no CAS server
	// tells apart; nil for nobody.
	Administrator func(*casclient.Principal) bool
	// Refused answers those who are not let through; nil is status 403 with a
	// plain sentence in French.
	Refused http.Handler
}

// Require lets those through to next to whom the menu shows the entry. It
// belongs behind casclient's Require, and lets nobody through who has not signed
// in.
func (u Rule) Require(next http.Handler) http.Handler {
	refused := u.Refused
	if refused == nil {
		refused = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "Cette application n’est pas ouverte à votre profil dans l’ENT.", http.StatusForbidden)
		})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, ok := casclient.FromContext(r.Context())
		if ok && u.shows(p) {
			next.ServeHTTP(w, r)
			return
		}
		refused.ServeHTTP(w, r)
	})
}

func (u Rule) shows(p *casclient.Principal) bool {
	profiles := Of(p.Attributes.ENT())
	if u.Administrator != nil && u.Administrator(p) {
		profiles |= enroster.Administrator
	}
	return Shows(profiles, u.Activated != nil && u.Activated())
}
