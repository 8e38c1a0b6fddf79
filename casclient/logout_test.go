package casclient

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const logoutOpen = `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" IssueInstant="whenever">`

func logoutMessage(tickets ...string) string {
	s := logoutOpen + `<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">@NOT_USED@</saml:NameID>`
	for _, t := range tickets {
		s += "<samlp:SessionIndex>" + t + "</samlp:SessionIndex>"
	}
	return s + "</samlp:LogoutRequest>"
}

func TestLogoutMessages(t *testing.T) {
	const formType = "application/x-www-form-urlencoded"
	field := func(s string) string { return url.Values{"logoutRequest": {s}}.Encode() }
	read := func(name string) string {
		b, err := os.ReadFile("testdata/answers/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	tests := []struct {
		what, contentType, body string
		want                    []string
	}{
		{"a form field", formType, field(logoutMessage("ST-1")), []string{"ST-1"}},
		{"a form with its encoding named", formType + "; charset=UTF-8", field(logoutMessage("ST-1")), []string{"ST-1"}},
		{"a type in capitals", strings.ToUpper(formType), field(logoutMessage("ST-1")), []string{"ST-1"}},
		{"other fields beside", formType, "a=b&" + field(logoutMessage("ST-1")), []string{"ST-1"}},
		{"the message as the whole body", "text/xml", logoutMessage("ST-1"), []string{"ST-1"}},
		{"the same without a type", "", logoutMessage("ST-1"), []string{"ST-1"}},
		{"the same after blanks", "text/xml", "\ufeff\r\n" + logoutMessage("ST-1"), []string{"ST-1"}},
		{"a form without a type", "", field(logoutMessage("ST-1")), []string{"ST-1"}},
		{"a form whose type cannot be read", formType + "; charset", field(logoutMessage("ST-1")), []string{"ST-1"}},
		{"a form of another type", "text/plain", field(logoutMessage("ST-1")), []string{"ST-1"}},
		{"a message of the type of a form", formType, logoutMessage("ST-1"), []string{"ST-1"}},
		{"several sessions", formType, field(logoutMessage("ST-1", " PT-2\n", "PGT-3")), []string{"ST-1", "PT-2", "PGT-3"}},
		{"django-cas-server", formType, field(read("django/slo-logoutRequest-1.xml")), []string{"PGT-tGRbNg51ZN1Ct4EzKDflWgZavsZ2p53r6PsSELAaJoGfvuUt8exUa57jZ57V"}},
		{"LemonLDAP::NG", formType, field(read("llng/slo-logoutRequest-1.xml")), []string{"ST-4c183809ecf80dec939bbb7bf603fe0c95475942ca6d8d7edce84e8b7fd2d3ef"}},
		{"no session", formType, field(logoutMessage()), nil},
		{"what is no ticket is left out", formType, field(logoutMessage("", "a b", "ST-1&amp;x", "ST-2")), []string{"ST-2"}},
		{"two messages in one form", formType, field(logoutMessage("ST-1")) + "&" + field(logoutMessage("ST-2")), nil},
		{"a form of something else", formType, "a=b", nil},
		{"a broken form", formType, "logoutRequest=%zz", nil},
		{"a form with files", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"logoutRequest\"\r\n\r\n" + logoutMessage("ST-1") + "\r\n--x--", nil},
		{"nothing", formType, "", nil},
		{"another message", "text/xml", strings.ReplaceAll(logoutMessage("ST-1"), "LogoutRequest", "LogoutResponse"), nil},
		{"another namespace", "text/xml", `<LogoutRequest xmlns="urn:x" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><samlp:SessionIndex>ST-1</samlp:SessionIndex></LogoutRequest>`, nil},
		{"a session of another namespace", "text/xml", logoutOpen + `<SessionIndex>ST-1</SessionIndex></samlp:LogoutRequest>`, nil},
		{"something of the protocol's beside the session", "text/xml", strings.Replace(logoutMessage("ST-1"), logoutOpen, logoutOpen+"<samlp:Extensions>ST-2</samlp:Extensions><samlp:Extensions><a/></samlp:Extensions>", 1), []string{"ST-1"}},
		{"a session inside something else", "text/xml", logoutOpen + `<a><samlp:SessionIndex>ST-1</samlp:SessionIndex></a></samlp:LogoutRequest>`, nil},
		{"an entity", "text/xml", `<!DOCTYPE a [<!ENTITY e "ST-1">]>` + logoutMessage("&e;"), nil},
		{"a comment inside a ticket", "text/xml", logoutMessage("ST<!-- -->-1"), nil},
		{"something after it", "text/xml", logoutMessage("ST-1") + "<a/>", nil},
		{"more sessions than anyone has", "text/xml", logoutMessage(strings.Fields(strings.Repeat("ST-1 ", 500))...), strings.Fields(strings.Repeat("ST-1 ", maxLogoutTickets))},
	}
	for _, tt := range tests {
		store := new(leaving)
		c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", &Options{Sessions: store})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("POST", "/cas", io.NopCloser(strings.NewReader(tt.body))) // chunked
		r.Header.Set("Content-Type", tt.contentType)
		w := httptest.NewRecorder()
		c.SingleLogout().ServeHTTP(w, r)
		var want []string
		for _, ticket := range tt.want {
			want = append(want, hash(ticket))
		}
		if diff := cmp.Diff(want, store.tickets); diff != "" || w.Code != http.StatusOK {
			t.Errorf("%s: status %d (-want +got):\n%s", tt.what, w.Code, diff)
		}
	}
}

// A leaving store remembers which tickets were over.
type leaving struct {
	MemorySessions
	tickets []string
}

func (l *leaving) DeleteTicket(_ context.Context, ticket string) error {
	l.tickets = append(l.tickets, ticket)
	return nil
}

// Whoever asks learns nothing: not whether a session ended, nor whether the
// message was understood.
func TestSingleLogoutAlwaysAnswersTheSame(t *testing.T) {
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		t.Fatal(err)
	}
	begun(t, c, "ST-known")
	answer := func(body string) string {
		r := httptest.NewRequest("POST", "/cas", strings.NewReader(body))
		w := httptest.NewRecorder()
		c.Callback().ServeHTTP(w, r)
		return strings.Join([]string{http.StatusText(w.Code), w.Body.String(), w.Header().Get("Set-Cookie")}, "|")
	}
	store := c.sessions.(*MemorySessions)
	for _, body := range []string{logoutMessage("ST-unknown"), "nonsense", "", strings.Repeat("x", 2*maxBody), logoutMessage("ST-known") + strings.Repeat(" ", maxBody)} {
		if got := answer(body); got != "OK||" {
			t.Errorf("%.20q…: answer %q", body, got)
		}
		if store.Len() != 1 {
			t.Fatalf("%.20q… ended a session", body)
		}
	}
	if got := answer(logoutMessage("ST-known")); got != "OK||" {
		t.Errorf("a known ticket: answer %q", got)
	}
	if store.Len() != 0 {
		t.Error("a known ticket: the session goes on")
	}
	r := httptest.NewRequest("GET", "/cas", nil)
	w := httptest.NewRecorder()
	c.SingleLogout().ServeHTTP(w, r)
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d, want 405", w.Code)
	}
}

func TestLogoutPanicsIfItsWayIsSomebodyElses(t *testing.T) {
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		t.Fatal(err)
	}
	for next, panics := range map[string]bool{
		"/":             false,
		"/bye?a=b":      false,
		c.LogoutURL(""): false,
		c.LogoutURL("https://notes.example.org/bye"): false,
		"": true, "//evil.example": true, "https://evil.example": true,
		"https://ent.example.org/cas/logoutsomewhere": true,
	} {
		func() {
			defer func() {
				if got := recover() != nil; got != panics {
					t.Errorf("Logout(%q) panics: %v, want %v", next, got, panics)
				}
			}()
			c.Logout(next)
		}()
	}
}

func FuzzLogoutRequest(f *testing.F) {
	f.Add(url.Values{"logoutRequest": {logoutMessage("ST-1", "ST-2")}}.Encode())
	f.Add("<?xml version='1.0'?>\n" + logoutMessage("ST-1"))
	f.Fuzz(func(t *testing.T, body string) {
		tickets := logoutTickets(body)
		if len(tickets) > maxLogoutTickets {
			t.Errorf("%d tickets", len(tickets))
		}
		for _, s := range tickets {
			if !validTicket(s) {
				t.Errorf("%q is no ticket", s)
			}
		}
	})
}
