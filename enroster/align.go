package enroster

import "slices"

// align puts the cells of a row under their columns. ENTs leave empty cells at the end of a row out, so a row that
// stops at its last value fits. A row of another length than width, the header's, does not: misfit is set. Where one
// empty cell put in or taken out brings values under the columns that they belong to, the cells are moved so: old ENTs
// leave the Groupe cell of pupils out, and the birth date stands under Groupe.
//
// severity is Info if every value stood under its column, Warning if they do after the move, Error if they do not.
func align(cols Columns, width int, cells []cell, today Date) (_ []cell, misfit bool, severity Severity) {
	have := len(cells)
	extra := have > width
	for len(cells) > len(cols) && cells[len(cells)-1].text == "" {
		cells = cells[:len(cells)-1]
	}
	if have == width || len(cells) > len(cols) {
		return cells, false, Info // values beyond the header are findings of their own
	}
	fit, wrong := 0, 0
	for i := range cells {
		f, w := fitness(cols, i, cells[i].text, today)
		fit, wrong = fit+f, wrong+w
	}
	moved := false
	if wrong > 0 && (extra || have < len(cols)) {
		var at int
		if at, wrong = bestMove(cols, cells, extra, fit, wrong, today); at >= 0 {
			moved = true
			if extra {
				cells = slices.Delete(cells, at, at+1)
			} else {
				cells = slices.Insert(cells, at, cell{})
			}
		}
	}
	switch {
	case !moved && !extra && cells[len(cells)-1].text != "":
		return cells, false, Info
	case wrong > 0:
		return cells, true, Error
	case moved:
		return cells, true, Warning
	}
	return cells, true, Info
}

// bestMove finds the place where one empty cell put in (or, with remove, one taken out) brings more values under their
// columns, and fewer under others, than the fit and the wrong of the row as it is; at is -1 if there is none. It goes from the right, so of several places
// that are as good the cells before the move keep theirs. Each step moves one more cell, which keeps rows of a thousand
// cells cheap. bestWrong counts the values that are wrong after the move.
func bestMove(cols Columns, cells []cell, remove bool, fit, wrong int, today Date) (at, bestWrong int) {
	at, bestWrong = -1, wrong
	bestFit, wrongAsIs := fit, wrong
	shift := 1
	if remove {
		shift = -1
	}
	for i := len(cells) - 1; i > 0; i-- {
		f, w := fitness(cols, i, cells[i].text, today)
		fit, wrong = fit-f, wrong-w
		if remove {
			// Cell i is taken out if it is empty; those right of it have moved left already.
			if cells[i].text == "" && fit > bestFit && wrong < wrongAsIs {
				at, bestFit, bestWrong = i, fit, wrong
			}
		}
		f, w = fitness(cols, i+shift, cells[i].text, today)
		fit, wrong = fit+f, wrong+w
		if !remove && fit > bestFit && wrong < wrongAsIs {
			at, bestFit, bestWrong = i, fit, wrong
		}
	}
	return at, bestWrong
}

// fitness is 1 and 0 for a value that plainly belongs under the column at i, -1 and 1 for one that plainly does not.
// Values that could stand anywhere, such as names, give 0 and 0: only evidence moves a cell.
func fitness(cols Columns, i int, text string, today Date) (fit, wrong int) {
	if text == "" || i >= len(cols) {
		return 0, 0
	}
	switch belongs(cols[i].Field, text, today) {
	case yes:
		return 1, 0
	case no:
		return -1, 1
	}
	return 0, 0
}

// answer is how sure it is that a value belongs under a column.
type answer uint8

const (
	perhaps answer = iota
	yes
	no
)

// belongs says whether a value belongs under a field. It is stricter than reading: a letter is a sex and no title, a date
// is no class. What is not understood may still belong there; a number of one or two digits may belong anywhere, for 1
// is a profile, a sex, a class and a group; and names and labels may be any word (PARENT is a family, 3 M a class), so
// only an identifier or a date is out of place there.
func belongs(f Field, text string, today Date) answer {
	if _, ok := number(text, 1, 2); ok || f == FieldOther || f == FieldAccountID {
		return perhaps
	}
	guid := isGUID(text)
	switch f {
	case FieldGUID, FieldChild:
		if guid {
			return yes
		}
	case FieldBorn:
		if isDate(text, today) {
			return yes
		}
	case FieldProfile:
		if _, ok := ParseProfile(text); ok {
			return yes
		}
	case FieldSex, FieldTitle:
		if _, ok := ParseSex(text); ok && (len(text) == 1) == (f == FieldSex) {
			return yes
		}
	default:
		if guid || isDate(text, today) {
			return no
		}
		return perhaps
	}
	_, sex := ParseSex(text)
	_, profile := ParseProfile(text)
	if guid || sex || profile || isDate(text, today) {
		return no
	}
	return perhaps
}

func isGUID(text string) bool {
	if len(text) < 32 {
		return false
	}
	_, ok := CanonicalGUID(text)
	return ok
}

func isDate(text string, today Date) bool {
	if len(text) < len("1/1/12") || text[0] < '0' || text[0] > '9' || !hasAny(text[1:5], '/', '-', '.', '.') {
		return false // the quick way out, for most values are none
	}
	_, fault := parseDate(text, today)
	return fault != CodeDateNotValid && fault != CodeDateSerial
}
