package main

import (
	"context"
	"html/template"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"

	"github.com/inconshreveable/mousetrap"
	"golang.org/x/term"
)

// doubleClicked reports whether the program was started without a command by
// somebody who sees a desktop and no command line: she wants the pages. In a
// shell the list of commands is better. macOS opens a terminal for a program
// that is clicked, and can't be told from one, so that there the pages open.
func doubleClicked(system string, byExplorer, terminal bool, getenv func(string) string) bool {
	switch system {
	case "windows":
		return byExplorer
	case "darwin":
		return terminal
	}
	return !terminal && (getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != "")
}

// clicked is doubleClicked of this process.
func clicked() bool {
	terminal := term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stdout.Fd()))
	return doubleClicked(runtime.GOOS, mousetrap.StartedByExplorer(), terminal, os.Getenv)
}

// clickedArgs are what a program that was clicked runs: the pages, in the
// browser.
var clickedArgs = []string{"serve", "--open"}

// waitForKey keeps the window open that Windows made for a program that was
// clicked: it holds why it failed.
func waitForKey(w words, in io.Reader, out io.Writer) {
	_, _ = io.WriteString(out, w.say("press-enter")+"\n")
	_, _ = in.Read(make([]byte, 1))
}

// browser are the programs that open an address, by system.
var browser = map[string][]string{
	"windows": {"rundll32", "url.dll,FileProtocolHandler"},
	"darwin":  {"open"},
	"linux":   {"xdg-open"},
}

// openPage opens an address in the person's browser. The address holds the
// secret of a link, and other users of a machine can see the arguments of
// programs: so the browser is given a file of the person's own that leads
// there, which done removes. On Windows others can't see them.
func openPage(ctx context.Context, address string) (done func(), err error) {
	done = func() {}
	command, ok := browser[runtime.GOOS]
	if !ok {
		command = browser["linux"]
	}
	if runtime.GOOS != "windows" {
		name, err := leadingFile(address)
		if err != nil {
			return done, err
		}
		done, address = func() { os.Remove(name) }, name
	}
	args := append(slices.Clone(command[1:]), address)
	// The browser outlives the program: it is not ended with it.
	process := exec.CommandContext(context.WithoutCancel(ctx), command[0], args...)
	if err := process.Start(); err != nil {
		done()
		return func() {}, err
	}
	go func() { _ = process.Wait() }()
	return done, nil
}

var leading = template.Must(template.New("").Parse(`<!DOCTYPE html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Connecteur</title>` +
	`<meta http-equiv="refresh" content="0; url={{.}}"><p><a href="{{.}}">{{.}}</a></p>
`))

// leadingFile writes a page that leads to an address, for its owner alone, into
// the home folder: some browsers may not read the system's temporary one.
func leadingFile(address string) (name string, err error) {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	f, err := os.CreateTemp(home, "connecteur-*.html") // mode 0600
	if err != nil {
		return "", err
	}
	err = leading.Execute(f, template.URL(address))
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}
