package main

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

func TestValidate(t *testing.T) {
	cas := castest.New(nil, castest.User{Name: "zlefevre", Password: "x", Attributes: casclient.Attributes{
		{Name: "ENTPersonProfils", Value: "National_ENS"}, {Name: "nom", Value: "Lefèvre"}, {Name: "ENTPersonProfils", Value: "National_DIR"},
	}})
	srv := httptest.NewServer(cas)
	defer srv.Close()
	const service = "http://127.0.0.1:1/app"
	ticket := cas.Ticket("zlefevre", service)
	stdout, stderr, code := try(t, "validate", "--cas", srv.URL, "--service", service, ticket)
	var got answer
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || code != exitDone {
		t.Fatalf("code %d, stderr %q, stdout %q: %v", code, stderr, stdout, err)
	}
	want := answer{"zlefevre", map[string][]string{"ENTPersonProfils": {"National_ENS", "National_DIR"}, "nom": {"Lefèvre"}}}
	for _, k := range []string{"authenticationDate", "isFromNewLogin", "longTermAuthenticationRequestTokenUsed"} {
		delete(got.Attributes, k) // what the server adds by itself
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("answer (-got +want):\n%s", diff)
	}
	stdout, stderr, code = try(t, "validate", "--cas", srv.URL, "--service", service, ticket)
	if code != exitFailed || stdout != "" || !strings.Contains(stderr, "INVALID_TICKET") || strings.Contains(stderr, ticket) {
		t.Errorf("the same ticket again: code %d, stdout %q, stderr %q, want code 1, INVALID_TICKET, and no ticket in the message", code, stdout, stderr)
	}
	srv.Close()
	for _, tt := range []struct{ why, server, ticket, want string }{
		{"a server that is not there", srv.URL, "ST-1", "n’a pas donné de réponse"},
		{"a ticket that is none", srv.URL, "ST-1&pgtUrl=x", "n’est pas un ticket"},
	} {
		if _, stderr, code := try(t, "validate", "--cas", tt.server, "--service", service, tt.ticket); code != exitFailed || !strings.Contains(nbsp(stderr), tt.want) {
			t.Errorf("%s: code %d, stderr %q, want code 1 and %q", tt.why, code, stderr, tt.want)
		}
	}
}

func TestValidateLyingServers(t *testing.T) {
	for _, tt := range []struct {
		fault castest.Fault
		want  string
	}{
		{castest.HTMLPage, "pas une réponse CAS"},
		{castest.CAS1Text, "pas une réponse CAS"},
		{castest.Status500, "pas donné de réponse utilisable"},
		{castest.Redirect, "pas donné de réponse utilisable"},
		{castest.Huge, "pas donné de réponse utilisable"},
		{castest.SecondUser, "mal formée"},
		{castest.EmptyUser, "mal formée"},
	} {
		t.Run(string(tt.fault), func(t *testing.T) {
			cas := castest.New(nil, castest.User{Name: "zlefevre", Password: "x"})
			cas.Break(tt.fault)
			srv := httptest.NewServer(cas)
			defer srv.Close()
			const service = "http://127.0.0.1:1/app"
			stdout, stderr, code := try(t, "validate", "--cas", srv.URL, "--service", service, cas.Ticket("zlefevre", service))
			if code != exitFailed || stdout != "" || !strings.Contains(nbsp(stderr), tt.want) {
				t.Errorf("code %d, stdout %q, stderr %q, want code 1 and %q", code, stdout, stderr, tt.want)
			}
		})
	}
}
