package matcher

import (
	"slices"
	"strings"
	"unicode"
)

// Remarks are what an office writes behind a name in its cell: "MARTIN (garde alternée)",
// "Léa - à supprimer", "MARTIN 5B". Who wrote one meant the row, so that a name with a
// remark never equals the name without: it only comes near, as one with a title does,
// but where nearly all have one.

// remarkBegins is how a remark begins, by words that nobody bears as a last name, and
// bracketBegins those that somebody does, which are a remark in brackets alone: "(MARTIN)"
// and "(DE LA)" are parts of a name.
var (
	remarkBegins = textSet("a", "ne pas", "parti", "doublon", "decede", "decedee", "dcd", "ex", "tuteur", "tante", "ase", "mecs", "famille d", "chez",
		"rempl", "remplace", "remplacant", "remplacante", "tzr", "ulis", "upe2a", "segpa", "redoublant", "redoublante", "demissionnaire", "sorti",
		"sortie", "confidentiel", "supprime", "archive", "stagiaire", "placement", "tutelle")
	bracketBegins = textSet("ancien", "ancienne", "partie", "bis", "double", "garde", "mere", "pere", "maman", "papa", "beau pere", "belle mere", "grand mere",
		"grand pere", "oncle", "soeur", "frere", "tutrice", "foyer", "conge", "dem", "quitte", "nouveau", "nouvelle")
)

// withoutRemarks returns a cell without what is a remark in it: what stands in brackets or
// behind a dash with spaces around it and begins as one does, and at the end words with a
// digit, as a class or a number has, and a question mark. Something of the cell always
// remains.
func (n Naming) withoutRemarks(cell string) string {
	if n != French {
		return cell
	}
	name := cell
	if open := strings.IndexAny(name, "(["); open >= 0 {
		inside, behind, _ := strings.Cut(name[open+1:], closing(name[open]))
		if begins := Fold(inside); beginsAs(begins, remarkBegins) || beginsAs(begins, bracketBegins) {
			name = name[:open] + " " + behind
		}
	}
	if before, behind, ok := strings.Cut(name, " - "); ok && beginsAs(Fold(behind), remarkBegins) {
		name = before
	}
	for {
		name = strings.TrimRight(name, " -,")
		end := strings.LastIndexByte(name, ' ')
		if end <= 0 || name[end:] != " ?" && !strings.ContainsAny(name[end:], "0123456789") {
			break
		}
		name = name[:end]
	}
	if len(name) == len(cell) || Fold(name) == "" {
		return cell
	}
	return name
}

// titledCells is how many grown-ups of a school's list have a title in the cell of a name,
// of all of them, where it is the list's and "Mme Claire" means nobody. Of fewer it is an
// account of another hand, and may be a second one.
var titledCells = custom{20, .8}

// dropTitles reads the names of grown-ups without titles where nearly all of a school's
// list have one, as where a civility and a name were joined on the way: it is the sex of
// whoever has none told.
func (l *list) dropTitles() {
	if l.naming != French {
		return
	}
	titled, found := make([]tally, len(l.schools.places)), false
	for i := range l.people {
		if e := &l.people[i]; e.kind&pupilKind == 0 {
			_, _, _, so := e.untitled()
			titled[e.place.number].count(so)
			found = found || so
		}
	}
	if !found {
		return
	}
	schools := bySchool(l.schools.places, (*place).namedOrNone, titled, (*tally).add)
	seldom := func(s string) bool { return !titledCells.shown(schools[s].so, schools[s].of) }
	changed := false
	for i := range l.people {
		e := &l.people[i]
		if last, first, sex, so := e.untitled(); so && e.kind&pupilKind == 0 && !slices.ContainsFunc(e.namedOrNone(), seldom) {
			e.read(l.names.surname(repaired(last)), l.names.given(repaired(first)))
			if e.sex == 0 {
				e.sex = sex
			}
			changed = true
		}
	}
	if changed {
		l.refile()
	}
}

// untitled returns the cells of a row without a title that stands before either name, if
// one does, and the sex that it tells. Rows of several names stay as they are.
func (e *entry) untitled() (last, first string, sex byte, ok bool) {
	if e.sur.more == nil && e.giv.more == nil || e.names != nil { // as most are
		return "", "", 0, false
	}
	last, sex = untitled(e.Last)
	first, other := untitled(e.First)
	switch {
	case sex == 0:
		sex = other
	case other != 0 && other != sex:
		sex, other = 0, sex
	}
	return last, first, sex, sex|other != 0
}

// untitled returns a cell without the title before a name, and the sex that it tells, 0
// if there is none. The two of a couple are none.
func untitled(cell string) (name string, sex byte) {
	space := strings.IndexFunc(cell, unicode.IsSpace)
	if space < 0 || civilities[Fold(cell[:space])] == 0 {
		return cell, 0
	}
	name = strings.TrimSpace(cell[space:])
	if second, _, _ := strings.Cut(Fold(name), " "); second == "" || second == "et" || second == "ou" || civilities[second] != 0 {
		return cell, 0
	}
	return name, civilities[Fold(cell[:space])]
}

// withoutNumber returns a cell of given names without the number that tells a namesake
// from another, as it is glued to the last of them: Léa2. One glued to a last name is
// not: ELEVE1 and ELEVE2 are accounts of nobody. A nought is an O: Hug0.
func (n Naming) withoutNumber(cell string) string {
	if name := strings.TrimRight(cell, "0123456789"); n == French && Fold(name) != "" && !strings.HasPrefix(cell[len(name):], "0") {
		return name
	}
	return cell
}

func closing(bracket byte) string {
	if bracket == '[' {
		return "]"
	}
	return ")"
}

// beginsAs reports whether a text under Fold begins with one of others, or with a word
// that has a digit. An "a" alone, which stands for "à", is a letter.
func beginsAs(text string, others map[string]bool) bool {
	first, rest, _ := strings.Cut(text, " ")
	second, _, _ := strings.Cut(rest, " ")
	return strings.ContainsAny(first, "0123456789") || others[first] && (first != "a" || rest != "") || second != "" && others[first+" "+second]
}
