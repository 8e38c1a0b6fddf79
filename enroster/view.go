package enroster

import (
	"bytes"
	"unicode/utf8"
)

// view is the rows of a piece of the buffer, of which it has an outline. It gives those that stand whole there on one
// line and of which nothing is to be said; of the others it says so.
type view struct {
	row   Row
	sep   byte
	utf8  bool
	latin *[256][2]byte // see latinLetters; nil for other encodings
	most  int           // bytes of a row

	outline  outline
	b        []byte // of which the outline is
	off      int64  // of b in the stream
	moves    int    // as in the source when the outline was drawn
	stop     int    // of outline.stops, the first one that no row has used
	high     int    // of outline.highs, likewise
	quote    int    // no quote is in b before it but in rows that were given
	accented bool   // a row had accents

	stops   []uint16 // of a row with quotes or of another encoding
	decoded []byte
}

// newView makes a view for the rows of a file whose header is read.
func (r *Reader) newView() *view {
	d := r.found.dialect
	v := &view{sep: byte(d.Separator), row: Row{quote: byte(d.Quote)}, most: r.opts.MaxRow, moves: -1}
	if v.row.quote == 0 {
		v.row.quote = v.sep
	}
	v.encoding(d.Encoding)
	return v
}

// encoding tells the view the encoding of the file, which may show late.
func (v *view) encoding(enc Encoding) {
	v.utf8, v.latin = charmaps[enc] == nil, nil
	if !v.utf8 {
		v.latin = latinLetters(enc)
	}
}

// verdict is what a view says of a row.
type verdict uint8

const (
	isGiven  verdict = iota
	isBeyond         // it does not end in the outline
	isOdd            // it is not for a view
)

// viewRow reads the next row by the view. If it cannot, it reads nothing and returns false.
func (r *Reader) viewRow(v *view) bool {
	s := r.src
	at, drawn := int(s.off-v.off), false
	for {
		if v.moves == s.moves && at < v.outline.size {
			size, said := v.next(at)
			if said == isGiven {
				r.line++
				r.row++
				v.row.Line, v.row.Row = r.line, r.row
				s.advance(size)
				if id := r.idColumn(); id >= 0 {
					r.keepID(v.row.Cell(id))
				}
				r.accented = r.accented || v.accented
				return true
			}
			if said == isOdd || drawn {
				return false
			}
		}
		if drawn {
			return false
		}
		b := s.lines()
		if len(b) == 0 {
			return false
		}
		v.draw(b, s.whole-s.pos)
		v.off, v.moves = s.off, s.moves
		at, drawn = 0, true
	}
}

// draw begins with a new piece of the buffer, of which n bytes are whole lines.
func (v *view) draw(b []byte, n int) {
	v.outline.draw(b, n, uint64(v.sep)*everyByte)
	v.b, v.stop, v.high, v.quote = b, 0, 0, 0
	if v.row.quote == v.sep {
		v.quote = v.outline.size
	}
}

// next reads the row at the offset at. size is that of the row in the file, its line end included.
func (v *view) next(at int) (size int, said verdict) {
	o, b := &v.outline, v.b
	stops := o.stops[:o.nStops]
	k := v.stop
	for k < len(stops) && int(stops[k]) < at { // after a row that was none for a view
		k++
	}
	first := k
	for ; k < len(stops) && b[stops[k]] == v.sep; k++ {
	}
	if k >= len(stops) {
		return 0, isBeyond
	}
	end, after := int(stops[k]), k+1
	size = end + 1 - at
	if b[end] == '\r' && b[end+1] == '\n' {
		after++
		size++
	} else if b[end] != '\n' {
		return 0, isOdd
	}
	if size > v.most {
		return 0, isOdd
	}
	w := &v.row
	if c := b[at]; c <= ' ' || c == v.sep || c == bom[0] || c == w.quote && b[at+1] == w.quote {
		if c == bom[0] || len(bytes.Trim(b[at:end], string([]byte{' ', '\t', v.sep, w.quote}))) == 0 {
			return 0, isOdd // it may be a blank line, of which there is a finding
		}
	}
	w.text, w.from, w.stops, w.cells = b, at, stops[first:k+1], nil
	if v.quote < end && !v.unquote(at, end) {
		return 0, isOdd
	}
	for v.high < o.nHighs && int(o.highs[v.high]) < at {
		v.high++
	}
	if v.high < o.nHighs && int(o.highs[v.high]) < end && !v.letters(at, end) {
		return 0, isOdd
	}
	v.stop = after
	return size, isGiven
}

// unquote looks for quotes in the row, and takes the separators inside quoted cells from its stops. It returns false if
// there are others than those around a cell.
func (v *view) unquote(at, end int) bool {
	w := &v.row
	if v.quote < at {
		v.quote = at
	}
	i := bytes.IndexByte(v.b[v.quote:v.outline.size], w.quote)
	if v.quote += i; i < 0 {
		v.quote = v.outline.size
	}
	if v.quote >= end {
		return true
	}
	list := v.stops[:0]
	from, quote := at, v.quote
	for i := 0; i < len(w.stops); i++ {
		stop := int(w.stops[i])
		if v.b[from] == w.quote {
			j := bytes.IndexByte(v.b[from+1:end], w.quote)
			if j < 0 {
				return false
			}
			for stop < from+j+2 && i+1 < len(w.stops) {
				i++
				stop = int(w.stops[i])
			}
			if stop != from+j+2 {
				return false
			}
			quote = end
			if j := bytes.IndexByte(v.b[stop:end], w.quote); j >= 0 {
				quote = stop + j
			}
		} else if quote < stop {
			return false
		}
		list = append(list, uint16(stop))
		from = stop + 1
	}
	v.stops, w.stops, v.quote = list, list, end
	return true
}

// letters looks at the bytes of the row that are not ASCII. In UTF-8 each must be an accented letter that stands alone; a
// row of an eight-bit encoding, all of whose must be letters, is decoded.
func (v *view) letters(at, end int) bool {
	if !v.utf8 {
		return v.decode(at, end)
	}
	o := &v.outline
	for ; v.high < o.nHighs && int(o.highs[v.high]) < end; v.high++ {
		p := v.b[o.highs[v.high]:]
		if p[0] < 0xc3 || p[0] > 0xc5 || p[1]&0xc0 != 0x80 || p[2] >= utf8.RuneSelf {
			return false
		}
	}
	v.accented = true
	return true
}

// decode puts the row into v.decoded, and its stops into v.stops.
func (v *view) decode(at, end int) bool {
	if v.latin == nil {
		return false
	}
	o, w := &v.outline, &v.row
	text, stops, from := v.decoded[:0], v.stops[:0], at
	for ; v.high < o.nHighs && int(o.highs[v.high]) < end; v.high++ {
		p := int(o.highs[v.high])
		for len(stops) < len(w.stops) && int(w.stops[len(stops)]) < p {
			stops = append(stops, uint16(int(w.stops[len(stops)])-from+len(text)))
		}
		text = append(text, v.b[from:p]...)
		for from = p; v.b[from] >= utf8.RuneSelf && from < end; from++ {
			u := &v.latin[v.b[from]]
			if u[0] == 0 {
				return false
			}
			text = append(text, u[0], u[1])
		}
	}
	for len(stops) < len(w.stops) {
		stops = append(stops, uint16(int(w.stops[len(stops)])-from+len(text)))
	}
	v.decoded, v.stops = append(text, v.b[from:end]...), stops
	w.text, w.stops, w.from = v.decoded, stops, 0
	return true
}

// keepID keeps the identifier of a row, as far as it may have a shape, for startsRecord.
func (r *Reader) keepID(id []byte) { r.lastID = append(r.lastID[:0], id[:min(len(id), 2*maxID)]...) }
