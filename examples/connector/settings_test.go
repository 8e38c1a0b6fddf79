package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// setting returns what connector config says of one setting.
func setting(t *testing.T, name string, args ...string) settingJSON {
	t.Helper()
	stdout, stderr, code := try(t, append([]string{"config", "--json"}, args...)...)
	if code != exitDone {
		t.Fatalf("code %d, %s", code, stderr)
	}
	for l := range strings.Lines(stdout) {
		var s settingJSON
		if err := json.Unmarshal([]byte(l), &s); err != nil {
			t.Fatal(err)
		}
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no setting %q", name)
	return settingJSON{}
}

func TestTheLineGoesBeforeTheEnvironmentAndThatBeforeTheFile(t *testing.T) {
	file := write(t, "réglages.conf", "# essai\n\nschool = 0990001A\nsize=200\n")
	out := func(extra ...string) string {
		dir := filepath.Join(t.TempDir(), "out")
		stdout, stderr, code := try(t, append([]string{"sample", "--out", dir, "--config", file}, extra...)...)
		if code != exitDone {
			t.Fatalf("%v: code %d, %s", extra, code, stderr)
		}
		return strings.TrimSpace(strings.Split(stdout, "\n")[2])
	}
	if got := setting(t, "lang", "--lang", "en", "--config", file); got.Values[0] != "en" || got.From != "flag" || got.Place != "--lang" {
		t.Errorf("the language of the line itself: %+v", got)
	}
	small := out()
	t.Setenv("CONNECTOR_SIZE", "300")
	middle := out()
	large := out("--size", "400")
	if small == middle || middle == large || small == large {
		t.Errorf("file, environment and line make %q, %q and %q, want three sizes", small, middle, large)
	}
	if got := setting(t, "size", "--config", file); got.Values[0] != "300" || got.Place != "CONNECTOR_SIZE" {
		t.Errorf("%+v", got)
	}
	if got := setting(t, "school", "--config", file); got.From != "file" || !strings.Contains(nbsp(got.Place), "ligne 3") {
		t.Errorf("%+v", got)
	}
}

func TestSeveralValues(t *testing.T) {
	t.Setenv("CONNECTOR_CONFIG", write(t, "c.conf", "admin = a\nadmin = \" b \"\nlang = en\n"))
	if got := setting(t, "admin"); strings.Join(got.Values, "|") != "a| b " {
		t.Errorf("in the file: %q", got.Values)
	}
	if got := setting(t, "listen"); got.Place != "default" {
		t.Errorf("the file's language is not heeded: %q", got.Place)
	}
	t.Setenv("CONNECTOR_ADMIN", "c; d;")
	if got := setting(t, "admin"); strings.Join(got.Values, "|") != "c|d" {
		t.Errorf("in the environment: %q", got.Values)
	}
}

func TestAVariableThatSetsNothingIsTold(t *testing.T) {
	t.Setenv("CONNECTOR_ADMIN_PROFIL", "DIR")
	t.Setenv("CONNECTOR_DATABASE_FILE", write(t, "secret", "postgres://x/y\n"))
	_, stderr, code := try(t, "config")
	if code != exitDone || !strings.Contains(stderr, "CONNECTOR_ADMIN_PROFIL ne règle rien") || strings.Count(stderr, "\n") != 1 {
		t.Errorf("code %d, %q", code, stderr)
	}
}

func TestSettingsThatAreNone(t *testing.T) {
	for _, tt := range []struct{ why, file, want string }{
		{"a name that does not exist", "listen = 127.0.0.1:1\nlisten-on = x\n", "ligne 2 : le réglage « listen-on » n’existe pas"},
		{"no name", "127.0.0.1:1\n", "ligne 1 : écrivez « nom = valeur »"},
		{"a value twice", "listen = 127.0.0.1:1\n\nlisten = 127.0.0.1:2\n", "ligne 3 : « listen » est déjà réglé"},
		{"a guard's number, typed beforehand", "confirm = 12\n", "ligne 1 : « confirm » ne se règle pas d’avance"},
		{"a value of another kind", "days = trois\n", "ligne 1 : la valeur de « days »"},
		{"a file of a name that is no secret", "listen-file = x\n", "« listen-file » n’existe pas"},
		{"a line without an end", strings.Repeat("x", 1<<20), "n’en finit pas"},
	} {
		_, stderr, code := try(t, "purge", "--data", filepath.Join(t.TempDir(), "d"), "--config", write(t, "c.conf", tt.file))
		if code != exitUsage || !strings.Contains(nbsp(stderr), tt.want) || !strings.Contains(stderr, "Rien n’a été fait") {
			t.Errorf("%s: code %d, %q, want code %d and %q", tt.why, code, stderr, exitUsage, tt.want)
		}
	}
	if _, stderr, code := try(t, "purge", "--config", filepath.Join(t.TempDir(), "none")); code != exitUsage || !strings.Contains(stderr, "n’existe pas") {
		t.Errorf("no file: code %d, %q", code, stderr)
	}
}

func TestSecretsAreNotSeen(t *testing.T) {
	if len(secretsIn(t)) == 0 {
		t.Skip("no command has a flag with a secret")
	}
	const secret = "postgres://connector:hush@db.example.org/connector"
	name := secretsIn(t)[0]
	held := write(t, "secret", secret+"\n")
	config := write(t, "c.conf", name+"-file = "+held+"\n")
	stdout, stderr, code := try(t, "config", "--config", config)
	if code != exitDone || strings.Contains(stdout, "hush") || !strings.Contains(stdout, "non montré") {
		t.Errorf("code %d, %s%s", code, stdout, stderr)
	}
	if runtime.GOOS == "windows" {
		return
	}
	if err := os.Chmod(held, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := try(t, "config", "--config", config); code != exitUsage || !strings.Contains(nbsp(stderr), "Tout le monde peut lire") {
		t.Errorf("a secret that everybody can read: code %d, %s", code, stderr)
	}
	config = write(t, "d.conf", name+" = "+secret+"\n")
	if err := os.Chmod(config, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := try(t, "config", "--config", config); code != exitUsage || strings.Contains(stderr, "hush") || !strings.Contains(nbsp(stderr), "tout le monde peut lire") {
		t.Errorf("a secret in a file that everybody can read: code %d, %s", code, stderr)
	}
}

// secretsIn are the secrets that some command has a flag for.
func secretsIn(t *testing.T) (names []string) {
	t.Helper()
	for name := range settingNames(rootCommand(wordsFor("fr"), &settings{})) {
		for _, s := range secrets {
			if s == name {
				names = append(names, name)
			}
		}
	}
	return names
}

func TestAddressesAreShownWithoutTheirPasswords(t *testing.T) {
	t.Setenv("CONNECTOR_CAS", "https://user:hush@ent.example.org/cas")
	if got := setting(t, "cas"); strings.Contains(got.Values[0], "hush") {
		t.Errorf("%q", got.Values)
	}
}
