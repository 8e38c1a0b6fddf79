package habits

// Habits of families, and of who comes and goes.
var peopleHabits = []Habit{
	{"twins", "twins with near names, of whom each list may lack one", func(m *maker) {
		near := map[string][][2]string{"F": {{"Emma", "Emmy"}, {"Lina", "Lila"}, {"Jeanne", "Anne"}, {"Maëlle", "Maëlys"}, {"Inès", "Iris"}},
			"M": {{"Nathan", "Ethan"}, {"Hugo", "Ugo"}, {"Adam", "Adem"}, {"Yanis", "Anis"}, {"Mathieu", "Mathéo"}}}
		for _, p := range take(m, m.of(pupil), 3*m.few) {
			names := pick(m, near[p.sex])
			p.first = names[0]
			q := m.sibling(p, func(q *person) { q.first = names[1] })
			if m.chance(0.2) {
				p.first, p.sex, q.first, q.sex = "Léa", "F", "Léo", "M"
			}
			if m.chance(0.5) {
				q.class = p.class[:len(p.class)-1] + pick(m, []string{"A", "B", "C"})
			}
			switch m.IntN(4) {
			case 0:
				p.inApp, q.inENT = false, false
			case 1:
				p.inApp = false
			case 2:
				q.inENT = false
			}
		}
	}, nil},
	{"twins_apart", "twins in two schools, in one application", func(m *maker) {
		m.uais = []string{"0010001A", "0020002B"}
		for _, p := range take(m, m.of(pupil), 2*m.few) {
			q := m.sibling(p, func(q *person) {
				for q.first == p.first {
					q.first = m.given(q.sex, pupil)
				}
				q.school = "0020002B"
				q.class = m.className(q.school, 0)
			})
			q.inApp = m.chance(0.7)
		}
	}, nil},
	{"near_birthdays", "brothers and sisters born on one day of different years, given names near", func(m *maker) {
		for _, p := range take(m, m.of(pupil), 3*m.few) {
			first := pick(m, [][2]string{{"Mathis", "Matteo"}, {"Julie", "Julia"}, {"Loan", "Loane"}, {"Thomas", "Tom"}, {"Camille", "Camélia"}})
			p.first = first[0]
			q := m.sibling(p, func(q *person) { q.first = first[1]; q.born.y--; q.class = m.className(p.school, m.IntN(4)) })
			q.inApp, q.inENT = m.chance(0.8), m.chance(0.8)
		}
	}, nil},
	{"blended", "step-parents, half-brothers, grandparents of the child's last name; up to six guardians", func(m *maker) {
		for i, f := range take(m, m.families, len(m.families)/3) {
			q := m.child(f, m.last(), f.kids[0].school, i%4)
			for _, sex := range []string{"M", "F"} {
				if m.chance(0.7) {
					p := m.answers(f, m.adult(guardian, sex, pick(m, []string{f.last, q.last, m.last()})))
					p.kids = p.kids[m.IntN(len(p.kids)):]
				}
			}
		}
	}, nil},
	{"grandparents", "a grandparent of the parent's names answers for the child as well, or instead", func(m *maker) {
		for _, f := range take(m, m.families, 2*m.few) {
			if p := f.adults; len(p) > 0 {
				g := m.answers(f, m.another(p[0], func(*person) {}))
				g.inENT, g.inApp, p[0].inApp = m.chance(0.6), m.chance(0.6), m.chance(0.8)
			}
		}
	}, nil},
	{"homes", "a children's home answers for many children, under one account a child", func(m *maker) {
		var kids []*person
		for _, p := range take(m, m.of(pupil), 3*m.few) {
			q := m.adult(guardian, "M", pick(m, []string{"FOYER LES TILLEULS", "ASE", "MECS SAINT-JEAN"}))
			q.first, q.sex, q.kids, q.school = ".", "", []*person{p}, p.school
			kids = append(kids, q)
		}
		for _, q := range take(m, kids, m.few) {
			q.inApp = false
		}
	}, nil},
	{"teacher_parent", "teachers whose children go to the school have an account for each role, the ENT one or two", func(m *maker) {
		m.both(teacher)
	}, nil},
	{"staff_parent", "staff whose children go to the school, the same", func(m *maker) {
		for range m.few {
			m.adult(staff, pick(m, []string{"F", "M"}), m.last())
		}
		m.both(staff)
	}, nil},
	{"two_schools", "guardians of children in two schools have an account in each", func(m *maker) {
		m.uais = []string{"0010001A", "0020002B"}
		for _, f := range take(m, m.families, 3*m.few) {
			m.child(f, f.kids[0].last, "0020002B", m.IntN(3))
		}
	}, func(m *maker) {
		for _, a := range m.accounts(guardian) {
			for _, k := range a.who.kids {
				if k.inApp && k.school != a.school {
					b := m.account(a.who)
					b.school, b.kids, a.kids = k.school, []*person{k}, without(a.kids, k)
					b.did("second_school")
					break
				}
			}
		}
	}},
	{"same_given", "both parents have one given name: Dominique, Camille, Claude", func(m *maker) {
		for _, f := range take(m, m.families, 4*m.few) {
			first := pick(m, []string{"Dominique", "Camille", "Claude", "Frédérique"})
			for _, a := range f.adults {
				a.first = first
			}
			if len(f.adults) == 2 && m.chance(0.3) {
				f.adults[m.IntN(2)].inENT = false
			} else if len(f.adults) == 2 {
				f.adults[m.IntN(2)].inApp = m.chance(0.6)
			}
		}
	}, nil},
	{"father_son", "father and son, or mother and daughter, of one name", func(m *maker) {
		for _, f := range take(m, m.families, 4*m.few) {
			if len(f.adults) > 0 {
				a, k := f.adults[len(f.adults)-1], pick(m, f.kids)
				a.last, a.first, k.sex = k.last, k.first, a.sex
				if m.chance(0.4) {
					pick(m, []*person{a, k}).inENT = false
				}
			}
		}
	}, nil},
	{"newcomers", "somebody leaves, and a newcomer bears the same names", func(m *maker) {
		for _, p := range take(m, m.of(pupil), 3*m.few) {
			q := m.another(p, func(q *person) { q.born, q.class = m.day(p.born.y-m.IntN(2)), m.className(p.school, m.IntN(4)) })
			p.inENT, q.inApp = false, m.chance(0.5)
		}
		for _, p := range take(m, m.of(guardian), m.few) {
			if f := pick(m, m.families); len(f.kids) > 0 {
				m.answers(f, m.another(p, func(*person) {})).inApp = m.chance(0.3)
				p.inENT = false
			}
		}
	}, nil},
	{"homonyms", "namesakes in the school, in both lists", namesakes(0.2), nil},
	{"last_year", "the application's list is last year's: everybody's class has changed, a quarter has left", func(m *maker) {
		m.classless = true
		for _, f := range take(m, m.families, len(m.families)/4) {
			each(f, func(p *person) { p.inENT = false })
		}
		for _, f := range take(m, m.families, len(m.families)/4) {
			each(f, func(p *person) { p.inApp = false })
		}
	}, func(m *maker) {
		for _, r := range m.app {
			r.class = m.classBefore(r.class)
		}
	}},
	{"movers", "pupils came from another school over the summer; their accounts are still there", func(m *maker) { m.classless = true }, func(m *maker) {
		for _, r := range take(m, m.accounts(pupil), 3*m.few) {
			r.school, r.class = "0030003C", m.classBefore(r.class)
			r.did("moved")
		}
	}},
	{"huge_families", "eight to twelve children, given names near, three adults", func(m *maker) {
		for _, f := range take(m, m.families, m.few) {
			for i := range 7 + m.IntN(3) {
				k := m.child(f, f.kids[0].last, f.kids[0].school, i%4)
				k.inENT, k.inApp = m.chance(0.85), m.chance(0.85)
			}
			m.answers(f, m.adult(guardian, "F", f.last))
		}
	}, nil},
	{"tiny", "a list of three people", func(m *maker) { m.people = m.people[:min(3, len(m.people))] }, nil},
	{"empty_accounts", "an application without an account", func(m *maker) {
		for _, p := range m.people {
			p.inApp = false
		}
	}, nil},
	{"empty_roster", "an export without a person", func(m *maker) {
		for _, p := range m.people {
			p.inENT = false
		}
	}, nil},
	{"strangers", "the lists of two schools that have nobody in common", func(m *maker) {
		for i, f := range m.families {
			each(f, func(p *person) { p.inENT, p.inApp = i%2 == 0, i%2 == 1 })
		}
		for _, p := range m.people {
			if p.role > guardian {
				p.inENT = m.chance(0.5)
				p.inApp = !p.inENT
			}
		}
	}, nil},
}

// both makes guardians of some people of the role. Half have a row of the roster for each role; the others one row, which
// is both, though the application has two accounts.
func (m *maker) both(of role) {
	for _, p := range take(m, m.of(of), m.few) {
		f := pick(m, m.families)
		if m.chance(0.5) {
			m.answers(f, m.another(p, func(q *person) { q.role = guardian }))
		} else {
			p.kids = append(p.kids, f.kids...)
			m.another(p, func(q *person) { q.role, q.guid, q.inENT, q.kids = guardian, p.guid, false, p.kids })
		}
	}
}

func without(ps []*person, p *person) (out []*person) {
	for _, q := range ps {
		if q != p {
			out = append(out, q)
		}
	}
	return out
}

// classBefore is a class of the year before.
func (m *maker) classBefore(class string) string {
	if class == "" {
		return ""
	}
	return map[byte]string{'6': "CM2 ", '5': "6e ", '4': "5e ", '3': "4e ", '2': "3e ", '1': "2de ", 'T': "1re "}[class[0]] + pick(m, []string{"A", "B", "C"})
}
