package castest

import (
	"crypto/rand"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// validateSAML answers /samlValidate: SAML 1.1 in SOAP.
func (s *Server) validateSAML(w http.ResponseWriter, r *http.Request) {
	if s.misbehave(w, r) {
		return
	}
	var question struct {
		Ticket string `xml:"Body>Request>AssertionArtifact"`
	}
	if err := xml.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10)).Decode(&question); err != nil {
		http.Error(w, "not a SAML request in SOAP", http.StatusBadRequest)
		return
	}
	service := r.URL.Query().Get("TARGET")
	t, no := s.redeem(strings.TrimSpace(question.Ticket), service, r.URL.Query().Get("renew") != "", false)
	now := s.opts.Now().UTC()
	var b strings.Builder
	fmt.Fprintf(&b, `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Header/><SOAP-ENV:Body>`+"\n"+
		`<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol" xmlns:samlp="urn:oasis:names:tc:SAML:1.0:protocol" MajorVersion="1" MinorVersion="1" ResponseID="_%s" IssueInstant="%s">`+"\n", rand.Text(), samlTime(now))
	if no.code != "" {
		fmt.Fprintf(&b, `<Status><StatusCode Value="samlp:Responder"/><StatusMessage>%s</StatusMessage></Status>`, escape(no.text))
	} else {
		s.assert(&b, t, service, now)
	}
	b.WriteString("</Response>\n</SOAP-ENV:Body></SOAP-ENV:Envelope>\n")
	w.Header().Set("Cache-Control", "no-store")
	s.write(w, "text/xml; charset=utf-8", []byte(b.String()))
}

func samlTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// assert writes the success with its assertion.
func (s *Server) assert(b *strings.Builder, t *ticket, service string, now time.Time) {
	from := now
	if s.has(StaleAssertion) {
		from = from.Add(-time.Hour - time.Minute)
	}
	if s.has(OtherAudience) {
		service += "/other"
	}
	subject := `<Subject><NameIdentifier>` + escape(t.session.user) + `</NameIdentifier><SubjectConfirmation>` +
		`<ConfirmationMethod>urn:oasis:names:tc:SAML:1.0:cm:artifact</ConfirmationMethod></SubjectConfirmation></Subject>`
	fmt.Fprintf(b, `<Status><StatusCode Value="samlp:Success"/></Status>`+"\n"+
		`<Assertion xmlns="urn:oasis:names:tc:SAML:1.0:assertion" AssertionID="_%s" IssueInstant="%s" Issuer="castest" MajorVersion="1" MinorVersion="1">`+
		`<Conditions NotBefore="%s" NotOnOrAfter="%s"><AudienceRestrictionCondition><Audience>%s</Audience></AudienceRestrictionCondition></Conditions>`+"\n"+
		`<AttributeStatement>%s`, rand.Text(), samlTime(now), samlTime(from), samlTime(from.Add(time.Minute)), escape(service), subject)
	value := s.escaper()
	for _, g := range s.attributes(t).byName() { // phpCAS keeps the last Attribute of a name
		fmt.Fprintf(b, `<Attribute AttributeName="%s" AttributeNamespace="http://www.ja-sig.org/products/cas/">`, escape(g.name))
		for _, v := range g.values {
			fmt.Fprintf(b, `<AttributeValue>%s</AttributeValue>`, value(v))
		}
		b.WriteString("</Attribute>\n")
	}
	if s.has(SecondUser) {
		subject = `<Subject><NameIdentifier>admin</NameIdentifier></Subject>`
	}
	fmt.Fprintf(b, `</AttributeStatement><AuthenticationStatement AuthenticationInstant="%s" AuthenticationMethod="urn:oasis:names:tc:SAML:1.0:am:password">%s</AuthenticationStatement></Assertion>`,
		samlTime(t.since), subject)
}
