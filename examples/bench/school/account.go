package school

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// An account is one line of app.csv, with the truth about it.
type account struct {
	id, last, first, profile, school, class, born, sex, prior string
	children                                                  []string // accounts

	person *person
	row    *Row // the one meant, nil if none
	place  *place
	kind   string // match, duplicate, leaver, leaver_trap
	ops    []string
	wrong  bool // bears somebody else's identifier, or somebody else bears hers
	plain  date // the date written, for comparing; zero if none or not as an office reads it
}

// done notes what was done to an account.
func (a *account) done(op string) {
	if !slices.Contains(a.ops, op) {
		a.ops = append(a.ops, op)
	}
}

// register opens the accounts of everybody, and then writes what depends on other accounts.
func (m *maker) register() []*account {
	var all []*account
	open := func(p *person, at *place, kind string) {
		a := m.account(p, at, kind)
		p.accounts = append(p.accounts, a)
		all = append(all, a)
	}
	for _, p := range m.people {
		kind := "match"
		switch {
		case p.trap:
			kind = "leaver_trap"
		case p.left:
			kind = "leaver"
		case m.happens("newcomer"):
			continue
		}
		home := p.places[0]
		if p.from != nil {
			home = p.from
		}
		open(p, home, kind)
		if len(p.places) > 1 && m.share(0.6) {
			open(p, p.places[1], kind)
		} else if !p.left && m.happens("duplicate") {
			open(p, home, "duplicate")
		}
	}
	m.chance.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	number := 1_000_000
	for _, a := range all {
		number += 1 + m.chance.IntN(8)
		a.id = "U" + itoa(number)
	}
	if m.columns == AllColumns {
		m.identifiers(all)
		for _, a := range all {
			m.knownChildren(a)
		}
		m.shift(all)
	}
	return all
}

func itoa(n int) string {
	var b [20]byte
	i := len(b)
	for ; n > 0; n /= 10 {
		i--
		b[i] = byte('0' + n%10)
	}
	return string(b[i:])
}

// account opens one account of a person at a school.
func (m *maker) account(p *person, at *place, kind string) *account {
	a := &account{person: p, place: at, kind: kind, school: at.uai}
	for i, r := range p.rows {
		if i == 0 || p.places[i] == at { // one row a school, or one row
			a.row = r
		}
	}
	if p.from == at {
		a.done("moved")
	}
	if p.label != p.kind {
		a.done("profile_wrong")
	}
	a.profile = []string{"eleve", "parent", "professeur", "directeur"}[p.kind]
	m.spell(a)
	if m.columns != AllColumns {
		if m.columns == NamesOnly {
			a.school, a.profile = "", ""
		}
		return a
	}
	if p.kind == pupil {
		m.schooling(a)
		m.bornOn(a)
	}
	if !m.happens("no_sex") {
		a.sex = string(p.sex)
	}
	return a
}

// schooling writes a pupil's class.
func (m *maker) schooling(a *account) {
	p, at := a.person, a.place
	if m.happens("no_class") {
		return
	}
	room := p.room
	if p.left || p.from == at || at.is["import_last_year"] || m.happens("class_changed") {
		if !p.left {
			room = p.before(at, m)
			a.done("class_changed")
		}
	}
	if room.year >= 0 {
		a.class = at.name(room, at.theirs)
	}
}

// before is the class in which a pupil was last year; its year is -1 if that was at a school that is not told.
func (p *person) before(at *place, m *maker) room {
	age := p.places[0].stage.age + p.room.year - 1
	return room{max(age-at.stage.age, -1), m.chance.IntN(at.letters)}
}

// bornOn writes a pupil's date of birth.
func (m *maker) bornOn(a *account) {
	if m.happens("no_birth") {
		return
	}
	d := a.person.born
	switch {
	case m.happens("dob_typo"):
		d = d.slip(m)
		a.done("dob_typo")
	case m.happens("dob_first"):
		d = date{d.year, 1, 1}
		a.done("dob_first")
	case m.happens("dob_swap"):
		if s, ok := d.swapped(); ok {
			d = s
			a.done("dob_swap")
		}
	}
	if a.place.is["import_us"] {
		a.done("import_us")
		a.born = date{d.year, d.day, d.month}.write(a.place) // 04/26/2012
		if d.day > 12 {
			a.plain = d // it can be read in one way only
		}
		return
	}
	a.plain = d
	a.born = d.write(a.place)
}

// shift pastes runs of dates one line off, in the imports that have it.
func (m *maker) shift(all []*account) {
	off := map[*place][]*account{}
	for _, a := range all {
		if a.place.is["import_shift"] && a.born != "" && len(off[a.place]) < 20 {
			off[a.place] = append(off[a.place], a)
		}
	}
	for _, p := range m.places { // in this order, as maps have none
		run := off[p]
		for i := len(run) - 1; i > 0; i-- {
			run[i].born, run[i].plain = run[i-1].born, run[i-1].plain
			run[i].done("import_shift")
		}
	}
}

// identifiers gives some accounts the identifier that they got earlier.
func (m *maker) identifiers(all []*account) {
	byPlace := map[*place][]*account{}
	for _, a := range all {
		if a.row != nil {
			byPlace[a.place] = append(byPlace[a.place], a)
		}
	}
	for _, a := range all {
		switch {
		case m.happens("id_other"):
			b := pick(m, append(byPlace[a.place], a))
			if b.person == a.person || b.row == nil || a.kind == "duplicate" {
				continue
			}
			a.prior = b.row.Guid
			a.wrong, b.wrong = true, true
			a.done("id_other")
		case a.row != nil && a.kind == "match" && m.happens("id_right"):
			a.prior = a.row.Guid
		case a.person.parked != nil && m.happens("id_parked"):
			a.prior = a.person.parked.Guid
			a.done("id_parked")
		case m.happens("id_stale"):
			a.prior = m.guid()
			a.done("id_stale")
		}
	}
}

// knownChildren writes the accounts of a guardian's children, as far as the application knows them.
func (m *maker) knownChildren(a *account) {
	if a.person.kind != guardian || m.happens("no_children") {
		return
	}
	for _, c := range a.person.children {
		for _, b := range c.accounts {
			if b.kind != "duplicate" && (b.place == a.place || m.share(0.3)) && !m.happens("child_lost") {
				a.children = append(a.children, b.id)
			}
		}
	}
}

// spell writes the names on an account: as the person bears them, then as habits and accidents have it.
func (m *maker) spell(a *account) {
	p, at := a.person, a.place
	last, given := p.last, p.given[:1]
	separator := at.separator
	if p.birth != nil {
		switch {
		case at.is["import_birth_names"] || m.happens("usage_name"):
			last = p.birth
			a.done("usage_name")
		case m.happens("epouse"):
			used, born := strings.Join(p.last, " "), strings.Join(p.birth, " ")
			last = []string{pick(m, []string{born + " épouse " + used, born + " ép. " + used, used + " née " + born, born + " EP " + used})}
			a.done("epouse")
		}
	}
	if len(last) == 2 {
		switch {
		case m.happens("second_surname"):
			last = last[:1]
			a.done("second_surname")
		case m.happens("surname_order"):
			last = []string{last[1], last[0]}
			a.done("surname_order")
		}
		if m.happens("surname_sep") {
			separator = pick(m, []string{" ", "-", "--", " -- "})
			a.done("surname_sep")
		}
	}
	switch {
	case len(p.given) > 1 && m.happens("other_given"):
		given = p.given[1:2]
		a.done("other_given")
	case at.is["import_given"] || m.happens("all_given_names"):
		given = p.given
		if len(given) > 1 && !at.is["ent_given"] {
			a.done("all_given_names")
		}
	}
	if at.is["ent_given"] && len(given) < len(p.given) {
		a.done("ent_given")
	}
	first := strings.Join(given, pick(m, []string{", ", ", ", ",", " "}))
	a.last, a.first = strings.ToUpper(strings.Join(last, separator)), first
	m.blur(a)
	m.mangle(a)
}

// blur writes names as other people spell them.
func (m *maker) blur(a *account) {
	either := func(op string, f func(string) string) {
		before := a.last + "/" + a.first
		if m.share(0.55) {
			a.last = f(a.last)
		} else {
			a.first = f(a.first)
		}
		if a.last+"/"+a.first != before {
			a.done(op)
		}
	}
	if strings.Contains(a.first, "-") && m.happens("compound_trunc") {
		a.first, _, _ = strings.Cut(a.first, "-")
		a.done("compound_trunc")
	}
	if v, ok := m.variant(a.first); ok && m.happens("spelling") {
		a.first = v
		a.done("spelling")
	}
	if v, ok := m.variant(a.last); ok && m.happens("spelling") {
		a.last = strings.ToUpper(v)
		a.done("spelling")
	}
	if hasParticle(a.last) && m.happens("particle") {
		a.last = m.particle(a.last)
		a.done("particle")
	}
	if strings.Contains(a.last+a.first, "-") && m.happens("hyphen") {
		a.last, a.first = m.hyphen(a.last), m.hyphen(a.first)
		a.done("hyphen")
	}
	if strings.Contains(a.last+a.first, "'") && m.happens("apostrophe") {
		a.last, a.first = m.apostrophe(a.last), m.apostrophe(a.first)
		a.done("apostrophe")
	}
	for _, op := range []struct {
		name string
		do   func(string) string
	}{{"typo", m.typo}, {"keyboard", m.keyboard}, {"transpose", m.transpose}, {"ocr", m.ocr}} {
		if m.happens(op.name) {
			either(op.name, op.do)
		}
	}
	if len(a.last) > 20 && m.happens("truncate") {
		a.last = strings.ToValidUTF8(a.last[:20], "")
		a.done("truncate")
	}
}

// mangle does what machines and haste do to both names alike.
func (m *maker) mangle(a *account) {
	both := func(op string, f func(string) string) {
		last, first := f(a.last), f(a.first)
		if last != a.last || first != a.first {
			a.last, a.first = last, first
			a.done(op)
		}
	}
	if a.person.kind != pupil && m.happens("civility") {
		a.last = map[byte]string{'F': pick(m, []string{"Mme ", "MME ", "Mme. "}), 'M': pick(m, []string{"M. ", "Mr ", "MR "})}[a.person.sex] + a.last
		a.done("civility")
	}
	switch {
	case a.place.is["import_small"]:
		both("case", strings.ToLower)
	case m.happens("case"):
		a.done("case")
		switch m.chance.IntN(4) {
		case 0:
			a.last, a.first = sentence(a.last), sentence(a.first)
		case 1, 2:
			a.first = strings.ToUpper(a.first)
		case 3:
			a.last, a.first = strings.ToLower(a.last), strings.ToLower(a.first)
		}
	}
	if m.happens("swap") {
		a.last, a.first = a.first, a.last
		a.done("swap")
	}
	if !isASCII(a.last + a.first) {
		switch {
		case a.place.is["import_plain"] || m.happens("strip_accents"):
			both("strip_accents", plain)
		case a.place.is["import_mojibake"] || m.happens("mojibake"):
			both("mojibake", misread)
		case m.happens("nfd"):
			both("nfd", norm.NFD.String)
		case m.happens("lost_letter"):
			both("lost_letter", m.lose)
		}
	}
	if m.happens("space") {
		if m.share(0.5) {
			a.last = m.spaces(a.last)
		} else {
			a.first = m.spaces(a.first)
		}
		a.done("space")
	}
	if !utf8.ValidString(a.last + a.first) {
		panic("school: a made name is not text")
	}
}
