package enroster

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"time"
	"unicode/utf8"
)

// quick reads the rows of the ordinary kind, which nearly all are: whole in the buffer, every cell clean and with a
// value of its column in the usual spelling, nothing to report. It looks at eight bytes at a time, takes texts from an
// arena and remembers the cells that repeat. Any other row it leaves to the reader's long way, of which it is but an
// abridgement: records and findings are the same without it, and the tests compare the two.
type quick struct {
	off      bool // for tests
	on       bool // the file can have such rows
	roster   bool // LayoutGUID: an identifier has to be a GUID
	sep      byte
	quote    byte   // sep if quotes are letters
	sepWord  uint64 // eight times sep
	quoteSet uint64
	latin    *[256][2]byte // UTF-8 of the bytes of an eight-bit encoding, as latinLetters gives it; nil for UTF-8
	fields   []Field
	spans    [quickColumns]span
	known    []knownCell
	texts    arena
	decoded  []byte // a row of an eight-bit encoding
}

// quickColumns is the most cells of a row of the ordinary kind.
const quickColumns = 64

// span is where a cell's text lies in its row.
type span struct{ from, to int }

// prepare decides whether a file can have rows of the ordinary kind, once its header is read.
func (q *quick) prepare(f *found) {
	d := f.dialect
	q.roster = d.Layout == LayoutGUID
	q.sep, q.quote = byte(d.Separator), '"'
	if d.Quote == 0 {
		q.quote = q.sep
	}
	q.sepWord, q.quoteSet = uint64(q.sep)*everyByte, uint64(q.quote)*everyByte
	if charmaps[d.Encoding] != nil {
		q.latin = latinLetters(d.Encoding)
	}
	for _, c := range f.columns {
		q.fields = append(q.fields, c.Field)
	}
	inOrder := slices.IsSortedFunc(f.children, func(a, b int) int { return f.columns[a].N - f.columns[b].N })
	q.on = !q.off && bytes.IndexByte([]byte(";,\t|"), q.sep) >= 0 && (d.Quote == 0 || d.Quote == '"') && inOrder && len(q.fields) <= quickColumns
}

// latinLetters gives the UTF-8 of the bytes of an eight-bit encoding that stand for letters from À to ſ; see isClean.
func latinLetters(enc Encoding) *[256][2]byte {
	var table [256][2]byte
	for c := utf8.RuneSelf; c < 256; c++ {
		if r := charmaps[enc].DecodeByte(byte(c)); r >= 'À' && r <= 'ſ' {
			utf8.EncodeRune(table[c][:], r)
		}
	}
	return &table
}

// quickRow reads the next row if it is of the ordinary kind. If not, it reads nothing and returns false.
func (r *Reader) quickRow(rec *Record) bool {
	q := &r.quick
	b := r.src.lines()
	if !q.on || len(b) == 0 || len(r.blanks) > 0 {
		return false
	}
	var (
		got      Record
		n, at    int
		kids     int
		accented bool // somewhere in the row
		place    bool // a value plainly stands under a column that is not its own
		classRef []Class
		size     = -1 // bytes of the row in the file, if that is not what is read
	)
	for more := true; more; n++ {
		if n == len(q.spans) || at >= len(b) {
			return false
		}
		from, to, next := at, at, at
		field := FieldOther
		if n < len(q.fields) {
			field = q.fields[n]
		}
		switch c := b[at]; {
		case c == q.sep:
		case (field == FieldGUID || field == FieldChild) && len(b)-at > 36 && b[at+36] <= q.sep && isCanonicalGUID(b[at:at+36]):
			to, next = at+36, at+36
		default:
			stop := q.sepWord
			if c == q.quote {
				from, next, stop = at+1, at+1, q.quoteSet
			}
			var letters accents
			for {
				next, letters = q.textEnd(b, next, stop, letters)
				if next < 0 {
					return false
				}
				if b[next] < utf8.RuneSelf {
					break
				}
				if size >= 0 || q.latin == nil {
					return false
				}
				if b, size = q.decode(b, next); b == nil {
					return false
				}
			}
			if letters == accentsTogether {
				return false
			}
			accented = accented || letters != 0
			to = next
			if from > at {
				if b[next] != q.quote {
					return false
				}
				next++
			}
		}
		for from < to && b[from] == ' ' {
			from++
		}
		for from < to && b[to-1] == ' ' {
			to--
		}
		q.spans[n] = span{from, to}
		if cell := b[from:to]; len(cell) > 0 {
			if n >= len(q.fields) || len(cell) > maxCell || suspect(cell[0]) {
				return false
			}
			switch field {
			case FieldGUID, FieldChild:
				// Canonical if that long: others would have to be folded before they compare.
				if len(cell) != 36 && (q.roster || len(cell) >= 32 || !isDigits(cell)) || len(cell) == 36 && !isCanonicalGUID(cell) {
					return false
				}
				if field == FieldChild {
					kids++
				}
			case FieldAccountID:
				// No header name begins or ends with a digit. What is long could be a GUID.
				if len(cell) >= 32 || !isDigits(cell[:1]) && !isDigits(cell[len(cell)-1:]) {
					return false
				}
			case FieldLastName, FieldFirstName:
				if bytes.IndexByte(cell, '?') >= 0 {
					return false
				}
				place = place || couldBeCode(cell)
			case FieldBorn:
				date, ok := quickDate(cell, r.opts.Today)
				if !ok {
					return false
				}
				got.Born = date
			case FieldProfile, FieldClasses, FieldClassRef, FieldGroups, FieldSex, FieldTitle:
				k := q.know(r, field, cell)
				if k.odd {
					return false
				}
				place = place || k.place
				switch field {
				case FieldProfile:
					got.Profile = k.profile
				case FieldClasses:
					got.Classes = k.classes
				case FieldClassRef:
					classRef = k.classes
				case FieldGroups:
					got.Groups = k.classes
				case FieldSex:
					got.Sex = k.sex
				case FieldTitle:
					got.Title = Title(k.sex)
				}
			case FieldOther:
			default:
				place = place || couldBeCode(cell)
			}
		}
		at = next + 1
		switch c := b[next]; {
		case c == q.sep:
		case c == '\n':
			more = false
		case c == '\r' && at < len(b) && b[at] == '\n':
			at++
			more = false
		default:
			return false
		}
	}
	// The row is clean. What its cells say together has to be ordinary too.
	cols, width := len(q.fields), r.found.width
	if n < width && (n > cols || place || q.empty(n-1)) || n > width || n < 3 {
		return false
	}
	for n > cols && q.empty(n-1) {
		n--
	}
	if n > cols {
		return false
	}
	where := &r.found.at
	lacks := func(f Field) bool { return where[f] >= 0 && (where[f] >= n || q.empty(where[f])) }
	if lacks(FieldLastName) || lacks(FieldFirstName) || q.roster && lacks(FieldGUID) || !q.roster && lacks(FieldAccountID) {
		return false
	}
	switch r.found.dialect.Layout {
	case LayoutPupils:
		got.Profile = Pupil
	case LayoutGuardians:
		got.Profile = Guardian
	}
	if got.Classes == nil {
		got.Classes = classRef
	}
	switch {
	case got.Sex != SexUnknown && got.Title != TitleNone && Sex(got.Title) != got.Sex,
		kids > 0 && got.Profile != 0 && !got.Profile.Has(Guardian),
		q.roster && got.Profile.Has(Pupil) && where[FieldClasses] >= 0 && got.Classes == nil,
		q.roster && got.Profile.Has(Guardian) && where[FieldChild] >= 0 && kids == 0,
		kids > 8:
		return false
	}

	row := b[:at]
	if size < 0 {
		size = at
	}
	text := q.texts.add(row)
	cells := r.texts.take(n)
	for i := range cells {
		s := &q.spans[i]
		cells[i] = text[s.from:s.to]
	}
	cell := func(f Field) string {
		if i := where[f]; uint(i) < uint(len(cells)) {
			return cells[i]
		}
		return ""
	}
	got.GUID, got.AccountID, got.School = cell(FieldGUID), cell(FieldAccountID), cell(FieldSchool)
	got.LastName, got.FirstName = cell(FieldLastName), cell(FieldFirstName)
	if kids > 0 {
		self := got.GUID
		if got.AccountID != "" && !q.roster {
			self = got.AccountID
		}
		children := r.texts.take(kids)[:0]
		for _, i := range r.found.children {
			if i >= n || cells[i] == "" {
				continue
			}
			if r.found.columns[i].N == 0 && len(cells[i]) != 36 || cells[i] == self || slices.Contains(children, cells[i]) {
				return false
			}
			children = append(children, cells[i])
		}
		got.Children = children
	}
	r.line++
	r.row++
	got.Line, got.Row, got.Cells = r.line, r.row, cells
	got.Classes, got.Groups = r.copyClasses(got.Classes), r.copyClasses(got.Groups)
	*rec = got
	if id := q.spans[r.idColumn()]; id.to > 0 {
		r.lastID = append(r.lastID[:0], b[id.from:id.to]...)
	}
	r.accented = r.accented || accented
	r.src.advance(size)
	return true
}

func (q *quick) empty(i int) bool { return q.spans[i].from == q.spans[i].to }

// copyClasses gives classes that are the caller's own.
func (r *Reader) copyClasses(list []Class) []Class {
	if list == nil {
		return nil
	}
	own := r.classes.take(len(list))
	copy(own, list)
	return own
}

// accents is what a text has of accented letters.
type accents uint8

const (
	accentsTogether accents = 1 + iota // each next to another one, as in mojibake
	accentAlone                        // one at least between ASCII characters: see isClean
)

// textEnd gives the offset of the first byte from at on that is the stop, a quote or nothing that clean text has, or -1
// if the buffer ends before it. Bytes of clean accented letters are passed over, and added to what is known of them.
func (q *quick) textEnd(b []byte, at int, stop uint64, letters accents) (int, accents) {
	const top = 0x80 * everyByte
	for len(b)-at >= 8 {
		w := binary.LittleEndian.Uint64(b[at:])
		s, t := w^stop, w^q.quoteSet
		// In each term the lowest top bit is right: borrows and carries go upwards from there.
		m := ((s-everyByte)&^s | (t-everyByte)&^t | (w-' '*everyByte)&^w | w | (w + everyByte)) & top
		if m == 0 {
			at += 8
			continue
		}
		at += bits.TrailingZeros64(m) / 8
		c := b[at]
		if c < utf8.RuneSelf || q.latin != nil && !q.isDecoded(b) {
			return at, letters
		}
		if c < 0xc3 || c > 0xc5 || len(b)-at < 3 || b[at+1]&0xc0 != 0x80 {
			return -1, letters
		}
		if (at == 0 || b[at-1] < utf8.RuneSelf) && b[at+2] < utf8.RuneSelf {
			letters = accentAlone
		}
		letters = max(letters, accentsTogether)
		at += 2
	}
	return -1, letters
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
		n := 1
		for n < len(rest) && rest[n] < utf8.RuneSelf {
			n++
		}
		out = append(out, rest[:n]...)
		rest = rest[n:]
	}
	q.decoded = append(out, "\n\n\n\n\n\n\n\n"...) // so that eight bytes can be looked at anywhere
	return q.decoded, end
}

// suspect reports whether a cell that begins with c may be a spreadsheet's error, a formula or a mark against one.
func suspect(c byte) bool {
	return c == '#' || c == '=' || c == '+' || c == '-' || c == '@' || c == '\''
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
	if len(b) != len("31/12/2012") || b[2] != '/' || b[5] != '/' {
		return Date{}, false
	}
	for _, i := range [...]int{0, 1, 3, 4, 6, 7, 8, 9} {
		if b[i]-'0' > 9 {
			return Date{}, false
		}
	}
	two := func(i int) int { return int(b[i]-'0')*10 + int(b[i+1]-'0') }
	date := Date{Year: two(6)*100 + two(8), Month: time.Month(two(3)), Day: two(0)}
	return date, date.Year >= earliestBirth && date.exists() && date.Compare(today) <= 0
}

// knownCell is what a cell that repeats (a profile, a class, a sex) means.
type knownCell struct {
	text    string
	field   Field
	odd     bool // there is something to report
	place   bool // it plainly belongs under another column
	sex     Sex  // or title
	profile Profile
	classes []Class
}

const (
	knownCells   = 1024 // of one file at a time: 64 KiB; the rest is worked out again
	maxKnownCell = 64   // bytes; longer ones rarely repeat
)

// know gives the meaning of a cell, from memory if it can.
func (q *quick) know(r *Reader, field Field, cell []byte) *knownCell {
	if q.known == nil {
		q.known = make([]knownCell, knownCells)
	}
	k := &q.known[(hash(cell)+uint64(field))%knownCells]
	if k.field == field && k.text == string(cell) {
		return k
	}
	if len(cell) > maxKnownCell {
		k = new(knownCell)
	}
	*k = r.meaning(field, string(cell))
	return k
}

// meaning works out what a cell means, as the typist does.
func (r *Reader) meaning(field Field, text string) knownCell {
	k := knownCell{text: text, field: field, place: belongs(field, text, r.opts.Today) == no}
	ok := true
	switch field {
	case FieldProfile:
		k.profile, ok = ParseProfile(text)
	case FieldSex, FieldTitle:
		k.sex, ok = ParseSex(text)
	default:
		k.classes = splitClasses(text, field == FieldGroups)
		ok = !slices.ContainsFunc(k.classes, Class.Stale) && !excelNumber.MatchString(text) && !excelDate.MatchString(text)
	}
	k.odd = !ok
	return k
}

// hash spreads cells over the known ones.
func hash(b []byte) uint64 {
	const odd = 0x9e3779b97f4a7c15
	h := uint64(len(b))
	for len(b) >= 8 {
		h = (h ^ binary.LittleEndian.Uint64(b)) * odd
		h ^= h >> 32
		b = b[8:]
	}
	for _, c := range b {
		h = (h ^ uint64(c)) * odd
	}
	return h >> 32
}
