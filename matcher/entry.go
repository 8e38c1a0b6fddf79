package matcher

// An entry is one person of a list.
type entry struct {
	*Person   // the caller's row, which is not written to: see entry.amend
	*claims   // never nil, and shared by all who have none
	*place    // likewise, shared by all of a class
	sur       *surname
	giv       *given
	birth     birthday // Born
	sex       byte     // 'M', 'F', otherSex, 0 if it is not told
	stale     bool     // as Person.Stale
	kind      kind
	filler    bool      // either name is: see pair.filledIn
	turned    bool      // last and first name are read the other way round
	named     bool      // the row names a school
	unlabeled bool      // without a profile, in a school of which nobody has one
	misnamed  bool      // the given name may be a brother's: see findMisplacedNames
	year      int8      // of a pupil's class, once learnGrades has looked; 0 if not plain
	told      int8      // likewise, as place.told
	full      int32     // the number of her full name in list.namesakes, once fileNames has looked; -1 if she has none or several
	children  relatives // within the list, sorted
	guardians relatives
	partners  relatives // the other guardians of her children; none of more than manyRelatives
}

// keys goes through the full names of an entry: several if rows of one identifier
// disagree, none if a name is missing.
func (e *entry) keys(yield func(fullName) bool) {
	if e.names == nil {
		if k := fullNameOf(e.sur, e.giv); k != (fullName{}) {
			yield(k)
		}
		return
	}
	for _, k := range e.names {
		if !yield(k) {
			return
		}
	}
}

// onlyName is the full name of an entry, none if a name is missing or rows of one
// identifier disagree.
func (e *entry) onlyName() fullName {
	switch len(e.names) {
	case 0:
		return fullNameOf(e.sur, e.giv)
	case 1:
		return e.names[0]
	}
	return fullName{}
}

// otherSex is a sex that is neither "M" nor "F".
const otherSex = '?'

// note keeps beside the entry what is asked again and again of its row, which
// lies elsewhere in memory. It is to be called when the row was amended.
func (e *entry) note() {
	e.birth, e.stale, e.named = birthdayOf(e.Born), e.Stale, len(e.Schools) > 0
	switch e.Sex {
	case "":
		e.sex = 0
	case "M", "F":
		e.sex = e.Sex[0]
	default:
		e.sex = otherSex
	}
}

// claims are the identifiers of the other list that have to do with an entry, and
// whatever else few entries have.
type claims struct {
	priors []string // those that it bears, as canonicalID makes them; several only if rows of one identifier disagree
	bears  []int32  // the current rows of the other list whose identifier it bears
	borne  []int32  // the rows of the other list that bear its identifier

	names  []fullName // of rows that disagree, or nil: see entry.keys
	shared bool       // rows that disagree bear the same identifier
	idless bool       // the row has no identifier, where it should have one
}

// lacksID notes that the row has no identifier.
func (e *entry) lacksID() {
	if e.claims == &noClaims {
		e.claims = &idless
	} else {
		e.idless = true
	}
}

// bearsID returns the identifier of one of the other list, as canonicalID makes it, if
// an entry bears it, and else "".
func (e *entry) bearsID(of *entry) string {
	for _, prior := range e.priors {
		if sameID(prior, of.ID) {
			return prior
		}
	}
	return ""
}

// The claims of those who have none, with an identifier of their own and without.
var noClaims, idless = claims{}, claims{idless: true}

// claim returns the entry's claims, to be changed.
func (e *entry) claim() *claims {
	if e.claims == &noClaims || e.claims == &idless {
		own := *e.claims
		e.claims = &own
	}
	return e.claims
}

// amend returns a copy of the entry's row, to be changed, in its place.
func (e *entry) amend() *Person {
	p := *e.Person
	e.Person = &p
	return e.Person
}

// newEntry makes an entry of one row and its names.
func (l *list) newEntry(e *entry, p *Person, names reading) {
	e.kind = kindOf(p.Profiles) // first: see wording.candidate
	e.Person, e.claims, e.place = p, &noClaims, l.schools.of(p, l.room)
	e.read(names.sur, names.giv)
	if prior := canonicalID(p.Prior); prior != "" {
		e.claim().priors = []string{prior}
	}
	if p.Born != "" && !isDate(p.Born) {
		e.amend().Born = ""
	}
	e.note()
}

// read makes two names those of an entry.
func (e *entry) read(sur *surname, giv *given) {
	e.sur, e.giv, e.filler = sur, giv, sur.filler || giv.filler
}
