package enroster

import (
	"fmt"
	"slices"
	"strings"
)

// overlay gives the texts of a record's cells: those of its Cells, and in the place of those that its typed fields do not
// say any more, what they say.
func (c *copier) overlay(rec *Record) ([]string, error) {
	was := c.typed(rec.Cells)
	o := overlaid{cols: c.like.found.columns, at: c.like.found.at, texts: rec.Cells.texts()}
	o.lay(rec, &was)
	return o.texts, o.err
}

// withCells gives a record whose cells were changed the fields that these say now, but for those that were changed too.
func (c *copier) withCells(rec *Record, source string) *Record {
	body, _ := cutLineEnd(source)
	row, _ := appendEncoded(nil, body, c.enc)
	var was Record
	if !c.read(row, &was) {
		return rec
	}
	now := c.typed(rec.Cells)
	now.Line, now.Row, now.Cells = rec.Line, rec.Row, rec.Cells
	keepChanges(&now, rec, &was)
	return &now
}

// keepChanges gives dst the typed fields of now that are not those of was.
func keepChanges(dst, now, was *Record) {
	keep(&dst.GUID, now.GUID, was.GUID)
	keep(&dst.AccountID, now.AccountID, was.AccountID)
	keep(&dst.LastName, now.LastName, was.LastName)
	keep(&dst.FirstName, now.FirstName, was.FirstName)
	keep(&dst.Profile, now.Profile, was.Profile)
	keep(&dst.School, now.School, was.School)
	keep(&dst.Born, now.Born, was.Born)
	keep(&dst.Sex, now.Sex, was.Sex)
	keep(&dst.Title, now.Title, was.Title)
	keepList(&dst.Classes, now.Classes, was.Classes)
	keepList(&dst.Groups, now.Groups, was.Groups)
	keepList(&dst.Children, now.Children, was.Children)
}

func keep[T comparable](dst *T, now, was T) {
	if now != was {
		*dst = now
	}
}

func keepList[T comparable](dst *[]T, now, was []T) {
	if !slices.Equal(now, was) {
		*dst = now
	}
}

// lay puts the fields of rec that are not those of was into their columns.
func (o *overlaid) lay(rec, was *Record) {
	o.set(FieldGUID, rec.GUID != was.GUID, rec.GUID)
	o.set(FieldAccountID, rec.AccountID != was.AccountID, rec.AccountID)
	o.set(FieldLastName, rec.LastName != was.LastName, rec.LastName)
	o.set(FieldFirstName, rec.FirstName != was.FirstName, rec.FirstName)
	o.set(FieldProfile, rec.Profile != was.Profile, rec.Profile.String())
	o.set(FieldSchool, rec.School != was.School, rec.School)
	if classes := joinClasses(rec.Classes); !slices.Equal(rec.Classes, was.Classes) {
		if o.at[FieldClasses] >= 0 && o.at[FieldClassRef] >= 0 && classes == "" {
			o.set(FieldClassRef, true, "") // which is read where there are no classes
		}
		if o.at[FieldClasses] >= 0 || o.at[FieldClassRef] < 0 {
			o.set(FieldClasses, true, classes)
		} else {
			o.set(FieldClassRef, true, classes)
		}
	}
	o.set(FieldGroups, !slices.Equal(rec.Groups, was.Groups), joinClasses(rec.Groups))
	o.set(FieldBorn, rec.Born != was.Born, o.date(rec.Born))
	o.set(FieldSex, rec.Sex != was.Sex, rec.Sex.String())
	o.set(FieldTitle, rec.Title != was.Title, rec.Title.String())
	if !slices.Equal(rec.Children, was.Children) {
		o.children(rec.Children, was.Children)
	}
}

// overlaid is a row on which typed fields are laid.
type overlaid struct {
	cols  Columns
	at    [fieldCount]int
	texts []string
	err   error // the first one
}

// set puts text into the column of a field that differs.
func (o *overlaid) set(f Field, differs bool, text string) {
	switch i := o.at[f]; {
	case !differs:
	case i >= 0:
		o.put(i, text)
	case text != "" && o.err == nil:
		o.err = fmt.Errorf("%w: %s", ErrNoColumn, guideNames[f])
	}
}

// put puts text into the column at i.
func (o *overlaid) put(i int, text string) {
	for len(o.texts) <= i {
		o.texts = append(o.texts, "")
	}
	o.texts[i] = text
}

// date writes a date as the guide does, or as ISO where one stood so.
func (o *overlaid) date(d Date) string {
	if i := o.at[FieldBorn]; i >= 0 && i < len(o.texts) && len(o.texts[i]) >= len("2012-02-01") && o.texts[i][4] == '-' {
		return d.String()
	}
	return guideDate(d)
}

// children puts identifiers into the columns of children, in the order of their numbers. Those that stay keep their
// columns, those that are added come after the last one, or all move up where there is no room.
func (o *overlaid) children(now, was []string) {
	var columns []int
	for i, col := range o.cols {
		if col.Field == FieldChild {
			columns = append(columns, i)
		}
	}
	slices.SortStableFunc(columns, func(a, b int) int { return o.cols[a].N - o.cols[b].N })
	switch {
	case len(columns) > 0 && o.cols[columns[0]].N == 0: // a column for all
		o.put(columns[0], strings.Join(now, "|"))
		now, columns = nil, columns[1:]
	case len(now) > len(columns):
		o.err = fmt.Errorf("%w: %d children, %d columns", ErrTooManyChildren, len(now), len(columns))
		return
	}
	var taken []int // columns of was
	for _, i := range columns {
		if k := len(taken); k < len(was) && i < len(o.texts) && oneLine(o.texts[i]) == was[k] {
			taken = append(taken, i)
		}
	}
	places := slices.Clone(taken[:min(len(taken), len(now))])
	if len(places) < len(now) {
		next := 0
		if len(places) > 0 {
			next = slices.Index(columns, places[len(places)-1]) + 1
		}
		if places = append(places, columns[next:min(len(columns), next+len(now)-len(places))]...); len(places) < len(now) {
			places = columns[:len(now)]
		}
	}
	for _, i := range columns {
		if !slices.Contains(places, i) && i < len(o.texts) && (slices.Contains(taken, i) || severalGUIDs(o.texts[i]) != nil) {
			o.put(i, "")
		}
	}
	for k, i := range places {
		if i >= len(o.texts) || oneLine(o.texts[i]) != now[k] {
			o.put(i, now[k])
		}
	}
}
