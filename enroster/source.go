package enroster

import (
	"bytes"
	"errors"
	"io"
)

// sampleSize is how much of a file recognition sees: decisions fall on it, and what comes later can only contradict them.
const sampleSize = 64 << 10

// errRowTooLong is the source's answer to a line that ends beyond the limit.
var errRowTooLong = errors.New("enroster: row too long")

// source cuts a stream into physical lines. It holds one row and what was read with it, never the file.
type source struct {
	r   io.Reader
	buf []byte // buf[pos:end] is read and not yet consumed
	pos int
	end int
	off int64 // offset in the stream of buf[pos]
	// What was found about LF: none in buf[from:lf], and one at lf unless lf is where the search stopped.
	from, lf int
	whole    int   // what lies before is whole lines
	moves    int   // how often the bytes were moved in the buffer
	err      error // what ended the stream; io.EOF at its end

	keep int    // most bytes of kept; 0: none are kept
	kept []byte // what was consumed lately, for Reader.keepRow
}

func newSource(r io.Reader) *source { return &source{r: r, buf: makeBuffer(sampleSize)} }

// bufferSize is what the buffer has once the sample is read: larger ones are no faster.
const bufferSize = 32 << 10

// pad is how many bytes follow those of a buffer, whatever they are, for who looks at many bytes at a time.
const pad = 64

func makeBuffer(size int) []byte { return make([]byte, size, size+pad) }

// fill reads more. It returns false at the end of the stream, after which err says why.
func (s *source) fill() bool {
	if s.err != nil {
		return false
	}
	if s.end == len(s.buf) {
		buf := s.buf
		switch rest := s.end - s.pos; {
		case s.pos == 0:
			buf = makeBuffer(2 * len(s.buf))
		case rest < bufferSize/2 && len(s.buf) > bufferSize:
			buf = makeBuffer(bufferSize)
		}
		copy(buf, s.buf[s.pos:s.end])
		s.buf = buf
		s.end -= s.pos
		s.from, s.lf, s.whole = s.from-s.pos, s.lf-s.pos, s.whole-s.pos
		s.pos = 0
		s.moves++
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		if i := bytes.LastIndexByte(s.buf[s.end:s.end+n], '\n'); i >= 0 {
			s.whole = s.end + i + 1
		}
		s.end += n
		s.err = err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	s.err = io.ErrNoProgress
	return false
}

// sample reads until size bytes are there or the stream ends, and gives what is there.
func (s *source) sample(size int) []byte {
	for s.end-s.pos < size && s.fill() {
	}
	return s.buf[s.pos:min(s.end, s.pos+size)]
}

// beginning is the sample on which recognition decides. It is larger, but no larger than most, where a header of thousands
// of columns may not end in it.
func (s *source) beginning(most int) []byte {
	b := s.sample(sampleSize)
	for size := 2 * sampleSize; size <= most && s.err == nil && !bytes.ContainsAny(b[len(b)/2:], "\r\n"); size *= 2 {
		b = s.sample(size)
	}
	return b
}

// bytes gives the unread bytes from the current position up to n. They are valid until the next call of line or sample.
func (s *source) bytes(n int) []byte { return s.buf[s.pos : s.pos+n] }

// has reports whether there are n bytes more in the stream, having read them.
func (s *source) has(n int) bool {
	for s.end-s.pos < n && s.fill() {
	}
	return s.end-s.pos >= n
}

// lines gives the unread bytes from the current position on, if a line of them ends at LF; otherwise none. It reads on
// for a line of the ordinary length.
func (s *source) lines() []byte {
	const ordinary = 4096
	for s.pos >= s.whole && s.end-s.pos < ordinary && s.fill() {
	}
	if s.pos >= s.whole {
		return nil
	}
	return s.buf[s.pos : s.end+pad]
}

// advance consumes n bytes.
func (s *source) advance(n int) {
	if s.keep > 0 {
		if len(s.kept)+n > s.keep {
			s.kept = s.kept[:0] // whole lines: half a row could be read as another one
		}
		s.kept = append(s.kept, s.bytes(n)...)
	}
	s.skip(n)
}

// skip consumes n bytes that a record keeps already.
func (s *source) skip(n int) {
	s.pos += n
	s.off += int64(n)
}

// line finds the physical line that begins from bytes after the current position: it ends at n, and the next one begins
// at next. A line ends at LF, CR LF or CR. The last one may end at the end of the stream: n == next then. At the very
// end ok is false. A line that goes on beyond max bytes is errRowTooLong.
func (s *source) line(from, max int) (n, next int, ok bool, err error) {
	seen := from // no line end in what lies between from and seen
	for {
		b := s.buf[s.pos:s.end]
		if i := s.lineEnd(seen); i >= 0 {
			if i-from > max {
				return 0, 0, false, errRowTooLong
			}
			if b[i] == '\n' {
				return i, i + 1, true, nil
			}
			if i+1 < len(b) || !s.fill() {
				b = s.buf[s.pos:s.end]
				if i+1 < len(b) && b[i+1] == '\n' {
					return i, i + 2, true, nil
				}
				return i, i + 1, true, nil
			}
			seen = i
			continue
		}
		seen = len(b)
		if len(b)-from > max {
			return 0, 0, false, errRowTooLong
		}
		if !s.fill() {
			end := s.end - s.pos
			return end, end, end > from, nil
		}
	}
}

// lineEnd finds the first CR or LF at or after from bytes from the current position, or -1. It remembers where the next
// LF is: in a file of CR lines each search would otherwise run through the whole buffer.
func (s *source) lineEnd(from int) int {
	at := s.pos + from
	if at < s.from || at > s.lf {
		s.from, s.lf = at, at
	}
	if s.lf == s.end || s.buf[s.lf] != '\n' {
		if i := bytes.IndexByte(s.buf[s.lf:s.end], '\n'); i >= 0 {
			s.lf += i
		} else {
			s.lf = s.end
		}
	}
	if i := bytes.IndexByte(s.buf[at:s.lf], '\r'); i >= 0 {
		return from + i
	}
	if s.lf < s.end {
		return s.lf - s.pos
	}
	return -1
}

// skipLine consumes a line of any length, holding nothing of it. It is kept whole or not at all: a piece of it could be
// read as a row.
func (s *source) skipLine() {
	before, whole := len(s.kept), true
	consume := func(n int) {
		if whole = whole && len(s.kept)+n <= s.keep; whole {
			s.advance(n)
			return
		}
		s.kept = s.kept[:before]
		s.skip(n)
	}
	for {
		if i := s.lineEnd(0); i >= 0 {
			_, next, _, _ := s.line(0, len(s.buf))
			consume(next)
			return
		}
		consume(s.end - s.pos)
		if !s.fill() {
			return
		}
	}
}
