package matcher

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A lastLevel says how two last names agree, best first. What is not equal
// costs evidence: see model.
type lastLevel uint8

const (
	lastEqual    lastLevel = iota // under Fold, word by word
	lastJoined                    // the same letters, other spaces ("ELMANITI", "EL MANITI")
	lastParticle                  // the same but for particles
	lastOrder                     // the same words in another order
	lastPart                      // all words of the one stand in the other: a second surname or a birth name left out
	lastSound                     // said alike in French
	lastTypo                      // one letter apart, or two in a long name, or letters lost, or cut off
	lastShare                     // one word in common, or nearly, and others that differ
	lastAlias                     // other names, but the last name of a child
	lastOther
	lastNone // one of the two has none, which says nothing
	lastLevels
)

// A firstLevel says how two sets of given names agree, best first.
type firstLevel uint8

const (
	firstEqual   firstLevel = iota
	firstLeftOut            // the first given name is the same, the one side has more
	firstOrder              // the same, two at least, in another order
	firstShared             // the first is the same, the others differ, whether or not a hyphen joins them
	firstVariant            // another spelling or transliteration of the first
	firstTypo               // the first is one letter apart, or lost some
	firstShort              // an initial, the half of a compound name, a cut name
	firstNick               // a nickname, or a compound name by its initials or its second half: somebody else may be called so
	firstKindred            // another name of one origin or sound, which a brother bears more often: Mathieu and Mattéo, Karim and Karin
	firstLater              // a later given name of the one is the first of the other
	firstGender             // Michel and Michèle: one letter apart, but two names
	firstOther
	firstNone // one of the two has none, which says nothing
	firstLevels
)

// compareLast returns the level of two last names, and the word that they share
// where it is not the whole name.
func (n Naming) compareLast(a, b *surname) (lastLevel, string) {
	lvl, shared := n.compareWords(a, b)
	switch {
	case lvl == lastNone:
		return lvl, ""
	case lvl == lastParticle && otherParticles(a, b):
		if oneTypo(a.compact(), b.compact()) {
			return lastTypo, ""
		}
		return lastShare, slices.MaxFunc(a.parts(), func(x, y string) int { return len(x) - len(y) })
	case lvl <= lastPart:
		return lvl, shared
	}
	if !a.ascii || !b.ascii {
		return lastOther, ""
	}
	one := len(a.parts()) == 1 && len(b.parts()) == 1
	if alike(a.sound, b.sound, a.core(), b.core()) {
		return lastSound, ""
	}
	if cutWord(a, b) || cutWord(b, a) || a.set.within(b.set, 2) && oneTypo(a.compact(), b.compact()) || a.coreSet.within(b.coreSet, 2) && oneTypo(a.core(), b.core()) || cut(a.compact(), b.compact()) {
		return lastTypo, ""
	}
	if !one { // of two single words equal ones are told above
		if len(shared) > 2 {
			return lastShare, shared
		}
		if len(a.parts())*len(b.parts()) <= mostSlips && slices.ContainsFunc(a.parts(), func(p string) bool {
			return slices.ContainsFunc(b.parts(), func(q string) bool { return min(len(p), len(q)) > 4 && oneTypo(p, q) })
		}) {
			return lastShare, ""
		}
	}
	if min(len(a.core()), len(b.core())) > 5 && mayBeSimilar(a.core(), b.core(), a.coreSet, b.coreSet, nearEnough) && jaroWinkler(a.core(), b.core()) >= nearEnough {
		return lastShare, ""
	}
	return lastOther, ""
}

// mostSlips is how many pairs of words of two last names are looked through for a slip.
// Nobody has a last name of more than six, as titles and remarks are no part of it.
const mostSlips = 6 * 6

// compareWords is compareLast as far as whole words go: no level below lastPart
// but lastOther and lastNone. Of lastOther it tells the longest word in common, too.
func (n Naming) compareWords(a, b *surname) (lastLevel, string) {
	switch {
	case a.compact() == "" || b.compact() == "":
		return lastNone, ""
	case a.set != b.set:
	case a.text() == b.text() && a.set&lostLetter == 0:
		return lastEqual, ""
	case a.compact() == b.compact() && a.set&lostLetter == 0:
		return lastJoined, ""
	}
	if a.core() == b.core() {
		return lastParticle, ""
	}
	if len(a.parts()) == 1 && len(b.parts()) == 1 { // as most have
		return lastOther, ""
	}
	shared, common := sharedParts(a.parts(), b.parts())
	switch {
	case len(a.parts()) == common && len(b.parts()) == common:
		return lastOrder, ""
	case n == French && (a.core() == b.compact() || a.compact() == b.core()):
		return lastParticle, ""
	case len(shared) > 1 && (common == len(a.parts()) || common == len(b.parts())):
		return lastPart, shared
	case n == French && a.joins(b):
		return lastPart, a.core()
	case n == French && b.joins(a):
		return lastPart, b.core()
	}
	return lastOther, shared
}

// joins reports whether a last name of one word is a particle and a word of the
// other, which has more: LECOTONNEC and LE COTONNEC GIGLI.
func (s *surname) joins(other *surname) bool {
	if len(other.before()) == 0 {
		return false
	}
	words := strings.Fields(other.text())
	for i := range words[:len(words)-1] {
		if particles[words[i]] && words[i]+words[i+1] == s.core() {
			return true
		}
	}
	return false
}

// otherParticles reports whether either name has a particle that the other lacks:
// one that is left out is the same name, and Le Roux and De Roux are two.
func otherParticles(a, b *surname) bool {
	lacks := func(x, y []string) bool {
		return slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
	}
	return lacks(a.before(), b.before()) && lacks(b.before(), a.before())
}

// alike reports whether two names are said alike and not written too
// differently: Cissé and Sy are two names.
func alike(sound, other, a, b string) bool {
	most := soundEdits(len(a), len(b))
	return len(sound) > 1 && sound == other && edits(a, b, most) <= most
}

// soundEdits is how many letters may differ in names of these lengths that are
// said alike.
func soundEdits(a, b int) int { return 1 + min(a, b)/4 }

// nearEnough is the Jaro-Winkler similarity from which two names that are more
// than a letter apart may still be one.
const nearEnough = 0.92

// sharedParts returns the longest word of both sets and how many they share.
func sharedParts(a, b []string) (longest string, n int) {
	for _, p := range a {
		if slices.Contains(b, p) {
			n++
			if len(p) > len(longest) {
				longest = p
			}
		}
	}
	return longest, n
}

// oneTypo reports whether a slip of the hand may have made one text of the other: one
// letter in a name of four or more, or missing from it, two in one of nine or more, or
// that of a scanner. Lost letters are free, as long as most are there.
func oneTypo(a, b string) bool {
	switch short, lost := min(len(a), len(b)), strings.Count(a, "?")+strings.Count(b, "?"); {
	case short < 3 || short == 3 && lost == 0 && len(a) == len(b) || lost*2 >= short:
		return false
	case short >= 9:
		return edits(a, b, 2) <= 2
	}
	return edits(a, b, 1) <= 1 || scanned(a, b) || scanned(b, a)
}

// scanned reports whether a text has r and n where the other has an m, which a scanner
// takes for them on a paper form: Moharned.
func scanned(read, written string) bool {
	if len(read) != len(written)+1 {
		return false
	}
	n := 0
	for n < len(written) && read[n] == written[n] {
		n++
	}
	return n < len(written) && written[n] == 'm' && strings.HasPrefix(read[n:], "rn") && read[n+2:] == written[n+1:]
}

// cutLength is the least length of what a field's length left of a name.
const cutLength = 12

// cut reports whether the one is the other, cut off by a field's length.
func cut(a, b string) bool {
	return min(len(a), len(b)) >= cutLength && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// cutWord reports whether the last word of a is what a field's length left of a
// word of b, and nothing else of a is against it: "Ndiaye épouse Sisso".
func cutWord(a, b *surname) bool {
	n := len(a.parts()) - 1
	if !a.full || n < 1 || len(a.parts()[n]) < 3 {
		return false
	}
	end, others := a.parts()[n], a.parts()[:n]
	if !slices.ContainsFunc(b.parts(), func(w string) bool { return len(w) > len(end) && strings.HasPrefix(w, end) }) {
		return false
	}
	_, common := sharedParts(others, b.parts())
	return a.married || common == len(others)
}

// compareFirst returns the level of two sets of given names.
func (n Naming) compareFirst(a, b *given) firstLevel {
	lost := (a.set|b.set)&lostLetter != 0
	switch {
	case a.compact() == "" || b.compact() == "":
		return firstNone
	case a.compact() == b.compact() && !lost:
		return firstEqual
	case !lost && (begins(a.names(), b) || begins(b.names(), a)):
		return firstLeftOut
	}
	x, y := a.names()[0], b.names()[0]
	if x == y && !lost {
		return firstShared
	}
	if !lost && a.set == b.set && reordered(a.names(), b.names()) {
		return firstOrder
	}
	if (a.firstSet|b.firstSet)&notASCII == 0 {
		if lvl := n.compareFirstNames(a, b, x, y); lvl != firstOther {
			return lvl
		}
		// A compound name may have lost its hyphen on one side only.
		if oneTypo(a.compact(), b.compact()) {
			return firstTypo
		}
	}
	if n == French && ((a.pet || b.pet) && nicknamed(x, y) || abbreviated(a, b) || a.secondHalf(y) || b.secondHalf(x)) {
		return firstNick
	}
	if slices.Contains(a.names()[1:], y) || slices.Contains(b.names()[1:], x) {
		return firstLater
	}
	if x != y && a.words()[0] == b.words()[0] && len(a.words()[0]) > 2 && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x)) {
		if len(a.words()) > 1 && len(b.words()) > 1 && !strings.HasPrefix(a.words()[1], b.words()[1]) && !strings.HasPrefix(b.words()[1], a.words()[1]) {
			return firstShared // Jean-Philippe and Jean Paul
		}
		return firstShort // Jean or Jean-Ph for Jean-Philippe, not Jean-Paul
	}
	return firstOther
}

// compareFirstNames compares the first given names x and y letter by letter.
func (n Naming) compareFirstNames(a, b *given, x, y string) firstLevel {
	if n == French {
		switch {
		case a.family != 0 && a.family == b.family:
			return firstVariant
		case genders(x, y) && !oneUsual(a, b):
			return firstGender
		case a.stock != 0 && a.stock == b.stock:
			return firstKindred
		case alike(a.sound, b.sound, x, y):
			if usualGivenNames[x] && usualGivenNames[y] && !spelledAlike(x, y) {
				return firstKindred
			}
			return firstVariant
		}
	}
	if a.firstSet.within(b.firstSet, 2) && oneTypo(x, y) || !a.plain && accentsLeftOut(a.cell, y) || !b.plain && accentsLeftOut(b.cell, x) {
		return firstTypo
	}
	return firstOther
}

// begins reports whether names begins with all the names of the other, however
// hyphens join them and wherever a field's length cut the last of them off.
func begins(names []string, other *given) bool {
	rest := other.compact()
	for _, name := range names {
		if rest == "" {
			return true
		}
		if !strings.HasPrefix(rest, name) {
			return rest != other.compact() && len(other.compact()) >= cutLength && strings.HasPrefix(name, rest) // cut off
		}
		rest = rest[len(name):]
	}
	return rest == ""
}

// reordered reports whether two sets of given names, of two at least, are the same in
// another order, as where a Vietnamese middle name stands on either side.
func reordered(a, b []string) bool {
	outside := func(names []string) func(string) bool {
		return func(x string) bool { return !slices.Contains(names, x) }
	}
	return len(a) > 1 && len(a) == len(b) && !slices.ContainsFunc(a, outside(b)) && !slices.ContainsFunc(b, outside(a))
}

// genders reports whether two given names differ as a man's and a woman's:
// Frédéric and Frédérique, Laurent and Laurence, Julien and Julie.
func genders(x, y string) bool {
	same := 0
	for same < min(len(x), len(y)) && x[same] == y[same] {
		same++
	}
	if max(len(x), len(y))-same > longestEnding {
		return false // as most: sooner told than by one ending after the other
	}
	if feminine(x, y) || feminine(y, x) {
		return true
	}
	for _, of := range genderEndings {
		if mans, ok := strings.CutSuffix(x, of.man); ok && y == mans+of.woman {
			return true
		}
		if mans, ok := strings.CutSuffix(y, of.man); ok && x == mans+of.woman {
			return true
		}
	}
	return false
}

// longestEnding is in how many letters at the end two such names may differ.
const longestEnding = 4

// genderEndings are how a man's name ends of which a woman's is made by other letters,
// and not by more of them alone.
var genderEndings = [...]struct{ man, woman string }{
	{"ic", "ique"}, {"o", "a"}, {"re", "ra"}, {"amine", "amina"}, {"ir", "ia"}, {"is", "ia"}, {"ice", "icia"},
	{"e", "ie"}, {"es", "ie"}, {"ien", "ie"}, {"ery", "erie"}, {"ian", "ine"}, {"ent", "ence"},
}

// feminine reports whether a given name is another with what makes a woman's of a
// man's behind it: an e, a, le, ne, te, ette or ine.
func feminine(woman, man string) bool {
	more, ok := strings.CutPrefix(woman, man)
	switch more {
	case "e", "a", "le", "ne", "te", "ette", "ine":
		return ok
	}
	return false
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
