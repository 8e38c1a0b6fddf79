package enroster

import (
	"bytes"
	"strings"
)

// longerHeader is a header made of several lines of a file.
type longerHeader struct {
	text  []byte // as one line
	lines int    // physical lines
	seps  []byte // under which it may be read
	rows  int    // 1 where a line end lies inside quotes, as in "Date de↵naissance"; 2 where names go on in the next row
}

// longerHeaders gives the headers that the first of lines may be together with those after it.
func longerHeaders(lines [][]byte, separators []byte) []longerHeader {
	var list []longerHeader
	if bytes.Count(lines[0], []byte{'"'})%2 == 1 {
		for n := 2; n <= len(lines); n++ {
			if bytes.Count(lines[n-1], []byte{'"'})%2 == 1 {
				list = append(list, longerHeader{text: bytes.Join(lines[:n], []byte{'\n'}), lines: n, rows: 1, seps: separators})
				break
			}
		}
	}
	if len(lines) < 2 || len(list) > 0 {
		return list
	}
	for _, sep := range separators {
		if text := mergeRows(lines[0], lines[1], sep); text != nil {
			list = append(list, longerHeader{text: text, lines: 2, rows: 2, seps: []byte{sep}})
		}
	}
	return list
}

// mergeRows writes the names of two rows as one row: "Date de" over "naissance" is "Date de naissance". It is nil where
// the lower row is plainly no part of a header: where it has an identifier or a number of more than two digits.
func mergeRows(upper, lower []byte, sep byte) []byte {
	if bytes.IndexByte(upper, sep) < 0 || bytes.IndexByte(lower, sep) < 0 || digits(lower) > 2 {
		return nil
	}
	a, b := headerCells(upper, sep, '"'), headerCells(lower, sep, '"')
	var text []byte
	for i := range max(len(a), len(b)) {
		if i > 0 {
			text = append(text, sep)
		}
		if i < len(a) {
			text = append(text, a[i].raw...)
		}
		if i < len(b) && len(b[i].raw) > 0 {
			text = append(append(text, ' '), b[i].raw...)
		}
	}
	return text
}

// digits is the length of the longest run of digits in a line.
func digits(line []byte) int {
	longest, n := 0, 0
	for _, c := range line {
		if n++; c < '0' || c > '9' {
			n = 0
		}
		longest = max(longest, n)
	}
	return longest
}

// isBetterAlone reports whether a line shows as many columns without the line before it: that one is then a title.
func isBetterAlone(line, separators []byte, known int) bool {
	_, alone := bestSeparator(line, separators)
	return alone >= known
}

// describes reports whether the line after a header says of each column what it holds, as the templates of some
// programs do: "(texte);(obligatoire)". Under the identifier and both names it must stand so, for a line taken for a
// description by mistake is a person lost.
func describes(header, line []byte, sep byte) bool {
	var cols Columns
	for _, enc := range readings(header) {
		if c := headerColumns(header, sep, '"', enc); c.known() > cols.known() {
			cols = c
		}
	}
	cells := headerCells(line, sep, '"')
	seen := 0
	for i, col := range cols {
		if col.Field.identifies() || col.Field.names() {
			if i >= len(cells) || !isDescription(string(bytes.TrimSpace(cells[i].raw))) {
				return false
			}
			seen++
		}
	}
	return seen > 2
}

// descriptions are what such lines say, as foldKey leaves it.
const descriptions = " texte text string chaine chainedecaracteres caracteres alphanumerique varchar char guid uuid obligatoire facultatif required optional "

func isDescription(s string) bool {
	if len(s) > 2 && strings.IndexByte("([<{", s[0]) >= 0 && strings.IndexByte(")]>}", s[len(s)-1]) >= 0 {
		_, isID := CanonicalGUID(s)
		return !isID
	}
	key := foldKey(s)
	return key != "" && strings.Contains(descriptions, " "+key+" ")
}
