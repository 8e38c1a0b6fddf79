package enroster

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"time"
	"unicode/utf8"
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

// parsed is what a row's cells mean, but for texts.
type parsed struct {
	n        int // cells
	kids     int
	accented bool
	tight    bool // no cell has quotes or spaces around it
	sex      Sex
	title    Title
	profile  Profile
	born     Date
	classes  []Class
	groups   []Class
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
		if b, row := r.ahead.take(r.src, &r.quick); row != nil {
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

// parse reads the row at the beginning of b, in which its line ends, if it is of the ordinary kind: into spans and p, which
// with row are all that record needs. row is b or what it was decoded to, size its length in the file, line end included. It
// depends on nothing but these bytes, the header and the day: the rows before say nothing.
func (q *quick) parse(b []byte) (row []byte, size int, ok bool) {
	if !q.on {
		return nil, 0, false
	}
	row, size, ok = q.cells(b)
	return row, size, ok && q.goTogether()
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

// farthest is how far from the beginning of a cell bytes are looked at before its end is known.
const farthest = 40

// cells reads the cells at the beginning of b up to a line end into spans and p. row is what
// the spans lie in: b itself, or the row decoded. size is the row's bytes in the file. ok is false for a row with a cell
// that is not of the ordinary kind.
func (q *quick) cells(b []byte) (row []byte, size int, ok bool) {
	q.p, q.misplaced, q.classRef = parsed{tight: true}, false, nil
	sep, quote := q.sep, q.quote
	for at, n := 0, 0; n < len(q.spans) && len(b)-at >= farthest; n++ {
		if b[at] == sep {
			q.spans[n] = span{uint16(at), uint16(at)}
			at++
			continue
		}
		field := q.fields[n]
		from, to, next := at, at, at
		switch {
		case (field == FieldGUID || field == FieldChild) && (b[at+36] == sep || b[at+36] == '\r') && isCanonicalGUID(b[at:at+36]):
			if field == FieldChild {
				q.p.kids++
			}
			to, next = at+36, at+36
		case field == FieldSex && b[at+1] == sep && (b[at] == 'M' || b[at] == 'F'):
			q.p.sex = Male
			if b[at] == 'F' {
				q.p.sex = Female
			}
			to, next = at+1, at+1
		case field == FieldProfile && q.lastProfile.is(b[at:], sep):
			q.p.profile = q.lastProfile.profile
			q.misplaced = q.misplaced || q.lastProfile.misplaced
			to = at + len(q.lastProfile.text)
			next = to
		case field == FieldBorn && b[at+10] == sep:
			date, ok := quickDate(b[at:at+10], q.today)
			if !ok {
				return nil, 0, false
			}
			q.p.born = date
			to, next = at+10, at+10
		default:
			stop := q.sepWord
			if b[at] == quote {
				from, next, stop = at+1, at+1, q.quoteWord
			}
			var letters accents
			for {
				next, letters = q.textEnd(b, next, stop, letters)
				if next < 0 {
					return nil, 0, false
				}
				if b[next] < utf8.RuneSelf {
					break
				}
				if b, size = q.decode(b, next); b == nil {
					return nil, 0, false
				}
			}
			if letters == accentsTogether {
				return nil, 0, false
			}
			q.p.accented = q.p.accented || letters != 0
			to = next
			if from > at {
				if b[next] != quote {
					return nil, 0, false
				}
				next++
			}
			for from < to && b[from] == ' ' {
				from++
			}
			for from < to && b[to-1] == ' ' {
				to--
			}
			if from > at || to < next {
				q.p.tight = false
			}
			if from < to && !q.value(field, b[from:to]) {
				return nil, 0, false
			}
		}
		q.spans[n] = span{uint16(from), uint16(to)}
		at = next + 1
		if c := b[next]; c != sep {
			if c == '\r' && b[at] == '\n' {
				at++
			} else if c != '\n' {
				return nil, 0, false
			}
			q.p.n = n + 1
			if size == 0 {
				size = at
			}
			return b[:at], size, size <= q.most && at <= math.MaxUint16
		}
	}
	return nil, 0, false
}

// value reads a cell that is not empty. It returns false if there may be something to report.
func (q *quick) value(field Field, cell []byte) bool {
	if len(cell) > maxCell || suspect(cell[0]) {
		return false
	}
	switch field {
	case fieldBeyond:
		return false
	case FieldOther:
	case FieldGUID, FieldChild:
		// What is no canonical GUID would have to be folded before it compares, unless it is a number.
		if field == FieldChild {
			q.p.kids++
		}
		return !q.guids && len(cell) < 32 && isDigits(cell)
	case FieldAccountID:
		// No header name begins or ends with a digit. What is long could be a GUID.
		return len(cell) < 32 && (isDigits(cell[:1]) || isDigits(cell[len(cell)-1:]))
	case FieldLastName, FieldFirstName:
		q.misplaced = q.misplaced || couldBeCode(cell)
		return bytes.IndexByte(cell, '?') < 0
	case FieldBorn:
		return false
	case FieldProfile, FieldClasses, FieldClassRef, FieldGroups, FieldSex, FieldTitle:
		k := q.know(field, cell)
		q.misplaced = q.misplaced || k.misplaced
		switch field {
		case FieldProfile:
			q.p.profile, q.lastProfile = k.profile, k
		case FieldClasses:
			q.p.classes = k.classes
		case FieldClassRef:
			q.classRef = k.classes
		case FieldGroups:
			q.p.groups = k.classes
		case FieldSex:
			q.p.sex = k.sex
		case FieldTitle:
			q.p.title = Title(k.sex)
		}
		return !k.odd
	default:
		q.misplaced = q.misplaced || couldBeCode(cell)
	}
	return true
}

// goTogether completes a record by what the file says of all, and reports whether nothing is to be said about the row
// as a whole: cells are as many as they should be, none is missing, and values agree.
func (q *quick) goTogether() bool {
	f := q.found
	cols := len(f.columns)
	if q.p.n < f.width && (q.p.n > cols || q.misplaced || q.empty(q.p.n-1)) || q.p.n > f.width || q.p.n < 3 {
		return false
	}
	for q.p.n > cols && q.empty(q.p.n-1) {
		q.p.n--
	}
	if q.p.n > cols || q.lacks(FieldLastName) || q.lacks(FieldFirstName) || q.lacks(q.id) {
		return false
	}
	switch f.dialect.Layout {
	case LayoutPupils:
		q.p.profile = Pupil
	case LayoutGuardians:
		q.p.profile = Guardian
	}
	if q.p.classes == nil {
		q.p.classes = q.classRef
	}
	switch {
	case q.p.sex != SexUnknown && q.p.title != TitleNone && Sex(q.p.title) != q.p.sex,
		q.p.kids > 8, q.p.kids > 0 && q.p.profile != 0 && !q.p.profile.Has(Guardian),
		q.roster && q.p.profile.Has(Pupil) && f.at[FieldClasses] >= 0 && q.p.classes == nil,
		q.roster && q.p.profile.Has(Guardian) && f.at[FieldChild] >= 0 && q.p.kids == 0:
		return false
	}
	return true
}

// lacks reports whether the file has a column with the field and the row nothing there.
func (q *quick) lacks(f Field) bool { return q.at[f] >= 0 && (q.at[f] >= q.p.n || q.empty(q.at[f])) }

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

func (q *quick) empty(i int) bool { return q.spans[i].from == q.spans[i].to }

// isDecoded reports whether b is the decoded row.
func (q *quick) isDecoded(b []byte) bool { return len(q.decoded) > 0 && &b[0] == &q.decoded[0] }

// decode gives the row at the beginning of b in UTF-8, and its bytes in the file. It is ASCII up to at. It gives nil if
// the row has a character that is no plain letter.
func (q *quick) decode(b []byte, at int) ([]byte, int) {
	end := at + bytes.IndexByte(b[at:], '\n') + 1
	out := append(q.decoded[:0], b[:at]...)
	for rest := b[at:end]; len(rest) > 0; {
		c := rest[0]
		if c >= utf8.RuneSelf {
			u := q.latin[c]
			if u[0] == 0 {
				return nil, 0
			}
			out = append(out, u[0], u[1])
			rest = rest[1:]
			continue
		}
		n := 0
		for len(rest)-n >= 8 && binary.LittleEndian.Uint64(rest[n:])&(0x80*everyByte) == 0 {
			n += 8
		}
		for n < len(rest) && rest[n] < utf8.RuneSelf {
			n++
		}
		out = append(out, rest[:n]...)
		rest = rest[n:]
	}
	q.decoded = append(out, make([]byte, farthest)...)
	return q.decoded, end
}

func isDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// couldBeCode reports whether a text may be an identifier or a date.
func couldBeCode(b []byte) bool { return len(b) >= 32 || b[0] >= '0' && b[0] <= '9' }

// quickDate reads a birth date of the form JJ/MM/AAAA, if there is nothing to say about it.
func quickDate(b []byte, today Date) (Date, bool) {
	if len(b) != len("31/12/2012") {
		return Date{}, false
	}
	// Digits become numbers and slashes zero; each sum has its top bit set for what is more than that.
	const form, most = 0x3030_2f30_302f_3030, 0x7676_7f76_767f_7676
	w, v := binary.LittleEndian.Uint64(b)^form, uint64(b[8]^'0')|uint64(b[9]^'0')<<8
	if (w|(w+most)|v|(v+most))&(0x80*everyByte) != 0 {
		return Date{}, false
	}
	two := func(at int) int { return int(w>>at&0xff)*10 + int(w>>(at+8)&0xff) }
	date := Date{Year: two(48)*100 + int(v&0xff)*10 + int(v>>8), Month: time.Month(two(24)), Day: two(0)}
	return date, date.Year >= earliestBirth && date.exists() && date.Compare(today) <= 0
}

const (
	knownBits    = 10 // twice as many cells as that has numbers are known, in 128 KiB; others are worked out again
	maxKnownCell = 64 // bytes; longer ones rarely repeat
)
