package casclient

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"
)

// SAML 1.1, as CAS servers speak it at /samlValidate: a SOAP message around a
// Response around an Assertion. The namespaces decide; prefixes vary.
const (
	soapSpace      = "http://schemas.xmlsoap.org/soap/envelope/"
	samlpSpace     = "urn:oasis:names:tc:SAML:1.0:protocol"
	samlSpace      = "urn:oasis:names:tc:SAML:1.0:assertion"
	signatureSpace = "http://www.w3.org/2000/09/xmldsig#"
)

// samlRequest is the SOAP message that asks about a ticket (spec §2.5, SAML
// 1.1 §3.2).
func samlRequest(ticket string, now time.Time) string {
	id := make([]byte, 16)
	rand.Read(id) // never fails
	var artifact strings.Builder
	xml.EscapeText(&artifact, []byte(ticket)) // a strings.Builder does not fail
	return fmt.Sprintf(`<SOAP-ENV:Envelope xmlns:SOAP-ENV="%s"><SOAP-ENV:Header/><SOAP-ENV:Body>`+
		`<samlp:Request xmlns:samlp="%s" MajorVersion="1" MinorVersion="1" RequestID="_%s" IssueInstant="%s">`+
		`<samlp:AssertionArtifact>%s</samlp:AssertionArtifact></samlp:Request></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
		soapSpace, samlpSpace, hex.EncodeToString(id), now.UTC().Format("2006-01-02T15:04:05Z"), artifact.String())
}

// parseSAML reads the answer to a samlRequest. It is as strict as the other
// parsers: one Response, one Status, after Success one Assertion, valid now
// and for this service, and one name for who it is about, wherever that is
// said.
//
// Signatures are neither asked for nor looked at: what proves the answer is
// the TLS connection to the server, as for every other dialect.
func parseSAML(body string, q question) (*answer, error) {
	x, err := newScanner(body)
	if err != nil {
		return nil, refusal(ErrNotCAS, err)
	}
	root, err := x.firstElement()
	if err != nil {
		return nil, refusal(ErrNotCAS, err)
	}
	if root.local != "Envelope" || root.space != soapSpace {
		return nil, fmt.Errorf("%w: its root is no SOAP 1.1 Envelope, as in SAML 1.1", ErrNotCAS)
	}
	s := samlReader{scanner: x, q: q}
	if err := s.envelope(); err != nil {
		return nil, refusal(ErrMalformed, err)
	}
	if s.failure != nil {
		return nil, s.failure
	}
	return &s.a, nil
}

// A samlReader reads one answer.
type samlReader struct {
	*scanner
	q        question
	a        answer
	failure  *FailureError
	asserted bool
}

// children reads elements up to the end of the current one. read must read
// its element to the end. An element that is in once may occur once.
func (s *samlReader) children(once []string, read func(t token) error) error {
	seen := make(map[string]bool, len(once))
	for {
		t, ok, err := s.child()
		if err != nil || !ok {
			return err
		}
		for _, local := range once {
			if t.local == local {
				if seen[local] {
					return s.fail("the same SAML element twice (does the server escape < and & in values?)")
				}
				seen[local] = true
			}
		}
		if err := read(t); err != nil {
			return err
		}
	}
}

func (s *samlReader) unknown() error {
	return s.fail("an element that has no place in a SAML 1.1 answer to a ticket")
}

func (s *samlReader) envelope() error {
	responded := false
	err := s.children([]string{"Header", "Body"}, func(t token) error {
		switch {
		case t.space == soapSpace && t.local == "Header":
			return s.skip()
		case t.space != soapSpace || t.local != "Body":
			return s.unknown()
		}
		return s.children([]string{"Response"}, func(t token) error {
			if t.space != samlpSpace || t.local != "Response" {
				return s.unknown()
			}
			responded = true
			return s.response()
		})
	})
	if err != nil {
		return err
	}
	if !responded {
		return s.fail("a SOAP message without a SAML 1.1 Response")
	}
	return s.finish()
}

// version refuses what calls itself another version than SAML 1.
func (s *samlReader) version() error {
	if v, ok := s.attr("MajorVersion"); ok && v != "1" {
		return s.fail("another version than SAML 1.1")
	}
	return nil
}

func (s *samlReader) response() error {
	if err := s.version(); err != nil {
		return err
	}
	status := false
	err := s.children([]string{"Status", "Assertion"}, func(t token) error {
		switch {
		case t.space == signatureSpace:
			return s.skip()
		case t.space == samlpSpace && t.local == "Status":
			status = true
			return s.status()
		case t.space == samlSpace && t.local == "Assertion":
			s.asserted = true
			return s.assertion()
		}
		return s.unknown()
	})
	switch {
	case err != nil:
		return err
	case !status:
		return s.fail("a Response without a Status")
	case s.failure != nil && s.asserted:
		return s.fail("an Assertion in a Response that is no Success")
	case s.failure == nil && !s.asserted:
		return s.fail("a Success without an Assertion")
	}
	return nil
}

// status reads Status: its one StatusCode decides, by the local part of its
// Value. A second one inside gives the reason, and a Success has none.
func (s *samlReader) status() error {
	var codes int
	var code, text string
	var statusCode func() error
	statusCode = func() error {
		value, _ := s.attr("Value")
		value = strings.TrimSpace(value)
		if codes++; codes > maxDepth {
			return s.unknown()
		}
		if code == "" || code == "Responder" || code == "Requester" {
			code = value[strings.LastIndexByte(value, ':')+1:]
		}
		for {
			t, err := s.next()
			switch {
			case err != nil || t.kind == tokenEnd:
				return err
			case t.kind == tokenText:
				if len(text) < maxMessage {
					text += t.text // django-cas-server says why here
				}
			case t.kind == tokenStart:
				if t.space != samlpSpace || t.local != "StatusCode" {
					return s.unknown()
				}
				if err := statusCode(); err != nil {
					return err
				}
			}
		}
	}
	err := s.children([]string{"StatusCode", "StatusMessage", "StatusDetail"}, func(t token) error {
		if t.space != samlpSpace {
			return s.unknown()
		}
		switch t.local {
		case "StatusCode":
			return statusCode()
		case "StatusMessage":
			message, err := s.onlyText()
			text += " " + message
			return err
		case "StatusDetail":
			return s.skip()
		}
		return s.unknown()
	})
	switch {
	case err != nil:
		return err
	case codes == 0:
		return s.fail("a Status without a StatusCode")
	case code == "Success" && codes > 1:
		return s.fail("a Success with another StatusCode inside")
	case code != "Success":
		s.failure = newFailure(code, text, s.q.ticket)
	}
	return nil
}

func (s *samlReader) assertion() error {
	if err := s.version(); err != nil {
		return err
	}
	conditions := false
	err := s.children([]string{"Conditions", "Advice"}, func(t token) error {
		switch {
		case t.space == signatureSpace:
			return s.skip()
		case t.space != samlSpace:
			return s.unknown()
		}
		switch t.local {
		case "Conditions":
			conditions = true
			return s.conditions()
		case "Advice":
			return s.skip()
		case "AttributeStatement":
			return s.statement("Attribute")
		case "AuthenticationStatement":
			if v, ok := s.attr("AuthenticationInstant"); ok {
				at, ok := parseInstant(v)
				if !ok {
					return s.fail("an AuthenticationInstant that is no date")
				}
				if s.a.instant.IsZero() || at.Before(s.a.instant) {
					s.a.instant = at
				}
			}
			return s.statement("SubjectLocality", "AuthorityBinding")
		}
		return s.unknown()
	})
	switch {
	case err != nil:
		return err
	case !conditions:
		return s.fail("an Assertion without Conditions")
	case s.a.user == "":
		return s.fail("an Assertion without a NameIdentifier")
	}
	return nil
}

// conditions checks when and for whom the assertion is (SAML 1.1 §2.3.2.1).
// One that is not known here may mean anything, so it is refused.
func (s *samlReader) conditions() error {
	from, ok1 := s.instant("NotBefore")
	until, ok2 := s.instant("NotOnOrAfter")
	switch {
	case !ok1 || !ok2:
		return s.fail("Conditions without NotBefore or NotOnOrAfter, or with dates that cannot be read")
	case s.q.now.Add(s.q.tolerance).Before(from):
		return s.fail("an Assertion that is not valid yet (do the clocks agree?)")
	case !s.q.now.Add(-s.q.tolerance).Before(until):
		return s.fail("an Assertion that is not valid any more (do the clocks agree?)")
	}
	restricted := false
	err := s.children(nil, func(t token) error {
		switch {
		case t.space == samlSpace && t.local == "DoNotCacheCondition":
			return s.skip()
		case t.space != samlSpace || t.local != "AudienceRestrictionCondition":
			return s.fail("a condition that is not known here")
		}
		restricted = true
		ours := false
		err := s.children(nil, func(t token) error {
			if t.space != samlSpace || t.local != "Audience" {
				return s.unknown()
			}
			audience, err := s.onlyText()
			ours = ours || strings.TrimSpace(audience) == s.q.service
			return err
		})
		if err == nil && !ours {
			err = s.fail("an Assertion for another audience than this service")
		}
		return err
	})
	if err == nil && !restricted {
		err = s.fail("an Assertion for no audience in particular")
	}
	return err
}

func (s *samlReader) instant(name string) (time.Time, bool) {
	v, _ := s.attr(name)
	return parseInstant(v)
}

// parseInstant reads a date of SAML: an xs:dateTime with its zone.
func parseInstant(s string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(s))
	return t, err == nil
}

// statement reads an AttributeStatement or an AuthenticationStatement. Each
// has its own Subject, and all subjects must be the same person. What else may
// stand in it is parts.
func (s *samlReader) statement(parts ...string) error {
	subject := false
	err := s.children([]string{"Subject"}, func(t token) error {
		switch {
		case t.space != samlSpace:
			return s.unknown()
		case t.local == "Subject":
			subject = true
			return s.subject()
		case !slices.Contains(parts, t.local):
			return s.unknown()
		case t.local == "Attribute":
			return s.attribute()
		}
		return s.skip()
	})
	if err == nil && !subject {
		err = s.fail("a statement without a Subject")
	}
	return err
}

func (s *samlReader) subject() error {
	named := false
	err := s.children([]string{"NameIdentifier", "SubjectConfirmation"}, func(t token) error {
		switch {
		case t.space != samlSpace:
			return s.unknown()
		case t.local == "SubjectConfirmation":
			return s.skip()
		case t.local != "NameIdentifier":
			return s.unknown()
		}
		named = true
		text, err := s.onlyText()
		if err != nil {
			return err
		}
		user, wrong := cleanUser(text)
		if wrong == "" && s.a.user != "" && s.a.user != user {
			wrong = "two users (does the server escape < and & in values?)"
		}
		if wrong != "" {
			return s.fail(wrong)
		}
		s.a.user = user
		return nil
	})
	if err == nil && !named {
		err = s.fail("a Subject without a NameIdentifier")
	}
	return err
}

// attribute reads an Attribute; its values keep their spaces.
func (s *samlReader) attribute() error {
	name, _ := s.attr("AttributeName")
	if strings.TrimSpace(name) == "" {
		return s.fail("an Attribute without a name")
	}
	return s.children(nil, func(t token) error {
		if t.space != samlSpace || t.local != "AttributeValue" {
			return s.unknown()
		}
		return s.leaves(name, false, &s.a.attributes)
	})
}
