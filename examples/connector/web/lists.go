package web

import (
	"slices"
	"strings"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
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

// twice says in words which files are there in two versions, as when last year's
// export was left: each is of the same kind as another one, and most people of
// the shorter of them are in both.
func twice(w wording.Words, c *current) (list []string) {
	for i, f := range c.files {
		for _, g := range c.files[:i] {
			a, b := c.read[f.ID], c.read[g.ID]
			if f.Role == g.Role && a.Dialect.Layout == b.Dialect.Layout && overlap(a, b) {
				list = append(list, w.Say("file-twice", sentenceCase(kindOf(w, f.Role, a)), quoted(w, g.Name, f.Name)))
			}
		}
	}
	return list
}

// overlap reports whether more than half of the people of the shorter file are in
// the other one too.
func overlap(a, b *job.File) bool {
	if len(a.People) > len(b.People) {
		a, b = b, a
	}
	in := make(map[string]bool, len(a.People))
	for _, p := range a.People {
		in[p.ID] = false
	}
	for _, p := range b.People {
		if _, ok := in[p.ID]; ok {
			in[p.ID] = true
		}
	}
	both := 0
	for _, there := range in {
		if there {
			both++
		}
	}
	return 2*both > len(in)
}

// kindOf names a file's kind with its article.
func kindOf(w wording.Words, role store.Role, f *job.File) string {
	switch {
	case role == store.Roster:
		return w.Say("list-roster")
	case slices.Contains(schoolLists, f.Dialect.Layout):
		return w.Say("list-" + string(f.Dialect.Layout))
	}
	return w.Say("list-accounts")
}

// quoted names files in words.
func quoted(w wording.Words, names ...string) string {
	for i, n := range names {
		names[i] = w.Say("quoted", n)
	}
	if last := len(names) - 1; last > 0 {
		return w.Say("missing-and", strings.Join(names[:last], ", "), names[last])
	}
	return strings.Join(names, "")
}

// unchanged names the lists that were sent for the check, are those of before the
// import to the letter, and hold accounts at fault: they were exported too early.
func unchanged(c *current, fault map[string]bool) (names []string) {
	for _, f := range c.files {
		early := f.Role == store.After && slices.ContainsFunc(c.files, func(g store.File) bool { return g.Role == store.Accounts && g.Digest == f.Digest })
		if early && slices.ContainsFunc(c.read[f.ID].People, func(p matcher.Person) bool { return fault[p.ID] }) {
			names = append(names, f.Name)
		}
	}
	return names
}
