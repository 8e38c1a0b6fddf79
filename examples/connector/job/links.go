package job

import (
	"iter"
	"maps"
	"slices"

	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/matcher"
)

// Publication is what the decisions say about whose the accounts are, for
// sign-ins. key is the secret of the digests.
func (s *State) Publication(key []byte) *store.Publication {
	p := &store.Publication{School: s.School, Accounts: s.Accounts, Owners: s.owners(), Facts: func(account string) store.Facts { return s.facts(account, key) }}
	for d := range maps.Values(s.last) {
		p.Seen = max(p.Seen, d.Seq)
	}
	return p
}

// owners yields each account and whose it is, as sign-ins know her.
func (s *State) owners() iter.Seq2[string, string] {
	return func(yield func(account, person string) bool) {
		for n := range s.found.all() {
			person := ""
			if owner := s.owner[n]; owner >= 0 {
				person = join.Identifier(s.roster.rows[owner].ID)
			}
			if !yield(s.found.account(n).ID, person) {
				return
			}
		}
	}
}

// facts are those of an account that is somebody's.
func (s *State) facts(account string, key []byte) store.Facts {
	n := s.lists.mustHave(account)
	a := s.found.account(n)
	f := store.Facts{Last: a.Last, First: a.First, Born: a.Born, Profiles: slices.Clone(a.Profiles)}
	if owner := s.owner[n]; owner >= 0 {
		row := s.roster.at(owner)
		f.Names, f.Birth = namesDigest(key, row.Last, row.First), bornDigest(key, row.Born)
	}
	return f
}

func namesDigest(key []byte, last, first string) string {
	return digest(key, "names", matcher.Fold(last), matcher.Fold(first))
}

func bornDigest(key []byte, born string) string {
	if born == "" {
		return ""
	}
	return digest(key, "born", born)
}

// Contradictions compares what the ENT says at a sign-in with a link, and
// returns what cannot be true of one person. What the ENT's export had said
// already when the link was decided is none: a woman whose account bears her
// former name was recognised in spite of it.
func Contradictions(l store.Link, said store.Facts, key []byte) []matcher.Reason {
	account := matcher.Person{Last: l.Facts.Last, First: l.Facts.First, Born: l.Facts.Born, Profiles: l.Facts.Profiles}
	list := join.Contradictions(account, matcher.Person{Last: said.Last, First: said.First, Born: said.Born, Profiles: said.Profiles})
	known := map[matcher.Reason]bool{}
	if said.Last != "" && said.First != "" && l.Facts.Names == namesDigest(key, said.Last, said.First) {
		known[matcher.LastDiffers], known[matcher.FirstDiffers], known[matcher.NamesDiffer] = true, true, true
	}
	if said.Born != "" && l.Facts.Birth == bornDigest(key, said.Born) {
		known[matcher.BornDiffers] = true
	}
	return slices.DeleteFunc(list, func(r matcher.Reason) bool { return known[r] })
}
