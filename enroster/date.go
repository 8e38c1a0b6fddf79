package enroster

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a day of the calendar. The zero Date means that there is none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String gives the date as ISO 8601 writes it, "2012-02-01", or "" when there is none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Compare gives -1, 0 or +1 as d is before, on or after e. No date comes before any date.
func (d Date) Compare(e Date) int {
	if d.Year != e.Year {
		return cmp.Compare(d.Year, e.Year)
	}
	return cmp.Or(cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// DateOf gives the day on which t falls, in t's own time zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

// dateFault says what is wrong or doubtful with a date as written: one of the date codes, or "" for nothing.
type dateFault = Code

// earliestBirth is the first year taken for a birth: nobody in a school of today was born before it, and 01/01/1900 is what
// programs write that know no date.
const earliestBirth = 1901

// parseDate reads a birth date: JJ/MM/AAAA as the ENT writes it, also with dashes or dots, with one-digit days and
// months, in ISO order, or followed by a time as spreadsheets add one. "00/00/0000" is SACoche's way to write none.
// today bounds births and says in which century a two-digit year lies. What is no such date and can be read as one day
// alone (see onlyDay) is that day, and CodeDateNotValid all the same.
func parseDate(s string, today Date) (Date, dateFault) {
	d, fault := parseForm(s, today)
	if fault == CodeDateNotValid {
		d = onlyDay(s)
	}
	return d, fault
}

// parseForm is parseDate for dates in their order.
func parseForm(s string, today Date) (Date, dateFault) {
	if len(s) == len("31/12/2012") && s[2] == '/' && s[5] == '/' && s[6] != '0' {
		return checkedDate(s[:2], s[3:5], s[6:], today)
	}
	if s == "" || strings.Trim(s, "0/-.") == "" && len(s) == len("00/00/0000") {
		return Date{}, ""
	}
	whole, part, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".") // 40909.5 is noon; some programs write 40909.0
	if n, ok := number(whole, 5, 5); ok && isDigits([]byte(part)) {
		return serialDate(n)
	}
	day := s
	if i := strings.IndexAny(s, " T"); i > 0 && isTime(s[i+1:]) {
		day = s[:i]
	}
	parts := strings.FieldsFunc(day, func(r rune) bool { return r == '/' || r == '-' || r == '.' })
	if len(parts) != 3 {
		return Date{}, CodeDateNotValid
	}
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	if len(parts[2]) == 2 { // 16-juin-09, as a French spreadsheet shows a date by itself
		if m := monthOf(parts[1]); m > 0 {
			parts[1] = strconv.Itoa(m)
		}
	}
	return checkedDate(parts[0], parts[1], parts[2], today)
}

// checkedDate makes a date of its three numbers, if the calendar has it.
func checkedDate(day, month, year string, today Date) (Date, dateFault) {
	d, ok1 := number(day, 1, 2)
	m, ok2 := number(month, 1, 2)
	y, ok3 := number(year, 2, 4)
	if !ok1 || !ok2 || !ok3 || len(year) == 3 {
		return Date{}, CodeDateNotValid
	}
	short := len(year) == 2
	if short {
		if y += today.Year / 100 * 100; y > today.Year {
			y -= 100
		}
	}
	date := Date{Year: y, Month: time.Month(m), Day: d}
	switch {
	case y == 0 || !date.exists():
		return Date{}, CodeDateNotValid
	case short:
		return date, CodeDateTwoDigitYear
	case y < earliestBirth || date.Compare(today) > 0:
		return date, CodeDateRange
	}
	return date, ""
}

// monthNames are the months as French people write them, without accents and dots; the first letters will do.
var monthNames = strings.Fields("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre")

// onlyDay reads a birth date that is written in no order of ours and can be one day alone: month first where the second
// number is none of a month (12/31/2011), eight digits (31122011, 20111231), or a month in words (31 déc. 2011). It is the
// zero Date for any other text, and whether anybody can be born then is not asked.
func onlyDay(s string) (only Date) {
	try := func(day, month, year string) bool {
		d, fault := checkedDate(day, month, year, Date{Year: 9999})
		if fault != "" {
			return true
		}
		if !only.IsZero() && only != d {
			only = Date{}
			return false
		}
		only = d
		return true
	}
	if len(s) == len("31122011") && isDigits([]byte(s)) {
		_ = try(s[:2], s[2:4], s[4:]) && try(s[6:], s[4:6], s[:4])
		return only
	}
	parts := dateParts(s)
	if len(parts) != 3 || len(parts[2]) != len("2011") {
		return Date{}
	}
	if m := monthOf(parts[1]); m > 0 {
		try(strings.TrimSuffix(parts[0], "er"), strconv.Itoa(m), parts[2])
	} else {
		try(parts[1], parts[0], parts[2])
	}
	return only
}

func dateParts(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' || r == '.' || r == ' ' || r == '\u00a0' })
}

// monthFirst reports whether a date that onlyDay reads has numbers alone, and so the month before the day.
func monthFirst(s string) bool {
	parts := dateParts(s)
	return len(parts) == 3 && isDigits([]byte(parts[1]))
}

// monthOf gives the number of a month in words, 0 for another text. Its beginning must tell: jui is June or July.
func monthOf(word string) (month int) {
	word = foldKey(word)
	if len(word) < 3 {
		return 0
	}
	for i, name := range monthNames {
		if strings.HasPrefix(name, word) {
			if month > 0 {
				return 0
			}
			month = i + 1
		}
	}
	return month
}

// exists reports whether the calendar has the day.
func (d Date) exists() bool {
	if d.Month >= time.January && d.Month <= time.December && d.Day >= 1 && d.Day <= 28 {
		return true // in any year
	}
	return d == DateOf(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)) // which carries 29/02/2011 over to March
}

// serialDate reads a day number of a spreadsheet, which counts from 1899-12-30 in the usual 1900 system. Numbers
// outside 1950 to 2099 are no births and so no dates.
func serialDate(n int) (Date, dateFault) {
	d := DateOf(time.Date(1899, time.December, 30+n, 0, 0, 0, 0, time.UTC))
	if d.Year < 1950 || d.Year > 2099 {
		return Date{}, CodeDateNotValid
	}
	return d, CodeDateSerial
}

// number reads a number of least to most digits.
func number(s string, least, most int) (int, bool) {
	if len(s) < least || len(s) > most {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// isTime reports whether s looks like a time of day: digits, colons and what stands around them.
func isTime(s string) bool {
	return strings.Contains(s, ":") && strings.Trim(s, "0123456789:. Z+-") == ""
}
