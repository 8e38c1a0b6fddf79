package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/examples/connector/web"
)

// A team is who may do what, by roles. Whoever is in none of them sees only her
// own account; whoever is in several may do what each of them may.
type team struct{ admins, importers, reviewers, viewers role }

// A role is people: by identifier in the ENT, or by profile ("DIR" for
// National_DIR).
type role struct{ ids, profiles []string }

// flags makes the flags that name people.
func (t *team) flags(cmd *cobra.Command, w words) {
	for _, x := range []struct {
		name, ids, profiles string
		role                *role
	}{
		{"admin", "serve-admin", "serve-admin-profile", &t.admins},
		{"importer", "serve-importer", "serve-importer-profile", &t.importers},
		{"reviewer", "serve-reviewer", "serve-reviewer-profile", &t.reviewers},
		{"viewer", "serve-viewer", "serve-viewer-profile", &t.viewers},
	} {
		cmd.Flags().StringArrayVar(&x.role.ids, x.name, nil, w.say(x.ids))
		cmd.Flags().StringArrayVar(&x.role.profiles, x.name+"-profile", nil, w.say(x.profiles))
	}
}

// empty reports whether nobody could send a file: a site without work.
func (t *team) empty() bool {
	return len(t.admins.ids)+len(t.admins.profiles)+len(t.importers.ids)+len(t.importers.profiles) == 0
}

// any reports whether a role names somebody.
func (t *team) any() bool {
	return slices.ContainsFunc([]role{t.admins, t.importers, t.reviewers, t.viewers}, func(r role) bool { return len(r.ids)+len(r.profiles) > 0 })
}

// rights are what somebody who signed in may do.
func (t *team) rights(p *casclient.Principal) (r web.Rights) {
	for _, x := range []struct {
		role  role
		right web.Rights
	}{{t.admins, web.All}, {t.importers, web.Import}, {t.reviewers, web.Review}, {t.viewers, web.See}} {
		if x.role.has(p) {
			r |= x.right
		}
	}
	return r
}

// has reports whether somebody is in the role. Empty names are nobody's.
func (r role) has(p *casclient.Principal) bool {
	same := func(a, b string) bool { return join.Identifier(a) != "" && join.Identifier(a) == join.Identifier(b) }
	if slices.ContainsFunc(r.ids, func(id string) bool { return same(id, p.User) }) {
		return true
	}
	return slices.ContainsFunc(p.Attributes.ENT().Profiles, func(has casclient.Profile) bool {
		return slices.ContainsFunc(r.profiles, func(code string) bool {
			code = strings.TrimSpace(code)
			return code != "" && (same(code, string(has)) || same("National_"+code, string(has)))
		})
	})
}
