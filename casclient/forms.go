package casclient

import (
	"container/list"
	"context"
	"crypto/sha256"
	"strings"
	"sync"
	"time"
)

// Forms is where the forms of Options.KeepForms wait for their senders to sign
// in, a quarter of an hour at most. MemoryForms is one; a service that runs in
// several processes brings one that they share, together with CookieKeys, and
// package sessiontest checks it. Forms come sealed: who reads the store learns
// how long they are and nothing else. Methods are called concurrently.
type Forms interface {
	// Put keeps a form under an id, random and not yet there, until expires.
	// owner stands for its sender; of each the latest 4 are kept, or nobody
	// would be kept from displacing the forms of others. A store that is full
	// drops the oldest one. The form is not changed afterwards by either side.
	Put(ctx context.Context, id, owner string, form []byte, expires time.Time) error
	// Get returns the form with that id and leaves it where it is: the page
	// that shows it may be loaded again. ok is false if there is none or its
	// time was up at now.
	Get(ctx context.Context, id string, now time.Time) (form []byte, ok bool, err error)
}

const (
	// maxForms and maxFormBytes bound what MemoryForms keep of all visitors,
	// and maxOwnForms of one.
	maxForms     = 1000
	maxFormBytes = 16 << 20
	maxOwnForms  = 4
)

// MemoryForms keep forms in the memory of one process: 1000 at most, of 16 MiB
// together. The zero value is ready, and safe for concurrent use.
type MemoryForms struct {
	mu    sync.Mutex
	byAge list.List // of *waitingForm, oldest first
	byID  map[string]*list.Element
	bytes int
}

type waitingForm struct {
	id, owner string
	form      []byte
	expires   time.Time
}

// Put implements Forms.
func (m *MemoryForms) Put(_ context.Context, id, owner string, form []byte, expires time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.byID == nil {
		m.byID = make(map[string]*list.Element)
	}
	m.makeRoom(owner)
	m.byID[id] = m.byAge.PushBack(&waitingForm{id, owner, form, expires})
	m.bytes += len(form)
	// All wait equally long: what came before expires-returnLifetime is over.
	now := expires.Add(-returnLifetime)
	for e := m.byAge.Front(); e != nil && (m.byAge.Len() > maxForms || m.bytes > maxFormBytes || !now.Before(e.Value.(*waitingForm).expires)); e = m.byAge.Front() {
		m.remove(e)
	}
	return nil
}

// makeRoom removes the oldest form of an owner who has as many as one may.
func (m *MemoryForms) makeRoom(owner string) {
	own := 0
	for e := m.byAge.Back(); e != nil; e = e.Prev() {
		if e.Value.(*waitingForm).owner != owner {
			continue
		}
		if own++; own == maxOwnForms {
			m.remove(e)
			return
		}
	}
}

// Get implements Forms.
func (m *MemoryForms) Get(_ context.Context, id string, now time.Time) ([]byte, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.byID[id]
	if !ok || !now.Before(e.Value.(*waitingForm).expires) {
		return nil, false, nil
	}
	return e.Value.(*waitingForm).form, true, nil
}

func (m *MemoryForms) remove(e *list.Element) {
	old := m.byAge.Remove(e).(*waitingForm)
	delete(m.byID, old.id)
	m.bytes -= len(old.form)
}

// A field is one of a form that waits to be sent again.
type field struct{ Name, Value string }

// A form is what somebody sent whose session had ended: the mark of who she
// was (see Client.mark), where to, and the body as it came.
type form struct{ user, path, body string }

// putForm keeps a form under the state of the journey on which it waits. No
// mark is shorter than another, and no path that passed localPath has a line.
func (c *Client) putForm(ctx context.Context, state string, x form) error {
	id := hash(state)
	sealed := sealer(c.opts.CookieKeys[0], formPurpose).Seal(nil, nil, []byte(x.user+x.path+"\n"+x.body), []byte(id))
	return c.opts.Forms.Put(ctx, id, hash(x.user), sealed, c.opts.Now().Add(returnLifetime))
}

// getForm returns the form of a journey, if it has one that a key of ours
// opens. A store that fails has none.
func (c *Client) getForm(ctx context.Context, state string) (x form, ok bool) {
	id := hash(state)
	sealed, ok, err := c.opts.Forms.Get(ctx, id, c.opts.Now())
	if err != nil {
		c.logStore(ctx, logNoForm, err)
	}
	if err != nil || !ok {
		return form{}, false
	}
	for _, key := range c.opts.CookieKeys {
		text, err := sealer(key, formPurpose).Open(nil, nil, sealed, []byte(id))
		if err == nil && len(text) >= sha256.Size {
			x.user = string(text[:sha256.Size])
			x.path, x.body, ok = strings.Cut(string(text[sha256.Size:]), "\n")
			return x, ok
		}
	}
	return form{}, false
}
