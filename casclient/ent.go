package casclient

import (
	"slices"
	"strings"
	"time"
)

// An ENT is what a portal of French schools (espace numérique de travail) says
// about a person, under the names that the ministry's framework (SDET) or the
// portal's vendor has for it. What is not known is empty.
type ENT struct {
	// Profiles are what the person is in school, each once, in the server's
	// order. A teacher whose child goes to the same school may have two.
	// Values that are not known here are left out; Attributes has them.
	Profiles []Profile
	// Schools are the UAI numbers of the person's schools, in capital letters,
	// each once, in the server's order.
	Schools []string
	// School is the UAI of the school in which the person is working just now,
	// if the portal says so; it is among Schools too.
	School string
	// Classes are the person's classes, each once, in the server's order. Of
	// these lists, each ends after 512.
	Classes []ENTClass

	LastName, FirstName string
	DisplayName         string // both, in the portal's order
	Born                string // date of birth, 2013-02-28
}

// An ENTClass is a class of a school. School is its UAI, or "" where the
// portal writes the class without it or with a number of its own.
type ENTClass struct{ School, Name string }

// A Profile is what somebody is in school: one of the national codes of the
// SDET, or ProfileStaff.
type Profile string

const (
	ProfileELV Profile = "National_ELV" // pupil
	ProfileTUT Profile = "National_TUT" // parent or guardian
	ProfileENS Profile = "National_ENS" // teacher
	ProfileDIR Profile = "National_DIR" // head of school
	ProfileEVS Profile = "National_EVS" // life outside the classroom
	ProfileETA Profile = "National_ETA" // administration of the school
	ProfileACA Profile = "National_ACA" // of the académie
	ProfileCOL Profile = "National_COL" // of the local authority
	ProfileDOC Profile = "National_DOC" // librarian

	// ProfileStaff is somebody who works for the school in some other way
	// than teaching, and the portal does not say in which. It is no national
	// code. National_4 is one such word: the SDET has it for heads, and there
	// are portals that send it for everybody from the head to the cook.
	ProfileStaff Profile = "Personnel"
)

// ENT reads what a portal says, whatever its vendor calls it: names of
// attributes and of profiles are compared without regard to case, values may
// be repeated, joined by semicolons, wrapped in elements or in JSON text. The
// names it knows are those of the portals that were met; a school's UAI
// counts only if it looks like one.
//
// Like all attributes this is the server's word (see Attributes): Profiles say
// what to show somebody, and rights need the program's own list.
func (a Attributes) ENT() ENT {
	var e entReader
	for _, x := range a {
		e.add(x.Name, x.Value)
	}
	return e.ENT
}

// An entReader gathers an ENT. ranks are, per field that has one value, how
// far down the table the name is that gave it.
type entReader struct {
	ENT
	ranks [numFields]int
}

func (e *entReader) add(name, value string) {
	known, ok := entNames[strings.ToLower(name)]
	if !ok {
		return
	}
	value = strings.TrimSpace(value)
	// JSON inside of a text: entcore writes all values of several so.
	if strings.HasPrefix(value, "[") || strings.HasPrefix(value, "{") {
		if list, ok := jsonText(name, value); ok {
			for _, x := range list {
				if x.Name == name {
					e.put(known, x.Value)
				} else if known, ok := entNames[strings.ToLower(x.Name)]; ok {
					e.put(known, x.Value)
				}
			}
			return
		}
	}
	e.put(known, value)
}

// jsonText reads JSON that came as the text of an attribute; false if it is
// none and only begins like that.
func jsonText(name, s string) (list Attributes, ok bool) {
	j, err := newJSONScanner(s)
	if err != nil || j.collect(name, &list) != nil || j.end() != nil {
		return nil, false
	}
	return list, true
}

func (e *entReader) put(known entName, value string) {
	value = strings.TrimSpace(value)
	if value == "" {
		return
	}
	switch known.field {
	case fieldProfile:
		for part := range strings.SplitSeq(value, ";") {
			e.profile(strings.TrimSpace(part))
		}
	case fieldSchool, fieldCurrent:
		for part := range strings.SplitSeq(value, ";") {
			uai, ok := parseUAI(part)
			if !ok {
				continue
			}
			e.Schools = appendNew(e.Schools, uai)
			if known.field == fieldCurrent && e.School == "" {
				e.School = uai
			}
		}
	case fieldClass:
		for part := range strings.SplitSeq(value, ";") {
			e.class(strings.TrimSpace(part))
		}
	case fieldLast:
		e.one(known, &e.LastName, value)
	case fieldFirst:
		e.one(known, &e.FirstName, value)
	case fieldDisplay:
		e.one(known, &e.DisplayName, value)
	case fieldBorn:
		if date, ok := parseBorn(value); ok {
			e.one(known, &e.Born, date)
		}
	}
}

// one keeps the value of the name that stands first in the table.
func (e *entReader) one(known entName, to *string, value string) {
	if *to == "" || known.rank < e.ranks[known.field] {
		*to, e.ranks[known.field] = value, known.rank
	}
}

// profile reads National_ENS, Teacher, DIR:0699999Z or
// PROF_ETB:0690078K:9999:Professeur:CLG-…
func (e *entReader) profile(s string) {
	code, rest, scoped := strings.Cut(s, ":")
	if p, ok := profileCodes[strings.ToLower(strings.TrimSpace(code))]; ok {
		e.Profiles = appendNew(e.Profiles, p)
	}
	if scoped {
		school, _, _ := strings.Cut(rest, ":")
		if uai, ok := parseUAI(school); ok {
			e.Schools = appendNew(e.Schools, uai)
		}
	}
}

// class reads 6A, 0690001B$6A or <number of the vendor>$6A.
func (e *entReader) class(s string) {
	class := ENTClass{Name: s}
	if i := strings.LastIndexByte(s, '$'); i >= 0 {
		class.Name = strings.TrimSpace(s[i+1:])
		class.School, _ = parseUAI(s[:i])
	}
	if class.Name != "" {
		e.Classes = appendNew(e.Classes, class)
	}
}

// maxENT bounds each list of an ENT: heads of large schools have some tens of
// classes, and finding each only once takes time.
const maxENT = 512

func appendNew[T comparable](list []T, v T) []T {
	if len(list) == maxENT || slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// parseUAI returns a school's number in capital letters: seven digits and a
// letter.
func parseUAI(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) != 8 || s[7]|0x20 < 'a' || s[7]|0x20 > 'z' {
		return "", false
	}
	for i := range 7 {
		if s[i] < '0' || s[i] > '9' {
			return "", false
		}
	}
	return strings.ToUpper(s), true
}

// parseBorn reads a date of birth as portals write it and returns it as
// 2013-02-28. What follows a date in ISO form, a time of day, says nothing.
func parseBorn(s string) (string, bool) {
	date, _, _ := strings.Cut(s, "T")
	for _, layout := range []string{time.DateOnly, "02/01/2006"} {
		if t, err := time.Parse(layout, date); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}
