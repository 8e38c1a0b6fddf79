package job

import (
	"maps"
	"slices"

	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/matcher"
)

// Publication is what the decisions say about whose the accounts are, for
// sign-ins. key is the secret of the digests.
func (s *State) Publication(key []byte) *store.Publication {
	p := &store.Publication{School: s.School}
	for d := range maps.Values(s.last) {
		p.Seen = max(p.Seen, d.Seq)
	}
	for _, d := range s.Result.Decisions {
		if d.Account.ID == "" {
			continue
		}
		l := store.Link{Account: d.Account.ID}
		if owner, ok := s.Owner[d.Account.ID]; ok {
			l.Person = join.Identifier(owner)
			a := d.Account
			l.Facts = store.Facts{Last: a.Last, First: a.First, Born: a.Born, Profiles: slices.Clone(a.Profiles)}
			if row, ok := s.Person(owner); ok {
				l.Facts.Names, l.Facts.Birth = namesDigest(key, row.Last, row.First), bornDigest(key, row.Born)
			}
		}
		p.Links = append(p.Links, l)
	}
	return p
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
