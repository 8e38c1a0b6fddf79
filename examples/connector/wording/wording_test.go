package wording_test

import (
	"testing"

	"github.com/entlink/entlink/examples/connector/wording"
)

func TestEachLanguageCountsInItsOwnWay(t *testing.T) {
	c := wording.New(
		map[string]wording.Text{"file": {"Fichier « %s »", "File %q"}},
		map[string]wording.Count{"accounts": {"%d compte", "%d comptes", "%d account", "%d accounts"}},
	)
	for _, tt := range []struct {
		lang, key string
		arg       any
		want      string
	}{
		{"fr", "accounts", 0, "0 compte"},
		{"fr", "accounts", 1, "1 compte"},
		{"fr", "accounts", 2, "2 comptes"},
		{"fr", "accounts", 1234, "1\u00a0234 comptes"},
		{"en", "accounts", 0, "0 accounts"},
		{"en", "accounts", 1, "1 account"},
		{"en", "accounts", 1234, "1,234 accounts"},
		{"de", "file", "a", "Fichier « a »"},
		{"en", "file", "a", `File "a"`},
	} {
		if got := c.In(tt.lang).Say(tt.key, tt.arg); got != tt.want {
			t.Errorf("%s, %s of %v: %q, want %q", tt.lang, tt.key, tt.arg, got, tt.want)
		}
	}
}

func TestSpacedKeepsFrenchSignsWithTheirWords(t *testing.T) {
	if got, want := wording.Spaced("Qui ? « Léa » : n° 3 ; oui !"), "Qui\u202f? «\u202fLéa\u202f»\u202f: n°\u00a03\u202f; oui\u202f!"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
