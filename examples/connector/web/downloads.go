package web

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/store"
)

// given are the files that the pages give, by their code in the audit trail: most
// of them name children, and leave the program's care.
var given = map[string]string{
	"findings": "constats.csv", "ledger": "registre.txt", "restore": "restaurer.csv", "import": "import.csv", "by-hand": "a-saisir.csv", "faults": "ecarts.csv",
}

// give sends a file to be kept, and has the audit trail say so: a file that it
// can't say is not given.
func (s *Site) give(w http.ResponseWriter, r *http.Request, what string, run store.Run, write func(io.Writer) error) error {
	var b bytes.Buffer // whole or not at all: half a list would look like a list
	if err := write(&b); err != nil {
		return err
	}
	if err := s.noteTaken(r, what, run); err != nil {
		return err
	}
	kind := "text/csv"
	if strings.HasSuffix(given[what], ".txt") {
		kind = "text/plain"
	}
	w.Header().Set("Content-Type", kind+"; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+given[what]+`"`)
	_, _ = w.Write(b.Bytes()) // who has gone away reads nothing
	return nil
}

// noteTaken has the audit trail say who took a file of a run away.
func (s *Site) noteTaken(r *http.Request, what string, run store.Run) error {
	by, _ := visitor(r.Context())
	return s.store.Note(r.Context(), store.Event{By: by, What: "take." + what, Subject: run.ID})
}

// The files that the pages give are also those of the command line. lang is
// that of the headings, "fr" or "en".

// WriteByHand writes the identifiers that somebody has to type in, for a
// spreadsheet.
func WriteByHand(out io.Writer, lang string, plan job.Plan) error {
	return writeByHand(out, messages.In(lang), plan)
}

// WriteRestore writes the way back: each account with the identifier that it
// bears now, in a file that SACoche's own import understands.
func WriteRestore(out io.Writer, list []job.Restoring) error { return writeRestore(out, list) }

// WriteFaults writes the accounts that are not as decided after the import, for
// a spreadsheet.
func WriteFaults(out io.Writer, lang string, list []job.Checked) error {
	return writeFaults(out, messages.In(lang), list)
}
