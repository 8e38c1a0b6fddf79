package enroster

import (
	"bytes"
	"encoding/binary"
	"slices"
	"time"
)

// quick reads the rows of the ordinary kind, which nearly all are: whole in the buffer, every cell clean and with a
// value of its column in the usual spelling, nothing to report. It looks at eight bytes at a time, takes texts from an
// arena and remembers the cells that repeat. Any other row it leaves to the reader's long way, of which it is but an
// abridgement: records and findings are the same without it, and the tests compare the two.
type quick struct {
	off           bool // for tests
	on            bool // the file can have such rows
	found         *found
	today         Date
	most          int // bytes of a row
	noCells       bool
	roster, guids bool          // as in found
	sep, quote    byte          // quote is sep if quotes are letters
	latin         *[256][2]byte // see latinLetters; nil for UTF-8
	fields        [quickColumns]Field
	usual         [quickColumns]bool // columns of which short knows a spelling
	at            [fieldCount]int
	textAt        [len(textFields)]uint8 // columns of the texts; quickColumns for one that is not there
	needed        []uint8                // columns in which every row has something
	childAt       []uint8                // columns of children
	id            Field                  // that every row has
	source        uint32                 // the Reader, if records keep their rows; else 0

	sepWord, quoteWord uint64 // eight times each

	known        known
	lastProfiles [2]uint16 // of known, the last one first; the file's rows often stand by profile
	texts        arena
	decoded      []byte                                                 // a row of an eight-bit encoding
	table        [sourceSize + quickColumns*narrowSize + countSize]byte // for places

	// Of the row that is being read:
	p     parsed
	spans [quickColumns + 1]span                   // the last one is empty
	ends  [quickColumns*tightSize + countSize]byte // where its cells end, for places
	kids  [maxKids]span
}

// textFields are the fields of a record that are a cell's text, in the order of ordinary.texts.
var textFields = [...]Field{FieldGUID, FieldAccountID, FieldLastName, FieldFirstName, FieldSchool}

// fieldBeyond is the field of cells beyond the header.
const fieldBeyond Field = fieldCount

// quickColumns is the most cells of a row of the ordinary kind, and maxKids the most children: more are a finding.
const (
	quickColumns = 64
	maxKids      = 8
)

// span is where a cell's text lies in its row: it begins at the number of the lower 16 bits and ends at that of the upper.
// One number is read at once where two that were just written are waited for.
type span uint32

func newSpan(from, to int) span { return span(uint32(from) | uint32(to)<<16) }

func (s span) from() int { return int(s & 0xffff) }
func (s span) to() int   { return int(s >> 16) }

// empty reports whether it begins where it ends.
func (s span) empty() bool { return uint16(s) == uint16(s>>16) }

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
		switch q.fields[i] {
		case FieldGUID, FieldChild, FieldSex, FieldProfile, FieldBorn:
			q.usual[i] = true
		}
	}
	inOrder := slices.IsSortedFunc(f.children, func(a, b int) int { return f.columns[a].N - f.columns[b].N })
	q.on = !q.off && bytes.IndexByte([]byte(";,\t|"), q.sep) >= 0 && (d.Quote == 0 || d.Quote == '"') && inOrder && len(f.columns) <= quickColumns &&
		!f.rewrites && q.at[q.id] >= 0
	if !q.on {
		return
	}
	for i, field := range textFields {
		q.textAt[i] = quickColumns
		if q.at[field] >= 0 {
			q.textAt[i] = uint8(q.at[field])
		}
	}
	q.needed, q.childAt = nil, nil
	for _, field := range [...]Field{FieldLastName, FieldFirstName, q.id} {
		if q.at[field] >= 0 {
			q.needed = append(q.needed, uint8(q.at[field]))
		}
	}
	for _, at := range f.children {
		q.childAt = append(q.childAt, uint8(at))
	}
}

// ordinary goes to the next row if it is of the ordinary kind, and gives it with its text and the batch that has what else
// it names. If not, it reads nothing and w is nil.
func (r *Reader) ordinary() (w *ordinary, text string, t *batch) {
	q, s := &r.quick, r.src
	if len(r.blanks) > 0 || r.strict != nil || !q.on {
		return nil, "", nil
	}
	if r.ahead != nil {
		if w, text, t = r.ahead.take(q); w != nil {
			return w, text, t
		}
	}
	b := s.lines()
	if len(b) == 0 {
		return nil, "", nil
	}
	q.known.begin(q)
	b, _, ok := q.parse(b)
	if !ok {
		return nil, "", nil
	}
	t = &r.own
	if len(t.known) != len(q.known.cells) || q.known.renewed {
		t.known, t.kids, q.known.renewed = q.known.cells, q.kids[:], false
	}
	return &q.p.ordinary, q.texts.add(b, q.places(len(b))), t
}

// take gives the record of a row that ordinary gave, and consumes it. A record is built on the stack, where the collector need
// not be told of its pointers one by one.
func (r *Reader) take(w *ordinary, text string, t *batch) (rec Record) {
	r.line++
	r.row++
	rec.Line, rec.Row = r.line, r.row
	rec.GUID, rec.AccountID, rec.School = w.part(text, 0), w.part(text, 1), w.part(text, 4)
	rec.LastName, rec.FirstName = w.part(text, 2), w.part(text, 3)
	rec.Profile, rec.Sex, rec.Title = w.profile, w.sex, w.title
	rec.Classes, rec.Groups = t.known[w.classes].classes, t.known[w.groups].classes
	if w.born != 0 {
		rec.Born = Date{Year: int(w.born >> 16), Month: time.Month(w.born >> 8 & 0xff), Day: int(w.born & 0xff)}
	}
	if n := uint32(w.nKids); n > 0 {
		rec.Children = r.quick.texts.list(int(n))
		for _, k := range t.kids[w.kids : w.kids+n] {
			rec.Children = append(rec.Children, text[k.from():k.to()])
		}
	}
	if !r.quick.noCells {
		rec.Cells = Cells{packed: text}
	}
	id := rec.AccountID
	if r.found.roster {
		id = rec.GUID
	}
	r.lastID = append(r.lastID[:0], id...)
	r.accented = r.accented || w.accented
	if len(r.src.kept) > 0 || !r.kept.some {
		r.keepRow(&rec, 0)
	}
	r.src.skip(int(w.size))
	return rec
}

// places gives what Cells.packed has behind the text of a row of so many bytes.
func (q *quick) places(size int) []byte {
	if q.p.tight && q.source == 0 && !q.noCells {
		at := q.p.n * tightSize
		binary.LittleEndian.PutUint32(q.ends[at:], uint32(q.p.n|isTight))
		return q.ends[:at+countSize]
	}
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
			b = append(b, byte(s>>16), byte(s>>24))
		}
	} else {
		for _, s := range q.spans[:q.p.n] {
			b = binary.LittleEndian.AppendUint32(b, uint32(s)) // as appendPlace has it
		}
	}
	return binary.LittleEndian.AppendUint32(b, uint32(q.p.n|kind))
}
