package enroster

import "bytes"

// findApostrophes looks for cells that are quoted with apostrophes. An apostrophe is a letter of French and Dutch names
// too (D'ALMEIDA, 'T HOOFT), so it counts as a quote only where all the column names have it, or where it holds a
// separator or a doubled apostrophe and no cell contradicts it. What was decided is a finding either way.
func (f *found) findApostrophes(sample []byte) {
	if bytes.IndexByte(sample, '\'') < 0 {
		return
	}
	var seen apostrophes
	line, number := []byte(nil), 0
	for rest := sample; len(rest) > 0; {
		i := bytes.IndexAny(rest, "\r\n")
		if i < 0 {
			i = len(rest)
		}
		line, number = rest[:i], number+1
		before := seen
		seen.line(line, byte(f.dialect.Separator))
		if seen.needed > 0 && before.needed == 0 {
			seen.first = number
		}
		if number == f.skip+1 && f.head > 0 {
			seen.header = seen.quoted > before.quoted+1 && seen.plain == before.plain
			if seen.header {
				seen.first = number
			}
		}
		if i+1 < len(rest) && rest[i] == '\r' && rest[i+1] == '\n' {
			i++
		}
		rest = rest[min(i+1, len(rest)):]
	}
	place := Finding{Line: seen.first, Row: f.rowOf(seen.first)}
	switch {
	case seen.double && !seen.header: // the quotes are double ones
	case seen.header, seen.needed > 0 && seen.against == 0:
		f.dialect.Quote = '\''
		f.reason("quote-apostrophe", "'")
		place.Code = CodeApostropheQuotes
	case seen.needed > 0:
		place.Code = CodeApostropheDoubt
	}
	if place.Code != "" {
		f.findings = append(f.findings, place)
	}
}

// apostrophes counts what speaks for apostrophes as quotes and what against them.
type apostrophes struct {
	quoted  int  // cells that begin and end with one
	needed  int  // of these, cells that hold a separator or a doubled apostrophe
	plain   int  // cells without one
	against int  // cells that have one elsewhere
	double  bool // some cell begins with a double quote
	header  bool // all the names of the header are quoted so
	first   int  // line of the first cell that is
}

func (a *apostrophes) line(line []byte, sep byte) {
	for at := 0; at <= len(line); at++ {
		for at < len(line) && line[at] == ' ' && sep != ' ' {
			at++
		}
		end, needed := apostropheCell(line, at, sep)
		if end >= 0 {
			a.quoted++
			if needed {
				a.needed++
			}
		} else {
			if end = bytes.IndexByte(line[at:], sep); end < 0 {
				end = len(line) - at
			}
			cell := line[at : at+end]
			end += at
			a.double = a.double || len(cell) > 0 && cell[0] == '"'
			if bytes.IndexByte(cell, '\'') >= 0 {
				a.against++
			} else {
				a.plain++
			}
		}
		at = end
	}
}

// apostropheCell reads the cell at an offset as one in apostrophes: end is where it ends, or -1 if it is none.
func apostropheCell(line []byte, at int, sep byte) (end int, needed bool) {
	if at >= len(line) || line[at] != '\'' {
		return -1, false
	}
	for i := at + 1; i < len(line); i++ {
		switch {
		case line[i] == sep:
			needed = true
		case line[i] != '\'':
		case i+1 < len(line) && line[i+1] == '\'' && i+2 < len(line) && line[i+2] != sep:
			needed = true
			i++
		default:
			p := splitter{sep: sep}
			return p.closes(line, i+1), needed
		}
	}
	return -1, false
}
