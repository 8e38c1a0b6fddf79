// Bench measures enroster beside other readers of CSV in Go, over one made roster. Each reader runs in a process of its
// own, so that its peak of memory is its own; the readers take turns, so that a busy moment of the machine hits all.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func main() {
	rows := flag.Int("rows", 1_000_000, "people in the made roster")
	runs := flag.Int("runs", 5, "runs of each reader; the best one counts")
	only := flag.String("only", "", "readers to run, parted by commas; all if empty")
	one := flag.String("run", "", "for the program itself: run one reader over the named file")
	flag.Parse()
	var err error
	if *one != "" {
		err = runOne(*one, flag.Arg(0))
	} else {
		err = runAll(os.Stdout, *rows, *runs, *only)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// result is what one run of a reader took.
type result struct {
	Rows   int
	Wall   time.Duration
	CPU    time.Duration
	Allocs uint64
	Peak   int // KiB
}

// runOne runs a reader over a file and prints its result.
func runOne(name, file string) error {
	i := slices.IndexFunc(readers, func(r reader) bool { return r.name == name })
	if i < 0 {
		return fmt.Errorf("no reader %q", name)
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	res, err := measure(readers[i], f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return json.NewEncoder(os.Stdout).Encode(res)
}

func measure(r reader, src io.Reader) (result, error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	cpu, start := cpuTime(), time.Now()
	rows, err := r.read(src)
	res := result{Rows: rows, Wall: time.Since(start), CPU: cpuTime() - cpu, Peak: peak()}
	runtime.ReadMemStats(&after)
	res.Allocs = after.Mallocs - before.Mallocs
	return res, err
}

// cpuTime is what the process has used of all processors so far.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak is the most memory that the process has had, in KiB, as Linux counts it; elsewhere 0.
func peak() int {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	line, _, _ := strings.Cut(rest, "kB")
	n, _ := strconv.Atoi(strings.TrimSpace(line))
	return n
}

var encodings = map[string]encoding.Encoding{
	"utf-8":        encoding.Nop,
	"windows-1252": charmap.Windows1252,
	"iso-8859-15":  charmap.ISO8859_15,
	"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
}

// makeFile writes the roster in an encoding to a new file and gives its size.
func makeFile(name, enc string, rows int) (int64, error) {
	f, err := os.Create(name)
	if err != nil {
		return 0, err
	}
	w := encodings[enc].NewEncoder().Writer(f)
	err = writeRoster(w, rows)
	if c, ok := w.(io.Closer); ok && err == nil {
		err = c.Close()
	}
	info, _ := f.Stat()
	if e := f.Close(); err == nil {
		err = e
	}
	return info.Size(), err
}

// runAll runs the readers in turn, and prints a table of the best run of each.
func runAll(w io.Writer, rows, runs int, only string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	sizes := make(map[string]int64)
	best := make(map[string]result)
	for range runs {
		for _, r := range readers {
			if only != "" && !slices.Contains(strings.Split(only, ","), r.name) {
				continue
			}
			file := filepath.Join(dir, r.file)
			if sizes[r.file] == 0 {
				if sizes[r.file], err = makeFile(file, r.file, rows); err != nil {
					return err
				}
			}
			cmd := exec.Command(self, "-run", r.name, file)
			cmd.Stderr = os.Stderr
			out, err := cmd.Output()
			if err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
			var res result
			if err := json.Unmarshal(out, &res); err != nil {
				return err
			}
			if want := rows; res.Rows != want && r.name != "empty" {
				return fmt.Errorf("%s read %d rows of %d", r.name, res.Rows, want)
			}
			b, ok := best[r.name]
			if !ok {
				b = res
			}
			b.Wall, b.CPU, b.Peak = min(b.Wall, res.Wall), min(b.CPU, res.CPU), max(b.Peak, res.Peak)
			best[r.name] = b
		}
	}
	return table(w, rows, sizes, best)
}

// table prints results as the README shows them.
func table(w io.Writer, rows int, sizes map[string]int64, best map[string]result) error {
	fmt.Fprintf(w, "%d rows, %.1f MB in UTF-8\n\n", rows, float64(sizes["utf-8"])/1e6)
	fmt.Fprintln(w, "| reader | ns a row | CPU ns a row | MB/s | allocs a row | peak over an empty program, MiB |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|")
	for _, r := range readers {
		res, ok := best[r.name]
		if !ok || r.name == "empty" {
			continue
		}
		n := float64(rows)
		_, err := fmt.Fprintf(w, "| %s | %.0f | %.0f | %.0f | %.3f | %.1f |\n", r.what, float64(res.Wall)/n, float64(res.CPU)/n,
			float64(sizes[r.file])/1e6/res.Wall.Seconds(), float64(res.Allocs)/n, float64(res.Peak-best["empty"].Peak)/1024)
		if err != nil {
			return err
		}
	}
	return nil
}
