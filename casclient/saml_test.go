package casclient

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// samlParts are the places of a SAML answer that tests change.
type samlParts struct{ status, conditions, subject, attributes, authentication, assertion, response, body string }

const (
	okStatus     = `<p:Status><p:StatusCode Value="p:Success"/></p:Status>`
	okConditions = `<a:Conditions NotBefore="2026-09-01T08:00:00Z" NotOnOrAfter="2026-09-01T08:01:00.5Z"><a:AudienceRestrictionCondition><a:Audience>https://notes.example.org/cas</a:Audience></a:AudienceRestrictionCondition></a:Conditions>`
	okSubject    = `<a:Subject><a:NameIdentifier>jo</a:NameIdentifier><a:SubjectConfirmation><a:ConfirmationMethod>urn:x</a:ConfirmationMethod></a:SubjectConfirmation></a:Subject>`
)

func samlAnswer() samlParts {
	return samlParts{status: okStatus, conditions: okConditions, subject: okSubject}
}

func assertion(p samlParts) string {
	return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body>` +
		`<p:Response xmlns:p="urn:oasis:names:tc:SAML:1.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:1.0:assertion" MajorVersion="1" MinorVersion="1">` +
		p.status + `<a:Assertion MajorVersion="1" MinorVersion="1">` + p.conditions +
		`<a:AttributeStatement>` + p.subject + p.attributes + `</a:AttributeStatement>` + p.authentication +
		`</a:Assertion>` + p.assertion + `</p:Response>` + p.response + `</s:Body>` + p.body + `</s:Envelope>`
}

var samlQuestion = question{
	ticket:  "ST-1-abcdefgh",
	service: "https://notes.example.org/cas",
	now:     time.Date(2026, 9, 1, 8, 0, 30, 0, time.UTC),
}

func TestWhatSAMLMayLookLike(t *testing.T) {
	with := func(change func(*samlParts)) string {
		p := samlAnswer()
		change(&p)
		return assertion(p)
	}
	for _, tt := range []struct {
		what, body string
		want       Attributes
		instant    string
	}{
		{what: "the least", body: assertion(samlAnswer())},
		{what: "default namespaces and a declaration", body: `<?xml version="1.0" encoding="UTF-8"?>` + `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol"><Status><StatusCode Value="samlp:Success"/></Status><Assertion xmlns="urn:oasis:names:tc:SAML:1.0:assertion">` + strings.ReplaceAll(okConditions, "a:", "") + `<AuthenticationStatement>` + strings.ReplaceAll(okSubject, "a:", "") + `</AuthenticationStatement></Assertion></Response></Body></Envelope>`},
		{what: "prefixes of OpenSAML 2", body: strings.NewReplacer("<s:", "<soap11:", "</s:", "</soap11:", "xmlns:s=", "xmlns:soap11=", "<p:", "<saml1p:", "</p:", "</saml1p:", "xmlns:p=", "xmlns:saml1p=", `"p:S`, `"saml1p:S`).Replace(assertion(samlAnswer()))},
		{what: "a status without a prefix", body: with(func(p *samlParts) {
			p.status = `<p:Status><p:StatusCode Value="Success"></p:StatusCode><p:StatusMessage>fine</p:StatusMessage></p:Status>`
		})},
		{what: "attributes", body: with(func(p *samlParts) {
			p.attributes = `<a:Attribute AttributeName="full name" AttributeNamespace="x"><a:AttributeValue> Jo, the first </a:AttributeValue></a:Attribute>` +
				`<a:Attribute AttributeName="m"><a:AttributeValue xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="string">1</a:AttributeValue><a:AttributeValue/></a:Attribute><a:Attribute AttributeName="m"><a:AttributeValue>3</a:AttributeValue></a:Attribute>`
		}), want: Attributes{{"full name", " Jo, the first "}, {"m", "1"}, {"m", ""}, {"m", "3"}}},
		{what: "both statements", body: with(func(p *samlParts) {
			p.authentication = `<a:AuthenticationStatement AuthenticationInstant="2026-09-01T07:59:00Z">` + okSubject + `<a:SubjectLocality IPAddress="x"/></a:AuthenticationStatement>`
		}), instant: "2026-09-01T07:59:00Z"},
		{what: "signatures, which prove nothing here", body: with(func(p *samlParts) {
			p.status = `<d:Signature xmlns:d="http://www.w3.org/2000/09/xmldsig#"><d:x/></d:Signature>` + okStatus
			p.authentication = `<d:Signature xmlns:d="http://www.w3.org/2000/09/xmldsig#"/>`
		})},
		{what: "two audiences", body: with(func(p *samlParts) {
			p.conditions = strings.Replace(okConditions, "<a:Audience>", "<a:Audience>https://other.example/</a:Audience><a:Audience>\n ", 1)
		})},
		{what: "two audiences, ours before", body: with(func(p *samlParts) {
			p.conditions = strings.Replace(okConditions, "</a:Audience>", "</a:Audience><a:Audience>https://other.example/</a:Audience>", 1)
		})},
		{what: "not to be cached", body: with(func(p *samlParts) {
			p.conditions = strings.Replace(okConditions, "</a:Conditions>", "<a:DoNotCacheCondition/></a:Conditions>", 1)
		})},
	} {
		a, err := parse(SAML11, tt.body, samlQuestion)
		if err != nil {
			t.Errorf("%s: %v\n%s", tt.what, err, tt.body)
			continue
		}
		instant := ""
		if !a.instant.IsZero() {
			instant = a.instant.Format(time.RFC3339)
		}
		if a.user != "jo" || instant != tt.instant {
			t.Errorf("%s: user %q at %q", tt.what, a.user, instant)
		}
		if diff := cmp.Diff(tt.want, a.attributes); diff != "" {
			t.Errorf("%s: attributes (-want +got):\n%s", tt.what, diff)
		}
		checkSAMLOracle(t, tt.body, a.user)
	}
}

func TestWhatSAMLMayNotLookLike(t *testing.T) {
	admin := strings.Replace(okSubject, "jo", "admin", 1)
	whole := assertion(samlAnswer())
	inner := whole[strings.Index(whole, "<a:Assertion"):strings.Index(whole, "</p:Response>")]
	for _, tt := range []struct {
		what   string
		change func(*samlParts)
		reason string
	}{
		{"no status", func(p *samlParts) { p.status = "" }, "without a Status"},
		{"two statuses", func(p *samlParts) { p.status += p.status }, "twice"},
		{"two status codes", func(p *samlParts) {
			p.status = strings.Replace(okStatus, "</p:Status>", `<p:StatusCode Value="p:Success"/></p:Status>`, 1)
		}, "twice"},
		{"a success with a reason inside", func(p *samlParts) {
			p.status = `<p:Status><p:StatusCode Value="p:Success"><p:StatusCode Value="p:AuthnFailed"/></p:StatusCode></p:Status>`
		}, "another StatusCode"},
		{"an empty status", func(p *samlParts) { p.status = "<p:Status/>" }, "without a StatusCode"},
		{"a failure with an assertion", func(p *samlParts) { p.status = strings.Replace(okStatus, "Success", "Responder", 1) }, "no Success"},
		{"a status in capitals", func(p *samlParts) { p.status = strings.Replace(okStatus, "Success", "SUCCESS", 1) }, "no Success"},
		{"a status of another namespace", func(p *samlParts) { p.status = strings.ReplaceAll(okStatus, "p:Status", "a:Status") }, "no place"},
		{"two assertions", func(p *samlParts) { p.assertion = inner }, "twice"},
		{"two responses", func(p *samlParts) { p.response = `<p:Response xmlns:p="urn:oasis:names:tc:SAML:1.0:protocol"/>` }, "twice"},
		{"two bodies", func(p *samlParts) { p.body = "<s:Body/>" }, "twice"},
		{"something beside the body", func(p *samlParts) { p.body = "<x/>" }, "no place"},
		{"something in the response", func(p *samlParts) { p.assertion = "<x/>" }, "no place"},
		{"something in the assertion", func(p *samlParts) { p.authentication = "<a:AuthorizationDecisionStatement/>" }, "no place"},
		{"an encrypted assertion of SAML 2", func(p *samlParts) {
			p.assertion = `<x:EncryptedAssertion xmlns:x="urn:oasis:names:tc:SAML:2.0:assertion"/>`
		}, "no place"},
		{"no conditions", func(p *samlParts) { p.conditions = "" }, "without Conditions"},
		{"two conditions", func(p *samlParts) { p.conditions += p.conditions }, "twice"},
		{"no beginning", func(p *samlParts) { p.conditions = strings.Replace(okConditions, "NotBefore", "Not", 1) }, "NotBefore"},
		{"no end", func(p *samlParts) { p.conditions = strings.Replace(okConditions, "NotOnOrAfter", "Not", 1) }, "NotBefore"},
		{"a date without a zone", func(p *samlParts) { p.conditions = strings.Replace(okConditions, "00:00Z", "00:00", 1) }, "cannot be read"},
		{"too early", func(p *samlParts) { p.conditions = strings.Replace(okConditions, "08:00:00Z", "08:00:31Z", 1) }, "not valid yet"},
		{"too late", func(p *samlParts) { p.conditions = strings.Replace(okConditions, "08:01:00.5Z", "10:00:30+02:00", 1) }, "not valid any more"},
		{"no audience", func(p *samlParts) {
			p.conditions = okConditions[:strings.Index(okConditions, "<a:Aud")] + "</a:Conditions>"
		}, "no audience"},
		{"an audience without anybody", func(p *samlParts) {
			p.conditions = strings.Replace(okConditions, "<a:Audience>https://notes.example.org/cas</a:Audience>", "", 1)
		}, "another audience"},
		{"another audience", func(p *samlParts) { p.conditions = strings.Replace(okConditions, "/cas", "/cas/", 1) }, "another audience"},
		{"a second restriction, to others", func(p *samlParts) {
			p.conditions = strings.Replace(okConditions, "</a:Conditions>", "<a:AudienceRestrictionCondition><a:Audience>x</a:Audience></a:AudienceRestrictionCondition></a:Conditions>", 1)
		}, "another audience"},
		{"a condition that nobody knows", func(p *samlParts) {
			p.conditions = strings.Replace(okConditions, "</a:Conditions>", "<a:OnlyOnSundays/></a:Conditions>", 1)
		}, "not known"},
		{"no subject", func(p *samlParts) { p.subject = "" }, "without a Subject"},
		{"two subjects", func(p *samlParts) { p.subject += admin }, "twice"},
		{"a subject without a name", func(p *samlParts) { p.subject = "<a:Subject/>" }, "without a NameIdentifier"},
		{"two names", func(p *samlParts) {
			p.subject = strings.Replace(okSubject, "</a:NameIdentifier>", "</a:NameIdentifier><a:NameIdentifier>admin</a:NameIdentifier>", 1)
		}, "twice"},
		{"a second subject without a name", func(p *samlParts) {
			p.authentication = "<a:AuthenticationStatement><a:Subject/></a:AuthenticationStatement>"
		}, "without a NameIdentifier"},
		{"a code of another kind inside of the code", func(p *samlParts) {
			p.status = `<p:Status><p:StatusCode Value="p:Responder"><a:StatusCode Value="p:Success"/></p:StatusCode></p:Status>`
		}, "no place"},
		{"an empty name", func(p *samlParts) { p.subject = strings.Replace(okSubject, "jo", " ", 1) }, "empty user"},
		{"a comment in the name", func(p *samlParts) { p.subject = strings.Replace(okSubject, "jo", "admin<!-- -->@x", 1) }, "comment"},
		{"a control character in the name", func(p *samlParts) { p.subject = strings.Replace(okSubject, "jo", "jo&#10;x", 1) }, "control"},
		{"statements about two people", func(p *samlParts) {
			p.authentication = "<a:AuthenticationStatement>" + admin + "</a:AuthenticationStatement>"
		}, "two users"},
		{"another attribute statement", func(p *samlParts) { p.authentication = "<a:AttributeStatement>" + admin + "</a:AttributeStatement>" }, "two users"},
		{"a name in another namespace", func(p *samlParts) { p.subject = strings.ReplaceAll(okSubject, "a:NameId", "p:NameId") }, "no place"},
		{"an instant that is none", func(p *samlParts) {
			p.authentication = `<a:AuthenticationStatement AuthenticationInstant="now">` + okSubject + "</a:AuthenticationStatement>"
		}, "no date"},
		{"attributes in the wrong statement", func(p *samlParts) {
			p.authentication = `<a:AuthenticationStatement>` + okSubject + `<a:Attribute AttributeName="x"/></a:AuthenticationStatement>`
		}, "no place"},
		{"an attribute without a name", func(p *samlParts) { p.attributes = "<a:Attribute><a:AttributeValue>x</a:AttributeValue></a:Attribute>" }, "without a name"},
		{"an unescaped value that names another", func(p *samlParts) {
			p.attributes = `<a:Attribute AttributeName="x"><a:AttributeValue>y</a:AttributeValue></a:Attribute></a:AttributeStatement><a:AttributeStatement>` + admin
		}, "two users"},
		{"a document type", func(p *samlParts) { p.status = "<!DOCTYPE x>" + p.status }, "DOCTYPE"},
	} {
		p := samlAnswer()
		tt.change(&p)
		a, err := parse(SAML11, assertion(p), samlQuestion)
		switch {
		case err == nil:
			t.Errorf("%s: signed %q in", tt.what, a.user)
		case !errors.Is(err, ErrMalformed) || !strings.Contains(err.Error(), tt.reason):
			t.Errorf("%s: %v, want ErrMalformed because of %q", tt.what, err, tt.reason)
		}
	}
	for what, tt := range map[string]struct {
		body string
		want error
	}{
		"nothing":                       {"", ErrNotCAS},
		"CAS 3":                         {yes(jo), ErrNotCAS},
		"JSON":                          {yesJSON(`"user":"jo"`), ErrNotCAS},
		"CAS 1":                         {"yes\njo\n", ErrNotCAS},
		"a Response without its letter": {strings.ReplaceAll(whole[strings.Index(whole, "<p:Response"):strings.Index(whole, "</s:Body>")], `MajorVersion="1" `, ""), ErrNotCAS},
		"SOAP 1.2":                      {strings.Replace(whole, "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope", 1), ErrNotCAS},
		"a SOAP fault":                  {`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault/></s:Body></s:Envelope>`, ErrMalformed},
		"an empty letter":               {`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>`, ErrMalformed},
		"SAML 2":                        {strings.Replace(whole, `<a:Assertion MajorVersion="1"`, `<a:Assertion MajorVersion="2"`, 1), ErrMalformed},
		"a Response of version 2":       {strings.Replace(whole, `MajorVersion="1"`, `MajorVersion="2"`, 1), ErrMalformed},
		"something behind":              {whole + "<x/>", ErrMalformed},
	} {
		if a, err := parse(SAML11, tt.body, samlQuestion); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, %v, want %v", what, a, err, tt.want)
		}
	}
}

func TestClocksMayDiffer(t *testing.T) {
	for at, ok := range map[string]bool{
		"2026-09-01T07:59:54Z": false, "2026-09-01T07:59:55Z": true, "2026-09-01T08:00:30Z": true,
		"2026-09-01T08:01:05Z": true, "2026-09-01T08:01:05.5Z": false,
	} {
		q := samlQuestion
		q.tolerance = 5 * time.Second
		q.now, _ = time.Parse(time.RFC3339, at)
		if _, err := parse(SAML11, assertion(samlAnswer()), q); (err == nil) != ok {
			t.Errorf("at %s: %v", at, err)
		}
	}
}

func TestFailuresInSAML(t *testing.T) {
	wrap := func(status string) string {
		return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol">` + status + `</Response></s:Body></s:Envelope>`
	}
	for status, want := range map[string]FailureError{
		`<Status><StatusCode Value="samlp:AuthnFailed">ticket ST-1-abcdefgh not found</StatusCode></Status>`:                                                     {"AuthnFailed", "ticket … not found"},
		`<Status><StatusCode Value="samlp:Responder"/><StatusMessage>INVALID_SERVICE</StatusMessage></Status>`:                                                   {"Responder", "INVALID_SERVICE"},
		`<Status><StatusCode Value="samlp:Responder"><StatusCode Value="samlp:RequestDenied"/></StatusCode><StatusDetail><x xmlns="y"/></StatusDetail></Status>`: {"RequestDenied", ""},
		`<Status><StatusCode Value="a b"/></Status>`: {"", ""},
		`<Status><StatusCode/></Status>`:             {"", ""},
	} {
		_, err := parse(SAML11, wrap(status), samlQuestion)
		var got *FailureError
		if !errors.As(err, &got) {
			t.Errorf("%s: %v", status, err)
		} else if diff := cmp.Diff(want, *got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", status, diff)
		}
	}
	if _, err := parse(SAML11, wrap(okStatus), samlQuestion); !errors.Is(err, ErrMalformed) {
		t.Errorf("an undeclared prefix: %v", err)
	}
	if _, err := parse(SAML11, wrap(`<Status><StatusCode Value="Success"/></Status>`), samlQuestion); err == nil || !strings.Contains(err.Error(), "without an Assertion") {
		t.Errorf("a success without an assertion: %v", err)
	}
}

func TestSAMLRequestIsWellFormed(t *testing.T) {
	var got struct {
		Body struct {
			Request struct {
				RequestID         string `xml:",attr"`
				AssertionArtifact string `xml:"urn:oasis:names:tc:SAML:1.0:protocol AssertionArtifact"`
			} `xml:"urn:oasis:names:tc:SAML:1.0:protocol Request"`
		} `xml:"http://schemas.xmlsoap.org/soap/envelope/ Body"`
	}
	ticket := "ST-1</samlp:AssertionArtifact>&" // one that Validate would refuse
	if err := xml.Unmarshal([]byte(samlRequest(ticket, time.Now())), &got); err != nil {
		t.Fatal(err)
	}
	if got.Body.Request.AssertionArtifact != ticket || len(got.Body.Request.RequestID) < 33 {
		t.Errorf("%+v", got)
	}
	now := time.Now()
	if one, two := samlRequest(ticket, now), samlRequest(ticket, now); one == two {
		t.Error("two requests have one RequestID")
	}
}

// checkSAMLOracle compares with encoding/xml: what we accept, it must accept
// too, with one Response, one Success, one Assertion, and no other name.
func checkSAMLOracle(t *testing.T, body, user string) {
	t.Helper()
	d := oracle(body)
	counts := make(map[string]int)
	var text strings.Builder
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("encoding/xml refuses what was accepted: %v\n%q", err, body)
		}
		switch token := token.(type) {
		case xml.StartElement:
			text.Reset()
			if token.Name.Space == samlpSpace || token.Name.Space == samlSpace {
				counts[token.Name.Local]++
			}
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			if token.Name == (xml.Name{Space: samlSpace, Local: "NameIdentifier"}) && strings.TrimSpace(text.String()) != user {
				counts["another name"]++
			}
		}
	}
	if user == "" || counts["NameIdentifier"] == 0 || counts["another name"] > 0 || counts["Response"] != 1 || counts["Assertion"] != 1 || counts["Conditions"] != 1 || counts["StatusCode"] != 1 {
		t.Fatalf("user %q of %v\n%q", user, counts, body)
	}
}

func FuzzSAML(f *testing.F) {
	p := samlAnswer()
	p.authentication = `<a:AuthenticationStatement AuthenticationInstant="2026-09-01T07:59:00Z">` + okSubject + `</a:AuthenticationStatement>`
	p.attributes = `<a:Attribute AttributeName="m"><a:AttributeValue>1</a:AttributeValue></a:Attribute>`
	f.Add(assertion(p))
	f.Fuzz(func(t *testing.T, body string) {
		a, err := parseSAML(body, samlQuestion)
		if err != nil || strings.Contains(body, "Signature") || strings.Contains(body, "Advice") || strings.Contains(body, "Detail") || strings.Contains(body, "Header>") || strings.Contains(body, "AttributeValue><") {
			return // the oracle is too simple for what these hide
		}
		checkSAMLOracle(t, body, a.user)
	})
}

// How old a sign-in is that no attribute dates.
func TestTheAgeOfASignInInSAML(t *testing.T) {
	c, err := New("https://ent.example.org/cas", samlQuestion.service, &Options{
		Protocol: SAML11, MaxAge: time.Hour, Now: func() time.Time { return samlQuestion.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	statement := func(instant string) string {
		return `<a:AuthenticationStatement ` + instant + `>` + okSubject + `</a:AuthenticationStatement>`
	}
	const fresh, old = `AuthenticationInstant="2026-09-01T07:30:00Z"`, `AuthenticationInstant="2026-09-01T06:30:00Z"`
	for _, tt := range []struct {
		what, statements string
		ok               bool
	}{
		{"half an hour ago", statement(fresh), true},
		{"two hours ago", statement(old), false},
		{"it does not say", statement(""), false},
		{"no statement says", "", false},
		{"an old one, then another", statement(old) + statement(fresh), false},
		{"another, then an old one", statement(fresh) + statement(old), false},
	} {
		p := samlAnswer()
		p.authentication = tt.statements
		a, err := parseSAML(assertion(p), samlQuestion)
		if err != nil {
			t.Fatalf("%s: %v", tt.what, err)
		}
		if err := c.checkAge(a); tt.ok && err != nil || !tt.ok && !errors.Is(err, ErrTooOld) {
			t.Errorf("%s: %v", tt.what, err)
		}
	}
}

// An element of another namespace, or of another name, is never taken for one of
// SAML's, wherever it stands.
func TestEveryNameInSAMLCounts(t *testing.T) {
	p := samlAnswer()
	p.attributes = `<a:Attribute AttributeName="m"><a:AttributeValue>1</a:AttributeValue></a:Attribute>`
	p.authentication = `<a:AuthenticationStatement>` + okSubject + `</a:AuthenticationStatement>`
	whole := strings.Replace(assertion(p), "<s:Envelope ", `<s:Envelope xmlns:x="urn:x" `, 1)
	if _, err := parseSAML(whole, samlQuestion); err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`<([spa]):(\w+)`).FindAllStringSubmatch(whole, -1)
	if len(names) < 15 {
		t.Fatalf("names %v", names)
	}
	for _, n := range names {
		if n[2] == "SubjectConfirmation" || n[2] == "ConfirmationMethod" {
			continue // what is inside is not read, and it may be left out
		}
		for _, other := range []string{"x:" + n[2], n[1] + ":Other"} {
			changed := regexp.MustCompile(`(</?)`+n[1]+":"+n[2]+`\b`).ReplaceAllString(whole, "${1}"+other)
			if _, err := parseSAML(changed, samlQuestion); err == nil {
				t.Errorf("%s:%s may be %s", n[1], n[2], other)
			}
		}
	}
}
