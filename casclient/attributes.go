package casclient

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
// Where an answer mixes them, cas:attributes comes first, then name and value
// pairs, then the elements next to cas:user, and a name found in an earlier
// place is not taken again from a later one. An element that holds elements
// stands for its leaves under the leaves' own names:
// <ENTPersonProfils><ENTPersonProfil>National_3 is ENTPersonProfil=National_3.
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
