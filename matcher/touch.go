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

// touch reads a byte of all that newEntry reads of rows.
func touch(rows []Person) {
	touchCells(rows)
	var sum byte
	for i := range rows {
		p := &rows[i]
		sum += touched(p.Born)
		for _, of := range [...][]string{p.Profiles, p.Schools, p.Classes} {
			if len(of) > 0 {
				sum += byte(len(of[0])) // where the text is
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

// touchNames reads what is compared of people's names, and what their keys are made of.
func touchNames(people []entry) {
	var sum uint64
	for i := range people {
		e := &people[i]
		sum += uint64(e.sur.set) + uint64(e.sur.hashes.start1) + uint64(e.giv.set)
	}
	runtime.KeepAlive(sum)
}

// touchIDs reads a byte of people's identifiers.
func touchIDs(people []entry) {
	var sum byte
	for i := range people {
		sum += byte(len(people[i].ID)) // where the text is
	}
	for i := range people {
		sum += touched(people[i].ID)
	}
	runtime.KeepAlive(sum)
}

// touchThem is touchNames for some of a list.
func (l *list) touchThem(them []int32) {
	var sum int
	for _, i := range them {
		sum += int(l.people[i].kind)
	}
	for _, i := range them {
		sum += int(l.people[i].sur.set) + int(l.people[i].giv.set)
	}
	runtime.KeepAlive(sum)
}

// touchLinks reads what is worded of the links of accounts.
func (l *linkage) touchLinks(accounts []int32) {
	var sum int
	for _, i := range accounts {
		sum += int(l.links.person[i]) + len(l.ofAccount.of(i)) + int(l.accounts.people[i].kind)
	}
	for _, i := range accounts {
		if j := l.links.person[i]; j >= 0 {
			sum += int(l.roster.people[j].kind) + int(l.pairs[l.ofAccount.of(i)[0]].ev)
		}
	}
	for _, i := range accounts {
		if j := l.links.person[i]; j >= 0 {
			p := l.roster.people[j].Person
			sum += len(p.ID) + len(p.Schools) + len(p.Sex)
		}
	}
	runtime.KeepAlive(sum)
}
