package casclient

import (
	"container/list"
	"context"
	"fmt"
	"io"
	"sync"
	"time"
)

// A Grant is a proxy-granting ticket (spec §3.3): with it, this program gets
// tickets in the visitor's name until she signs out. It is a secret of the
// program's, and prints as […], also as JSON: who keeps it somewhere has to
// convert it to a string on purpose. "" is none.
type Grant string

// Format keeps the grant out of what fmt prints, whatever the verb.
func (g Grant) Format(f fmt.State, _ rune) { io.WriteString(f, g.hidden()) }

// MarshalText keeps the grant out of JSON and of structured logs.
func (g Grant) MarshalText() ([]byte, error) { return []byte(g.hidden()), nil }

func (g Grant) hidden() string {
	if g == "" {
		return ""
	}
	return "[…]"
}

// Grants is where proxy-granting tickets wait between the server's call of
// ProxyCallback and its answer to the validation, which may reach different
// processes: some milliseconds. MemoryGrants is one; a service that runs in
// several processes brings one that they share, and package sessiontest checks
// it. Methods are called concurrently.
type Grants interface {
	// Put keeps a grant under its IOU until expires. What is there already
	// under that IOU stays: nobody exchanges a grant afterwards. A store that
	// is full drops the oldest one.
	Put(ctx context.Context, iou string, g Grant, expires time.Time) error
	// Take returns the grant of an IOU and forgets it: it is read once. ok is
	// false if there is none or its time was up at now.
	Take(ctx context.Context, iou string, now time.Time) (g Grant, ok bool, err error)
}

const (
	// grantLifetime is how long a grant waits for the answer that names its IOU.
	grantLifetime = time.Minute
	// maxGrant is the longest grant or IOU that is kept, in bytes; 64 to 256 are
	// usual (spec §3.3.1).
	maxGrant         = 1024
	defaultMaxGrants = 10_000
)

// MemoryGrants keeps grants in the memory of one process. The zero value is
// ready, and safe for concurrent use.
type MemoryGrants struct {
	// Max is how many grants are kept at most; 10,000 if 0. One more drops the
	// oldest. Set it before the first use.
	Max int

	mu    sync.Mutex
	byAge list.List // of *waiting, oldest first
	byIOU map[string]*list.Element
}

type waiting struct {
	iou     string
	grant   Grant
	expires time.Time
}

// Put implements Grants.
func (m *MemoryGrants) Put(_ context.Context, iou string, g Grant, expires time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.byIOU[iou]; ok {
		return nil
	}
	if m.byIOU == nil {
		m.byIOU = make(map[string]*list.Element)
	}
	limit := m.Max
	if limit <= 0 {
		limit = defaultMaxGrants
	}
	// All wait equally long: what came before expires-grantLifetime is over.
	now := expires.Add(-grantLifetime)
	for e := m.byAge.Front(); e != nil && (m.byAge.Len() >= limit || !now.Before(e.Value.(*waiting).expires)); e = m.byAge.Front() {
		m.remove(e)
	}
	m.byIOU[iou] = m.byAge.PushBack(&waiting{iou, g, expires})
	return nil
}

// Take implements Grants.
func (m *MemoryGrants) Take(_ context.Context, iou string, now time.Time) (Grant, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.byIOU[iou]
	if !ok {
		return "", false, nil
	}
	w := m.remove(e)
	if !now.Before(w.expires) {
		return "", false, nil
	}
	return w.grant, true, nil
}

// Len returns how many grants are kept, those included whose time is up.
func (m *MemoryGrants) Len() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.byIOU)
}

func (m *MemoryGrants) remove(e *list.Element) *waiting {
	w := m.byAge.Remove(e).(*waiting)
	delete(m.byIOU, w.iou)
	return w
}
