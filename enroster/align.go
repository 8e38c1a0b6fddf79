package enroster

// align puts the cells of a row under their columns. ENTs leave empty cells at the end of a row out, so a row that stops at its last value fits.
// A row of another length than width, the header's, does not: misfit is set. Where one empty cell put in or taken out makes the values fit their columns
// better, the cells are moved so: old ENTs leave the Groupe cell of pupils out, and the birth date stands under Groupe.
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
	best, errors := cells, misplaced(cols, cells, today)
	moved := false
	try := func(moves []cell) {
		if n := misplaced(cols, moves, today); n < errors {
			best, errors, moved = moves, n, true
		}
	}
	if errors > 0 && extra {
		for i := len(cells) - 1; i >= 0; i-- {
			if cells[i].text == "" {
				try(append(append([]cell(nil), cells[:i]...), cells[i+1:]...))
			}
		}
	}
	if errors > 0 && !extra && have < len(cols) {
		// From the right: of several places that fit, the cells before the gap keep theirs.
		for i := len(cells); i > 0; i-- {
			try(append(append(append([]cell(nil), cells[:i]...), cell{}), cells[i:]...))
		}
	}
	switch {
	case errors > 0:
		return best, true, Error
	case moved:
		return best, true, Warning
	case !extra && cells[have-1].text != "":
		return cells, false, Info
	}
	return cells, true, Info
}

// misplaced counts the values that do not look like what their column holds.
func misplaced(cols Columns, cells []cell, today Date) int {
	n := 0
	for i, c := range cells {
		switch {
		case c.text == "":
		case i >= len(cols) || !looksLike(cols[i].Field, c.text, today):
			n++
		}
	}
	return n
}

// looksLike reports whether a value may stand under a field. Unlike reading it is strict: a letter is a sex and no title, a date is no class.
func looksLike(f Field, text string, today Date) bool {
	switch f {
	case FieldGUID, FieldChild:
		_, guid := CanonicalGUID(text)
		return guid || len(text) > 2 && len(text) < 64 && !isSexOrTitle(text) && !isDate(text, today)
	case FieldLastName, FieldFirstName:
		_, profile := ParseProfile(text)
		return !profile && !isDate(text, today)
	case FieldProfile:
		_, ok := ParseProfile(text)
		return ok
	case FieldClasses, FieldGroups:
		return !isSexOrTitle(text) && !isDate(text, today)
	case FieldBorn:
		return isDate(text, today)
	case FieldSex:
		_, ok := ParseSex(text)
		return ok
	case FieldTitle:
		return len(text) > 1 && isSexOrTitle(text)
	}
	return true
}

func isSexOrTitle(text string) bool {
	_, ok := ParseSex(text)
	return ok
}

func isDate(text string, today Date) bool {
	_, fault := parseDate(text, today)
	return fault != CodeDateNotValid
}
