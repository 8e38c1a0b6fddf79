package castest

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// logout ends the browser's single sign-on session, tells the services, and
// then goes back to the service if there is one that may be gone back to
// (spec §2.3).
func (s *Server) logout(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("_eventId") == "next" {
		s.nextLogout(w, r, q.Get("RelayState"))
		return
	}
	s.mu.Lock()
	var used []notice
	if c, err := r.Cookie(s.opts.CookieName); err == nil {
		used = s.end(c.Value)
	}
	front, chain := s.faults[FrontLogout], s.faults[FrontLogoutChain]
	s.mu.Unlock()
	s.setCookie(w, r, "", -1)
	service := q.Get("service")
	if service != "" && !s.opts.Services(service) {
		service = ""
	}
	switch {
	case front:
		s.scripts(w, s.allowed(used), service)
		return
	case chain:
		state := rand.Text()
		s.mu.Lock()
		s.leaving[state] = &leaving{s.allowed(used), service}
		s.mu.Unlock()
		s.nextLogout(w, r, state)
		return
	}
	s.tell(r.Context(), used)
	s.left(w, r, service)
}

// left answers when everyone has been told.
func (s *Server) left(w http.ResponseWriter, r *http.Request, service string) {
	if service != "" {
		redirect(w, service)
		return
	}
	s.page(w, r, http.StatusOK, Page{Kind: Goodbye})
}

// SignOut ends all single sign-on sessions of a user, those begun by Ticket
// included, and returns when the services have been told.
func (s *Server) SignOut(user string) {
	s.mu.Lock()
	var used []notice
	for tgc, sso := range s.sessions {
		if sso.user == user {
			used = append(used, s.end(tgc)...)
		}
	}
	s.mu.Unlock()
	s.tell(context.Background(), used)
}

// allowed leaves those out whom nobody must be sent to, with the addresses at
// which the others want to hear of logouts. Options.Services is asked again:
// who is not allowed any more is not told, and Ticket has not asked it.
func (s *Server) allowed(used []notice) []notice {
	var list []notice
	for _, n := range used {
		if !s.opts.Services(n.address) {
			continue
		}
		if s.opts.LogoutURL != nil {
			n.address = s.opts.LogoutURL(n.address)
		}
		if n.address != "" {
			list = append(list, n)
		}
	}
	return list
}

// tell sends the single logout messages (spec §2.3.3 and appendix C), all at
// once, and waits. A service that does not answer is not told again.
func (s *Server) tell(ctx context.Context, used []notice) {
	ctx = context.WithoutCancel(ctx) // the browser may leave; the logout stays
	var wg sync.WaitGroup
	for address, tickets := range s.messages(s.allowed(used)) {
		for _, ids := range tickets {
			wg.Go(func() { s.send(ctx, address, s.logoutRequest(ids...)) })
		}
	}
	wg.Wait()
}

// messages returns what to tell each address: one ticket a message, all of
// them in one, or only the last.
func (s *Server) messages(list []notice) map[string][][]string {
	joined, last := s.has(JoinedLogout), s.has(LastLogoutOnly)
	messages := make(map[string][][]string)
	for _, n := range list {
		switch m := messages[n.address]; {
		case joined && len(m) > 0:
			m[0] = append(m[0], n.id)
		case last:
			messages[n.address] = [][]string{{n.id}}
		default:
			messages[n.address] = append(m, []string{n.id})
		}
	}
	return messages
}

func (s *Server) send(ctx context.Context, address, message string) {
	contentType, body := "application/x-www-form-urlencoded", url.Values{"logoutRequest": {message}}.Encode()
	if s.has(RawLogout) {
		contentType, body = "text/xml", message
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		return
	}
	req.Header.Set("Content-Type", contentType)
	resp, err := s.opts.Client.Do(req)
	if err != nil {
		return
	}
	io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	resp.Body.Close()
}

// scripts answers with a page that lets the browser tell the services, by
// scripts of theirs.
func (s *Server) scripts(w http.ResponseWriter, list []notice, next string) {
	var sources []string
	for _, n := range list {
		sources = append(sources, withParameters(n.address, url.Values{"callback": {"told"}, "logoutRequest": {pack(s.logoutRequest(n.id))}}))
	}
	writePage(w, scriptsPage, struct {
		Sources []string
		Next    string
	}{sources, next})
}

var scriptsPage = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Signed out</title><script>function told() {}</script></head>
<body>{{range .Sources}}
<script src="{{.}}"></script>{{end}}
{{if .Next}}<a href="{{.Next}}">Go on</a>{{end}}
</body></html>
`))

// A leaving is a logout that goes from service to service in the browser.
type leaving struct {
	rest []notice
	then string // the service of the logout, "" for the page
}

func (s *Server) nextLogout(w http.ResponseWriter, r *http.Request, state string) {
	s.mu.Lock()
	l := s.leaving[state]
	if l == nil {
		l = new(leaving)
	}
	var next notice
	if len(l.rest) > 0 {
		next, l.rest = l.rest[0], l.rest[1:]
	} else {
		delete(s.leaving, state)
	}
	s.mu.Unlock()
	if next.id == "" {
		s.left(w, r, l.then)
		return
	}
	redirect(w, withParameters(next.address, url.Values{"logoutRequest": {pack(s.logoutRequest(next.id))}, "RelayState": {state}}))
}

// pack makes a message fit for a query, as Apereo servers do: the zlib format,
// in base 64.
func pack(message string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	io.WriteString(z, message) // a bytes.Buffer does not fail
	z.Close()
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

// logoutRequest writes a message as the faults say.
func (s *Server) logoutRequest(tickets ...string) string {
	now := s.opts.Now()
	date := now.UTC().Format(time.RFC3339)
	if s.has(OddLogoutDate) {
		date = now.Format("Mon Jan 02 15:04:05 MST 2006") // Java's Date.toString
	}
	return logoutRequest(date, tickets...)
}

// LogoutRequest returns the message that tells a service that the session of
// a ticket is over, as it stands in the form field logoutRequest.
func LogoutRequest(ticket string, at time.Time) string {
	return logoutRequest(at.UTC().Format(time.RFC3339), ticket)
}

func logoutRequest(date string, tickets ...string) string {
	var indexes strings.Builder
	for _, t := range tickets {
		fmt.Fprintf(&indexes, "<samlp:SessionIndex>%s</samlp:SessionIndex>", escape(t))
	}
	return fmt.Sprintf(`<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="LR-%s" Version="2.0" IssueInstant="%s">`+
		`<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">@NOT_USED@</saml:NameID>%s</samlp:LogoutRequest>`,
		rand.Text(), date, indexes.String())
}
