package main

import (
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/servertest"
)

// TestReviewOpensTheQueueOfTheRunInHand has somebody send the files on the pages
// of serve, and somebody else type review while those pages are open: on the
// same data, at another address, in a browser.
func TestReviewOpensTheQueueOfTheRunInHand(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("a script stands in for xdg-open")
	}
	for _, tt := range []struct {
		name string
		kept func(t *testing.T) []string
	}{
		{"SQLite", func(t *testing.T) []string { return []string{"--data", filepath.Join(t.TempDir(), "d")} }},
		{"PostgreSQL", func(t *testing.T) []string {
			return []string{"--data", filepath.Join(t.TempDir(), "d"), "--database", servertest.Postgres(t)}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			kept := tt.kept(t)
			school := jobtest.New(60)
			s := startCommand(t, visitor(t), append([]string{"serve", "--listen", "127.0.0.1:0", "--for", "Mme Durand"}, kept...)...)
			s.send(map[string][]byte{"ent.csv": school.Export(), "eleves.csv": school.PupilList(nil), "responsables.csv": school.GuardianList(nil)})

			home := fakeBrowser(t)
			if kept[len(kept)-2] == "--database" { // a reviewer's own machine has a folder of its own
				kept[1] = filepath.Join(t.TempDir(), "d")
			}
			r := startCommand(t, visitor(t), append([]string{"review", "--for", "M. Roussel"}, kept...)...)
			opened, err := os.ReadFile(filepath.Join(home, "opened"))
			for ; os.IsNotExist(err) && t.Context().Err() == nil; opened, err = os.ReadFile(filepath.Join(home, "opened")) {
				runtime.Gosched() // the browser starts beside the program
			}
			if err != nil || !strings.Contains(string(opened), r.base+"/entrer?jeton=") {
				t.Errorf("the browser was given %q: %v", opened, err)
			}
			page, at := r.settled(r.client.Get(r.base + "/"))
			if at.Path != "/homonymes" || !strings.Contains(page, "Homonymes à traiter") {
				t.Errorf("review opened %s, want the queue", at)
			}
			page = r.get("/homonymes/cas?compte=1000")
			seen := regexp.MustCompile(`name="vu" value="([^"]+)"`).FindStringSubmatch(page)
			choice := regexp.MustCompile(`name="choix" value="(meme:[^"]+)"`).FindStringSubmatch(page)
			if seen == nil || choice == nil {
				t.Fatalf("the case reads\n%s", page)
			}
			r.post("/homonymes/cas", url.Values{"compte": {"1000"}, "vu": {seen[1]}, "choix": {choice[1]}})
			if page := s.get("/homonymes/cas?compte=1000"); !strings.Contains(page, "M. Roussel") || !strings.Contains(page, "Annuler cette décision") {
				t.Error("who has the pages of serve open does not see what was decided")
			}
		})
	}
}

func TestReviewTakesAnotherAddressOnlyIfNobodyNamedOne(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	f := serveFlags{listen: l.Addr().String()}
	if other, err := f.listener(t.Context()); err == nil {
		other.Close()
		t.Error("an address that is taken was opened")
	}
	f.anywhere = true
	other, err := f.listener(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other.Close()
	if !loopback(other.Addr().String()) {
		t.Errorf("the other address is %s", other.Addr())
	}
}

// visitor is a browser's memory of sign-ins.
func visitor(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

// fakeBrowser puts a program in the place of the desktop's, which writes what it
// is given to the file opened of the folder returned.
func fakeBrowser(t *testing.T) (home string) {
	t.Helper()
	home = t.TempDir()
	script := "#!/bin/sh\ncat \"$1\" > \"$HOME/part\" && mv \"$HOME/part\" \"$HOME/opened\"\n"
	if err := os.WriteFile(filepath.Join(home, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", home)
	t.Setenv("PATH", home+string(os.PathListSeparator)+os.Getenv("PATH"))
	return home
}
