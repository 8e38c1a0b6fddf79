package castest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf16"
)

const (
	xmlType = "application/xml; charset=utf-8"
	opening = `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">` + "\n"
	closing = "</cas:serviceResponse>\n"
)

// validate answers /serviceValidate and /proxyValidate, with /p3 before them
// or not (spec §2.5 and §2.6), in XML or, if asked for, in JSON.
func (s *Server) validate(w http.ResponseWriter, r *http.Request) {
	if s.misbehave(w, r) {
		return
	}
	q := r.URL.Query()
	a := answer{no: refusal{"INVALID_REQUEST", "no such format"}}
	if format := q.Get("format"); format == "" || format == "XML" || format == "JSON" {
		a.ticket, a.no = s.redeem(q.Get("ticket"), q.Get("service"), q.Get("renew") != "", strings.HasSuffix(r.URL.Path, "/proxyValidate"))
	}
	if a.no.code == "" {
		a.iou, a.no = s.grant(r, a.ticket, q.Get("pgtUrl"))
	}
	if strings.HasPrefix(r.URL.Path, "/p3/") && a.no.code == "" {
		a.attributes = s.attributes(a.ticket)
	}
	w.Header().Set("Cache-Control", "no-store")
	if s.inJSON(q.Get("format")) {
		s.write(w, "application/json", s.json(a))
		return
	}
	text := s.failure("authenticationFailure", a.no)
	if a.no.code == "" {
		text = s.success(a)
	}
	s.write(w, xmlType, s.mangle([]byte(opening+text+closing)))
}

// An answer is what a validation says, in whatever dialect.
type answer struct {
	no         refusal
	ticket     *ticket // what follows is for a valid one
	iou        string
	attributes attributes
}

func (s *Server) inJSON(format string) bool {
	return (format == "JSON" || s.has(AlwaysJSON)) && !s.has(NeverJSON)
}

// write is the last step of an answer that is not replaced by a fault.
func (s *Server) write(w http.ResponseWriter, contentType string, body []byte) {
	if s.has(WrongContentType) {
		contentType = "text/html; charset=iso-8859-1"
	}
	w.Header().Set("Content-Type", contentType)
	w.Write(body)
}

// validateText answers /validate (spec §2.4).
func (s *Server) validateText(w http.ResponseWriter, r *http.Request) {
	if s.misbehave(w, r) {
		return
	}
	q := r.URL.Query()
	w.Header().Set("Cache-Control", "no-store")
	text := "no\n\n"
	if t, no := s.redeem(q.Get("ticket"), q.Get("service"), q.Get("renew") != "", false); no.code == "" {
		text = "yes\n" + t.session.user + "\n"
	}
	s.write(w, "text/plain; charset=utf-8", []byte(text))
}

func (s *Server) has(f Fault) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faults[f]
}

func (s *Server) failure(element string, no refusal) string {
	text := escape(no.text)
	if s.has(UnescapedFailure) {
		text = no.text
	}
	return fmt.Sprintf("  <cas:%s code=%q>%s</cas:%[1]s>\n", element, no.code, text)
}

// success is authenticationSuccess. Only CAS 3 has attributes.
func (s *Server) success(a answer) string {
	var b strings.Builder
	user := escape(a.ticket.session.user)
	if s.has(CommentInUser) {
		user = "admin<!-- -->" + user
	}
	fmt.Fprintf(&b, "  <cas:authenticationSuccess>\n    <cas:user>%s</cas:user>\n", user)
	if a.attributes != nil {
		s.writeAttributes(&b, a.attributes)
	}
	if a.iou != "" {
		fmt.Fprintf(&b, "    <cas:proxyGrantingTicket>%s</cas:proxyGrantingTicket>\n", a.iou)
	}
	if len(a.ticket.proxies) > 0 {
		b.WriteString("    <cas:proxies>\n")
		for _, p := range a.ticket.proxies {
			fmt.Fprintf(&b, "      <cas:proxy>%s</cas:proxy>\n", escape(p))
		}
		b.WriteString("    </cas:proxies>\n")
	}
	if s.has(SecondUser) {
		b.WriteString("    <cas:user>admin</cas:user>\n")
	}
	b.WriteString("  </cas:authenticationSuccess>\n")
	if s.has(FailureToo) {
		b.WriteString(s.failure("authenticationFailure", refusal{"INTERNAL_ERROR", "and yet not"}))
	}
	return b.String()
}

// mangle does to a whole answer in XML what the faults say.
func (s *Server) mangle(body []byte) []byte {
	if s.has(ForeignNamespace) {
		body = bytes.Replace(body, []byte("http://www.yale.edu/tp/cas"), []byte("https://example.org/not/cas"), 1)
	}
	if s.has(DocType) {
		body = append([]byte("<!DOCTYPE cas:serviceResponse [<!ENTITY who \"admin\">]>\n"), body...)
	}
	if s.has(SecondRoot) {
		body = append(body, envelope[0]+"admin"+envelope[1]...)
	}
	if s.has(Latin1) {
		body = append([]byte(`<?xml version="1.0" encoding="ISO-8859-1"?>`+"\n"), latin1(string(body))...)
	}
	if s.has(UTF16) {
		return utf16Of(`<?xml version="1.0" encoding="UTF-16"?>` + "\n" + string(body))
	}
	if s.has(ByteOrderMark) {
		body = append([]byte("\ufeff"), body...)
	}
	return body
}

// utf16Of writes big-endian UTF-16 with a byte order mark.
func utf16Of(s string) []byte {
	b := []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(s)) {
		b = append(b, byte(unit>>8), byte(unit))
	}
	return b
}

// latin1 writes what ISO-8859-1 does not have as references.
func latin1(s string) []byte {
	var b []byte
	for _, c := range s {
		if c > 0xff {
			b = fmt.Appendf(b, "&#%d;", c)
			continue
		}
		b = append(b, byte(c))
	}
	return b
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
