package sessiontest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/entlink/entlink/casclient"
)

// TestGrants checks a store of proxy-granting tickets. open returns an empty
// one, as with TestSessions.
func TestGrants(open func() casclient.Grants) error {
	g := &grants{check{ctx: context.Background()}, open()}
	end := start.Add(time.Minute)
	g.take("what was never there", "PGTIOU-1", start, "")
	g.put("PGTIOU-1", "PGT-1", end)
	g.put("PGTIOU-2", "PGT-2", end)
	g.put("PGTIOU-1", "PGT-9", end)
	g.take("what was there first under an IOU", "PGTIOU-1", start, "PGT-1")
	g.take("what has been taken", "PGTIOU-1", start, "")
	g.take("what waited almost too long", "PGTIOU-2", end.Add(-time.Millisecond), "PGT-2")
	g.put("PGTIOU-3", "PGT-3", end)
	g.take("what waited too long", "PGTIOU-3", end, "")
	g.put("pgtiou-4", "PGT-4", end)
	g.take("an IOU in other capitals", "PGTIOU-4", start, "")
	g.once(open())
	return errors.Join(g.errs...)
}

type grants struct {
	check
	store casclient.Grants
}

func (g *grants) put(iou string, grant casclient.Grant, expires time.Time) {
	g.noError("Put", g.store.Put(g.ctx, iou, grant, expires))
}

func (g *grants) take(what, iou string, now time.Time, want casclient.Grant) {
	got, ok, err := g.store.Take(g.ctx, iou, now)
	g.noError("Take", err)
	if ok != (want != "") || string(got) != string(want) {
		g.errorf("%s: taken is %v, %q, want %q", what, ok, string(got), string(want))
	}
}

// once takes a grant from many goroutines, of which one gets it.
func (g *grants) once(store casclient.Grants) {
	g.noError("Put", store.Put(g.ctx, "PGTIOU-1", "PGT-1", start.Add(time.Minute)))
	var wg sync.WaitGroup
	var taken atomic.Int32
	for range 16 {
		wg.Go(func() {
			if _, ok, _ := store.Take(g.ctx, "PGTIOU-1", start); ok {
				taken.Add(1)
			}
		})
	}
	wg.Wait()
	if n := taken.Load(); n != 1 {
		g.errorf("many at once: a grant was taken %d times, want once", n)
	}
}
