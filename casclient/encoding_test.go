package casclient

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

func declared(encoding, body string) string {
	return `<?xml version="1.0" encoding="` + encoding + `"?>` + body
}

func utf16Of(s string, order string) string {
	var b strings.Builder
	for _, c := range utf16.Encode([]rune(s)) {
		if order == "BE" {
			b.Write([]byte{byte(c >> 8), byte(c)})
		} else {
			b.Write([]byte{byte(c), byte(c >> 8)})
		}
	}
	return b.String()
}

func TestEncodings(t *testing.T) {
	zoe := yes("<cas:user>Zoë 🏫</cas:user>")
	for _, tt := range []struct {
		what, body string
		user       string // "" if refused
		reason     string
	}{
		{"Latin-1", declared("ISO-8859-1", yes("<cas:user>Zo\xeb</cas:user>")), "Zoë", ""},
		{"Latin-1 in small letters", declared("iso-8859-1", yes("<cas:user>Zo\xeb</cas:user>")), "Zoë", ""},
		{"Latin-1 that says a control character", declared("ISO-8859-1", yes("<cas:user>Zo\xeb\x92</cas:user>")), "", "do not exist"},
		{"Latin-1 in UTF-8", declared("ISO-8859-1", yes("<cas:user>Zoë</cas:user>")), "", "the bytes are UTF-8"},
		{"Latin-1, nothing but ASCII", declared("ISO-8859-1", yes("<cas:user>jo</cas:user>")), "jo", ""},
		{"Latin-1 behind the mark of UTF-8", "\ufeff" + declared("ISO-8859-1", yes(jo)), "", "byte order mark"},
		{"Latin-9", declared("ISO-8859-15", yes("<cas:user>\xbduvre\xa4</cas:user>")), "œuvre€", ""},
		{"Windows", declared("windows-1252", yes("<cas:user>d\x92\x8cuvre</cas:user>")), "d’Œuvre", ""},
		{"Windows with a byte that it has not", declared("windows-1252", yes("<cas:user>jo\x81</cas:user>")), "", "do not exist"},
		{"ASCII", declared("US-ASCII", yes("<cas:user>jo</cas:user>")), "jo", ""},
		{"ASCII that is none", declared("US-ASCII", yes("<cas:user>Zo\xeb</cas:user>")), "", "do not exist"},
		{"markup made by decoding", declared("windows-1252", yes("<cas:user>a\x8bb</cas:user>")), "a‹b", ""},
		{"UTF-16 big end first", "\xfe\xff" + utf16Of(zoe, "BE"), "Zoë 🏫", ""},
		{"UTF-16 small end first, declared", "\xff\xfe" + utf16Of(declared("utf-16", zoe), "LE"), "Zoë 🏫", ""},
		{"UTF-16 that says UTF-8", "\xff\xfe" + utf16Of(declared("UTF-8", zoe), "LE"), "", "byte order mark"},
		{"UTF-8 that says UTF-16", declared("UTF-16", zoe), "", "not read"},
		{"UTF-16 without a mark", utf16Of(zoe, "LE"), "", "without a byte order mark"},
		{"UTF-16 without a mark, big end first", utf16Of(zoe, "BE"), "", "without a byte order mark"},
		{"UTF-16 cut in a character", "\xfe\xff" + utf16Of(zoe, "BE") + "\x00", "", "half a character"},
		{"UTF-16 with half a pair", "\xfe\xff" + strings.Replace(utf16Of(zoe, "BE"), "\xd8\x3c", "", 1), "", "surrogates"},
		{"UTF-16 that ends in half a pair", "\xfe\xff" + utf16Of(zoe, "BE") + "\xd8\x3c", "", "surrogates"},
		{"nothing but a mark", "\xff\xfe", "", "too early"},
		{"another encoding", declared("EBCDIC-FR", yes(jo)), "", "not read"},
		{"UTF-7, where markup hides", declared("UTF-7", yes("<cas:user>+ADw-</cas:user>")), "", "not read"},
	} {
		a, err := parseAnswer(tt.body, "")
		switch {
		case tt.user != "" && (err != nil || a.user != tt.user):
			t.Errorf("%s: %v, %v, want %q", tt.what, a, err, tt.user)
		case tt.user == "" && err == nil:
			t.Errorf("%s: signed %q in", tt.what, a.user)
		case tt.user == "" && !strings.Contains(err.Error(), tt.reason):
			t.Errorf("%s: %v, want %q", tt.what, err, tt.reason)
		case tt.user == "" && tt.reason != "too early" && !errors.Is(err, ErrEncoding):
			t.Errorf("%s: %v, want ErrEncoding", tt.what, err)
		}
	}
}

// Each byte means what it means to golang.org/x/text, or is refused.
func TestTablesAgreeWithText(t *testing.T) {
	for label, theirs := range map[string]*charmap.Charmap{
		"ISO-8859-1": charmap.ISO8859_1, "ISO-8859-15": charmap.ISO8859_15, "WINDOWS-1252": charmap.Windows1252,
	} {
		for c := 0x80; c <= 0xFF; c++ {
			want := string(theirs.DecodeByte(byte(c)))
			got, wrong := recode(string([]byte{byte(c)}), label)
			control := c < 0xA0 && label != "WINDOWS-1252" || want == "\ufffd" || []rune(want)[0] < 0xA0
			if control != (wrong != "") || !control && got != want {
				t.Errorf("%s %#x: %q, %q, want %q", label, c, got, wrong, want)
			}
		}
	}
}
