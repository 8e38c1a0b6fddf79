package enroster

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Options change how a file is read. Nil and the zero Options recognise everything.
type Options struct {
	Encoding  Encoding // "": recognise; otherwise one of the constants
	Separator rune     // 0: recognise; otherwise an ASCII character
	Quote     rune     // 0: recognise; '"', '\'', or NoQuote

	HeaderLine int    // 0: recognise; otherwise the physical line of the header, from 1, or NoHeader
	Layout     Layout // "": recognise; otherwise one of Layouts. Those of which only places are known need it

	// Strict ends the reading at the first finding of severity Error: All then gives a *FatalError that carries it and wraps
	// ErrStrict, and not the row in which it was found. Warnings do not end it.
	Strict bool

	MaxFindings int           // findings that Findings keeps; 0: 10,000
	OnFinding   func(Finding) // called with each finding as it is found, beyond MaxFindings too; may be nil
	MaxRow      int           // bytes of one row; 0: 1 MiB. A longer row is a finding and is skipped

	// OnProgress, if not nil, is called while the file is read with the bytes of the stream that were read so far: about
	// every 256 KiB, on the goroutine of the caller, and a last time when All comes to the end or to an error. Records
	// come later than their bytes, by 64 KiB and what the Workers hold.
	OnProgress func(bytes int64)

	// NoCells leaves Record.Cells out. Who needs the typed fields alone reads a little faster so.
	NoCells bool

	// KeepSource lets each record's Cells keep the row as it stands in the file (Cells.Source), and the Reader what stands
	// before, between and after the records, for WriterOptions.Like. Cells are kept then, whatever NoCells says. Of what
	// is no record, the last lines between two records are kept, a mebibyte at most; no longer line is.
	KeepSource bool

	// Workers is how many goroutines parse rows, the caller's among them, which also makes the records; 0 or 1: it alone.
	// Records and findings are the same, in the same order. Together they take a little more of the processors than one
	// reader alone (examples/bench measures it), so it pays where cores are idle. With what they read
	// ahead they hold some 350 KiB together, and 240 KiB more for each.
	Workers int

	Today Date // births after it are findings; zero: the day on which the Reader was made
}

// check finds options that no file can be read with.
func (o Options) check() error {
	switch o.Encoding {
	case "", UTF8, UTF16LE, UTF16BE:
	default:
		if charmaps[o.Encoding] == nil {
			return fmt.Errorf("enroster: unknown encoding %q in Options", o.Encoding)
		}
	}
	if o.Separator < 0 || o.Separator >= utf8.RuneSelf || strings.ContainsRune("\"\r\n", o.Separator) {
		return fmt.Errorf("enroster: separator %q in Options is no ASCII character that can part cells", o.Separator)
	}
	switch {
	case o.Quote != 0 && o.Quote != '"' && o.Quote != '\'' && o.Quote != NoQuote || o.Quote == o.Separator && o.Quote != 0:
		return fmt.Errorf("enroster: quote %q in Options is none", o.Quote)
	case o.HeaderLine < NoHeader:
		return fmt.Errorf("enroster: header line %d in Options", o.HeaderLine)
	case o.Layout != "" && o.Layout.spec() == nil:
		return fmt.Errorf("enroster: unknown layout %q in Options", o.Layout)
	}
	return nil
}
