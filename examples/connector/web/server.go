// Package web shows the September job as pages, each a step of the ENT's guide:
// the files, whose the accounts are, the homonyms that a person has to treat,
// what the application's import would do, and the check afterwards.
//
// Every form works without scripts, and no page asks another host for anything.
package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/examples/connector/store"
)

// Options adjust a Site. The zero value is ready for a program on its owner's
// machine.
type Options struct {
	Lang string // of visitors who have not chosen: "fr", also for "", or "en"
	Base string // path under which the site stands, such as "/connecteur"; "" for the root
	// Origin is how browsers reach the site through a proxy, such as
	// "https://school.example"; "" where there is none. Cookies of an https
	// origin go nowhere else.
	Origin string
	// Hosts are the names that browsers may call the site by, as in
	// "127.0.0.1:8090"; nil for any. They keep other sites' names that lead to
	// this machine (DNS rebinding) out.
	Hosts []string
	// CAS signs people in: administrators to their work, and everybody else to
	// her own account. nil leaves the links of Admit alone. Its service is the
	// site's own path /cas, below Base.
	CAS *casclient.Client
	// Sessions keeps who came in by a link; nil is the memory of this process.
	// Those who sign in are in the store of CAS.
	Sessions scs.CtxStore
	// Rights says what those who sign in may do; nil for nobody anything but
	// to see her own account.
	Rights func(*casclient.Principal) Rights
	// Contact is whom people are told to ask who have no account here, or may
	// not do what they want; it may be empty.
	Contact string
	// Temp is the folder for files while they are being received; it must be
	// its owner's alone. "" is the system's.
	Temp string
	// Room, if not nil, is told how many bytes the files of a run have before its
	// accounts are matched, and 0 when the run has ended.
	Room func(files int64)
	Log  *slog.Logger // nil logs nothing; never a name, a birth date or a token
	Now  func() time.Time
}

// A Site is the pages over one store. Make one with New.
type Site struct {
	store   store.Store
	options Options
	pages   map[string]*template.Template
	doors   *doors
	cache   cache
	uploads sync.Mutex // one file at a time is held in memory

	works    works
	reading  atomic.Pointer[reading] // the latest
	keeping  atomic.Int32            // requests whose files are being kept, and read then
	patience time.Duration

	clock atomic.Pointer[store.ClockError] // why nothing was erased; nil if it may be

	ends      sync.Mutex // of the latest ending
	latestEnd *ending
}

// functions are those of the templates beside a Page's methods.
var functions = template.FuncMap{
	"inc":     func(i int) int { return i + 1 },
	"read":    func(shown any, text string) any { return readBox{shown, text} },
	"removal": func(p *Page, id, name, from string) any { return removal{p, id, name, from} },
	"stop":    func(p *Page, row heldRow) any { return stopped{p, row} },
	"guards":  func(p *Page, guards []guardView, open bool) any { return guardsOf{p, guards, open} },
	"fates":   func(p *Page, rows []fateRow, caption string) any { return table[fateRow]{p, rows, caption} },
	"typed":   func(p *Page, rows []byHandRow, caption string) any { return table[byHandRow]{p, rows, caption} },
	"checked": func(p *Page, rows []checkedRow, caption string) any { return table[checkedRow]{p, rows, caption} },
}

// A guardsOf is what the template of the guards gets: those that are open, or
// those that are closed.
type guardsOf struct {
	Page   *Page
	Guards []guardView
	Open   bool
}

// A readBox is the tick without which nothing is decided: a second click, however
// late it comes, falls on the same place of a page that nobody has read. Whoever
// has scripts on has it ticked for her when there was time to read the page.
type readBox struct {
	Shown any // what the page shows of the case
	Text  string
}

// A removal is what the form gets that takes a file away: its tick names the file,
// for a click that comes late falls on the form of another one.
type removal struct {
	Page     *Page
	ID, Name string
	From     string // the page, if it is not that of the files
}

// A table is what a template within a page gets.
type table[T any] struct {
	Page    *Page
	Rows    []T
	Caption string
}

//go:embed pages
var pageFiles embed.FS

// New makes a site. Nobody may open it until Admit gives out a way in.
func New(s store.Store, opts Options) (*Site, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	opts.Base = strings.TrimRight(opts.Base, "/")
	site := &Site{store: s, options: opts, pages: map[string]*template.Template{}, doors: newDoors(opts.Now, opts.Sessions), patience: patience}
	for _, name := range []string{"enter", "problem", "work", "files", "match", "cases", "case", "forecast", "byhand", "restore", "control", "journal", "accounts", "mine", "held"} {
		t, err := template.New(name).Funcs(functions).ParseFS(pageFiles, "pages/frame.html", "pages/"+name+".html")
		if err != nil {
			return nil, err
		}
		site.pages[name] = t
	}
	return site, nil
}

// Handler serves the pages.
func (s *Site) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, x := range routes {
		mux.Handle(x.pattern, s.guarded(x))
	}
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /style.css": s.static("style.css"), "GET /connector.js": s.static("connector.js"), "GET /htmx.min.js": s.static("htmx/htmx.min.js"),
		"GET /entrer": s.enterPage, "POST /entrer": s.enter, "POST /langue": s.language, "GET /parti": s.left,
	} {
		mux.HandleFunc(pattern, h)
	}

	var protection http.CrossOriginProtection
	if s.options.Origin != "" {
		if err := protection.AddTrustedOrigin(s.options.Origin); err != nil {
			s.options.Log.Error("origin not understood", "error", err)
		}
	}
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.problem(w, r, &pageError{http.StatusForbidden, "foreign-form", "foreign-form-text", nil})
	}))
	return s.onlyHere(headers(protection.Handler(s.gate(http.StripPrefix(s.options.Base, bounded(routed(mux)))))))
}

// bounded keeps forms short, whoever sends them; those with files bound themselves.
func bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !slices.Contains([]string{"/fichiers", "/controle"}, r.URL.Path) {
			r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		}
		next.ServeHTTP(w, r)
	})
}

// public are the paths that open to everybody. All others do not, those too
// that do not exist.
var public = []string{"/style.css", "/connector.js", "/htmx.min.js", "/entrer", "/langue", "/parti"}

// gate lets nobody in but to what is public. It stands before the prefix is
// taken away, for a sign-in leads back to the address that was asked for.
func (s *Site) gate(pages http.Handler) http.Handler {
	within := s.admitted(pages)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, ok := strings.CutPrefix(r.URL.Path, s.options.Base)
		switch {
		case ok && slices.Contains(public, path):
			pages.ServeHTTP(w, r)
		case ok && path == "/cas" && s.options.CAS != nil:
			s.options.CAS.Callback().ServeHTTP(w, r)
		default:
			within.ServeHTTP(w, r)
		}
	})
}

// onlyHere refuses requests that call the site by another name, which another
// site may have given it.
func (s *Site) onlyHere(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.options.Hosts != nil && !slices.Contains(s.options.Hosts, r.Host) {
			http.Error(w, http.StatusText(http.StatusMisdirectedRequest), http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// headers sets those of every answer.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// A pageError is an answer that says what is wrong and what to do.
type pageError struct {
	status        int
	heading, text string // keys
	args          []any  // of text
}

func (e *pageError) Error() string { return e.heading }

var (
	errNotFound = &pageError{http.StatusNotFound, "not-found", "not-found-text", nil}
	errLate     = &pageError{http.StatusConflict, "late", "late-text", nil}
	errBadForm  = &pageError{http.StatusBadRequest, "bad-form", "bad-form-text", nil}
)

// answer makes a handler of a function, and a page of its error.
func (s *Site) answer(h func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = hurried(r)
		err := whole(func() error { return h(w, r) })
		var known *pageError
		var busy errBusy
		switch {
		case err == nil:
		case errors.As(err, &busy):
			s.showWork(w, r, busy.work)
		case errors.As(err, &known):
			s.problem(w, r, known)
		case errors.Is(err, context.Canceled): // the visitor is gone
		default:
			s.failed(w, r, err)
		}
	})
}

// failed answers a request that could not be.
func (s *Site) failed(w http.ResponseWriter, r *http.Request, err error) {
	s.options.Log.Error("request failed", "path", r.URL.Path, "error", err)
	e := &pageError{http.StatusInternalServerError, "broken", "broken-text", nil}
	if store.IsFull(err) {
		e = &pageError{http.StatusInsufficientStorage, "disk-full", "disk-full-text", nil}
	}
	s.problem(w, r, e)
}

func (s *Site) problem(w http.ResponseWriter, r *http.Request, e *pageError) {
	p := s.page(r, "", e.heading)
	p.Body = p.T(e.text, e.args...)
	s.show(w, e.status, "problem", p)
}

// show writes a page, or the problem of making it: a template writes to memory
// first, so that nobody sees half a page.
func (s *Site) show(w http.ResponseWriter, status int, name string, p *Page) {
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "frame", p); err != nil {
		s.options.Log.Error("page failed", "page", name, "error", err)
		http.Error(w, p.T("broken"), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // who has gone away reads nothing
}

// redirect leads to a page of the site after a form.
func (s *Site) redirect(w http.ResponseWriter, r *http.Request, path string, query url.Values) error {
	target := s.options.Base + path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	http.Redirect(w, r, target, http.StatusSeeOther)
	return nil
}

// static gives a file of the program's own, again only if it has changed.
func (s *Site) static(name string) http.HandlerFunc {
	content, err := pageFiles.ReadFile("pages/" + name)
	tag := fmt.Sprintf(`"%x"`, sha256.Sum256(content))
	return func(w http.ResponseWriter, r *http.Request) {
		if err != nil { // which a test rules out
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("ETag", tag)
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
	}
}
