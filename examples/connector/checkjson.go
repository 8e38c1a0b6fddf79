package main

import (
	"encoding/json"
	"io"

	"github.com/entlink/entlink/enroster"
)

// checkJSON shows a file to a program: one object a line.
type checkJSON struct {
	w       words
	out     io.Writer
	records bool
}

// A jsonSection is one file.
type jsonSection struct {
	view *checkJSON
	name string
	cols enroster.Columns
}

type dialectJSON struct {
	File       string       `json:"file"`
	Type       string       `json:"type"` // "dialect"
	Layout     string       `json:"layout"`
	Encoding   string       `json:"encoding"`
	BOM        int          `json:"bom"`
	Separator  string       `json:"separator"`
	LineEnd    string       `json:"line_end"`
	HeaderLine int          `json:"header_line"`
	Columns    []columnJSON `json:"columns"`
	Confidence float64      `json:"confidence"`
	Why        []reasonJSON `json:"why"`
}

type columnJSON struct {
	Name  string `json:"name"`
	Known bool   `json:"known"`
}

type reasonJSON struct {
	Code    string `json:"code"`
	Detail  string `json:"detail"`
	Message string `json:"message"`
}

type findingJSON struct {
	File      string `json:"file"`
	Type      string `json:"type"` // "finding"
	Code      string `json:"code"`
	Severity  string `json:"severity"`
	Line      int    `json:"line"`
	FirstLine int    `json:"first_line,omitempty"` // the earlier row, of a finding about two
	FirstFile string `json:"first_file,omitempty"` // its file, if it is another
	Row       int    `json:"row"`
	Column    int    `json:"column"`
	Header    string `json:"header"`
	Value     string `json:"value"`
	Message   string `json:"message"`
}

// recordJSON is a row as written: nothing is re-labelled but the identifiers,
// which get one form, and the birth date, which is ISO or empty.
type recordJSON struct {
	File      string   `json:"file"`
	Type      string   `json:"type"` // "record"
	Line      int      `json:"line"`
	AccountID string   `json:"account_id,omitempty"`
	GUID      string   `json:"guid"`
	Nom       string   `json:"nom"`
	Prenom    string   `json:"prenom"`
	Profil    string   `json:"profil"`
	Classes   string   `json:"classes"`
	Groupe    string   `json:"groupe"`
	Naissance string   `json:"naissance"`
	Sexe      string   `json:"sexe"`
	Civilite  string   `json:"civilite"`
	Enfants   []string `json:"enfants"`
}

func (v *checkJSON) section(name string, d enroster.Dialect, cols enroster.Columns) section {
	o := dialectJSON{
		File: name, Type: "dialect", Layout: string(d.Layout), Encoding: string(d.Encoding), BOM: d.BOM,
		LineEnd: d.LineEnd, HeaderLine: d.HeaderLine, Confidence: d.Confidence,
		Columns: []columnJSON{}, Why: []reasonJSON{},
	}
	if d.Separator != 0 {
		o.Separator = string(d.Separator)
	}
	for _, c := range cols {
		o.Columns = append(o.Columns, columnJSON{c.Name, c.Field != enroster.FieldOther})
	}
	for _, r := range d.Reasons {
		o.Why = append(o.Why, reasonJSON{r.Code, r.Detail, r.Message(v.w.lang)})
	}
	v.write(o)
	return &jsonSection{v, name, cols}
}

func (s *jsonSection) finding(f enroster.Finding, message func() string) {
	s.view.write(findingJSON{
		File: s.name, Type: "finding", Code: string(f.Code), Severity: f.Severity.String(), Line: f.Line, FirstLine: f.First, FirstFile: f.FirstFile, Row: f.Row,
		Column: f.Column, Header: f.Header, Value: f.Value, Message: message(),
	})
}

func (s *jsonSection) record(rec enroster.Record) {
	cols := s.cols
	if !s.view.records {
		return
	}
	guid, _ := enroster.CanonicalGUID(rec.GUID)
	o := recordJSON{
		File: s.name, Type: "record", Line: rec.Line, AccountID: rec.AccountID, GUID: guid,
		Nom: rec.LastName, Prenom: rec.FirstName,
		Profil:    cols.Text(rec, enroster.FieldProfile),
		Classes:   cols.Text(rec, enroster.FieldClasses),
		Groupe:    cols.Text(rec, enroster.FieldGroups),
		Naissance: rec.Born.String(),
		Sexe:      cols.Text(rec, enroster.FieldSex),
		Civilite:  cols.Text(rec, enroster.FieldTitle),
		Enfants:   []string{},
	}
	for _, c := range rec.Children {
		id, ok := enroster.CanonicalGUID(c)
		if !ok && rec.AccountID != "" {
			id = c // the children of an account are accounts
		}
		o.Enfants = append(o.Enfants, id)
	}
	s.view.write(o)
}

func (s *jsonSection) rows(int) {}

func (v *checkJSON) end() {}

func (v *checkJSON) write(o any) {
	e := json.NewEncoder(v.out)
	e.SetEscapeHTML(false)
	_ = e.Encode(o) // strings and numbers encode; what the stream says, checkCommand hears when it flushes
}
