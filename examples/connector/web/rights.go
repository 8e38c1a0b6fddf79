package web

import (
	"net/http"
	"strings"

	"github.com/entlink/entlink/casclient"
)

// Rights are what somebody may do beside looking at her own account. The zero
// value is none of it.
type Rights uint8

// The rights. Review and Import hold See.
const (
	// See opens the pages of a run and the audit trail.
	See Rights = 1 << iota
	// Review is deciding whose accounts are, and judging what a sign-in
	// contradicted.
	Review
	// Import is sending files, passing guards, taking the files for the
	// application's import, and ending a run.
	Import
	// All is what an administrator has.
	All = See | Review | Import
)

// may reports whether somebody who has the rights r may do what needs wanted.
func (r Rights) may(wanted Rights) bool {
	if r&(Review|Import) != 0 {
		r |= See
	}
	return r&wanted == wanted
}

// A route is a page or a form, and the right that it takes: 0 for what is open
// to everybody who came in.
type route struct {
	pattern string
	right   Rights
	handler func(*Site, http.ResponseWriter, *http.Request) error
}

// routes are all there are beside what is public. What is not among them takes
// the right to see, so that nobody else learns what there is.
var routes = []route{
	{"GET /{$}", 0, (*Site).home}, // leads those without rights to their own account
	{"POST /sortir", 0, (*Site).leave},
	{"GET /mon-compte", 0, (*Site).ownAccount},
	{"GET /fichiers", See, (*Site).filesPage},
	{"POST /fichiers", Import, (*Site).upload},
	{"POST /fichiers/retirer", Import, (*Site).removeFile},
	{"GET /fichiers/constats.csv", See, (*Site).findings},
	{"POST /fichiers/echus", Import, (*Site).eraseDue},
	{"GET /rapprochement", See, (*Site).matchPage},
	{"POST /rapprochement/etablissement", Import, (*Site).chooseSchool},
	{"POST /rapprochement/garde", Import, (*Site).passGuard},
	{"GET /homonymes", See, (*Site).casesPage},
	{"GET /homonymes/suivant", See, (*Site).nextCase},
	{"GET /homonymes/registre.txt", See, (*Site).ledgerFile},
	{"GET /homonymes/cas", See, (*Site).casePage},
	{"POST /homonymes/cas", Review, (*Site).decide},
	{"GET /comptes", See, (*Site).accountsPage},
	{"POST /comptes", Review, (*Site).unlink},
	{"GET /prevision", See, (*Site).forecastPage},
	{"GET /prevision/import.csv", Import, (*Site).importFile},
	{"GET /prevision/a-saisir", Import, (*Site).byHandPage},
	{"GET /prevision/a-saisir.csv", Import, (*Site).byHandFile},
	{"GET /prevision/restaurer.csv", Import, (*Site).restoreFile},
	{"GET /retour", See, (*Site).restorePage},
	{"POST /retour", Import, (*Site).undoRun},
	{"GET /controle", See, (*Site).controlPage},
	{"POST /controle", Import, (*Site).uploadAfter},
	{"GET /controle/ecarts.csv", See, (*Site).faultsFile},
	{"GET /fin", Import, (*Site).endPage},
	{"POST /fin", Import, (*Site).endRun},
	{"GET /connexions", See, (*Site).heldPage},
	{"POST /connexions", Review, (*Site).judge},
	{"GET /journal", See, (*Site).journalPage},
	{"POST /arreter", Import, (*Site).stopWork},
	{"/", See, func(*Site, http.ResponseWriter, *http.Request) error { return errNotFound }},
}

// guarded answers a route to those who have its right, and others in words.
func (s *Site) guarded(x route) http.Handler {
	return s.answer(func(w http.ResponseWriter, r *http.Request) error {
		if g := guestOf(r); !g.rights.may(x.right) {
			return s.refusal(g)
		}
		return x.handler(s, w, r)
	})
}

// refusal says that somebody may not do what she asked for.
func (s *Site) refusal(g guest) *pageError {
	e := &pageError{http.StatusForbidden, "not-allowed", "not-allowed-text", nil}
	if s.options.Contact != "" {
		e.text, e.args = "not-allowed-ask", []any{s.options.Contact}
	}
	if g.rights.may(See) {
		e.heading, e.text = "not-your-part", "not-your-part-text"
		if s.options.Contact != "" {
			e.text = "not-your-part-ask"
		}
	}
	return e
}

// signedIn lets those through who signed in at the ENT, with the rights that
// the configuration gives them.
func (s *Site) signedIn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, ok := casclient.FromContext(r.Context())
		if !ok { // behind Require there always is one
			s.problem(w, r, &pageError{http.StatusUnauthorized, "no-entry", "no-entry-text", nil})
			return
		}
		g := guest{name: fullName(p), principal: p}
		if s.options.Rights != nil {
			g.rights = s.options.Rights(p)
		}
		next.ServeHTTP(w, g.in(r))
	})
}

// fullName is how the ENT names somebody who signed in: Karim ROUSSEL; her
// identifier if it does not say.
func fullName(p *casclient.Principal) string {
	e := p.Attributes.ENT()
	switch {
	case e.LastName != "" && e.FirstName != "":
		return e.FirstName + " " + strings.ToUpper(e.LastName)
	case e.DisplayName != "":
		return e.DisplayName
	}
	return p.User
}
