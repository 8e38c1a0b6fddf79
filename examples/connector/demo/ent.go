package demo

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/menu"
)

//go:embed pages
var pages embed.FS

// An ent is a make-believe ENT: castest for the sign-in, and beside it the
// pages that the guide names. What it has to remember is in memory.
type ent struct {
	words  words
	pages  *template.Template
	people *directory
	cas    *castest.Server
	app    string // the application's address

	mu        sync.Mutex
	activated bool       // the connector, by the administrator
	documents []document // the administrator's, newest first
}

// A document is a file that lies in «Documents».
type document struct {
	Name    string
	Made    time.Time
	Content []byte
}

// keptDocuments bounds what a busy administrator can make the ENT hold.
const keptDocuments = 20

// newENT makes the ENT. app is the address of the application, which people
// reach when the connector is active, and pages that of the connector's own
// pages, which its administrator reaches before that.
func newENT(w words, app, pages string, transport http.RoundTripper) (*ent, error) {
	e := &ent{words: w, app: app}
	file, err := data.Open("data/directory.csv")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if e.people, err = readDirectory(file); err != nil {
		return nil, err
	}
	if e.pages, err = parsePages(w, "ent.html", template.FuncMap{"login": e.login}); err != nil {
		return nil, err
	}
	e.cas = castest.New(&castest.Options{
		Services: func(service string) bool {
			return service == app+"/cas" && e.active() || service == pages+"/cas"
		},
		Home:       "/",
		Page:       e.pages.Lookup("cas"),
		Language:   w.lang,
		CookieName: "ent-session",
		Client:     &http.Client{Transport: transport, Timeout: 5 * time.Second},
	}, e.users()...)
	return e, nil
}

// users are the people who can sign in. The server vouches for the Guid, which
// is what SACoche compares; nobody could type it (see translate).
func (e *ent) users() []castest.User {
	var users []castest.User
	for _, p := range e.people.byLogin {
		users = append(users, castest.User{
			Name:     p.GUID,
			Password: password,
			Attributes: casclient.Attributes{
				{Name: "login", Value: p.Login},
				{Name: "ENTPersonProfils", Value: p.Profile.String()},
				{Name: "ENTPersonNom", Value: p.LastName},
				{Name: "ENTPersonPrenom", Value: p.FirstName},
			},
		})
	}
	return users
}

func parsePages(w words, name string, more template.FuncMap) (*template.Template, error) {
	return template.New(name).Funcs(template.FuncMap{
		"t":       w.T,
		"n":       w.N,
		"lang":    func() string { return w.lang },
		"profile": w.profile,
		"date":    w.date,
		"clock":   w.clock,
		"classes": classNames,
	}).Funcs(more).ParseFS(pages, "pages/"+name)
}

func (e *ent) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/cas/", e.translate(http.StripPrefix("/cas", e.cas)))
	mux.HandleFunc("GET /ent.css", style("pages/ent.css"))
	mux.HandleFunc("GET /{$}", e.home)
	mux.HandleFunc("GET /applications", e.signedIn(e.applications))
	admin := map[string]func(http.ResponseWriter, *http.Request, *person){
		"GET /administration":                  e.administration,
		"GET /administration/sso":              e.connector,
		"POST /administration/sso":             e.activate,
		"GET /administration/export":           e.exportForm,
		"POST /administration/export":          e.export,
		"GET /administration/documents":        e.listDocuments,
		"GET /administration/documents/{name}": e.download,
	}
	for pattern, h := range admin {
		mux.HandleFunc(pattern, e.signedIn(e.administrators(h)))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		e.show(w, http.StatusNotFound, "problem", entPage{Heading: e.words.T("not-found"), Text: e.words.T("not-found-text")})
	})
	return secured(e.ownForms(mux), e.app)
}

// ownForms refuses forms that another site sent.
func (e *ent) ownForms(next http.Handler) http.Handler {
	var protection http.CrossOriginProtection
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e.show(w, http.StatusForbidden, "problem", entPage{Heading: e.words.T("foreign-form"), Text: e.words.T("foreign-form-text")})
	}))
	return protection.Handler(next)
}

// translate puts the Guid in the place of the login in the sign-in form, since
// castest knows its users by what it will call them.
func (e *ent) translate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
			if err := r.ParseForm(); err != nil {
				http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
				return
			}
			if p, ok := e.people.byLogin[r.PostForm.Get("username")]; ok {
				r.PostForm.Set("username", p.GUID)
			}
		}
		next.ServeHTTP(w, r)
	})
}

// login is translate's way back, for the page that says that the password was
// wrong.
func (e *ent) login(user string) string {
	if p, ok := e.people.byGUID[user]; ok {
		return p.Login
	}
	return user
}

func (e *ent) active() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.activated
}

// An entPage is what a page of the ENT shows.
type entPage struct {
	User      *person // nil for a visitor who has not signed in
	Here      string  // the place in the menu
	App       string
	Entry     bool // whether the menu has the application
	Activated bool
	Documents []document
	Notice    string // what has just been done
	Heading   string // of a problem
	Text      string
}

// Admin reports whether the page's visitor has the menu «Administration».
func (p entPage) Admin() bool { return p.User != nil && p.User.Profile.Has(enroster.Administrator) }

func (e *ent) show(w http.ResponseWriter, status int, name string, p entPage) {
	p.App = e.app
	p.Activated = e.active()
	p.Entry = p.User != nil && menu.Shows(p.User.Profile, p.Activated)
	render(w, e.pages, status, name, p)
}

// render writes a page as a whole or not at all.
func render(w http.ResponseWriter, pages *template.Template, status int, name string, page any) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, page); err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the visitor may be gone
}

func style(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		css, err := pages.ReadFile(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(css)
	}
}

// signedIn hands over who is signed in, and sends others to sign in.
func (e *ent) signedIn(next func(http.ResponseWriter, *http.Request, *person)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p := e.visitor(r)
		if p == nil {
			http.Redirect(w, r, "/cas/login", http.StatusSeeOther)
			return
		}
		next(w, r, p)
	}
}

// visitor is who the single sign-on cookie says is here; nil if nobody is.
func (e *ent) visitor(r *http.Request) *person {
	guid, _ := e.cas.User(r)
	return e.people.byGUID[guid]
}

func (e *ent) home(w http.ResponseWriter, r *http.Request) {
	e.show(w, http.StatusOK, "home", entPage{User: e.visitor(r), Here: "home"})
}

// applications is the menu of that name.
func (e *ent) applications(w http.ResponseWriter, _ *http.Request, p *person) {
	e.show(w, http.StatusOK, "applications", entPage{User: p, Here: "applications"})
}

// addDocument puts a file on top of the administrator's documents.
func (e *ent) addDocument(d document) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.documents = slices.Insert(e.documents, 0, d)
	e.documents = e.documents[:min(len(e.documents), keptDocuments)]
}
