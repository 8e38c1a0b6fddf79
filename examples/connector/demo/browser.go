package demo

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
)

// A browser is what Check goes through the pages with: cookies, redirects,
// forms. It keeps the addresses that it was sent to.
type browser struct {
	client *http.Client
	visits []string
}

func newBrowser(transport http.RoundTripper) *browser {
	jar, _ := cookiejar.New(nil) // never fails
	b := new(browser)
	b.client = &http.Client{Jar: jar, Transport: transport, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if len(via) > 8 {
			return fmt.Errorf("a loop of redirects at %s", r.URL.Redacted())
		}
		b.visits = append(b.visits, r.URL.String())
		return nil
	}}
	return b
}

// A page is an answer as a reader sees it.
type page struct {
	url    string
	status int
	header http.Header
	body   string
}

func (b *browser) get(ctx context.Context, address string) (page, error) {
	return b.do(ctx, http.MethodGet, address, "", nil)
}

func (b *browser) post(ctx context.Context, address string, form url.Values) (page, error) {
	return b.do(ctx, http.MethodPost, address, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// A file is what a form sends.
type file struct {
	name    string
	content []byte
}

// send sends files in a form's field.
func (b *browser) send(ctx context.Context, address, field string, files ...file) (page, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, f := range files {
		part, err := form.CreateFormFile(field, f.name)
		if err != nil {
			return page{}, err
		}
		if _, err := part.Write(f.content); err != nil {
			return page{}, err
		}
	}
	if err := form.Close(); err != nil {
		return page{}, err
	}
	return b.do(ctx, http.MethodPost, address, form.FormDataContentType(), &body)
}

// do asks for a page, and again while it is one that asks for itself: it shows how far
// a work is, which waits a moment before it answers.
func (b *browser) do(ctx context.Context, method, address, contentType string, body io.Reader) (page, error) {
	p, err := b.ask(ctx, method, address, contentType, body)
	for err == nil && strings.Contains(p.body, `<meta http-equiv="refresh"`) {
		p, err = b.ask(ctx, http.MethodGet, p.url, "", nil)
	}
	return p, err
}

func (b *browser) ask(ctx context.Context, method, address, contentType string, body io.Reader) (page, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return page{}, err
	}
	req.Header.Set("Accept", "text/html")
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
		req.Header.Set("Sec-Fetch-Site", "same-origin") // as browsers do
	}
	resp, err := b.client.Do(req)
	if err != nil {
		return page{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 4<<20))
	if err != nil {
		return page{}, err
	}
	return page{resp.Request.URL.String(), resp.StatusCode, resp.Header, string(text)}, nil
}

// text is the page as it is read: markup gone, runs of space one space.
func (p page) text() string {
	s := html.UnescapeString(markup.ReplaceAllString(p.body, " "))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), " ")
}

var markup = regexp.MustCompile(`<[^>]*>`)

// shows fails unless the page has that status and reads all these texts.
func (p page) shows(status int, texts ...string) error {
	if p.status != status {
		return fmt.Errorf("%s answered %d instead of %d", p.url, p.status, status)
	}
	read := p.text()
	for _, t := range texts {
		if !strings.Contains(read, t) {
			return fmt.Errorf("%s does not read %q", p.url, t)
		}
	}
	return nil
}

// hides fails if the page reads one of these texts.
func (p page) hides(texts ...string) error {
	read := p.text()
	for _, t := range texts {
		if strings.Contains(read, t) {
			return fmt.Errorf("%s reads %q", p.url, t)
		}
	}
	return nil
}

// link returns where the link goes that reads text.
func (p page) link(text string) (string, error) {
	for _, m := range links.FindAllStringSubmatch(p.body, -1) {
		if html.UnescapeString(m[2]) == text {
			return p.absolute(m[1])
		}
	}
	return "", fmt.Errorf("%s has no link %q", p.url, text)
}

var links = regexp.MustCompile(`<a [^>]*href="([^"]*)"[^>]*>([^<]*)</a>`)

// field returns the value of the page's first hidden field of a name.
func (p page) field(name string) (string, error) {
	m := regexp.MustCompile(`<input type="hidden" name="` + name + `" value="([^"]*)">`).FindStringSubmatch(p.body)
	if m == nil {
		return "", fmt.Errorf("%s has no field %s", p.url, name)
	}
	return html.UnescapeString(m[1]), nil
}

func (p page) absolute(ref string) (string, error) {
	base, err := url.Parse(p.url)
	if err != nil {
		return "", err
	}
	u, err := base.Parse(html.UnescapeString(ref))
	if err != nil {
		return "", err
	}
	return u.String(), nil
}
