package enroster

import (
	"strings"
	"unicode/utf8"
)

// SACoche's columns: VARCHAR(63) for the ENT's identifier and 50 characters for names.
const (
	sacocheID   = 63
	sacocheName = 50
)

// sacoche reports what SACoche's import cannot take of a row.
func (c *Checker) sacoche(file *part, rec *Record) {
	if len(rec.GUID) > sacocheID {
		if n := utf8.RuneCountInString(rec.GUID); n > sacocheID {
			c.cell(file, CodeGUIDTooLong, rec, FieldGUID, rec.GUID, n, sacocheID)
		}
	}
	for _, n := range [...]struct {
		field Field
		text  string
	}{{FieldLastName, rec.LastName}, {FieldFirstName, rec.FirstName}} {
		if len(n.text) > sacocheName {
			if have := utf8.RuneCountInString(n.text); have > sacocheName {
				c.cell(file, CodeNameCut, rec, n.field, n.text, have, sacocheName)
			}
		}
		if hasAccent(n.text) && sacocheMisreads(n.field, n.text) {
			c.cell(file, CodeNameMisread, rec, n.field, n.text, 0, 0)
		}
	}
}

// cell reports a finding at a cell.
func (c *Checker) cell(file *part, code Code, rec *Record, f Field, value string, have, want int) {
	c.report(Finding{Code: code, Severity: kinds[code].severity, File: file.name, Line: rec.Line, Row: rec.Row, Column: file.at[f] + 1,
		Header: file.cols.header(file.at[f]), Value: shorten(value), Have: have, Want: want})
}

// hasAccent reports whether s has anything but ASCII.
func hasAccent(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// sacocheMisreads reports whether SACoche's import makes two different keys of one name, so that its account is never
// found even where both sides spell it alike. Observed for letters that Latin-1 lacks, and for ÿ, ß and µ, anywhere in
// a last name and at the beginning of a first name; and for first names with an accent beside an apostrophe or a dot.
func sacocheMisreads(f Field, s string) bool {
	odd := func(r rune) bool { return r > 0xff || r == 'ÿ' || r == 'ß' || r == 'µ' }
	if f == FieldLastName {
		return strings.ContainsFunc(s, odd)
	}
	r, _ := utf8.DecodeRuneInString(s)
	return odd(r) || strings.ContainsAny(s, "'.") && strings.ContainsFunc(s, func(r rune) bool { return r >= 0xc0 })
}

// shorten gives a copy of the first maxValue bytes of a cell.
func shorten(s string) string {
	if len(s) > maxValue {
		n := maxValue
		for !utf8.RuneStart(s[n]) {
			n--
		}
		s = s[:n]
	}
	return strings.Clone(s)
}
