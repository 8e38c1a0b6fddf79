package casclient

import (
	"errors"
	"strings"
	"testing"
)

func TestCAS1Texts(t *testing.T) {
	for _, tt := range []struct {
		what, body, user string
		want             error // nil and no user: the server said no
	}{
		{"as in the specification of CAS 1", "yes\njo\n", "jo", nil},
		{"without an end", "yes\njo", "jo", nil},
		{"line ends of Windows", "yes\r\njo\r\n", "jo", nil},
		{"a mark and blanks", "\ufeffyes\n jo \n\n", "jo", nil},
		{"markup is text", "yes\nd'arc&amp;co\n", "d'arc&amp;co", nil},
		{"letters", "yes\nZoë\n", "Zoë", nil},
		{"no", "no\n", "", nil},
		{"no and an empty user", "no\n\n", "", nil},
		{"no, with line ends of Windows", "no\r\n\r\n", "", nil},
		{"no, bare", "no", "", nil},
		{"no and a user", "no\nadmin\n", "", ErrMalformed},
		{"no, then yes", "no\nyes\nadmin\n", "", ErrMalformed},
		{"yes and nobody", "yes\n", "", ErrMalformed},
		{"yes, bare", "yes", "", ErrMalformed},
		{"yes and a blank user", "yes\n \u00a0\n", "", ErrMalformed},
		{"yes and a user that a no-break space tells from another", "yes\nadmin\u00a0\n", "", ErrMalformed},
		{"yes and two users", "yes\njo\nadmin\n", "", ErrMalformed},
		{"yes and an old Mac's line end", "yes\njo\radmin\n", "", ErrMalformed},
		{"a NUL in the user", "yes\njo\x00\n", "", ErrMalformed},
		{"YES", "YES\njo\n", "", ErrNotCAS},
		{"yes with a blank", "yes \njo\n", "", ErrNotCAS},
		{"a line before", "\nyes\njo\n", "", ErrNotCAS},
		{"yesterday", "yesterday\njo\n", "", ErrNotCAS},
		{"nothing", "", "", ErrNotCAS},
		{"a web page", "<html>\n<title>Service unavailable</title></html>", "", ErrNotCAS},
		{"XML", yes(jo), "", ErrNotCAS},
		{"JSON", `{"serviceResponse":{"authenticationSuccess":{"user":"jo"}}}`, "", ErrNotCAS},
		{"Latin-1", "yes\nZo\xeb\n", "", ErrEncoding},
	} {
		a, err := parse(CAS1, tt.body, question{})
		var failure *FailureError
		switch {
		case tt.user != "":
			if err != nil || a.user != tt.user || a.attributes != nil {
				t.Errorf("%s: %v, %v, want %q", tt.what, a, err, tt.user)
			}
		case err == nil:
			t.Errorf("%s: signed %q in", tt.what, a.user)
		case tt.want == nil && (!errors.As(err, &failure) || failure.Code != ""):
			t.Errorf("%s: %v, want a failure without a code", tt.what, err)
		case tt.want != nil && !errors.Is(err, tt.want):
			t.Errorf("%s: %v, want %v", tt.what, err, tt.want)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("yes\njo\n")
	f.Add("no\n\n")
	f.Fuzz(func(t *testing.T, body string) {
		a, err := parseText(body)
		if err != nil {
			return
		}
		lines := strings.FieldsFunc(strings.TrimPrefix(body, "\ufeff"), func(c rune) bool { return c == '\n' })
		if len(lines) < 2 || strings.TrimSpace(lines[0]) != "yes" || a.user == "" || a.user != strings.TrimSpace(lines[1]) {
			t.Fatalf("%q signed %q in", body, a.user)
		}
	})
}
