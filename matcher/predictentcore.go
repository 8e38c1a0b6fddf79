package matcher

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// PredictEntcore says which account entcore's own import of CSV files would
// take for each person of a roster, so that it can be held beside the
// decisions of Link: the names without accents, spaces, hyphens and
// apostrophes, and the profile, are compared for equality; of pupils the birth
// date too, and without one nothing is looked for. With no account of that
// key, or with two, the row is left as it is. It knows no schools, no other
// spelling, and no namesake inside the file. Typographic apostrophes, dashes
// other than the hyphen and œ are letters like others to it.
//
// There is a fate for each person of the roster, in its order. It is Changed or
// Identical (the account bears the identifier already) with its account, Unknown,
// Homonym, or Skipped for a person without names or profile and a pupil without
// birth date. Its verdict compares it with
// decisions, in which an account that is not Linked is nobody's; nil leaves
// everything Undecided. Former is always false: entcore looks at the accounts
// that it has.
//
// The rule is read off entcore's sources (MappingFinder and Validator.sanitize)
// and has not been observed on a running server, as SACoche's was.
func PredictEntcore(roster, accounts []Person, decisions []Decision) []Fate {
	byKey := map[string][]int{}
	for i := range accounts {
		for _, k := range entcoreKeys(&accounts[i]) {
			byKey[k] = append(byKey[k], i)
		}
	}
	owners := ownersOf(decisions)
	fates := make([]Fate, len(roster))
	for i := range roster {
		r := &roster[i]
		fates[i] = Fate{Account: -1}
		f := &fates[i]
		keys := entcoreKeys(r)
		if len(keys) == 0 {
			continue // Skipped
		}
		var found []int
		for _, k := range keys {
			for _, a := range byKey[k] {
				if slices.Contains(found, a) {
					continue
				}
				if found = append(found, a); len(found) > 1 {
					break // as many as it takes
				}
			}
		}
		switch len(found) {
		case 0:
			f.Outcome = Unknown
			continue
		case 1:
		default:
			f.Outcome = Homonym
			continue
		}
		a := &accounts[found[0]]
		f.Account, f.Outcome = found[0], Changed
		if id := canonicalID(r.ID); id != "" && canonicalID(a.Prior) == id {
			f.Outcome = Identical
		}
		f.Verdict = owners.verdict(r.ID, a.ID)
	}
	return fates
}

// entcoreKeys are the keys under which somebody is looked for, one a profile;
// none if nothing is looked for.
func entcoreKeys(p *Person) (keys []string) {
	last, first := entcoreFold(p.Last), entcoreFold(p.First)
	if last == "" || first == "" {
		return nil
	}
	for _, profile := range p.Profiles {
		profile = strings.ToLower(strings.TrimSpace(profile))
		born := ""
		switch profile {
		case Pupil:
			if born = p.Born; born == "" {
				continue
			}
		case Guardian, Teacher, Staff:
		default:
			continue
		}
		keys = append(keys, profile+"\x00"+last+"\x00"+first+"\x00"+born)
	}
	return keys
}

// entcoreFold is entcore's sanitize.
func entcoreFold(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == ' ' || r == '-' || r == '\'' {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}
