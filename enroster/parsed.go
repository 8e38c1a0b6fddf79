package enroster

import (
	"bytes"
	"encoding/binary"
	"math"
	"time"
	"unicode/utf8"
)

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
