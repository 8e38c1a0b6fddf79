package enroster

// batch is the rows of the ordinary kind that begin in a piece of the stream. There is no pointer in them but for what they
// share: a record gets its pointers when it is given.
type batch struct {
	rows  []ordinary
	text  string      // in which the cells of all rows lie, each row's as in Cells.packed
	kids  []span      // children, in the text of their row
	known []knownCell // as in known
}

// ordinary is a row of the ordinary kind.
type ordinary struct {
	off      int64                 // in the stream
	size     uint32                // there, line end included
	from, to uint32                // of the batch's text
	texts    [len(textFields)]span // in its own text
	kids     uint32                // the first, of the batch's
	born     uint32                // year, month and day
	classes  uint16                // of the batch's known
	groups   uint16                // likewise
	profile  Profile
	sex      Sex
	title    Title
	nKids    uint8
	accented bool
}

// part gives a text of a row, by its place in textFields.
func (w *ordinary) part(text string, i int) string {
	s := w.texts[i]
	return text[s.from():s.to()]
}

// add adds the row that q has parsed at off in the stream. Its text is the batch's from one place to the other.
func (t *batch) add(q *quick, off int64, from, to uint32) {
	w := q.p.ordinary
	w.off, w.from, w.to, w.kids = off, from, to, uint32(len(t.kids))
	t.rows = append(t.rows, w)
	t.kids = append(t.kids, q.kids[:w.nKids]...)
}
