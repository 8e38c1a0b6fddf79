package enroster

import (
	"iter"
	"slices"
)

// Row is one row of a file as it is written: its cells without the quotes around them, in UTF-8, and nothing else done to
// them. It is valid until the next row is read, and so are its cells.
type Row struct {
	Line int // as in Record
	Row  int // as in Record

	// The cells end in text at stops, and the first one begins at from. One that begins with quote ends with it. A row that
	// was read the long way has cells instead.
	text  []byte
	stops []uint16
	from  int
	quote byte // sep, which no cell begins with, if quotes are letters
	cells [][]byte
}

// Len is the number of cells, those beyond the header included.
func (w *Row) Len() int {
	if w.stops == nil {
		return len(w.cells)
	}
	return len(w.stops)
}

// Cell gives the cell at i, counted from 0; nil where the row has no such cell. The caller may keep a copy alone.
func (w *Row) Cell(i int) []byte {
	if w.stops == nil {
		if uint(i) >= uint(len(w.cells)) {
			return nil
		}
		return w.cells[i]
	}
	if uint(i) >= uint(len(w.stops)) {
		return nil
	}
	from, to := w.from, int(w.stops[i])
	if i > 0 {
		from = int(w.stops[i-1]) + 1
	}
	if to-from >= 2 && w.text[from] == w.quote {
		from, to = from+1, to-1
	}
	return w.text[from:to:to]
}

// Cells gives each cell's place, counted from 0, and the cell.
func (w *Row) Cells() iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		for i := range w.Len() {
			if !yield(i, w.Cell(i)) {
				return
			}
		}
	}
}

// Rows gives the rows under the header as they are written, for who wants the cells of a file and not what they mean. It
// takes little more than a third of the time of encoding/csv, no allocation for a row and some 50 KiB once the beginning is
// read. How the file is written is recognised as for All, and it must be a roster or an account list as for All. Blank lines are
// left out; a repeated header and a line of totals are rows.
//
// Of what All finds, Rows finds what is odd about the header, about lines and about quotes. At the cells it does not look:
// trimmed, composed and repaired, they are the Cells of All's record, unless All had to move those of a short row.
//
// An error comes last and at most once, as from All. Options.Workers are of no use here. Rows and All share one pass: what
// one has read the other does not give again.
func (r *Reader) Rows() iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		if r.done {
			return
		}
		r.start()
		v := r.newView()
		for {
			ok, err := r.nextView(v)
			switch {
			case err != nil:
				r.finish()
				yield(nil, err)
				return
			case !ok:
				r.finish()
				return
			case !yield(&v.row, nil):
				return
			}
		}
	}
}

// nextView reads the next row into the view's. ok is false at the end.
func (r *Reader) nextView(v *view) (ok bool, err error) {
	switch {
	case r.fatal != nil:
		return false, r.fatal
	case r.strict != nil: // the header
		return false, r.strict
	}
	for {
		if len(r.blanks) == 0 && r.viewRow(v) {
			return true, nil
		}
		w, ok, err := r.nextRow()
		if err != nil {
			return false, err
		}
		enc := r.found.dialect.Encoding
		made := ok && r.longRow(&w, &v.row)
		if r.found.dialect.Encoding != enc {
			v.encoding(r.found.dialect.Encoding)
		}
		switch {
		case r.strict != nil:
			return false, r.strict
		case made || !ok:
			return made, nil
		}
	}
}

// longRow makes a Row of one that was read the long way, or a finding if it is too long.
func (r *Reader) longRow(w *row, to *Row) bool {
	torn := w.unfinished && r.tornCharacter(w)
	enc := r.encodingOf(w)
	if len(r.cells) > maxColumns {
		r.report(Finding{Code: CodeTooManyCells, Line: w.line, Row: w.number, Offset: w.off, Want: maxColumns})
		return false
	}
	if torn {
		r.report(Finding{Code: CodeCutOff, Line: w.line, Row: w.number, Offset: w.off})
	}
	*to = Row{Line: w.line, Row: w.number, quote: to.quote, cells: to.cells[:0]}
	for i := range r.cells {
		c := &r.cells[i]
		raw := c.raw
		if enc != UTF8 && !isASCII(raw) {
			raw = []byte(decode(raw, enc))
		}
		to.cells = append(to.cells, raw)
		if c.fault != 0 && i < len(r.found.columns) {
			t := typist{r: r, w: w, cells: slices.Grow(r.cleaned[:0], len(r.cells))[:len(r.cells)]}
			t.cells[i] = cell{at: c.at, fault: c.fault}
			r.clean(&t.cells[i], r.found.columns.field(i), c.raw, enc)
			t.cells[i].marks = 0
			t.checkMarks(i)
		}
	}
	if id := r.idColumn(); id >= 0 && id < len(r.cells) {
		r.keepID(r.cells[id].raw)
	}
	return true
}
