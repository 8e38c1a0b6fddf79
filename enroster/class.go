package enroster

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Class is one class or group as the ENT writes it: the school's number (UAI, formerly RNE: seven digits and a letter),
// a dollar sign and the name, as in "0310000Z$1L1". Many files leave the school out: UAI is then empty.
type Class struct {
	UAI  string // as written; empty when the cell does not say
	Name string
}

// String gives the class as the ENT writes it, "UAI$name", or the bare name when the school is not known.
func (c Class) String() string {
	if c.UAI == "" {
		return c.Name
	}
	return c.UAI + "$" + c.Name
}

// Stale reports whether the class is one in which an ENT parks last year's people, such as "BASE2011-2012".
// GEPI's importer leaves such classes out by default.
func (c Class) Stale() bool {
	const form = "BASE2011-2012"
	if len(c.Name) < len(form) || !strings.EqualFold(c.Name[:4], form[:4]) || c.Name[8] != '-' {
		return false
	}
	first, ok1 := number(c.Name[4:8], 4, 4)
	last, ok2 := number(c.Name[9:13], 4, 4)
	return ok1 && ok2 && first/1000 >= 1 && first/1000 <= 2 && last/1000 >= 1 && last/1000 <= 2
}

// ParseClass reads one class. What stands before the dollar sign is a school only if it has the shape of a UAI;
// otherwise the whole text is the name.
func ParseClass(s string) Class {
	s = strings.TrimSpace(s)
	if uai, name, ok := strings.Cut(s, "$"); ok && isUAI(uai) {
		return Class{UAI: uai, Name: strings.TrimSpace(name)}
	}
	return Class{Name: s}
}

// isUAI reports whether s has the shape of a school number: seven digits and a letter.
func isUAI(s string) bool {
	if len(s) != 8 {
		return false
	}
	for i := range 7 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s[7] >= 'A' && s[7] <= 'Z' || s[7] >= 'a' && s[7] <= 'z'
}

// splitClasses reads a cell of classes. Bars, semicolons and line ends part it. No source says how iTOP joins several
// values and its sister files use commas ("4 B, 4 D, 5 B"), but group names hold commas of their own ("LATIN, GREC"):
// a comma parts only what cannot be one name, that is values with a school each, or short class names.
func splitClasses(cell string, groups bool) []Class {
	if cell == "" {
		return nil
	}
	var list []Class
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '|' || r == ';' || r == '\n' || r == '\r' }) {
		values := strings.Split(part, ",")
		if len(values) > 1 && !commaParts(values, groups) {
			values = []string{part}
		}
		for _, v := range values {
			if c := ParseClass(v); c != (Class{}) {
				list = append(list, c)
			}
		}
	}
	return list
}

// commaParts reports whether the values between commas are classes of their own. Without schools only class names
// count, and a class name is its level and some letters: "4 B", "6ème A", "1L1", "CM1-CM2".
func commaParts(values []string, groups bool) bool {
	schools, levels := true, !groups
	for i, v := range values {
		v = strings.TrimSpace(v)
		schools = schools && (i == 0 || ParseClass(v).UAI != "")
		levels = levels && isShortClass(ParseClass(v).Name)
	}
	return schools || levels
}

// isShortClass reports whether s looks like the name of one class: short, with the number of its level.
func isShortClass(s string) bool {
	const most = 9 // "1ère ST2S"
	level := false
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			level = true
		case !unicode.IsLetter(r) && !strings.ContainsRune(" °-_/", r):
			return false
		}
	}
	return level && utf8.RuneCountInString(s) <= most
}
