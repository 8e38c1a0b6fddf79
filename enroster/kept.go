package enroster

import (
	"encoding/binary"
	"sync/atomic"
)

// What a Reader with Options.KeepSource keeps of its file, for a Writer that writes it again: each record's row as it
// stands there, in its Cells, with what stands before it and is no record; and beside the records the head, which is all
// that stands before the first of them, and the tail, which is all that stands after the last.

// maxKept bounds what is kept between two records. A file of blank lines alone may not be held.
const maxKept = 1 << 20

// readers counts the Readers that keep their source, so that a record's row is known to be of a file.
var readers atomic.Uint32

// kept is a Reader's part of it.
type kept struct {
	id   uint32 // of the Reader, never 0; 0 where nothing is kept
	head string
	tail string
	some bool // a record has been read
}

// keepSource begins to keep what is read.
func (r *Reader) keepSource() {
	r.src.keep = max(maxKept, r.opts.MaxRow)
	r.quick.source = r.kept.id
}

// sourceText is a piece of the file as text. An eight-bit encoding has a character for each byte, so nothing is lost; a
// file in UTF-8 may have bytes that are none, and keeps them.
func (r *Reader) sourceText(b []byte) string { return decodeWhole(b, r.found.dialect.Encoding) }

// keepHead keeps what readHeader has consumed.
func (r *Reader) keepHead() {
	r.kept.head = r.sourceText(r.src.kept)
	r.src.kept = r.src.kept[:0]
}

// keepRow gives a record its row: the last size bytes consumed, or if 0 what its Cells have already. What was consumed
// before and is no record goes with it, or with the head.
func (r *Reader) keepRow(rec *Record, size int) {
	b := r.src.kept
	between := r.sourceText(b[:len(b)-size])
	if !r.kept.some {
		r.kept.some = true
		r.kept.head += between
		between = ""
	}
	switch {
	case size > 0:
		rec.Cells = rec.Cells.withSource(r.kept.id, r.sourceText(b[len(b)-size:]), between, hasSource)
	case between != "":
		rec.Cells = rec.Cells.withSource(r.kept.id, rec.Cells.Source(), between, hasSource)
	}
	r.src.kept = b[:0]
}

// keepTail keeps what is left at the end of the file.
func (r *Reader) keepTail() {
	r.src.advance(r.src.end - r.src.pos)
	r.kept.tail = r.sourceText(r.src.kept)
	r.src.kept = nil
}

// A source in Cells.packed is five numbers of four bytes before the places of the cells: the Reader, where the row
// begins and ends, and where that begins and ends which stands before it.
const (
	sourceSize = 5 * 4
	hasSource  = 1 << 30 // beside the number of cells
	isEdited   = 1 << 29 // the cells are no longer those of the source
)

func appendSource(b []byte, id uint32, rowFrom, rowTo, beforeFrom, beforeTo int) []byte {
	b = binary.LittleEndian.AppendUint32(b, id)
	for _, n := range [...]int{rowFrom, rowTo, beforeFrom, beforeTo} {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	return b
}

// flags gives the bits beside the number of cells.
func (c Cells) flags() uint32 {
	if c.packed == "" {
		return 0
	}
	return c.number(len(c.packed)-countSize) &^ maxCount
}

// number reads four bytes.
func (c Cells) number(at int) uint32 {
	return uint32(c.packed[at]) | uint32(c.packed[at+1])<<8 | uint32(c.packed[at+2])<<16 | uint32(c.packed[at+3])<<24
}

// table is where the places of the cells begin.
func (c Cells) table() int {
	n, size := c.count()
	return len(c.packed) - countSize - n*size
}

// source gives the Reader that read the row, the row, and what stands before it; zeros if there is none.
func (c Cells) source() (id uint32, row, before string) {
	if c.flags()&hasSource == 0 {
		return 0, "", ""
	}
	at := c.table() - sourceSize
	part := func(i int) string { return c.packed[c.number(at+4*i):c.number(at+4*i+4)] }
	return c.number(at), part(1), part(3)
}

// Source gives the row as it stands in the file, its line end included, in UTF-8 or, where a row of a UTF-8 file is none,
// in its bytes. It is "" without Options.KeepSource.
func (c Cells) Source() string {
	_, row, _ := c.source()
	return row
}

// With gives the cells with another text at i, counted from 0; a row that stops before i gets empty cells up to it. What
// Source gives stays, and a Writer that copies the file (WriterOptions.Like) changes this cell alone. The fields of the record
// stay too: one that is as it was read gives way to its cell there, one that was changed as well counts.
func (c Cells) With(i int, text string) Cells {
	texts := c.texts()
	for len(texts) <= i {
		texts = append(texts, "")
	}
	texts[i] = text
	edited := CellsOf(texts...)
	if id, row, before := c.source(); id != 0 {
		edited = edited.withSource(id, row, before, hasSource|isEdited)
	}
	return edited
}

// withSource gives the cells with a source, which flags say.
func (c Cells) withSource(id uint32, row, before string, flags uint32) Cells {
	if c.packed == "" {
		return c
	}
	table, end := c.table(), c.table()
	if c.flags()&hasSource != 0 {
		end -= sourceSize
	}
	b := make([]byte, 0, len(c.packed)+len(row)+len(before)+sourceSize)
	b = append(b, c.packed[:end]...)
	b = append(append(b, row...), before...)
	b = appendSource(b, id, end, end+len(row), end+len(row), end+len(row)+len(before))
	b = append(b, c.packed[table:len(c.packed)-countSize]...)
	b = binary.LittleEndian.AppendUint32(b, c.number(len(c.packed)-countSize)|flags)
	return Cells{packed: string(b)}
}
