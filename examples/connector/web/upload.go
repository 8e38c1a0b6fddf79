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
	"strings"

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
	s.keeping.Add(1)
	defer s.keeping.Add(-1)
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
func (s *Site) takeFiles(form *multipart.Reader, words wording.Words) (got []incoming, refused []refusal) {
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
		case store.IsFull(err):
			refused = append(refused, refusal{fileName(part), words.Say("disk-full-text")})
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
func (s *Site) keepFiles(ctx context.Context, run store.Run, came []incoming, by string, after bool) (kept []store.File, err error) {
	for _, f := range came {
		if err == nil {
			_, err = f.temp.Seek(0, io.SeekStart)
		}
		if err == nil {
			var file store.File
			file, err = s.store.AddFile(ctx, store.File{Run: run.ID, Role: received(after), Name: f.name, Size: f.size, Digest: f.digest, By: by}, f.temp)
			kept = append(kept, file)
		}
		f.drop()
	}
	return kept, err
}

// An incoming is a file on the disk that is not kept yet.
type incoming struct {
	name, digest string
	temp         *os.File
	size         int64
}

func (f incoming) drop() {
	f.temp.Close()
	os.Remove(f.temp.Name())
}

// receiveFile writes a file of limit bytes at most to the disk as it comes. What is too long is taken in
// all the same, and kept nowhere: a browser shows no answer before it has sent
// its file.
func (s *Site) receiveFile(part *multipart.Part, limit int64) (f incoming, err error) {
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
