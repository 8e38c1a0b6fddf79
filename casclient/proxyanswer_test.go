package casclient

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestProxyAnswers(t *testing.T) {
	xml := func(s string) string {
		return `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">` + s + `</cas:serviceResponse>`
	}
	for _, tt := range []struct {
		what, body string
		want       string
		err        error
		code       string
	}{
		{"a ticket", xml("<cas:proxySuccess><cas:proxyTicket> PT-1\n</cas:proxyTicket></cas:proxySuccess>"), "PT-1", nil, ""},
		{"in JSON", `{"serviceResponse":{"proxySuccess":{"proxyTicket":"PT-1"}}}`, "PT-1", nil, ""},
		{"a failure", xml(`<cas:proxyFailure code="UNAUTHORIZED_SERVICE">no</cas:proxyFailure>`), "", nil, "UNAUTHORIZED_SERVICE"},
		{"a failure under the other name", xml(`<cas:authenticationFailure code="INVALID_TICKET">no</cas:authenticationFailure>`), "", nil, "INVALID_TICKET"},
		{"a failure in JSON, as the specification has it", `{"serviceResponse":{"authenticationFailure":{"code":"INVALID_REQUEST","description":"no"}}}`, "", nil, "INVALID_REQUEST"},
		{"a failure and a ticket", xml(`<cas:proxyFailure code="A">no</cas:proxyFailure><cas:proxySuccess><cas:proxyTicket>PT-1</cas:proxyTicket></cas:proxySuccess>`), "", ErrMalformed, ""},
		{"a failure and a ticket in JSON", `{"serviceResponse":{"proxyFailure":{"code":"A"},"proxySuccess":{"proxyTicket":"PT-1"}}}`, "", ErrMalformed, ""},
		{"two tickets", xml("<cas:proxySuccess><cas:proxyTicket>PT-1</cas:proxyTicket><cas:proxyTicket>PT-2</cas:proxyTicket></cas:proxySuccess>"), "", ErrMalformed, ""},
		{"no ticket", xml("<cas:proxySuccess/>"), "", ErrMalformed, ""},
		{"a ticket of another namespace", xml(`<cas:proxySuccess><proxyTicket>PT-1</proxyTicket></cas:proxySuccess>`), "", ErrMalformed, ""},
		{"a sign-in", xml("<cas:authenticationSuccess><cas:user>jo</cas:user></cas:authenticationSuccess>"), "", ErrMalformed, ""},
		{"a sign-in in JSON", `{"serviceResponse":{"authenticationSuccess":{"user":"jo"}}}`, "", ErrMalformed, ""},
		{"an empty response", xml(""), "", ErrMalformed, ""},
		{"something behind it", xml("<cas:proxySuccess><cas:proxyTicket>PT-1</cas:proxyTicket></cas:proxySuccess>") + "<a/>", "", ErrMalformed, ""},
		{"a page", "<!DOCTYPE html><html></html>", "", ErrNotCAS, ""},
		{"another root", "<a/>", "", ErrNotCAS, ""},
		{"nothing", "", "", ErrNotCAS, ""},
	} {
		got, err := parseProxyAnswer(tt.body, "PGT-1")
		var failure *FailureError
		switch {
		case got != tt.want:
			t.Errorf("%s: %q, %v, want %q", tt.what, got, err, tt.want)
		case tt.code != "" && (!errors.As(err, &failure) || failure.Code != tt.code):
			t.Errorf("%s: %v, want %s", tt.what, err, tt.code)
		case tt.code == "" && !errors.Is(err, tt.err):
			t.Errorf("%s: %v, want %v", tt.what, err, tt.err)
		}
	}
}

// An element of another namespace, or of another name, is never taken for one of
// the answer's, nor is a member of another name.
func TestEveryNameInAProxyAnswerCounts(t *testing.T) {
	for whole, names := range map[string][]string{
		`<c:serviceResponse xmlns:c="http://www.yale.edu/tp/cas" xmlns:x="urn:x"><c:proxySuccess><c:proxyTicket>PT-1</c:proxyTicket></c:proxySuccess></c:serviceResponse>`: {
			"c:serviceResponse", "c:proxySuccess", "c:proxyTicket",
		},
		`<c:serviceResponse xmlns:c="http://www.yale.edu/tp/cas" xmlns:x="urn:x"><c:proxyFailure code="A">no</c:proxyFailure></c:serviceResponse>`: {
			"c:serviceResponse", "c:proxyFailure",
		},
		`{"serviceResponse":{"proxySuccess":{"proxyTicket":"PT-1"}}}`: {"serviceResponse", "proxySuccess", "proxyTicket"},
	} {
		for _, name := range names {
			local := strings.TrimPrefix(name, "c:")
			for _, other := range []string{"x:" + local, strings.Replace(name, local, "Other", 1)} {
				ticket, err := parseProxyAnswer(strings.ReplaceAll(whole, name, other), "PGT-1")
				if !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrNotCAS) {
					t.Errorf("%s for %s: %q, %v", other, name, ticket, err)
				}
			}
		}
	}
}

// What the two real servers answered to /proxy.
func TestProxyAnswersOfRealServers(t *testing.T) {
	dir := filepath.FromSlash("../../shared/data/cas")
	list, err := os.Open(filepath.Join(dir, "verdicts.jsonl"))
	if err != nil {
		t.Skip("the folder of captured answers is not here")
	}
	defer list.Close()
	checked := 0
	for lines := bufio.NewScanner(list); lines.Scan(); {
		var v struct{ File, Call, Ticket, Code, Refused string }
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		if v.Call != "proxy" {
			continue
		}
		checked++
		body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(v.File)))
		if err != nil {
			t.Fatal(err)
		}
		got, err := parseProxyAnswer(string(body), "PGT-unknown")
		var failure *FailureError
		switch errors.As(err, &failure); {
		case got != v.Ticket || (err == nil) != (v.Refused == ""):
			t.Errorf("%s: %q, %v, want %q %s", v.File, got, err, v.Ticket, v.Refused)
		case v.Code != "" && (failure == nil || failure.Code != v.Code):
			t.Errorf("%s: %v, want %s", v.File, err, v.Code)
		}
	}
	if checked < 12 {
		t.Errorf("%d answers to /proxy checked, want all 12", checked)
	}
}

func FuzzProxyAnswer(f *testing.F) {
	f.Add(`<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:proxySuccess><cas:proxyTicket>PT-1</cas:proxyTicket></cas:proxySuccess></cas:serviceResponse>`)
	f.Add(`{"serviceResponse":{"proxySuccess":{"proxyTicket":"PT-1"}}}`)
	f.Fuzz(func(t *testing.T, body string) {
		if ticket, err := parseProxyAnswer(body, "PGT-1"); err != nil && ticket != "" {
			t.Errorf("a ticket and %v", err)
		}
		// No answer to one question is one to the other.
		if _, err := parseProxyAnswer(body, ""); err == nil {
			if a, err := parseAnswer(body, ""); err == nil {
				t.Errorf("signs %q in too", a.user)
			}
		}
	})
}
