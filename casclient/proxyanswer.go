package casclient

import (
	"fmt"
	"strings"
)

// parseProxyAnswer reads the answer to /proxy (spec §2.7.2):
//
//	serviceResponse = proxySuccess | proxyFailure
//	proxySuccess = proxyTicket
//
// with the rules of the other answers. Some servers call the failure
// authenticationFailure, as the specification itself does in JSON.
func parseProxyAnswer(body, grant string) (ticket string, err error) {
	trimmed := strings.TrimLeft(strings.TrimPrefix(body, "\ufeff"), " \t\r\n")
	if strings.HasPrefix(trimmed, "{") {
		return parseProxyJSON(body, grant)
	}
	x, err := newScanner(body)
	if err != nil {
		return "", refusal(ErrNotCAS, err)
	}
	root, err := x.firstElement()
	if err != nil {
		return "", refusal(ErrNotCAS, err)
	}
	if root.local != "serviceResponse" || root.space != namespace {
		return "", fmt.Errorf("%w: its root is no serviceResponse in the namespace %s", ErrNotCAS, namespace)
	}
	ticket, failure, err := x.proxyResponse(grant)
	switch {
	case err != nil:
		return "", refusal(ErrMalformed, err)
	case failure != nil:
		return "", failure
	}
	return ticket, nil
}

// proxyResponse reads the content of serviceResponse and the end of the
// document.
func (x *scanner) proxyResponse(grant string) (ticket string, failure *FailureError, err error) {
	t, ok, err := x.child()
	switch {
	case err != nil:
		return "", nil, err
	case ok && t.space == namespace && t.local == "proxySuccess":
		ticket, err = x.proxySuccess()
	case ok && t.space == namespace && (t.local == "proxyFailure" || t.local == "authenticationFailure"):
		failure, err = x.failure(grant)
	default:
		err = x.fail("serviceResponse holds neither proxySuccess nor proxyFailure")
	}
	if err != nil {
		return "", nil, err
	}
	if _, more, err := x.child(); err != nil {
		return "", nil, err
	} else if more {
		return "", nil, x.fail("serviceResponse holds more than one element")
	}
	return ticket, failure, x.finish()
}

func (x *scanner) proxySuccess() (ticket string, err error) {
	t, ok, err := x.child()
	if err != nil {
		return "", err
	}
	if !ok || t.local != "proxyTicket" || t.space != namespace {
		return "", x.fail("proxySuccess without a proxyTicket")
	}
	if ticket, err = x.onlyText(); err != nil {
		return "", err
	}
	if _, more, err := x.child(); err != nil {
		return "", err
	} else if more {
		return "", x.fail("proxySuccess holds more than a proxyTicket")
	}
	return strings.TrimSpace(ticket), nil
}

// parseProxyJSON reads the same in JSON.
func parseProxyJSON(body, grant string) (ticket string, err error) {
	j, err := newJSONScanner(body)
	if err != nil {
		return "", refusal(ErrNotCAS, err)
	}
	var failure *FailureError
	var success bool
	err = j.object("", func(name string) error {
		if name != "serviceResponse" {
			return j.fail("JSON that is no serviceResponse")
		}
		return j.object("serviceResponse is no JSON object", func(name string) (err error) {
			switch name {
			case "proxySuccess":
				success = true
				return j.object("proxySuccess is no JSON object", func(name string) (err error) {
					if name != "proxyTicket" {
						return j.fail("proxySuccess holds more than a proxyTicket")
					}
					ticket, err = j.text("a proxyTicket that is no text")
					return err
				})
			case "proxyFailure", "authenticationFailure":
				failure, err = j.failure(grant)
				return err
			}
			return j.fail("serviceResponse holds neither proxySuccess nor proxyFailure")
		})
	})
	if err == nil {
		err = j.end()
	}
	switch {
	case err != nil:
		return "", refusal(ErrMalformed, err)
	case success && failure != nil:
		return "", fmt.Errorf("%w: a success and a failure", ErrMalformed)
	case failure != nil:
		return "", failure
	}
	return strings.TrimSpace(ticket), nil
}
