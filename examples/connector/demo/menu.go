package demo

import "github.com/entlink/entlink/enroster"

// onMenu are the profiles that see the SACoche entry. The ENT's guide names
// seven; enroster counts professeurs and professeurs vacataires as one.
const onMenu = enroster.Pupil | enroster.Guardian | enroster.Teacher | enroster.Librarian |
	enroster.Management | enroster.Administrator

// shown reports whether the menu «Applications» shows the SACoche entry to a
// person of these profiles: one that sees it is enough, and nobody sees it
// before the connector is activated.
//
// It hides a link and protects nothing: who may sign in is decided by the
// server, which gives no ticket before the activation, and by the application,
// which knows its accounts.
func shown(profiles enroster.Profile, activated bool) bool {
	return activated && profiles&onMenu != 0
}
