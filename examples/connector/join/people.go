package join

import (
	"slices"
	"strings"
	"unicode"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// People makes people for the matcher out of rows, one after the other, so that
// the rows need not be kept. What many have alike they share.
type People struct {
	roster   bool
	pages    [][]matcher.Person
	profiles map[enroster.Profile][]string
	sets     map[string][]string // of schools, and of classes
	rows     int
	other    map[string]form // by identifier
}

// A form is how a Guid is written that has another one, and in which row first.
type form struct {
	written string
	row     int
}

// NewPeople is for the rows of an ENT's export, or of an account list.
func NewPeople(roster bool) *People {
	return &People{roster: roster, profiles: map[enroster.Profile][]string{}, sets: map[string][]string{}, other: map[string]form{}}
}

// page is how many people stand side by side before All: lists that grow are
// copied again and again.
const page = 2048

// Add makes one more of a row.
func (p *People) Add(r enroster.Record) {
	if n := len(p.pages); n == 0 || len(p.pages[n-1]) == page {
		room := page
		if n == 0 {
			room = 64 // most often there are few
		}
		p.pages = append(p.pages, make([]matcher.Person, 0, room))
	}
	last := &p.pages[len(p.pages)-1]
	*last = append(*last, p.person(r))
	one := &(*last)[len(*last)-1]
	if _, known := p.other[one.ID]; p.roster && one.ID != r.GUID && !known {
		if guid := withoutTypography(r.GUID); guid != one.ID {
			p.other[one.ID] = form{guid, p.rows}
		}
	}
	p.rows++
}

// withoutTypography is a Guid without the spaces and with hyphens for the long dashes
// that a spreadsheet or a mail program put into it: no CAS server sends them.
func withoutTypography(guid string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '\ufeff':
			return -1
		case unicode.Is(unicode.Pd, r):
			return '-'
		}
		return r
	}, guid)
}

// All returns the people in the order of their rows.
func (p *People) All() []matcher.Person { return slices.Concat(p.pages...) }

// Written maps identifiers of an ENT's export to the Guids as it writes them, but for
// spaces and long dashes, where those have another form. They are what an application has to be given: the CAS
// server sends them so. Where rows differ in it the first one counts.
func (p *People) Written() map[string]string {
	written := make(map[string]string, len(p.other))
	for id, f := range p.other {
		written[id] = f.written
	}
	row := 0
	for _, people := range p.pages {
		for i := range people {
			if f, ok := p.other[people[i].ID]; ok && row < f.row {
				delete(written, people[i].ID)
			}
			row++
		}
	}
	return written
}

func (p *People) person(r enroster.Record) matcher.Person {
	one := matcher.Person{
		Last:     r.LastName,
		First:    r.FirstName,
		Profiles: p.named(r.Profile),
		Schools:  p.shared(r.Schools()),
		Born:     r.Born.String(),
		Sex:      sex(r).String(),
		Stale:    r.Stale(),
	}
	var classes []string
	for _, c := range r.Classes[:min(len(r.Classes), maxClasses)] {
		if !slices.Contains(classes, c.Name) { // two schools may have one of that name
			classes = append(classes, c.Name)
		}
	}
	one.Classes = p.shared(classes)
	if !p.roster {
		one.ID, one.Children, one.Prior = r.AccountID, r.Children, id(r.GUID)
		return one
	}
	one.ID = id(r.GUID)
	for _, c := range r.Children {
		one.Children = append(one.Children, id(c))
	}
	return one
}

// sex is what either column says: SACoche's lists of grown-ups have a title and
// no sex, and so have the rows of grown-ups in many an ENT's export. Two that
// differ say nothing.
func sex(r enroster.Record) enroster.Sex {
	titled := enroster.SexUnknown
	switch r.Title {
	case enroster.Mr:
		titled = enroster.Male
	case enroster.Mrs:
		titled = enroster.Female
	}
	switch {
	case r.Sex == enroster.SexUnknown:
		return titled
	case titled != enroster.SexUnknown && titled != r.Sex:
		return enroster.SexUnknown
	}
	return r.Sex
}

// maxClasses bounds the classes of a row. A teacher has twenty; what is said of
// everybody again and again, in sheets and on pages, must not be a file's length.
const maxClasses = 100

// maxShared bounds the sets that are looked up; a file may have a class a row.
const maxShared = 10_000

// shared returns a set that is the same, and in memory already.
func (p *People) shared(set []string) []string {
	if len(set) == 0 {
		return nil
	}
	key := set[0]
	if len(set) > 1 {
		key = strings.Join(set, "\x00")
	}
	if same, ok := p.sets[key]; ok {
		return same
	}
	set = slices.Clip(set)
	if len(p.sets) < maxShared {
		p.sets[key] = set
	}
	return set
}

// named returns the matcher's names of a profile.
func (p *People) named(has enroster.Profile) []string {
	names, ok := p.profiles[has]
	if !ok {
		names = profiles(has)
		p.profiles[has] = names
	}
	return names
}

func profiles(p enroster.Profile) (names []string) {
	if p.Has(enroster.Pupil) {
		names = append(names, matcher.Pupil)
	}
	if p.Has(enroster.Guardian) {
		names = append(names, matcher.Guardian)
	}
	if p.Has(enroster.Teacher) {
		names = append(names, matcher.Teacher)
	}
	if p&^(enroster.Pupil|enroster.Guardian|enroster.Teacher) != 0 {
		names = append(names, matcher.Staff)
	}
	return slices.Clip(names)
}
