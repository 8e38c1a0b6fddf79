package castest

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"time"
)

// json answers as Apereo servers do (spec §2.5.4): each value in an array, the
// truths as booleans, the date as a number.
func (s *Server) json(t *ticket, code, text string, attributes bool) []byte {
	var response any
	if code != "" {
		response = map[string]any{"authenticationFailure": map[string]string{"code": code, "description": text}}
	} else {
		success := map[string]any{"user": t.session.user}
		if attributes {
			values := make(map[string][]any)
			for i, a := range s.attributes(t) {
				var v any = a.Value
				switch {
				case i == 0:
					v = json.Number(fmt.Sprintf("%d.%09d", t.since.Unix(), t.since.Nanosecond()))
				case i < 3:
					v = a.Value == "true"
				}
				values[a.Name] = append(values[a.Name], v)
			}
			success["attributes"] = values
		}
		response = map[string]any{"authenticationSuccess": success}
	}
	b, err := json.Marshal(map[string]any{"serviceResponse": response})
	if err != nil {
		panic(err) // nothing in it can fail
	}
	if s.has(SecondUser) {
		b = bytes.Replace(b, []byte(`"user":`), []byte(`"user":"admin","user":`), 1)
	}
	return append(b, '\n')
}

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
	t, code, text := s.redeem(question.Ticket, service, r.URL.Query().Get("renew") != "")
	now := s.opts.Now().UTC()
	from := now
	if s.has(StaleAssertion) {
		from = from.Add(-time.Hour - time.Minute)
	}
	if s.has(OtherAudience) {
		service += "/other"
	}
	at := func(t time.Time) string { return t.Format("2006-01-02T15:04:05.000Z") }
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	fmt.Fprintf(w, `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Header/><SOAP-ENV:Body>`+"\n"+
		`<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol" xmlns:samlp="urn:oasis:names:tc:SAML:1.0:protocol" MajorVersion="1" MinorVersion="1" ResponseID="_%s" IssueInstant="%s">`+"\n", rand.Text(), at(now))
	if code != "" {
		fmt.Fprintf(w, `<Status><StatusCode Value="samlp:Responder"/><StatusMessage>%s</StatusMessage></Status>`, escape(text))
	} else {
		subject := `<Subject><NameIdentifier>` + escape(t.session.user) + `</NameIdentifier><SubjectConfirmation>` +
			`<ConfirmationMethod>urn:oasis:names:tc:SAML:1.0:cm:artifact</ConfirmationMethod></SubjectConfirmation></Subject>`
		fmt.Fprintf(w, `<Status><StatusCode Value="samlp:Success"/></Status>`+"\n"+
			`<Assertion xmlns="urn:oasis:names:tc:SAML:1.0:assertion" AssertionID="_%s" IssueInstant="%s" Issuer="castest" MajorVersion="1" MinorVersion="1">`+
			`<Conditions NotBefore="%s" NotOnOrAfter="%s"><AudienceRestrictionCondition><Audience>%s</Audience></AudienceRestrictionCondition></Conditions>`+"\n"+
			`<AttributeStatement>%s`, rand.Text(), at(now), at(from), at(from.Add(time.Minute)), escape(service), subject)
		value := s.escaper()
		for _, a := range s.attributes(t) {
			fmt.Fprintf(w, `<Attribute AttributeName="%s" AttributeNamespace="http://www.ja-sig.org/products/cas/"><AttributeValue>%s</AttributeValue></Attribute>`+"\n", escape(a.Name), value(a.Value))
		}
		if s.has(SecondUser) {
			subject = `<Subject><NameIdentifier>admin</NameIdentifier></Subject>`
		}
		fmt.Fprintf(w, `</AttributeStatement><AuthenticationStatement AuthenticationInstant="%s" AuthenticationMethod="urn:oasis:names:tc:SAML:1.0:am:password">%s</AuthenticationStatement></Assertion>`,
			at(t.since.UTC()), subject)
	}
	fmt.Fprint(w, "</Response>\n</SOAP-ENV:Body></SOAP-ENV:Envelope>\n")
}
