package castest

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// A Fault is one way in which a CAS server misbehaves, to be switched on with
// Server.Break. All but Replay and IgnoreRenew concern what validation answers.
type Fault string

const (
	// Slow keeps the client waiting for 30 s, or until it hangs up.
	Slow Fault = "slow"
	// Huge answers with 16 MiB, in a valid envelope.
	Huge Fault = "huge"
	// HTMLPage answers with a web page and status 200, as LemonLDAP::NG does
	// at addresses that it does not know.
	HTMLPage Fault = "html page"
	// Status500 answers with a failure, and would have succeeded.
	Status500 Fault = "status 500"
	// Redirect sends the validation to another address, which would succeed
	// for anybody.
	Redirect Fault = "redirect"
	// CAS1Text answers yes and a name.
	CAS1Text Fault = "CAS 1 text"
	// Unescaped writes attribute values as they are, markup included, as
	// LemonLDAP::NG 2.16 does.
	Unescaped Fault = "unescaped attributes"
	// SecondUser adds a second user, admin, to every success.
	SecondUser Fault = "second user"
	// EmptyUser vouches for a user without a name, as LemonLDAP::NG 2.16 does.
	EmptyUser Fault = "empty user"
	// CAS1No answers no, as LemonLDAP::NG does to a renew that it refuses.
	CAS1No Fault = "CAS 1 no"
	// Replay lets a ticket be used again and again while it lives.
	Replay Fault = "replay"
	// AlwaysJSON answers JSON to who has not asked for it.
	AlwaysJSON Fault = "JSON in any case"
	// NeverJSON answers XML to who has asked for JSON, as many servers do.
	NeverJSON Fault = "XML in any case"
	// FlatAttributes puts attributes next to cas:user, as many portals do.
	FlatAttributes Fault = "flat attributes"
	// NamedAttributes writes <cas:attribute name="" value=""/> next to
	// cas:user. Together with FlatAttributes both are written, and beside
	// cas:attributes with DoubledAttributes.
	NamedAttributes Fault = "named attributes"
	// DoubledAttributes writes attributes in cas:attributes too, whatever
	// other form is asked for, as django-cas-server does.
	DoubledAttributes Fault = "doubled attributes"
	// ZonelessDate leaves the zone of authenticationDate, UTC, away.
	ZonelessDate Fault = "zoneless date"
	// BracketedDate writes [UTC] behind authenticationDate, as Java does.
	BracketedDate Fault = "bracketed date"
	// IgnoreRenew does not ask for the password though renew is sent, and does
	// not refuse such a ticket.
	IgnoreRenew Fault = "renew ignored"
	// StaleAssertion makes SAML assertions that ended an hour ago.
	StaleAssertion Fault = "stale assertion"
	// OtherAudience makes SAML assertions for another service.
	OtherAudience Fault = "other audience"
)

// switches are the faults that are no whole answers, and can be combined.
var switches = map[Fault]bool{
	Unescaped: true, SecondUser: true, Replay: true, AlwaysJSON: true, NeverJSON: true, StaleAssertion: true, OtherAudience: true,
	FlatAttributes: true, NamedAttributes: true, DoubledAttributes: true, ZonelessDate: true, BracketedDate: true,
	IgnoreRenew: true,
}

// Break sets the faults that the server has from now on; none heals it. It
// panics at a fault that it does not know, and at two that each give an answer
// of their own: only Unescaped, SecondUser and Replay go together.
func (s *Server) Break(faults ...Fault) {
	set := make(map[Fault]bool)
	for _, f := range faults {
		_, answers := answers[f]
		if !answers && !switches[f] {
			panic(fmt.Sprintf("castest: Break: no fault %q", f))
		}
		if answers && len(faults) > 1 {
			panic(fmt.Sprintf("castest: Break: %q goes with no other fault", f))
		}
		set[f] = true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = set
}

// answers are the faults that replace the answer to a validation.
var answers = map[Fault]http.HandlerFunc{
	Slow: func(_ http.ResponseWriter, r *http.Request) {
		timer := time.NewTimer(30 * time.Second)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
		}
	},
	Huge: func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, envelope[0]+"admin")
		blanks := strings.Repeat(" ", 1<<20)
		for range 16 {
			if _, err := fmt.Fprint(w, blanks); err != nil {
				return // the client has had enough
			}
		}
		fmt.Fprint(w, envelope[1])
	},
	HTMLPage: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n<body><h1>Service unavailable</h1></body></html>\n")
	},
	Status500: func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		fmt.Fprint(w, envelope[0]+"admin"+envelope[1])
	},
	Redirect: func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if q.Get("moved") == "" {
			q.Set("moved", "1")
			redirect(w, "?"+q.Encode())
			return
		}
		fmt.Fprint(w, envelope[0]+"admin"+envelope[1])
	},
	CAS1Text: func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "yes\nadmin\n") },
	CAS1No:   func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "no\n\n") },
	EmptyUser: func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, envelope[0]+" \n "+envelope[1])
	},
}

var envelope = [2]string{
	`<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess><cas:user>`,
	`</cas:user></cas:authenticationSuccess></cas:serviceResponse>`,
}

func (s *Server) misbehave(w http.ResponseWriter, r *http.Request) bool {
	s.mu.Lock()
	var answer http.HandlerFunc
	for f := range s.faults {
		if h, ok := answers[f]; ok {
			answer = h
		}
	}
	s.mu.Unlock()
	if answer == nil {
		return false
	}
	answer(w, r)
	return true
}
