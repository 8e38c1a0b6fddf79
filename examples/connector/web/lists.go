package web

import (
	"slices"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/wording"
)

// schoolLists are the lists that hold all accounts of a SACoche school: each
// has the accounts of one kind of people, and SACoche's import looks a name up
// among all of them.
var schoolLists = []enroster.Layout{enroster.LayoutPupils, enroster.LayoutGuardians, enroster.LayoutProfessionals}

// layouts says of which of SACoche's kinds lists are.
func layouts(lists []*job.File) (kinds []enroster.Layout) {
	for _, f := range lists {
		if slices.Contains(schoolLists, f.Dialect.Layout) {
			kinds = append(kinds, f.Dialect.Layout)
		}
	}
	return kinds
}

// missing names, in words, the kinds among wanted that no list is of; "" if
// there is nothing to say. Another application's list holds everybody.
func missing(w wording.Words, lists []*job.File, wanted []enroster.Layout) string {
	there := layouts(lists)
	if len(there) == 0 {
		return ""
	}
	text := ""
	for _, kind := range schoolLists {
		switch {
		case !slices.Contains(wanted, kind) || slices.Contains(there, kind):
		case text == "":
			text = w.Say("list-" + string(kind))
		default:
			text = w.Say("missing-and", text, w.Say("list-"+string(kind)))
		}
	}
	return text
}
