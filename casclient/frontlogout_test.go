package casclient

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func deflated(s string, wrap func(io.Writer) io.WriteCloser) []byte {
	var b bytes.Buffer
	w := wrap(&b)
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}

func zlibWriter(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }

func flateWriter(w io.Writer) io.WriteCloser {
	f, err := flate.NewWriter(w, flate.BestCompression)
	if err != nil {
		panic(err)
	}
	return f
}

func TestFrontChannelMessages(t *testing.T) {
	message := logoutMessage("ST-1", "ST-2")
	both := []string{hash("ST-1"), hash("ST-2")}
	base64of := base64.StdEncoding.EncodeToString
	asZlib := base64of(deflated(message, zlibWriter))
	bomb := base64of(deflated(message+strings.Repeat(" ", 1<<20), zlibWriter))
	query := func(name, value string) string { return url.Values{name: {value}}.Encode() }
	for _, tt := range []struct {
		what, query string
		want        []string
	}{
		{"zlib in base 64, as Apereo", query("logoutRequest", asZlib), both},
		{"deflate alone, as SAML has it", query("SAMLRequest", base64of(deflated(message, flateWriter))), both},
		{"not packed, in base 64", query("logoutRequest", base64of([]byte(message))), both},
		{"in base 64 for URLs, without padding", query("logoutRequest", base64.RawURLEncoding.EncodeToString([]byte(message))), both},
		{"its pluses not escaped", "logoutRequest=" + strings.ReplaceAll(asZlib, "=", ""), both},
		{"the text itself", query("logoutRequest", message), both},
		{"jQuery's parameters beside it", "callback=jQuery18_1&_=17&" + query("logoutRequest", asZlib), both},
		{"two messages", query("logoutRequest", asZlib) + "&" + query("logoutRequest", asZlib), nil},
		{"under both names", query("logoutRequest", asZlib) + "&" + query("SAMLRequest", asZlib), nil},
		{"one that unpacks for ever", query("logoutRequest", bomb), nil},
		{"half of one", query("logoutRequest", asZlib[:len(asZlib)/2]), nil},
		{"base 64 of nothing", query("logoutRequest", "AAAA"), nil},
		{"another message", query("logoutRequest", base64of([]byte("<a/>"))), nil},
		{"nothing", "", nil},
	} {
		store := new(leaving)
		c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", &Options{Sessions: store})
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		c.FrontChannelLogout().ServeHTTP(w, httptest.NewRequest("GET", "/bye?"+tt.query, nil))
		if diff := cmp.Diff(tt.want, store.tickets); diff != "" || w.Code != http.StatusOK {
			t.Errorf("%s: status %d (-want +got):\n%s", tt.what, w.Code, diff)
		}
	}
}

func TestFrontChannelAnswers(t *testing.T) {
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		t.Fatal(err)
	}
	call := func(method, query string) []string {
		w := httptest.NewRecorder()
		c.FrontChannelLogout().ServeHTTP(w, httptest.NewRequest(method, "/bye?"+query, nil))
		if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: header %v", query, w.Header())
		}
		return []string{http.StatusText(w.Code), w.Header().Get("Location"), w.Body.String()}
	}
	const next = "https://ent.example.org/cas/logout?_eventId=next&RelayState="
	for _, tt := range []struct {
		what, method, query string
		want                []string
	}{
		{"nothing to say", "GET", "", []string{"OK", "", ""}},
		{"a state", "GET", "RelayState=a%26b%3Dc%0d%0a", []string{"See Other", next + "a%26b%3Dc%0D%0A", ""}},
		{"two states", "GET", "RelayState=a&RelayState=b", []string{"OK", "", ""}},
		{"a state that is a book", "GET", "RelayState=" + strings.Repeat("a", 1025), []string{"OK", "", ""}},
		{"a function", "GET", "callback=jQuery18_$.x1", []string{"OK", "", "/**/jQuery18_$.x1({});\n"}},
		{"no function", "GET", "callback=alert(1)//", []string{"OK", "", ""}},
		{"markup", "GET", "callback=%3Cscript%3E", []string{"OK", "", ""}},
		{"a function that begins with a digit", "GET", "callback=1a", []string{"OK", "", ""}},
		{"a function with an empty part", "GET", "callback=a..b", []string{"OK", "", ""}},
		{"a function that ends in a dot", "GET", "callback=a.", []string{"OK", "", ""}},
		{"a long function", "GET", "callback=" + strings.Repeat("a", 129), []string{"OK", "", ""}},
		{"a form", "POST", "", []string{"Method Not Allowed", "", ""}},
	} {
		// Whether the message names a ticket makes no difference.
		for _, message := range []string{"", "&logoutRequest=" + url.QueryEscape(logoutMessage("ST-1"))} {
			if diff := cmp.Diff(tt.want, call(tt.method, tt.query+message)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.what, diff)
			}
		}
	}
}

// The name of a function becomes a script: of all bytes, none but those of names
// may stand in it, wherever it is.
func TestFunctionNames(t *testing.T) {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$"
	for c := range 256 {
		b := string([]byte{byte(c)})
		letter, digit := strings.Contains(letters, b), '0' <= c && c <= '9'
		for name, want := range map[string]bool{b: letter, "a" + b: letter || digit, "a" + b + "c": letter || digit || c == '.', b + "a": letter} {
			if got := functionName(name); got != want {
				t.Errorf("%q: %v, want %v", name, got, want)
			}
		}
	}
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	c.FrontChannelLogout().ServeHTTP(w, httptest.NewRequest("GET", "/bye?callback=a", nil))
	if got := w.Header().Get("Content-Type"); got != "application/javascript; charset=utf-8" {
		t.Errorf("a script of type %q", got)
	}
}

func FuzzFrontChannel(f *testing.F) {
	f.Add(base64.StdEncoding.EncodeToString(deflated(logoutMessage("ST-1"), zlibWriter)))
	f.Add(base64.StdEncoding.EncodeToString(deflated(logoutMessage("ST-1"), flateWriter)))
	f.Fuzz(func(t *testing.T, s string) {
		if text := inflate(s); len(text) > maxBody && text != strings.TrimSpace(s) {
			t.Errorf("%d bytes of %d", len(text), len(s))
		}
	})
}
