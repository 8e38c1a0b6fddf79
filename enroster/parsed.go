package enroster

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/bits"
	"time"
	"unicode/utf8"
)

// parsed is a row as it is read: what is kept of it, and what is known of it as a whole.
type parsed struct {
	ordinary
	n         int // cells
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
		q.p.texts[i] = q.spans[at]
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
	sep := q.sep
	for at, n := 0, 0; n < quickColumns && len(b)-at >= farthest; n++ {
		w := (*[farthest]byte)(b[at:])
		if w[0] == sep {
			q.spans[n] = newSpan(at, at)
			binary.LittleEndian.PutUint16(q.ends[2*n:], uint16(at))
			at++
			continue
		}
		from, to, next := at, at, at
		if w[0] != '\r' {
			if q.usual[n] {
				to = at + q.short(q.fields[n], w)
				next = to
			}
			if to == at {
				from, to, next = q.text(b, at)
				if next == undecoded {
					if b, size = q.decode(b, at); b == nil {
						return nil, 0, false
					}
					n--
					continue
				}
				if next < 0 || from < to && !q.value(q.fields[n], b, newSpan(from, to)) {
					return nil, 0, false
				}
			}
		}
		q.spans[n] = newSpan(from, to)
		binary.LittleEndian.PutUint16(q.ends[2*n:], uint16(to))
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

// short reads a cell of a field in its usual spelling at the beginning of w, which is known without looking for its end.
// It gives the length, 0 for a cell in another spelling.
func (q *quick) short(field Field, w *[farthest]byte) int {
	p, sep := &q.p, q.sep
	switch field {
	case FieldGUID, FieldChild:
		if (w[36] == sep || w[36] == '\r') && isCanonicalGUID36((*[36]byte)(w[:])) {
			return 36
		}
	case FieldSex:
		if w[1] == sep {
			switch w[0] {
			case 'M':
				p.sex = Male
				return 1
			case 'F':
				p.sex = Female
				return 1
			}
		}
	case FieldProfile:
		for i, last := range q.lastProfiles {
			if k := &q.known.cells[last]; (q.latin == nil || !k.accented) && k.is(w[:], sep) {
				q.lastProfiles[0], q.lastProfiles[i] = last, q.lastProfiles[0]
				p.profile = k.profile
				p.misplaced, p.accented = p.misplaced || k.misplaced, p.accented || k.accented
				return len(k.text)
			}
		}
	case FieldBorn:
		if w[10] == sep {
			if born := quickDate((*[10]byte)(w[:]), q.today); born != 0 {
				p.born = born
				return 10
			}
		}
	}
	return 0
}

// What text gives for next when it gives no cell.
const (
	odd       = -1 // it is not of the ordinary kind
	undecoded = -2 // the row has to be decoded first
)

// text reads the cell of clean text at the offset at of b: it lies between from and to, without spaces and quotes around it,
// and next is what follows.
func (q *quick) text(b []byte, at int) (from, to, next int) {
	const top = 0x80 * everyByte
	from, next = at, at
	stop, quotes := q.sepWord, q.quoteWord
	if b[at] == q.quote {
		from, next, stop = at+1, at+1, quotes
	}
	var letters accents
	for {
		if len(b)-next < 8 {
			return 0, 0, odd
		}
		w := binary.LittleEndian.Uint64(b[next:])
		s, t := w^stop, w^quotes
		// In each term the lowest top bit is right: borrows and carries go upwards from there.
		m := ((s-everyByte)&^s | (t-everyByte)&^t | (w-' '*everyByte)&^w | w | (w + everyByte)) & top
		if m == 0 {
			next += 8
			continue
		}
		next += bits.TrailingZeros64(m) / 8
		c := b[next]
		if c < utf8.RuneSelf {
			break
		}
		if q.latin != nil && !q.isDecoded(b) {
			return 0, 0, undecoded
		}
		if c < 0xc3 || c > 0xc5 || len(b)-next < 3 || b[next+1]&0xc0 != 0x80 {
			return 0, 0, odd
		}
		if (next == 0 || b[next-1] < utf8.RuneSelf) && b[next+2] < utf8.RuneSelf {
			letters = accentAlone
		}
		letters = max(letters, accentsTogether)
		next += 2
	}
	switch letters {
	case accentsTogether:
		return 0, 0, odd
	case accentAlone:
		q.p.accented = true
	}
	to = next
	if from > at {
		if b[next] != q.quote {
			return 0, 0, odd
		}
		next++
		q.p.tight = false
	}
	if from < to && (b[from] == ' ' || b[to-1] == ' ') {
		q.p.tight = false
		for from < to && b[from] == ' ' {
			from++
		}
		for from < to && b[to-1] == ' ' {
			to--
		}
	}
	return from, to, next
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
		return isCanonicalGUID(cell) || !q.guids && len(cell) < 32 && isDigits(cell)
	case FieldAccountID:
		// No header name begins or ends with a digit. What is long could be a GUID, and what has a plus 1,23E+11.
		return len(cell) < 32 && bytes.IndexByte(cell, '+') < 0 && (isDigits(cell[:1]) || isDigits(cell[len(cell)-1:]))
	case FieldLastName, FieldFirstName:
		p.misplaced = p.misplaced || couldBeCode(cell)
		return bytes.IndexByte(cell, '?') < 0
	case FieldBorn:
		if len(cell) != len("31/12/2012") {
			return false
		}
		p.born = quickDate((*[10]byte)(cell), q.today)
		return p.born != 0
	case FieldProfile, FieldClasses, FieldClassRef, FieldGroups, FieldSex, FieldTitle:
		i := q.known.of(field, cell, q.today)
		k := &q.known.cells[i]
		p.misplaced = p.misplaced || k.misplaced
		switch field {
		case FieldProfile:
			p.profile = k.profile
			q.lastProfiles = [...]uint16{i, q.lastProfiles[0]}
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
	if p.n != f.width && (p.n > f.width || p.n > cols || p.misplaced || q.spans[p.n-1].empty()) || p.n < 3 {
		return false
	}
	for p.n > cols && q.spans[p.n-1].empty() {
		p.n--
	}
	if p.n > cols {
		return false
	}
	if p.n < cols {
		clear(q.spans[p.n:cols])
	}
	for _, at := range q.needed {
		if q.spans[at].empty() {
			return false
		}
	}
	for _, at := range q.childAt {
		if s := q.spans[at]; !s.empty() {
			if p.nKids == maxKids {
				return false
			}
			q.kids[p.nKids] = s
			p.nKids++
		}
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
func quickDate(b *[10]byte, today Date) uint32 {
	// Digits become numbers and slashes zero; each sum has its top bit set for what is more than that.
	const form, most = 0x3030_2f30_302f_3030, 0x7676_7f76_767f_7676
	w, v := binary.LittleEndian.Uint64(b[:])^form, uint64(b[8]^'0')|uint64(b[9]^'0')<<8
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
