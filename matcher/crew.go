package matcher

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// A crew works on several cores and tells how far it is. What it makes does not
// depend on how many they are: work is cut in equal shares, and each share's
// result has its own place.
type crew struct {
	workers  int
	progress func(done, total int)

	mu          sync.Mutex
	done, total int
}

// share is how many accounts or people are looked at before the crew asks
// whether to go on.
const share = 512

func newCrew(opts *Options, total int) *crew {
	c := &crew{workers: opts.Workers, progress: opts.OnProgress, total: total}
	if c.workers <= 0 {
		c.workers = runtime.GOMAXPROCS(0)
	}
	return c
}

// shares says how many shares n makes.
func shares(n int) int { return (n + share - 1) / share }

// each calls work for each share of n: the number of the share, where it begins
// and where it ends. It returns the context's error if that ended before.
func (c *crew) each(ctx context.Context, n int, work func(nth, from, to int)) error {
	var todo atomic.Int64
	var wg sync.WaitGroup
	var f fault
	defer f.raise()
	some := func() {
		for ctx.Err() == nil {
			nth := int(todo.Add(1)) - 1
			if nth >= shares(n) {
				return
			}
			f.catch(func() { work(nth, nth*share, min((nth+1)*share, n)) })
		}
	}
	for range min(c.workers, shares(n)) - 1 { // whoever calls works, too
		wg.Go(some)
	}
	some()
	wg.Wait()
	return ctx.Err()
}

// together does tasks that have nothing to do with one another at the same time.
func (c *crew) together(tasks ...func()) {
	if c.workers == 1 {
		for _, task := range tasks {
			task()
		}
		return
	}
	var wg sync.WaitGroup
	var f fault
	defer f.raise()
	for _, task := range tasks {
		wg.Go(func() { f.catch(task) })
	}
	wg.Wait()
}

// A fault is the first panic of those who work, which the crew's caller is to see:
// a panic that nobody can recover from would end a program for all whom it serves.
// The zero fault is none.
type fault struct {
	mu  sync.Mutex
	is  bool
	why any
}

// catch works, and keeps what went wrong.
func (f *fault) catch(work func()) {
	defer func() {
		why := recover()
		if why == nil {
			return
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		if err, ok := why.(runtime.Error); ok {
			why = workerError{err, debug.Stack()}
		}
		if !f.is {
			f.is, f.why = true, why
		}
	}()
	work()
}

// raise panics with the fault, if there is one.
func (f *fault) raise() {
	if f.is {
		panic(f.why)
	}
}

// A workerError is a runtime.Error of another goroutine, and where it was.
type workerError struct {
	err   runtime.Error
	stack []byte
}

func (e workerError) Error() string { return fmt.Sprintf("%v\n%s", e.err, e.stack) }
func (e workerError) RuntimeError() {}

// did tells that n more are done.
func (c *crew) did(n int) {
	if c.progress == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done += n
	c.progress(c.done, c.total)
}

// all calls work for each of n.
func (c *crew) all(n int, work func(i int)) {
	if c.workers == 1 || n <= share {
		for i := range n {
			work(i)
		}
		return
	}
	c.share(n, func(_, from, to int) {
		for i := from; i < to; i++ {
			work(i)
		}
	})
}

// tallies counts something in each share of n, by school, and adds it up.
func tallies[T any](c *crew, n int, count func(of func(school string) *T, from, to int), add func(all, more *T)) map[string]*T {
	parts := make([]map[string]*T, shares(n))
	c.share(n, func(nth, from, to int) {
		part := map[string]*T{}
		count(func(school string) *T {
			t := part[school]
			if t == nil {
				t = new(T)
				part[school] = t
			}
			return t
		}, from, to)
		parts[nth] = part
	})
	all := map[string]*T{}
	for _, part := range parts {
		for s, more := range part {
			if t := all[s]; t != nil {
				add(t, more)
			} else {
				all[s] = more
			}
		}
	}
	return all
}

// share is each to the end.
func (c *crew) share(n int, work func(nth, from, to int)) {
	c.each(context.Background(), n, work) // whose context does not end
}
