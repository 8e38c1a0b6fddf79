package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/pflag"
)

// TestManualHasEveryFlag wants a page for each command in both languages, with
// all its flags, and no English heading in the French one.
func TestManualHasEveryFlag(t *testing.T) {
	for lang, want := range map[string]string{"fr": "CODE DE SORTIE", "en": "EXIT STATUS"} {
		root := rootCommand(wordsFor(lang), &settings{})
		for _, c := range root.Commands() {
			stdout, stderr, code := try(t, "help", c.Name(), "--lang", lang)
			if code != exitDone || stderr != "" || !strings.Contains(stdout, want) || !strings.Contains(stdout, c.UseLine()[:12]) {
				t.Errorf("%s, %s: code %d, %q, want %q", c.Name(), lang, code, stderr, want)
			}
			help, _, _ := try(t, c.Name(), "--help", "--lang", lang)
			c.Flags().VisitAll(func(f *pflag.Flag) {
				if !strings.Contains(stdout, "--"+f.Name) {
					t.Errorf("%s, %s: no --%s", c.Name(), lang, f.Name)
				}
			})
			if words := regexp.MustCompile(map[string]string{"fr": `\b(FILE|DIR|NAME|HOST|WHERE|PATH|ACCOUNT|DECISIONS|NUMBER|MIB|ID|ADDRESS)\b[^_.\x{a0}]`,
				"en": `FICHIER|DOSSIER|HÔTE|CHEMIN|COMPTE|NOMBRE|MIO|ADRESSE`}[lang]).FindAllString(stdout+help, -1); words != nil {
				t.Errorf("%s, %s: words of the other language: %q", c.Name(), lang, words)
			}
			if lang == "fr" && regexp.MustCompile(`(?m)^(NAME|EXAMPLES|EXIT|SEE)`).MatchString(stdout) {
				t.Errorf("%s: English headings in the French page:\n%s", c.Name(), stdout)
			}
			for l := range strings.Lines(stdout) {
				if n := utf8.RuneCountInString(l); n > 160 {
					t.Errorf("%s, %s: a line of %d letters: %s", c.Name(), lang, n, l)
				}
			}
		}
	}
	if _, stderr, code := try(t, "help", "rien"); code != exitUsage || !strings.Contains(nbsp(stderr), "n’existe pas") {
		t.Errorf("help of nothing: code %d, %q", code, stderr)
	}
	french, _, _ := try(t, "aide", "vérifier")
	if !strings.Contains(french, "connector-check - Dire") {
		t.Errorf("the page by its French names:\n%s", french)
	}
}

// TestManMakesPages writes the pages for packagers, and has groff read them, if
// it is there.
func TestManMakesPages(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "manuels")
	if _, stderr, code := try(t, "man", "--out", dir); code != exitDone {
		t.Fatalf("code %d, %s", code, stderr)
	}
	groff, missing := exec.LookPath("groff")
	for _, folder := range []string{"man1", "fr/man1"} {
		pages, err := filepath.Glob(filepath.Join(dir, folder, "connector*.1"))
		if err != nil || len(pages) < 15 {
			t.Fatalf("%s: %d pages, %v", folder, len(pages), err)
		}
		if missing != nil {
			t.Log("groff is not installed: the pages were not read")
			continue
		}
		var said bytes.Buffer
		cmd := exec.CommandContext(t.Context(), groff, append([]string{"-man", "-Tutf8", "-K", "utf8", "-ww", "-z"}, pages...)...)
		cmd.Stderr = &said
		err = cmd.Run()
		// That a line can't be filled is not the page's fault.
		if left := regexp.MustCompile(`(?m)^.*(cannot adjust|can't break|cannot break).*\n`).ReplaceAllString(said.String(), ""); err != nil || left != "" {
			t.Errorf("%s: %v\n%s", folder, err, left)
		}
	}
	if st, err := os.Stat(filepath.Join(dir, "fr", "man1", "connector-export.1")); err != nil || st.Size() == 0 {
		t.Errorf("no French page of export: %v", err)
	}
}

// bashReply runs the completion of bash on a line, and returns what it offers.
func bashReply(t *testing.T, line string) []string {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is not installed")
	}
	script, _, code := try(t, "completion", "bash")
	if code != exitDone {
		t.Fatalf("code %d", code)
	}
	dir := t.TempDir()
	// The program is this test's own, as in serve_test.go; and what the package
	// bash-completion brings is played.
	program := "#!/bin/sh\nCONNECTOR_TEST_ARGS=\"$(for a in \"$@\"; do printf '%s\\n' \"$a\"; done; printf .)\"\n" +
		"export CONNECTOR_TEST_ARGS\nCONNECTOR_TEST_ARGS=\"${CONNECTOR_TEST_ARGS%\n.}\"\nexec '" + os.Args[0] + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "connector"), []byte(program), 0o700); err != nil {
		t.Fatal(err)
	}
	play := `_get_comp_words_by_ref() { cur=${COMP_WORDS[COMP_CWORD]}; prev=${COMP_WORDS[COMP_CWORD-1]}; words=("${COMP_WORDS[@]}"); cword=$COMP_CWORD; }
compopt() { :; }
COMP_WORDS=(` + line + `); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
__start_connector
printf '%s\n' "${COMPREPLY[@]}"
`
	cmd := exec.CommandContext(t.Context(), bash, "--norc", "--noprofile")
	cmd.Env = append(os.Environ(), "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	cmd.Stdin = strings.NewReader(script + "\n" + play)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil || said.Len() > 0 {
		t.Errorf("bash: %v, %s", err, said.String())
	}
	return strings.Fields(string(out))
}

func TestBashCompletes(t *testing.T) {
	for _, tt := range []struct{ why, line, want string }{
		{"a command", "connector exp", "export"},
		{"a flag", "connector export --confir", "--confirm"},
		{"a flag's values", "connector serve --log j", "json"},
		{"a rule", "connector predict --rule en", "entcore"},
		{"a layout", "connector check --layout itsl", "itslearning"},
		{"a shell", "connector completion f", "fish"},
		{"a page of the manual", "connector help ver", "verify"},
	} {
		if got := bashReply(t, tt.line); len(got) == 0 || !strings.HasPrefix(got[0], tt.want) {
			t.Errorf("%s: %q offers %q, want %q", tt.why, tt.line, got, tt.want)
		}
	}
}

func TestCompletionOfOtherShells(t *testing.T) {
	for shell, want := range map[string]string{"zsh": "#compdef connector", "fish": "complete -c connector", "powershell": "Register-ArgumentCompleter"} {
		if stdout, stderr, code := try(t, "completion", shell); code != exitDone || !strings.Contains(stdout, want) {
			t.Errorf("%s: code %d, %s", shell, code, stderr)
		}
	}
	if _, stderr, code := try(t, "completion", "tcsh"); code != exitUsage || !strings.Contains(nbsp(stderr), "zsh, fish ou powershell") {
		t.Errorf("another shell: code %d, %q", code, stderr)
	}
}
