package enroster

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fieldSpec says of a field what a schema says: what it is called, what it holds, and the form that the ENT's guide gives
// it. The Reader takes far more spellings; a schema is for those who write such files.
type fieldSpec struct {
	title   [2]string // French and English
	text    [2]string
	pattern string   // of a value; "" is any text
	values  []string // of rosters in the guide's form: all there are
}

const (
	guidPattern  = `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`
	classPattern = `(?:[0-9]{7}[A-Za-z]\$)?[^|$]+`
	datePattern  = `(?:0[1-9]|[12][0-9]|3[01])/(?:0[1-9]|1[0-2])/[0-9]{4}`
)

// fieldSpecs has every field of the package.
var fieldSpecs = map[Field]fieldSpec{
	FieldGUID: {[2]string{"Identifiant ENT", "ENT identifier"},
		[2]string{"Identifiant de la personne dans l’ENT : c’est lui qui la connecte.", "The person's identifier in the ENT: it signs her in."}, "", nil},
	FieldAccountID: {[2]string{"Identifiant du compte", "Account identifier"},
		[2]string{"Identifiant de la personne dans l’application.", "The person's identifier in the application."}, "", nil},
	FieldLastName: {[2]string{"Nom", "Last name"},
		[2]string{"Nom de famille.", "Family name."}, "", nil},
	FieldFirstName: {[2]string{"Prénom", "First name"},
		[2]string{"Prénom usuel.", "Usual first name."}, "", nil},
	FieldProfile: {[2]string{"Profil", "Profile"},
		[2]string{"Ce qu’est la personne : libellé, ou code national (National_1 : élève, National_2 : responsable, National_3 : professeur) ; plusieurs sont séparés par un point-virgule.",
			"What the person is: a label, or a national code (National_1: pupil, National_2: guardian, National_3: teacher); several are joined by semicolons."}, "", nil},
	FieldSchool: {[2]string{"Établissement", "School"},
		[2]string{"Numéro de l’établissement (UAI) : sept chiffres et une lettre.", "The school's number (UAI): seven digits and a letter."}, `[0-9]{7}[A-Za-z]`, nil},
	FieldClasses: {[2]string{"Classes", "Classes"},
		[2]string{"Classes, chacune écrite UAI$classe ou classe ; plusieurs sont séparées par une barre.", "Classes, each written UAI$class or class; several are joined by a bar."}, classPattern + `(?:\|` + classPattern + `)*`, nil},
	FieldClassRef: {[2]string{"Classe (référence)", "Class (short name)"},
		[2]string{"Nom court de la classe.", "The class's short name."}, "", nil},
	FieldGroups: {[2]string{"Groupes", "Groups"},
		[2]string{"Groupes, chacun écrit UAI$groupe ou groupe ; plusieurs sont séparés par une barre.", "Groups, each written UAI$group or group; several are joined by a bar."}, classPattern + `(?:\|` + classPattern + `)*`, nil},
	FieldBorn: {[2]string{"Date de naissance", "Birth date"},
		[2]string{"Date de naissance, JJ/MM/AAAA ; souvent pour les seuls élèves.", "Birth date, DD/MM/YYYY; often for pupils only."}, datePattern, nil},
	FieldSex: {[2]string{"Sexe", "Sex"},
		[2]string{"Sexe : M ou F ; certains fichiers l’écrivent autrement (Masculin, M.).", "Sex: M or F; some files write it otherwise (Masculin, M.)."}, "", []string{"M", "F"}},
	FieldTitle: {[2]string{"Civilité", "Title"},
		[2]string{"Civilité : M. ou Mme.", "Title: M. or Mme."}, "", []string{"M.", "Mme"}},
	FieldChild: {[2]string{"Enfant", "Child"},
		[2]string{"Identifiant d’un enfant de ce responsable.", "Identifier of a child of this guardian."}, "", nil},
}

// TableSchema gives the layout as a Frictionless Table Schema, https://datapackage.org/standard/table-schema: the columns
// with their types, which values are needed, and their patterns. Titles and descriptions are French, with an English
// translation beside each as "title@en" and "description@en". Where columns are known by their places only, the fields
// stand in their order and some names are made up. The bytes are the same each time.
func (l Layout) TableSchema() ([]byte, error) {
	s := l.spec()
	if s == nil {
		return nil, fmt.Errorf("enroster: no schema for unknown layout %q", l)
	}
	var fields []object
	var keys []object
	for _, c := range s.schemaColumns() {
		o := object{{"name", c.name}, {"type", c.kind}}
		if c.kind == "date" {
			o = append(o, member{"format", "%d/%m/%Y"})
		}
		o = append(o, c.texts()...)
		var constraints object
		if c.required {
			constraints = append(constraints, member{"required", true})
		}
		if c.unique {
			constraints = append(constraints, member{"unique", true})
		}
		if c.pattern != "" && c.kind != "date" {
			constraints = append(constraints, member{"pattern", "^" + c.pattern + "$"})
		}
		if len(c.values) > 0 {
			constraints = append(constraints, member{"enum", c.values})
		}
		if len(constraints) > 0 {
			o = append(o, member{"constraints", constraints})
		}
		if c.Field == FieldChild && s.traits&hasGUIDs != 0 {
			keys = append(keys, object{{"fields", c.name}, {"reference", object{{"resource", ""}, {"fields", s.id}}}})
		}
		fields = append(fields, o)
	}
	// Profile 2.0 wants an array for fieldsMatch, against its own standard; 2.1 has that mended.
	schema := append(object{{"$schema", "https://datapackage.org/profiles/2.1/tableschema.json"}}, s.head()...)
	if s.traits&byPlace == 0 || s.traits&byHeader != 0 {
		schema = append(schema, member{"fieldsMatch", "partial"}) // by their names, in any order, and others may be there
	}
	schema = append(schema, member{"fields", fields}, member{"missingValues", s.missing()})
	if s.layout != LayoutGuardians { // which has a row for each child of a guardian
		schema = append(schema, member{"primaryKey", s.id})
	}
	if len(keys) > 0 {
		schema = append(schema, member{"foreignKeys", keys})
	}
	return schema.indented()
}

// JSONSchema gives the layout as a JSON Schema (draft 2020-12) of one row: an object whose members are the cells by the
// names of their columns, empty where the cell is. See TableSchema for the rest.
func (l Layout) JSONSchema() ([]byte, error) {
	s := l.spec()
	if s == nil {
		return nil, fmt.Errorf("enroster: no schema for unknown layout %q", l)
	}
	var properties, patterns object
	var required []string
	for _, c := range s.schemaColumns() {
		numbered := c.Field == FieldChild && c.N > 0
		if numbered && c.N > 1 {
			continue // its pattern has stood for it
		}
		if numbered {
			c.N = 0
		}
		o := append(object{{"type", "string"}}, c.texts()...)
		switch {
		case c.pattern != "" && c.required:
			o = append(o, member{"pattern", "^" + c.pattern + "$"})
		case c.pattern != "":
			o = append(o, member{"pattern", "^(?:" + strings.Join(append(s.missing()[1:], c.pattern), "|") + ")?$"})
		case c.required:
			o = append(o, member{"minLength", 1})
		}
		if len(c.values) > 0 {
			o = append(o, member{"enum", append([]string{""}, c.values...)})
		}
		if c.required {
			required = append(required, c.name)
		}
		if numbered { // as many as the widest family needs
			patterns = object{{"^" + strings.TrimSuffix(c.name, "1") + "[1-9][0-9]*$", o}}
			continue
		}
		properties = append(properties, member{c.name, o})
	}
	schema := append(object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}}, s.head()...)
	schema = append(schema, member{"type", "object"}, member{"properties", properties})
	if len(patterns) > 0 {
		schema = append(schema, member{"patternProperties", patterns})
	}
	return append(schema, member{"required", required}).indented()
}

// schemaColumn is one column in a schema.
type schemaColumn struct {
	Column
	fieldSpec
	name             string
	kind             string // of a Table Schema: "string", "date", or "any" for a column that is not read
	required, unique bool
}

// schemaColumns are the columns of the layout as schemas show them.
func (s *layoutSpec) schemaColumns() []schemaColumn {
	cols := newColumns(s.names())
	if s.traits&isRoster != 0 {
		s.nameID(cols)
	}
	var list []schemaColumn
	for i, col := range cols {
		c := schemaColumn{Column: col, fieldSpec: fieldSpecs[col.Field], name: col.Name, kind: "string"}
		roster, guids := s.traits&isRoster != 0, s.traits&hasGUIDs != 0
		switch col.Field {
		case FieldGUID:
			c.required, c.unique = roster, roster
			if guids {
				c.pattern = guidPattern
			}
		case FieldAccountID:
			c.required, c.unique = !roster, !roster && s.layout != LayoutGuardians
		case FieldLastName, FieldFirstName:
			c.required = true
		case FieldChild:
			if guids {
				c.pattern = guidPattern
			}
		case FieldBorn:
			c.kind = "date"
		case FieldOther:
			c.kind = "any"
		}
		if !guids {
			c.values = nil
		}
		if c.name == "" {
			c.name = "colonne" + strconv.Itoa(i+1)
		}
		list = append(list, c)
	}
	return list
}

// texts are the title and the description of a column; one that the package does not read has none.
func (c schemaColumn) texts() object {
	if c.title == [2]string{} {
		return nil
	}
	title := c.title
	if c.N > 0 {
		n := " " + strconv.Itoa(c.N)
		title[0], title[1] = title[0]+n, title[1]+n
	}
	return translated(title, c.text)
}

// head is what a schema says of the whole file.
func (s *layoutSpec) head() object {
	lines := strconv.Itoa(s.lines)
	text := [2]string{"Une personne par ligne, sous le nom de sa colonne ; l’ordre des colonnes est libre.", "One person a line, under the names of the columns; their order is free."}
	switch {
	case s.traits&inOrder != 0:
		text = [2]string{"Une personne par ligne ; les colonnes sont exactement celles-ci, dans cet ordre.", "One person a line; the columns are exactly these, in this order."}
	case s.traits&byPlace != 0 && s.traits&byHeader == 0:
		text = [2]string{"Une personne par ligne ; les colonnes comptent par leur place, non par leur nom. Lignes d’en-tête : " + lines + ".",
			"One person a line; columns count by their place, not by their name. Header lines: " + lines + "."}
	case s.layout == LayoutGuardians:
		text = [2]string{"Une ligne par responsable et enfant.", "One line for each guardian and child."}
	}
	label := [2]string{capital(s.text[0]), capital(s.text[1])}
	return append(object{{"name", "enroster-" + string(s.layout)}, {"languages", []string{"fr", "en"}}}, translated(label, text)...)
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// missing are the texts of a cell that has no value.
func (s *layoutSpec) missing() []string {
	if s.layout.sacoche() {
		return []string{"", "00/00/0000"} // how SACoche writes that it has no date
	}
	return []string{""}
}

func translated(title, text [2]string) object {
	return object{{"title", pick(title, "fr")}, {"title@en", title[1]}, {"description", pick(text, "fr")}, {"description@en", text[1]}}
}

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// indented is the object as people read it, with a line end.
func (o object) indented() ([]byte, error) {
	b, err := json.MarshalIndent(o, "", "  ")
	return append(b, '\n'), err
}
