package matcher

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The ledger's file is text in UTF-8, for people to look at and for version
// control to compare: a header line, then one verdict a line, in the order of
// accounts and people, with tabs between:
//
//	entlink-ledger	1	0f1e…	2            format, version, key of the digests, verdicts
//	same	12	f73d0f72-…	2025-09-04	9a0b…	-	s1f0b… y0
//	other	12	0c28cd44-…	2025-09-04	77d1…	5c0e…
//
// The number of verdicts shows where lines are missing; files of before it was
// written have none. The cells of a line are the verdict, the account, the
// person, the day, what was seen, and the identifier that the account bore ("-"
// for none), these two as digests; and what else was told of the account: digests
// of its schools (s) and children (c), and by how many years its class was off
// (y). The last is left out where there is nothing, as in older files. In
// identifiers a control character and "%" are written as %XX.
const (
	ledgerFormat  = "entlink-ledger"
	ledgerVersion = "1"
)

// ErrLedger is inside every error about a ledger's file that can't be read.
var ErrLedger = errors.New("matcher: no ledger")

// A LedgerError says what is wrong with one line of a ledger's file.
type LedgerError struct {
	Line  int    // from 1
	Cause string // in English, without any identifier
}

// Error names the line and the cause, and nobody.
func (e *LedgerError) Error() string {
	return fmt.Sprintf("matcher: ledger, line %d: %s", e.Line, e.Cause)
}

// Unwrap gives ErrLedger.
func (e *LedgerError) Unwrap() error { return ErrLedger }

// Bounds of a ledger's file.
const (
	maxLedgerLine   = 4096      // bytes
	maxLedgerLines  = 5_000_000 // verdicts
	maxLedgerErrors = 50        // told of one file
)

// ReadLedger reads what WriteTo wrote. An empty file is an empty ledger. Of bad
// lines each gives one *LedgerError, joined by errors.Join and bounded in
// number, and so do lines that are missing by the number in the header; the
// ledger then holds the good lines, for looking at and not for writing back. A
// header that is none, or of a version to come, gives no ledger.
func ReadLedger(r io.Reader) (*Ledger, error) {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 1024), maxLedgerLine)
	l := &Ledger{rulings: map[pairKey]Ruling{}}
	confirmed := map[string]struct{}{}
	var bad []error
	line, verdicts, want := 0, 0, -1
	for s.Scan() {
		line++
		text := strings.TrimSuffix(s.Text(), "\r")
		var cause string
		switch {
		case line == 1:
			text = strings.TrimPrefix(text, "\ufeff")
			if l.key, want, cause = ledgerHeader(text); cause != "" {
				return nil, &LedgerError{1, cause}
			}
		case text == "":
		case line > maxLedgerLines:
			return nil, &LedgerError{line, "too many lines"}
		default:
			verdicts++
			cause = l.readLine(text, confirmed)
		}
		if cause != "" && len(bad) < maxLedgerErrors {
			bad = append(bad, &LedgerError{line, cause})
		}
	}
	if err := s.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			return nil, &LedgerError{line + 1, "the line is too long"}
		}
		return nil, err
	}
	if want >= 0 && verdicts != want {
		bad = append(bad, &LedgerError{line, fmt.Sprintf("%d verdicts, and the header counts %d: the file was cut or put together", verdicts, want)})
	}
	return l, errors.Join(bad...)
}

// ledgerHeader reads the first line: the key and how many verdicts follow, -1 if
// it doesn't say. cause says what is wrong with it.
func ledgerHeader(text string) (key []byte, verdicts int, cause string) {
	cells := strings.Split(text, "\t")
	if cells[0] != ledgerFormat || len(cells) < 2 {
		return nil, 0, "not the header of a ledger"
	}
	if cells[1] != ledgerVersion {
		return nil, 0, "a version of the format that is not known here"
	}
	if len(cells) == 3 || len(cells) == 4 {
		key, _ = hex.DecodeString(cells[2])
	}
	if len(key) < 16 || len(key) > 64 {
		return nil, 0, "the header has no key of 16 to 64 bytes"
	}
	verdicts = -1
	if len(cells) == 4 {
		n, err := strconv.ParseUint(cells[3], 10, 31)
		if err != nil {
			return nil, 0, "the header does not say how many verdicts there are"
		}
		verdicts = int(n)
	}
	return key, verdicts, ""
}

// readLine reads one verdict. confirmed are the accounts of which a line before
// says whose they are: two copies of a ledger that were put together by hand may
// give one account to two people. cause says what is wrong with the line.
func (l *Ledger) readLine(text string, confirmed map[string]struct{}) (cause string) {
	c := strings.Split(text, "\t")
	if len(c) != 6 && len(c) != 7 {
		return fmt.Sprintf("%d cells, want 6 or 7", len(c))
	}
	if c[0] != "same" && c[0] != "other" {
		return "the verdict is neither same nor other"
	}
	r := Ruling{Same: c[0] == "same", seen: c[4], bore: c[5]}
	var ok1, ok2 bool
	r.Account, ok1 = unescapeID(c[1])
	r.Person, ok2 = unescapeID(c[2])
	if !ok1 || !ok2 {
		return "an identifier that is empty, too long or not text"
	}
	var err error
	if r.On, err = time.Parse(time.DateOnly, c[3]); err != nil {
		return "the day is not one as 2025-09-04"
	}
	if r.bore == "-" {
		r.bore = ""
	} else if !isDigest(r.bore) {
		return "what the account bore is no digest"
	}
	if !isDigest(r.seen) {
		return "what was seen is no digest"
	}
	if len(c) == 7 {
		if r.about = c[6]; !isAbout(r.about) {
			return "what was told of the account is nothing that is written here"
		}
	}
	k := keyOf(r.Account, r.Person)
	if _, twice := l.rulings[k]; twice {
		return "a second verdict about the same two"
	}
	if r.Same {
		if _, torn := confirmed[k.account]; torn {
			return "a second person confirmed for one account"
		}
		confirmed[k.account] = struct{}{}
	}
	l.rulings[k] = r
	return ""
}

func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 12 && s == strings.ToLower(s)
}

// WriteTo writes the ledger as text; the same verdicts give the same bytes. It
// implements io.WriterTo.
func (l *Ledger) WriteTo(w io.Writer) (int64, error) {
	if l.key == nil {
		l.key = make([]byte, 16)
		if _, err := rand.Read(l.key); err != nil {
			return 0, fmt.Errorf("matcher: no key for the ledger: %w", err)
		}
	}
	var b strings.Builder
	rulings := l.Rulings()
	fmt.Fprintf(&b, "%s\t%s\t%s\t%d\n", ledgerFormat, ledgerVersion, hex.EncodeToString(l.key), len(rulings))
	for _, r := range rulings {
		verdict, bore := "other", "-"
		if r.Same {
			verdict = "same"
		}
		if r.bore != "" {
			bore = r.bore
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s", verdict, escapeID(r.Account), escapeID(r.Person), r.On.Format(time.DateOnly), r.seen, bore)
		if r.about != "" {
			b.WriteByte('\t')
			b.WriteString(r.about)
		}
		b.WriteByte('\n')
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

// escapeID writes an identifier into a cell.
func escapeID(id string) string {
	var b strings.Builder
	for i := range len(id) {
		if c := id[i]; c < ' ' || c == '%' || c == 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func unescapeID(cell string) (id string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(cell); i++ {
		c := cell[i]
		if c == '%' {
			if i+3 > len(cell) {
				return "", false
			}
			n, err := strconv.ParseUint(cell[i+1:i+3], 16, 8)
			if err != nil {
				return "", false
			}
			c = byte(n)
			i += 2
		}
		b.WriteByte(c)
	}
	id = b.String()
	return id, utf8.ValidString(id) && strings.TrimSpace(id) == id && id != "" && len(id) <= maxRulingID
}
