package school

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The year in which the made schools' year began.
const year = 2025

// A kind is what a person is at school.
type kind byte

const (
	pupil kind = iota
	guardian
	teacher
	staff
)

// A person is one person in one role: a teacher who is a guardian too is two, as in an ENT.
type person struct {
	kind   kind
	sex    byte     // F or M
	last   []string // the name used: one, or the two of a double name
	birth  []string // the name born with, if another is used
	given  []string // first the one used; "Jean-Pierre" is one
	born   date
	places []*place // where the person is now; where a leaver was
	room   room     // of pupils

	from      *place    // of a pupil whose account is still at another school
	children  []*person // of guardians, those who left too
	guardians []*person // of pupils
	left      bool
	trap      bool // a leaver made to bear somebody's names

	label    kind   // what the ENT says she is
	rows     []*Row // in the ENT, current ones
	parked   *Row   // last year's, if that is still there
	accounts []*account
}

// A place is a school.
type place struct {
	uai           string
	stage         stage
	letters       int // classes a year
	style, theirs int // how the ENT and the application write classes
	is            map[string]bool
	separator     string // between the two names of a double name, in the ENT
	people        []*person
}

// A stage is a kind of school: the classes' names by years, and the age in the first of them.
type stage struct {
	years []string
	age   int
}

var stages = []stage{
	{strings.Fields("6e 5e 4e 3e"), 11}, {strings.Fields("6e 5e 4e 3e"), 11}, {strings.Fields("6e 5e 4e 3e"), 11},
	{strings.Fields("2nde 1re Tle"), 15}, {strings.Fields("CP CE1 CE2 CM1 CM2"), 6},
}

// A room is a class: the year at school, from 0, and a letter.
type room struct{ year, letter int }

// name writes a class in one of the styles that schools have.
func (p *place) name(r room, style int) string {
	y := p.stage.years[r.year]
	switch digit := strings.TrimRight(y, "eèmrnd"); style {
	case 1:
		return digit + string(rune('A'+r.letter%26)) + strings.Repeat("'", r.letter/26)
	case 2:
		return fmt.Sprintf("%s%d", strings.ToUpper(y), r.letter+1)
	case 3:
		return fmt.Sprintf("%s%02d", digit, r.letter+1)
	}
	return y + " " + string(rune('A'+r.letter%26)) + strings.Repeat("'", r.letter/26)
}

// A maker makes people and what is written of them, from one stream of chance.
type maker struct {
	chance  *rand.Rand
	names   *Names
	rate    map[string]float64
	columns Columns
	places  []*place
	people  []*person
}

func (m *maker) happens(name string) bool {
	r, ok := m.rate[name]
	if !ok {
		panic("school: no rate is called " + name)
	}
	return r > 0 && m.chance.Float64() < r
}

func (m *maker) share(x float64) bool { return m.chance.Float64() < x }

func pick[T any](m *maker, from []T) T { return from[m.chance.IntN(len(from))] }

// open makes the schools.
func (m *maker) open(schools, pupilsEach int) {
	habits := []string{"guardian_group", "import_small", "import_plain", "import_mojibake", "import_birth_names", "import_last_year",
		"import_iso", "import_short", "import_us", "import_shift", "import_given", "ent_given", "ent_plain"}
	for i := range schools {
		p := &place{uai: uai(i), stage: pick(m, stages), is: map[string]bool{}, separator: pick(m, []string{" ", " ", " ", " ", "-", "--", " -- "})}
		p.letters = max(1, (pupilsEach/len(p.stage.years)+13)/26)
		p.style = m.chance.IntN(4)
		if p.theirs = p.style; m.share(0.2) {
			p.theirs = m.chance.IntN(4)
		}
		for _, h := range habits {
			p.is[h] = m.happens(h)
		}
		m.places = append(m.places, p)
	}
}

// uai gives the number of a school: seven digits and the letter that the ministry's rule computes from them. The
// "département" 001 and following are real ones; the numbers in them are not given out.
func uai(i int) string {
	n := (1+i/900%95)*10000 + 9000 + i%900
	return fmt.Sprintf("%07d%c", n, "ABCDEFGHJKLMNPRSTUVWXYZ"[n%23])
}

// fill brings families and staff to a school until it has so many people.
func (m *maker) fill(p *place, people int) {
	for len(p.people) < people*94/100 {
		m.family(p, false)
	}
	for len(p.people) < people {
		m.employee(p, false)
	}
}

func (m *maker) settle(p *person) *person {
	p.label = p.kind
	m.people = append(m.people, p)
	if !p.left {
		for _, at := range p.places {
			at.people = append(at.people, p)
		}
	}
	return p
}

func (m *maker) origin() string { return m.names.Origin(m.chance.Float64()) }

func (m *maker) lastName(origin string) string { return m.names.Last(origin, m.chance.Float64()) }

// givenNames draws one to four; of other origins most come from those, the others are French.
func (m *maker) givenNames(sex byte, origin string, now bool) []string {
	u := m.names.given[givenKey{sex, origin, now}]
	if u == nil || m.share(0.25) {
		u = m.names.given[givenKey{sex, "fr", now}]
	}
	names := []string{u.at(m.chance.Float64())}
	for len(names) < 4 && m.share(0.6) {
		if n := u.at(m.chance.Float64()); n != names[len(names)-1] {
			names = append(names, n)
		}
	}
	return names
}

func (m *maker) sex() byte { return "FM"[m.chance.IntN(2)] }

// family makes children with their guardians: some at school p, or all of them left.
func (m *maker) family(p *place, left bool) {
	origin := m.origin()
	father := &person{kind: guardian, sex: 'M', last: []string{m.lastName(origin)}, given: m.givenNames('M', origin, false), left: left}
	hers := m.origin()
	if m.share(0.75) {
		hers = origin
	}
	mother := &person{kind: guardian, sex: 'F', last: []string{m.lastName(hers)}, given: m.givenNames('F', hers, false), left: left}
	var like *person // a cousin
	if !left && len(p.people) > 20 && m.share(m.rate["cousin"]*1.5) {
		if c := pick(m, p.people); c.kind == pupil && len(c.last) == 1 {
			like = c
			father.last = c.last
		}
	}
	childrensName := father.last
	if like == nil {
		switch x := m.chance.Float64(); {
		case x < m.rate["mother_name"]:
			childrensName = mother.last
		case x < m.rate["mother_name"]+m.rate["double_name"] && mother.last[0] != father.last[0]:
			childrensName = []string{father.last[0], mother.last[0]}
			if m.share(0.2) {
				childrensName[0], childrensName[1] = childrensName[1], childrensName[0]
			}
		}
	}
	children := m.children(p, childrensName, origin, father, left)
	if like != nil {
		children[0].sex, children[0].given = like.sex, append([]string{like.given[0]}, children[0].given[1:]...)
	}
	m.marry(mother, father)
	both := []*person{mother, father}
	if m.happens("one_guardian") {
		both = both[:1]
		if m.share(0.2) {
			both[0] = father
		}
	}
	for _, g := range both {
		g.born = m.birthday(children[0].born.year - 24 - m.chance.IntN(16))
		m.parent(g, children...)
		m.settle(g)
	}
}

// parent makes g a guardian of children, and at home in their schools.
func (m *maker) parent(g *person, children ...*person) {
	for _, c := range children {
		g.children = append(g.children, c)
		c.guardians = append(c.guardians, g)
		if c.left && !g.left {
			continue
		}
		if !g.at(c.places[0]) {
			g.places = append(g.places, c.places[0])
		}
	}
}

// at reports whether the person is at a school.
func (p *person) at(s *place) bool {
	for _, q := range p.places {
		if q == s {
			return true
		}
	}
	return false
}

// marry gives a woman a name to use.
func (m *maker) marry(wife, husband *person) {
	switch x := m.chance.Float64(); {
	case wife.last[0] == husband.last[0]:
	case x < m.rate["usage_husband"]:
		wife.birth, wife.last = wife.last, husband.last
	case x < m.rate["usage_husband"]+m.rate["usage_double"]:
		wife.birth, wife.last = wife.last, []string{wife.last[0], husband.last[0]}
	}
}

// children makes one to three brothers and sisters.
func (m *maker) children(p *place, last []string, origin string, father *person, left bool) []*person {
	n := 1
	for n < 3 && m.share(0.3) {
		n++
	}
	var cs []*person
	for i := range n {
		at := p
		if i > 0 && len(m.places) > 1 && m.happens("other_school") {
			at = pick(m, m.places)
		}
		c := &person{kind: pupil, sex: m.sex(), last: last, places: []*place{at}, left: left}
		c.given = m.givenNames(c.sex, origin, true)
		c.room = room{m.chance.IntN(len(at.stage.years)), m.chance.IntN(at.letters)}
		c.born = m.birthday(year - at.stage.age - c.room.year)
		if m.share(0.08) {
			c.born.year-- // a year twice
		}
		if i > 0 && at == p && m.happens("twins") {
			c.born, c.room.year = cs[0].born, cs[0].room.year
			for range 8 {
				if m.share(0.8) || c.given[0][0] == cs[0].given[0][0] {
					break
				}
				c.given = m.givenNames(c.sex, origin, true) // names that begin alike please some
			}
		}
		for _, other := range cs {
			for range 8 { // few names may leave no choice
				if c.given[0] == other.given[0] {
					c.given = m.givenNames(c.sex, origin, true)
				}
			}
		}
		if c.sex == 'M' && i == 0 && m.happens("father_son") {
			c.given = append([]string{father.given[0]}, c.given...)
		}
		if !left && len(m.places) > 1 && m.happens("moved") {
			c.from = m.before(at, c.room)
		}
		cs = append(cs, m.settle(c))
	}
	return cs
}

// before picks a school where a pupil of that class may have been last year, if there is one.
func (m *maker) before(at *place, r room) *place {
	var from []*place
	for _, p := range m.places {
		if p != at && at.stage.age+r.year-1 >= p.stage.age && at.stage.age+r.year <= p.stage.age+len(p.stage.years) {
			from = append(from, p)
		}
	}
	if from == nil {
		return nil
	}
	return pick(m, from)
}

// employee makes a teacher or another member of the staff.
func (m *maker) employee(p *place, left bool) {
	e := &person{kind: teacher, sex: m.sex(), places: []*place{p}, left: left}
	if m.share(0.25) {
		e.kind = staff
	}
	origin := m.origin()
	e.last, e.given = []string{m.lastName(origin)}, m.givenNames(e.sex, origin, false)
	e.born = m.birthday(year - 25 - m.chance.IntN(40))
	if e.sex == 'F' {
		m.marry(e, &person{last: []string{m.lastName(m.origin())}})
	}
	if e.kind == teacher && len(m.places) > 1 && m.happens("two_schools") {
		if second := pick(m, m.places); second != p {
			e.places = append(e.places, second)
		}
	}
	if e.kind == teacher && !left && m.happens("teacher_parent") {
		if g := pick(m, p.people); g.kind == guardian {
			e.sex, e.last, e.birth, e.given, e.born = g.sex, g.last, g.birth, g.given, g.born
		}
	}
	m.settle(e)
	if e.kind == teacher && m.happens("profile_wrong") {
		e.label = staff
	} else if e.kind == staff && m.happens("profile_wrong") {
		e.label = teacher
	}
}

// leave makes so many people who left: whole families, elder brothers and sisters of those who stay, staff, and
// leavers who bear the names of somebody who is there.
func (m *maker) leave(leavers, traps int) {
	current := m.people
	goal := len(m.people) + leavers - traps
	for len(m.people) < goal {
		switch x := m.chance.Float64(); {
		case x < 0.2:
			m.family(pick(m, m.places), true)
		case x < 0.4:
			m.employee(pick(m, m.places), true)
		default:
			younger := pick(m, current)
			if younger.kind != pupil {
				continue // half of all are pupils
			}
			at := younger.places[0]
			c := &person{kind: pupil, sex: m.sex(), last: younger.last, places: []*place{at}, left: true}
			c.given = m.givenNames(c.sex, m.origin(), true)
			c.room = room{len(at.stage.years) - 1, m.chance.IntN(at.letters)}
			c.born = m.birthday(year - 1 - at.stage.age - c.room.year)
			for _, g := range younger.guardians {
				m.parent(g, c)
			}
			m.settle(c)
		}
	}
	for made := 0; made < traps; {
		like := pick(m, current)
		if like.left || like.kind == staff {
			continue
		}
		at := like.places[0]
		c := &person{kind: like.kind, sex: like.sex, last: like.last, given: append([]string{like.given[0]}, m.givenNames(like.sex, "fr", like.kind == pupil)...),
			places: []*place{at}, left: true, trap: true, born: m.birthday(like.born.year - m.chance.IntN(4))}
		if c.kind == pupil {
			c.room = room{m.chance.IntN(len(at.stage.years)), m.chance.IntN(at.letters)}
		}
		m.settle(c)
		made++
	}
}
