package enroster

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// quick reads the rows of the ordinary kind, which nearly all are: whole in the buffer, every cell clean and with a
// value of its column in the usual spelling, nothing to report. It looks at eight bytes at a time, takes texts from an
// arena and remembers the cells that repeat. Any other row it leaves to the reader's long way, of which it is but an
// abridgement: records and findings are the same without it, and the tests compare the two.
type quick struct {
	off                bool // for tests
	on                 bool // the file can have such rows
	found              *found
	today              Date
	most               int // bytes of a row
	noCells            bool
	roster, guids      bool          // as in found
	sep, quote         byte          // quote is sep if quotes are letters
	sepWord, quoteWord uint64        // eight times each
	latin              *[256][2]byte // see latinLetters; nil for UTF-8
	fields             [quickColumns]Field
	at                 [fieldCount]int
	id                 Field // that every row has

	known       [][2]knownCell
	lastProfile *knownCell // the file's rows often stand by profile; another cell may have come in its place
	texts       arena
	decoded     []byte // a row of an eight-bit encoding
	table       []byte // for places
	source      uint32 // the Reader, if records keep their rows; else 0

	// Of the row that is being read:
	spans     [quickColumns]span
	p         parsed
	misplaced bool // a value may belong under another column
	classRef  []Class
}

// fieldBeyond is the field of cells beyond the header.
const fieldBeyond Field = fieldCount

// quickColumns is the most cells of a row of the ordinary kind.
const quickColumns = 64

// span is where a cell's text lies in its row.
type span struct{ from, to uint16 }

// prepare decides whether a file can have rows of the ordinary kind, once its header is read.
func (q *quick) prepare(f *found, opts *Options) {
	d := f.dialect
	q.found, q.today, q.most, q.noCells = f, opts.Today, opts.MaxRow, opts.NoCells
	q.roster, q.guids = f.roster, f.guids
	q.sep, q.quote = byte(d.Separator), '"'
	if d.Quote == 0 {
		q.quote = q.sep
	}
	q.sepWord, q.quoteWord = uint64(q.sep)*everyByte, uint64(q.quote)*everyByte
	if charmaps[d.Encoding] != nil {
		q.latin = latinLetters(d.Encoding)
	}
	q.at, q.id = f.at, FieldAccountID
	if q.roster {
		q.id = FieldGUID
	}
	for i := range q.fields {
		q.fields[i] = fieldBeyond
		if i < len(f.columns) {
			q.fields[i] = f.columns[i].Field
		}
	}
	inOrder := slices.IsSortedFunc(f.children, func(a, b int) int { return f.columns[a].N - f.columns[b].N })
	q.on = !q.off && bytes.IndexByte([]byte(";,\t|"), q.sep) >= 0 && (d.Quote == 0 || d.Quote == '"') && inOrder && len(f.columns) <= quickColumns &&
		!f.rewrites && q.at[q.id] >= 0
}

// quickRow reads the next row if it is of the ordinary kind. If not, it reads nothing and returns false.
func (r *Reader) quickRow(rec *Record) bool {
	if len(r.blanks) > 0 {
		return false
	}
	if r.ahead != nil {
		if b, row := r.ahead.take(&r.quick); row != nil {
			if !r.quick.record(b, rec) {
				return false
			}
			r.took(rec, row.size, r.quick.p.accented)
			return true
		}
	}
	b := r.src.lines()
	if len(b) == 0 {
		return false
	}
	b, size, ok := r.quick.parse(b)
	if ok = ok && r.quick.record(b, rec); ok {
		r.took(rec, size, r.quick.p.accented)
	}
	return ok
}

// took goes to the row after one of the ordinary kind.
func (r *Reader) took(rec *Record, size int, accented bool) {
	r.line++
	r.row++
	rec.Line, rec.Row = r.line, r.row
	id := rec.AccountID
	if r.found.roster {
		id = rec.GUID
	}
	r.lastID = append(r.lastID[:0], id...)
	r.accented = r.accented || accented
	if len(r.src.kept) > 0 || !r.kept.some {
		r.keepRow(rec, 0)
	}
	r.src.skip(size)
}

// record makes the record of a row that was parsed. It returns false if the children are not as they should be.
func (q *quick) record(row []byte, rec *Record) bool {
	p := &q.p
	*rec = Record{}
	rec.Profile, rec.Classes, rec.Groups, rec.Born, rec.Sex, rec.Title = p.profile, p.classes, p.groups, p.born, p.sex, p.title
	text := q.texts.add(row, q.places(len(row)))
	rec.GUID, rec.AccountID, rec.School = q.text(text, FieldGUID), q.text(text, FieldAccountID), q.text(text, FieldSchool)
	rec.LastName, rec.FirstName = q.text(text, FieldLastName), q.text(text, FieldFirstName)
	if p.kids > 0 && !q.children(text, rec) {
		return false
	}
	if !q.noCells {
		rec.Cells = Cells{packed: text}
	}
	return true
}

// places gives what Cells.packed has behind the text of a row of so many bytes.
func (q *quick) places(size int) []byte {
	b, kind := q.table[:0], 0
	if q.source != 0 {
		b, kind = appendSource(b, q.source, 0, size, 0, 0), hasSource
	}
	if q.noCells {
		return b
	}
	if q.p.tight {
		kind |= isTight
		for _, s := range q.spans[:q.p.n] {
			b = append(b, byte(s.to), byte(s.to>>8))
		}
	} else {
		for _, s := range q.spans[:q.p.n] {
			b = appendPlace(b, int(s.from), int(s.to), false)
		}
	}
	q.table = binary.LittleEndian.AppendUint32(b, uint32(q.p.n|kind))
	return q.table
}

// text is the text of the column with the field.
func (q *quick) text(row string, f Field) string {
	if i := q.at[f]; i >= 0 && i < q.p.n {
		return row[q.spans[i].from:q.spans[i].to]
	}
	return ""
}

// children collects the children of rec. It returns false if one stands there twice, or is the person herself.
func (q *quick) children(row string, rec *Record) bool {
	self := rec.GUID
	if rec.AccountID != "" && !q.roster {
		self = rec.AccountID
	}
	list := q.texts.list(q.p.kids)
	for _, i := range q.found.children {
		if i >= q.p.n || q.empty(i) {
			continue
		}
		id := row[q.spans[i].from:q.spans[i].to]
		if id == self || slices.Contains(list, id) {
			return false
		}
		list = append(list, id)
	}
	rec.Children = list
	return true
}
