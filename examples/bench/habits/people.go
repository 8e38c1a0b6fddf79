package habits

import "fmt"

// A role is what somebody is at school.
type role int

const (
	pupil role = iota
	guardian
	teacher
	head
	staff
)

type person struct {
	guid         string
	last, first  string
	birth        string   // the last name at birth, where another one is used
	given        []string // given names after the first
	role         role
	sex          string // M or F
	born         date
	school       string
	class        string   // a pupil's
	classes      []string // a teacher's
	kids         []*person
	inENT, inApp bool
}

type date struct{ y, m, d int }

func (d date) String() string {
	if d.y == 0 {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.d, d.m, d.y)
}

// A family is the children of one home and who answers for them.
type family struct {
	last         string
	kids, adults []*person
}

// schools fills one school, or with many people two, whose pupils, guardians and staff are about n.
func (m *maker) schools(n int) {
	m.uais = []string{"0010001A"}
	if n > 700 {
		m.uais = append(m.uais, "0020002B")
	}
	for len(m.people) < n*92/100 {
		m.addFamily(pick(m, m.uais))
	}
	for i, k := range []int{n / 18, len(m.uais), n / 60} {
		for range k {
			p := m.adult(teacher+role(i), pick(m, []string{"F", "M"}), m.last())
			for range 4 {
				p.classes = append(p.classes, m.className(p.school, m.IntN(4)))
			}
		}
	}
	for _, f := range m.families { // who has left, who is new
		switch {
		case m.chance(0.05):
			each(f, func(p *person) { p.inENT = false })
		case m.chance(0.05):
			each(f, func(p *person) { p.inApp = false })
		}
	}
}

func each(f *family, do func(*person)) {
	for _, p := range f.kids {
		do(p)
	}
	for _, p := range f.adults {
		do(p)
	}
}

func (m *maker) guid() string {
	a, b := m.Uint64(), m.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-a%03x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>52, b&0xffffffffffff)
}

func (m *maker) addFamily(uai string) *family {
	f := &family{last: m.last()}
	m.families = append(m.families, f)
	last := f.last
	mother := m.last()
	if m.chance(0.1) {
		last += " " + mother
	}
	k := pick(m, []int{1, 1, 1, 2, 2, 3})
	for i, level := range take(m, []int{0, 1, 2, 3}, k) {
		p := m.child(f, last, uai, level)
		if i > 0 && len(m.uais) > 1 && m.chance(0.2) {
			p.school = pick(m, m.uais)
			p.class = m.className(p.school, level)
		}
	}
	if m.chance(0.93) {
		w := m.adult(guardian, "F", mother)
		if m.chance(0.6) {
			w.last, w.birth = f.last, mother
		}
		m.answers(f, w)
	}
	if m.chance(0.7) {
		m.answers(f, m.adult(guardian, "M", f.last))
	}
	return f
}

// child adds a child to the family.
func (m *maker) child(f *family, last, uai string, level int) *person {
	sex := pick(m, []string{"F", "M"})
	first := m.given(sex, pupil)
	for _, k := range f.kids {
		for k.first == first {
			first = m.given(sex, pupil)
		}
	}
	p := &person{guid: m.guid(), last: last, first: first, sex: sex, school: uai, inENT: true, inApp: true,
		born: m.day(m.year(uai, level)), class: m.className(uai, level)}
	for range m.IntN(3) {
		p.given = append(p.given, m.given(sex, guardian))
	}
	m.people = append(m.people, p)
	f.kids = append(f.kids, p)
	for _, a := range f.adults {
		a.kids = append(a.kids, p)
	}
	return p
}

// answers makes the adult answer for the family's children.
func (m *maker) answers(f *family, p *person) *person {
	p.kids = append(p.kids, f.kids...)
	p.school = f.kids[0].school
	f.adults = append(f.adults, p)
	return p
}

func (m *maker) adult(r role, sex, last string) *person {
	p := &person{guid: m.guid(), last: last, first: m.given(sex, guardian), sex: sex, role: r, school: pick(m, m.uais), inENT: true, inApp: true}
	for range m.IntN(3) {
		p.given = append(p.given, m.given(sex, guardian))
	}
	m.people = append(m.people, p)
	return p
}

// year is when those of a class are born: a collège takes its pupils at eleven, a lycée at fifteen.
func (m *maker) year(uai string, level int) int {
	if uai == m.uais[0] {
		return 2015 - level
	}
	return 2011 - min(level, 2)
}

func (m *maker) day(year int) date { return date{year, 1 + m.IntN(12), 1 + m.IntN(28)} }

func (m *maker) className(uai string, level int) string {
	label := []string{"6e ", "5e ", "4e ", "3e "}[level]
	if uai != m.uais[0] {
		label = []string{"2de ", "1re ", "Tle "}[min(level, 2)]
	}
	return label + pick(m, []string{"A", "B", "C"})
}

// of returns those of a role who are in both lists.
func (m *maker) of(r role) (ps []*person) {
	for _, p := range m.people {
		if p.role == r && p.inENT && p.inApp {
			ps = append(ps, p)
		}
	}
	return ps
}

// another adds a person who is like p but for what change says; sibling adds one to p's family.
func (m *maker) another(p *person, change func(q *person)) *person {
	q := *p
	q.guid, q.given, q.kids, q.birth = m.guid(), nil, nil, ""
	change(&q)
	m.people = append(m.people, &q)
	return &q
}

func (m *maker) sibling(p *person, change func(q *person)) *person {
	q := m.another(p, change)
	for _, f := range m.families {
		for _, k := range f.kids {
			if k == p {
				f.kids = append(f.kids, q)
				for _, a := range f.adults {
					a.kids = append(a.kids, q)
				}
				return q
			}
		}
	}
	return q
}

// rename gives every family another last name; its mothers keep theirs at birth.
func (m *maker) rename(last func() string) {
	for _, f := range m.families {
		to := last()
		each(f, func(p *person) {
			if p.last == f.last || p.role == pupil {
				p.last = to
			} else {
				p.last = last()
			}
		})
		f.last = to
	}
}
