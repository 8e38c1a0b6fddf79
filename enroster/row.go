package enroster

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// row is a row on its way to a record.
type row struct {
	line, number int
	off          int64
	size         int    // bytes, without the line end
	lines        int    // physical lines
	unfinished   bool   // the stream ends in it, without a line end
	whole        int    // bytes with the line end
	bytes        []byte // like the cells, valid until the next line is asked for
}

// nextRow reads the cells of the next row that is not blank into r.cells.
func (r *Reader) nextRow() (w row, ok bool, err error) {
	for {
		n, next, ok, err := r.nextLine(0)
		if err == errRowTooLong {
			r.skipRow()
			continue
		}
		if !ok || n == next { // the last line: whole only if the stream ended well
			if r.src.err != io.EOF {
				return w, false, fmt.Errorf("enroster: reading line %d: %w", r.line+1, r.src.err)
			}
		}
		if !ok {
			return w, false, nil
		}
		r.line++
		r.row++
		w = row{line: r.line, number: r.row, off: r.src.off, size: n, lines: 1, unfinished: n == next}
		for bytes.HasPrefix(r.src.bytes(w.size), bom) {
			r.src.advance(len(bom)) // some ENTs write one on every line
			w.size -= len(bom)
			w.off += int64(len(bom))
			next -= len(bom)
		}
		if r.isBlank(r.src.bytes(w.size)) {
			r.blank(w)
			r.src.advance(next)
			continue
		}
		r.flushBlank()
		next = r.cut(&w, next)
		r.line += w.lines - 1
		w.bytes = r.src.bytes(w.size)
		r.src.advance(next)
		w.whole = next
		return w, true, nil
	}
}

// nextLine is the source's line, but for the end mark of MS-DOS: that ends the file and no row, and stays unread.
func (r *Reader) nextLine(from int) (n, next int, ok bool, err error) {
	n, next, ok, err = r.src.line(from, r.opts.MaxRow)
	if ok && n == next {
		n = from + len(bytes.TrimRight(r.src.bytes(n)[from:], "\x1a"))
		next, ok = n, n > from
	}
	return n, next, ok, err
}

// maxBlank is how many blank lines wait for a row to follow.
const maxBlank = 100

// blank notes a blank line. It is reported once a row follows: at the end of a file blank lines say nothing, nor does
// the one after the header of SACoche's lists, which belongs to the format.
func (r *Reader) blank(w row) {
	if r.found.dialect.Layout.sacoche() && w.line == r.found.dialect.HeaderLine+1 {
		return
	}
	r.blanks = append(r.blanks, Finding{Code: CodeBlankLine, Line: w.line, Row: w.number, Offset: w.off})
	if len(r.blanks) == maxBlank {
		r.flushBlank()
	}
}

func (r *Reader) flushBlank() {
	for _, f := range r.blanks {
		r.report(f)
	}
	r.blanks = r.blanks[:0]
}

// isBlank reports whether a line has nothing but spaces, separators and quotes with nothing between them.
func (r *Reader) isBlank(b []byte) bool {
	quote := r.split.quote
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == ' ' || c == '\t' || c == r.split.sep:
		case c == quote && quote != 0 && i+1 < len(b) && b[i+1] == quote && r.split.closes(b, i+2) >= 0:
			i++
		default:
			return false
		}
	}
	return true
}

// skipRow reports a row that is too long and leaves it out.
func (r *Reader) skipRow() {
	r.line++
	r.row++
	r.report(Finding{Code: CodeRowTooLong, Line: r.line, Row: r.row, Offset: r.src.off, Want: r.opts.MaxRow})
	r.src.skipLine()
}

// encodingOf gives the encoding of a row: the file's, but a row that is not UTF-8 in a file that is was written in
// Windows-1252, and of Windows-1252 and ISO-8859-15 a row may prove the one where the file is in the other.
func (r *Reader) encodingOf(w *row) Encoding {
	b := w.bytes
	enc := r.found.dialect.Encoding
	if enc == UTF16LE || enc == UTF16BE {
		return UTF8
	}
	if enc != UTF8 {
		if other := provenLatin(b); other != "" && other != enc && r.opts.Encoding == "" && (enc == Windows1252 || enc == ISO8859_15) {
			r.mixing(w, other)
			return other
		}
		return enc
	}
	if utf8.Valid(b) {
		r.accented = r.accented || !isASCII(b)
		return enc
	}
	if !r.accented && r.opts.Encoding == "" {
		r.found.dialect.Encoding = Windows1252
		r.found.dialect.Confidence = 0.8
		r.found.reason("encoding-late", string(Windows1252))
		r.quick.prepare(&r.found, &r.opts)
		return Windows1252
	}
	r.mixing(w, Windows1252)
	return Windows1252
}

// mixing reports the first row of another encoding than the file's.
func (r *Reader) mixing(w *row, enc Encoding) {
	if !r.mixed {
		r.mixed = true
		r.report(Finding{Code: CodeMixedEncodings, Line: w.line, Row: w.number, Offset: w.off, Value: string(enc)})
	}
}
