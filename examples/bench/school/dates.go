package school

import (
	"fmt"
	"time"
)

// A date is a day; the zero date is none.
type date struct{ year, month, day int }

func (m *maker) birthday(y int) date {
	return date{y, 1 + m.chance.IntN(12), 1 + m.chance.IntN(28)}
}

// french writes a date as French offices do.
func (d date) french() string {
	if d == (date{}) {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.day, d.month, d.year)
}

// write writes a date by the habit of an import.
func (d date) write(p *place) string {
	switch {
	case d == (date{}):
		return ""
	case p.is["import_iso"]:
		return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
	case p.is["import_short"]:
		return fmt.Sprintf("%02d/%02d/%02d", d.day, d.month, d.year%100)
	}
	return d.french()
}

// swapped exchanges day and month, if that is a date.
func (d date) swapped() (date, bool) {
	return date{d.year, d.day, d.month}, d.day <= 12 && d.day != d.month
}

// slip gets one digit of day, month or year wrong; the result is a date.
func (d date) slip(m *maker) date {
	for {
		e := d
		switch m.chance.IntN(3) {
		case 0:
			e.day = e.day/10*10 + m.chance.IntN(10)
		case 1:
			e.month = 1 + m.chance.IntN(12)
		case 2:
			e.year += m.chance.IntN(3) - 1
		}
		t := time.Date(e.year, time.Month(e.month), e.day, 0, 0, 0, 0, time.UTC)
		if e != d && t.Day() == e.day {
			return e
		}
	}
}
