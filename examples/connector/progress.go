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

// progress gives the hook that moves a bar on the terminal while a file is read, in
// bytes. It is nil where messages go to no terminal, for short files and for
// streams without a size. done wipes the bar.
func (w words) progress(f *os.File, messages io.Writer) (hook func(int64), done func()) {
	terminal, ok := messages.(*os.File)
	st, err := f.Stat()
	if !ok || !term.IsTerminal(int(terminal.Fd())) || err != nil || !st.Mode().IsRegular() || st.Size() < longFile {
		return nil, func() {}
	}
	bar := progressbar.NewOptions64(st.Size(),
		progressbar.OptionSetWriter(messages),
		progressbar.OptionSetDescription(w.say("reading", st.Name())),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
	// A terminal that is gone shows nothing.
	return func(bytes int64) { _ = bar.Set64(bytes) }, func() { _ = bar.Finish() }
}
