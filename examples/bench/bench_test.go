package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
)

// made is a roster in memory.
func made(t testing.TB, people int) []byte {
	var b bytes.Buffer
	if err := writeRoster(&b, people); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestReaders wants every row from every reader.
func TestReaders(t *testing.T) {
	var b strings.Builder
	for _, r := range readers {
		var src bytes.Buffer
		if err := writeRoster(encodings[r.file].NewEncoder().Writer(&src), 2000); err != nil {
			t.Fatal(err)
		}
		res, err := measure(r, &src)
		if err != nil || res.Rows != 2000 && r.name != "empty" {
			t.Errorf("%s: %d rows, error %v", r.name, res.Rows, err)
		}
	}
	if err := table(&b, 1, nil, map[string]result{"csv": {Wall: 1}}); err != nil || !strings.Contains(b.String(), "encoding/csv") {
		t.Errorf("table %q, error %v", b.String(), err)
	}
}

// TestRoster wants the file to be the same for ever, and of the shape that its comment promises.
func TestRoster(t *testing.T) {
	data := made(t, 10_000)
	if got := fmt.Sprintf("%.4x", sha256.Sum256(data)); got != "757a0d26" {
		t.Errorf("sum %s, %d bytes", got, len(data))
	}
	lines := strings.SplitAfter(string(data), "\r\n")
	quoted := 0
	for _, line := range lines {
		if strings.Contains(line, `"`) {
			quoted++
		}
	}
	if len(lines) != 10_002 || quoted < 1700 || quoted > 1900 || len(data)/10_000 != 107 {
		t.Errorf("%d lines, %d with quotes, %d bytes", len(lines)-1, quoted, len(data))
	}
}

func BenchmarkReaders(b *testing.B) {
	const people = 20_000
	data := made(b, people)
	for _, r := range readers {
		if r.file != "utf-8" || r.name == "empty" {
			continue
		}
		b.Run(r.name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if n, err := r.read(bytes.NewReader(data)); err != nil || n != people {
					b.Fatal(n, err)
				}
			}
		})
	}
}
