package matcher

import (
	"math/bits"
	"time"
)

// A birthday is a birth date as a number, four bits to a digit so that it reads
// as it is written: 0x20120503. 0 is none that is told. Who is compared with
// hundreds is compared without looking at texts.
type birthday uint32

// birthdayOf reads a date that isDate takes, or "".
func birthdayOf(date string) (b birthday) {
	for i := range len(date) {
		if i != 4 && i != 7 {
			b = b<<4 | birthday(date[i]-'0')
		}
	}
	return b
}

// newYear reports whether it is a first of January, which registers write for
// "some day of that year".
func (b birthday) newYear() bool { return b&0xffff == 0x0101 }

// key is the date as a key, as hash is of a text.
func (b birthday) key() uint64 { return mixed(uint64(b), dateSeed) }

var dateSeed = hash("born")

func (b birthday) year() int {
	return int(b>>28)*1000 + int(b>>24&15)*100 + int(b>>20&15)*10 + int(b>>16&15)
}

// exchanged is the date with day and month exchanged, 0 if there is no such day.
func (b birthday) exchanged() birthday {
	day := b & 0xff
	if day > 0x12 {
		return 0
	}
	return b&^0xffff | day<<8 | b>>8&0xff
}

// days counts the days of a date from some day on.
func (b birthday) days() int {
	two := func(at int) int { return int(b>>(at+4)&15)*10 + int(b>>at&15) }
	return int(time.Date(b.year(), time.Month(two(8)), two(0), 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// compare says how two birth dates agree.
func (b birthday) compare(r birthday) evidence {
	switch {
	case b == 0 || r == 0:
		return 0
	case b == r && b.newYear():
		return bornNewYear
	case b == r:
		return bornSame
	case b>>16 == r>>16 && (b.newYear() || r.newYear()):
		return bornSomeDay
	case b.slipped(r):
		return bornSlip
	}
	return bornDiffers
}

// slipped reports whether one slip of the hand makes one date of the other: a
// digit mistyped, two neighbours exchanged, day and month exchanged, a year
// more or less (of which two digits may change), another century.
func (b birthday) slipped(r birthday) bool {
	if x := b ^ r; x&0xffff == 0 && (x>>16&0xff == 0 || max(b.year(), r.year())-min(b.year(), r.year()) <= 1) {
		return true
	}
	if b.exchanged() == r {
		return true
	}
	x := uint32(b ^ r)
	wrong := (x | x>>1 | x>>2 | x>>3) & 0x11111111 // the digits that differ
	if wrong&(wrong-1) == 0 {
		return true
	}
	at := bits.TrailingZeros32(wrong)
	return wrong == 0x11<<at && b>>at&15 == r>>(at+4)&15 && b>>(at+4)&15 == r>>at&15
}

// isDate reports whether s is a day on which somebody in a school may have
// been born, as YYYY-MM-DD.
func isDate(s string) bool {
	if len(s) != len(time.DateOnly) || s[4] != '-' || s[7] != '-' {
		return false
	}
	for i := range len(s) {
		if i != 4 && i != 7 && (s[i] < '0' || '9' < s[i]) {
			return false
		}
	}
	day := birthdayOf(s)
	if month := day >> 8 & 0xff; day < 0x19000000 || month == 0 || month > 0x12 || day&0xff == 0 {
		return false
	}
	if day&0xff <= 0x28 {
		return true // which all months have
	}
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
