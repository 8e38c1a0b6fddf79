package web

import (
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

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/wording"
)

// Limits of what visitors send.
const (
	maxForm    = 64 << 10        // a form without files
	maxFiles   = 20              // of a run
	maxRequest = 4 * job.MaxFile // several files at once
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
	var refused []refusal
	kept := 0
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			refused = append(refused, refusal{"", say(words, "upload-broken")})
			break
		}
		if part.FormName() != "fichier" || part.FileName() == "" {
			continue
		}
		text, err := s.keep(r, run, part, by, after)
		if err != nil {
			return err
		}
		if text != "" {
			refused = append(refused, refusal{fileName(part), text})
		} else {
			kept++
		}
	}
	if kept == 0 && len(refused) == 0 {
		refused = append(refused, refusal{"", say(words, "upload-none")})
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

// keep takes one file in, and says in words why not.
func (s *Site) keep(r *http.Request, run store.Run, part *multipart.Part, by string, after bool) (text string, err error) {
	words := s.words(r)
	s.uploads.Lock()
	defer s.uploads.Unlock()
	temp, digest, err := s.receiveFile(part)
	if errors.Is(err, errTooLong) {
		return say(words, "upload-too-long", job.MaxFile>>20), nil
	}
	if err != nil {
		return say(words, "upload-broken"), nil //nolint:nilerr // it is the visitor's connection, and she is told
	}
	defer func() { temp.Close(); os.Remove(temp.Name()) }()
	size, err := temp.Seek(0, io.SeekEnd)
	if err != nil {
		return "", err
	}
	data, err := readAll(io.NewSectionReader(temp, 0, size), size)
	if err != nil {
		return "", err
	}
	read, err := job.Read(fileName(part), data)
	if err != nil {
		return refusedFile(words, err), nil
	}
	files, err := s.store.Files(r.Context(), run.ID)
	if err != nil {
		return "", err
	}
	role := roleOf(read, after)
	switch {
	case role == "":
		return say(words, "upload-after-roster"), nil
	case len(files) >= maxFiles:
		return say(words, "upload-too-many", maxFiles), nil
	}
	for _, f := range files {
		if f.Digest == digest && f.Role == role {
			return say(words, "upload-twice", f.Name), nil
		}
	}
	if _, err := temp.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	f, err := s.store.AddFile(r.Context(), store.File{Run: run.ID, Role: role, Name: fileName(part), Size: int64(len(data)), Digest: digest, Rows: read.Rows, By: by}, temp)
	if err != nil {
		return "", late(err)
	}
	s.cache.keep(f.ID, read)
	return "", nil
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

// receiveFile writes a file to the disk as it comes, at its beginning again
// when it returns. The caller takes it away.
func (s *Site) receiveFile(part io.Reader) (temp *os.File, digest string, err error) {
	if temp, err = os.CreateTemp(s.options.Temp, tempPattern); err != nil {
		return nil, "", err
	}
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(temp, hash), io.LimitReader(part, job.MaxFile+1))
	if err == nil && n > job.MaxFile {
		err = errTooLong
	}
	if err == nil {
		_, err = temp.Seek(0, io.SeekStart)
	}
	if err != nil {
		temp.Close()
		os.Remove(temp.Name())
		return nil, "", err
	}
	return temp, hex.EncodeToString(hash.Sum(nil)), nil
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
		return say(w, "upload-nobody")
	}
	return say(w, "upload-unreadable")
}
