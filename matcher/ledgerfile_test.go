package matcher

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestLedgerFile(t *testing.T) {
	l := &Ledger{}
	d := two()
	d.Account.ID, d.Account.Prior = "tab\tand \x7f%", "g9"
	bare := two()
	bare.Account.ID, bare.Account.Schools = strings.Repeat("z", maxRulingID), nil
	for _, err := range []error{l.Confirm(two(), "g2", someDay), l.Refuse(d, someDay, "g1"), l.Refuse(two(), someDay, "g1"), l.Confirm(bare, "g1", someDay)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	if _, err := l.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, name := range []string{"petit", "zoé", "zoe"} {
		if strings.Contains(strings.ToLower(text), name) {
			t.Errorf("the file tells a name: %s", text)
		}
	}
	var verdicts []string
	for _, line := range strings.Split(strings.TrimSpace(text), "\n")[1:] {
		c := strings.Split(line, "\t")
		verdicts = append(verdicts, strings.Join(c[:4], " ")+fmt.Sprint(" ", c[5] != "-", " ", len(c)))
	}
	want := []string{"other 12 g1 2025-09-04 false 7", "same 12 g2 2025-09-04 false 7", "other tab%09and %7F%25 g1 2025-09-04 true 7", "same " + bare.Account.ID + " g1 2025-09-04 false 6"}
	if diff := cmp.Diff(verdicts, want); diff != "" {
		t.Errorf("lines (-got +want):\n%s", diff)
	}
	if _, err := ReadLedger(strings.NewReader(withoutAbout(text))); err != nil {
		t.Errorf("a file of before anything else was told of accounts: %v", err)
	}
	again, err := ReadLedger(strings.NewReader("\ufeff" + strings.ReplaceAll(text, "\n", "\r\n\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	var c strings.Builder
	if _, err := again.WriteTo(&c); err != nil || c.String() != text {
		t.Errorf("read and written again, %v:\n%s\nwant\n%s", err, c.String(), text)
	}
	r := &Result{Decisions: []Decision{two()}}
	if done := again.Apply(r); done.Linked != 1 {
		t.Errorf("applied after reading: %+v, want one link", done)
	}
	if empty, err := ReadLedger(strings.NewReader("")); err != nil || len(empty.Rulings()) != 0 {
		t.Errorf("an empty file: %v", err)
	}
	var none strings.Builder
	if _, err := new(Ledger).WriteTo(&none); err != nil {
		t.Fatal(err)
	}
	if empty, err := ReadLedger(strings.NewReader(none.String())); err != nil || len(empty.Rulings()) != 0 {
		t.Errorf("a ledger of nothing, read again: %v", err)
	}
	if _, err := ReadLedger(iotest.ErrReader(io.ErrUnexpectedEOF)); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a file that can't be read: %v, want the reader's error", err)
	}
}

// withoutAbout leaves out the cells that older files have not.
func withoutAbout(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		b.WriteString(strings.Join(c[:min(len(c), 6)], "\t") + "\n")
	}
	return b.String()
}

func TestReadLedgerSaysWhatIsWrong(t *testing.T) {
	const head = "entlink-ledger\t1\t000102030405060708090a0b0c0d0e0f\n"
	const seen = "000102030405060708090a0b"
	good := "same\t12\tg1\t2025-09-04\t" + seen + "\t-\n"
	for _, tt := range []struct {
		why, file string
		want      []string // errors
		left      int      // verdicts
	}{
		{"a file of something else", "Guid;Nom\n", []string{"line 1: not the header"}, 0},
		{"the header of something else", strings.Replace(head, "entlink-", "other-", 1) + good, []string{"line 1: not the header"}, 0},
		{"a header cut short", "entlink-ledger\n", []string{"line 1: not the header"}, 0},
		{"a version to come", "entlink-ledger\t2\tx\n", []string{"line 1: a version"}, 0},
		{"a version to come, without a key", "entlink-ledger\t2\n", []string{"line 1: a version"}, 0},
		{"a header of more cells", strings.Replace(head, "f\n", "f\t1\tx\n", 1) + good, []string{"line 1: the header has no key"}, 0},
		{"a key too long", "entlink-ledger\t1\t" + strings.Repeat("00", 65) + "\n" + good, []string{"line 1: the header has no key"}, 0},
		{"the longest key", "entlink-ledger\t1\t" + strings.Repeat("00", 64) + "\n" + good + "x\n", []string{"line 3: 1 cells"}, 1},
		{"a header that counts none", strings.Replace(head, "f\n", "f\t0\n", 1) + good, []string{"line 2: 1 verdicts, and the header counts 0"}, 1},
		{"no key", "entlink-ledger\t1\tx\n", []string{"line 1: the header has no key"}, 0},
		{"each bad line says so, good ones are kept", head + "maybe\t12\tg1\t2025-09-04\t" + seen + "\t-\n" + good + "same\t12\n",
			[]string{"line 2: the verdict", "line 4: 2 cells"}, 1},
		{"a day that is none", head + strings.Replace(good, "2025-09-04", "04/09/2025", 1), []string{"line 2: the day"}, 0},
		{"a digest that is none", head + strings.Replace(good, seen, "x", 1), []string{"line 2: what was seen"}, 0},
		{"a digest of the identifier that is none", head + strings.Replace(good, "\t-", "\tx", 1), []string{"line 2: what the account bore"}, 0},
		{"about the account what is not written here", head + strings.Replace(good, "\t-", "\t-\ts1", 1), []string{"line 2: what was told of the account"}, 0},
		{"an identifier that is empty", head + strings.Replace(good, "g1", "", 1), []string{"line 2: an identifier"}, 0},
		{"an account's identifier that is empty", head + strings.Replace(good, "\t12\t", "\t\t", 1), []string{"line 2: an identifier"}, 0},
		{"an escape of no number", head + strings.Replace(good, "g1", "g%zz", 1), []string{"line 2: an identifier"}, 0},
		{"a digest with something behind it", head + strings.Replace(good, seen, seen+"x", 1), []string{"line 2: what was seen"}, 0},
		{"a digest in capitals", head + strings.Replace(good, seen, strings.ToUpper(seen), 1), []string{"line 2: what was seen"}, 0},
		{"more bad lines than are told", head + strings.Repeat("x\n", maxLedgerErrors+1), slices.Repeat([]string{": 1 cells"}, maxLedgerErrors), 0},
		{"a broken escape", head + strings.Replace(good, "g1", "g%0", 1), []string{"line 2: an identifier"}, 0},
		{"two verdicts about the same two", head + good + strings.Replace(good, "g1", "G1", 1), []string{"line 3: a second verdict"}, 1},
		{"two copies put together, in which one account is two people's", head + good + strings.Replace(good, "g1", "g2", 1), []string{"line 3: a second person"}, 1},
		{"two accounts of one person, in two schools", head + good + strings.Replace(good, "\t12\t", "\t13\t", 1) + "x\n", []string{"line 4: 1 cells"}, 2},
		{"a conflict that version control left", head + "<<<<<<< ours\n" + good + "=======\n" + strings.Replace(good, "g1", "g2", 1) + ">>>>>>> theirs\n",
			[]string{"line 2: 1 cells", "line 4: 1 cells", "line 5: a second person", "line 6: 1 cells"}, 1},
		{"a spreadsheet's day", head + strings.Replace(good, "2025-09-04", "2025-9-4", 1), []string{"line 2: the day"}, 0},
		{"a spreadsheet's number for a digest", head + strings.Replace(good, seen, "1,0203E+21", 1), []string{"line 2: what was seen"}, 0},
		{"a crash in the middle of the last line", head + good + strings.TrimSuffix(strings.Replace(good, "12", "13", 1), "-\n"), []string{"line 3: what the account bore"}, 1},
		{"a file cut at a line's end", strings.Replace(head, "f\n", "f\t2\n", 1) + good, []string{"line 2: 1 verdicts, and the header counts 2"}, 1},
		{"a line put in by hand", strings.Replace(head, "f\n", "f\t1\n", 1) + good + strings.Replace(good, "\t12\t", "\t13\t", 1), []string{"line 3: 2 verdicts"}, 2},
		{"a header whose number is none", strings.Replace(head, "f\n", "f\tmany\n", 1) + good, []string{"line 1: the header does not say how many"}, 0},
		{"a line without end", head + strings.Repeat("x", 10_000), []string{"line 2: the line is too long"}, 0},
	} {
		l, err := ReadLedger(strings.NewReader(tt.file))
		if !errors.Is(err, ErrLedger) {
			t.Errorf("%s: error %v", tt.why, err)
			continue
		}
		for _, want := range tt.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %q, want %q in it", tt.why, err, want)
			}
		}
		if got := strings.Count(err.Error(), "line "); got != len(tt.want) && !strings.Contains(tt.want[0], "the line") {
			t.Errorf("%s: %d errors, want %d: %v", tt.why, got, len(tt.want), err)
		}
		if l != nil && len(l.Rulings()) != tt.left {
			t.Errorf("%s: %d verdicts, want %d", tt.why, len(l.Rulings()), tt.left)
		}
	}
}

// A file that was cut at a line's end is not read as if it were whole, and one of before the header counted is read.
func TestLedgerCutAtALineEnd(t *testing.T) {
	d := Decision{Account: person("12, SYLLA Awa, pupil, 1A"), Candidates: []Candidate{{Person: person("g1, SYLLA Awa, pupil, 1A")}, {Person: person("g2, SYLLA Awa, pupil, 1A")}}}
	l := &Ledger{}
	if err := errors.Join(l.Confirm(d, "g1", time.Now()), l.Refuse(d, time.Now(), "g2")); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if _, err := l.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(b.String(), "\n"), "\n")
	for n := 1; n < len(lines); n++ {
		if _, err := ReadLedger(strings.NewReader(strings.Join(lines[:n], ""))); !errors.Is(err, ErrLedger) {
			t.Errorf("the first %d of %d lines: error %v, want ErrLedger", n, len(lines), err)
		}
	}
	old := strings.Replace(b.String(), "\t2\n", "\n", 1)
	if back, err := ReadLedger(strings.NewReader(old)); err != nil || len(back.Rulings()) != 2 {
		t.Errorf("a file of before the header counted: %v", err)
	}
}

func FuzzReadLedger(f *testing.F) {
	f.Add("entlink-ledger\t1\t000102030405060708090a0b0c0d0e0f\nsame\t12\tg%09\t2025-09-04\t000102030405060708090a0b\t-\n")
	f.Fuzz(func(t *testing.T, file string) {
		l, err := ReadLedger(strings.NewReader(file))
		if err != nil || l.key == nil {
			return
		}
		var b, c strings.Builder
		if _, err := l.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		again, err := ReadLedger(strings.NewReader(b.String()))
		if err != nil {
			t.Fatalf("what was written can't be read: %v\n%s", err, b.String())
		}
		if _, err := again.WriteTo(&c); err != nil || c.String() != b.String() {
			t.Errorf("written again: %q, want %q", c.String(), b.String())
		}
	})
}
