package demo

import (
	"context"
	"net/url"
)

// A tour is somebody who goes from page to page at her browser. After the first
// thing that is not as it should be she does nothing more, and err says what it was.
type tour struct {
	browser *browser
	at      page // where she is
	err     error
}

// tour begins the tour of somebody who is signed in at the ENT.
func (j *journey) tour(ctx context.Context, login string) *tour {
	b, err := j.as(ctx, login)
	return &tour{browser: b, err: err}
}

// opens goes to a page, which has that status and reads all these texts.
func (t *tour) opens(ctx context.Context, address string, status int, texts ...string) {
	t.goes(func() (page, error) { return t.browser.get(ctx, address) }, status, texts)
}

// posts sends a form to a page, "" for the one where she is.
func (t *tour) posts(ctx context.Context, address string, form url.Values, status int, texts ...string) {
	if address == "" {
		address = t.at.url
	}
	t.goes(func() (page, error) { return t.browser.post(ctx, address, form) }, status, texts)
}

// uploads sends files in a form's field.
func (t *tour) uploads(ctx context.Context, address, field string, files []file, status int, texts ...string) {
	t.goes(func() (page, error) { return t.browser.send(ctx, address, field, files...) }, status, texts)
}

func (t *tour) goes(to func() (page, error), status int, texts []string) {
	if t.err != nil {
		return
	}
	if t.at, t.err = to(); t.err == nil {
		t.err = t.at.shows(status, texts...)
	}
}

// field is the value of the first hidden field of a name where she is.
func (t *tour) field(name string) (value string) {
	if t.err == nil {
		value, t.err = t.at.field(name)
	}
	return value
}

// link is where the link goes that reads text.
func (t *tour) link(text string) (address string) {
	if t.err == nil {
		address, t.err = t.at.link(text)
	}
	return address
}

// demands has a condition hold; otherwise err is why it does not.
func (t *tour) demands(holds func() error) {
	if t.err == nil {
		t.err = holds()
	}
}
