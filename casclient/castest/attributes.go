package castest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entlink/entlink/casclient"
)

// attributes is what validation says besides the user; nil where the dialect
// has none.
type attributes casclient.Attributes

// attributes returns the three of the specification and the user's own.
func (s *Server) attributes(t *ticket) attributes {
	list := attributes{}
	if !s.has(NoDate) {
		date := t.since.UTC().Format(time.RFC3339)
		if s.has(ZonelessDate) {
			date = strings.TrimSuffix(date, "Z")
		}
		if s.has(BracketedDate) {
			date += "[UTC]"
		}
		list = attributes{
			{Name: "authenticationDate", Value: date},
			{Name: "longTermAuthenticationRequestTokenUsed", Value: strconv.FormatBool(t.long)},
			{Name: "isFromNewLogin", Value: strconv.FormatBool(t.fresh)},
		}
	}
	list = append(list, s.users[t.session.user].Attributes...)
	if !s.has(JoinedAttributes) && !s.has(JSONAttributes) {
		return list
	}
	joined := attributes{}
	for _, g := range list.byName() {
		value := strings.Join(g.values, ";")
		if s.has(JSONAttributes) {
			b, err := json.Marshal(g.values)
			if err != nil {
				panic(err) // texts do not fail
			}
			value = string(b)
		}
		joined = append(joined, casclient.Attribute{Name: g.name, Value: value})
	}
	return joined
}

// A group is a name with all its values.
type group struct {
	name   string
	values []string
}

func (a attributes) byName() []group {
	var list []group
	for _, x := range a {
		i := slices.IndexFunc(list, func(g group) bool { return g.name == x.Name })
		if i < 0 {
			i, list = len(list), append(list, group{name: x.Name})
		}
		list[i].values = append(list[i].values, x.Value)
	}
	return list
}

// writeAttributes writes them in the specification's form, or in those that
// faults ask for.
func (s *Server) writeAttributes(b *strings.Builder, list attributes) {
	value := s.escaper()
	flat, named := s.has(FlatAttributes), s.has(NamedAttributes)
	if !flat && !named || s.has(DoubledAttributes) {
		container := "attributes"
		if s.has(RenamedContainer) {
			container = "norEduPerson"
		}
		fmt.Fprintf(b, "    <cas:%s>\n", container)
		s.writeContained(b, list, value)
		fmt.Fprintf(b, "    </cas:%s>\n", container)
	}
	for _, a := range list {
		if flat {
			fmt.Fprintf(b, "    <cas:%s>%s</cas:%[1]s>\n", a.Name, value(a.Value))
		}
		if named {
			fmt.Fprintf(b, "    <cas:attribute name=\"%s\" value=\"%s\"/>\n", a.Name, value(a.Value))
		}
	}
}

func (s *Server) writeContained(b *strings.Builder, list attributes, value func(string) string) {
	switch {
	case s.has(InlinedAttributes):
		for _, a := range list {
			fmt.Fprintf(b, "      <cas:attribute name=\"%s\" value=\"%s\"/>\n", a.Name, value(a.Value))
		}
	case s.has(UserAttributes):
		b.WriteString("      <cas:userAttributes>\n")
		for _, a := range list {
			fmt.Fprintf(b, "        <cas:attribute name=\"%s\">%s</cas:attribute>\n", a.Name, value(a.Value))
		}
		b.WriteString("      </cas:userAttributes>\n")
	case s.has(WrappedAttributes):
		for _, g := range list.byName() {
			if len(g.values) == 1 {
				fmt.Fprintf(b, "      <cas:%s>%s</cas:%[1]s>\n", g.name, value(g.values[0]))
				continue
			}
			fmt.Fprintf(b, "      <cas:%ss number=\"%d\">\n", g.name, len(g.values))
			for _, v := range g.values {
				fmt.Fprintf(b, "        <cas:%s>%s</cas:%[1]s>\n", g.name, value(v))
			}
			fmt.Fprintf(b, "      </cas:%ss>\n", g.name)
		}
	default:
		for _, a := range list {
			fmt.Fprintf(b, "      <cas:%s>%s</cas:%[1]s>\n", a.Name, value(a.Value))
		}
	}
}
