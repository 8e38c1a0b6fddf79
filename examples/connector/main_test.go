package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// try runs a command line and returns what it printed and its exit code.
func try(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, msg bytes.Buffer
	code = run(context.Background(), args, &out, &msg)
	return out.String(), msg.String(), code
}

// write makes a file in a folder of the test and returns its path.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const (
	roster   = "Guid;Nom;Prénom;Profil;Classes\nf73d0f72-0958-4b8f-85f7-a58a96d95220;LEFÈVRE;Zoé;Elève;0750001A$6B\n0c28cd44-a295-45fd-845a-4d81a38b0024;NOËL;Eva;Elève;0750001A$6B\n"
	accounts = "id;nom;prenom;profil;etab\n12;Lefevre;ZOE;eleve;0750001A\n"
)

func TestWrongUsage(t *testing.T) {
	for _, tt := range []struct {
		why  string
		args []string
		want string // in the message
	}{
		{"no command", nil, "Emploi"},
		{"a command that does not exist", []string{"rapproche"}, "« rapproche » n’existe pas"},
		{"a command that does not exist, with flags", []string{"rapproche", "--roster", "x"}, "« rapproche » n’existe pas"},
		{"a flag that does not exist", []string{"check", "--josn", "x"}, "Option non comprise : --josn. Tapez « connector check -h »"},
		{"a letter that is no flag", []string{"check", "-z", "x"}, "Option non comprise : -z."},
		{"a flag without its value", []string{"match", "--roster"}, "L’option --roster attend une valeur."},
		{"a word where a number belongs", []string{"sample", "--out", "o", "--size", "beaucoup"}, "« beaucoup » ne convient pas à l’option --size."},
		{"check without a file", []string{"check"}, "au moins un fichier"},
		{"records without json", []string{"check", "--records", "x"}, "--json"},
		{"match without a roster", []string{"match", "--accounts", "a", "--out", "o"}, "--roster manque"},
		{"match without accounts", []string{"match", "--roster", "r", "--out", "o"}, "--accounts manque"},
		{"match without a folder", []string{"match", "--roster", "r", "--accounts", "a"}, "--out manque"},
		{"match with a stray argument", []string{"match", "--roster", "r", "--accounts", "a", "--out", "o", "x"}, "que des options"},
		{"a school that is no UAI", []string{"match", "--roster", "r", "--accounts", "a", "--out", "o", "--school", "Hugo"}, "n’est pas un UAI"},
		{"a layout that is not known", []string{"check", "--layout", "nulle-part", "x"}, "connues : guid, kosmos"},
		{"nor for match", []string{"match", "--roster", "r", "--accounts", "a", "--out", "o", "--layout", "nulle-part"}, "« nulle-part » est inconnue"},
		{"evaluate without a truth", []string{"evaluate", "d"}, "--truth manque"},
		{"evaluate without decisions", []string{"evaluate", "--truth", "t"}, "un fichier de décisions"},
		{"sample without a folder", []string{"sample"}, "--out manque"},
		{"a sample of nobody", []string{"sample", "--out", "o", "--size", "5"}, "--size doit être"},
		{"validate without a ticket", []string{"validate", "--cas", "https://x", "--service", "https://y"}, "un ticket et un seul"},
		{"validate without a server", []string{"validate", "--service", "https://y", "ST-1"}, "--cas manque"},
		{"validate without a service", []string{"validate", "--cas", "https://y", "ST-1"}, "--service manque"},
		{"validate over plain http elsewhere", []string{"validate", "--cas", "http://ent.example.org/cas", "--service", "https://y.example.org/", "ST-1"}, "Adresse refusée"},
		{"a protocol that does not exist", []string{"validate", "--protocol", "4", "--cas", "https://x.example.org", "--service", "https://y.example.org/", "ST-1"}, "choisissez 2 ou 3"},
		{"a made-up ENT nowhere", []string{"demo", "--ent", "foo"}, "« foo » n’est pas celle d’un port de cette machine"},
		{"an application at a port that there is not", []string{"demo", "--check", "--app", "127.0.0.1:99999"}, "« 127.0.0.1:99999 » n’est pas celle d’un port"},
		{"the demonstration's pages for everybody", []string{"demo", "--pages", "0.0.0.0:0"}, "« 0.0.0.0:0 » n’est pas celle d’un port de cette machine"},
		{"pages at a port that there is not", []string{"serve", "--listen", "127.0.0.1:99999"}, "« 127.0.0.1:99999 » n’est pas une adresse de cette machine"},
		{"figures at a port that there is not", []string{"serve", "--metrics", "127.0.0.1:x"}, "« 127.0.0.1:x » n’est pas une adresse"},
		{"a language that does not exist", []string{"check", "--lang", "de", "x"}, "choisissez fr ou en"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			stdout, stderr, code := try(t, tt.args...)
			if code != exitUsage || stdout != "" || !strings.Contains(nbsp(stderr), tt.want) {
				t.Errorf("%v: code %d, stdout %q, stderr %q; want code 2, no stdout, and %q in stderr", tt.args, code, stdout, stderr, tt.want)
			}
		})
	}
}

// nbsp makes no-break spaces plain, so that tests can be typed.
func nbsp(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func TestHelp(t *testing.T) {
	for _, command := range []string{"", "check", "match", "predict", "validate", "demo", "serve", "purge"} {
		for lang, want := range map[string]string{"fr": "Emploi", "en": "Usage"} {
			args := append(strings.Fields(command), "-h", "--lang", lang)
			stdout, stderr, code := try(t, args...)
			if code != exitDone || stderr != "" || !strings.Contains(stdout, want) || !strings.Contains(stdout, "--lang") {
				t.Errorf("%v: code %d, stderr %q, stdout %q; want code 0 and %q", args, code, stderr, stdout, want)
			}
			if lang == "fr" && regexp.MustCompile(`(?i)\b(usage|flags|available|help for|default)\b`).MatchString(stdout) {
				t.Errorf("%v: English words in the French help:\n%s", args, stdout)
			}
		}
	}
}

func wantFile(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	norm := func(s string) string { return strings.ReplaceAll(s, `"`, "") }
	if diff := cmp.Diff(norm(string(got)), norm(want)); diff != "" {
		t.Errorf("%s (-got +want):\n%s", filepath.Base(path), diff)
	}
}

func TestSpreadFiles(t *testing.T) {
	for _, tt := range []struct{ why, in, want string }{
		{"one file a flag stays", "match --roster r --accounts a --out o", "match --roster r --accounts a --out o"},
		{"several files repeat the flag", "match --roster r s --out o --accounts a b c --force", "match --roster r --roster s --out o --accounts a --accounts b --accounts c --force"},
		{"a word after another flag is no file", "match --accounts a --out o x", "match --accounts a --out o x"},
		{"other commands are left alone", "check --accounts a b", "check --accounts a b"},
	} {
		if got := strings.Join(spreadFiles(strings.Fields(tt.in)), " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
		}
	}
}
