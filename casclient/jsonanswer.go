package casclient

import (
	"fmt"
	"strings"
)

// parseJSON reads an answer in JSON (spec §2.5.4), in the specification's
// shape, where a value is a text or an array of texts, or in that of Apereo
// servers since 5, where every value is an array and truths and dates are
// booleans and numbers:
//
//	{"serviceResponse": {"authenticationSuccess": {"user": "jo", "attributes": {
//	    "mail": ["jo@example.org"], "isFromNewLogin": [true], "authenticationDate": [1496713383.644]}}}}
//
// The rules are those of the XML answer: success or failure, one user, which
// is a text and not blank. Names are compared exactly, and none may occur
// twice. A member that is null counts as absent.
func parseJSON(body, ticket string) (*answer, error) {
	j, err := newJSONScanner(body)
	if err != nil {
		return nil, refusal(ErrNotCAS, err)
	}
	sentinel := ErrNotCAS // until it calls itself a serviceResponse
	var a *answer
	var failure *FailureError
	err = j.object("", func(name string) error {
		if name != "serviceResponse" {
			return j.fail("JSON that is no serviceResponse")
		}
		sentinel = ErrMalformed
		return j.object("serviceResponse is no JSON object", func(name string) (err error) {
			switch name {
			case "authenticationSuccess":
				if !j.take("null") {
					a, err = j.success()
				}
			case "authenticationFailure":
				if !j.take("null") {
					failure, err = j.failure(ticket)
				}
			default:
				err = j.fail("serviceResponse holds neither authenticationSuccess nor authenticationFailure")
			}
			return err
		})
	})
	if err == nil {
		err = j.end()
	}
	switch {
	case err != nil:
		return nil, refusal(sentinel, err)
	case a != nil && failure != nil:
		return nil, fmt.Errorf("%w: a success and a failure", ErrMalformed)
	case failure != nil:
		return nil, failure
	case a == nil && sentinel == ErrNotCAS:
		return nil, fmt.Errorf("%w: JSON that is no serviceResponse", ErrNotCAS)
	case a == nil:
		return nil, fmt.Errorf("%w: neither a success nor a failure", ErrMalformed)
	}
	return a, nil
}

func (j *jsonScanner) success() (*answer, error) {
	var a answer
	var wrapped, direct Attributes
	err := j.object("authenticationSuccess is no JSON object", func(name string) error {
		switch name {
		case "user":
			s, err := j.text("a user that is no text")
			if err != nil {
				return err
			}
			var wrong string
			if a.user, wrong = cleanUser(s); wrong != "" {
				return j.fail(wrong)
			}
			return nil
		case "attributes":
			if j.take("null") {
				return nil
			}
			return j.object("attributes that are no JSON object", func(name string) error { return j.collect(name, &wrapped) })
		case "proxyGrantingTicket":
			if j.take("null") {
				return nil
			}
			s, err := j.text("a proxyGrantingTicket that is no text")
			a.pgtIOU = strings.TrimSpace(s)
			return err
		case "proxies":
			if j.take("null") {
				return nil
			}
			return j.list("[", "]", "proxies that are no array", func() error {
				s, err := j.text("a proxy that is no text")
				a.proxies = append(a.proxies, strings.TrimSpace(s))
				return err
			})
		}
		return j.collect(name, &direct)
	})
	if err != nil {
		return nil, err
	}
	if a.user == "" {
		return nil, j.fail("authenticationSuccess without a user")
	}
	a.attributes = wrapped.merge(direct)
	return &a, nil
}

func (j *jsonScanner) failure(ticket string) (*FailureError, error) {
	var code, text string
	err := j.object("authenticationFailure is no JSON object", func(name string) (err error) {
		switch {
		case name == "code" && !j.take("null"):
			code, err = j.text("a code that is no text")
		case name == "description" && !j.take("null"):
			text, err = j.text("a description that is no text")
		case name != "code" && name != "description":
			err = j.collect(name, new(Attributes)) // nothing that is known
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return newFailure(code, text, ticket), nil
}
