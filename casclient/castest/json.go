package castest

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// json answers as Apereo servers do (spec §2.5.4): each value in an array, the
// truths as booleans, the date as a number. With PlainJSON it is the
// specification's own shape: texts, and arrays where there are several.
func (s *Server) json(a answer) []byte {
	var response any
	if a.no.code != "" {
		response = map[string]any{"authenticationFailure": map[string]string{"code": a.no.code, "description": a.no.text}}
	} else {
		success := map[string]any{"user": a.ticket.session.user}
		if a.attributes != nil {
			success["attributes"] = s.jsonAttributes(a)
		}
		if a.iou != "" {
			success["proxyGrantingTicket"] = a.iou
		}
		if len(a.ticket.proxies) > 0 {
			success["proxies"] = a.ticket.proxies
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

func (s *Server) jsonAttributes(a answer) map[string]any {
	values := make(map[string]any)
	own := !s.has(NoDate)
	for i, g := range a.attributes.byName() {
		switch {
		case s.has(PlainJSON) && len(g.values) == 1:
			values[g.name] = g.values[0]
		case !s.has(PlainJSON) && own && i == 0:
			since := a.ticket.since
			values[g.name] = []any{json.Number(fmt.Sprintf("%d.%09d", since.Unix(), since.Nanosecond()))}
		case !s.has(PlainJSON) && own && i < 3:
			values[g.name] = []any{g.values[0] == "true"}
		default:
			values[g.name] = g.values
		}
	}
	return values
}
