package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync/atomic"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/wording"
)

// A reading is the work of reading files that were sent. Its refused, left and
// err are there when it has ended.
type reading struct {
	*work
	after   bool
	refused []refusal
	left    []store.File // that were not read
	err     error
	told    atomic.Bool
}

// over reports whether a reading has ended.
func (d *reading) over() bool {
	select {
	case <-d.ended:
		return true
	default:
		return false
	}
}

// tell gives what came of a reading that has ended, to the first who asks.
func (d *reading) tell() ([]refusal, error) {
	if d.told.Swap(true) {
		return nil, nil
	}
	if errors.Is(d.err, context.Canceled) {
		return d.refused, nil
	}
	return d.refused, d.err
}

// read reads unread files of the store.
func (s *Site) read(run store.Run, files []store.File, lang string, after bool) *reading {
	d := &reading{after: after}
	d.work = s.works.begin("read", func(ctx context.Context, w *work) {
		words := messages.In(lang)
		for _, f := range files {
			w.total.Add(f.Size)
		}
		var before int64
		for i, f := range files {
			w.file.Store(&f.Name)
			text, err := s.take(ctx, run, f, words, after, func(n int64) { w.done.Store(before + n) })
			if err != nil {
				d.left, d.err = files[i:], err
				return
			}
			if text != "" {
				d.refused = append(d.refused, refusal{f.Name, text})
			}
			before += f.Size
		}
	})
	s.reading.Store(d)
	return d
}

// take reads one unread file, and says in words why it can't be used: then it is
// not kept either.
func (s *Site) take(ctx context.Context, run store.Run, f store.File, words wording.Words, after bool, progress func(int64)) (text string, err error) {
	s.uploads.Lock()
	defer s.uploads.Unlock()
	data, err := s.content(ctx, f)
	switch there, e := s.find(ctx, run, f.ID); {
	case e != nil:
		return "", e
	case !there.Role.Unread(): // another process has read it, or taken it away
		return "", nil
	case err != nil:
		return "", err
	}
	read, err := job.ReadContext(ctx, f.Name, data, progress)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		text = refusedFile(words, read, err)
	default:
		if text, err = s.unfit(ctx, run, f, read, words, after); err != nil {
			return "", err
		}
	}
	if text != "" {
		if err = s.store.RemoveFile(ctx, f.ID, f.By); errors.Is(err, store.ErrNone) {
			err = nil
		}
		return text, err
	}
	// In the cache before it counts: whoever sees it must not read it again.
	read.From(s.again(f))
	s.cache.keep(f.ID, read)
	err = s.store.TakeFile(ctx, f.ID, roleOf(read, after), read.Rows, f.By)
	if errors.Is(err, store.ErrNone) {
		if there, e := s.find(ctx, run, f.ID); e == nil && there.ID != "" {
			err = nil
		}
	}
	return "", err
}

// find returns a run's file as it is now: another process may have read it
// meanwhile. It is the zero File if it is gone.
func (s *Site) find(ctx context.Context, run store.Run, id string) (store.File, error) {
	files, err := s.store.Files(ctx, run.ID)
	for _, f := range files {
		if f.ID == id {
			return f, err
		}
	}
	return store.File{}, err
}

// unfit says in words why a file that was read is not one of the run's.
func (s *Site) unfit(ctx context.Context, run store.Run, f store.File, read *job.File, words wording.Words, after bool) (text string, err error) {
	files, err := s.store.Files(ctx, run.ID)
	if err != nil {
		return "", err
	}
	files = slices.DeleteFunc(files, func(o store.File) bool { return o.Role.Unread() })
	role := roleOf(read, after)
	switch {
	case role == "":
		return words.Say("upload-after-roster"), nil
	case len(files) >= maxFiles:
		return words.Say("upload-too-many", maxFiles), nil
	}
	for _, other := range files {
		if other.Digest == f.Digest && other.Role == role && other.ID != f.ID {
			return words.Say("upload-twice", other.Name), nil
		}
	}
	return "", nil
}

// Resume reads the files of the run in hand that came and were not read before
// the program ended, perhaps by a crash. Another process may be at it: one of
// the two takes each.
func (s *Site) Resume(ctx context.Context) error {
	for _, after := range []bool{true, false} {
		if err := s.readLeft(ctx, s.options.Lang, after); err != nil {
			return err
		}
	}
	return nil
}

// readLeft begins to read what came and was not read.
func (s *Site) readLeft(ctx context.Context, lang string, after bool) error {
	run, err := s.store.Run(ctx)
	if errors.Is(err, store.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	files, err := s.store.Files(ctx, run.ID)
	if err != nil {
		return err
	}
	if left := slices.DeleteFunc(files, func(f store.File) bool { return f.Role != received(after) }); len(left) > 0 {
		s.read(run, left, lang, after)
	}
	return nil
}

// received is the role of what came and was not read.
func received(after bool) store.Role {
	if after {
		return store.ReceivedAfter
	}
	return store.Received
}

// forget takes away what a visitor did not want to wait for.
func (s *Site) forget(ctx context.Context, d *reading, by string) error {
	for _, f := range d.left {
		if err := s.store.RemoveFile(ctx, f.ID, by); err != nil && !errors.Is(err, store.ErrNone) {
			return err
		}
	}
	return nil
}

// told gives what came of the latest reading of files for a page, while it lasts
// errBusy. If this process reads nothing, it begins with what another one has
// left, or is just reading: the page needs its rows here too.
func (s *Site) told(r *http.Request, after bool) ([]refusal, error) {
	d := s.reading.Load()
	if s.keeping.Load() == 0 && (d == nil || d.over()) {
		if err := s.readLeft(r.Context(), s.words(r).Lang, after); err != nil {
			return nil, err
		}
	}
	var list []refusal
	for _, d := range []*reading{d, s.reading.Load()} {
		if d == nil || d.after != after {
			continue
		}
		if err := s.wait(r.Context(), d.work); err != nil {
			return nil, err
		}
		refused, err := d.tell()
		if err != nil {
			return nil, err
		}
		list = append(list, refused...)
	}
	return list, nil
}

// roleOf says what a file is for; "" for an ENT's export where lists are wanted.
func roleOf(f *job.File, after bool) store.Role {
	switch {
	case f.Roster() && after:
		return ""
	case f.Roster():
		return store.Roster
	case after:
		return store.After
	}
	return store.Accounts
}

// refusedFile words why a file can't be used, as the command check does: of one that
// names nobody also the gravest thing that is wrong with it, for that may be why.
func refusedFile(w wording.Words, f *job.File, err error) string {
	var fatal *enroster.FatalError
	switch {
	case errors.As(err, &fatal):
		return fatal.Finding.Message(w.Lang)
	case errors.Is(err, job.ErrNobody):
		text := w.Say("upload-nobody")
		if f.Groups.Worst() >= enroster.Error {
			text += " " + f.Groups.WorstFirst()[0].First.Message(w.Lang)
		}
		return text
	}
	return w.Say("upload-unreadable")
}
