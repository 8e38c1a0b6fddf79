package demo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// stopping is how long open requests may take when the servers stop.
const stopping = 3 * time.Second

// A server is one of the two sites, listening.
type server struct {
	listener net.Listener
	url      string // without a slash at the end
	http     *http.Server
	done     chan error // closed when Serve has returned
}

// An AddressError says in a sentence that an address of the Options is none of a port
// of this machine.
type AddressError struct{ sentence string }

func (e AddressError) Error() string { return e.sentence }

// listen opens a port on this machine. An address that others could reach is
// refused: these servers have everybody's password on their start page.
func listen(ctx context.Context, w words, address string) (*server, error) {
	if address == "" {
		address = "127.0.0.1:0"
	}
	host, port, err := net.SplitHostPort(address)
	if _, e := strconv.ParseUint(port, 10, 16); err != nil || e != nil || !onLoopback(host) {
		return nil, AddressError{w.T("address-refused", address)}
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("%s (%w)", w.T("address-taken", address), err)
	}
	return &server{listener: l, url: "http://" + l.Addr().String(), done: make(chan error, 1)}, nil
}

func onLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// serve answers requests until stop. fail hears of a server that breaks down.
func (s *server) serve(h http.Handler, fail func(error)) {
	s.http = &http.Server{
		Handler:           onlyAt(s.url, h),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		IdleTimeout:       time.Minute,
	}
	go func() {
		defer close(s.done)
		if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			fail(err)
		}
	}()
}

// stop lets open requests end, and returns when nothing of the server is left.
func (s *server) stop() error {
	if s.http == nil {
		return s.listener.Close()
	}
	ctx, cancel := context.WithTimeout(context.Background(), stopping)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.http.Close()
	}
	<-s.done
	return err
}

// onlyAt lets only requests for the server's own address through. Whoever
// types localhost for 127.0.0.1 is brought there, for cookies and the CAS
// service know one name; another site's name that leads here (DNS rebinding)
// gets no page.
func onlyAt(url string, next http.Handler) http.Handler {
	own := strings.TrimPrefix(url, "http://")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Host == own:
			next.ServeHTTP(w, r)
		case r.Method == http.MethodGet || r.Method == http.MethodHead:
			http.Redirect(w, r, url+r.URL.EscapedPath(), http.StatusFound)
		default:
			http.Error(w, http.StatusText(http.StatusMisdirectedRequest), http.StatusMisdirectedRequest)
		}
	})
}

// secured sets the headers of every page. Forms lead to this site only, and to
// the sites in formsTo, to which an answer may redirect.
func secured(next http.Handler, formsTo ...string) http.Handler {
	policy := "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action " +
		strings.Join(append([]string{"'self'"}, formsTo...), " ")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}
