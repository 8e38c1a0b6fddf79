package wording_test

import (
	"testing"

	"github.com/entlink/entlink/examples/connector/wording"
)

func TestEachLanguageCountsInItsOwnWay(t *testing.T) {
	c := wording.New(wording.Wide, wording.Part{Texts: map[string]wording.Text{"file": {"Fichier « %s »", "File %q"}}},
		wording.Part{Counts: map[string]wording.Count{"accounts": {"%d compte", "%d comptes", "%d account", "%d accounts"}, "cases": {"%d cas sur %[2]s", "%d cas sur %[2]s", "%d case of %[2]s", "%d cases of %[2]s"}},
			None: map[string]wording.Text{"cases": {"Aucun cas : bravo", "No case"}}})
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
		{"fr", "cases", 0, "Aucun cas\u00a0: bravo"},
		{"en", "cases", 0, "No case"},
		{"de", "file", "a", "Fichier «\u00a0a\u00a0»"},
		{"en", "file", "a", `File "a"`},
	} {
		if got := c.In(tt.lang).Say(tt.key, tt.arg); got != tt.want {
			t.Errorf("%s, %s of %v: %q, want %q", tt.lang, tt.key, tt.arg, got, tt.want)
		}
	}
}

func TestSignsKeepWithTheirWords(t *testing.T) {
	const said = "Qui ? « Léa » : n° %d ; oui !"
	part := wording.Part{Texts: map[string]wording.Text{"x": {said, said}}}
	for _, tt := range []struct {
		space      wording.Space
		lang, want string
	}{
		{wording.Narrow, "fr", "Qui\u202f? «\u202fLéa\u202f»\u202f: n°\u202f1\u202f234\u202f; oui\u202f!"},
		{wording.Wide, "fr", "Qui\u00a0? «\u00a0Léa\u00a0»\u00a0: n°\u00a01\u00a0234\u00a0; oui\u00a0!"},
		{wording.Narrow, "en", "Qui ? « Léa » : n° 1,234 ; oui !"},
	} {
		if got := wording.New(tt.space, part).In(tt.lang).Say("x", 1234); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.lang, got, tt.want)
		}
	}
}

func TestAKeyStandsOnce(t *testing.T) {
	for name, parts := range map[string][]wording.Part{
		"a text and a count": {{Texts: map[string]wording.Text{"x": {"a", "b"}}}, {Counts: map[string]wording.Count{"x": {"a", "b", "c", "d"}}}},
		"none of nothing":    {{None: map[string]wording.Text{"x": {"a", "b"}}}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: one message is lost silently", name)
				}
			}()
			wording.New(wording.Wide, parts...)
		}()
	}
}
