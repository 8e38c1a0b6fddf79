package casclient

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// maxRelayState is the longest RelayState that is given back, in bytes (SAML
// bindings §3.4.3 allow 80; CAS servers write more).
const maxRelayState = 1024

// FrontChannelLogout returns the handler of front-channel single logout
// messages, which the CAS server sends by way of the visitor's browser: a GET
// with logoutRequest, or SAMLRequest, in the query. It is for servers that
// can't reach this program themselves, and is not part of Callback: whoever
// mounts it lets links sign people out, if they hold the ticket.
//
// The message is XML, deflated and in base 64 as a rule. The answer is that
// which the server waits for, always the same whatever the message did:
//
//   - with RelayState, a redirect to the server's logout, which goes on to the
//     next service;
//   - with callback, JSONP: a script that calls the function of that name, if
//     it is one;
//   - else status 200 and nothing.
func (c *Client) FrontChannelLogout() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		private(w)
		if r.Method != http.MethodGet {
			w.Header().Set("Allow", "GET")
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		query := r.URL.RawQuery
		messages := append(parameters(query, "logoutRequest"), parameters(query, "SAMLRequest")...)
		if len(messages) == 1 {
			if tickets, err := parseLogoutRequest(inflate(messages[0])); err == nil {
				c.endSessions(r, LogoutFrontChannel, tickets)
			}
		}
		states, names := parameters(query, "RelayState"), parameters(query, "callback")
		switch {
		case len(states) == 1 && states[0] != "" && len(states[0]) <= maxRelayState:
			redirect(w, http.StatusSeeOther, c.server+"/logout?_eventId=next&RelayState="+url.QueryEscape(states[0]))
		case len(names) == 1 && functionName(names[0]):
			w.Header().Set("Content-Type", "application/javascript; charset=utf-8")
			// The comment keeps the name from being the first bytes of the
			// file, which some plug-ins once took for theirs (CVE-2014-4671).
			io.WriteString(w, "/**/"+names[0]+"({});\n")
		default:
			w.WriteHeader(http.StatusOK)
		}
	})
}

// functionName reports whether s is a name that a script can be made of.
func functionName(s string) bool {
	if s == "" || len(s) > 128 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c == '$':
		case i > 0 && ('0' <= c && c <= '9' || c == '.' && i < len(s)-1 && s[i-1] != '.'):
		default:
			return false
		}
	}
	return true
}

// inflate undoes what servers do to a message in a query: base 64 of the zlib
// format, of its contents alone (SAML's DEFLATE), of the plain text, or
// nothing. What can't be undone comes back as it is, and is no message.
func inflate(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "<") || len(s) > maxBody {
		return s
	}
	// A plus that was not escaped has become a space on its way.
	s = strings.NewReplacer(" ", "+", "-", "+", "_", "/", "\r", "", "\n", "").Replace(s)
	packed, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
	if err != nil {
		return s
	}
	if bytes.HasPrefix(packed, []byte("<")) {
		return string(packed)
	}
	if z, err := zlib.NewReader(bytes.NewReader(packed)); err == nil {
		if text, ok := readBounded(z); ok {
			return text
		}
	}
	if text, ok := readBounded(flate.NewReader(bytes.NewReader(packed))); ok {
		return text
	}
	return s
}

// readBounded reads a message that may have been made to unpack for ever.
func readBounded(r io.Reader) (string, bool) {
	text, err := io.ReadAll(io.LimitReader(r, maxBody+1))
	return string(text), err == nil && len(text) <= maxBody
}
