package casclient

// collect appends what the current element says. An element without children
// is one attribute under its local name; one with children stands for its
// leaves. <attribute name=""> takes its name and, if it has one, its value
// from there; of other elements, what the start tag says becomes attributes
// too, as element@attribute.
func (x *scanner) collect(t token, list *Attributes) error {
	name := t.local
	if t.local == "attribute" {
		if n, ok := x.attr("name"); ok {
			name = n
		}
		if v, ok := x.attr("value"); ok {
			if err := x.skip(); err != nil {
				return err
			}
			return x.add(list, name, v)
		}
	} else {
		for _, a := range x.attrs {
			if a.space != "" {
				continue // xsi:type and the like are about the XML
			}
			if err := x.add(list, name+"@"+a.local, a.value); err != nil {
				return err
			}
		}
	}
	return x.leaves(name, t.local == "userAttributes", list)
}

// leaves reads the current element: its text is the value of name, unless it
// is or turns out to be a parent of elements, which are collected instead.
func (x *scanner) leaves(name string, parent bool, list *Attributes) error {
	var text pieces
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch t.kind {
		case tokenEnd:
			if parent {
				return nil
			}
			return x.add(list, name, text.String())
		case tokenText:
			text.add(t.text)
		case tokenStart:
			parent = true
			if err := x.collect(t, list); err != nil {
				return err
			}
		}
	}
}

func (x *scanner) add(list *Attributes, name, value string) error {
	if len(*list) == maxAttributes {
		return x.fail("too many attributes")
	}
	if *list == nil {
		*list = make(Attributes, 0, 16)
	}
	*list = append(*list, Attribute{name, value})
	return nil
}

// skip reads to the end of the current element.
func (x *scanner) skip() error {
	for depth := 1; depth > 0; {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch t.kind {
		case tokenStart:
			depth++
		case tokenEnd:
			depth--
		}
	}
	return nil
}
