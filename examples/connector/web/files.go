package web

import (
	"encoding/csv"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/wording"
)

// filesView is the page of the files.
type filesView struct {
	Files   []fileView
	Refused []refusal
	Roster  bool     // an export is there
	Lists   bool     // an account list is there
	Missing string   // SACoche's lists that are not there, in words; "" for none
	Twice   []string // what is there in two versions, in words
	Run     store.Run
	Due     *dueView // what waits to be erased; nil for nothing
}

// Ready reports whether the next step can begin.
func (v filesView) Ready() bool { return v.Roster && v.Lists }

// A fileView says what one file is and what is wrong with it.
type fileView struct {
	ID, Name string
	Kind     string // "Export des comptes d'un ENT"
	Facts    string // rows, encoding, separator
	Groups   []groupView
	Findings int
	Unread   bool // SACoche's import would not find the columns
}

// A groupView is the findings of one kind.
type groupView struct {
	Severity string // code
	Count    int
	Text     string
	Also     string // the further rows, in words
}

// viewFiles makes the page's data.
func viewFiles(w wording.Words, c *current, refused []refusal) filesView {
	v := filesView{Refused: refused, Run: c.run, Missing: missing(w, c.with(store.Accounts), schoolLists), Twice: twice(w, c)}
	for _, f := range c.files {
		v.Roster = v.Roster || f.Role == store.Roster
		v.Lists = v.Lists || f.Role == store.Accounts
		if f.Role != store.After {
			v.Files = append(v.Files, viewFile(w, f, c.read[f.ID]))
		}
	}
	return v
}

func viewFile(w wording.Words, f store.File, read *job.File) fileView {
	d := read.Dialect
	v := fileView{ID: f.ID, Name: f.Name, Kind: sentence(d.Layout.Label(w.Lang)), Unread: read.Roster() && !read.Importable()}
	v.Facts = w.Say("file-facts", w.Say("rows", read.Rows), string(d.Encoding), separator(w, d.Separator))
	for _, g := range read.Groups.WorstFirst() {
		rows := make([]string, len(g.Further))
		for i, n := range g.Further {
			rows[i] = strconv.Itoa(n)
		}
		v.Groups = append(v.Groups, groupView{g.First.Severity.String(), g.Count, g.First.Message(w.Lang), also(w, rows, g.More)})
		v.Findings += g.Count
	}
	return v
}

// also names the further rows that have the same finding.
func also(w wording.Words, rows []string, more int) string {
	if len(rows) == 0 {
		return ""
	}
	s := w.Say("also-rows", len(rows), strings.Join(rows, ", "))
	if more > 0 {
		s += " " + w.Say("more-rows", more)
	}
	return s + "."
}

func separator(w wording.Words, r rune) string {
	switch r {
	case '\t':
		return w.Say("separator-tab")
	case ' ':
		return w.Say("separator-space")
	}
	return w.Say("separator-other", string(r))
}

func (s *Site) filesPage(w http.ResponseWriter, r *http.Request) error {
	refused, err := s.told(r, false)
	if err != nil {
		return late(err)
	}
	return s.showFiles(w, r, http.StatusOK, refused)
}

func (s *Site) showFiles(w http.ResponseWriter, r *http.Request, status int, refused []refusal) error {
	c, err := s.current(r.Context())
	if err != nil {
		return err
	}
	p := s.page(r, "files", "files")
	v := viewFiles(p.words, c, refused)
	if v.Due, err = s.viewDue(r.Context(), p); err != nil {
		return err
	}
	if v.Ready() && v.Missing == "" && len(v.Twice) == 0 {
		s.matchAhead(c)
	}
	p.Body = v
	p.noteRemoved(r)
	if r.URL.Query().Get("fait") == duePurged {
		p.Note = p.T("due-done")
	}
	if how := r.URL.Query().Get("fait"); c.run.ID == "" && (how == string(store.Ended) || how == string(store.Undone)) {
		p.Note = p.T("run-" + how)
	}
	s.show(w, status, "files", p)
	return nil
}

// fileRemoved says in an address that a file was just taken away.
const fileRemoved = "retire"

// noteRemoved says that a file was just taken away: who clicks once too often sees
// that another one is gone.
func (p *Page) noteRemoved(r *http.Request) {
	if r.URL.Query().Get("fait") == fileRemoved {
		p.Note = p.T("file-removed")
	}
}

// removeFile takes a file away, before or after the import.
func (s *Site) removeFile(w http.ResponseWriter, r *http.Request) error {
	id := r.PostFormValue("fichier")
	if id == "" { // the box, which not every browser insists on
		return errUnsure
	}
	by, _ := visitor(r.Context())
	err := s.store.RemoveFile(r.Context(), id, by)
	if err != nil && !errors.Is(err, store.ErrNone) { // gone is what was asked for
		return err
	}
	to := "/fichiers"
	if r.PostFormValue("page") == "controle" {
		to = "/controle"
	}
	return s.redirect(w, r, to, url.Values{"fait": {fileRemoved}})
}

// findings gives the findings of a file as a file for a spreadsheet.
func (s *Site) findings(w http.ResponseWriter, r *http.Request) error {
	c, err := s.current(r.Context())
	if err != nil {
		return err
	}
	read, ok := c.read[r.URL.Query().Get("fichier")]
	if !ok {
		return errNotFound
	}
	return s.give(w, r, "findings", c.run, func(out io.Writer) error { return writeFindings(out, s.words(r), read) })
}

// writeFindings writes a line a finding, its place as a spreadsheet shows it.
func writeFindings(out io.Writer, w wording.Words, f *job.File) error {
	header := []string{w.Say("csv-severity"), w.Say("csv-row"), w.Say("csv-column"), w.Say("csv-header"), w.Say("csv-value"), w.Say("csv-message")}
	rows := [][]string{header}
	for _, g := range f.Findings {
		row, col := "", ""
		if g.Row > 0 {
			row = strconv.Itoa(g.Row)
		}
		if g.Column > 0 {
			col = column(g.Column)
		}
		rows = append(rows, []string{w.Say("severity-" + g.Severity.String()), row, col, g.Header, g.Value, g.Message(w.Lang)})
	}
	return writeSheet(out, rows)
}

// writeSheet writes a file that people open in a spreadsheet: with the mark by
// which Excel knows UTF-8, and without a cell that it would run as a formula.
func writeSheet(out io.Writer, rows [][]string) error {
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(out)
	c.Comma, c.UseCRLF = ';', true
	for i, row := range rows {
		if i > 0 {
			row = slices.Clone(row)
			for j, cell := range row {
				row[j] = guarded(cell)
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// guarded puts an apostrophe before what a spreadsheet would take for a formula.
func guarded(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
