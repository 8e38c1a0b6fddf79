package matcher

// MainSchool returns the school that most of the roster's pupils belong to and
// the share of all its pupils who do, from 0 to 1. It returns "" and 0 if no
// pupil names a school. Of schools with equally many pupils the first by its
// UAI is returned. Rows left from another school year do not count.
//
// A roster of one school tells by it which school an account list without a
// school column belongs to.
func MainSchool(roster []Person) (uai string, share float64) {
	count := map[string]int{}
	pupils := 0
	for _, p := range roster {
		if kindOf(p.Profiles)&pupilKind == 0 || p.Stale {
			continue
		}
		pupils++
		for _, u := range cleanSchools(p.Schools) {
			count[u]++
		}
	}
	for u, n := range count {
		if n > count[uai] || n == count[uai] && u < uai {
			uai = u
		}
	}
	if uai == "" {
		return "", 0
	}
	return uai, float64(count[uai]) / float64(pupils)
}
