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
	for i, c := range cells {
		f, w := fitness(cols, i, c.text, today)
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
// columns than the fit of the row as it is; at is -1 if there is none. It goes from the right, so of several places
// that are as good the cells before the move keep theirs. Each step moves one more cell, which keeps rows of a thousand
// cells cheap. bestWrong counts the values that are wrong after the move.
func bestMove(cols Columns, cells []cell, remove bool, fit, wrong int, today Date) (at, bestWrong int) {
	at, bestWrong = -1, wrong
	bestFit := fit
	shift := 1
	if remove {
		shift = -1
	}
	for i := len(cells) - 1; i > 0; i-- {
		f, w := fitness(cols, i, cells[i].text, today)
		fit, wrong = fit-f, wrong-w
		if remove {
			// Cell i is taken out if it is empty; those right of it have moved left already.
			if cells[i].text == "" && fit > bestFit {
				at, bestFit, bestWrong = i, fit, wrong
			}
		}
		f, w = fitness(cols, i+shift, cells[i].text, today)
		fit, wrong = fit+f, wrong+w
		if !remove && fit > bestFit {
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

// belongs says whether a value belongs under a field. Unlike reading it is strict: a letter is a sex and no title, a
// date is no class. A value that is merely not understood may still belong there.
func belongs(f Field, text string, today Date) answer {
	_, guid := CanonicalGUID(text)
	_, profile := ParseProfile(text)
	_, sex := ParseSex(text)
	_, fault := parseDate(text, today)
	date := fault != CodeDateNotValid && fault != CodeDateSerial
	ours := false
	switch f {
	case FieldOther:
		return perhaps
	case FieldGUID, FieldChild:
		ours = guid
	case FieldProfile:
		ours = profile
	case FieldBorn:
		ours = date
	case FieldSex:
		ours = sex && len(text) == 1
	case FieldTitle:
		ours = sex && len(text) > 1
	}
	switch {
	case ours:
		return yes
	case guid || date || sex || profile && f != FieldGroups && f != FieldClasses:
		return no
	}
	return perhaps
}
