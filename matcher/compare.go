package matcher

// compareRest lists what two people have in common and what sets them apart,
// all but their names and their family, which depends on who is linked to whom.
// It is symmetric.
func compareRest(a, r *entry) evidence {
	ev := compareSchools(a.schools, r.schools) | compareProfiles(a.kind, r.kind) | a.born(r) | compareSex(a, r)
	if a.kind|r.kind != 0 && (a.kind|r.kind)&pupilKind == 0 {
		ev |= grownUps
	}
	if a.sex == 'M' || r.sex == 'M' {
		ev |= man
	}
	if (a.kind|r.kind)&^pupilKind == 0 {
		switch cs := compareClasses(a, r); {
		case ev.has(schoolSame):
			ev |= cs
		case !ev.has(bornSame):
			ev |= cs & gradeApart // all that classes of two schools can tell
		}
	}
	if bears(a, r) {
		ev |= priorSame
	}
	if a.stale || r.stale {
		ev |= lastYear
	}
	if a.shared || r.shared || a.idless || r.idless {
		ev |= idShared
	}
	return ev
}

func compareSex(a, r *entry) evidence {
	switch {
	case a.sex == 0 || r.sex == 0:
		return 0
	case a.sex != r.sex || a.sex == otherSex && a.Sex != r.Sex:
		return sexDiffers
	}
	return sexSame
}

func compareProfiles(a, r kind) evidence {
	switch {
	case a == 0 || r == 0:
		return profileUnknown
	case a&r != 0:
		return profileSame
	case (a^r)&pupilKind != 0:
		return profileOther | pupilOther
	}
	return profileOther
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

// doubt is what no link is made over, however much speaks for it.
const doubt = bornDiffers | sexDiffers | familyDiffers | lastYear | idShared | crowd

// decisive is what decides between homonyms.
const decisive = bornSame | familySame

// another is what tells that a row is somebody else's, or of another year.
const another = profileOther | lastYear | bornDiffers | sexDiffers

// beyondNames is what names alone cannot give.
const beyondNames = decisive | priorSame

// eligible reports whether a pair of equal names may be linked, if nobody else
// is meant: the same profile, nothing that contradicts, and the same school or,
// across schools, something that names alone cannot give. Where one names no school, a
// class in common is only compared where it tells: see linkage.learnSchoolless.
func (e evidence) eligible() bool {
	if !e.has(namesEqual) || e.has(doubt|profileOther) {
		return false
	}
	return e.has(beyondNames) || e.has(schoolSame|classSame) && e.has(profileSame)
}

// rival reports whether the two could be one person, so that no link may be
// made beside the pair unless something sets that link apart from it. A
// contradicting birth date does not free the way: dates are mistyped.
func (e evidence) rival() bool {
	if !e.has(namesEqual) || e.has(profileOther|lastYear) {
		return false
	}
	return e.has(schoolSame | schoolUnknown | beyondNames)
}

// setsApart reports whether e has what decides between homonyms and other has
// not: a birth date or a family, and no children who are others. An earlier identifier
// does not decide here, for an import that saw no homonym may have given it to the wrong
// one.
func (e evidence) setsApart(other evidence) bool {
	return e.has(decisive) && !other.has(decisive) && !e.has(childrenOther)
}
