package matcher

import "runtime"

// What a long list points to is anywhere in memory, and to wait for it takes longer
// than most of what is done with it. A processor that does nothing else waits for
// many places at the same time, where it would wait for one after the other
// otherwise. So these functions read a little of all that is needed next.

// touchCells reads a byte of the names of rows.
func touchCells(rows []Person) {
	var sum byte
	for i := range rows {
		sum += touched(rows[i].Last) + touched(rows[i].First)
	}
	runtime.KeepAlive(sum)
}

// touch reads a byte of all that rows point to.
func touch(rows []Person) {
	touchCells(rows)
	var sum byte
	for i := range rows {
		p := &rows[i]
		sum += touched(p.Born)
		for _, of := range [...][]string{p.Profiles, p.Schools, p.Classes, p.Children} {
			if len(of) > 0 {
				sum += byte(len(of[0]))
			}
		}
	}
	for i := range rows {
		p := &rows[i]
		for _, of := range [...][]string{p.Profiles, p.Schools, p.Classes} {
			if len(of) > 0 {
				sum += touched(of[0])
			}
		}
	}
	runtime.KeepAlive(sum)
}

func touched(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}
