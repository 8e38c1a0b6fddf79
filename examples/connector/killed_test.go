package main

import (
	"bytes"
	"io"
	"mime/multipart"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// A tripwire is a body that does something when so many bytes of it were read.
type tripwire struct {
	io.Reader
	left int
	trip func()
}

func (r *tripwire) Read(p []byte) (int, error) {
	if r.left <= 0 {
		r.trip()
		return 0, io.ErrUnexpectedEOF
	}
	n, err := r.Reader.Read(p[:min(len(p), r.left)])
	r.left -= n
	return n, err
}

// TestAFileWhoseReadingIsKilledIsReadAtTheNextStart kills the program while it
// reads what came, and wants nobody to send it again. If the reading was done before
// it could be killed, there has to be more to read.
func TestAFileWhoseReadingIsKilledIsReadAtTheNextStart(t *testing.T) {
	for pupils := 8_000; pupils <= 128_000; pupils *= 2 {
		if killedWhileReading(t, jobtest.New(pupils)) {
			return
		}
	}
	t.Fatal("the files had been read each time, so this test shows nothing")
}

// killedWhileReading reports whether the program was killed in time.
func killedWhileReading(t *testing.T, school *jobtest.School) bool {
	t.Helper()
	data := filepath.Join(t.TempDir(), "données")
	s := startPages(t, data)
	body, kind := formOf(t, map[string][]byte{"ent.csv": school.Export(), "eleves.csv": school.PupilList(nil)})
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		resp, err := s.client.Post(s.base+"/fichiers", kind, body)
		if err == nil { // it may be done before it is killed
			resp.Body.Close()
		}
	}()
	killWhen(s, sent, func() bool { return len(kept(t, data)) == 2 })
	<-sent
	unread := 0
	for _, f := range kept(t, data) {
		if f.Role.Unread() {
			unread++
		}
	}
	if unread == 0 {
		return false
	}
	again := startPages(t, data)
	if page := again.get("/fichiers"); !strings.Contains(page, "ent.csv") || !strings.Contains(page, "eleves.csv") || !strings.Contains(page, "Rapprocher les comptes") {
		t.Error("what was sent is to be sent again")
	}
	return true
}

// kept are the files of the run in hand, as the database has them.
func kept(t *testing.T, data string) []store.File {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	run, err := s.Run(t.Context())
	if err != nil {
		return nil // none has begun
	}
	files, err := s.Files(t.Context(), run.ID)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestAnImportSurvivesKillAtAnyMoment kills the program in the middle of an
// import: what was kept before is there, of the file in hand everything is
// there or nothing, and the import goes on with the same files.
func TestAnImportSurvivesKillAtAnyMoment(t *testing.T) {
	school := jobtest.New(8_000)
	roster, list := school.Export(), school.PupilList(nil)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("fichier", "eleves.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(list); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		when  string
		bytes int // of the body that are sent
		// grown kills when the database has grown by so much; 0 kills when the
		// bytes are sent.
		grown int64
	}{
		{"while half of the file has come", body.Len() / 2, 0},
		{"when all but the end has come", body.Len() - 1, 0},
		{"while the file is written to the database", body.Len(), 4 << 10},
		{"while the end of it is written", body.Len(), int64(len(list)) - 64<<10},
	} {
		t.Run(tt.when, func(t *testing.T) {
			data := filepath.Join(t.TempDir(), "données")
			s := startPages(t, data)
			s.send(map[string][]byte{"ent.csv": roster})
			before := databaseSize(t, data)
			sent := make(chan struct{})
			go func() {
				defer close(sent)
				in := io.Reader(bytes.NewReader(body.Bytes()))
				if tt.grown == 0 {
					in = &tripwire{in, tt.bytes, s.kill}
				}
				resp, err := s.client.Post(s.base+"/fichiers", form.FormDataContentType(), in)
				if err == nil { // it may be done before it is killed
					resp.Body.Close()
				}
			}()
			if tt.grown > 0 {
				killWhen(s, sent, func() bool { return databaseSize(t, data) > before+tt.grown })
			}
			<-sent
			wholeOrNothing(t, data, roster, list)

			again := startPages(t, data)
			if left, err := filepath.Glob(filepath.Join(data, "upload-*")); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
			page := again.get("/fichiers")
			if !strings.Contains(page, "ent.csv") {
				t.Error("the file that was kept before is gone")
			}
			if !strings.Contains(page, "eleves.csv") {
				page = again.send(map[string][]byte{"eleves.csv": list})
			}
			if !strings.Contains(page, "eleves.csv") || !strings.Contains(page, "Rapprocher les comptes") {
				t.Error("the import does not go on")
			}
		})
	}
}

// killWhen kills the program as soon as something is so, or the request is
// answered.
func killWhen(s *served, answered <-chan struct{}, so func() bool) {
	for end := time.Now().Add(2 * time.Minute); !so() && time.Now().Before(end); runtime.Gosched() {
		select {
		case <-answered:
			s.kill()
			return
		default:
		}
	}
	s.kill()
}

// databaseSize is the size of the database with its log.
func databaseSize(t *testing.T, data string) (size int64) {
	t.Helper()
	entries, err := filepath.Glob(filepath.Join(data, "connector.sqlite*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range entries {
		if st, err := os.Stat(name); err == nil { // the log comes and goes
			size += st.Size()
		}
	}
	return size
}

// wholeOrNothing looks into the database that a killed program left.
func wholeOrNothing(t *testing.T, data string, roster, list []byte) {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	run, err := s.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	files, err := s.Files(t.Context(), run.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 || files[0].Name != "ent.csv" {
		t.Errorf("%d files, the first one is not there", len(files))
	}
	for _, f := range files {
		in, err := s.OpenFile(t.Context(), f.ID)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if want := map[string][]byte{"ent.csv": roster, "eleves.csv": list}[f.Name]; !bytes.Equal(got, want) {
			t.Errorf("%s has %d bytes of %d", f.Name, len(got), len(want))
		}
	}
}
