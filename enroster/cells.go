package enroster

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"slices"
)

// Cells are the texts of a row's cells from left to right. They are a value, as a string is: nothing changes them, and
// to hand them on copies no text. The zero Cells has none.
//
// A Cells that a Reader gave shares the memory of its record; see Record.
type Cells struct {
	// packed holds a text in which all cells lie, then where each begins and ends there, then their number. So the cells
	// of a row are one string without a pointer in it, and the typed fields lie in the same text.
	packed string
}

// The number of cells takes countSize bytes. A place in the text is where a cell ends, of two bytes, if each cell begins
// one byte behind the end of the one before, as in a row without quotes; it is where a cell begins and ends otherwise;
// and it is so with numbers of eight bytes if the text is too long for two. The highest bits of the number say which.
const (
	countSize  = 4
	tightSize  = 2
	narrowSize = 2 * 2
	wideSize   = 2 * 8
	isWide     = 1 << 31
	isTight    = 1 << 28
	maxCount   = 1<<28 - 1 // the bits of the number; see kept.go for the others
)

// CellsOf makes the Cells of a record that no Reader gave.
func CellsOf(texts ...string) Cells { return Cells{packed: string(appendCells(nil, texts))} }

// appendCells appends what Cells.packed holds for the texts: nothing if there are none.
func appendCells(b []byte, texts []string) []byte {
	if len(texts) == 0 {
		return b
	}
	size := 0
	for _, s := range texts {
		size += len(s)
	}
	wide := size > math.MaxUint16
	b = slices.Grow(b, size+len(texts)*wideSize+countSize)
	for _, s := range texts {
		b = append(b, s...)
	}
	at := 0
	for _, s := range texts {
		b = appendPlace(b, at, at+len(s), wide)
		at += len(s)
	}
	kind := 0
	if wide {
		kind = isWide
	}
	return binary.LittleEndian.AppendUint32(b, uint32(len(texts)|kind))
}

// appendPlace appends where a cell lies.
func appendPlace(b []byte, from, to int, wide bool) []byte {
	if wide {
		return binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(b, uint64(from)), uint64(to))
	}
	return binary.LittleEndian.AppendUint32(b, uint32(from)|uint32(to)<<16)
}

// count gives the number of cells and the size of a place.
func (c Cells) count() (n, size int) {
	if c.packed == "" {
		return 0, narrowSize
	}
	at := len(c.packed) - countSize
	w := uint32(c.packed[at]) | uint32(c.packed[at+1])<<8 | uint32(c.packed[at+2])<<16 | uint32(c.packed[at+3])<<24
	switch n := int(w & maxCount); {
	case w&isTight != 0:
		return n, tightSize
	case w&isWide != 0:
		return n, wideSize
	default:
		return n, narrowSize
	}
}

// Len is the number of cells.
func (c Cells) Len() int {
	n, _ := c.count()
	return n
}

// At gives the text of the cell at i, counted from 0: "" where the row has no such cell, for a row that stops early
// says nothing there.
func (c Cells) At(i int) string {
	n, size := c.count()
	if i < 0 || i >= n {
		return ""
	}
	at := len(c.packed) - countSize - (n-i)*size
	number := func(at int) int { return int(c.packed[at]) | int(c.packed[at+1])<<8 }
	switch {
	case size == wideSize:
		return c.packed[word(c.packed, at):word(c.packed, at+wideSize/2)]
	case size == narrowSize:
		return c.packed[number(at):number(at+2)]
	case i == 0:
		return c.packed[:number(at)]
	}
	return c.packed[number(at-tightSize)+1 : number(at)]
}

// All gives each cell's place, counted from 0, and its text.
func (c Cells) All() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := range c.Len() {
			if !yield(i, c.At(i)) {
				return
			}
		}
	}
}

// Equal reports whether both have the same texts in the same places. Cells that are equal may differ by ==, for the same
// texts can lie in a row in more than one way.
func (c Cells) Equal(d Cells) bool {
	if c.packed == d.packed {
		return true
	}
	if c.Len() != d.Len() {
		return false
	}
	for i, s := range c.All() {
		if s != d.At(i) {
			return false
		}
	}
	return true
}

// texts gives the cells as a slice.
func (c Cells) texts() []string {
	list := make([]string, c.Len())
	for i := range list {
		list[i] = c.At(i)
	}
	return list
}

// String gives the texts in quotes, for people who look for a fault in a program.
func (c Cells) String() string { return fmt.Sprintf("%q", c.texts()) }

// MarshalJSON gives an array of the texts.
func (c Cells) MarshalJSON() ([]byte, error) { return json.Marshal(c.texts()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (c *Cells) UnmarshalJSON(b []byte) error {
	var texts []string
	if err := json.Unmarshal(b, &texts); err != nil {
		return fmt.Errorf("enroster: cells: %w", err)
	}
	*c = CellsOf(texts...)
	return nil
}
