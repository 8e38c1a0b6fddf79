package habits

import (
	"fmt"
	"slices"
	"strings"
)

// A row stands in one of the two lists. Its names, date and the rest are what somebody understands who reads it; form
// makes of the names what stands in the cells.
type row struct {
	who         *person
	id          string
	last, first string
	role        role
	profile     string // instead of the role's label; "-" is an empty cell
	school      string
	class       string
	born        date
	bornText    string // instead of the date
	sex         string
	prior       string // the identifier that an account bears already
	kids        []*person
	ops         []string
	expected    string // where the judge cannot know
	noDate      bool   // the reader sees that this date is not to be trusted
	vague       bool   // the reader wants more than these names
	form        func(last, first string) (string, string)
	l, f        reading
}

func (r *row) did(op string) { r.ops = append(r.ops, op) }

// write makes the rows of both lists, the accounts with the slips that every list has.
func (m *maker) write() {
	style := pick(m, []func(last, first string) (string, string){
		func(l, f string) (string, string) { return strings.ToUpper(l), f },
		func(l, f string) (string, string) { return strings.ToUpper(l), strings.ToUpper(f) },
		func(l, f string) (string, string) { return l, f },
	})
	for _, p := range m.people {
		if p.inENT {
			r := m.rowOf(p)
			r.id, r.sex, r.kids, r.form = p.guid, p.sex, p.kids, upperLast
			if m.chance(0.9) {
				r.born = p.born
			}
			m.ent = append(m.ent, r)
		}
		if p.inApp {
			m.account(p).form = style
		}
	}
}

func upperLast(l, f string) (string, string) { return strings.ToUpper(l), f }

func (m *maker) rowOf(p *person) *row {
	return &row{who: p, last: p.last, first: p.first, role: p.role, school: p.school, class: p.class}
}

// account adds an account of p's to the application.
func (m *maker) account(p *person) *row {
	r := m.rowOf(p)
	r.id, r.form = fmt.Sprintf("U%04d%03d", m.IntN(1e4), len(m.app)), upperLast
	if m.chance(m.dates) {
		r.born = p.born
	}
	if m.chance(m.sexes) {
		r.sex = p.sex
	}
	if m.chance(m.priors) && p.inENT {
		r.prior = p.guid
	}
	for _, k := range p.kids {
		if k.inApp && m.chance(m.known) {
			r.kids = append(r.kids, k)
		}
	}
	if m.chance(0.04) {
		r.class = ""
	}
	m.slip(r)
	m.app = append(m.app, r)
	return r
}

// slip does to one row in ten what happens to any list.
func (m *maker) slip(r *row) {
	switch x := m.Float64(); {
	case x < 0.03:
		r.first, r.last = plain(r.first), plain(r.last)
		r.did("accents")
	case x < 0.045:
		r.last = m.typo(r.last)
		r.did("typo")
	case x < 0.055:
		r.first = m.typo(r.first)
		r.did("typo")
	case x < 0.07:
		r.first = strings.Join(append([]string{r.first}, r.who.given...), " ")
		r.did("given_names")
	case x < 0.085:
		r.last, r.first = strings.NewReplacer("-", " ", "'", "").Replace(r.last), strings.ReplaceAll(r.first, "-", " ")
		r.did("hyphen")
	case x < 0.095 && r.class != "":
		r.class = r.class[:len(r.class)-1] + pick(m, []string{"A", "B", "C"})
		r.did("class")
	case x < 0.1 && r.born.y > 0:
		r.born.d = 1 + r.born.d%28
		r.did("date")
	}
}

// typo doubles, drops or exchanges a letter that is not the first one.
func (m *maker) typo(s string) string {
	rs := []rune(s)
	if len(rs) < 5 {
		return s
	}
	i := 1 + m.IntN(len(rs)-2)
	switch m.IntN(3) {
	case 0:
		return string(slices.Insert(rs, i, rs[i]))
	case 1:
		return string(slices.Delete(rs, i, i+1))
	}
	rs[i], rs[i+1] = rs[i+1], rs[i]
	return string(rs)
}

// plain leaves accents and ligatures out.
func plain(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch f := fold(string(r)); {
		case f == "":
			b.WriteRune(r)
		case strings.ToUpper(string(r)) == string(r):
			b.WriteString(f)
		default:
			b.WriteString(strings.ToLower(f))
		}
	}
	return b.String()
}

// accounts returns the accounts of people who are in the ENT too, of some role; every account where none is named.
func (m *maker) accounts(roles ...role) (rs []*row) {
	for _, r := range m.app {
		if len(roles) == 0 || r.who.inENT && slices.Contains(roles, r.role) {
			rs = append(rs, r)
		}
	}
	return rs
}

// reform changes how an account's names stand in their cells.
func (r *row) reform(f func(last, first string) (string, string)) {
	old := r.form
	r.form = func(l, g string) (string, string) { return f(old(l, g)) }
}

var (
	entLabels = []string{"Elève", "Responsable élève", "Professeur", "Personnel de direction", "Personnel"}
	appLabels = []string{"eleve", "parent", "professeur", "directeur", "personnel"}
)

func (r *row) label(of []string) string {
	if r.profile != "" {
		return strings.Trim(r.profile, "-")
	}
	return of[r.role]
}

// set writes the tables: the roster in the order of chance, the accounts by name or so.
func (m *maker) set() *Set {
	m.Shuffle(len(m.ent), func(i, j int) { m.ent[i], m.ent[j] = m.ent[j], m.ent[i] })
	s := &Set{Roster: [][]string{strings.Split("Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite", ";")},
		Accounts: [][]string{strings.Split("id;nom;prenom;profil;etab;classe;naissance;sexe;id_ent;enfants", ";")},
		Truth:    [][]string{strings.Split("id;guid;kind;ops;same_all;same_etab;homonym;resolved_by;expected", ";")}}
	width := 3
	for _, r := range m.ent {
		width = max(width, len(r.kids))
	}
	for i := range width {
		s.Roster[0] = append(s.Roster[0], fmt.Sprintf("Guid_Enfant%d", i+1))
	}
	for _, r := range m.ent {
		s.Roster = append(s.Roster, m.rosterCells(r, width))
	}
	ids := map[*person]string{}
	for _, r := range m.app {
		if ids[r.who] == "" {
			ids[r.who] = r.id
		}
	}
	judge := newJudge(m)
	for _, r := range m.app {
		var kids []string
		for _, k := range r.kids {
			if ids[k] != "" {
				kids = append(kids, ids[k])
			}
		}
		last, first := r.form(r.last, r.first)
		s.Accounts = append(s.Accounts, []string{r.id, last, first, r.label(appLabels), r.school, r.class, m.bornCell(r, m.dateForm), m.sexCell(r), r.prior, strings.Join(kids, "|")})
		s.Truth = append(s.Truth, judge.truth(r))
	}
	return s
}

func (m *maker) rosterCells(r *row, width int) []string {
	last, first := r.form(r.last, r.first)
	classes, group, title := "", r.school+"$Parents", "M."
	switch r.role {
	case pupil:
		classes, group, title = r.school+"$"+r.class, "", ""
	case teacher:
		group = r.school + "$Enseignants"
		for i, c := range r.who.classes {
			if i > 0 {
				classes += "|"
			}
			classes += r.school + "$" + c
		}
	case head, staff:
		group = r.school + "$Personnels"
	}
	if r.sex == "F" && title != "" {
		title = "Mme"
	}
	cells := []string{r.id, last, first, r.label(entLabels), classes, group, m.bornCell(r, nil), r.sex, title}
	for _, k := range r.kids {
		if k.inENT {
			cells = append(cells, k.guid)
		}
	}
	for len(cells) < 9+width {
		cells = append(cells, "")
	}
	return cells
}

func (m *maker) bornCell(r *row, form func(date) string) string {
	switch {
	case r.bornText != "":
		return strings.Trim(r.bornText, "-")
	case r.born.y == 0:
		return ""
	case form != nil:
		return form(r.born)
	}
	return r.born.String()
}

func (m *maker) sexCell(r *row) string {
	if code, ok := m.sexCode[r.sex]; ok {
		return code
	}
	return r.sex
}
