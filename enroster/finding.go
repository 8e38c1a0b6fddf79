package enroster

import (
	"errors"
	"strconv"
	"strings"
)

// Severity says how much a finding matters.
type Severity uint8

// The severities.
const (
	Info    Severity = iota // nothing to do
	Warning                 // read with a repair or a doubt
	Error                   // something is lost, or a link could go wrong because of it
	Fatal                   // the file cannot be used
)

// String gives "info", "warning", "error" or "fatal".
func (s Severity) String() string { return [...]string{"info", "warning", "error", "fatal"}[s&3] }

// Code names a kind of finding, as "scope.kind" where scope is file, header, row or cell. Codes are stable: programs
// may compare them.
type Code string

// Finding is one thing that the owner of a file should know about it.
//
// It carries the cell's text: show it to her, do not write it to a log.
type Finding struct {
	Code     Code
	Severity Severity
	Line     int    // physical line, from 1; 0 where the whole file is meant
	Row      int    // row as a spreadsheet shows it; 0 as Line
	Column   int    // cell, from 1; 0 where the whole row is meant
	Header   string // name of the column; the missing one for header.missing-column
	Value    string // the cell's text before any repair, its first 1,000 bytes at most; what else the sentence names, such as a file's kind
	Offset   int64  // bytes before the cell or row; in UTF-16 files, of the text as UTF-8
	First    int    // line of the earlier row that it is about; 0 where there is none

	// File is the name that Checker.File was given for the file, "" without it, and in the findings of a Reader, which knows no
	// name. FirstFile is the name of the file that First is in, "" where that is the same.
	File, FirstFile string

	Have int // row.cell-count: cells in the row; file.too-many-findings: findings in all; row.possible-same-person: line of the one out of date
	Want int // row.cell-count: columns in the header; limits: the limit
}

// Message gives the finding as one plain sentence: what, where, what to do. It is French unless lang is "en".
func (f Finding) Message(lang string) string {
	value := shown(f.Value)
	texts := kinds[f.Code].text
	switch {
	case f.Code == CodeNotCSV:
		value = pick(fileKinds[f.Value], lang)
	case f.Code == CodeNoHeader && f.Severity == Error:
		texts = contentTexts
	case f.Code == CodeMissingColumn && f.Severity == Error:
		texts = noNamesTexts
	case f.Code == CodeRepeatedHeader && f.Severity == Error:
		texts = otherHeaderTexts
	case f.Code == CodeOtherSeparator && f.Value == "\t":
		value = pick([2]string{"tabulation", "TAB"}, lang)
	case f.Code == CodeDuplicateColumn && isChild(f.Header):
		texts = twoChildrenTexts
	case f.Code == CodeRosterByHeader:
		value = Layout(f.Value).Label(lang)
	case f.Code == CodeCellCount && f.Severity < Error:
		texts = cellCountTexts[f.Severity]
	case (f.Code == CodeDuplicateGUID || f.Code == CodeDuplicateAccount) && f.Severity < Error:
		texts = twiceTexts
	case f.Code == CodeNamesake && f.Severity == Warning:
		texts = namesakeTexts
	case f.Code == CodePossibleSamePerson && f.Have > 0 && (f.FirstFile == "" || f.First != f.Line):
		texts = staleTexts
	}
	first, have := strconv.Itoa(f.First), grouped(f.Have, lang)
	if f.Code == CodeDateNotValid {
		if d := onlyDay(f.Value); !d.IsZero() {
			if texts, have = onlyDayTexts, guideDate(d); monthFirst(f.Value) {
				texts = monthFirstTexts
			}
		}
	}
	if f.Code == CodePossibleSamePerson {
		have = strconv.Itoa(f.Have) // a line, as the others are written
	}
	if f.FirstFile != "" {
		first = fill(pick([2]string{"{line} du fichier « {file} »", "{line} of \"{file}\""}, lang), "{line}", first, "{file}", shown(f.FirstFile))
		if f.Code == CodePossibleSamePerson && f.Have == f.First {
			have = first
		}
	}
	return f.place(lang) + fill(pick(texts, lang), "{value}", value, "{header}", shown(f.Header),
		"{first}", first, "{have}", have, "{want}", grouped(f.Want, lang))
}

func isChild(header string) bool { f, _ := fieldOf(header); return f == FieldChild }

// grouped writes a number with its thousands apart, as the language does.
func grouped(n int, lang string) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + pick([2]string{"\u00a0", ","}, lang) + s[i:]
	}
	return s
}

// shown makes a cell's text fit to stand in a sentence: control characters by their pictures (␀), and not longer than a
// line.
func shown(s string) string {
	const most = 60
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > most {
			b.WriteRune('…')
			break
		}
		switch {
		case r < ' ':
			r += 0x2400
		case r == 0x7f:
			r = 0x2421
		}
		b.WriteRune(r)
	}
	return b.String()
}

// place words where the finding is, as the beginning of its sentence.
func (f Finding) place(lang string) string {
	if f.Line == 0 {
		return pick([2]string{"Fichier : ", "File: "}, lang)
	}
	line, column := strconv.Itoa(f.Line), strconv.Itoa(f.Column)
	texts := [2]string{"Ligne {line} : ", "Line {line}: "}
	switch {
	case f.Column > 0 && f.Header != "":
		texts = [2]string{"Ligne {line}, colonne « {header} » : ", "Line {line}, column \"{header}\": "}
	case f.Column > 0:
		texts = [2]string{"Ligne {line}, cellule {column} : ", "Line {line}, cell {column}: "}
	}
	return fill(pick(texts, lang), "{line}", line, "{column}", column, "{header}", shown(f.Header))
}

// FatalError is the error that ends the reading of a file which cannot be used, or that is read strictly and has a fault. It wraps one of the sentinels below.
type FatalError struct {
	Finding Finding
	err     error
}

// Error says what is wrong with the file, in English and without anything from its cells.
func (e *FatalError) Error() string {
	if e.Finding.Line == 0 {
		return e.err.Error()
	}
	return e.err.Error() + " (line " + strconv.Itoa(e.Finding.Line) + ")"
}

// Unwrap gives the sentinel.
func (e *FatalError) Unwrap() error { return e.err }

// What ends the reading of a file, as errors.Is sees it in a FatalError.
var (
	ErrEmpty         = errors.New("enroster: the file is empty")
	ErrNotCSV        = errors.New("enroster: the file is no CSV file")
	ErrNoHeader      = errors.New("enroster: no header line with known column names")
	ErrMissingColumn = errors.New("enroster: no column for the identifier")
	ErrStrict        = errors.New("enroster: a fault in the file ends its strict reading") // see Options.Strict
)

// fatal makes the error of a fatal finding.
func fatal(f Finding, err error) *FatalError {
	f.Severity = Fatal
	return &FatalError{Finding: f, err: err}
}

func langIndex(lang string) int {
	if strings.HasPrefix(strings.ToLower(lang), "en") {
		return 1
	}
	return 0
}

// pick chooses the text of a language.
func pick(texts [2]string, lang string) string {
	if langIndex(lang) == 1 {
		return texts[1]
	}
	return french.Replace(texts[0])
}

// french puts the no-break spaces where French typography wants them.
var french = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;", " ?", "\u00a0?", " !", "\u00a0!", "« ", "«\u00a0", " »", "\u00a0»")

// fill puts values into a text once, so that braces in a cell stay what they are.
func fill(text string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(text) }
