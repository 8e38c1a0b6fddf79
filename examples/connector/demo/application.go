package demo

import (
	"html/template"
	"net/http"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/enroster"
)

// An application has accounts and no passwords: it signs people in through the
// ENT, as SACoche does, and shows each her account. It knows the ENT by its
// addresses only.
type application struct {
	config appConfig
	words  words
	pages  *template.Template
	cas    *casclient.Client
	book   *register
}

// appConfig is what the application's owner tells it.
type appConfig struct {
	URL       string // its own address
	ENT       string // the ENT's home, for the way back
	CAS       string // the ENT's CAS server
	Admin     string // Guid of its administrator
	Contact   string // the administrator's name, for those who need help
	Transport http.RoundTripper
}

func newApplication(w words, config appConfig) (*application, error) {
	a := &application{config: config, words: w}
	file, err := data.Open("data/accounts.csv")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if a.book, err = readRegister(file); err != nil {
		return nil, err
	}
	if a.pages, err = parsePages(w, "app.html", a.functions()); err != nil {
		return nil, err
	}
	a.cas, err = casclient.New(config.CAS, config.URL+"/cas", &casclient.Options{
		HTTPClient:        &http.Client{Transport: config.Transport},
		CookieName:        "app-session",
		OnError:           a.signInFailed,
		AllowHTTPLoopback: true,
	})
	return a, err
}

func (a *application) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/cas", a.cas.Callback()) // single logout messages come here too
	mux.Handle("POST /logout", a.cas.Logout("/goodbye"))
	mux.HandleFunc("GET /goodbye", func(w http.ResponseWriter, r *http.Request) {
		a.show(w, r, http.StatusOK, "goodbye", appPage{})
	})
	mux.HandleFunc("GET /app.css", style("pages/app.css"))
	mux.Handle("GET /{$}", a.cas.Require(http.HandlerFunc(a.home)))
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /admin":          a.administration,
		"POST /admin/import":  a.upload,
		"GET /admin/accounts": a.list,
		"GET /admin/preview":  a.preview,
		"POST /admin/apply":   a.apply,
		"GET /admin/cases":    a.listCases,
		"POST /admin/cases":   a.choose,
		"POST /admin/release": a.release,

		"GET /admin/identifiers":          a.identifiers,
		"POST /admin/identifiers":         a.importIdentifiers,
		"POST /admin/identifiers/account": a.typeIdentifier,
	} {
		mux.Handle(pattern, a.cas.Require(a.administrator(h)))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		a.problem(w, r, http.StatusNotFound, a.words.T("not-found"), a.words.T("not-found-text"))
	})
	return secured(a.ownForms(mux))
}

// ownForms refuses forms that another site sent. Messages of the CAS server
// are no browser's and pass.
func (a *application) ownForms(next http.Handler) http.Handler {
	var protection http.CrossOriginProtection
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.problem(w, r, http.StatusForbidden, a.words.T("foreign-form"), a.words.T("foreign-form-text"))
	}))
	return protection.Handler(next)
}

// administrator lets the application's administrator through, and nobody else.
func (a *application) administrator(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !a.isAdmin(r) {
			a.problem(w, r, http.StatusForbidden, a.words.T("app-forbidden"), a.words.T("app-forbidden-text", a.config.Contact))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (a *application) isAdmin(r *http.Request) bool {
	p, ok := casclient.FromContext(r.Context())
	return ok && canonical(p.User) == canonical(a.config.Admin)
}

// An appPage is what a page of the application shows.
type appPage struct {
	Signed  bool
	Admin   bool
	ENT     string
	Contact string
	Here    string
	Notice  string // what has just been done
	Heading string
	Text    string

	Account    enroster.Record
	Children   []enroster.Record
	Comparison *comparison
	Holdings   []holding
	Tied       int
	Cases      []caseView
	Open       int
	Imposed    *imposed // what the application's own import has just done
}

func (a *application) show(w http.ResponseWriter, r *http.Request, status int, name string, p appPage) {
	_, p.Signed = casclient.FromContext(r.Context())
	p.Admin = a.isAdmin(r)
	p.ENT = a.config.ENT
	p.Contact = a.config.Contact
	render(w, a.pages, status, name, p)
}

func (a *application) problem(w http.ResponseWriter, r *http.Request, status int, heading, text string) {
	a.show(w, r, status, "problem", appPage{Heading: heading, Text: text})
}

// home is where a sign-in lands: the account, or why there is none and whom to
// ask.
func (a *application) home(w http.ResponseWriter, r *http.Request) {
	visitor, _ := casclient.FromContext(r.Context())
	account, standing := a.book.find(visitor.User)
	switch {
	case standing == tied:
		p := appPage{Here: "account", Account: account}
		for _, id := range account.Children {
			if child, ok := a.book.byID[id]; ok {
				p.Children = append(p.Children, child)
			}
		}
		a.show(w, r, http.StatusOK, "account", p)
	case a.isAdmin(r):
		http.Redirect(w, r, "/admin", http.StatusSeeOther)
	case standing == undecided:
		a.problem(w, r, http.StatusForbidden, a.words.T("undecided"), a.words.T("undecided-text", a.config.Contact))
	default:
		a.problem(w, r, http.StatusForbidden, a.words.T("unknown"), a.words.T("unknown-text", a.config.Contact))
	}
}

// signInFailed is the page for a ticket that the ENT did not confirm. It tells
// the visitor what to do; what the server said would only help others.
func (a *application) signInFailed(w http.ResponseWriter, r *http.Request, err error) {
	status := casclient.ErrorStatus(err)
	text := a.words.T("sign-in-refused-text")
	if status >= http.StatusInternalServerError {
		text = a.words.T("sign-in-broken-text", a.config.Contact)
	}
	a.problem(w, r, status, a.words.T("sign-in-refused"), text)
}
