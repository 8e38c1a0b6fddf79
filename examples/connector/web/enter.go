package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/examples/connector/session"
)

// doors knows who may come in: those who hold a link that was not used yet, and
// those who came in by one. Secrets are kept as digests, so that looking one up
// takes no time that depends on it.
type doors struct {
	now      func() time.Time
	sessions scs.CtxStore
	mu       sync.Mutex
	links    map[[32]byte]string // the name of whom the link is for
}

// An entry is a session of somebody who came in by a link, as it is kept.
type entry struct {
	Name string
	Ends time.Time
}

// A session ends after a working day; a link that nobody used, with the
// program.
const sessionTerm = 12 * time.Hour

const sessionCookie = "connecteur-session"

func newDoors(now func() time.Time, sessions scs.CtxStore) *doors {
	if sessions == nil {
		sessions = session.Memory()
	}
	return &doors{now: now, sessions: sessions, links: map[[32]byte]string{}}
}

// Admit makes a way in for somebody: the path and query of a link that works
// once. name is shown beside what she decides.
func (s *Site) Admit(name string) string {
	secret := rand.Text() + rand.Text()
	s.doors.mu.Lock()
	defer s.doors.mu.Unlock()
	s.doors.links[sha256.Sum256([]byte(secret))] = name
	return s.options.Base + "/entrer?jeton=" + secret
}

// holder says whom a link is for, without using it.
func (d *doors) holder(secret string) (name string, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	name, ok = d.links[sha256.Sum256([]byte(secret))]
	return name, ok
}

// open uses a link, and returns the secret of a new session.
func (d *doors) open(ctx context.Context, link string) (secret string, ok bool, err error) {
	d.mu.Lock()
	key := sha256.Sum256([]byte(link))
	name, ok := d.links[key]
	delete(d.links, key)
	d.mu.Unlock()
	if !ok {
		return "", false, nil
	}
	secret = rand.Text() + rand.Text()
	content, err := json.Marshal(entry{name, d.now().Add(sessionTerm)})
	if err != nil {
		return "", false, err
	}
	return secret, true, d.sessions.CommitCtx(ctx, token(secret), content, time.Now().Add(sessionTerm))
}

func (d *doors) visitor(ctx context.Context, secret string) (name string, ok bool, err error) {
	content, ok, err := d.sessions.FindCtx(ctx, token(secret))
	if err != nil || !ok {
		return "", false, err
	}
	var e entry
	err = json.Unmarshal(content, &e)
	return e.Name, err == nil && d.now().Before(e.Ends), err
}

func (d *doors) close(ctx context.Context, secret string) error {
	return d.sessions.DeleteCtx(ctx, token(secret))
}

// token is what a session is kept under.
func token(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return "link " + hex.EncodeToString(sum[:])
}

// A guest is who makes a request that was let in.
type guest struct {
	name      string // shown beside what she decides
	rights    Rights
	principal *casclient.Principal // who signed in at the ENT; nil for who came in by a link
}

type guestKey struct{}

// guestOf is who makes a request; somebody without rights if nobody was let in.
func guestOf(r *http.Request) guest {
	g, _ := r.Context().Value(guestKey{}).(guest)
	return g
}

// visitor is the name of who makes a request that was let in.
func visitor(ctx context.Context) (name string, ok bool) {
	g, ok := ctx.Value(guestKey{}).(guest)
	return g.name, ok
}

func (g guest) in(r *http.Request) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), guestKey{}, g))
}

// admitted lets those through who came in by a link, with all rights, or who
// signed in at the ENT, and nobody else.
func (s *Site) admitted(next http.Handler) http.Handler {
	other := http.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e := &pageError{http.StatusUnauthorized, "no-entry", "no-entry-text", nil}
		if r.Method == http.MethodPost { // her session has ended while she filled it in
			e.text = "no-entry-form"
		}
		s.problem(w, r, e)
	}))
	if s.options.CAS != nil {
		other = s.options.CAS.Require(s.signedIn(next))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie(sessionCookie); err == nil {
			name, ok, err := s.doors.visitor(r.Context(), c.Value)
			if err != nil {
				s.failed(w, r, err)
				return
			}
			if ok {
				next.ServeHTTP(w, guest{name: name, rights: All}.in(r))
				return
			}
		}
		other.ServeHTTP(w, r)
	})
}

// enterPage asks to come in. Only the form uses the link up: programs that look
// at links before people do must not.
func (s *Site) enterPage(w http.ResponseWriter, r *http.Request) {
	secret := r.URL.Query().Get("jeton")
	name, ok := s.doors.holder(secret)
	if !ok {
		s.problem(w, r, &pageError{http.StatusUnauthorized, "link-used", "no-entry-text", nil})
		return
	}
	p := s.page(r, "", "enter")
	p.Body = struct{ Name, Secret string }{name, secret}
	s.show(w, http.StatusOK, "enter", p)
}

func (s *Site) enter(w http.ResponseWriter, r *http.Request) {
	secret, ok, err := s.doors.open(r.Context(), r.PostFormValue("jeton"))
	switch {
	case err != nil:
		s.failed(w, r, err)
		return
	case !ok:
		s.problem(w, r, &pageError{http.StatusUnauthorized, "link-used", "no-entry-text", nil})
		return
	}
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: secret, Path: s.options.Base + "/", MaxAge: int(sessionTerm / time.Second), HttpOnly: true, Secure: s.secure(), SameSite: http.SameSiteStrictMode})
	_ = s.redirect(w, r, "/", nil)
}

// leave signs the visitor out here. At the ENT she stays signed in, as in the
// applications that it opens.
func (s *Site) leave(w http.ResponseWriter, r *http.Request) error {
	if c, err := r.Cookie(sessionCookie); err == nil {
		if err := s.doors.close(r.Context(), c.Value); err != nil {
			return err
		}
	}
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Path: s.options.Base + "/", MaxAge: -1, HttpOnly: true, Secure: s.secure(), SameSite: http.SameSiteStrictMode})
	if guestOf(r).principal != nil {
		s.options.CAS.Logout(s.options.Base+"/parti").ServeHTTP(w, r)
		return nil
	}
	return s.redirect(w, r, "/parti", nil)
}

// left says goodbye.
func (s *Site) left(w http.ResponseWriter, r *http.Request) {
	e := &pageError{http.StatusOK, "signed-out", "no-entry-text", nil}
	if s.options.CAS != nil {
		e.text = "signed-out-here"
	}
	s.problem(w, r, e)
}
