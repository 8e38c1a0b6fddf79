package school

import (
	"fmt"
	"slices"
	"strings"
)

// A Row is one line of ent.csv.
type Row struct {
	Guid, Last, First, Profile, Classes, Groups, Born, Sex, Title string
	Children                                                      []string // Guids

	person *person
	stale  bool
}

// enroll writes everybody into the ENT. Children come before their guardians in people, as they were made.
func (m *maker) enroll() []*Row {
	var rows []*Row
	for _, p := range m.people {
		if p.left {
			if m.happens("stale_leaver") {
				rows = append(rows, m.park(p))
			}
			continue
		}
		if p.kind == guardian && len(p.places) > 1 && m.happens("guid_per_school") {
			for _, at := range p.places {
				p.rows = append(p.rows, m.row(p, at))
			}
		} else {
			p.rows = append(p.rows, m.row(p, p.places...))
		}
		rows = append(rows, p.rows...)
		if m.happens("stale_row") {
			rows = append(rows, m.park(p))
		}
	}
	m.chance.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return rows
}

// guid draws a random identifier in the form of RFC 9562, version 4.
func (m *maker) guid() string {
	a, b := m.chance.Uint64(), m.chance.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%x%03x-%012x", a>>32, a>>16&0xffff, a&0xfff, 8+b>>62, b>>48&0xfff, b&0xffffffffffff)
}

// row writes a person down as the ENT has her at some schools.
func (m *maker) row(p *person, at ...*place) *Row {
	r := &Row{Guid: m.guid(), person: p, Sex: string(p.sex)}
	home := at[0]
	r.Last = strings.ToUpper(strings.Join(p.last, home.separator))
	if home.is["ent_plain"] {
		r.Last = plain(r.Last)
	}
	r.First = p.given[0]
	if home.is["ent_given"] {
		r.First = strings.Join(p.given, ", ")
	}
	if m.happens("ent_typo") {
		if m.share(0.5) {
			r.Last = strings.ToUpper(m.typo(r.Last))
		} else {
			r.First = m.typo(r.First)
		}
	}
	r.Profile = []string{"Elève", "Responsable élève", "Professeur", "Personnel de direction"}[p.label]
	if m.columns == NamesOnly {
		r.Sex = ""
		return r
	}
	m.placed(r, p, at)
	if m.columns == NamesAndSchool {
		r.Sex = ""
		return r
	}
	if p.kind == pupil {
		if !m.happens("ent_no_birth") {
			r.Born = p.born.french()
		}
	} else {
		r.Title = map[byte]string{'F': "Mme", 'M': "M."}[p.sex]
	}
	for _, c := range p.children {
		if !c.left && within(c.places[0], at) {
			r.Children = append(r.Children, c.rows[0].Guid)
		}
	}
	return r
}

func within(p *place, at []*place) bool {
	for _, q := range at {
		if p == q {
			return true
		}
	}
	return false
}

// placed writes classes and groups.
func (m *maker) placed(r *Row, p *person, at []*place) {
	var classes, groups []string
	for _, s := range at {
		switch p.kind {
		case pupil:
			classes = append(classes, s.uai+"$"+s.name(p.room, s.style))
			if m.columns == AllColumns && m.share(0.3) {
				groups = append(groups, fmt.Sprintf("%s_%s%d", classes[0], pick(m, []string{"LV2", "EPS", "ANG"}), 1+m.chance.IntN(2)))
			}
		case guardian:
			if s.is["guardian_group"] || m.columns == NamesAndSchool {
				groups = append(groups, s.uai+"$Parents")
			}
		default:
			for range 1 + m.chance.IntN(5) {
				if p.kind == teacher {
					class := s.uai + "$" + s.name(room{m.chance.IntN(len(s.stage.years)), m.chance.IntN(s.letters)}, s.style)
					if !slices.Contains(classes, class) {
						classes = append(classes, class)
					}
				}
			}
			groups = append(groups, s.uai+"$"+map[kind]string{teacher: "Enseignants", staff: "Personnels"}[p.kind])
		}
	}
	r.Classes, r.Groups = strings.Join(classes, "|"), strings.Join(groups, "|")
}

// park leaves last year's row of a person in the ENT, under another Guid.
func (m *maker) park(p *person) *Row {
	r := m.row(p, p.places...)
	p.parked = r
	r.stale = true
	r.Children = nil
	s := p.places[0]
	r.Classes, r.Groups = fmt.Sprintf("%s$BASE%d-%d", s.uai, year-1, year), ""
	if m.columns == NamesOnly {
		r.Classes = fmt.Sprintf("BASE%d-%d", year-1, year)
	}
	return r
}
