package sessiontest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entlink/entlink/casclient"
)

// TestForms checks a store of forms. open returns an empty one, as with
// TestSessions.
func TestForms(open func() casclient.Forms) error {
	f := &forms{check{ctx: context.Background()}, open()}
	end := start.Add(15 * time.Minute)
	f.get("what was never there", "1", start, "")
	f.put("1", "jo", "\x00\xff sealed \n", end)
	f.put("2", "alex", "another", end)
	f.get("a form", "1", start, "\x00\xff sealed \n")
	f.get("a form for the second time", "1", start, "\x00\xff sealed \n")
	f.get("somebody else's", "2", start, "another")
	f.get("almost too late", "2", end.Add(-time.Millisecond), "another")
	f.get("too late", "2", end, "")
	big := string(bytes.Repeat([]byte("\xfe"), 1<<20+64<<10))
	f.put("big", "sam", big, end)
	f.get("the largest that there is", "big", start, big)

	// Each owner has room for four, and displaces nobody else's.
	f.store = open()
	f.put("hers", "alex", "hers", end)
	for i := range 8 {
		f.put(fmt.Sprint("his", i), "jo", fmt.Sprint("form ", i), end.Add(time.Duration(i)*time.Second))
	}
	f.get("of another after eight", "hers", start, "hers")
	for i := 4; i < 8; i++ {
		f.get("one of the latest four", fmt.Sprint("his", i), start, fmt.Sprint("form ", i))
	}
	if _, ok, _ := f.store.Get(f.ctx, hash("his0"), start); ok {
		f.errorf("the first of eight of one owner: it is still there")
	}
	return errors.Join(f.errs...)
}

type forms struct {
	check
	store casclient.Forms
}

func (f *forms) put(id, owner, form string, expires time.Time) {
	f.noError("Put", f.store.Put(f.ctx, hash(id), hash(owner), []byte(form), expires))
}

func (f *forms) get(what, id string, now time.Time, want string) {
	got, ok, err := f.store.Get(f.ctx, hash(id), now)
	f.noError("Get", err)
	if ok != (want != "") || string(got) != want {
		f.errorf("%s: got %v, %d bytes, want %d", what, ok, len(got), len(want))
	}
}
