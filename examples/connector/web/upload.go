package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/wording"
)

// Limits of what visitors send.
const (
	maxForm    = 64 << 10        // a form without files
	maxFiles   = 20              // of a run
	maxKept    = 4 * job.MaxFile // several files at once
	maxRequest = 4 << 30         // those, and what is too long to be kept
)

// A refusal says why a file was not kept.
type refusal struct{ Name, Text string }

// errTooLong says that a file is longer than job.MaxFile.
var errTooLong = errors.New("web: a file is too long")

// upload keeps the export and the account lists; which is which it sees itself.
func (s *Site) upload(w http.ResponseWriter, r *http.Request) error {
	return s.receive(w, r, false)
}

// uploadAfter keeps the lists that the application exported after the import.
func (s *Site) uploadAfter(w http.ResponseWriter, r *http.Request) error {
	return s.receive(w, r, true)
}

func (s *Site) receive(w http.ResponseWriter, r *http.Request, after bool) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxRequest)
	form, err := r.MultipartReader()
	if err != nil {
		return errBadForm
	}
	by, _ := visitor(r.Context())
	words := s.words(r)
	run, err := s.store.Run(r.Context())
	if errors.Is(err, store.ErrNone) && !after {
		run, err = s.store.Begin(r.Context(), by)
	}
	if err != nil {
		return late(err)
	}
	came, refused := s.takeFiles(form, words)
	if len(came) == 0 && len(refused) == 0 {
		refused = append(refused, refusal{"", words.Say("upload-none")})
	}
	got, err := s.keepFiles(r.Context(), run, came, by, after)
	if err != nil {
		return late(err)
	}
	rd := s.read(run, got, words.Lang, after)
	if err := s.wait(context.WithValue(r.Context(), hurriedKey{}, true), rd.work); err == nil {
		rest, err := rd.tell()
		if err != nil {
			return late(err)
		}
		refused = append(refused, rest...)
	}
	switch {
	case len(refused) > 0 && after:
		return s.showControl(w, r, http.StatusUnprocessableEntity, refused)
	case len(refused) > 0:
		return s.showFiles(w, r, http.StatusUnprocessableEntity, refused)
	case after:
		return s.redirect(w, r, "/controle", nil)
	}
	return s.redirect(w, r, "/fichiers", nil)
}

// takeFiles writes the files of a form to the disk as they come.
func (s *Site) takeFiles(form *multipart.Reader, words wording.Words) (got []received, refused []refusal) {
	room := int64(maxKept)
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return got, refused
		}
		if err != nil {
			return got, append(refused, refusal{"", words.Say("upload-broken")})
		}
		if part.FormName() != "fichier" || part.FileName() == "" {
			continue
		}
		f, err := s.receiveFile(part, min(room, job.MaxFile))
		switch {
		case errors.Is(err, errTooLong):
			refused = append(refused, refusal{fileName(part), words.Say("upload-too-long", job.MaxFile>>20)})
		case err != nil:
			refused = append(refused, refusal{fileName(part), words.Say("upload-broken")})
		default:
			got = append(got, f)
			room -= f.size
		}
	}
}

// late makes an answer of what somebody else did meanwhile.
func late(err error) error {
	if errors.Is(err, store.ErrNone) || errors.Is(err, store.ErrConflict) {
		return errLate
	}
	return err
}

// fileName is the name that the browser gives a file, without the folders that
// some put before it.
func fileName(part *multipart.Part) string {
	name := strings.ToValidUTF8(path.Base(strings.ReplaceAll(part.FileName(), `\`, "/")), "?")
	if r := []rune(name); len(r) > 120 {
		name = string(r[:120])
	}
	return name
}

// keepFiles has the store keep what came before anybody reads it: whatever
// happens to the program then, nobody has to send it again.
func (s *Site) keepFiles(ctx context.Context, run store.Run, came []received, by string, after bool) (kept []store.File, err error) {
	role := store.Received
	if after {
		role = store.ReceivedAfter
	}
	for _, f := range came {
		if err == nil {
			_, err = f.temp.Seek(0, io.SeekStart)
		}
		if err == nil {
			var file store.File
			file, err = s.store.AddFile(ctx, store.File{Run: run.ID, Role: role, Name: f.name, Size: f.size, Digest: f.digest, By: by}, f.temp)
			kept = append(kept, file)
		}
		f.drop()
	}
	return kept, err
}

// A received is a file on the disk that is not kept yet.
type received struct {
	name, digest string
	temp         *os.File
	size         int64
}

func (f received) drop() {
	f.temp.Close()
	os.Remove(f.temp.Name())
}

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
	if err != nil {
		return "", err
	}
	read, err := job.ReadContext(ctx, f.Name, data, progress)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		text = refusedFile(words, err)
	default:
		if text, err = s.unfit(ctx, run, f, read, words, after); err != nil {
			return "", err
		}
	}
	if text != "" {
		return text, s.store.RemoveFile(ctx, f.ID, f.By)
	}
	// In the cache before it counts: whoever sees it must not read it again.
	read.From(s.again(f))
	s.cache.keep(f.ID, read)
	err = s.store.TakeFile(ctx, f.ID, roleOf(read, after), read.Rows, f.By)
	if errors.Is(err, store.ErrNone) && s.taken(ctx, run, f.ID) {
		err = nil
	}
	return "", err
}

// taken reports whether a file was read, by another process: see Resume.
func (s *Site) taken(ctx context.Context, run store.Run, id string) bool {
	files, err := s.store.Files(ctx, run.ID)
	return err == nil && slices.ContainsFunc(files, func(f store.File) bool { return f.ID == id && !f.Role.Unread() })
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
		if other.Digest == f.Digest && other.Role == role {
			return words.Say("upload-twice", other.Name), nil
		}
	}
	return "", nil
}

// Resume reads the files of the run in hand that came and were not read before
// the program ended, perhaps by a crash. Another process may be at it: one of
// the two takes each.
func (s *Site) Resume(ctx context.Context) error {
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
	for _, role := range []store.Role{store.ReceivedAfter, store.Received} {
		left := slices.DeleteFunc(slices.Clone(files), func(f store.File) bool { return f.Role != role })
		if len(left) > 0 {
			s.read(run, left, s.options.Lang, role == store.ReceivedAfter)
		}
	}
	return nil
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
// errBusy.
func (s *Site) told(ctx context.Context, after bool) ([]refusal, error) {
	d := s.reading.Load()
	if d == nil || d.after != after {
		return nil, nil
	}
	if err := s.wait(ctx, d.work); err != nil {
		return nil, err
	}
	return d.tell()
}

// readAll reads so many bytes, without the room that a growing buffer takes.
func readAll(r io.Reader, size int64) ([]byte, error) {
	data := make([]byte, size)
	_, err := io.ReadFull(r, data)
	return data, err
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

// receiveFile writes a file of limit bytes at most to the disk as it comes. What is too long is taken in
// all the same, and kept nowhere: a browser shows no answer before it has sent
// its file.
func (s *Site) receiveFile(part *multipart.Part, limit int64) (f received, err error) {
	f.name = fileName(part)
	if f.temp, err = os.CreateTemp(s.options.Temp, tempPattern); err != nil {
		return f, err
	}
	hash := sha256.New()
	f.size, err = io.Copy(io.MultiWriter(f.temp, hash), io.LimitReader(part, limit+1))
	if err == nil && f.size > limit {
		_, _ = io.Copy(io.Discard, part)
		err = errTooLong
	}
	if err != nil {
		f.drop()
		return f, err
	}
	f.digest = hex.EncodeToString(hash.Sum(nil))
	return f, nil
}

// tempPattern names files while they are being received. What a crash left
// behind, Sweep erases.
const tempPattern = "upload-*.tmp"

// Sweep takes away the files that were being received when the program was
// killed: they name children. dir is Options.Temp.
func Sweep(dir string) error {
	left, err := filepath.Glob(filepath.Join(escapeGlob(dir), tempPattern))
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range left {
		errs = append(errs, os.Remove(name))
	}
	return errors.Join(errs...)
}

// escapeGlob makes a folder's own *, ? and [ letters of its name.
func escapeGlob(dir string) string {
	return strings.NewReplacer(`*`, `[*]`, `?`, `[?]`, `[`, `[[]`).Replace(dir)
}

// refusedFile words why a file can't be used, as the command check does.
func refusedFile(w wording.Words, err error) string {
	var fatal *enroster.FatalError
	switch {
	case errors.As(err, &fatal):
		return fatal.Finding.Message(w.Lang)
	case errors.Is(err, job.ErrNobody):
		return w.Say("upload-nobody")
	}
	return w.Say("upload-unreadable")
}
