package castest

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

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
	Deep: func(w http.ResponseWriter, _ *http.Request) {
		const depth = 50_000
		fmt.Fprint(w, strings.TrimSuffix(envelope[0], "<cas:user>"), "<cas:user>admin</cas:user>",
			strings.Repeat("<cas:x>", depth), strings.Repeat("</cas:x>", depth), strings.TrimPrefix(envelope[1], "</cas:user>"))
	},
	Nothing: func(http.ResponseWriter, *http.Request) {},
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
