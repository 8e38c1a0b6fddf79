package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/entlink/entlink/examples/connector/wording"
)

// A Page is what every template gets: the frame's data, and a Body of its own.
type Page struct {
	words  wording.Words
	base   string
	rights Rights // of the visitor
	Title  string // key
	Here   string // step
	Path   string // where a change of language leads back to
	User   string // "" before signing in
	Steps  []Step // those that the visitor may open
	Own    bool   // the visitor has an account of her own to look at
	Note   string // what has just been done, in words
	Undo   string // where that can be looked at and taken back; "" for nowhere
	Body   any
	// Refresh says that the page is to be asked for again: a work goes on.
	Refresh bool
}

// A Step is one of the site's sections in the navigation.
type Step struct {
	Name, Path string
	Number     int
}

var steps = []Step{
	{"files", "/fichiers", 1}, {"match", "/rapprochement", 2}, {"cases", "/homonymes", 3}, {"forecast", "/prevision", 4}, {"control", "/controle", 5},
}

func (s *Site) page(r *http.Request, here, title string) *Page {
	p := &Page{words: s.words(r), base: s.options.Base, Here: here, Title: title, Path: strings.TrimPrefix(r.URL.RequestURI(), s.options.Base)}
	if r.Method != http.MethodGet {
		p.Path = "/"
	}
	g := guestOf(r)
	p.User, p.Own, p.rights = g.name, g.principal != nil, g.rights
	if g.rights.may(See) {
		p.Steps = steps
	}
	return p
}

// words are those of the language that the visitor chose.
func (s *Site) words(r *http.Request) wording.Words {
	lang := s.options.Lang
	if c, err := r.Cookie(langCookie); err == nil {
		lang = c.Value
	}
	return messages.In(lang)
}

// secure reports whether browsers reach the site by https alone.
func (s *Site) secure() bool { return strings.HasPrefix(s.options.Origin, "https:") }

const langCookie = "connecteur-langue"

// language keeps the visitor's choice, and leads back to where she was.
func (s *Site) language(w http.ResponseWriter, r *http.Request) {
	lang := r.PostFormValue("langue")
	if lang != "en" {
		lang = "fr"
	}
	http.SetCookie(w, &http.Cookie{Name: langCookie, Value: lang, Path: s.options.Base + "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, Secure: s.secure(), SameSite: http.SameSiteStrictMode})
	back := r.PostFormValue("retour")
	if u, err := url.Parse(back); err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.Contains(back, `\`) {
		back = "/"
	}
	http.Redirect(w, r, s.options.Base+back, http.StatusSeeOther)
}

// T gives a text in the page's language.
func (p *Page) T(key string, args ...any) string { return p.words.Say(key, args...) }

// Lang is the page's language.
func (p *Page) Lang() string { return p.words.Lang }

// Other is the language that the page is not in.
func (p *Page) Other() string {
	if p.words.Lang == "en" {
		return "fr"
	}
	return "en"
}

// CanReview reports whether the visitor may decide.
func (p *Page) CanReview() bool { return p.rights.may(Review) }

// CanImport reports whether the visitor may send files and end the run.
func (p *Page) CanImport() bool { return p.rights.may(Import) }

// Part is the key of what the visitor's part is; "" where she may do everything,
// or see nothing but her own account.
func (p *Page) Part() string {
	switch {
	case p.rights.may(All), !p.rights.may(See):
		return ""
	case p.CanReview():
		return "part-review"
	case p.CanImport():
		return "part-import"
	}
	return "part-see"
}

// U is a path of the site, with a query of names and values, as a link needs it.
func (p *Page) U(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return p.base + path
	}
	return p.base + path + "?" + q.Encode()
}

// UQ is U with another query before the pairs.
func (p *Page) UQ(path, query string, pairs ...string) string {
	q, _ := url.ParseQuery(query) // our own
	for k, v := range q {
		pairs = append(pairs, k, v[0])
	}
	return p.U(path, pairs...)
}

// N writes a number as the language groups it.
func (p *Page) N(n int) string { return p.words.Say("number", n) }

// Day writes a day.
func (p *Page) Day(t time.Time) string {
	if p.words.Lang == "en" {
		return t.Format("2 January 2006")
	}
	return t.Format("02/01/2006")
}

// When writes a moment.
func (p *Page) When(t time.Time) string {
	if p.words.Lang == "en" {
		return t.Format("2 January 2006, 15:04")
	}
	return t.Format("02/01/2006 à 15:04")
}
