package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"path"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// A work is something that takes long: files being read, accounts being
// matched. It goes on by itself while visitors look at how far it is.
type work struct {
	ID     string
	Key    string                 // what it is: "read", "match", "forecast" or "end"
	file   atomic.Pointer[string] // that is being read; nil for none
	done   atomic.Int64
	total  atomic.Int64
	cancel context.CancelFunc
	ended  chan struct{} // closed at the end
	broke  error         // why it ended before it was done, by a fault of the program
}

// works are those in hand; its zero value is ready.
type works struct {
	mu     sync.Mutex
	list   map[string]*work
	closed bool
	all    sync.WaitGroup
}

// begin begins a work, which do does in a goroutine: it ends soon after the work
// is cancelled.
func (l *works) begin(key string, do func(ctx context.Context, w *work)) *work {
	w := &work{ID: rand.Text(), Key: key, ended: make(chan struct{})}
	var ctx context.Context
	ctx, w.cancel = context.WithCancel(context.Background())
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.list == nil {
		l.list = map[string]*work{}
	}
	l.list[w.ID] = w
	if l.closed {
		w.cancel()
	}
	l.all.Go(func() {
		w.broke = whole(func() error { do(ctx, w); return nil })
		w.cancel()
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.list, w.ID)
		close(w.ended)
	})
	return w
}

// whole calls a function and makes an error of its panic: a fault that one school's
// files bring to light does not end the program for all.
func whole(do func() error) (err error) {
	defer func() {
		switch p := recover(); p {
		case nil:
		case http.ErrAbortHandler: // which is meant
			panic(p)
		default:
			if _, ok := p.(runtime.Error); !ok {
				p = fmt.Sprintf("panic of a %T", p) // whose text may hold what files say
			}
			err = fmt.Errorf("web: %v\n%s", p, debug.Stack())
		}
	}()
	return do()
}

// stop ends a work and returns when it has ended; the one that has ended already
// at once.
func (l *works) stop(id string) {
	l.mu.Lock()
	w := l.list[id]
	l.mu.Unlock()
	if w != nil {
		w.cancel()
		<-w.ended
	}
}

// close ends all works, and returns when they have ended.
func (l *works) close() {
	l.mu.Lock()
	l.closed = true
	for _, w := range l.list {
		w.cancel()
	}
	l.mu.Unlock()
	l.all.Wait()
}

// Close ends what the Site has in hand, and returns when it has ended. Nothing
// that was kept is lost.
func (s *Site) Close() { s.works.close() }

// errBusy says that a work is not done yet.
type errBusy struct{ *work }

func (errBusy) Error() string { return "web: not done yet" }

// patience is how long a visitor waits for a work before she is shown how far
// it is: no page of a school takes longer than a twentieth of a second.
const patience = 30 * time.Millisecond

// wait waits for a work to end: without a limit, but for the pages that can show
// how far it is. The error is then errBusy.
func (s *Site) wait(ctx context.Context, w *work) error {
	limit := make(<-chan time.Time)
	if hurried, _ := ctx.Value(hurriedKey{}).(bool); hurried {
		timer := time.NewTimer(s.patience)
		defer timer.Stop()
		limit = timer.C
	}
	select {
	case <-w.ended:
		return w.broke
	default:
	}
	select {
	case <-w.ended:
		return w.broke
	case <-limit:
		return errBusy{w}
	case <-ctx.Done():
		return ctx.Err()
	}
}

type hurriedKey struct{}

// hurried marks requests for pages: what a form says, and files to be kept, wait
// for their work to end.
func hurried(r *http.Request) *http.Request {
	if r.Method != http.MethodGet || path.Ext(r.URL.Path) != "" {
		return r
	}
	return r.WithContext(context.WithValue(r.Context(), hurriedKey{}, true))
}

// workView is the page of how far a work is.
type workView struct {
	ID, File string
	Known    bool // how much there is to do
	Percent  int
}

// showWork shows how far a work is, at the address that was asked for: that one
// shows what was asked for when the work is done.
func (s *Site) showWork(w http.ResponseWriter, r *http.Request, of *work) {
	p := s.page(r, "files", "work-read")
	switch of.Key {
	case "match":
		p.Here, p.Title = "match", "work-match"
	case "forecast":
		p.Here, p.Title = "forecast", "work-forecast"
	case "end":
		p.Here, p.Title = "control", "work-end"
	}
	p.Refresh = true
	v := workView{ID: of.ID}
	if name := of.file.Load(); name != nil {
		v.File = *name
	}
	if total := of.total.Load(); total > 0 {
		v.Known, v.Percent = true, int(min(of.done.Load()*100/total, 99))
	}
	p.Body = v
	s.show(w, http.StatusOK, "work", p)
}

// stopWork ends a work that a visitor does not want to wait for. Nothing that was
// kept before is lost.
func (s *Site) stopWork(w http.ResponseWriter, r *http.Request) error {
	id := r.PostFormValue("travail")
	s.works.stop(id)
	if d := s.reading.Load(); d != nil && d.ID == id {
		by, _ := visitor(r.Context())
		if err := s.forget(r.Context(), d, by); err != nil {
			return err
		}
	}
	return s.redirect(w, r, "/fichiers", nil)
}

// errStopped is for those who waited for a work that somebody ended.
var errStopped = &pageError{http.StatusConflict, "work-stopped", "work-stopped-text", nil}
