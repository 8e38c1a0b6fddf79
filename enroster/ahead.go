package enroster

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"sync"
)

// ahead parses rows of the ordinary kind on other cores. The stream is cut into blocks at line ends, and workers read
// each line of a block as if a row began there. Where rows do begin only the reader knows, which goes through the file
// in order: at each row it takes what a worker made of the very bytes that begin there, and reads the row itself if no
// worker could. What a worker read inside a quoted cell is thus never looked at, so a cut is safe anywhere, and
// records and findings are those of a reader alone.
//
// The reader's goroutine is one of the workers: while the block that it needs is not ready, it parses one that nobody has
// begun. So no core waits for a hand-over while there is work.
type ahead struct {
	src     io.Reader
	reader  *source // which reads from it
	off     int64   // in the stream, of the next block
	err     error   // what ended the stream
	rest    []byte
	unread  []*block // read from the stream, not yet by Read
	read    []*block // read by Read, with rows at or after the reader's place
	free    []*block
	workers int // the reader's goroutine among them
	size    int // of a block
	plan    quick
	own     quick // the plan of the reader's goroutine

	jobs chan *block // nil while no worker runs
	wait sync.WaitGroup
}

// block is a piece of the stream, and the rows that a worker found there.
type block struct {
	off  int64
	data []byte
	from int // Read has given what lies before
	batch
	next int // of rows, the first that may be asked for
	done chan struct{}
	is   bool  // done
	why  error // what a worker panicked with, for the reader to panic with; nil if nothing went wrong
}

// blockSize is how much of the stream a worker reads at a time: long enough to be worth the hand-over, short enough to
// be nothing in memory.
const blockSize = 64 << 10

// blocksAhead is how many blocks for each worker wait or are being read, besides one.
const blocksAhead = 1

// newAhead takes over the stream of a source, from behind what the source has read already.
func newAhead(s *source, plan quick, workers int) *ahead {
	a := &ahead{src: s.r, reader: s, off: s.off + int64(s.end-s.pos), err: s.err, workers: workers, size: blockSize, plan: plan}
	a.plan.known, a.plan.lastProfiles, a.plan.decoded, a.plan.texts = known{}, [2]uint16{}, nil, arena{}
	a.own = a.plan
	s.r, s.err = a, nil
	return a
}

// start lets the workers run.
func (a *ahead) start() {
	a.jobs = make(chan *block, blocksAhead*a.workers+3) // all that can wait: two more lie in the reader's buffer
	for range a.workers - 1 {
		a.wait.Add(1)
		go a.work(a.jobs)
	}
}

// stop ends the workers. What they have not begun stays unread, for the reader to read.
func (a *ahead) stop() {
	close(a.jobs)
	for b := range a.jobs {
		b.done <- struct{}{}
	}
	a.wait.Wait()
	a.jobs = nil
}

// work reads the rows of blocks until there are no more.
func (a *ahead) work(jobs <-chan *block) {
	defer a.wait.Done()
	q := a.plan
	for b := range jobs {
		b.try(&q)
		b.done <- struct{}{}
	}
}

// try parses a block in a worker. A panic waits for the reader's goroutine, whose caller can recover from it: here it
// would end a program for all whom it serves. The block is left without rows, for the reader to read if it is asked again.
func (b *block) try(q *quick) {
	defer func() {
		switch why := recover().(type) {
		case nil:
			return
		case runtime.Error:
			b.why = workerError{why, debug.Stack()}
		default:
			b.why = fmt.Errorf("%v\n%s", why, debug.Stack())
		}
		b.rows = b.rows[:0]
	}()
	b.parse(q)
}

// A workerError is a runtime.Error of another goroutine, and where it was.
type workerError struct {
	err   runtime.Error
	stack []byte
}

func (e workerError) Error() string { return fmt.Sprintf("%v\n%s", e.err, e.stack) }
func (e workerError) RuntimeError() {}

// parse reads the rows of a block.
func (b *block) parse(q *quick) {
	padded := b.data[:len(b.data)+farthest]
	t := &b.batch
	q.texts = arena{}
	q.texts.b.Grow(len(b.data) + len(b.data)/2)
	for at := 0; at < len(b.data); {
		if len(q.known.cells) > 0 && q.known.isFull() && len(t.rows) > 0 {
			break // the rows before have the cells that are known now
		}
		q.known.begin(q)
		row, size, ok := q.parse(padded[at:])
		if !ok {
			at += bytes.IndexByte(b.data[at:], '\n') + 1
			continue
		}
		from, to := q.texts.append(row, q.places(len(row)))
		t.add(q, b.off+int64(at), from, to)
		at += size
	}
	t.text, t.known = q.texts.b.String(), q.known.cells
	q.texts = arena{}
}

// Read gives the stream on, and keeps the workers in work. It frees blocks itself, for a line without an end has no row
// that take is asked for.
func (a *ahead) Read(p []byte) (int, error) {
	a.release()
	for a.err == nil && (len(a.unread) == 0 || a.jobs != nil && len(a.unread) <= blocksAhead*a.workers) {
		a.cut()
	}
	if len(a.unread) == 0 {
		return 0, a.err
	}
	b := a.unread[0]
	n := copy(p, b.data[b.from:])
	if b.from == 0 {
		a.read = append(a.read, b)
	}
	if b.from += n; b.from == len(b.data) {
		a.unread = a.unread[1:]
	}
	return n, nil
}

// cut reads a block from the stream and hands it to the workers, if it has whole lines.
func (a *ahead) cut() {
	var b *block
	if n := len(a.free); n > 0 {
		b, a.free = a.free[n-1], a.free[:n-1]
	} else {
		b = &block{data: make([]byte, a.size+farthest), done: make(chan struct{}, 1)}
	}
	*b = block{off: a.off, data: b.data[:cap(b.data)-farthest], batch: batch{rows: b.rows[:0], kids: b.kids[:0]}, done: b.done}
	n := copy(b.data, a.rest)
	for tries := 0; n < len(b.data) && a.err == nil; tries++ {
		var m int
		m, a.err = a.src.Read(b.data[n:])
		if m > 0 {
			tries = 0
		} else if a.err == nil && tries == 100 {
			a.err = io.ErrNoProgress
		}
		n += m
	}
	lines := bytes.LastIndexByte(b.data[:n], '\n') + 1
	if lines == 0 || a.err != nil {
		lines = n // nothing to cut, or nothing to come
	}
	a.rest = append(a.rest[:0], b.data[lines:n]...)
	b.data = b.data[:lines]
	a.off += int64(lines)
	if lines == 0 {
		return
	}
	a.unread = append(a.unread, b)
	if a.jobs != nil && b.data[lines-1] == '\n' {
		a.jobs <- b
	} else {
		b.is = true
	}
}

// take gives the row that begins at the reader's place, as ordinary does, if a worker has read it. If none has, w is nil.
func (a *ahead) take(q *quick) (w *ordinary, text string, t *batch) {
	a.release()
	if len(a.read) == 0 {
		return nil, "", nil
	}
	b := a.read[0]
	if !b.is {
		a.await(b)
		q.texts.lists = nil // one with texts of many blocks would keep them all
	}
	for b.next < len(b.rows) && b.rows[b.next].off < a.reader.off {
		b.next++
	}
	if b.next == len(b.rows) {
		return nil, "", nil
	}
	w = &b.rows[b.next]
	if w.off > a.reader.off || !a.reader.has(int(w.size)) || w.accented && q.latin != a.plan.latin {
		return nil, "", nil
	}
	return w, b.text[w.from:w.to], &b.batch
}

// release frees the blocks that the reader has gone past.
func (a *ahead) release() {
	for len(a.read) > 0 {
		b := a.read[0]
		if a.reader.off < b.off+int64(len(b.data)) || b.from < len(b.data) {
			return
		}
		a.await(b)
		a.read = a.read[1:]
		a.free = append(a.free, b)
	}
}

// await waits until no worker has the block, and works meanwhile. What the worker panicked with, it panics with, once.
func (a *ahead) await(b *block) {
	defer func() {
		if why := b.why; why != nil {
			b.why = nil
			panic(why)
		}
	}()
	for !b.is {
		select {
		case <-b.done:
			b.is = true
			continue
		default:
		}
		select {
		case <-b.done:
			b.is = true
		case other := <-a.jobs: // none while no worker runs: the channel is nil then
			other.parse(&a.own)
			other.is = true
		}
	}
}
