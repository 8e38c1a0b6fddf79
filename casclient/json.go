package casclient

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A jsonScanner reads JSON (RFC 8259) as it goes along and refuses what is
// not exactly that: comments, commas at the end, lone surrogates, characters
// that XML forbids, and names that occur twice in one object, of which one
// reader takes the first and another the last. What it accepts, encoding/json
// accepts with the same meaning.
type jsonScanner struct {
	s     string
	pos   int
	depth int
}

func (j *jsonScanner) fail(reason string) error {
	return &syntaxError{line: 1 + strings.Count(j.s[:j.pos], "\n"), reason: reason}
}

// newJSONScanner stands before the first value.
func newJSONScanner(s string) (*jsonScanner, error) {
	j := &jsonScanner{s: strings.TrimPrefix(s, "\ufeff")}
	if at := badChar(j.s); at >= 0 {
		j.pos = at
		if !utf8.ValidString(j.s) {
			return nil, &syntaxError{line: 1, reason: "bytes that are not UTF-8", encoding: true}
		}
		return nil, j.fail("a character that JSON or XML forbids")
	}
	j.spaces()
	return j, nil
}

// end checks that nothing follows the value.
func (j *jsonScanner) end() error {
	j.spaces()
	if j.pos != len(j.s) {
		return j.fail("something behind the end of the JSON text")
	}
	return nil
}

func (j *jsonScanner) spaces() {
	for j.pos < len(j.s) && isSpace(j.s[j.pos]) {
		j.pos++
	}
}

// peek returns the next byte, 0 at the end.
func (j *jsonScanner) peek() byte {
	if j.pos == len(j.s) {
		return 0
	}
	return j.s[j.pos]
}

// take skips what is left of a word, false if something else stands there.
func (j *jsonScanner) take(word string) bool {
	if strings.HasPrefix(j.s[j.pos:], word) {
		j.pos += len(word)
		return true
	}
	return false
}

// list reads what an object and an array have in common: item reads one
// member or value.
func (j *jsonScanner) list(open, shut, reason string, item func() error) error {
	if !j.take(open) {
		return j.fail(reason)
	}
	if j.depth == maxDepth {
		return j.fail("JSON nested too deeply")
	}
	j.depth++
	defer func() { j.depth-- }()
	j.spaces()
	if j.take(shut) {
		return nil
	}
	for {
		j.spaces()
		if err := item(); err != nil {
			return err
		}
		j.spaces()
		if j.take(shut) {
			return nil
		}
		if !j.take(",") {
			return j.fail("JSON that cannot be read")
		}
	}
}

// object calls member with each name, before its value, which member reads.
func (j *jsonScanner) object(reason string, member func(name string) error) error {
	seen := make(map[string]bool)
	return j.list("{", "}", reason, func() error {
		name, err := j.text("JSON that cannot be read")
		if err != nil {
			return err
		}
		if seen[name] {
			return j.fail("the same name twice in one JSON object")
		}
		seen[name] = true
		j.spaces()
		if !j.take(":") {
			return j.fail("JSON that cannot be read")
		}
		j.spaces()
		return member(name)
	})
}

// text reads a string.
func (j *jsonScanner) text(reason string) (string, error) {
	if !j.take(`"`) {
		return "", j.fail(reason)
	}
	var b strings.Builder
	from := j.pos
	for j.pos < len(j.s) {
		switch c := j.s[j.pos]; {
		case c == '"':
			s := j.s[from:j.pos]
			j.pos++
			if b.Len() > 0 {
				b.WriteString(s)
				s = b.String()
			}
			return s, nil
		case c < ' ':
			return "", j.fail("a control character in a JSON string")
		case c != '\\':
			j.pos++
		default:
			b.WriteString(j.s[from:j.pos])
			j.pos++
			c, err := j.escape()
			if err != nil {
				return "", err
			}
			b.WriteRune(c)
			from = j.pos
		}
	}
	return "", j.fail("a JSON string that is not closed")
}

// escape reads what follows a backslash.
func (j *jsonScanner) escape() (rune, error) {
	c := j.peek()
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 && c != 0 {
		j.pos++
		c := rune("\"\\/\b\f\n\r\t"[i])
		if !xmlChar(c) {
			return 0, j.fail("a character that XML forbids")
		}
		return c, nil
	}
	r := j.hex()
	if utf16.IsSurrogate(r) {
		low := rune(-1)
		if j.peek() == '\\' {
			j.pos++
			low = j.hex()
		}
		if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
			return 0, j.fail("half a pair of surrogates")
		}
	}
	if r < 0 || !xmlChar(r) {
		return 0, j.fail("an escape that JSON does not know, or of a character that XML forbids")
	}
	return r, nil
}

// hex reads u and four hexadecimal digits, -1 if they are not there.
func (j *jsonScanner) hex() rune {
	if len(j.s)-j.pos < 5 || j.s[j.pos] != 'u' {
		return -1
	}
	var r rune
	for _, c := range []byte(j.s[j.pos+1 : j.pos+5]) {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return -1
		}
	}
	j.pos += 5
	return r
}

// number reads a number and returns it as it is written.
func (j *jsonScanner) number() (string, error) {
	from := j.pos
	digits := func() bool {
		at := j.pos
		for '0' <= j.peek() && j.peek() <= '9' {
			j.pos++
		}
		return j.pos > at
	}
	j.take("-")
	ok := j.take("0") || digits()
	if ok && j.take(".") {
		ok = digits()
	}
	if ok && (j.take("e") || j.take("E")) {
		_ = j.take("+") || j.take("-")
		ok = digits()
	}
	if !ok {
		return "", j.fail("JSON that cannot be read")
	}
	return j.s[from:j.pos], nil
}

// collect appends what a value says: texts, numbers as they are written, true
// and false, under the name; the values of an array one by one; the members
// of an object under their own names. null says nothing.
func (j *jsonScanner) collect(name string, list *Attributes) error {
	var s string
	var err error
	switch j.peek() {
	case '{':
		return j.object("", func(name string) error { return j.collect(name, list) })
	case '[':
		return j.list("[", "]", "", func() error { return j.collect(name, list) })
	case '"':
		s, err = j.text("")
	case 'n':
		if j.take("null") {
			return nil
		}
		return j.fail("JSON that cannot be read")
	case 't', 'f':
		if s = "true"; !j.take(s) {
			if s = "false"; !j.take(s) {
				err = j.fail("JSON that cannot be read")
			}
		}
	default:
		s, err = j.number()
	}
	if err != nil {
		return err
	}
	if len(*list) == maxAttributes {
		return j.fail("too many attributes")
	}
	*list = append(*list, Attribute{name, s})
	return nil
}
