package interop

import (
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/entlink/entlink/casclient"
)

// An app is an application behind casclient, over https. Its pages:
//
//	/cas                 Callback
//	/logout              Logout of the application alone
//	/logout-everywhere   Logout that goes on to the server's
//	/pgt                 ProxyCallback
//	/open                Optional: who is there, or nobody
//	every other          Require: who is there
type app struct {
	url   string
	ca    *authority
	store *casclient.MemorySessions

	mu      sync.Mutex
	handler http.Handler
	client  *casclient.Client
	errors  []error              // of Options.OnError
	last    *casclient.Principal // of the last page
}

func newApp(t *testing.T, ca *authority) *app {
	t.Helper()
	a := &app{ca: ca}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		h := a.handler
		a.mu.Unlock()
		h.ServeHTTP(w, r)
	}))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{ca.cert}}
	server.StartTLS()
	t.Cleanup(server.Close)
	a.url = server.URL
	return a
}

// use makes the application a client of the server, from now on, without any
// session. change may be nil.
func (a *app) use(t *testing.T, server string, change func(*casclient.Options)) *casclient.Client {
	t.Helper()
	a.store = new(casclient.MemorySessions)
	_, port, _ := strings.Cut(a.url, "127.0.0.1:")
	opts := &casclient.Options{
		AllowHTTPLoopback: true, HTTPClient: a.ca.client(t), Sessions: a.store,
		CookieName: "app-" + port, // browsers share cookies between ports
	}
	opts.OnError = func(w http.ResponseWriter, r *http.Request, err error) {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.errors = append(a.errors, err)
		http.Error(w, "refused", casclient.ErrorStatus(err))
	}
	if change != nil {
		change(opts)
	}
	c, err := casclient.New(server, a.url+"/cas", opts)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/cas", c.Callback())
	mux.Handle("/logout", c.Logout("/open"))
	mux.Handle("/logout-everywhere", c.Logout(c.LogoutURL(a.url+"/open")))
	mux.Handle("/pgt", c.ProxyCallback())
	mux.Handle("/open", c.Optional(http.HandlerFunc(a.page)))
	mux.Handle("/", c.Require(http.HandlerFunc(a.page)))
	a.mu.Lock()
	defer a.mu.Unlock()
	a.handler, a.client, a.errors, a.last = mux, c, nil, nil
	return c
}

func (a *app) page(w http.ResponseWriter, r *http.Request) {
	p, ok := casclient.FromContext(r.Context())
	if !ok {
		io.WriteString(w, "hello nobody")
		return
	}
	a.mu.Lock()
	a.last = p
	a.mu.Unlock()
	fmt.Fprintf(w, "hello %s at %s", p.User, r.RequestURI)
}

// failure returns the one error that OnError was told since use.
func (a *app) failure(t *testing.T) error {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.errors) != 1 {
		t.Fatalf("OnError was told %v, want one error", a.errors)
	}
	return a.errors[0]
}

// principal returns who saw the last page, with the attributes.
func (a *app) principal(t *testing.T) *casclient.Principal {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.last == nil {
		t.Fatal("nobody has seen a page")
	}
	return a.last
}
