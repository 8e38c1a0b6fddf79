package castest

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// proxy answers /proxy (spec §2.7): a proxy ticket for a proxy-granting ticket.
func (s *Server) proxy(w http.ResponseWriter, r *http.Request) {
	if s.misbehave(w, r) {
		return
	}
	q := r.URL.Query()
	id, no := s.proxied(q.Get("pgt"), q.Get("targetService"))
	if no.code != "" && s.has(ProxyStatus500) {
		http.Error(w, "Internal Server Error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	if s.inJSON(q.Get("format")) {
		answer := map[string]any{"proxySuccess": map[string]string{"proxyTicket": id}}
		if no.code != "" {
			answer = map[string]any{"proxyFailure": map[string]string{"code": no.code, "description": no.text}}
		}
		b, err := json.Marshal(map[string]any{"serviceResponse": answer})
		if err != nil {
			panic(err) // nothing in it can fail
		}
		s.write(w, "application/json", append(b, '\n'))
		return
	}
	answer := fmt.Sprintf("  <cas:proxySuccess>\n    <cas:proxyTicket>%s</cas:proxyTicket>\n  </cas:proxySuccess>\n", id)
	if no.code != "" {
		element := "proxyFailure"
		if s.has(OddProxyFailure) {
			element = "authenticationFailure"
		}
		answer = s.failure(element, no)
	}
	s.write(w, xmlType, []byte(opening+answer+closing))
}

// proxied issues a proxy ticket.
func (s *Server) proxied(pgt, service string) (string, refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, ok := s.grants[pgt]
	switch {
	case service != "" && pgt == "" && s.faults[OpenProxy]:
		g = &grant{session: &session{since: s.opts.Now()}} // nobody's
	case service == "" || pgt == "":
		return "", refusal{"INVALID_REQUEST", "pgt and targetService are both required"}
	case !ok:
		return "", refusal{"INVALID_TICKET", "Ticket " + pgt + " not recognized"}
	case !s.opts.Services(service):
		return "", refusal{"UNAUTHORIZED_SERVICE", "The service " + service + " is not allowed"}
	}
	return s.issueProxied(g, service), refusal{}
}

// grant leaves a proxy-granting ticket at the pgtUrl of who validates t (spec
// §2.5.4), and returns its IOU, "" if the address is not one of a service or
// does not take it. The text of the refusal, where that refuses the ticket,
// names the grant, as django-cas-server's does.
func (s *Server) grant(r *http.Request, t *ticket, pgtURL string) (iou string, no refusal) {
	if pgtURL == "" {
		return "", refusal{}
	}
	id, iou := "PGT-"+rand.Text()+rand.Text(), "PGTIOU-"+rand.Text()+rand.Text()
	if !s.opts.Services(pgtURL) || !s.has(SilentCallback) && !s.callBack(r, pgtURL, url.Values{"pgtId": {id}, "pgtIou": {iou}}) {
		if s.has(CallbackRequired) {
			return "", refusal{"INVALID_PROXY_CALLBACK", "callback not reached: " + pgtURL + "?pgtId=" + id}
		}
		return "", refusal{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.session.over {
		return "", refusal{} // while it was left there
	}
	proxies := append([]string{pgtURL}, t.proxies...)
	if s.faults[LastProxyOnly] {
		proxies = proxies[:1]
	}
	s.grants[id] = &grant{session: t.session, fresh: t.fresh, proxies: proxies}
	if s.faults[LogoutAtCallback] {
		t.session.used = append(t.session.used, notice{id, pgtURL})
	}
	return iou, refusal{}
}

// callBack reports whether the address answers with status 200.
func (s *Server) callBack(r *http.Request, address string, form url.Values) bool {
	method, target, body := http.MethodGet, withParameters(address, form), ""
	if s.has(PostedCallback) {
		method, target, body = http.MethodPost, address, form.Encode()
	}
	req, err := http.NewRequestWithContext(r.Context(), method, target, strings.NewReader(body))
	if err != nil {
		return false
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := s.opts.Client.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	return resp.StatusCode == http.StatusOK
}
