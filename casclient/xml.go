package casclient

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits of the scanner. A CAS answer is four or five levels deep and its
// elements carry two or three attributes; what goes far beyond is an attack
// or a mistake.
const (
	maxDepth    = 32
	maxXMLAttrs = 64
)

// A scanner reads the part of XML 1.0 that CAS answers and logout requests
// are made of, and refuses the rest: document types, entities of one's own,
// processing instructions, rare encodings. What it accepts,
// encoding/xml accepts with the same meaning; the reverse is not true on
// purpose (duplicate attributes, undeclared prefixes, a second root).
//
// It never repairs. A document that is almost right is a document that
// somebody may have tampered with: LemonLDAP::NG 2.16 writes attribute values
// without escaping them, so a visitor's own name can contain markup.
type scanner struct {
	s    string
	pos  int
	open []string // names of the open elements as they were written
	ns   []binding
	// attrs are the attributes of the last start tag, namespace declarations
	// excepted. The next start tag overwrites them.
	attrs  []xmlAttr
	closed bool // the last start tag was <a/>: its end comes next
	rooted bool // a root element has been seen
	plain  bool // nothing in the document needs decoding
}

type binding struct {
	prefix, space string
	depth         int
}

type xmlAttr struct{ prefix, space, local, value string }

type tokenKind uint8

const (
	tokenEOF tokenKind = iota
	tokenStart
	tokenEnd
	tokenText // character data or a CDATA section, decoded
	tokenComment
)

type token struct {
	kind         tokenKind
	space, local string // of tokenStart
	text         string // of tokenText
}

// A syntaxError says what the scanner, or the grammar above it, refused. Its
// text is ours alone: nothing of the document, which may hold a ticket or a
// name, is quoted.
type syntaxError struct {
	line     int
	reason   string
	encoding bool // of the bytes, not a fault of the markup
}

func (e *syntaxError) Error() string { return fmt.Sprintf("line %d: %s", e.line, e.reason) }

func (x *scanner) fail(reason string) error {
	return &syntaxError{line: x.line(), reason: reason}
}

func (x *scanner) line() int { return 1 + strings.Count(x.s[:x.pos], "\n") }

// newScanner checks the encoding and the XML declaration, makes UTF-8 of the
// encodings that are read besides it, and stands before the first markup.
func newScanner(s string) (*scanner, error) {
	x := &scanner{s: s, open: make([]string, 0, 8), ns: make([]binding, 0, 4), attrs: make([]xmlAttr, 0, 4)}
	encoding := "" // what the first bytes say
	switch {
	case strings.HasPrefix(s, "\ufeff"):
		encoding, x.s = "UTF-8", s[len("\ufeff"):]
	case strings.HasPrefix(s, "\xfe\xff"), strings.HasPrefix(s, "\xff\xfe"):
		text, wrong := fromUTF16(s)
		if wrong != "" {
			return nil, &syntaxError{line: 1, reason: wrong, encoding: true}
		}
		encoding, x.s = "UTF-16", text
	case strings.HasPrefix(s, "\x00<"), strings.HasPrefix(s, "<\x00"):
		return nil, &syntaxError{line: 1, reason: "UTF-16 without a byte order mark", encoding: true}
	}
	if len(x.s) > 5 && strings.HasPrefix(x.s, "<?xml") && isSpace(x.s[5]) {
		declared, err := x.declaration()
		if err != nil {
			return nil, err
		}
		if err := x.reencode(encoding, declared); err != nil {
			return nil, err
		}
	}
	x.plain = strings.IndexByte(x.s, '&') < 0 && strings.IndexByte(x.s, '\r') < 0
	if at := badChar(x.s); at >= 0 {
		x.pos = at
		if c, size := utf8.DecodeRuneInString(x.s[at:]); c == utf8.RuneError && size == 1 {
			return nil, &syntaxError{line: x.line(), reason: "bytes that are not UTF-8", encoding: true}
		}
		return nil, x.fail("a character that XML forbids")
	}
	return x, nil
}

// declaration reads <?xml version="1.0" encoding="UTF-8" standalone="yes"?>,
// of which only version is required (XML 1.0 §2.8), and returns the encoding.
func (x *scanner) declaration() (encoding string, err error) {
	x.pos = len("<?xml")
	for n := 0; ; n++ {
		spaces := x.spaces()
		if x.eat("?>") {
			if n == 0 {
				return "", x.fail("XML declaration without a version")
			}
			return encoding, nil
		}
		if spaces == 0 || n == 3 {
			return "", x.fail("XML declaration that cannot be read")
		}
		name, value, err := x.attribute()
		if err != nil {
			return "", err
		}
		switch {
		case n == 0 && name == "version" && value == "1.0":
		case n == 1 && name == "encoding" && value != "":
			encoding = value
		case n >= 1 && name == "standalone" && (value == "yes" || value == "no"):
			n = 2 // nothing may follow
		default:
			return "", x.fail("XML declaration that cannot be read")
		}
	}
}

// reencode makes UTF-8 of a document whose declaration, already read, names
// another encoding, and refuses one that contradicts its first bytes.
func (x *scanner) reencode(mark, declared string) error {
	if declared == "" || strings.EqualFold(declared, mark) || mark == "" && strings.EqualFold(declared, "UTF-8") {
		return nil
	}
	if mark != "" {
		return &syntaxError{line: 1, reason: "the XML declaration names another encoding than the byte order mark", encoding: true}
	}
	text, wrong := recode(x.s, declared)
	if wrong != "" {
		return &syntaxError{line: 1, reason: wrong, encoding: true}
	}
	x.s = text // the declaration is ASCII: pos stays right
	return nil
}

// next returns the next token. After tokenEOF the document is complete: one
// root, everything closed, nothing but white space and comments around it.
func (x *scanner) next() (token, error) {
	if x.closed {
		x.closed = false
		return x.pop(), nil
	}
	rest := x.s[x.pos:]
	switch {
	case rest == "":
		if len(x.open) > 0 || !x.rooted {
			return token{}, x.fail("the document ends too early")
		}
		return token{}, nil
	case rest[0] != '<':
		return x.text()
	case strings.HasPrefix(rest, "<!--"):
		return x.comment()
	case strings.HasPrefix(rest, "<![CDATA["):
		return x.cdata()
	case strings.HasPrefix(rest, "<!"):
		return token{}, x.fail("a DOCTYPE or another declaration, which is never needed here")
	case strings.HasPrefix(rest, "<?"):
		return token{}, x.fail("a processing instruction, which is never needed here")
	case strings.HasPrefix(rest, "</"):
		return x.end()
	}
	return x.start()
}

func (x *scanner) text() (token, error) {
	raw := x.s[x.pos:]
	if i := strings.IndexByte(raw, '<'); i >= 0 {
		raw = raw[:i]
	}
	if strings.Contains(raw, "]]>") {
		return token{}, x.fail("]]> outside a CDATA section")
	}
	if len(x.open) == 0 && !blank(raw) {
		return token{}, x.fail("text outside the root element")
	}
	s, err := x.unescape(raw)
	x.pos += len(raw)
	return token{kind: tokenText, text: s}, err
}

func (x *scanner) comment() (token, error) {
	body := x.s[x.pos+len("<!--"):]
	i := strings.Index(body, "--")
	if i < 0 || !strings.HasPrefix(body[i:], "-->") {
		return token{}, x.fail("a comment that is not closed, or has -- inside")
	}
	x.pos += len("<!--") + i + len("-->")
	return token{kind: tokenComment}, nil
}

func (x *scanner) cdata() (token, error) {
	if len(x.open) == 0 {
		return token{}, x.fail("text outside the root element")
	}
	body := x.s[x.pos+len("<![CDATA["):]
	i := strings.Index(body, "]]>")
	if i < 0 {
		return token{}, x.fail("a CDATA section that is not closed")
	}
	x.pos += len("<![CDATA[") + i + len("]]>")
	return token{kind: tokenText, text: newlines(body[:i])}, nil
}

func (x *scanner) end() (token, error) {
	x.pos += len("</")
	if n := len(x.open); n > 0 && x.eat(x.open[n-1]) {
		if x.eat(">") { // nearly always
			return x.pop(), nil
		}
		x.pos -= len(x.open[n-1])
	}
	name, err := x.name()
	if err != nil {
		return token{}, err
	}
	x.spaces()
	if !x.eat(">") {
		return token{}, x.fail("an end tag that is not closed")
	}
	if len(x.open) == 0 || x.open[len(x.open)-1] != name {
		return token{}, x.fail("an end tag that does not close the open element (does the server escape < and & in values?)")
	}
	return x.pop(), nil
}

// pop closes the innermost element and forgets its namespace declarations.
func (x *scanner) pop() token {
	x.open = x.open[:len(x.open)-1]
	for len(x.ns) > 0 && x.ns[len(x.ns)-1].depth > len(x.open) {
		x.ns = x.ns[:len(x.ns)-1]
	}
	return token{kind: tokenEnd}
}

func (x *scanner) start() (token, error) {
	if len(x.open) == 0 && x.rooted {
		return token{}, x.fail("a second root element")
	}
	if len(x.open) == maxDepth {
		return token{}, x.fail("elements nested too deeply")
	}
	x.rooted = true
	x.pos++
	name, err := x.name()
	if err != nil {
		return token{}, err
	}
	x.open = append(x.open, name)
	x.attrs = x.attrs[:0]
	for {
		spaces := x.spaces()
		if x.eat(">") {
			break
		}
		if x.eat("/>") {
			x.closed = true
			break
		}
		if spaces == 0 {
			return token{}, x.fail("a start tag that cannot be read (does the server escape < and & in values?)")
		}
		if err := x.addAttribute(); err != nil {
			return token{}, err
		}
	}
	prefix, local, err := x.split(name)
	if err != nil {
		return token{}, err
	}
	if name == "xmlns" {
		// Namespaces in XML §3 reserves it, and encoding/xml leaves it outside
		// the default namespace.
		return token{}, x.fail("an element with the reserved name xmlns")
	}
	space, err := x.resolve(prefix)
	if err != nil {
		return token{}, err
	}
	if err := x.resolveAttributes(); err != nil {
		return token{}, err
	}
	return token{kind: tokenStart, space: space, local: local}, nil
}

// addAttribute reads one attribute of a start tag: a namespace declaration
// becomes a binding, another waits in attrs to have its prefix resolved.
func (x *scanner) addAttribute() error {
	if len(x.attrs)+len(x.ns) >= maxXMLAttrs {
		return x.fail("too many attributes on one element")
	}
	name, value, err := x.attribute()
	if err != nil {
		return err
	}
	prefix, local, err := x.split(name)
	if err != nil {
		return err
	}
	switch {
	case name == "xmlns":
		return x.bind("", value)
	case prefix == "xmlns":
		if value == "" || local == "xml" || local == "xmlns" {
			return x.fail("a namespace declaration that XML forbids")
		}
		return x.bind(local, value)
	}
	x.attrs = append(x.attrs, xmlAttr{prefix: prefix, local: local, value: value})
	return nil
}

// attr returns an attribute without namespace of the last start tag.
func (x *scanner) attr(local string) (string, bool) {
	for _, a := range x.attrs {
		if a.local == local && a.space == "" {
			return a.value, true
		}
	}
	return "", false
}

// attribute reads name="value" with either quote.
func (x *scanner) attribute() (name, value string, err error) {
	if name, err = x.name(); err != nil {
		return "", "", err
	}
	x.spaces()
	if !x.eat("=") {
		return "", "", x.fail("an attribute without a value")
	}
	x.spaces()
	if x.pos == len(x.s) || x.s[x.pos] != '"' && x.s[x.pos] != '\'' {
		return "", "", x.fail("an attribute value without quotes")
	}
	raw := x.s[x.pos+1:]
	i := strings.IndexByte(raw, x.s[x.pos])
	if i < 0 || strings.IndexByte(raw[:i], '<') >= 0 {
		return "", "", x.fail("an attribute value that is not closed, or has < inside")
	}
	value, err = x.unescape(raw[:i])
	x.pos += i + 2
	return name, value, err
}

func (x *scanner) spaces() int {
	from := x.pos
	for x.pos < len(x.s) && isSpace(x.s[x.pos]) {
		x.pos++
	}
	return x.pos - from
}

func (x *scanner) eat(prefix string) bool {
	if strings.HasPrefix(x.s[x.pos:], prefix) {
		x.pos += len(prefix)
		return true
	}
	return false
}
