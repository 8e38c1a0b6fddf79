package web

import (
	"io"

	"github.com/entlink/entlink/examples/connector/job"
)

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
