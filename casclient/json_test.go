package casclient

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// yesJSON wraps the members of an authenticationSuccess.
func yesJSON(members string) string {
	return `{"serviceResponse":{"authenticationSuccess":{` + members + `}}}`
}

func TestWhatJSONMayLookLike(t *testing.T) {
	for _, tt := range []struct {
		what, body string
		user       string // "jo" if empty
		want       Attributes
	}{
		{what: "the least", body: yesJSON(`"user":"jo"`)},
		{what: "a mark, blanks and line ends", body: "\ufeff \r\n" + `{ "serviceResponse" :` + "\n\t" + `{"authenticationSuccess": { "user" : "jo" } } }` + "\n"},
		{what: "the specification's shape", body: yesJSON(`"user":"jo","proxyGrantingTicket":"PGTIOU-1","attributes":{"mail":"jo@x","profile":["a","b"]}`), want: Attributes{{"mail", "jo@x"}, {"profile", "a"}, {"profile", "b"}}},
		{what: "Apereo's shape", body: yesJSON(`"user":"jo","attributes":{"isFromNewLogin":[true],"authenticationDate":[1496713383.644000000],"mail":["jo@x"],"n":3,"memberOf":[]}`), want: Attributes{{"isFromNewLogin", "true"}, {"authenticationDate", "1496713383.644000000"}, {"mail", "jo@x"}, {"n", "3"}}},
		{what: "numbers as they are written", body: yesJSON(`"user":"jo","attributes":{"n":[0,-1,1e3,1.50E+2,12345678901234567890123]}`), want: Attributes{{"n", "0"}, {"n", "-1"}, {"n", "1e3"}, {"n", "1.50E+2"}, {"n", "12345678901234567890123"}}},
		{what: "null says nothing", body: yesJSON(`"user":"jo","proxyGrantingTicket":null,"proxies":null,"attributes":{"a":null,"b":[null,"x"]}`), want: Attributes{{"b", "x"}}},
		{what: "no failure", body: `{"serviceResponse":{"authenticationFailure":null,"authenticationSuccess":{"user":"jo","attributes":null}}}`},
		{what: "objects stand for their members", body: yesJSON(`"user":"jo","attributes":{"structureNodes":[{"UAI":"0690001B","n":{"m":1}},{"UAI":"0690002C"}]}`), want: Attributes{{"UAI", "0690001B"}, {"m", "1"}, {"UAI", "0690002C"}}},
		{what: "an attribute named user is not the user", body: yesJSON(`"attributes":{"user":"root"},"user":"jo"`), want: Attributes{{"user", "root"}}},
		{what: "a user in other capitals is not the user", body: yesJSON(`"User":"root","user":"jo"`), want: Attributes{{"User", "root"}}},
		{what: "attributes beside the user, without doubling", body: yesJSON(`"user":"jo","a":"1","b":"2","attributes":{"a":"1"}`), want: Attributes{{"a", "1"}, {"b", "2"}}},
		{what: "escapes", body: yesJSON(`"user":"\"\\\/\u00e9\uD83C\uDFEB\u0041","attributes":{"a":"\n\t\r","\u0061b":""}`), user: `"\/é🏫A`, want: Attributes{{"a", "\n\t\r"}, {"ab", ""}}},
		{what: "white space around the user", body: yesJSON(`"user":" jo\n"`)},
	} {
		a, err := parseAnswer(tt.body, "")
		if err != nil {
			t.Errorf("%s: %v\n%s", tt.what, err, tt.body)
			continue
		}
		if tt.user == "" {
			tt.user = "jo"
		}
		if a.user != tt.user {
			t.Errorf("%s: user %q, want %q", tt.what, a.user, tt.user)
		}
		if diff := cmp.Diff(tt.want, a.attributes); diff != "" {
			t.Errorf("%s: attributes (-want +got):\n%s", tt.what, diff)
		}
		checkJSONOracle(t, tt.body, a)
	}
}

func TestProxiesInJSON(t *testing.T) {
	a, err := parseAnswer(yesJSON(`"user":"jo","proxyGrantingTicket":" PGTIOU-1 ","proxies":["https://a/"," https://b/"]`), "")
	if err != nil {
		t.Fatal(err)
	}
	want := answer{user: "jo", pgtIOU: "PGTIOU-1", proxies: []string{"https://a/", "https://b/"}}
	if diff := cmp.Diff(want, *a, cmp.AllowUnexported(answer{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatJSONMayNotLookLike(t *testing.T) {
	const good, bad = `"authenticationSuccess":{"user":"jo"}`, `"authenticationFailure":{"code":"INVALID_TICKET","description":"no"}`
	wrap := func(s string) string { return `{"serviceResponse":{` + s + `}}` }
	for _, tt := range []struct {
		what, body string
		want       error
		reason     string
	}{
		{"an empty object", `{}`, ErrNotCAS, "no serviceResponse"},
		{"another object", `{"error":"unauthenticated"}`, ErrNotCAS, "no serviceResponse"},
		{"a success at the top", `{` + good + `}`, ErrNotCAS, "no serviceResponse"},
		{"something beside the answer", `{"a":1,"serviceResponse":{` + good + `}}`, ErrNotCAS, "no serviceResponse"},
		{"something behind the answer", `{"serviceResponse":{` + good + `},"a":1}`, ErrMalformed, "no serviceResponse"},
		{"an answer in other capitals", `{"ServiceResponse":{` + good + `}}`, ErrNotCAS, "no serviceResponse"},
		{"a success in other capitals", wrap(`"AuthenticationSuccess":{"user":"jo"}`), ErrMalformed, "neither"},
		{"an answer that is null", `{"serviceResponse":null}`, ErrMalformed, "no JSON object"},
		{"an answer in an array", `{"serviceResponse":[{` + good + `}]}`, ErrMalformed, "no JSON object"},
		{"an empty answer", wrap(``), ErrMalformed, "neither"},
		{"nothing but null", wrap(`"authenticationSuccess":null`), ErrMalformed, "neither"},
		{"a success and a failure", wrap(good + "," + bad), ErrMalformed, "a success and a failure"},
		{"a failure and a success", wrap(bad + "," + good), ErrMalformed, "a success and a failure"},
		{"two successes", wrap(good + "," + good), ErrMalformed, "twice"},
		{"two successes, one of them null", wrap(`"authenticationSuccess":null,` + good), ErrMalformed, "twice"},
		{"two answers", `{"serviceResponse":{` + bad + `},"serviceResponse":{` + good + `}}`, ErrMalformed, "twice"},
		{"a success in an array", wrap(`"authenticationSuccess":[{"user":"jo"}]`), ErrMalformed, "no JSON object"},
		{"a success that is a text", wrap(`"authenticationSuccess":"jo"`), ErrMalformed, "no JSON object"},
		{"a failure that is a text", wrap(`"authenticationFailure":"no"`), ErrMalformed, "no JSON object"},
		{"something else", wrap(`"proxySuccess":{"proxyTicket":"PT-1"}`), ErrMalformed, "neither"},
		{"no user", yesJSON(``), ErrMalformed, "without a user"},
		{"an empty user", yesJSON(`"user":""`), ErrMalformed, "empty user"},
		{"a user that a no-break space tells from another", yesJSON(`"user":"admin\u00a0"`), ErrMalformed, "white space"},
		{"a name without a colon", yesJSON(`"user" "jo"`), ErrMalformed, "cannot be read"},
		{"an escape with a slash in it", yesJSON(`"user":"jo\u00/1"`), ErrMalformed, "escape"},
		{"an escape with a colon in it", yesJSON(`"user":"jo\u00:1"`), ErrMalformed, "escape"},
		{"an escape with an at sign in it", yesJSON(`"user":"jo\u00@1"`), ErrMalformed, "escape"},
		{"an escape with a g in it", yesJSON(`"user":"jo\u00g1"`), ErrMalformed, "escape"},
		{"an escape that says x", yesJSON(`"user":"jo\x0041"`), ErrMalformed, "escape"},
		{"an escaped character that XML forbids", yesJSON(`"user":"jo","attributes":{"a":"\b"}`), ErrMalformed, "forbids"},
		{"a number that ends in a dot", yesJSON(`"user":"jo","attributes":{"a":1.}`), ErrMalformed, "cannot be read"},
		{"a number with an empty exponent", yesJSON(`"user":"jo","attributes":{"a":1e}`), ErrMalformed, "cannot be read"},
		{"a sign alone", yesJSON(`"user":"jo","attributes":{"a":-}`), ErrMalformed, "cannot be read"},
		{"a word that is almost one", yesJSON(`"user":"jo","attributes":{"a":falze}`), ErrMalformed, "cannot be read"},
		{"a blank user", yesJSON(`"user":" \n\u00a0"`), ErrMalformed, "empty user"},
		{"two users", yesJSON(`"user":"jo","user":"admin"`), ErrMalformed, "twice"},
		{"two users, one in escapes", yesJSON(`"user":"jo","us\u0065r":"admin"`), ErrMalformed, "twice"},
		{"a user that is a number", yesJSON(`"user":1`), ErrMalformed, "no text"},
		{"a user that is true", yesJSON(`"user":true`), ErrMalformed, "no text"},
		{"a user that is null", yesJSON(`"user":null`), ErrMalformed, "no text"},
		{"users in an array", yesJSON(`"user":["jo"]`), ErrMalformed, "no text"},
		{"a user only among the attributes", yesJSON(`"attributes":{"user":"jo"}`), ErrMalformed, "without a user"},
		{"a line end inside the user", yesJSON(`"user":"jo\nadmin"`), ErrMalformed, "control character"},
		{"a NUL in the user", yesJSON(`"user":"jo\u0000"`), ErrMalformed, "forbids"},
		{"two lists of attributes", yesJSON(`"user":"jo","attributes":{},"attributes":{"a":1}`), ErrMalformed, "twice"},
		{"the same attribute twice", yesJSON(`"user":"jo","attributes":{"a":"1","a":"2"}`), ErrMalformed, "twice"},
		{"attributes in an array", yesJSON(`"user":"jo","attributes":[]`), ErrMalformed, "attributes"},
		{"proxies in a text", yesJSON(`"user":"jo","proxies":"x"`), ErrMalformed, "no array"},
		{"a proxy that is an object", yesJSON(`"user":"jo","proxies":[{}]`), ErrMalformed, "no text"},
		{"a ticket that is a number", yesJSON(`"user":"jo","proxyGrantingTicket":1`), ErrMalformed, "no text"},
		{"something behind", yesJSON(`"user":"jo"`) + "x", ErrMalformed, "behind"},
		{"a second answer", yesJSON(`"user":"jo"`) + yesJSON(`"user":"admin"`), ErrMalformed, "behind"},
		{"an end that is missing", strings.TrimSuffix(yesJSON(`"user":"jo"`), "}"), ErrMalformed, "cannot be read"},
		{"a comma at the end", yesJSON(`"user":"jo",`), ErrMalformed, "cannot be read"},
		{"a comment", yesJSON(`/* */"user":"jo"`), ErrMalformed, "cannot be read"},
		{"names without quotes", yesJSON(`user:"jo"`), ErrMalformed, "cannot be read"},
		{"simple quotes", yesJSON(`'user':'jo'`), ErrMalformed, "cannot be read"},
		{"a line end in a text", yesJSON("\"user\":\"jo\n\""), ErrMalformed, "control character"},
		{"a text without end", yesJSON(`"user":"jo`), ErrMalformed, ""},
		{"an escape that does not exist", yesJSON(`"user":"\x41"`), ErrMalformed, "escape"},
		{"an escape that is cut", `{"serviceResponse":{"authenticationSuccess":{"user":"\u00`, ErrMalformed, "escape"},
		{"half a pair", yesJSON(`"user":"\uD83Cjo"`), ErrMalformed, "surrogates"},
		{"the other half", yesJSON(`"user":"\uDFEBjo"`), ErrMalformed, "surrogates"},
		{"a number with a nought before it", yesJSON(`"user":"jo","a":01`), ErrMalformed, "cannot be read"},
		{"a number with nothing behind the dot", yesJSON(`"user":"jo","a":1.`), ErrMalformed, "cannot be read"},
		{"a number with a plus", yesJSON(`"user":"jo","a":+1`), ErrMalformed, "cannot be read"},
		{"no number", yesJSON(`"user":"jo","a":NaN`), ErrMalformed, "cannot be read"},
		{"half a word", yesJSON(`"user":"jo","a":tru`), ErrMalformed, "cannot be read"},
		{"bytes that are not UTF-8", yesJSON("\"user\":\"jo\xe9\""), ErrEncoding, "UTF-8"},
		{"arrays without end", yesJSON(`"user":"jo","a":` + strings.Repeat("[", 100_000)), ErrMalformed, "too deeply"},
		{"objects without end", strings.Repeat(`{"serviceResponse":`, 100_000), ErrMalformed, ""},
		{"attributes without end", yesJSON(`"user":"jo","a":[` + strings.Repeat("1,", maxAttributes) + `1]`), ErrMalformed, "too many"},
	} {
		a, err := parseAnswer(tt.body, "")
		if err == nil {
			t.Errorf("%s: signed %q in", tt.what, a.user)
			continue
		}
		if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.reason) {
			t.Errorf("%s: %q, want %q because of %q", tt.what, err, tt.want, tt.reason)
		}
	}
}

func TestFailuresInJSON(t *testing.T) {
	for body, want := range map[string]FailureError{
		`{"serviceResponse":{"authenticationFailure":{"code":"INVALID_TICKET","description":"Ticket ST-1-abcdefgh not recognized","x":[1]}}}`: {"INVALID_TICKET", "Ticket … not recognized"},
		`{"serviceResponse":{"authenticationSuccess":null,"authenticationFailure":{"code":null,"description":null}}}`:                         {"", ""},
	} {
		_, err := parseAnswer(body, "ST-1-abcdefgh")
		var got *FailureError
		if !errors.As(err, &got) {
			t.Errorf("%s: %v", body, err)
		} else if diff := cmp.Diff(want, *got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", body, diff)
		}
	}
}

// checkJSONOracle compares with encoding/json: what we accept, it must accept
// too, and find the same user in the same place and the same attributes.
func checkJSONOracle(t *testing.T, body string, a *answer) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	d.UseNumber()
	var theirs map[string]any
	if err := d.Decode(&theirs); err != nil || d.More() {
		t.Fatalf("encoding/json refuses what was accepted: %v\n%q", err, body)
	}
	response, _ := theirs["serviceResponse"].(map[string]any)
	success, _ := response["authenticationSuccess"].(map[string]any)
	user, _ := success["user"].(string)
	if strings.TrimSpace(user) != a.user || a.user == "" || response["authenticationFailure"] != nil {
		t.Fatalf("user %q, encoding/json says %q\n%q", a.user, user, body)
	}
	// Order aside, every attribute is one of theirs.
	known := make(map[Attribute]bool)
	var walk func(name string, v any)
	walk = func(name string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, v := range v {
				walk(name, v)
			}
		case []any:
			for _, v := range v {
				walk(name, v)
			}
		case string:
			known[Attribute{name, v}] = true
		case json.Number:
			known[Attribute{name, v.String()}] = true
		case bool:
			known[Attribute{name, map[bool]string{true: "true", false: "false"}[v]}] = true
		}
	}
	for name, v := range success {
		if name != "user" && name != "proxies" && name != "proxyGrantingTicket" {
			walk(name, v)
		}
	}
	for _, x := range a.attributes {
		if !known[x] {
			t.Fatalf("attribute %v is not in what encoding/json reads\n%q", x, body)
		}
	}
}

func FuzzJSON(f *testing.F) {
	f.Add(yesJSON(`"user":"jo","attributes":{"a":["x",1.5e3,true,null,{"b":"\u00e9\uD83C\uDFEB"}]}`))
	f.Add(`{"serviceResponse":{"authenticationFailure":{"code":"X"},"authenticationSuccess":null}}`)
	f.Fuzz(func(t *testing.T, body string) {
		a, err := parseJSON(body, "")
		if err == nil {
			checkJSONOracle(t, body, a)
		}
	})
}
