package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// conform is what any Store must do. open opens one and the same store each
// time it is called.
func conform(t *testing.T, open func(t *testing.T) Store) {
	s := open(t)
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	fails := func(err, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Errorf("error %v, want %v", err, want)
		}
	}

	_, err := s.Run(ctx)
	fails(err, ErrNone)
	run, err := s.Begin(ctx, "Mme Durand")
	must(err)
	_, err = s.Begin(ctx, "M. Roussel")
	fails(err, ErrConflict)

	began := run
	run.School, run.Guards = "0750001A", map[string]int{"vanished": 12}
	must(s.Save(ctx, began, run, "Mme Durand"))
	fails(s.Save(ctx, began, run, "M. Roussel"), ErrConflict) // he has not seen it
	got, err := open(t).Run(ctx)
	must(err)
	if diff := cmp.Diff(got, run, cmpopts.EquateApproxTime(time.Millisecond)); diff != "" {
		t.Errorf("the run in hand (-got +want):\n%s", diff)
	}

	// Files come back whole, in the order in which they were added.
	long := bytes.Repeat([]byte("0123456789"), piece/5+1)
	first, err := s.AddFile(ctx, File{Run: run.ID, Role: Roster, Name: "élèves & co.csv", Size: int64(len(long)), Digest: "d1", Rows: 7, By: "Mme Durand"}, bytes.NewReader(long))
	must(err)
	// What was typed was about the files that were there.
	got, err = s.Run(ctx)
	must(err)
	if got.School != "0750001A" || len(got.Guards) > 0 {
		t.Errorf("after another export came: %+v, want the school and no guard", got)
	}
	second, err := s.AddFile(ctx, File{Run: run.ID, Role: Accounts, Name: "b.csv", By: "Mme Durand"}, strings.NewReader(""))
	must(err)
	_, err = s.AddFile(ctx, File{Run: run.ID, Role: Accounts}, io.MultiReader(strings.NewReader("half"), broken{}))
	fails(err, errBroken)
	_, err = s.AddFile(ctx, File{Run: "another", Role: Accounts}, strings.NewReader(""))
	fails(err, ErrNone)
	files, err := s.Files(ctx, run.ID)
	must(err)
	if diff := cmp.Diff(files, []File{first, second}, cmpopts.EquateApproxTime(time.Millisecond)); diff != "" {
		t.Errorf("files (-got +want):\n%s", diff)
	}
	for id, want := range map[string][]byte{first.ID: long, second.ID: {}} {
		f, err := s.OpenFile(ctx, id)
		must(err)
		content, err := io.ReadAll(f)
		must(errors.Join(err, f.Close()))
		if !bytes.Equal(content, want) {
			t.Errorf("a file of %d bytes came back with %d", len(want), len(content))
		}
	}
	// What a file is for is said once, when it is read.
	fails(s.TakeFile(ctx, first.ID, Accounts, 3, "Mme Durand"), ErrNone)
	third, err := s.AddFile(ctx, File{Run: run.ID, Role: Received, Name: "c.csv", By: "Mme Durand"}, strings.NewReader("x"))
	must(err)
	must(s.TakeFile(ctx, third.ID, Accounts, 3, "Mme Durand"))
	fails(s.TakeFile(ctx, third.ID, Roster, 4, "Mme Durand"), ErrNone)
	third.Role, third.Rows = Accounts, 3
	files, err = s.Files(ctx, run.ID)
	must(err)
	if diff := cmp.Diff(files, []File{first, second, third}, cmpopts.EquateApproxTime(time.Millisecond)); diff != "" {
		t.Errorf("files, one of which was read (-got +want):\n%s", diff)
	}
	must(s.RemoveFile(ctx, third.ID, "Mme Durand"))
	must(s.RemoveFile(ctx, second.ID, "Mme Durand"))
	fails(s.RemoveFile(ctx, second.ID, "Mme Durand"), ErrNone)
	_, err = s.OpenFile(ctx, second.ID)
	fails(err, ErrNone)

	// The latest verdict counts, and nobody overwrites what she has not seen.
	say := func(account string, v Verdict, person string, after int64) (Decision, error) {
		return s.Decide(ctx, Decision{Run: run.ID, School: "0750001A", Account: account, Verdict: v, Person: person,
			Refused: []string{"g9"}, Evidence: map[string]string{"g1": "x"}, By: "Mme Durand"}, after)
	}
	a, err := say("12", Same, "g1", 0)
	must(err)
	_, err = say("12", Other, "", 0)
	fails(err, ErrConflict)
	_, err = say("13", Same, "g1", 0)
	fails(err, ErrTaken)
	b, err := say("12", Withdrawn, "", a.Seq)
	must(err)
	c, err := say("13", Same, "g1", 0) // free again
	must(err)
	_, err = say("12", Same, "g1", b.Seq)
	fails(err, ErrTaken)
	elsewhere := Decision{Run: run.ID, School: "0750001A", Account: "16", Verdict: Same, Person: "g1", By: "Mme Durand", Beside: []string{"12"}}
	_, err = s.Decide(ctx, elsewhere, 0)
	fails(err, ErrTaken)
	elsewhere.Beside = []string{"12", "13"}
	e, err := s.Decide(ctx, elsewhere, 0)
	must(err)
	said, err := open(t).Decisions(ctx, "0750001A")
	must(err)
	if diff := cmp.Diff(said, []Decision{b, c, e}, cmpopts.EquateApproxTime(time.Millisecond), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("decisions (-got +want):\n%s", diff)
	}
	if other, err := s.Decisions(ctx, "0750002B"); err != nil || len(other) > 0 {
		t.Errorf("another school has %d decisions, %v", len(other), err)
	}

	// Of several who decide at once, one does.
	var wg sync.WaitGroup
	results := make([]error, 8)
	for i := range results {
		wg.Go(func() { _, results[i] = say("14", Later, "", 0) })
	}
	wg.Wait()
	won := 0
	for _, err := range results {
		if err == nil {
			won++
		} else {
			fails(err, ErrConflict)
		}
	}
	if won != 1 {
		t.Errorf("%d of %d decisions at once were kept, want 1", won, len(results))
	}

	must(s.Note(ctx, Event{By: "Mme Durand", What: "take.import", Subject: run.ID, Detail: "12 rows"}))
	last, err := s.Events(ctx, 0, 1)
	must(err)
	if want := []Event{{By: "Mme Durand", What: "take.import", Subject: run.ID, Detail: "12 rows"}}; !cmp.Equal(last, want, cmpopts.IgnoreFields(Event{}, "At")) || time.Since(last[0].At) > time.Hour {
		t.Errorf("the latest event: %+v, want %+v", last, want)
	}

	// Undoing a run withdraws what was decided in it, and its files are gone.
	must(s.End(ctx, run.ID, Undone, "Mme Durand", nil))
	fails(s.End(ctx, run.ID, Ended, "Mme Durand", nil), ErrNone)
	fails(s.Save(ctx, run, run, "Mme Durand"), ErrNone)
	_, err = s.OpenFile(ctx, first.ID)
	fails(err, ErrNone)
	said, err = s.Decisions(ctx, "0750001A")
	must(err)
	for _, d := range said {
		if d.Verdict != Withdrawn {
			t.Errorf("account %s: %s after the run was undone", d.Account, d.Verdict)
		}
	}

	// The trail tells what was done, and whose account it was only to the key.
	events, err := s.Events(ctx, 0, 100)
	must(err)
	if older, err := s.Events(ctx, 2, 3); err != nil || !cmp.Equal(older, events[2:5]) {
		t.Errorf("three events after two: %+v, %v", older, err)
	}
	var trail []string
	for i := range events {
		e := events[len(events)-1-i]
		trail = append(trail, e.What)
		if e.Subject == "12" || e.Subject == "13" || strings.Contains(e.Detail, "élèves") {
			t.Errorf("the trail names whom it should not: %+v", e)
		}
	}
	want := []string{"run.begin", "run.save", "file.add", "file.add", "file.add", "file.read", "file.remove", "file.remove", "decision.same", "decision.withdrawn", "decision.same", "decision.same",
		"decision.later", "take.import", "decision.withdrawn", "decision.withdrawn", "decision.withdrawn", "run.undone"}
	if diff := cmp.Diff(trail, want); diff != "" {
		t.Errorf("trail (-got +want):\n%s", diff)
	}

	// Purging takes what is past its term, and only that.
	_, err = s.Begin(ctx, "M. Roussel")
	must(err)
	p, err := s.Purge(ctx, time.Now().Add(-time.Hour), time.Now())
	must(err)
	if p != (Purged{}) {
		t.Errorf("purged %+v of what is fresh", p)
	}
	p, err = s.Purge(ctx, time.Now().Add(time.Hour), time.Now().Add(DecisionTerm+time.Hour))
	must(err)
	if want := (Purged{Runs: 2, Decisions: 8, Events: 19}); p != want {
		t.Errorf("purged %+v, want %+v", p, want)
	}
	_, err = s.Run(ctx)
	fails(err, ErrNone)
}

// broken is a stream that fails.
type broken struct{}

var errBroken = errors.New("broken")

func (broken) Read([]byte) (int, error) { return 0, errBroken }

func TestSQLite(t *testing.T) {
	name := "données de l’école #1 ? 100 %"
	if runtime.GOOS == "windows" {
		name = strings.Replace(name, "?", "&", 1) // no name there has a question mark
	}
	dir := filepath.Join(t.TempDir(), name)
	conform(t, func(t *testing.T) Store {
		s, err := OpenSQLite(context.Background(), dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	})
	if st, err := os.Stat(dir); err != nil || st.Mode().Perm() != 0o700 && runtime.GOOS != "windows" {
		t.Errorf("the folder: %v, %v; want mode 0700", st.Mode(), err)
	}
}

func TestAFolderThatOthersCanReadIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders of Windows have no such permissions; those of a user are private")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenSQLite(t.Context(), dir); !errors.Is(err, ErrOpenFolder) {
		t.Errorf("%v, want ErrOpenFolder", err)
	}
}

// openRun makes a database in a folder of its own, and begins a run in it.
func openRun(t *testing.T) (dir string, s Store, run Run) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "d")
	s, err := OpenSQLite(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if run, err = s.Begin(t.Context(), "x"); err != nil {
		t.Fatal(err)
	}
	return dir, s, run
}

func TestWhatIsErasedIsGoneFromTheDisk(t *testing.T) {
	dir, s, run := openRun(t)
	const name = "LŒUILLY-D’ARTAGNAN"
	if _, err := s.AddFile(t.Context(), File{Run: run.ID, Role: Roster}, strings.NewReader(strings.Repeat(name+"\n", 5000))); err != nil {
		t.Fatal(err)
	}
	if !onDisk(t, dir, name) {
		t.Fatal("the file is not on disk, so this test shows nothing")
	}
	if err := s.End(t.Context(), run.ID, Ended, "x", nil); err != nil {
		t.Fatal(err)
	}
	if onDisk(t, dir, name) {
		t.Error("a name is still on disk after the end of the run")
	}
}

func onDisk(t *testing.T, dir, text string) bool {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(text)) {
			return true
		}
	}
	return false
}
