package castest

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/entlink/entlink/casclient"
)

// validate answers /serviceValidate and /p3/serviceValidate (spec §2.5), in
// XML or, if asked for, in JSON.
func (s *Server) validate(w http.ResponseWriter, r *http.Request) {
	if s.misbehave(w, r) {
		return
	}
	q := r.URL.Query()
	format := q.Get("format")
	t, code, text := (*ticket)(nil), "INVALID_REQUEST", "no such format"
	if format == "" || format == "XML" || format == "JSON" {
		t, code, text = s.redeem(q.Get("ticket"), q.Get("service"), q.Get("renew") != "")
	}
	w.Header().Set("Cache-Control", "no-store")
	if (format == "JSON" || s.has(AlwaysJSON)) && !s.has(NeverJSON) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(s.json(t, code, text, strings.HasPrefix(r.URL.Path, "/p3/")))
		return
	}
	var b strings.Builder
	b.WriteString(`<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">` + "\n")
	if code != "" {
		fmt.Fprintf(&b, "  <cas:authenticationFailure code=%q>%s</cas:authenticationFailure>\n", code, escape(text))
	} else {
		s.success(&b, t, strings.HasPrefix(r.URL.Path, "/p3/"))
	}
	b.WriteString("</cas:serviceResponse>\n")
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	fmt.Fprint(w, b.String())
}

// validateText answers /validate (spec §2.4).
func (s *Server) validateText(w http.ResponseWriter, r *http.Request) {
	if s.misbehave(w, r) {
		return
	}
	q := r.URL.Query()
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if t, code, _ := s.redeem(q.Get("ticket"), q.Get("service"), q.Get("renew") != ""); code == "" {
		fmt.Fprintf(w, "yes\n%s\n", t.session.user)
	} else {
		fmt.Fprint(w, "no\n\n")
	}
}

func (s *Server) has(f Fault) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faults[f]
}

// redeem uses a ticket up, whether the rest is right or not (spec §3.1.1), and
// returns a failure code if it is not.
func (s *Server) redeem(id, service string, renew bool) (t *ticket, code, text string) {
	if id == "" || service == "" {
		return nil, "INVALID_REQUEST", "service and ticket are both required"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.tickets[id]
	if !s.faults[Replay] {
		delete(s.tickets, id)
	}
	switch {
	case !ok:
		return nil, "INVALID_TICKET", "Ticket " + id + " not recognized"
	case s.opts.Now().Sub(t.issued) >= s.opts.TicketLifetime:
		return nil, "INVALID_TICKET", "Ticket " + id + " has expired"
	case t.service != service:
		return nil, "INVALID_SERVICE", "Ticket " + id + " was issued for another service"
	case renew && !t.fresh && !s.faults[IgnoreRenew]:
		return nil, "INVALID_TICKET", "Ticket " + id + " was not issued for a password"
	}
	t.session.used = append(t.session.used, t)
	return t, "", ""
}

// success writes authenticationSuccess. Only CAS 3 has attributes.
func (s *Server) success(b *strings.Builder, t *ticket, attributes bool) {
	fmt.Fprintf(b, "  <cas:authenticationSuccess>\n    <cas:user>%s</cas:user>\n", escape(t.session.user))
	if attributes {
		s.writeAttributes(b, s.attributes(t))
	}
	if s.has(SecondUser) {
		b.WriteString("    <cas:user>admin</cas:user>\n")
	}
	b.WriteString("  </cas:authenticationSuccess>\n")
}

// writeAttributes writes them in the specification's form, or in those that
// faults ask for.
func (s *Server) writeAttributes(b *strings.Builder, list casclient.Attributes) {
	value := s.escaper()
	flat, named := s.has(FlatAttributes), s.has(NamedAttributes)
	if !flat && !named || s.has(DoubledAttributes) {
		b.WriteString("    <cas:attributes>\n")
		for _, a := range list {
			fmt.Fprintf(b, "      <cas:%s>%s</cas:%[1]s>\n", a.Name, value(a.Value))
		}
		b.WriteString("    </cas:attributes>\n")
	}
	for _, a := range list {
		if flat {
			fmt.Fprintf(b, "    <cas:%s>%s</cas:%[1]s>\n", a.Name, value(a.Value))
		}
		if named {
			fmt.Fprintf(b, "    <cas:attribute name=\"%s\" value=\"%s\"/>\n", a.Name, value(a.Value))
		}
	}
}

// attributes returns the three of the specification and the user's own.
func (s *Server) attributes(t *ticket) casclient.Attributes {
	date := t.since.UTC().Format(time.RFC3339)
	if s.has(ZonelessDate) {
		date = strings.TrimSuffix(date, "Z")
	}
	if s.has(BracketedDate) {
		date += "[UTC]"
	}
	return append(casclient.Attributes{
		{Name: "authenticationDate", Value: date},
		{Name: "longTermAuthenticationRequestTokenUsed", Value: "false"},
		{Name: "isFromNewLogin", Value: strconv.FormatBool(t.fresh)},
	}, s.users[t.session.user].Attributes...)
}

// escaper returns what makes XML text of a value.
func (s *Server) escaper() func(string) string {
	if s.has(Unescaped) {
		return func(s string) string { return s }
	}
	return escape
}

func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}
