package casclient_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/google/go-cmp/cmp"
)

// formSite is a site that keeps forms, with zlefevre signed in until an hour
// ago.
func formSite(t *testing.T, change func(*casclient.Options)) *site {
	t.Helper()
	s := newSite(t, func(o *casclient.Options) {
		o.KeepForms, o.OnError = 1000, nil
		if change != nil {
			change(o)
		}
	})
	s.signIn(t, "/")
	s.clock.advance(3 * time.Hour)
	return s
}

// sendForm sends a form as a browser does, and follows where it leads.
func (s *site) sendForm(t *testing.T, path, body string, header ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequest("POST", s.app.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "text/html,*/*")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
		if header[i+1] == "" {
			r.Header.Del(header[i])
		}
	}
	resp, err := s.browser.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, resp)
}

var (
	hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)
	action = regexp.MustCompile(`<form method="post" action="([^"]*)">`)
)

func TestAFormIsKeptAcrossASignIn(t *testing.T) {
	s := formSite(t, nil)
	const body = "b=%3Cscript%3E%22&a=%C3%A9+1&b=2&empty=&&c"
	status, page := s.sendForm(t, "/save?x=1&y=%2f", body)
	if status != http.StatusOK || !strings.Contains(page, "is not sent yet") {
		t.Fatalf("%d\n%s", status, page)
	}
	var fields [][2]string
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		fields = append(fields, [2]string{html.UnescapeString(m[1]), html.UnescapeString(m[2])})
	}
	if diff := cmp.Diff([][2]string{{"b", `<script>"`}, {"a", "é 1"}, {"b", "2"}, {"empty", ""}, {"c", ""}}, fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if m := action.FindStringSubmatch(page); m == nil || html.UnescapeString(m[1]) != "/save?x=1&y=%2f" {
		t.Errorf("goes to %v", m)
	}
	if last := s.visits[len(s.visits)-1]; strings.Contains(last, "ticket=ST") || strings.Contains(last, "script") {
		t.Errorf("shown at %s", last)
	}
	// Loaded again, it is still there; a quarter of an hour later it is not.
	last := s.visits[len(s.visits)-1]
	if status, again := s.get(t, last); status != http.StatusOK || again != page {
		t.Errorf("loaded again: %d\n%s", status, again)
	}
	// Sent, it reaches the application as any form does.
	if _, got := s.sendForm(t, "/save?x=1&y=%2f", "b=1"); got != "zlefevre POST /save?x=1&y=%2f b=1" {
		t.Errorf("sent: %q", got)
	}
	s.clock.advance(15 * time.Minute)
	if status, page := s.get(t, last); status != http.StatusGone || !strings.Contains(page, "could not be kept") {
		t.Errorf("later: %d\n%s", status, page)
	}
}

// At a shared computer the next one must not send what the last one wrote.
func TestAFormIsForWhoWroteIt(t *testing.T) {
	s := formSite(t, func(o *casclient.Options) { o.GuardLogins = true })
	s.get(t, s.casURL+"/logout")
	s.sendForm(t, "/save", "secret=text")
	service := s.service(t)
	status, page := s.get(t, withTicket(service, s.cas.Ticket("victim", service)))
	if status != http.StatusGone || strings.Contains(page, "text\"") || hidden.MatchString(page) {
		t.Errorf("somebody else: %d\n%s", status, page)
	}
	last := s.visits[len(s.visits)-1]
	s.get(t, s.app.URL+"/cas") // the same one comes later
	service = s.service(t)
	s.get(t, withTicket(service, s.cas.Ticket("zlefevre", service)))
	if status, page := s.get(t, last); status != http.StatusOK || !strings.Contains(page, `value="text"`) {
		t.Errorf("who wrote it: %d\n%s", status, page)
	}
	s.browser = newBrowser(t, &s.visits)
	if status, page := s.get(t, last); status != http.StatusBadRequest || hidden.MatchString(page) {
		t.Errorf("nobody: %d\n%s", status, page)
	}
}

func TestFormsThatAreNotKept(t *testing.T) {
	for _, tt := range []struct {
		what   string
		path   string
		body   string
		header []string
	}{
		{"one of another site", "/save", "a=b", []string{"Sec-Fetch-Site", "cross-site"}},
		{"one of a sister site", "/save", "a=b", []string{"Sec-Fetch-Site", "same-site"}},
		{"one of an old browser, of another site", "/save", "a=b", []string{"Sec-Fetch-Site", "", "Origin", "https://evil.example"}},
		{"one that does not say where it comes from", "/save", "a=b", []string{"Sec-Fetch-Site", ""}},
		{"one with files", "/save", "--x--", []string{"Content-Type", "multipart/form-data; boundary=x"}},
		{"one of no type", "/save", "a=b", []string{"Content-Type", ""}},
		{"a long one", "/save", "a=" + strings.Repeat("b", 1000), nil},
		{"a broken one", "/save", "a=%zz", nil},
		{"one whose name is broken", "/save", "a%zz=b", nil},
		{"one with a field without a name", "/save", "a=b&=c", nil},
		{"one in another encoding, which a page cannot give back", "/save", "a=%e9", nil},
		{"one with a zero byte, which a page cannot give back", "/save", "a=b%00", nil},
		{"an empty one", "/save", "", nil},
		{"one for a very long address", "/" + strings.Repeat("a", 2100), "a=b", nil},
		{"one for an address that leads elsewhere", "//evil.example/", "a=b", nil},
		{"without the cookie of before", "/save", "a=b", []string{"no", "cookies"}},
	} {
		s := formSite(t, nil)
		if len(tt.header) > 0 && tt.header[0] == "no" {
			s.browser, tt.header = newBrowser(t, &s.visits), nil
		}
		s.visits = nil
		status, page := s.sendForm(t, tt.path, tt.body, tt.header...)
		if status != http.StatusUnauthorized || !strings.Contains(page, "was not kept") || len(s.visits) > 0 {
			t.Errorf("%s: %d by way of %v\n%s", tt.what, status, s.visits, page)
		}
	}
	// One of an old browser that says where it comes from is.
	s := formSite(t, nil)
	if status, page := s.sendForm(t, "/save", "a=b", "Sec-Fetch-Site", "", "Origin", s.app.URL); status != http.StatusOK {
		t.Errorf("of an old browser: %d\n%s", status, page)
	}
	// Nor is any after signing out, or without the option.
	s = formSite(t, nil)
	s.post(t, s.app.URL+"/logout", nil)
	if status, _ := s.sendForm(t, "/save", "a=b"); status != http.StatusUnauthorized {
		t.Errorf("after signing out: %d", status)
	}
	s = formSite(t, func(o *casclient.Options) { o.KeepForms = 0 })
	if status, _ := s.sendForm(t, "/save", "a=b"); status != http.StatusUnauthorized || len(s.cookieNames()) != 1 {
		t.Errorf("without the option: %d %v", status, s.cookieNames())
	}
}

func TestAFormSurvivesAPortalsLink(t *testing.T) {
	s := formSite(t, nil)
	s.get(t, s.casURL+"/logout")
	s.sendForm(t, "/save", "a=b")
	s.post(t, s.casURL+"/login", url.Values{"username": {"zlefevre"}, "password": {"secret"}})
	if status, page := s.get(t, s.app.URL+"/cas"); status != http.StatusOK || !hidden.MatchString(page) {
		t.Errorf("%d\n%s", status, page)
	}
}

// Who sends many forms displaces her own and nobody else's, and many small
// fields are no way round the bounds.
func TestOneVisitorLeavesRoomForOthers(t *testing.T) {
	s := formSite(t, func(o *casclient.Options) { o.KeepForms, o.GuardLogins = 1<<20, true })
	her, other := s.browser, newBrowser(t, &s.visits)
	s.browser = other
	s.get(t, s.app.URL+"/")
	service := s.service(t)
	s.get(t, withTicket(service, s.cas.Ticket("victim", service)))
	s.clock.advance(3 * time.Hour)
	s.browser = her
	s.get(t, s.casURL+"/logout")
	s.sendForm(t, "/save", "a=hers")
	service = s.service(t)
	s.browser = other
	for range 17 {
		s.sendForm(t, "/save", "a="+strings.Repeat("b", 1<<20-2))
	}
	if n := s.client.FormBytes(); n > 5<<20 {
		t.Errorf("one visitor keeps %d bytes", n)
	}
	if status, page := s.sendForm(t, "/save", strings.Repeat("a&", 5000)); status != http.StatusUnauthorized || !strings.Contains(page, "was not kept") {
		t.Errorf("5000 fields: %d\n%.300s", status, page)
	}
	s.browser = her
	if status, page := s.get(t, withTicket(service, s.cas.Ticket("zlefevre", service))); status != http.StatusOK || !strings.Contains(page, `value="hers"`) {
		t.Errorf("her form: %d\n%.300s", status, page)
	}
}

// Applications look at Origin or Referer of what they are sent, and browsers
// that are told to send no Referer call the origin null.
func TestAFormThatIsSentAgainSaysWhereItComesFrom(t *testing.T) {
	s := formSite(t, nil)
	s.sendForm(t, "/save", "a=b")
	resp, err := s.browser.Get(s.visits[len(s.visits)-1])
	if err != nil {
		t.Fatal(err)
	}
	if _, page := read(t, resp); !hidden.MatchString(page) || resp.Header.Get("Referrer-Policy") != "same-origin" {
		t.Errorf("Referrer-Policy %q\n%s", resp.Header.Get("Referrer-Policy"), page)
	}
	// Browsers hold what a form is answered with to form-action too: an
	// application that redirects to another site, or Require to the CAS server.
	if policy := resp.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "form-action") {
		t.Errorf("policy %s", policy)
	}
}

// brokenForms fail at one of the two.
type brokenForms struct {
	casclient.MemoryForms
	put, get bool
}

func (b *brokenForms) Put(ctx context.Context, id, owner string, form []byte, expires time.Time) error {
	if b.put {
		return errors.New("no room for " + string(form))
	}
	return b.MemoryForms.Put(ctx, id, owner, form, expires)
}

func (b *brokenForms) Get(ctx context.Context, id string, now time.Time) ([]byte, bool, error) {
	if b.get {
		return nil, false, errors.New("out of order")
	}
	return b.MemoryForms.Get(ctx, id, now)
}

// A store of forms that fails costs who wrote one no more than the form, and
// tells her so.
func TestABrokenStoreOfForms(t *testing.T) {
	var log bytes.Buffer
	store := new(brokenForms)
	s := formSite(t, func(o *casclient.Options) { o.Forms, o.Logger = store, slog.New(slog.NewTextHandler(&log, nil)) })
	store.put = true
	if status, page := s.sendForm(t, "/save", "a=secret"); status != http.StatusUnauthorized || !strings.Contains(page, "was not kept") {
		t.Errorf("cannot be written: %d\n%s", status, page)
	}
	store.put, store.get = false, true
	if status, page := s.sendForm(t, "/save", "a=secret"); status != http.StatusGone || !strings.Contains(page, "could not be kept") {
		t.Errorf("cannot be read: %d\n%s", status, page)
	}
	if n := strings.Count(log.String(), "store of forms failed"); n != 2 || strings.Contains(log.String(), "secret") {
		t.Errorf("logged %d times:\n%s", n, &log)
	}
}

// glass forms show what they are given.
type glass struct {
	casclient.MemoryForms
	seen string
}

func (g *glass) Put(ctx context.Context, id, owner string, form []byte, expires time.Time) error {
	g.seen += id + " " + owner + " " + string(form)
	return g.MemoryForms.Put(ctx, id, owner, form, expires)
}

// Who reads the store of forms, or changes what is in it, gets nothing.
func TestAStoreOfFormsSeesNoForms(t *testing.T) {
	store := new(glass)
	s := formSite(t, func(o *casclient.Options) { o.Forms = store })
	if status, page := s.sendForm(t, "/save", "a=secret"); status != http.StatusOK || !strings.Contains(page, "secret") {
		t.Fatalf("%d\n%s", status, page)
	}
	for _, secret := range []string{"secret", "/save", "zlefevre"} {
		if strings.Contains(store.seen, secret) {
			t.Errorf("the store saw %q", secret)
		}
	}
	s = formSite(t, func(o *casclient.Options) { o.Forms = swapped{new(casclient.MemoryForms)} })
	if status, page := s.sendForm(t, "/save", "a=secret"); status != http.StatusGone || strings.Contains(page, "secret") {
		t.Errorf("changed in the store: %d\n%s", status, page)
	}
	s = formSite(t, func(o *casclient.Options) { o.Forms = new(stuck) })
	s.sendForm(t, "/save", "a=secret")
	s.clock.advance(3 * time.Hour) // and the session is over
	if status, page := s.sendForm(t, "/save", "b=c"); status != http.StatusGone || strings.Contains(page, "secret") {
		t.Errorf("another form of hers: %d\n%s", status, page)
	}
}

// stuck forms are always the first.
type stuck struct{ first []byte }

func (s *stuck) Put(_ context.Context, _, _ string, form []byte, _ time.Time) error {
	if s.first == nil {
		s.first = form
	}
	return nil
}

func (s *stuck) Get(context.Context, string, time.Time) ([]byte, bool, error) {
	return s.first, true, nil
}

// swapped forms come back changed.
type swapped struct{ *casclient.MemoryForms }

func (s swapped) Get(ctx context.Context, id string, now time.Time) ([]byte, bool, error) {
	form, ok, err := s.MemoryForms.Get(ctx, id, now)
	form = bytes.Clone(form)
	if ok {
		form[len(form)-1] ^= 1
	}
	return form, ok, err
}

// What one visitor may leave is bounded.
func TestFormsMakeRoom(t *testing.T) {
	s := formSite(t, func(o *casclient.Options) { o.KeepForms = 1 << 20 })
	s.get(t, s.casURL+"/logout")
	big := "a=" + strings.Repeat("b", 1<<20-2)
	for i := range 20 {
		s.sendForm(t, fmt.Sprint("/save", i), big)
		s.clock.advance(time.Second)
	}
	for range 2 { // the newest is there, and the one before
		status, page := s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("zlefevre", s.app.URL+"/cas"))
		if status != http.StatusOK || !hidden.MatchString(page) {
			t.Errorf("%d\n%.300s", status, page)
		}
	}
	if n := s.client.FormBytes(); n > 16<<20 {
		t.Errorf("%d bytes of forms", n)
	}
}

// However many people leave forms, and none comes back for hers.
func TestFormsOfManyAreBounded(t *testing.T) {
	var m casclient.MemoryForms
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Forms: &m})
	put := func(i, size int, at time.Time) {
		t.Helper()
		if err := m.Put(t.Context(), fmt.Sprint("form ", i), fmt.Sprint("owner ", i), make([]byte, size), at.Add(15*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	there := func(i int) bool {
		t.Helper()
		_, ok, err := m.Get(t.Context(), fmt.Sprint("form ", i), morning)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	for i := range 40 {
		put(i, 1<<20, morning)
	}
	if n := c.FormBytes(); n > 16<<20 || n < 15<<20 || there(0) || !there(39) {
		t.Errorf("large ones: %d bytes, the first is there %v, the last %v", n, there(0), there(39))
	}
	for i := 40; i < 1140; i++ {
		put(i, 1, morning)
	}
	if n := c.FormBytes(); n != 1000 || there(139) || !there(140) {
		t.Errorf("small ones: %d bytes, the 1001st is there %v, the 1000th %v", n, there(139), there(140))
	}
	put(1140, 1, morning.Add(time.Hour))
	if n := c.FormBytes(); n != 1 {
		t.Errorf("an hour later: %d bytes, want those of the latest", n)
	}
}
