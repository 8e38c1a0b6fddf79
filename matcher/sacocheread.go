package matcher

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Bounds of what ReadSACoche reads: a roster of a hundred thousand people has
// 20 MiB, and SACoche's own server refuses far less.
const (
	maxSACocheFile    = 64 << 20
	maxSACocheRecords = 1 << 20
)

// ErrSACocheRefuses is inside the error of a file that SACoche does not accept.
var ErrSACocheRefuses = errors.New("matcher: SACoche refuses the file")

// ReadSACoche reads a file as SACoche's import would read it, under the layout
// of "iTop" and of "perso": identifier, family name and given name are the
// first three cells of each record, whatever the header calls them, and the
// first record is the header.
//
// SACoche guesses that a file that is not UTF-8 as a whole is Windows-1252, and
// that its separator is whichever of ; , : and TAB is most frequent in all of
// it. Where it guesses wrong the rows are garbage, and so are these: they are
// what the import would work with. Cells are as they are written.
//
// A record that SACoche drops without a word, because it has fewer than three
// cells or one of the first three is empty, is a Row with Dropped set.
//
// name is the file's own name, of which SACoche wants the ending .csv or .txt;
// the error then wraps [ErrSACocheRefuses], and also for an empty file. A file of more
// than 64 MiB or a million records is an error of its own: SACoche's server takes far
// less.
func ReadSACoche(name string, data []byte) (rows []Row, err error) {
	for r, err := range sacocheRows(name, data) {
		if err != nil {
			return nil, err
		}
		if rows == nil {
			rows = make([]Row, 0, min(bytes.Count(data, []byte{'\n'}), maxSACocheRecords))
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// sacocheRows yields the rows of a file as [ReadSACoche] reads it, or an error.
func sacocheRows(name string, data []byte) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		r, err := newPHPReader(name, data)
		if err != nil {
			yield(Row{}, err)
			return
		}
		for record := 0; ; record++ {
			line := r.line
			first, cells, ok := r.read()
			switch {
			case !ok:
				return
			case record > maxSACocheRecords:
				yield(Row{}, fmt.Errorf("matcher: a file of more than %d records", maxSACocheRecords))
				return
			case record > 0 && !yield(Row{
				ID: first[0], Last: first[1], First: first[2], Record: record, Line: line, Cells: cells,
				Dropped: cells < 3 || first[0] == "" || first[1] == "" || first[2] == "",
			}, nil):
				return
			}
		}
	}
}

// newPHPReader refuses what SACoche refuses.
func newPHPReader(name string, data []byte) (*phpReader, error) {
	base := name[strings.LastIndexAny(name, `/\`)+1:]
	ending := strings.ToLower(base[strings.LastIndexByte(base, '.')+1:])
	switch {
	case strings.HasPrefix(base, "."), !strings.Contains(base, "."), ending != "csv" && ending != "txt":
		return nil, fmt.Errorf("%w: its name must end in .csv or .txt: %q", ErrSACocheRefuses, base)
	case len(data) == 0:
		return nil, fmt.Errorf("%w: it is empty", ErrSACocheRefuses)
	case len(data) > maxSACocheFile:
		return nil, fmt.Errorf("matcher: a file of more than %d MiB", maxSACocheFile>>20)
	}
	if !utf8.Valid(data) {
		data = fromWindows1252(data)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	text := bytes.TrimLeft(data, " \t\n\r\v\x00")
	r := &phpReader{line: 1 + bytes.Count(data[:len(data)-len(text)], []byte{'\n'})}
	r.rest = bytes.TrimRight(text, " \t\n\r\v\x00")
	r.separator = mostFrequent(r.rest)
	return r, nil
}

// mostFrequent returns the separator by SACoche's count, the earlier one of
// equals.
func mostFrequent(text []byte) byte {
	best, most := byte(';'), -1
	for _, sep := range []byte(";,:\t") {
		if n := bytes.Count(text, []byte{sep}); n > most {
			best, most = sep, n
		}
	}
	return best
}

// fromWindows1252 makes UTF-8 of bytes taken for Windows-1252; the five that it
// leaves open become the control characters of the same number, as in PHP.
func fromWindows1252(b []byte) []byte {
	out := make([]byte, 0, len(b)+len(b)/8)
	for _, c := range b {
		r := charmap.Windows1252.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// A phpReader splits a text into records as PHP's fgetcsv does, which is not
// RFC 4180: a backslash keeps a quote from ending a cell (and stays), white
// space before an opening quote is dropped, text after a closing one is kept.
type phpReader struct {
	rest      []byte
	separator byte
	line      int    // of the file, on which the next record begins
	text      []byte // of the cells that are being read
}

// readLine takes the next line, parted from its end.
func (r *phpReader) readLine() (line, end []byte, ok bool) {
	if len(r.rest) == 0 {
		return nil, nil, false
	}
	n := bytes.IndexByte(r.rest, '\n') + 1
	if n == 0 {
		n = len(r.rest)
	}
	line, r.rest = r.rest[:n], r.rest[n:]
	r.line++
	text := withoutLineEnd(line)
	return text, line[len(text):], true
}

// withoutLineEnd takes one CR LF, LF or CR from the end of a line.
func withoutLineEnd(line []byte) []byte {
	if t, ok := bytes.CutSuffix(line, []byte("\n")); ok {
		return bytes.TrimSuffix(t, []byte("\r"))
	}
	return bytes.TrimSuffix(line, []byte("\r"))
}

// read returns the first three cells of the next record, as parts of one text, and
// how many it has, one for a blank line. It returns false at the end.
func (r *phpReader) read() (first [3]string, cells int, ok bool) {
	line, end, ok := r.readLine()
	if !ok {
		return first, 0, false
	}
	r.text = r.text[:0]
	var ends [len(first)]int
	for {
		start := 0
		for start < len(line) && line[start] != r.separator && strings.IndexByte(" \t\n\v\f\r", line[start]) >= 0 {
			start++
		}
		text := r.text
		quoted := start < len(line) && line[start] == '"'
		if quoted {
			text, line, end = r.quoted(text, line[start+1:], end)
		}
		i := bytes.IndexByte(line, r.separator)
		rest := line
		if i >= 0 {
			rest = line[:i]
		}
		if !quoted {
			rest = withoutLineEnd(rest) // a CR before the separator too
		}
		if cells < len(first) {
			r.text = append(text, rest...)
			ends[cells] = len(r.text)
		}
		cells++
		if i < 0 {
			break
		}
		line = line[i+1:]
	}
	for n, all, from := 0, string(r.text), 0; n < min(cells, len(first)); n++ {
		first[n], from = all[from:ends[n]], ends[n]
	}
	return first, cells, true
}

// quoted reads a cell from behind its opening quote to behind its closing one,
// over as many lines as that takes, and returns the rest of the last. Without a
// closing quote the cell goes on to the end of the file; behind a quote that
// ends the file PHP reads the zero that ends the text in memory.
func (r *phpReader) quoted(cell, line, end []byte) (_, rest, restEnd []byte) {
	if len(line)+len(end) == 0 {
		return append(cell, 0), nil, nil
	}
	for {
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case '\\':
				i++ // whatever follows, it is no closing quote
			case '"':
				if i+1 < len(line) && line[i+1] == '"' {
					i++
					cell = append(cell, line[:i]...)
					line = line[i+1:]
					i = -1
					continue
				}
				return append(cell, line[:i]...), line[i+1:], end
			}
		}
		cell = append(append(cell, line...), end...)
		var more bool
		if line, end, more = r.readLine(); !more {
			return cell, nil, nil
		}
	}
}
