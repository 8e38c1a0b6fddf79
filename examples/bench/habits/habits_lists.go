package habits

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Habits of the columns, and of the programs that write them.
var listHabits = []Habit{
	{"plain", "nothing but the slips that every list has", nil, nil},
	{"merged", "two schools became one: the roster has the new number, the application the old ones", func(m *maker) {
		m.schoolless = true
		for _, p := range m.people {
			p.school = m.uais[0]
		}
	}, func(m *maker) {
		old := map[*person]string{}
		for _, f := range m.families {
			uai := pick(m, []string{"0010007G", "0010008H"})
			each(f, func(p *person) { old[p] = uai })
		}
		for _, r := range m.app {
			if r.school = old[r.who]; r.school == "" {
				r.school = "0010007G"
			}
		}
	}},
	{"one_number", "collège and lycée under two numbers in the roster, under one in the application", func(m *maker) {
		m.uais = []string{"0010001A", "0020002B"}
		m.schoolless = true
		for range 6 * m.few {
			m.addFamily("0020002B")
		}
	}, func(m *maker) {
		for _, r := range m.app {
			r.school = "0010001A"
		}
	}},
	{"renamed_classes", "the application calls its classes by other names: 301, TROISIEME B, 3B", func(m *maker) { m.classless = true }, func(m *maker) {
		way := m.IntN(3)
		for _, r := range m.app {
			if r.class == "" {
				continue
			}
			level, letter, _ := strings.Cut(r.class, " ")
			switch way {
			case 0:
				r.class = level[:1] + "0" + string(letter[0]-'A'+'1')
			case 1:
				r.class = map[string]string{"6e": "SIXIEME", "5e": "CINQUIEME", "4e": "QUATRIEME", "3e": "TROISIEME"}[level] + " " + letter
			default:
				r.class = level[:1] + letter
			}
		}
	}},
	{"mixed_classes", "classes dealt anew, not year by year: most of the application's are old", func(m *maker) { m.classless = true }, func(m *maker) {
		for _, r := range m.app {
			if r.class != "" {
				r.class = r.class[:len(r.class)-1] + pick(m, []string{"A", "B", "C"})
			}
		}
	}},
	{"child_dates", "the application gives guardians the birth date of a child", nil, func(m *maker) {
		for _, r := range m.accounts(guardian) {
			if len(r.who.kids) > 0 {
				r.bornText = r.who.kids[0].born.String()
			}
		}
	}},
	{"no_dates", "no birth dates in the application, few children", func(m *maker) { m.dates, m.known = 0, 0.3 }, nil},
	{"roster_no_dates", "no birth dates in the roster", nil, func(m *maker) {
		for _, r := range m.ent {
			r.born = date{}
		}
	}},
	{"month_first", "month and day are exchanged in the application", m0(func(d date) string { return fmt.Sprintf("%02d/%02d/%04d", d.m, d.d, d.y) }), nil},
	{"short_years", "years of two digits", m0(func(d date) string { return fmt.Sprintf("%02d/%02d/%02d", d.d, d.m, d.y%100) }), nil},
	{"serial_dates", "dates as a spreadsheet counts them", m0(serial), nil},
	{"new_years_day", "half the dates are 1 January of the year", nil, func(m *maker) {
		for _, r := range m.accounts(pupil) {
			if r.born.y > 0 && m.chance(0.5) {
				r.born.m, r.born.d = 1, 1
				r.did("january")
			}
		}
	}},
	{"shifted_dates", "the birth dates of a run of rows stand one row too low", func(m *maker) { m.dates = 0.95 }, func(m *maker) {
		m.byName()
		for i := min(len(m.app), 120); i > 20; i-- {
			if i < len(m.app) && m.app[i].role == pupil && m.app[i-1].role == pupil {
				m.app[i].born = m.app[i-1].born
				m.app[i].noDate = true
				m.app[i].did("shifted")
			}
		}
	}},
	{"sorted_dates", "the column of dates was sorted without the others", func(m *maker) { m.dates, m.datesLost = 0.95, true }, func(m *maker) {
		m.byName()
		pupils := m.accounts(pupil)
		var ds []date
		for _, r := range pupils {
			ds = append(ds, r.born)
		}
		sort.Slice(ds, func(i, j int) bool { return ds[i].String() < ds[j].String() })
		for i, r := range pupils {
			r.born = ds[i]
		}
	}},
	{"one_date", "a date that stands in every row nobody filled in", nil, func(m *maker) {
		for _, r := range m.accounts(pupil) {
			if r.born.y == 0 {
				r.bornText = "01/01/2000"
			}
		}
	}},
	{"sex_codes", "sexes as 1 and 2, G and F, or words; one in forty wrong", func(m *maker) { m.sexes = 1 }, func(m *maker) {
		m.sexCode = pick(m, []map[string]string{{"M": "1", "F": "2"}, {"M": "G"}, {"M": "Masculin", "F": "Féminin"}, {"M": "M.", "F": "Mme"}})
		for _, r := range take(m, m.app, m.few/2) {
			r.sex = map[string]string{"M": "F", "F": "M"}[r.sex]
			r.did("sex")
		}
	}},
	{"no_profiles", "the application's profile is empty, or one word for all", nil, func(m *maker) {
		word := pick(m, []string{"-", "utilisateur"})
		for _, r := range m.app {
			if word != "-" || m.chance(0.5) {
				r.profile = word
			}
		}
	}},
	{"mixed_profiles", "teachers are staff on one side, profiles are numbers or letters on the other", nil, func(m *maker) {
		codes := pick(m, [][]string{{"National_1", "National_2", "National_3", "National_4", "National_6"}, {"ELV", "TUT", "ENS", "DIR", "EDU"}, {"National_elv", "National_tut", "National_ens", "National_dir", "National_evs"}})
		for _, r := range m.ent {
			r.profile = codes[r.role]
			if r.role == teacher && m.chance(0.3) {
				r.profile = codes[staff]
			}
		}
	}},
	{"reentered", "people entered a second time, otherwise spelled", nil, func(m *maker) {
		for _, r := range take(m, m.accounts(pupil, guardian), 3*m.few) {
			b := m.account(r.who)
			b.did("reentered")
			b.last = pick(m, []string{b.last, plain(b.last), m.typo(b.last)})
			b.kids, b.born = nil, date{}
		}
	}},
	{"stale_rows", "last year's rows of pupils stay in the roster under another identifier", nil, func(m *maker) {
		for _, r := range take(m, m.ent, 6*m.few) {
			if r.role == pupil {
				old := *r
				old.id, old.class = m.guid(), "BASE2025-2026"
				m.ent = append(m.ent, &old)
			}
		}
	}},
	{"wrong_ids", "some identifiers were once given to the wrong person", func(m *maker) { m.priors = 0.5 }, func(m *maker) {
		rows := take(m, m.accounts(pupil, guardian), 4*m.few)
		for i := 0; i+1 < len(rows); i += 2 {
			if rows[i].school != rows[i+1].school {
				continue // she may well have an account in either school
			}
			rows[i].prior, rows[i+1].prior = rows[i+1].who.guid, pick(m, []string{"", rows[i].who.guid})
			rows[i].did("wrong_id")
			rows[i+1].did("wrong_id")
			for _, r := range m.app {
				if r.prior == r.who.guid && r.who == rows[i+1].who {
					r.expected = "review"
				}
			}
			rows[i+1].expected = "review"
		}
	}},
	{"partial_ids", "half the accounts bear their identifier, some one of last year's", func(m *maker) { m.priors = 0.5 }, func(m *maker) {
		for _, r := range take(m, m.accounts(), 3*m.few) {
			r.prior = m.guid()
			r.did("old_id")
		}
	}},
	{"recycled_ids", "identifiers of those who left were given to newcomers", func(m *maker) { m.priors = 0.9 }, func(m *maker) {
		var news []*row
		for _, r := range m.ent {
			if !r.who.inApp {
				news = append(news, r)
			}
		}
		for _, a := range m.app {
			if !a.who.inENT && len(news) > 0 {
				a.prior, news = news[0].id, news[1:]
				a.did("recycled")
			}
		}
	}},
	{"tests", "accounts for trying things out, for classes and offices", nil, func(m *maker) {
		for _, s := range []string{"TEST;Eleve", "TEST;Prof", "ELEVE;Test", "PARENT;Test", "DEMO;Compte", "6A;Classe", "CDI;Poste", "VIE SCOLAIRE;Compte", "PARENTS;6A", "DUPONT;Test", "MARTIN;Eleve", "BIDON;Toto"} {
			last, first, _ := strings.Cut(s, ";")
			r := m.account(&person{last: last, first: first, role: role(m.IntN(3)), school: m.uais[0], sex: "M"})
			r.did("test")
		}
	}},
	{"deleted_marks", "accounts that are no longer used bear a mark: ZZ_, (supprimé), ANCIEN, *", nil, func(m *maker) {
		marks := []func(l, f string) (string, string){
			func(l, f string) (string, string) { return "ZZ_" + l, f },
			func(l, f string) (string, string) { return l, f + " (supprimé)" },
			func(l, f string) (string, string) { return l + " ANCIEN", f },
			func(l, f string) (string, string) { return "*" + l, f },
			func(l, f string) (string, string) { return l + " NE PAS UTILISER", f },
		}
		mark := pick(m, marks)
		for _, r := range m.app {
			if !r.who.inENT && m.chance(0.6) {
				r.reform(mark)
				r.did("deleted")
			}
		}
		for _, r := range take(m, m.accounts(pupil, guardian), 2*m.few) {
			b := m.account(r.who)
			b.reform(mark)
			b.did("deleted")
		}
	}},
	{"few_children", "the application knows few of who is whose child", func(m *maker) { m.known = 0.25 }, nil},
	{"no_evidence", "names, profiles and the school, nothing else", func(m *maker) { m.dates, m.known, m.sexes, m.priors, m.classless = 0, 0, 0, 0, true }, func(m *maker) {
		for _, r := range m.app {
			r.class = ""
		}
	}},
	{"mojibake", "accents decoded wrongly, in the whole list or in some rows", nil, func(m *maker) {
		p := pick(m, []float64{1, 0.2})
		for _, r := range m.app {
			if m.chance(p) {
				r.reform(func(l, f string) (string, string) { return mojibake(l), mojibake(f) })
			}
		}
	}},
	{"titles", "M., Mme, Monsieur and Madame in the cells of names", nil, func(m *maker) {
		for _, r := range m.accounts(guardian, teacher, staff) {
			t := map[string][]string{"F": {"Mme ", "MME ", "Madame "}, "M": {"M. ", "MR ", "Monsieur "}}[r.who.sex]
			if len(t) > 0 && m.chance(0.7) {
				s := pick(m, t)
				r.did("title")
				r.reform(func(l, f string) (string, string) { return s + l, f })
			}
		}
	}},
}

// Habits are all of them.
var Habits = slices.Concat(listHabits, nameHabits, peopleHabits)

func m0(form func(date) string) func(m *maker) { return func(m *maker) { m.dateForm = form } }

// serial is the day's number in a spreadsheet, which counts from the last day of 1899.
func serial(d date) string {
	y, mo := d.y, d.m
	if mo < 3 {
		y, mo = y-1, mo+12
	}
	return fmt.Sprint(365*y + y/4 - y/100 + y/400 + (153*(mo-3)+2)/5 + d.d - 1 - 693899)
}

func mojibake(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		b.WriteRune(rune(c))
	}
	return b.String()
}

// byName puts the accounts in the order of a list, role by role.
func (m *maker) byName() {
	sort.SliceStable(m.app, func(i, j int) bool {
		a, b := m.app[i], m.app[j]
		if a.role != b.role {
			return a.role < b.role
		}
		return fold(a.last)+";"+fold(a.first) < fold(b.last)+";"+fold(b.first)
	})
}
