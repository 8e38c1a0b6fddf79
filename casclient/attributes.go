package casclient

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// An Attribute is one thing that the CAS server says about a user besides who
// it is: a name, a school, a profile. Name is the server's name for it
// without namespace prefix; Value is its text as it was sent, spaces
// included.
type Attribute struct {
	Name, Value string
}

// Attributes are what the CAS server says about a user, in the order in which
// it said it. A name may occur several times: a teacher of two schools has
// two values. Nil and empty mean that the server said nothing.
//
// Servers write them in different ways, and some in two ways at once. All of
// these give the same list, each attribute once:
//
//	<cas:attributes><cas:mail>x</cas:mail></cas:attributes>         CAS 3, spec §2.5.7
//	<cas:attribute name="mail" value="x"/>                           next to cas:user, or inside cas:attributes
//	<cas:attributes><cas:userAttributes><cas:mail>x…                 one level deeper
//	<cas:mail>x</cas:mail>                                           next to cas:user
//
// and so do the members of attributes in JSON, and the Attribute elements of
// SAML. Where an answer mixes them, cas:attributes comes first (its elements,
// then its name and value pairs, then what is one level deeper), then name and
// value pairs, then the elements next to cas:user, and a name found in an
// earlier place is not taken again from a later one.
//
// An element that holds elements stands for its leaves under the leaves' own
// names: <ENTPersonProfils><ENTPersonProfil>National_3 is
// ENTPersonProfil=National_3. What its start tag says is kept under the
// element's name, @, and the attribute's: <school externalId="0870003F"> is
// school@externalId=0870003F. Objects in JSON stand for their members in the
// same way, and an array for its values. Numbers stay as they are written,
// booleans are true and false, and null is nothing.
//
// Attributes are data of the server's making; never take rights from them
// without comparing with values you expect: the string "False" is not empty.
// Who is signed in is safe from a server that does not escape values, what
// else it says is not: there a user who may choose one attribute can write
// markup into it that reads as another.
type Attributes []Attribute

// First returns the first value of a name and "" if there is none. Names are
// compared exactly.
func (a Attributes) First(name string) string {
	for _, x := range a {
		if x.Name == name {
			return x.Value
		}
	}
	return ""
}

// All returns the values of a name in order, nil if there is none.
func (a Attributes) All(name string) []string {
	var values []string
	for _, x := range a {
		if x.Name == name {
			values = append(values, x.Value)
		}
	}
	return values
}

// Has reports whether a name occurs, be it with an empty value.
func (a Attributes) Has(name string) bool {
	for _, x := range a {
		if x.Name == name {
			return true
		}
	}
	return false
}

// Names returns each name once, in the order of first occurrence.
func (a Attributes) Names() []string {
	var names []string
	seen := make(map[string]bool, len(a))
	for _, x := range a {
		if !seen[x.Name] {
			seen[x.Name] = true
			names = append(names, x.Name)
		}
	}
	return names
}

// Time reads the first value of a name as a date with a time of day, false if
// it is none; nothing that a server writes there makes a sign-in fail. It
// understands
//
//	2026-09-01T08:00:00.5Z, …+02:00      RFC 3339; a space for the T too
//	2026-09-01T08:00:00+02:00[Europe/Paris]   Java, where the offset counts
//	2026-09-01T08:00:00                  without a zone: in the location zoneless, false if that is nil
//	1788249600, 1788249600.5             seconds since 1970, from 1973 on, so that 20260901 is none
//	1788249600000                        milliseconds, from 1e11 on
func (a Attributes) Time(name string, zoneless *time.Location) (time.Time, bool) {
	s := strings.TrimSpace(a.First(name))
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		if n >= 1e11 {
			n /= 1000
		}
		if !(1e8 <= n && n < 1e11) || strings.ContainsAny(s, "xX") {
			return time.Time{}, false
		}
		whole, part := math.Modf(n)
		return time.Unix(int64(whole), int64(math.Round(part*1e6))*1000).UTC(), true
	}
	if i := strings.IndexByte(s, '['); i > 0 && strings.HasSuffix(s, "]") {
		s, zoneless = s[:i], nil // a zone's name alone is not enough
	}
	if len(s) > 10 && s[10] == ' ' {
		s = s[:10] + "T" + s[11:]
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, true
	}
	if zoneless == nil {
		return time.Time{}, false
	}
	t, err := time.ParseInLocation("2006-01-02T15:04:05", s, zoneless)
	return t, err == nil
}

// Bool reads the first value of a name as a truth: true or 1, false or 0, in
// any capitals, also as the YAML of old Ruby servers (--- true). ok is false
// if it is neither.
func (a Attributes) Bool(name string) (value, ok bool) {
	s := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(a.First(name)), "---"))
	switch strings.ToLower(s) {
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	}
	return false, false
}

// merge appends those attributes of b whose names a does not have.
func (a Attributes) merge(b Attributes) Attributes {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	seen := make(map[string]bool, len(a))
	for _, x := range a {
		seen[x.Name] = true
	}
	for _, x := range b {
		if !seen[x.Name] {
			a = append(a, x)
		}
	}
	return a
}
