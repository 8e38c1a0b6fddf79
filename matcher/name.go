package matcher

import (
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// A Naming says by which habits names are read beyond Fold.
type Naming uint8

const (
	// French reads names as French schools write them: particles moved, joined
	// or dropped, titles in the cell, birth and usage names behind "épouse" or
	// "née", French sounds, and the transliterations of names that are common
	// in France. It is the zero value.
	French Naming = iota
	// Plain leaves all of that out: letters, words and their order count.
	Plain
)

// A surname is a last name taken apart. Most are one word, of which everything else
// is the same text: only the others have more, so that a list's names stand close
// together.
type surname struct {
	set     letterSet // of compact
	coreSet letterSet
	number  int32     // among the surnames of a lexicon, -1 if it does not have it
	married bool      // a joiner stands between two names
	ascii   bool      // core is
	full    bool      // the cell is so long that its end may be cut off
	filler  bool      // what forms have for a name that nobody knows
	key     letterKey // of letters
	lettering
	sound  string // of core, in ASCII letters; "" if nothing is said
	hashes hashes // of parts
	cell   string
	given  atomic.Pointer[given] // what it is as given names, once somebody asked
}

// A given is a set of given names taken apart, as a surname is.
type given struct {
	set         letterSet // of compact
	firstSet    letterSet // of the first name
	number      int32     // as a surname's
	givenFamily           // of the first name
	pet         bool      // the first name is a nickname
	plain       bool      // the cell is ASCII
	filler      bool      // as a surname's
	key         letterKey // as a surname's
	lettering
	sound   string // of the first name
	hashes  hashes // of the first name, and of its first word
	cell    string
	surname atomic.Pointer[surname]
}

// A lettering is the letters of a cell.
type lettering struct {
	word [1]string  // of a cell of one word, and of any other the core
	more *cellWords // nil of one word
}

// cellWords are what a cell of several words is, or of none.
type cellWords struct {
	text, letters, compact string
	parts, before          []string // of a last name
	names, words           []string // of given names
}

// text is the cell under Fold, without titles, suffixes and remarks.
func (l *lettering) text() string {
	if l.more != nil {
		return l.more.text
	}
	return l.word[0]
}

// letters are those of the cell under Fold.
func (l *lettering) letters() string {
	if l.more != nil {
		return l.more.letters
	}
	return l.word[0]
}

// compact is the letters of text.
func (l *lettering) compact() string {
	if l.more != nil {
		return l.more.compact
	}
	return l.word[0]
}

func (s *surname) is(cell string) bool { return s.cell == cell }

func (g *given) is(cell string) bool { return g.cell == cell }

// core is the parts of a last name without spaces.
func (s *surname) core() string { return s.word[0] }

// parts are the words of a last name without particles and joiners, each once.
func (s *surname) parts() []string {
	if s.more != nil {
		return s.more.parts
	}
	return s.word[:]
}

// before are the particles of a last name.
func (s *surname) before() []string {
	if s.more != nil {
		return s.more.before
	}
	return nil
}

// names are given names in order, each without spaces: a hyphen joins, a space or
// comma separates.
func (g *given) names() []string {
	if g.more != nil {
		return g.more.names
	}
	return g.word[:]
}

// words are names that hyphens separate, too.
func (g *given) words() []string {
	if g.more != nil {
		return g.more.words
	}
	return g.word[:]
}

// article is the article that a last name begins with as a word of its own, ""
// if it does not.
func (s *surname) article() string {
	if len(s.compact()) == len(s.text()) {
		return "" // one word
	}
	word, _, more := strings.Cut(s.text(), " ")
	if more && articles[word] {
		return word
	}
	return ""
}

// fullCell is the least length of a cell whose end a field of twenty letters or
// more may have cut off.
const fullCell = 18

// What is longer than any name, and would be compared word by word with all that
// has a word in common, is none.
const (
	maxNameBytes = 512
	maxNameWords = 16
)

// named returns a cell if it may hold a name, and else "".
func named(cell string) string {
	if len(cell) > maxNameBytes || len(cell) > 2*maxNameWords && strings.Count(Fold(cell), " ") >= maxNameWords {
		return ""
	}
	return cell
}

// readSurname takes a last name apart, into r.
func (n Naming) readSurname(r *surname, s string) {
	r.cell, s = s, named(s)
	text := Fold(s)
	r.filler = n == French && lastNameFillers[text]
	r.full = n == French && len(s) >= fullCell && utf8.RuneCountInString(strings.TrimSpace(s)) >= fullCell
	if r.word[0] = text; text == "" || strings.IndexByte(text, ' ') >= 0 {
		n.splitSurname(r, text, s)
	}
	r.set, r.coreSet = lettersOf(r.compact()), lettersOf(r.core())
	r.ascii = r.coreSet&notASCII == 0
	if n == French {
		r.sound = sound(r.core())
	}
	r.hashes.make(r.parts(), r.sound, r.core())
	if len(r.compact()) != len(r.text()) {
		r.hashes.joined = hash(r.compact())
	}
}

// splitSurname parts a last name of several words, or of none.
func (n Naming) splitSurname(r *surname, text, s string) {
	all := strings.Fields(text)
	letters := strings.Join(all, "")
	m := &cellWords{text: text, letters: letters, compact: letters}
	r.more = m
	words := all
	if name := n.withoutRemarks(s); len(name) < len(s) {
		words = strings.Fields(Fold(name))
	}
	if short := n.withoutTitles(words, s); len(short) < len(all) {
		all = short
		m.text, m.compact = strings.Join(all, " "), strings.Join(all, "")
	}
	m.parts = make([]string, 0, len(all))
	for i, w := range all {
		if n == French && i > 0 && i < len(all)-1 && joiners[w] {
			r.married = true
			continue
		}
		if n == French && particles[w] {
			m.before = append(m.before, w)
			continue
		}
		if n == French && i > 0 && all[i-1] == "m" && elided(s) >= 0 {
			m.parts, w = m.parts[:len(m.parts)-1], "m"+w
		}
		if slices.Contains(m.parts, w) {
			continue
		}
		m.parts = append(m.parts, w)
	}
	if len(m.parts) == 0 {
		m.parts, m.before = all, nil
	}
	r.word[0] = strings.Join(m.parts, "")
}

// readGiven takes given names apart, into r.
func (n Naming) readGiven(r *given, s string) {
	r.cell, s = s, named(s)
	text := Fold(s)
	r.filler = n == French && (givenNameFillers[text] || len(text) > 1 && titles[text])
	if r.word[0] = text; text == "" || strings.IndexByte(text, ' ') >= 0 || text[len(text)-1] <= '9' || strings.IndexFunc(s, separatesGivenNames) >= 0 {
		r.more = n.splitGiven(text, s)
	}
	r.set, r.plain = lettersOf(r.compact()), ascii(s)
	names := r.names()
	if len(names) == 0 {
		r.hashes.make(nil, "", "")
		return
	}
	r.firstSet = lettersOf(names[0])
	if n == French {
		r.sound, r.givenFamily, r.pet = sound(names[0]), givenFamilies[names[0]], nicknames[names[0]] != nil
	}
	first := names[:1]
	if words := r.words(); len(words) > 0 && words[0] != names[0] {
		first = []string{names[0], words[0]}
	}
	r.hashes.make(first, r.sound, r.compact())
}

// splitGiven parts given names into names and words.
func (n Naming) splitGiven(text, s string) *cellWords {
	all := strings.Fields(text)
	letters := strings.Join(all, "")
	words := all
	if name := n.withoutNumber(n.withoutRemarks(s)); len(name) < len(s) {
		s, words = name, strings.Fields(Fold(name))
	}
	r := &cellWords{text: text, letters: letters, compact: letters, words: n.withoutTitles(words, s)}
	if read := strings.Join(r.words, " "); read != text {
		r.text, r.compact = read, strings.Join(r.words, "")
	}
	r.names = make([]string, 0, len(all))
	joined := "" // what a hyphen joins to the name that follows, with a space behind it
	for name := range strings.FieldsFuncSeq(s, separatesGivenNames) {
		dash := strings.TrimFunc(name, isDash) == "" // with a space on both sides it separates
		if begin, _ := utf8.DecodeRuneInString(name); !dash && isDash(begin) && len(r.names) > 0 && joined == "" {
			last := len(r.names) - 1
			joined, r.names = r.names[last], r.names[:last]
		}
		name, joined = joined+name, ""
		if end, _ := utf8.DecodeLastRuneInString(name); !dash && isDash(end) {
			joined = name
			continue
		}
		f := Fold(name)
		if n == French && len(r.names) == 0 && titles[f] {
			continue
		}
		compact := strings.ReplaceAll(f, " ", "")
		if compact == "" {
			continue
		}
		r.names = append(r.names, compact)
	}
	if f := strings.ReplaceAll(Fold(joined), " ", ""); f != "" { // a hyphen that joins nothing
		r.names = append(r.names, f)
	}
	if len(r.names) == 0 && r.compact != "" {
		r.names = append(r.names, r.compact)
	}
	return r
}

// isDash tells hyphens and dashes.
func isDash(r rune) bool { return unicode.Is(unicode.Pd, r) }

// separatesGivenNames: a hyphen makes several names one given name, all other
// separators part given names (INSEE's norm for given names).
func separatesGivenNames(r rune) bool {
	return unicode.IsSpace(r) || r == ',' || r == ';' || r == '/' || r == '.'
}

// withoutTitles drops the titles before a name, of the words of a cell, and the suffixes
// behind it, but never all of it. What an apostrophe joins to the name is none: M'Barek.
func (n Naming) withoutTitles(words []string, cell string) []string {
	if n != French {
		return words
	}
	for n := 0; len(words) > 1 && titles[words[0]] && !(words[0] == "m" && elided(cell) == n); n++ {
		words = words[1:]
	}
	for len(words) > 1 && titles[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	if len(words) > 1 && suffixes[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return words
}

// elided returns before how many words of a cell an M and an apostrophe begin one, -1 if
// nowhere.
func elided(cell string) int {
	before := ' '
	for i, r := range cell {
		if (r == 'M' || r == 'm') && !unicode.IsLetter(before) {
			if second, _ := utf8.DecodeRuneInString(cell[i+1:]); strings.ContainsRune("'’‘`´ʼʻ′", second) {
				return len(strings.Fields(Fold(cell[:i])))
			}
		}
		before = r
	}
	return -1
}

// repaired undoes UTF-8 that was read as Windows-1252 or Latin-1 ("FranÃ§ois"),
// if the whole text decodes. Text that is as it should be is returned as it is.
func repaired(s string) string {
	if ascii(s) || !strings.ContainsAny(s, "ÃÂÅÄâ") {
		return s
	}
	b := make([]byte, 0, len(s))
	changed := false
	for _, r := range s {
		switch c, ok := windows1252[r]; {
		case r == utf8.RuneError && len(b) > 0 && b[len(b)-1] == 0xC3:
			// Á, Í, Ï, Ð or Ý, whose second byte Windows-1252 does not have: ANAÃ�S.
			b = utf8.AppendRune(b[:len(b)-1], utf8.RuneError)
			changed = true
		case r < 0x80:
			b = append(b, byte(r))
		case r < 0x100:
			b = append(b, byte(r))
			changed = true
		case ok:
			b = append(b, c)
			changed = true
		default:
			return s
		}
	}
	if !changed || !utf8.Valid(b) {
		return s
	}
	return string(b)
}

// windows1252 is what Windows-1252 has where Latin-1 has control characters.
var windows1252 = map[rune]byte{
	'€': 0x80, '‚': 0x82, 'ƒ': 0x83, '„': 0x84, '…': 0x85, '†': 0x86, '‡': 0x87, 'ˆ': 0x88, '‰': 0x89, 'Š': 0x8a, '‹': 0x8b, 'Œ': 0x8c, 'Ž': 0x8e,
	'‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '–': 0x96, '—': 0x97, '˜': 0x98, '™': 0x99, 'š': 0x9a, '›': 0x9b, 'œ': 0x9c, 'ž': 0x9e, 'Ÿ': 0x9f,
}
