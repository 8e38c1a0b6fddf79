package join

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// ErrNotAccounts says that a file is readable, and is no account list.
var ErrNotAccounts = errors.New("join: no account list")

// Cells reads an account list with its cells as they are written, for
// matcher.Predict: the application's own rule begins there, and enroster's
// repairs would hide what it stumbles over. enroster says how the list is
// written and where its columns are. An account that has several rows, as
// guardians have in SACoche's list, is given once. lost are those, by ID, whose names
// are not known to the letter: SACoche's list has a no-break space in them, for a
// letter that it could not write or, in a name that came with one, really that, and
// its import tells the two apart; or a semicolon, at which the list is cut. The
// error is enroster's, or ErrNotAccounts.
func Cells(data []byte) (list []matcher.Account, lost map[string]bool, err error) {
	known := enroster.NewReader(bytes.NewReader(data), nil)
	dialect, columns := known.Dialect(), known.Columns()
	if columns == nil {
		for _, err := range known.All() {
			return nil, nil, err
		}
		return nil, nil, ErrNotAccounts
	}
	if dialect.Layout.Roster() {
		return nil, nil, ErrNotAccounts
	}
	enc := dialect.Encoding
	if sacocheList(dialect.Layout) && enc != enroster.UTF8 && enc != enroster.UTF16LE && enc != enroster.UTF16BE {
		enc = enroster.Windows1252 // SACoche writes no other; so few accents need not show it
	}
	text, err := decoded(data, enc)
	if err != nil {
		return nil, nil, err
	}
	rows, err := rawRows(text, dialect)
	if err != nil {
		return nil, nil, err
	}
	lost = map[string]bool{}
	seen := map[string]bool{} // a guardian has a row for each child
	for _, row := range rows {
		a, whole := account(row, columns, dialect)
		if a.ID != "" && seen[a.ID] {
			continue
		}
		seen[a.ID] = true
		list = append(list, a)
		if !whole {
			lost[a.ID] = true
		}
	}
	return list, lost, nil
}

// account makes an account of a row's cells, and reports whether its names are known
// to the letter.
func account(row []string, columns enroster.Columns, dialect enroster.Dialect) (a matcher.Account, whole bool) {
	cell := func(f enroster.Field) string {
		if i := columns.Index(f); i >= 0 && i < len(row) {
			return row[i]
		}
		return ""
	}
	a = matcher.Account{
		ID:      strings.TrimSpace(cell(enroster.FieldAccountID)),
		Last:    cell(enroster.FieldLastName),
		First:   cell(enroster.FieldFirstName),
		Prior:   cell(enroster.FieldGUID),
		Profile: cell(enroster.FieldProfile),
	}
	if p, _ := enroster.ParseProfile(a.Profile); p == enroster.Administrator {
		a.Profile = "ADM"
	}
	whole = true
	if sacocheList(dialect.Layout) {
		// SACoche writes a no-break space for each letter that Windows-1252
		// lacks. To its import all those letters are alike, so any does.
		whole = !strings.Contains(a.Last+a.First, "\u00a0")
		a.Last, a.First = strings.ReplaceAll(a.Last, "\u00a0", lostLetter), strings.ReplaceAll(a.First, "\u00a0", lostLetter)
		if len(row) > len(columns) && strings.Join(row[len(columns):], "") != "" {
			whole = false
			a.First += lostLetter // it writes no quotes: a semicolon in a name has moved all cells behind it
		}
	}
	return a, whole
}

// lostLetter stands for the letters that SACoche's lists have lost: one in two
// cases, as most of them are, that nobody is called by.
const lostLetter = "ȝ"

func sacocheList(l enroster.Layout) bool {
	return l == enroster.LayoutPupils || l == enroster.LayoutGuardians || l == enroster.LayoutProfessionals
}

// decoded makes UTF-8 of a file, without its byte order marks.
func decoded(data []byte, enc enroster.Encoding) (string, error) {
	e, ok := map[enroster.Encoding]encoding.Encoding{
		enroster.Windows1252: charmap.Windows1252,
		enroster.ISO8859_15:  charmap.ISO8859_15,
		enroster.Macintosh:   charmap.Macintosh,
		enroster.CP850:       charmap.CodePage850,
		enroster.UTF16LE:     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		enroster.UTF16BE:     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	}[enc]
	if ok {
		var err error
		if data, err = e.NewDecoder().Bytes(data); err != nil {
			return "", fmt.Errorf("decoding %s: %w", enc, err)
		}
	}
	text := string(data)
	for strings.HasPrefix(text, "\ufeff") {
		text = strings.TrimPrefix(text, "\ufeff")
	}
	return text, nil
}

// rawRows splits a text into the rows below its header; blank ones are left out.
func rawRows(text string, dialect enroster.Dialect) (rows [][]string, err error) {
	if dialect.LineEnd == "\r" {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	for range dialect.HeaderLine {
		_, text, _ = strings.Cut(text, "\n")
	}
	if dialect.Quote == 0 {
		for line := range strings.Lines(text) {
			if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
				rows = append(rows, strings.Split(line, string(dialect.Separator)))
			}
		}
		return rows, nil
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = dialect.Separator, true, -1
	for {
		row, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		if len(row) > 1 || strings.TrimSpace(row[0]) != "" {
			rows = append(rows, row)
		}
	}
}
