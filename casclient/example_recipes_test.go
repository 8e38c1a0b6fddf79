package casclient_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// A router that takes middleware as func(http.Handler) http.Handler, as chi,
// gorilla/mux and others do, takes Require as it is:
//
//	r := chi.NewRouter()
//	r.Handle("/cas", cas.Callback())
//	r.Group(func(r chi.Router) {
//		r.Use(cas.Require)
//		r.Get("/notes", notes)
//	})
func ExampleClient_Require_router() {
	cas, err := casclient.New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	use := []func(http.Handler) http.Handler{cas.Require}
	var h http.Handler = http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	for _, middleware := range use {
		h = middleware(h)
	}
	r := httptest.NewRequest("GET", "/notes", nil)
	r.Header.Set("Accept", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Print(w.Code, " ", w.Body)
	// Output: 401 {"error":"unauthenticated","login":"https://ent.example.org/cas/login?service=https%3A%2F%2Fnotes.example.org%2Fcas"}
}

// Pages for teachers and heads.
func ExampleClient_RequireProfile() {
	cas, err := casclient.New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	marks := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "marks") })
	mux := http.NewServeMux()
	mux.Handle("/cas", cas.Callback())
	mux.Handle("/marks/", cas.RequireProfile(marks, casclient.ProfileENS, casclient.ProfileDIR))
}

// library stands for a session library that a program has already. What it
// keeps is a string under a cookie of its own.
type library struct {
	mu   sync.Mutex
	user map[string]string
}

func (l *library) renew(w http.ResponseWriter, user string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.user["an id that was not there before"] = user
	http.SetCookie(w, &http.Cookie{Name: "session", Value: "opaque"})
}

// A program with a session library of its own needs LoginURL and Validate. Its
// callback gives the session a new id, or one that somebody planted becomes
// the visitor's, and redirects to an address without the ticket.
func ExampleClient_LoginURL() {
	server := castest.New(nil, castest.User{Name: "zlefevre"})
	ent := httptest.NewServer(server)
	defer ent.Close()
	const service = "http://127.0.0.1:8080/cas"
	cas, err := casclient.New(ent.URL, service, &casclient.Options{AllowHTTPLoopback: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	sessions := &library{user: make(map[string]string)}
	callback := func(w http.ResponseWriter, r *http.Request) {
		if len(r.URL.Query()["ticket"]) != 1 {
			http.Redirect(w, r, cas.LoginURL(""), http.StatusFound)
			return
		}
		p, err := cas.Validate(r.Context(), r.URL.Query().Get("ticket"), "")
		if err != nil {
			// Not to LoginURL: that would be a loop.
			http.Error(w, "sign-in failed", casclient.ErrorStatus(err))
			return
		}
		sessions.renew(w, p.User)
		w.Header().Set("Referrer-Policy", "no-referrer")
		http.Redirect(w, r, "/", http.StatusSeeOther)
	}
	for range 2 {
		w := httptest.NewRecorder()
		callback(w, httptest.NewRequest("GET", "/cas?ticket="+server.Ticket("zlefevre", service), nil))
		fmt.Printf("%d %q %d\n", w.Code, w.Header().Get("Location"), len(sessions.user))
		clear(sessions.user)
		server.Break(castest.HTMLPage)
	}
	// Output:
	// 303 "/" 1
	// 502 "" 0
}

// nginx asks about each request for a program that knows nothing of CAS:
//
//	location / {
//		auth_request      /auth;
//		auth_request_set  $user $upstream_http_remote_user;
//		proxy_set_header  Remote-User $user; # and nothing that the visitor sent
//		error_page 401    = @login;
//		proxy_pass        http://program;
//	}
//	location = /auth {
//		internal;
//		proxy_pass              http://127.0.0.1:9000;
//		proxy_pass_request_body off;
//		proxy_set_header        Content-Length "";
//		proxy_set_header        Host $host;
//		proxy_set_header        X-Forwarded-Proto $scheme;
//	}
//	location @login { proxy_pass http://127.0.0.1:9000; } # Host and X-Forwarded-Proto as above
//	location = /cas { proxy_pass http://127.0.0.1:9000; }
//
// Traefik (forwardAuth, authResponseHeaders: Remote-User) and Caddy
// (forward_auth, uri /auth, copy_headers Remote-User) hand the answers of /auth
// on to the visitor and need no second location for it.
func ExampleClient_ForwardAuth() {
	cas, err := casclient.New("https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")},
		Origins:        []string{"https://wiki.example.org"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	mux := http.NewServeMux()
	mux.Handle("/auth", cas.ForwardAuth(nil))
	mux.Handle("/cas", cas.Callback())
	mux.Handle("/", cas.Require(http.RedirectHandler("/", http.StatusSeeOther))) // @login

	ask := func(path, from string, header http.Header) {
		r := httptest.NewRequest("GET", path, nil)
		r.RemoteAddr, r.Host, r.Header = from, "wiki.example.org", header
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		fmt.Printf("%d %q\n", w.Code, w.Header().Get("Location"))
	}
	ask("/auth", "127.0.0.1:4711", http.Header{"X-Forwarded-Proto": {"https"}})                               // nginx
	ask("/page", "127.0.0.1:4711", http.Header{"X-Forwarded-Proto": {"https"}})                               // nginx, @login
	ask("/auth", "127.0.0.1:4711", http.Header{"X-Forwarded-Proto": {"https"}, "X-Forwarded-Uri": {"/page"}}) // Traefik, Caddy
	ask("/auth", "192.0.2.7:4711", http.Header{"X-Forwarded-Proto": {"https"}})                               // anybody
	// Output:
	// 401 ""
	// 302 "https://ent.example.org/cas/login?service=https%3A%2F%2Fwiki.example.org%2Fcas"
	// 302 "https://ent.example.org/cas/login?service=https%3A%2F%2Fwiki.example.org%2Fcas"
	// 403 ""
}

// A portal page asks the mail server in the visitor's name.
func ExampleClient_ProxyTicket() {
	cas, err := casclient.New("https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{
		ProxyCallback: "https://notes.example.org/pgt",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	page := func(w http.ResponseWriter, r *http.Request) {
		p, _ := casclient.FromContext(r.Context())
		ticket, err := cas.ProxyTicket(r.Context(), p, "https://mail.example.org/inbox")
		if err != nil {
			fmt.Fprintln(w, "no mail today:", err)
			return
		}
		_ = "https://mail.example.org/inbox?ticket=" + ticket
	}
	mux := http.NewServeMux()
	mux.Handle("/cas", cas.Callback())
	mux.Handle("/pgt", cas.ProxyCallback())
	mux.Handle("/", cas.Require(http.HandlerFunc(page)))

	// A visitor for whom the server gave no proxy-granting ticket.
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/", nil)
	page(w, r.WithContext(casclient.NewContext(r.Context(), &casclient.Principal{User: "zlefevre"})))
	fmt.Print(w.Body)
	// Output: no mail today: casclient: no proxy-granting ticket
}
