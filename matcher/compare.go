package matcher

import (
	"slices"
	"strings"
)

// compare lists what two people have in common and what sets them apart, all
// but their family, which depends on who is linked to whom. It is symmetric.
func compare(a, r *entry) evidence {
	ev := compareNames(a, r) | compareSchools(a.schools, r.schools)
	switch {
	case a.kind == 0 || r.kind == 0:
		ev |= profileUnknown
	case a.kind&r.kind != 0:
		ev |= profileSame
	default:
		ev |= profileOther
	}
	if a.Born != "" && r.Born != "" {
		switch {
		case a.Born != r.Born:
			ev |= bornDiffers
		case strings.HasSuffix(a.Born, "-01-01"):
			ev |= bornNewYear
		default:
			ev |= bornSame
		}
	}
	if a.Sex != "" && r.Sex != "" && a.Sex != r.Sex {
		ev |= sexDiffers
	}
	if ev.has(schoolSame) && slices.ContainsFunc(a.classes, func(c string) bool { return slices.Contains(r.classes, c) }) {
		ev |= classSame
	}
	if slices.Contains(a.priors, r.id) || slices.Contains(r.priors, a.id) {
		ev |= priorSame
	}
	if a.Stale || r.Stale {
		ev |= lastYear
	}
	if a.shared || r.shared || a.id == "" || r.id == "" {
		ev |= idShared
	}
	return ev
}

func compareNames(a, r *entry) evidence {
	if slices.ContainsFunc(a.keys, func(k string) bool { return slices.Contains(r.keys, k) }) {
		return namesEqual
	}
	if nameSimilarity(a, r) >= nearEnough {
		return namesNear
	}
	return namesDiffer
}

func compareSchools(a, r []string) evidence {
	if len(a) == 0 || len(r) == 0 {
		return schoolUnknown
	}
	if meet(a, r) {
		return schoolSame
	}
	return schoolOther
}

// meet reports whether two sorted sets share an element.
func meet(a, b []string) bool {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			return true
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return false
}

// eligible reports whether a pair may be linked, if nobody else is meant: same
// names and profile, nothing that contradicts, and the same school or, across
// schools, something that names alone cannot give.
func (e evidence) eligible() bool {
	const doubt = bornDiffers | sexDiffers | familyDiffers | lastYear | idShared | crowd | profileOther
	if !e.has(namesEqual) || e.has(doubt) {
		return false
	}
	beyondNames := e.has(bornSame | familySame | priorSame)
	return beyondNames || e.has(schoolSame) && e.has(profileSame)
}

// rival reports whether the two could be one person, so that no link may be
// made beside the pair unless something sets that link apart from it. A
// contradicting birth date does not free the way: dates are mistyped.
func (e evidence) rival() bool {
	if !e.has(namesEqual) || e.has(profileOther|lastYear) {
		return false
	}
	return e.has(schoolSame | schoolUnknown | bornSame | familySame | priorSame)
}

// setsApart reports whether e has what decides between homonyms and other has
// not: a birth date or a family. An earlier identifier does not decide here,
// for an import that saw no homonym may have given it to the wrong one.
func (e evidence) setsApart(other evidence) bool {
	const decides = bornSame | familySame
	return e.has(decides) && !other.has(decides)
}

// score orders the candidates of one account. The weights are a ranking of
// evidence, not probabilities: no decision reads them.
func (e evidence) score(a, r *entry) float64 {
	s := 0.2
	switch {
	case e.has(namesEqual):
		s = 0.6
	case e.has(namesNear):
		s = 0.5 * nameSimilarity(a, r)
	}
	for _, w := range [...]struct {
		ev     evidence
		weight float64
	}{
		{bornSame, 0.25}, {bornNewYear, 0.1}, {bornDiffers, -0.35},
		{familySame, 0.2}, {familyDiffers, -0.2},
		{priorSame, 0.15}, {schoolSame, 0.1}, {schoolOther, -0.1},
		{classSame, 0.05}, {sexDiffers, -0.15}, {lastYear, -0.2}, {profileOther, -0.2},
	} {
		if e.has(w.ev) {
			s += w.weight
		}
	}
	return min(max(s, 0), 1)
}
