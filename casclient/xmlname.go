package casclient

import (
	"strings"
	"unicode/utf8"
)

// name reads a name with its prefix, if any.
func (x *scanner) name() (string, error) {
	from := x.pos
	for x.pos < len(x.s) && asciiName[x.s[x.pos]] {
		x.pos++
	}
	if x.pos > from && !nameChar(rune(x.s[from]), true) {
		x.pos = from
	}
	for x.pos < len(x.s) {
		c, size := rune(x.s[x.pos]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(x.s[x.pos:])
		}
		if !nameChar(c, x.pos == from) {
			break
		}
		x.pos += size
	}
	if x.pos == from {
		return "", x.fail("markup that cannot be read (does the server escape < and & in values?)")
	}
	return x.s[from:x.pos], nil
}

// asciiName is nameChar for the characters that nearly all names are made of.
var asciiName = func() (set [256]bool) {
	for c := range rune(utf8.RuneSelf) {
		set[c] = nameChar(c, false)
	}
	return set
}()

// split parts prefix:local. Each part must be a name by itself.
func (x *scanner) split(name string) (prefix, local string, err error) {
	prefix, local, found := strings.Cut(name, ":")
	if !found {
		return "", name, nil
	}
	first, _ := utf8.DecodeRuneInString(local)
	if prefix == "" || local == "" || strings.IndexByte(local, ':') >= 0 || !nameChar(first, true) {
		return "", "", x.fail("a name with a colon in the wrong place")
	}
	return prefix, local, nil
}

// nameChar knows the letters of ASCII and of the European Latin alphabets,
// composed or not: element names are attribute names of a directory, and
// some are French words. Other scripts have not been met in any server.
func nameChar(c rune, first bool) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c == ':' && !first:
		return true
	case '0' <= c && c <= '9', c == '-', c == '.', 0x300 <= c && c <= 0x345:
		return !first
	}
	return 0xC0 <= c && c <= 0x131 && c != 0xD7 && c != 0xF7 || 0x14A <= c && c <= 0x17E
}

func (x *scanner) bind(prefix, space string) error {
	depth := len(x.open)
	for _, b := range x.ns {
		if b.depth == depth && b.prefix == prefix {
			return x.fail("a namespace declared twice on one element")
		}
	}
	x.ns = append(x.ns, binding{prefix, space, depth})
	return nil
}

func (x *scanner) resolve(prefix string) (string, error) {
	for i := len(x.ns) - 1; i >= 0; i-- {
		if x.ns[i].prefix == prefix {
			return x.ns[i].space, nil
		}
	}
	switch prefix {
	case "":
		return "", nil
	case "xml":
		return "http://www.w3.org/XML/1998/namespace", nil
	}
	return "", x.fail("a namespace prefix that is not declared")
}

// resolveAttributes gives each attribute its namespace (none without a
// prefix: a default namespace is for elements only) and refuses duplicates.
func (x *scanner) resolveAttributes() error {
	for i := range x.attrs {
		a := &x.attrs[i]
		if a.prefix != "" {
			space, err := x.resolve(a.prefix)
			if err != nil {
				return err
			}
			a.space = space
		}
		for _, b := range x.attrs[:i] {
			if a.local == b.local && a.space == b.space {
				return x.fail("the same attribute twice on one element")
			}
		}
	}
	return nil
}
