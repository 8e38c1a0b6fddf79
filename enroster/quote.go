package enroster

import "bytes"

// cut parts the row at the current position into cells. A quoted cell may go on over lines: w grows and the end of the
// last line is returned. It may not swallow a line that begins a record: its quote is then one that was never closed.
func (r *Reader) cut(w *row, next int) int {
	b := r.src.bytes(w.size)
	var open int
	r.cells, open = r.split.split(r.cells[:0], b, -1, false)
	if open < 0 {
		r.freeSwallowed(b)
		return next
	}
	size, lines := w.size, 1
	for end := next; open >= 0 && lines < maxQuotedLines && end < maxQuotedBytes; {
		n, after, ok, err := r.nextLine(end)
		if !ok || err != nil || r.startsRecord(r.src.bytes(n)[end:]) {
			break
		}
		lines++
		closes := r.split.closesIn(r.src.bytes(n)[end:])
		end = after
		if !closes {
			continue
		}
		// The cells before the open one are known to end, so only the rest is looked at again.
		_, further := r.split.split(r.cells[:0], r.src.bytes(n)[open:], -1, false)
		if further < 0 {
			r.cells, _ = r.split.split(r.cells[:0], r.src.bytes(n), -1, false)
			w.size, w.lines, w.unfinished = n, lines, n == after
			return after
		}
		open += further
	}
	b = r.src.bytes(size)
	r.cells, open = r.split.split(r.cells[:0], b, -1, false)
	literal := open
	if r.cells, open = r.split.split(r.cells[:0], b, literal, false); open >= 0 {
		r.cells, _ = r.split.split(r.cells[:0], b, literal, true)
	}
	return next
}

// freeSwallowed reads a row again whose stray quote was closed by the quotes of a later cell ("DISSOIR;"Alain";…): if
// the row then has as many cells as the header, the first quote was the stray one.
func (r *Reader) freeSwallowed(b []byte) {
	if len(r.cells) >= r.found.width {
		return
	}
	for _, c := range r.cells {
		if c.fault&quoteNotDoubled == 0 || bytes.IndexByte(c.raw, r.split.sep) < 0 {
			continue
		}
		quote := c.at + bytes.IndexByte(b[c.at:], r.split.quote)
		other := splitter{sep: r.split.sep, quote: r.split.quote}
		if cells, open := other.split(nil, b, quote, false); open < 0 && len(cells) == r.found.width {
			r.cells = append(r.cells[:0], cells...)
		}
		return
	}
}

// startsRecord reports whether a line begins like a record: with an identifier in the identifier's column. That is what
// tells a new row from a cell that goes on.
func (r *Reader) startsRecord(line []byte) bool {
	whole := line
	for col := r.idColumn(); col > 0; col-- {
		i := bytes.IndexByte(line, r.split.sep)
		if i < 0 {
			return false
		}
		line = line[i+1:]
	}
	cell, _, found := bytes.Cut(line, []byte{r.split.sep})
	if !found {
		return false
	}
	cell = bytes.Trim(cell, " \t\ufeff")
	if n := len(cell); n > 0 && cell[n-1] == r.split.quote && cell[0] != r.split.quote {
		return false // the last line of a cell with an identifier on each
	}
	id := bytes.Trim(cell, "\"' \t\ufeff{}")
	if len(id) >= 32 && len(id) <= 36 {
		if _, ok := CanonicalGUID(string(id)); ok {
			return true
		}
	}
	shape := idShape(bytes.Trim(r.lastID, " \"'"))
	if len(shape) == 0 || 2*bytes.Count(whole, []byte{r.split.sep}) < len(r.found.columns)-1 {
		return false
	}
	return bytes.Equal(idShape(id), shape)
}

// idColumn is the column of the identifier that every row has.
func (r *Reader) idColumn() int {
	if r.found.roster {
		return r.found.at[FieldGUID]
	}
	return r.found.at[FieldAccountID]
}

// maxID is the longest identifier that has a shape: the width of SACoche's column.
const maxID = 63

// idShape reduces an identifier to its shape: a run of letters is a, a run of digits 9. Words and very short
// identifiers have none.
func idShape(id []byte) []byte {
	if len(id) < 3 || len(id) > maxID {
		return nil
	}
	var dst []byte
	for _, c := range id {
		switch {
		case c >= '0' && c <= '9':
			c = '9'
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			c = 'a'
		}
		if len(dst) == 0 || dst[len(dst)-1] != c {
			dst = append(dst, c)
		}
	}
	if bytes.IndexByte(dst, '9') < 0 {
		return nil
	}
	return dst
}
