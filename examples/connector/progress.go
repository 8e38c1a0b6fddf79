package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// longFile is the size from which reading is worth a progress bar: smaller
// files are read in less than a second.
const longFile = 16 << 20

// progress wraps a file so that reading it moves a bar on the terminal. Where
// messages go to no terminal, and for short files and streams without a size,
// it returns the file as it is. done wipes the bar.
func (w words) progress(f *os.File, messages io.Writer) (r io.Reader, done func()) {
	terminal, ok := messages.(*os.File)
	st, err := f.Stat()
	if !ok || !term.IsTerminal(int(terminal.Fd())) || err != nil || !st.Mode().IsRegular() || st.Size() < longFile {
		return f, func() {}
	}
	bar := progressbar.NewOptions64(st.Size(),
		progressbar.OptionSetWriter(messages),
		progressbar.OptionSetDescription(w.say("reading", st.Name())),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
	b := progressbar.NewReader(f, bar)
	return &b, func() { _ = bar.Finish() } // a terminal that is gone shows nothing
}
