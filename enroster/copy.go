package enroster

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// What a Writer with WriterOptions.Like cannot write.
var (
	ErrNoSource    = errors.New("enroster: the Reader keeps no source")                        // see Options.KeepSource
	ErrNoColumn    = errors.New("enroster: the file has no column for the value")              // that a record was given
	ErrNotEncoded  = errors.New("enroster: the encoding of the file lacks a character")        // of a value that a record was given
	ErrNotReadBack = errors.New("enroster: the row would not be read as what the record says") // a line end in a name, say
)

// copier writes records as rows of the file that a Reader reads. A record that still says what its row says is written
// as that row; of another the cells alone that must change.
type copier struct {
	like    *Reader
	again   Reader   // reads rows as like does, without findings
	text    *source  // of again
	enc     Encoding // in which again reads: UTF-16 is read as UTF-8
	guard   bool
	head    int    // bytes of like's head that are written
	partial bool   // what was written last has no line end
	lineEnd string // of the last row that had one
	place   row    // of no row: nothing is reported
	cells   []cell
	out     []byte
}

func newCopier(like *Reader, guard bool) *copier {
	return &copier{like: like, guard: guard}
}

// start begins with like's header.
func (c *copier) start() error {
	if c.text != nil {
		return nil
	}
	like := c.like
	like.start()
	switch {
	case like.kept.id == 0:
		return ErrNoSource
	case like.fatal != nil:
		return like.fatal
	}
	c.text = newSource(nil)
	c.again = Reader{opts: Options{Today: like.opts.Today, MaxRow: like.opts.MaxRow, Encoding: like.opts.Encoding}, found: like.found,
		split: splitter{sep: like.split.sep, quote: like.split.quote},
		src:   c.text, started: true, mute: true, accented: true}
	c.lineEnd = like.found.dialect.LineEnd
	if c.lineEnd == "" || c.lineEnd == "mixed" {
		c.lineEnd = "\n"
	}
	return nil
}

// begin gives what of the head is not yet written: it grows until the first record is read.
func (c *copier) begin() string {
	head := c.like.kept.head[c.head:]
	c.head += len(head)
	c.ends(head)
	return head
}

// end gives what stands at the end of the file, which like knows once it has read it.
func (c *copier) end() string { return c.like.kept.tail }

// ends notes how a written text ends. Some ENTs write a mark at the beginning of each line, which ends none; in an
// eight-bit encoding it is three letters.
func (c *copier) ends(text string) {
	letters := decodeWhole([]byte("\ufeff"), c.like.found.dialect.Encoding)
	for marked := true; marked; {
		n := len(text)
		text = strings.TrimSuffix(strings.TrimRight(text, "\ufeff"), letters)
		marked = len(text) < n
	}
	if text == "" {
		return
	}
	_, end := cutLineEnd(text)
	if c.partial = end == ""; !c.partial {
		c.lineEnd = end
	}
}

// cutLineEnd parts a text from the line end that it ends with.
func cutLineEnd(text string) (string, string) {
	n := len(text)
	switch {
	case strings.HasSuffix(text, "\r\n"):
		n -= 2
	case strings.HasSuffix(text, "\n"), strings.HasSuffix(text, "\r"):
		n--
	}
	return text[:n], text[n:]
}

// row gives what is to be written for a record, in the encoding of the file. It stays valid until the next call.
func (c *copier) row(rec *Record) ([]byte, error) {
	id, source, before := rec.Cells.source()
	if id != 0 && id != c.like.kept.id { // of another file: its cells stand under other columns
		id, source, before = 0, "", ""
		other := *rec
		other.Cells = Cells{}
		rec = &other
	}
	enc := c.like.found.dialect.Encoding // which may have been found late
	if c.enc = enc; charmaps[enc] == nil {
		c.enc = UTF8
	}
	c.again.found.dialect.Encoding = c.enc
	c.out = c.out[:0]
	if c.partial { // a row that was the last one, without a line end
		c.out = appendKept(c.out, c.lineEnd, enc)
	}
	c.out = appendKept(c.out, before, enc)
	if rec.Cells.flags()&isEdited != 0 {
		rec = c.withCells(rec, source)
	}
	text := source
	if id == 0 || rec.Cells.flags()&isEdited != 0 || !c.says(rec) {
		row, err := c.changed(rec, source)
		if err != nil {
			return nil, fmt.Errorf("%w (line %d)", err, rec.Line)
		}
		text = decodeWhole(row, c.enc)
	}
	c.out = appendKept(c.out, text, enc)
	c.ends(before)
	c.ends(text)
	return c.out, nil
}

// says reports whether the typed fields of a record are those of its cells.
func (c *copier) says(rec *Record) bool {
	was := c.typed(rec.Cells)
	return sameFields(rec, &was)
}

// typed types cells as the Reader does.
func (c *copier) typed(cells Cells) (rec Record) {
	c.cells = c.cells[:0]
	for _, s := range cells.All() {
		c.cells = append(c.cells, cell{text: s})
	}
	t := typist{r: &c.again, w: &c.place, cells: c.cells, rec: &rec}
	t.fields()
	return rec
}

// sameFields reports whether two records have the same typed fields.
func sameFields(a, b *Record) bool {
	return a.GUID == b.GUID && a.AccountID == b.AccountID && a.LastName == b.LastName && a.FirstName == b.FirstName &&
		a.Profile == b.Profile && a.School == b.School && a.Born == b.Born && a.Sex == b.Sex && a.Title == b.Title &&
		slices.Equal(a.Classes, b.Classes) && slices.Equal(a.Groups, b.Groups) && slices.Equal(a.Children, b.Children)
}

// changed gives the row of a record whose cells are not those of its source, or that has none, in c.enc.
func (c *copier) changed(rec *Record, source string) ([]byte, error) {
	texts, err := c.overlay(rec)
	if err != nil {
		return nil, err
	}
	end := c.lineEnd
	if source != "" {
		body, _ := cutLineEnd(source)
		end = source[len(body):] // nothing, where the file ends in the row
		was, _ := appendEncoded(nil, body, c.enc)
		if enc := c.again.encodingOf(&row{bytes: was}); enc != c.enc { // a row of another encoding stays in it where it can
			if row, err := c.patch(was, texts, enc); err == nil && c.readsBack(row, texts, rec) {
				return append(row, end...), nil
			}
			if in, ok := appendEncoded(nil, decode(was, enc), c.enc); ok {
				was = in
			}
		}
		row, err := c.patch(was, texts, c.enc)
		if err != nil {
			return nil, err
		}
		if c.readsBack(row, texts, rec) {
			return append(row, end...), nil
		}
	}
	var row []byte
	for i := range max(len(texts), c.like.found.width) {
		if i > 0 {
			row = append(row, c.like.split.sep)
		}
		text := ""
		if i < len(texts) {
			text = texts[i]
		}
		if row, err = c.appendCell(row, i, text, c.enc, c.like.allQuoted); err != nil {
			return nil, err
		}
	}
	if !c.readsBack(row, texts, rec) {
		return nil, ErrNotReadBack
	}
	return append(row, end...), nil
}

// patch gives a row in an encoding with the texts in its cells. Cells that have theirs already stay as they are written.
func (c *copier) patch(row []byte, texts []string, enc Encoding) ([]byte, error) {
	cells := headerCells(row, c.like.split.sep, c.like.split.quote)
	var b []byte
	for i := range max(len(cells), len(texts)) {
		if i > 0 {
			b = append(b, c.like.split.sep)
		}
		text, old, written := "", "", []byte(nil)
		if i < len(texts) {
			text = texts[i]
		}
		if i < len(cells) {
			end := len(row)
			if i+1 < len(cells) {
				end = cells[i+1].at - 1
			}
			written = row[cells[i].at:end]
			old, _ = clean(cells[i].raw, enc, isCode(c.like.found.columns.field(i)))
		}
		if old == text && (i < len(cells) || text == "") {
			b = append(b, written...)
			continue
		}
		quote := c.like.split.quote
		var err error
		if b, err = c.appendCell(b, i, text, enc, quote != 0 && bytes.IndexByte(bytes.TrimLeft(written, " "), quote) == 0); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// appendCell appends a text as the cell of column i, in quotes where they are needed.
func (c *copier) appendCell(b []byte, i int, text string, enc Encoding, quoted bool) ([]byte, error) {
	if c.guard {
		text = guarded(text)
	}
	quote := string(rune(c.like.split.quote))
	if c.like.split.quote != 0 && (quoted || needsQuotes(text, rune(c.like.split.sep), quote)) {
		text = quote + strings.ReplaceAll(text, quote, quote+quote) + quote
	}
	b, ok := appendEncoded(b, text, enc)
	if !ok {
		return nil, fmt.Errorf("%w: %s, column %q", ErrNotEncoded, enc, c.like.found.columns.header(i))
	}
	return b, nil
}

// readsBack reports whether a row is read as one record with the texts in its cells and the fields of rec.
func (c *copier) readsBack(row []byte, texts []string, rec *Record) bool {
	var got Record
	if !c.read(row, &got) {
		return false
	}
	for i := range max(got.Cells.Len(), len(texts)) {
		text := ""
		if i < len(texts) {
			text = texts[i]
		}
		if got.Cells.At(i) != text {
			return false
		}
	}
	return sameFields(rec, &got)
}

// read reads a row. It returns false if the row is not one record.
func (c *copier) read(row []byte, rec *Record) bool {
	*c.text = source{r: io.MultiReader(bytes.NewReader(row), strings.NewReader("\n")), buf: c.text.buf}
	c.again.lastID = append(c.again.lastID[:0], c.like.lastID...)
	ok, err := c.again.next(rec)
	return ok && err == nil && !c.text.has(1)
}
