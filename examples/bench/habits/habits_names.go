package habits

import (
	"fmt"
	"slices"
	"strings"
)

// Habits of writing names, and of the places people come from.
var nameHabits = []Habit{
	{"numbered", "the application numbers namesakes (Léa 1, Léa 2, bis), and the other one has left or never had an account", namesakes(0.5), func(m *maker) {
		seen := map[string]int{}
		for _, r := range m.accounts() {
			if n := m.count(r.who.last, r.who.first, r.role); n > 1 && r.role == pupil {
				k := whole(r)
				seen[k]++
				mark := pick(m, []string{" %d", "%d", " (%d)"})
				if seen[k] == 2 && m.chance(0.3) {
					mark = " bis"
				}
				if strings.Contains(mark, "%") {
					mark = fmt.Sprintf(mark, seen[k])
				}
				r.did("numbered")
				inLast := m.chance(0.3)
				r.reform(func(l, f string) (string, string) {
					if inLast {
						return l + mark, f
					}
					return l, f + mark
				})
			}
		}
	}},
	{"one_cell", "both names stand in the cell of the last name, in the whole list", nil, func(m *maker) {
		for _, r := range m.accounts() {
			r.reform(func(l, f string) (string, string) { return l + " " + f, "" })
		}
	}},
	{"one_cell_some", "both names stand in one cell in some rows, in either order", nil, func(m *maker) {
		for _, r := range take(m, m.accounts(), 3*m.few) {
			r.did("one_cell")
			switch m.IntN(3) {
			case 0:
				r.reform(func(l, f string) (string, string) { return l + " " + f, "" })
			case 1:
				r.reform(func(l, f string) (string, string) { return "", f + " " + l })
			default:
				r.reform(func(l, f string) (string, string) { return l, l + " " + f })
			}
		}
	}},
	{"initials", "adults' given names are initials", nil, func(m *maker) {
		for _, r := range m.accounts(guardian, teacher) {
			r.first = string([]rune(r.first)[:1]) + pick(m, []string{"", "."})
			r.did("initial")
		}
	}},
	{"cut", "last names are cut at fifteen letters, given names at ten", longNames, func(m *maker) {
		for _, r := range m.accounts() {
			l, f := cut(r.last, 15), cut(r.first, 10)
			if l != r.last || f != r.first {
				r.last, r.first = l, f
				r.did("truncate")
			}
		}
	}},
	{"birth_names", "the application has mothers under their names at birth", nil, func(m *maker) { m.births(func(r *row) { r.last = r.who.birth }) }},
	{"both_names", "the application writes both names of mothers, in one of ten ways", nil, func(m *maker) {
		way := pick(m, []string{"%s ép. %s", "%[2]s née %[1]s", "%[2]s (%[1]s)", "%s-%s", "%[2]s %[1]s", "%s EPOUSE %s", "%[2]s/%[1]s", "%s ep %s"})
		m.births(func(r *row) {
			if m.chance(0.2) {
				way = pick(m, []string{"%[2]s-%[1]s", "%s (ép. %s)"})
			}
			form := way
			r.reform(func(l, f string) (string, string) { return fmt.Sprintf(form, strings.ToUpper(r.who.birth), l), f })
		})
	}},
	{"capitals", "all in capitals, accents and ligatures lost or replaced by ?", longNames, func(m *maker) {
		lost := m.chance(0.5)
		for _, r := range m.accounts() {
			r.reform(func(l, f string) (string, string) {
				if lost {
					return question(l), question(f)
				}
				return strings.ToUpper(plain(l)), strings.ToUpper(plain(f))
			})
		}
	}},
	{"given_usual", "people are called by their second given name or a short one, in one list", nil, func(m *maker) {
		short := map[string]string{"Alexandre": "Alex", "Mathilde": "Mathou", "Emmanuel": "Manu", "Jean-Baptiste": "JB", "Frédéric": "Fred", "Stéphanie": "Steph",
			"Nicolas": "Nico", "Maxime": "Max", "Samuel": "Sam", "Sébastien": "Seb", "Christophe": "Chris", "Mohamed": "Momo", "Benoît": "Ben", "Anne-Sophie": "Anso"}
		for _, r := range m.accounts(pupil, guardian, teacher) {
			if s := short[r.first]; s != "" && m.chance(0.5) {
				r.vague = true
				r.did("short_name")
				r.reform(func(l, _ string) (string, string) { return l, s })
			} else if len(r.who.given) > 0 && m.chance(0.1) {
				r.first = r.who.given[0]
				r.did("second_given")
			}
		}
	}},
	{"all_given", "the roster has every given name, the application one", nil, func(m *maker) {
		sep := pick(m, []string{" ", ", ", ","})
		for _, r := range m.ent {
			r.form = func(l, f string) (string, string) {
				return strings.ToUpper(l), strings.Join(append([]string{f}, r.who.given...), sep)
			}
		}
	}},
	{"swapped", "the columns of the names are exchanged in the whole list, or in some rows", nil, func(m *maker) {
		p := pick(m, []float64{1, 0.08})
		for _, r := range m.accounts() {
			if m.chance(p) {
				r.did("swapped")
				r.reform(func(l, f string) (string, string) { return f, l })
			}
		}
	}},
	{"double_dash", "double names with two dashes on one side, one of the two on the other", nil, func(m *maker) {
		for _, r := range m.ent {
			r.form = func(l, f string) (string, string) { return strings.ToUpper(strings.ReplaceAll(l, " ", "--")), f }
		}
		for _, r := range m.accounts(pupil) {
			if a, b, ok := strings.Cut(r.last, " "); ok {
				r.last = pick(m, []string{a, b, b + " " + a, a + "-" + b})
				r.did("double_name")
			}
		}
	}},
	{"comorian", "a community whose last names are given names too: ALI Mohamed is not MOHAMED Ali", community(
		"ALI MOHAMED AHMED SAID ABDOU MADI HAMADA SOILIHI IBRAHIM YOUSSOUF HOUMADI BACAR OUSSENI COMBO",
		"Ali Mohamed Ahmed Saïd Abdou Ibrahim Youssouf Houssamou Nassim Naïm", "Fatima Zaïna Echati Moinaecha Nasra Anziza Amina Rahma Hadidja Soifia"), nil},
	{"vietnamese", "few last names, middle names on either side of the given name", community("NGUYEN TRAN LE PHAM HOANG VO DANG",
		"Minh Duc Tuan Hung Quang Nam Khanh Bao", "Linh Huong Mai Thao Lan Trang Ngoc Anh"), func(m *maker) {
		for _, r := range m.ent {
			r.who.given = []string{pick(m, []string{"Thanh", "Ngoc", "Van", "Thi", "Huu"})}
			r.first = r.first + " " + r.who.given[0]
		}
		for _, r := range m.accounts() {
			if len(r.who.given) > 0 && m.chance(0.6) {
				f, g := r.who.first, r.who.given[0]
				r.first = f + " " + g
				if m.chance(0.5) {
					r.form = func(l, _ string) (string, string) { return strings.ToUpper(l + " " + g), f }
				} else {
					r.form = func(l, _ string) (string, string) { return strings.ToUpper(l), g + " " + f }
				}
				r.did("middle")
			}
		}
	}},
	{"turkish", "dotless and cedilled letters, which the application has lost", community("YILMAZ ŞAHİN YILDIZ ÇELİK ÖZTÜRK AYDIN KILIÇ DOĞAN IŞIK GÜNEŞ",
		"Yiğit Emre Çağlar Işık Barış Oğuz Mustafa", "Ayşe Elif Gülşen Iğıl Şeyma Tuğba"), func(m *maker) {
		for _, r := range m.accounts() {
			r.reform(func(l, f string) (string, string) { return strings.ToUpper(plain(l)), plain(f) })
		}
	}},
	{"portuguese", "two to four last names, of which the application has the last, the first or all", community(
		"DA_SILVA_FERREIRA DOS_SANTOS_PEREIRA FERREIRA_DA_SILVA GOMES_DE_SOUSA RIBEIRO_LOPES DA_COSTA OLIVEIRA_MARQUES TEIXEIRA_PINTO ALVES_DA_ROCHA",
		"João Tiago Diogo Rui Nuno Duarte", "Inês Beatriz Catarina Matilde Mafalda Lurdes"), func(m *maker) {
		for _, r := range m.accounts() {
			if w := strings.Fields(r.last); len(w) > 1 && m.chance(0.5) {
				r.last = pick(m, []string{w[len(w)-1], strings.TrimSuffix(strings.TrimSuffix(strings.Join(w[:2], " "), " DA"), " DE")})
				r.did("dropped_surname")
			}
		}
	}},
	{"malagasy", "last names of twenty letters that begin alike, cut or broken", func(m *maker) {
		m.rename(func() string {
			return pick(m, []string{"RAKOTO", "RANDRIA", "RASOA", "RAZAFI", "ANDRIA"}) + pick(m, []string{"MALALA", "NANTENAINA", "ARIMANANA", "MAMPIONONA", "NIRINA", "HERIMALALA", "TSIMBAZAFY", "MANANTSOA"})
		})
	}, func(m *maker) {
		for _, r := range take(m, m.accounts(), 3*m.few) {
			if r.last == r.who.last {
				r.did("truncate")
				r.last = cut(r.last, pick(m, []int{10, 12, 14}))
			}
		}
	}},
	{"particles", "Breton, Flemish, Basque and Corsican names: particles apart, joined, moved or dropped", community(
		"LE_GOFF LE_GALL LE_BRAS DE_LA_TOUR DU_BOIS D'HAESE VAN_DEN_BERG DE_PERETTI DI_GIOVANNI ETCHEVERRY D'IRIBARNE MAC_DONALD LA_ROSA AN_DREZEN",
		"Ewen Malo Yann Ghjuvan Xabi Tanguy Derc'hen Fañch", "Maëlle Gwenn Enora Lisandra Maïtena Nolwenn Ghjulia"), func(m *maker) {
		for _, r := range m.accounts() {
			if w := strings.Fields(strings.ReplaceAll(r.last, "'", "' ")); len(w) > 1 && m.chance(0.5) {
				n := len(w) - 1
				form := pick(m, []string{strings.Join(w, ""), w[n] + " (" + strings.Join(w[:n], " ") + ")", w[n], strings.Join(w, "-")})
				r.did("particle")
				r.form = func(_, f string) (string, string) { return form, f }
			}
		}
	}},
	{"maghrebi", "Ben, El, Ould and Aït apart, joined or dropped; Mohamed or Mohammed, Yassine or Yacine", community(
		"BEN_SALAH BEN_AMOR EL_AMRANI EL_IDRISSI OULD_AHMED AÏT_OUALI BOUZID BENALI CHERIF ZERROUKI MANSOURI SALAH AMRANI",
		"Mohamed Yassine Youssef Ilyes Bilal Abdelkader Rachid", "Khadija Aïcha Meriem Hanane Zineb Fatima"), func(m *maker) {
		other := map[string]string{"Mohamed": "Mohammed", "Yassine": "Yacine", "Youssef": "Youcef", "Ilyes": "Ilyas", "Khadija": "Khadidja", "Meriem": "Meryem", "Aïcha": "Aicha", "Abdelkader": "Abd El Kader", "Zineb": "Zeineb"}
		for _, r := range m.accounts() {
			if s := other[r.first]; s != "" && m.chance(0.4) {
				r.did("transliteration")
				r.reform(func(l, _ string) (string, string) { return l, s })
			}
			if strings.Contains(r.last, " ") && m.chance(0.5) {
				form := pick(m, []string{strings.ReplaceAll(r.last, " ", ""), strings.ReplaceAll(r.last, " ", "-")})
				r.reform(func(_, f string) (string, string) { return form, f })
				r.did("particle")
			}
		}
	}},
	{"one_name", "a village in which nearly everybody has one of three last names", func(m *maker) {
		m.rename(func() string { return pick(m, []string{"MARTIN", "MARTIN", "MARTIN", "GRONDIN", "HOARAU"}) })
	}, nil},
	{"filler", "what clerks type where they do not know: X, INCONNU, a dot, NON RENSEIGNE; on both sides", func(m *maker) {
		for _, f := range take(m, m.families, 2*m.few) {
			p := m.answers(f, m.adult(guardian, pick(m, []string{"F", "M"}), pick(m, fillers)))
			p.first = pick(m, []string{"X", "INCONNU", ".", "Inconnue", "-"})
			p.inENT, p.inApp = m.chance(0.7), m.chance(0.7)
		}
	}, func(m *maker) {
		for _, r := range m.accounts() {
			if slices.Contains(fillers, r.last) {
				r.vague = true
				r.did("filler")
			}
		}
	}},
}

// fillers are what clerks type for a last name that they do not know.
var fillers = []string{"X", "INCONNU", "NON RENSEIGNE", "-", "XXX"}

// community gives all families last names of a few, and nearly all people given names of a few; _ is a space.
func community(last, boys, girls string) func(m *maker) {
	return func(m *maker) {
		m.rename(func() string { return strings.ReplaceAll(pick(m, strings.Fields(last)), "_", " ") })
		given := map[string][]string{"M": strings.Fields(boys), "F": strings.Fields(girls)}
		for _, f := range m.families {
			each(f, func(p *person) {
				if m.chance(0.85) {
					p.first = pick(m, given[p.sex])
				}
				if m.chance(0.3) {
					p.first += "-" + pick(m, given[p.sex])
				}
			})
		}
	}
}

// namesakes gives some pupils a namesake of another family; of each pair one is missing in one list with the chance.
func namesakes(missing float64) func(m *maker) {
	return func(m *maker) {
		for _, p := range take(m, m.of(pupil), 2*m.few) {
			q := m.another(p, func(q *person) { q.born, q.class = m.day(p.born.y), m.className(p.school, m.IntN(4)) })
			if m.chance(missing) {
				q, p := p, q
				if m.chance(0.5) {
					q, p = p, q
				}
				q.inENT, p.inApp = m.chance(0.5), m.chance(0.7)
			}
		}
	}
}

func longNames(m *maker) {
	for _, p := range take(m, m.people, 4*m.few) {
		switch m.IntN(3) {
		case 0:
			p.last += "-" + m.last()
		case 1:
			p.first += "-" + m.given(p.sex, guardian)
		default:
			p.last = pick(m, []string{"Lebœuf", "Œuvrard", "Coeuré", "Poincaré", "L'Hénaff", "Muñoz"}) + pick(m, []string{"", "-Noël"})
		}
	}
}

func cut(s string, n int) string {
	if rs := []rune(s); len(rs) > n {
		return string(rs[:n])
	}
	return s
}

// question is what a program makes of letters that it does not have.
func question(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0x7f {
			return '?'
		}
		return r
	}, strings.ToUpper(s))
}

// births does something to the accounts of mothers who had another name at birth.
func (m *maker) births(do func(*row)) {
	for _, r := range m.accounts() {
		if r.who.birth != "" {
			do(r)
			r.did("usage_name")
		}
	}
}

// count says how many people bear the names in a role, in either list.
func (m *maker) count(last, first string, of role) (n int) {
	for _, p := range m.people {
		if p.last == last && p.first == first && p.role == of && (p.inENT || p.inApp) {
			n++
		}
	}
	return n
}
