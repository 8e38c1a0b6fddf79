package enroster

import "bytes"

// fault is what is odd about the quotes of one cell.
type fault uint8

const (
	bareQuote fault = 1 << iota
	quoteNotDoubled
	backslashEscape
	quoteNotClosed
)

// rawCell is a cell as bytes of the file, without its quotes.
type rawCell struct {
	raw   []byte
	at    int // offset of the cell in the row
	from  int // offset of raw in the row; -1 where raw is a copy, because quotes were taken out
	fault fault
}

// splitter cuts a row into cells. Rules beyond RFC 4180: spaces may stand around a quoted cell; a quote inside a quoted
// cell that no separator follows is text; so is a quote inside a plain cell; a backslash before such a quote goes with it.
type splitter struct {
	sep     byte
	quote   byte // '"' or '\''; 0: the format has no quotes, they are letters like any other
	scratch []byte
}

// split appends the cells of a row, which may span lines, and stops after one cell more than maxColumns. open is -1, or
// the offset of the quote whose cell the row does not end. The quote at literal is not closed: it is dropped, and its cell read as plain text; after it, with
// plain, every quote is text.
func (p *splitter) split(cells []rawCell, row []byte, literal int, plain bool) (_ []rawCell, open int) {
	if p.quote == 0 || bytes.IndexByte(row, p.quote) < 0 {
		return p.splitPlain(cells, row), -1
	}
	p.scratch = p.scratch[:0]
	for at := 0; ; {
		start := at
		if p.sep != ' ' {
			for start < len(row) && row[start] == ' ' {
				start++
			}
		}
		quoted := start < len(row) && row[start] == p.quote && !(plain && start > literal && literal >= 0)
		var cell rawCell
		next := 0
		switch {
		case quoted && start != literal:
			cell, next = p.quoted(row, start)
			if next < 0 {
				return cells, start
			}
		case quoted:
			next = p.plainEnd(row, start)
			cell = rawCell{raw: row[start+1 : next], from: start + 1, fault: quoteNotClosed}
		default:
			next = p.plainEnd(row, at)
			cell = rawCell{raw: row[at:next], from: at}
			if bytes.IndexByte(cell.raw, p.quote) >= 0 {
				cell.fault = bareQuote
			}
		}
		cell.at = at
		cells = append(cells, cell)
		if next >= len(row) || len(cells) > maxColumns {
			return cells, -1
		}
		at = next + 1
	}
}

func (p *splitter) splitPlain(cells []rawCell, row []byte) []rawCell {
	for at := 0; ; {
		next := p.plainEnd(row, at)
		cells = append(cells, rawCell{raw: row[at:next], at: at, from: at})
		if next == len(row) || len(cells) > maxColumns {
			return cells
		}
		at = next + 1
	}
}

func (p *splitter) plainEnd(row []byte, from int) int {
	if i := bytes.IndexByte(row[from:], p.sep); i >= 0 {
		return from + i
	}
	return len(row)
}

// quoted reads the cell whose opening quote is at start. next is the offset of the separator after it or the row's
// length, or -1 if the cell does not end in the row.
func (p *splitter) quoted(row []byte, start int) (cell rawCell, next int) {
	from := len(p.scratch)
	done := start + 1 // what lies before is in scratch, once it has been needed
	for i := start + 1; ; i++ {
		j := bytes.IndexByte(row[i:], p.quote)
		if j < 0 {
			return cell, -1
		}
		i += j
		if i+1 < len(row) && row[i+1] == p.quote && !(cell.fault&backslashEscape != 0 && row[i-1] == '\\') {
			p.scratch = append(p.scratch, row[done:i+1]...)
			i++
			done = i + 1
			continue
		}
		after := p.closes(row, i+1)
		escaped := i > start+1 && row[i-1] == '\\'
		if after >= 0 && !(escaped && cell.fault&backslashEscape != 0) {
			if done == start+1 {
				cell.raw, cell.from = row[done:i], done
			} else {
				p.scratch = append(p.scratch, row[done:i]...)
				cell.raw, cell.from = p.scratch[from:len(p.scratch):len(p.scratch)], -1
			}
			return cell, after
		}
		if escaped {
			cell.fault |= backslashEscape
			p.scratch = append(p.scratch, row[done:i-1]...)
			p.scratch = append(p.scratch, p.quote)
			done = i + 1
			continue
		}
		cell.fault |= quoteNotDoubled
	}
}

// closes gives the offset of the separator or row end that follows a closing quote, spaces between allowed; -1 if
// something else does.
func (p *splitter) closes(row []byte, at int) int {
	for at < len(row) && row[at] == ' ' && p.sep != ' ' {
		at++
	}
	if at == len(row) || row[at] == p.sep {
		return at
	}
	return -1
}

// closesIn reports whether a line, read as the continuation of a quoted cell, has a quote that closes it.
func (p *splitter) closesIn(line []byte) bool {
	for i := 0; i < len(line); i++ {
		j := bytes.IndexByte(line[i:], p.quote)
		if j < 0 {
			return false
		}
		i += j
		if i+1 < len(line) && line[i+1] == p.quote {
			i++
			continue
		}
		if p.closes(line, i+1) >= 0 {
			return true
		}
	}
	return false
}
