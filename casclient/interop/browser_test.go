package interop

import (
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A jar keeps cookies by host and name. net/http/cookiejar drops those of
// LemonLDAP::NG, which say domain=.127.0.0.1; browsers keep them.
type jar map[string]map[string]*http.Cookie

func (j jar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	if j[u.Hostname()] == nil {
		j[u.Hostname()] = make(map[string]*http.Cookie)
	}
	for _, c := range cookies {
		j[u.Hostname()][c.Name] = c
		if c.MaxAge < 0 || !c.Expires.IsZero() && c.Expires.Before(time.Now()) {
			delete(j[u.Hostname()], c.Name)
		}
	}
}

func (j jar) Cookies(u *url.URL) (list []*http.Cookie) {
	for _, c := range j[u.Hostname()] {
		if (!c.Secure || u.Scheme == "https") && strings.HasPrefix(u.Path, c.Path) {
			list = append(list, &http.Cookie{Name: c.Name, Value: c.Value})
		}
	}
	return list
}

// A browser is one visitor's: it follows redirects and fills login forms in.
type browser struct {
	*testing.T
	client http.Client
	visits []string // every address, redirects included
	until  string   // where redirects end: the beginning of an address; nowhere if empty
}

func newBrowser(t *testing.T, client *http.Client) *browser {
	b := &browser{T: t, client: *client}
	b.client.Jar = make(jar)
	b.client.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		if len(via) > 12 {
			t.Errorf("redirects without end: %s", strings.Join(b.visits, "\n"))
			return http.ErrUseLastResponse
		}
		b.visits = append(b.visits, r.URL.String())
		if b.until != "" && strings.HasPrefix(r.URL.String(), b.until) {
			return http.ErrUseLastResponse
		}
		return nil
	}
	return b
}

// A page is where a browser has ended.
type page struct {
	status  int
	address *url.URL
	header  http.Header
	text    string
}

// says fails the test unless the page has the status and holds the text.
func (p page) says(t *testing.T, what string, status int, text string) {
	t.Helper()
	if p.status != status || !strings.Contains(p.text, text) {
		t.Errorf("%s: status %d at %s, want %d with %q:\n%.600s", what, p.status, p.address, status, text, p.text)
	}
}

func (b *browser) do(r *http.Request) page {
	b.Helper()
	b.visits = append(b.visits, r.URL.String())
	resp, err := b.client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		b.Fatal(err)
	}
	return page{resp.StatusCode, resp.Request.URL, resp.Header, string(text)}
}

func (b *browser) get(address string) page {
	b.Helper()
	r, err := http.NewRequest("GET", address, nil)
	if err != nil {
		b.Fatal(err)
	}
	return b.do(r)
}

func (b *browser) post(address string, form url.Values) page {
	b.Helper()
	r, err := http.NewRequest("POST", address, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Referer", address) // Django wants one, over https
	return b.do(r)
}

var (
	formTag      = regexp.MustCompile(`<(form|input)\b[^>]*>`)
	tagAttribute = regexp.MustCompile(`([a-z]+)="([^"]*)"`)
)

// form reads the form of a page: where it goes, its hidden fields, and what
// servers call the fields of name and password, "" for one that is not there.
func (b *browser) form(p page) (action string, hidden url.Values, name, password string) {
	b.Helper()
	hidden = make(url.Values)
	for _, tag := range formTag.FindAllStringSubmatch(p.text, -1) {
		is := make(map[string]string)
		for _, m := range tagAttribute.FindAllStringSubmatch(tag[0], -1) {
			is[m[1]] = html.UnescapeString(m[2])
		}
		switch {
		case tag[1] == "form":
			to, err := p.address.Parse(is["action"])
			if err != nil {
				b.Fatal(err)
			}
			to.Fragment = ""
			action = to.String()
		case is["type"] == "password":
			password = is["name"]
		case is["name"] == "username" || is["name"] == "user":
			name = is["name"]
		case is["type"] == "hidden":
			hidden.Add(is["name"], is["value"])
		}
	}
	if action == "" {
		b.Fatalf("no form at %s: status %d\n%.600s", p.address, p.status, p.text)
	}
	return action, hidden, name, password
}

// typePassword fills the login form of a page in and sends it.
func (b *browser) typePassword(p page, who, secret string) page {
	b.Helper()
	action, fields, name, password := b.form(p)
	if name == "" || password == "" {
		b.Fatalf("no login form at %s: status %d\n%.600s", p.address, p.status, p.text)
	}
	fields.Set(name, who)
	fields.Set(password, secret)
	return b.post(action, fields)
}

// confirm sends the form of a page as it is.
func (b *browser) confirm(p page) page {
	b.Helper()
	action, fields, _, _ := b.form(p)
	return b.post(action, fields)
}

// isLoginForm reports whether the page asks for a password.
func (p page) isLoginForm() bool { return strings.Contains(p.text, `type="password"`) }
