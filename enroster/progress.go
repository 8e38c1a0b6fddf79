package enroster

import "io"

// progressStep is after how many bytes a progress hook is called again: often enough for a bar to move on a slow stream,
// so rarely that it costs nothing on a fast one.
const progressStep = 256 << 10

// progress counts the bytes of a stream for a hook. The zero progress counts for nobody.
type progress struct {
	hook  func(bytes int64)
	bytes int64
	told  int64
}

// add counts n bytes more.
func (p *progress) add(n int) {
	p.bytes += int64(n)
	if p.hook != nil && p.bytes-p.told >= progressStep {
		p.tell()
	}
}

// tell calls the hook.
func (p *progress) tell() {
	p.told = p.bytes
	if p.hook != nil {
		p.hook(p.bytes)
	}
}

// countedReader counts what is read.
type countedReader struct {
	r io.Reader
	p *progress
}

func (c countedReader) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.p.add(n)
	return n, err
}

// countedWriter counts what is written.
type countedWriter struct {
	w io.Writer
	p *progress
}

func (c countedWriter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.p.add(n)
	return n, err
}
