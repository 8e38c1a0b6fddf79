package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/store"
)

// A current is the run in hand as one request sees it. Nothing in it is
// changed once it is made.
type current struct {
	run   store.Run
	files []store.File
	read  map[string]*job.File // by the file's ID
	// matched is why linked has no state: *join.SchoolError, job.ErrNoRoster
	// and so on.
	matched error
	state   *job.State

	foresee func() *foretelling // begins it the first time
}

// A foretelling is the work of finding what the application's import would do,
// what to give it instead, and the way back. They are there when it has ended.
type foretelling struct {
	*work
	fates []job.Fate
	plan  job.Plan
	back  []job.Restoring
	err   error
}

// A cache keeps what the last request worked out, for as long as files, school
// and decisions are the same.
type cache struct {
	reading sync.Mutex // of read
	read    map[string]*job.File

	linking  sync.Mutex // of what follows; nobody works while she holds it
	matching *matching
	last     *decided
}

// A decided is a matching with what people decided.
type decided struct {
	job     *job.Job
	said    string // which decisions
	state   *job.State
	foresee func() *foretelling // begins it the first time
}

// A matching is the work of finding whose the accounts are. Its job and err are
// there when it has ended.
type matching struct {
	*work
	key string
	job *job.Job
	err error
}

// keep spares reading a file again that was just read.
func (c *cache) keep(id string, f *job.File) {
	c.reading.Lock()
	defer c.reading.Unlock()
	c.read = maps.Clone(c.read)
	if c.read == nil {
		c.read = map[string]*job.File{}
	}
	c.read[id] = f
}

// forgetRun lets go of what a run that has ended said of people: what is erased
// from the disk does not stay in memory either.
func (s *Site) forgetRun() {
	s.cache.reading.Lock()
	held := s.cache.read != nil
	s.cache.read = nil
	s.cache.reading.Unlock()
	s.cache.linking.Lock()
	if m := s.cache.matching; m != nil {
		m.cancel()
	}
	held = held || s.cache.matching != nil
	s.cache.matching, s.cache.last = nil, nil
	s.cache.linking.Unlock()
	if held && s.options.Room != nil {
		s.options.Room(0)
	}
}

// current returns the run in hand with its files and without a state. Before
// the first file there is no run: it is then the zero Run.
func (s *Site) current(ctx context.Context) (*current, error) {
	c := &current{}
	var err error
	if c.run, err = s.store.Run(ctx); errors.Is(err, store.ErrNone) {
		s.forgetRun()
		c.matched = job.ErrNoRoster
		return c, nil
	} else if err != nil {
		return nil, err
	}
	if c.files, err = s.store.Files(ctx, c.run.ID); err != nil {
		return nil, err
	}
	c.files = slices.DeleteFunc(c.files, func(f store.File) bool { return f.Role.Unread() })
	return c, s.readFiles(ctx, c)
}

// linked returns the run in hand with its accounts matched and decided, as far
// as they can be.
func (s *Site) linked(ctx context.Context) (*current, error) {
	c, err := s.current(ctx)
	if err != nil || c.matched != nil {
		return c, err
	}
	m, err := s.link(ctx, c)
	if err != nil {
		return nil, err
	}
	if c.matched = m.err; c.matched != nil {
		return c, nil
	}
	d, err := s.decided(ctx, m.job)
	if err != nil {
		return nil, err
	}
	c.state, c.foresee = d.state, d.foresee
	return c, nil
}

// readFiles reads the files that are not in the cache, and lets go of those
// that are no more.
func (s *Site) readFiles(ctx context.Context, c *current) error {
	s.cache.reading.Lock()
	defer s.cache.reading.Unlock()
	c.read = make(map[string]*job.File, len(c.files))
	for _, f := range c.files {
		if read, ok := s.cache.read[f.ID]; ok {
			c.read[f.ID] = read
			continue
		}
		data, err := s.content(ctx, f)
		if err != nil {
			return err
		}
		read, err := job.Read(f.Name, data)
		if err != nil {
			return fmt.Errorf("a kept file can't be read again: %w", err)
		}
		read.From(s.again(f))
		c.read[f.ID] = read
	}
	s.cache.read = c.read
	return nil
}

// content reads a kept file.
func (s *Site) content(ctx context.Context, f store.File) ([]byte, error) {
	in, err := s.store.OpenFile(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	data, err := readAll(in, f.Size)
	return data, errors.Join(err, in.Close())
}

// readAll reads so many bytes, without the room that a growing buffer takes.
func readAll(r io.Reader, size int64) ([]byte, error) {
	data := make([]byte, size)
	_, err := io.ReadFull(r, data)
	return data, err
}

// again reads a kept file once more, which costs less than to hold it.
func (s *Site) again(f store.File) job.Content {
	return func() ([]byte, error) { return s.content(context.Background(), f) }
}

// link finds whose the accounts are, unless that is known. While it lasts the
// error may be errBusy.
func (s *Site) link(ctx context.Context, c *current) (*matching, error) {
	m := s.match(c)
	if err := s.wait(ctx, m.work); err != nil {
		return nil, err
	}
	if errors.Is(m.err, context.Canceled) {
		return nil, errStopped
	}
	var broken *storeError
	if errors.As(m.err, &broken) {
		return nil, broken
	}
	return m, nil
}

// match begins to find whose the accounts are, unless that is in hand or done.
func (s *Site) match(c *current) *matching {
	if s.options.Room != nil {
		var size int64
		for _, f := range c.files {
			size += f.Size
		}
		s.options.Room(size)
	}
	return s.cache.matchingOf(c.key(), func(m *matching) *work {
		rosters, lists, school := c.with(store.Roster), c.with(store.Accounts), c.run.School
		standing := func(ctx context.Context, school string) (map[string]string, error) {
			owners, err := s.store.Owners(ctx, school)
			if err != nil {
				err = &storeError{err}
			}
			return owners, err
		}
		return s.works.begin("match", func(ctx context.Context, w *work) {
			m.job, m.err = job.New(ctx, rosters, lists, &job.Options{School: school, Standing: standing, OnProgress: func(done, total int) {
				w.done.Store(int64(done))
				w.total.Store(int64(total))
			}})
			if m.err != nil && ctx.Err() != nil {
				m.err = ctx.Err() // the database has words of its own for it
			}
			if m.err == nil {
				_, _ = s.decided(ctx, m.job) // so that no visitor waits for it; who asks does it again, and is told
			}
		})
	})
}

// matchAhead begins to match while a visitor still reads what was found in the
// files, for that is what she asks for next. What somebody stopped is left to her.
func (s *Site) matchAhead(c *current) {
	s.cache.linking.Lock()
	known := s.cache.matching != nil && s.cache.matching.key == c.key()
	s.cache.linking.Unlock()
	if !known {
		s.match(c)
	}
}

// key tells matchings apart: what they are made of.
func (c *current) key() string {
	keys := []string{c.run.School}
	for _, f := range c.files {
		if f.Role != store.After {
			keys = append(keys, f.ID)
		}
	}
	return strings.Join(keys, " ")
}

// matchingOf returns the matching of a key. If it is not in hand, or somebody
// ended it, begin begins another one.
func (c *cache) matchingOf(key string, begin func(*matching) *work) *matching {
	c.linking.Lock()
	defer c.linking.Unlock()
	if m := c.matching; m != nil {
		if m.key == key && !m.stopped() {
			return m
		}
		m.cancel()
	}
	m := &matching{key: key}
	m.work = begin(m)
	c.matching, c.last = m, nil
	return m
}

// A storeError is why accounts were not matched, which is no fault of their files.
type storeError struct{ err error }

func (e *storeError) Error() string { return "web: what sign-ins go by: " + e.err.Error() }

func (e *storeError) Unwrap() error { return e.err }

// stopped reports whether the matching was ended before it was done.
func (m *matching) stopped() bool {
	select {
	case <-m.ended:
		var broken *storeError
		return errors.Is(m.err, context.Canceled) || errors.As(m.err, &broken)
	default:
		return false
	}
}

// with returns the files of a role, read.
func (c *current) with(role store.Role) (list []*job.File) {
	for _, f := range c.files {
		if f.Role == role {
			list = append(list, c.read[f.ID])
		}
	}
	return list
}

// decided adds the decisions to a matching, if they are others than the last time.
func (s *Site) decided(ctx context.Context, j *job.Job) (*decided, error) {
	said, err := s.store.Decisions(ctx, j.School)
	if err != nil {
		return nil, err
	}
	key := fmt.Sprint(len(said))
	if len(said) > 0 {
		key += fmt.Sprint(" ", said[len(said)-1].Seq)
	}
	last := func() *decided {
		if d := s.cache.last; d != nil && d.job == j && d.said == key {
			return d
		}
		return nil
	}
	s.cache.linking.Lock()
	d := last()
	s.cache.linking.Unlock()
	if d != nil {
		return d, nil
	}
	st := j.Apply(said, s.store.Key())
	d = &decided{j, key, st, sync.OnceValue(func() *foretelling { return s.foretell(st) })}
	s.cache.linking.Lock()
	if other := last(); other != nil { // meanwhile
		d = other
	}
	s.cache.last = d
	s.cache.linking.Unlock()
	if st.Count(job.ToDo) == 0 {
		d.foresee() // it is what the visitor asks for next
	}
	return d, nil
}

// foretell begins to find what the import would do.
func (s *Site) foretell(st *job.State) *foretelling {
	f := &foretelling{}
	f.work = s.works.begin("forecast", func(context.Context, *work) {
		var of *job.Forecast
		if of, f.err = st.Forecast(); f.err != nil {
			return
		}
		f.fates, f.plan = of.Fates(), of.Plan()
		f.back = of.Restore(f.plan)
	})
	return f
}

// matched returns the run in hand if its accounts are matched; otherwise it
// leads the visitor to the page that says what is missing.
func (s *Site) matched(w http.ResponseWriter, r *http.Request) (c *current, ok bool, err error) {
	c, err = s.linked(r.Context())
	if err != nil {
		return nil, false, err
	}
	if c.matched == nil {
		return c, true, nil
	}
	return nil, false, s.redirect(w, r, "/rapprochement", nil)
}

// home leads to the first step that is not done.
func (s *Site) home(w http.ResponseWriter, r *http.Request) error {
	if !guestOf(r).rights.may(See) {
		return s.redirect(w, r, "/mon-compte", nil)
	}
	c, err := s.linked(r.Context())
	switch {
	case err != nil:
		return err
	case errors.Is(c.matched, job.ErrNoRoster) || errors.Is(c.matched, job.ErrNoAccounts):
		return s.redirect(w, r, "/fichiers", nil)
	case c.matched != nil || len(c.state.Closed(c.run.Guards)) > 0:
		return s.redirect(w, r, "/rapprochement", nil)
	case c.state.Count(job.ToDo) > 0:
		return s.redirect(w, r, "/homonymes", nil)
	case slices.ContainsFunc(c.files, func(f store.File) bool { return f.Role == store.After }):
		return s.redirect(w, r, "/controle", nil)
	}
	return s.redirect(w, r, "/prevision", nil)
}
