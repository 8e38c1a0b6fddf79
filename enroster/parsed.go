package enroster

import (
	"bytes"
	"encoding/binary"
	"math"
	"time"
	"unicode/utf8"
)

// parsed is a row as it is read: what is kept of it, and what is known of it as a whole.
type parsed struct {
	ordinary
	n         int    // cells
	filled    uint64 // a bit for each cell that is not empty
	classRef  uint16
	tight     bool // no cell has quotes or spaces around it
	misplaced bool // a value may belong under another column
}

// parse reads the row at the beginning of b, in which its line ends, if it is of the ordinary kind: into spans and p, which
// with row are all that a record needs. row is b or what it was decoded to, size its length in the file, line end included. It
// depends on nothing but these bytes, the header and the day: the rows before say nothing.
func (q *quick) parse(b []byte) (row []byte, size int, ok bool) {
	if !q.on {
		return nil, 0, false
	}
	row, size, ok = q.cells(b)
	if !ok || !q.goTogether(row) {
		return nil, 0, false
	}
	q.p.size = uint32(size)
	for i, at := range q.textAt {
		q.p.texts[i] = q.spans[at%(quickColumns+1)]
	}
	return row, size, true
}

// farthest is how far from the beginning of a cell bytes are looked at before its end is known.
const farthest = 40

// cells reads the cells at the beginning of b up to a line end into spans and p. row is what
// the spans lie in: b itself, or the row decoded. size is the row's bytes in the file. ok is false for a row with a cell
// that is not of the ordinary kind.
func (q *quick) cells(b []byte) (row []byte, size int, ok bool) {
	q.p = parsed{tight: true}
	p := &q.p
	sep, quote := q.sep, q.quote
	last := &q.known.cells[q.lastProfile]
	for at, n := 0, 0; n < quickColumns && len(b)-at >= farthest; n++ {
		if b[at] == sep {
			q.spans[n] = newSpan(at, at)
			at++
			continue
		}
		field := q.fields[n]
		from, to, next := at, at, at
		switch {
		case (field == FieldGUID || field == FieldChild) && (b[at+36] == sep || b[at+36] == '\r') && isCanonicalGUID(b[at:at+36]):
			if field == FieldChild && !q.child(newSpan(at, at+36)) {
				return nil, 0, false
			}
			to, next = at+36, at+36
		case field == FieldSex && b[at+1] == sep && (b[at] == 'M' || b[at] == 'F'):
			p.sex = Male
			if b[at] == 'F' {
				p.sex = Female
			}
			to, next = at+1, at+1
		case field == FieldProfile && (q.latin == nil || !last.accented) && last.is(b[at:], sep):
			p.profile = last.profile
			p.misplaced, p.accented = p.misplaced || last.misplaced, p.accented || last.accented
			to = at + len(last.text)
			next = to
		case field == FieldBorn && b[at+10] == sep && b[at] != quote:
			if p.born = quickDate(b[at:at+10], q.today); p.born == 0 {
				return nil, 0, false
			}
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
			p.accented = p.accented || letters != 0
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
				p.tight = false
			}
			if from < to && !q.value(field, b, newSpan(from, to)) {
				return nil, 0, false
			}
		}
		if from < to {
			p.filled |= 1 << (n % 64)
		}
		q.spans[n] = newSpan(from, to)
		at = next + 1
		if c := b[next]; c != sep {
			if c == '\r' && b[at] == '\n' {
				at++
			} else if c != '\n' {
				return nil, 0, false
			}
			p.n = n + 1
			if size == 0 {
				size = at
			}
			return b[:at], size, size <= q.most && at <= math.MaxUint16
		}
	}
	return nil, 0, false
}

// child notes a child's cell. It returns false if there are too many.
func (q *quick) child(s span) bool {
	p := &q.p
	if p.nKids == maxKids {
		return false
	}
	q.kids[p.nKids%maxKids] = s
	p.nKids++
	return true
}

// value reads a cell that is not empty. It returns false if there may be something to report.
func (q *quick) value(field Field, b []byte, s span) bool {
	cell := b[s.from():s.to()]
	if len(cell) > maxCell || suspect(cell[0]) {
		return false
	}
	p := &q.p
	switch field {
	case fieldBeyond:
		return false
	case FieldOther:
	case FieldGUID, FieldChild:
		// What is no canonical GUID would have to be folded before it compares, unless it is a number.
		return (isCanonicalGUID(cell) || !q.guids && len(cell) < 32 && isDigits(cell)) && (field == FieldGUID || q.child(s))
	case FieldAccountID:
		// No header name begins or ends with a digit. What is long could be a GUID.
		return len(cell) < 32 && (isDigits(cell[:1]) || isDigits(cell[len(cell)-1:]))
	case FieldLastName, FieldFirstName:
		p.misplaced = p.misplaced || couldBeCode(cell)
		return bytes.IndexByte(cell, '?') < 0
	case FieldBorn:
		if len(cell) != len("31/12/2012") {
			return false
		}
		p.born = quickDate(cell, q.today)
		return p.born != 0
	case FieldProfile, FieldClasses, FieldClassRef, FieldGroups, FieldSex, FieldTitle:
		i := q.known.of(field, cell, q.today)
		k := &q.known.cells[i]
		p.misplaced = p.misplaced || k.misplaced
		switch field {
		case FieldProfile:
			p.profile, q.lastProfile = k.profile, i
		case FieldClasses:
			p.classes = k.list(i)
		case FieldClassRef:
			p.classRef = k.list(i)
		case FieldGroups:
			p.groups = k.list(i)
		case FieldSex:
			p.sex = k.sex
		case FieldTitle:
			p.title = Title(k.sex)
		}
		return !k.odd
	default:
		p.misplaced = p.misplaced || couldBeCode(cell)
	}
	return true
}

// goTogether completes a row by what the file says of all, and reports whether nothing is to be said about it as a
// whole: cells are as many as they should be, none is missing, and values agree. The row is at the beginning of b.
func (q *quick) goTogether(b []byte) bool {
	f, p := q.found, &q.p
	cols := len(f.columns)
	if p.n != f.width && (p.n > f.width || p.n > cols || p.misplaced || p.filled>>(p.n-1) == 0) || p.n < 3 {
		return false
	}
	for p.n > cols && p.filled>>(p.n-1) == 0 {
		p.n--
	}
	if p.n > cols || p.filled&q.needed != q.needed {
		return false
	}
	if p.n < cols {
		clear(q.spans[p.n:cols])
	}
	switch f.dialect.Layout {
	case LayoutPupils:
		p.profile = Pupil
	case LayoutGuardians:
		p.profile = Guardian
	}
	if p.classes == 0 {
		p.classes = p.classRef
	}
	switch {
	case p.sex != SexUnknown && p.title != TitleNone && Sex(p.title) != p.sex,
		p.nKids > 0 && p.profile != 0 && !p.profile.Has(Guardian),
		q.roster && p.profile.Has(Pupil) && f.at[FieldClasses] >= 0 && p.classes == 0,
		q.roster && p.profile.Has(Guardian) && f.at[FieldChild] >= 0 && p.nKids == 0:
		return false
	}
	return p.nKids == 0 || q.childrenDiffer(b)
}

// childrenDiffer reports whether no child stands in the row twice, or is the person herself.
func (q *quick) childrenDiffer(b []byte) bool {
	self := q.spans[q.textAt[0]]
	if id := q.spans[q.textAt[1]]; !q.roster && id.from() < id.to() {
		self = id
	}
	for i, k := range q.kids[:q.p.nKids] {
		kid := b[k.from():k.to()]
		if bytes.Equal(kid, b[self.from():self.to()]) {
			return false
		}
		for _, other := range q.kids[:i] {
			if bytes.Equal(kid, b[other.from():other.to()]) {
				return false
			}
		}
	}
	return true
}

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

// quickDate reads a birth date of the form JJ/MM/AAAA, if there is nothing to say about it: as year, month and day in a
// number, or else as 0.
func quickDate(b []byte, today Date) uint32 {
	_ = b[9]
	// Digits become numbers and slashes zero; each sum has its top bit set for what is more than that.
	const form, most = 0x3030_2f30_302f_3030, 0x7676_7f76_767f_7676
	w, v := binary.LittleEndian.Uint64(b)^form, uint64(b[8]^'0')|uint64(b[9]^'0')<<8
	if (w|(w+most)|v|(v+most))&(0x80*everyByte) != 0 {
		return 0
	}
	two := func(at int) int { return int(w>>at&0xff)*10 + int(w>>(at+8)&0xff) }
	day, month, year := two(0), two(24), two(48)*100+int(v&0xff)*10+int(v>>8)
	date := Date{Year: year, Month: time.Month(month), Day: day}
	if year < earliestBirth || !date.exists() || date.Compare(today) > 0 {
		return 0
	}
	return uint32(year)<<16 | uint32(month)<<8 | uint32(day)
}
