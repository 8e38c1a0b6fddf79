package enroster

// align puts the cells of a row under their columns. ENTs leave empty cells at the end of a row out, so a row that stops at its last value fits.
// A row of another length than width, the header's, does not: misfit is set. Where one empty cell put in or taken out brings values under the columns
// that they belong to, the cells are moved so: old ENTs leave the Groupe cell of pupils out, and the birth date stands under Groupe.
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
	best, moved := cells, false
	fit, wrong := fitness(cols, cells, today)
	try := func(moves []cell) {
		if f, w := fitness(cols, moves, today); f > fit {
			best, fit, wrong, moved = moves, f, w, true
		}
	}
	switch {
	case wrong == 0:
	case extra:
		for i := len(cells) - 1; i >= 0; i-- {
			if cells[i].text == "" {
				try(append(append([]cell(nil), cells[:i]...), cells[i+1:]...))
			}
		}
	case have < len(cols):
		// From the right: of several places that fit, the cells before the gap keep theirs.
		for i := len(cells); i > 0; i-- {
			try(append(append(append([]cell(nil), cells[:i]...), cell{}), cells[i:]...))
		}
	}
	switch {
	case !moved && !extra && cells[len(cells)-1].text != "":
		return cells, false, Info
	case wrong > 0:
		return best, true, Error
	case moved:
		return best, true, Warning
	}
	return cells, true, Info
}

// fitness counts the values that plainly belong under their column, less those that plainly do not, and the latter alone. Values that could stand anywhere, such as
// names, do not count: only evidence moves a cell.
func fitness(cols Columns, cells []cell, today Date) (fit, wrong int) {
	for i, c := range cells {
		if c.text == "" || i >= len(cols) {
			continue
		}
		switch belongs(cols[i].Field, c.text, today) {
		case yes:
			fit++
		case no:
			fit--
			wrong++
		}
	}
	return fit, wrong
}

// answer is how sure it is that a value belongs under a column.
type answer uint8

const (
	perhaps answer = iota
	yes
	no
)

// belongs says whether a value belongs under a field. Unlike reading it is strict: a letter is a sex and no title, a date is no class. A value that is merely not understood
// may still belong there.
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
