package matcher

import (
	"strings"
	"unicode"
)

// upperFull writes a text in capitals with Unicode's full mapping: ß becomes SS.
func upperFull(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if special, ok := becomesSeveral(r); ok {
			b.WriteString(special[0])
		} else {
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return b.String()
}

// titleFull writes each word of a text with one capital. A word goes on over
// what Unicode calls case-ignorable, an apostrophe or a full stop, and ends at
// anything else that has no case: "jean-élie d'artagné" becomes "Jean-Élie
// D'artagné".
func titleFull(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	inWord := false
	for _, r := range s {
		special, ok := becomesSeveral(r)
		switch {
		case inWord && r == 'İ':
			b.WriteString("i\u0307")
		case inWord:
			b.WriteRune(unicode.ToLower(r))
		case ok:
			b.WriteString(special[1])
		default:
			b.WriteRune(unicode.ToTitle(r))
		}
		switch {
		case unicode.IsUpper(r) || unicode.IsLower(r): // nearly all
			inWord = true
		case !caseIgnorable(r):
			inWord = cased(r)
		}
	}
	return b.String()
}

// cased is Unicode's property Cased.
func cased(r rune) bool {
	return unicode.In(r, unicode.Lu, unicode.Ll, unicode.Lt, unicode.Other_Lowercase, unicode.Other_Uppercase)
}

// caseIgnorable is Unicode's property Case_Ignorable.
func caseIgnorable(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) ||
		strings.ContainsRune("':.·\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a", r)
}

// becomesSeveral is specialCase of a letter.
func becomesSeveral(r rune) (special [2]string, ok bool) {
	if r >= 'ß' { // its first
		special, ok = specialCase[r]
	}
	return special, ok
}

// specialCase has the letters that become several, in capitals and with a
// capital first: Unicode's SpecialCasing.txt without its conditions.
var specialCase = map[rune][2]string{
	'\u00df': {"\u0053\u0053", "\u0053\u0073"},
	'\u0149': {"\u02bc\u004e", "\u02bc\u004e"},
	'\u01f0': {"\u004a\u030c", "\u004a\u030c"},
	'\u0390': {"\u0399\u0308\u0301", "\u0399\u0308\u0301"},
	'\u03b0': {"\u03a5\u0308\u0301", "\u03a5\u0308\u0301"},
	'\u0587': {"\u0535\u0552", "\u0535\u0582"},
	'\u1e96': {"\u0048\u0331", "\u0048\u0331"},
	'\u1e97': {"\u0054\u0308", "\u0054\u0308"},
	'\u1e98': {"\u0057\u030a", "\u0057\u030a"},
	'\u1e99': {"\u0059\u030a", "\u0059\u030a"},
	'\u1e9a': {"\u0041\u02be", "\u0041\u02be"},
	'\u1f50': {"\u03a5\u0313", "\u03a5\u0313"},
	'\u1f52': {"\u03a5\u0313\u0300", "\u03a5\u0313\u0300"},
	'\u1f54': {"\u03a5\u0313\u0301", "\u03a5\u0313\u0301"},
	'\u1f56': {"\u03a5\u0313\u0342", "\u03a5\u0313\u0342"},
	'\u1f80': {"\u1f08\u0399", "\u1f88"},
	'\u1f81': {"\u1f09\u0399", "\u1f89"},
	'\u1f82': {"\u1f0a\u0399", "\u1f8a"},
	'\u1f83': {"\u1f0b\u0399", "\u1f8b"},
	'\u1f84': {"\u1f0c\u0399", "\u1f8c"},
	'\u1f85': {"\u1f0d\u0399", "\u1f8d"},
	'\u1f86': {"\u1f0e\u0399", "\u1f8e"},
	'\u1f87': {"\u1f0f\u0399", "\u1f8f"},
	'\u1f88': {"\u1f08\u0399", "\u1f88"},
	'\u1f89': {"\u1f09\u0399", "\u1f89"},
	'\u1f8a': {"\u1f0a\u0399", "\u1f8a"},
	'\u1f8b': {"\u1f0b\u0399", "\u1f8b"},
	'\u1f8c': {"\u1f0c\u0399", "\u1f8c"},
	'\u1f8d': {"\u1f0d\u0399", "\u1f8d"},
	'\u1f8e': {"\u1f0e\u0399", "\u1f8e"},
	'\u1f8f': {"\u1f0f\u0399", "\u1f8f"},
	'\u1f90': {"\u1f28\u0399", "\u1f98"},
	'\u1f91': {"\u1f29\u0399", "\u1f99"},
	'\u1f92': {"\u1f2a\u0399", "\u1f9a"},
	'\u1f93': {"\u1f2b\u0399", "\u1f9b"},
	'\u1f94': {"\u1f2c\u0399", "\u1f9c"},
	'\u1f95': {"\u1f2d\u0399", "\u1f9d"},
	'\u1f96': {"\u1f2e\u0399", "\u1f9e"},
	'\u1f97': {"\u1f2f\u0399", "\u1f9f"},
	'\u1f98': {"\u1f28\u0399", "\u1f98"},
	'\u1f99': {"\u1f29\u0399", "\u1f99"},
	'\u1f9a': {"\u1f2a\u0399", "\u1f9a"},
	'\u1f9b': {"\u1f2b\u0399", "\u1f9b"},
	'\u1f9c': {"\u1f2c\u0399", "\u1f9c"},
	'\u1f9d': {"\u1f2d\u0399", "\u1f9d"},
	'\u1f9e': {"\u1f2e\u0399", "\u1f9e"},
	'\u1f9f': {"\u1f2f\u0399", "\u1f9f"},
	'\u1fa0': {"\u1f68\u0399", "\u1fa8"},
	'\u1fa1': {"\u1f69\u0399", "\u1fa9"},
	'\u1fa2': {"\u1f6a\u0399", "\u1faa"},
	'\u1fa3': {"\u1f6b\u0399", "\u1fab"},
	'\u1fa4': {"\u1f6c\u0399", "\u1fac"},
	'\u1fa5': {"\u1f6d\u0399", "\u1fad"},
	'\u1fa6': {"\u1f6e\u0399", "\u1fae"},
	'\u1fa7': {"\u1f6f\u0399", "\u1faf"},
	'\u1fa8': {"\u1f68\u0399", "\u1fa8"},
	'\u1fa9': {"\u1f69\u0399", "\u1fa9"},
	'\u1faa': {"\u1f6a\u0399", "\u1faa"},
	'\u1fab': {"\u1f6b\u0399", "\u1fab"},
	'\u1fac': {"\u1f6c\u0399", "\u1fac"},
	'\u1fad': {"\u1f6d\u0399", "\u1fad"},
	'\u1fae': {"\u1f6e\u0399", "\u1fae"},
	'\u1faf': {"\u1f6f\u0399", "\u1faf"},
	'\u1fb2': {"\u1fba\u0399", "\u1fba\u0345"},
	'\u1fb3': {"\u0391\u0399", "\u1fbc"},
	'\u1fb4': {"\u0386\u0399", "\u0386\u0345"},
	'\u1fb6': {"\u0391\u0342", "\u0391\u0342"},
	'\u1fb7': {"\u0391\u0342\u0399", "\u0391\u0342\u0345"},
	'\u1fbc': {"\u0391\u0399", "\u1fbc"},
	'\u1fc2': {"\u1fca\u0399", "\u1fca\u0345"},
	'\u1fc3': {"\u0397\u0399", "\u1fcc"},
	'\u1fc4': {"\u0389\u0399", "\u0389\u0345"},
	'\u1fc6': {"\u0397\u0342", "\u0397\u0342"},
	'\u1fc7': {"\u0397\u0342\u0399", "\u0397\u0342\u0345"},
	'\u1fcc': {"\u0397\u0399", "\u1fcc"},
	'\u1fd2': {"\u0399\u0308\u0300", "\u0399\u0308\u0300"},
	'\u1fd3': {"\u0399\u0308\u0301", "\u0399\u0308\u0301"},
	'\u1fd6': {"\u0399\u0342", "\u0399\u0342"},
	'\u1fd7': {"\u0399\u0308\u0342", "\u0399\u0308\u0342"},
	'\u1fe2': {"\u03a5\u0308\u0300", "\u03a5\u0308\u0300"},
	'\u1fe3': {"\u03a5\u0308\u0301", "\u03a5\u0308\u0301"},
	'\u1fe4': {"\u03a1\u0313", "\u03a1\u0313"},
	'\u1fe6': {"\u03a5\u0342", "\u03a5\u0342"},
	'\u1fe7': {"\u03a5\u0308\u0342", "\u03a5\u0308\u0342"},
	'\u1ff2': {"\u1ffa\u0399", "\u1ffa\u0345"},
	'\u1ff3': {"\u03a9\u0399", "\u1ffc"},
	'\u1ff4': {"\u038f\u0399", "\u038f\u0345"},
	'\u1ff6': {"\u03a9\u0342", "\u03a9\u0342"},
	'\u1ff7': {"\u03a9\u0342\u0399", "\u03a9\u0342\u0345"},
	'\u1ffc': {"\u03a9\u0399", "\u1ffc"},
	'\ufb00': {"\u0046\u0046", "\u0046\u0066"},
	'\ufb01': {"\u0046\u0049", "\u0046\u0069"},
	'\ufb02': {"\u0046\u004c", "\u0046\u006c"},
	'\ufb03': {"\u0046\u0046\u0049", "\u0046\u0066\u0069"},
	'\ufb04': {"\u0046\u0046\u004c", "\u0046\u0066\u006c"},
	'\ufb05': {"\u0053\u0054", "\u0053\u0074"},
	'\ufb06': {"\u0053\u0054", "\u0053\u0074"},
	'\ufb13': {"\u0544\u0546", "\u0544\u0576"},
	'\ufb14': {"\u0544\u0535", "\u0544\u0565"},
	'\ufb15': {"\u0544\u053b", "\u0544\u056b"},
	'\ufb16': {"\u054e\u0546", "\u054e\u0576"},
	'\ufb17': {"\u0544\u053d", "\u0544\u056d"},
}
