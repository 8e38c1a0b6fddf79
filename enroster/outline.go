package enroster

import (
	"encoding/binary"
	"math/bits"
)

// outline is where the cells of a piece of the buffer end, found for all of its rows in one go. It looks at 64 bytes at a
// time and takes few decisions among them, for a wrong guess of the processor costs as much as twenty bytes do.
type outline struct {
	stops  [outlineSize + 8]uint16   // places of separators and of control characters, line ends among them
	highs  [outlineSize/2 + 1]uint16 // places of the first bytes of runs that are not ASCII
	nStops int
	nHighs int
	size   int // bytes that were looked at
}

// outlineSize is how many bytes an outline covers at most: some forty rows, in memory that stays in the processor's
// nearest cache.
const outlineSize = 4096

// draw finds the places in the first n bytes of b, or in the first outlineSize if there are more. Behind them b has pad
// more.
func (o *outline) draw(b []byte, n int, sep uint64) {
	n = min(n, outlineSize)
	k := spread{sep: sep, low: 0x7f * everyByte, space: 0x60 * everyByte, top: 0x80 * everyByte}
	stops, highs := 0, 0
	run := uint64(0) // 1 if the byte before is not ASCII
	for base := 0; base < n; base += 64 {
		p := b[base : base+64 : base+64]
		s, h := k.texts(p)
		s = ^transposed(s)
		if h&k.top != 0 {
			h = highBits(p)
			s &^= h
		} else {
			h = 0
		}
		if n-base < 64 {
			s &= 1<<(n-base) - 1
			h &= 1<<(n-base) - 1
		}
		count := bits.OnesCount64(s)
		for i := 0; i < count; i += 8 {
			// Those of the eight that are too many are overwritten.
			d := o.stops[stops+i : stops+i+8 : stops+i+8]
			d[0] = uint16(base + bits.TrailingZeros64(s))
			s &= s - 1
			d[1] = uint16(base + bits.TrailingZeros64(s))
			s &= s - 1
			d[2] = uint16(base + bits.TrailingZeros64(s))
			s &= s - 1
			d[3] = uint16(base + bits.TrailingZeros64(s))
			s &= s - 1
			d[4] = uint16(base + bits.TrailingZeros64(s))
			s &= s - 1
			d[5] = uint16(base + bits.TrailingZeros64(s))
			s &= s - 1
			d[6] = uint16(base + bits.TrailingZeros64(s))
			s &= s - 1
			d[7] = uint16(base + bits.TrailingZeros64(s))
			s &= s - 1
		}
		stops += count
		for starts := h &^ (h<<1 | run); starts != 0; starts &= starts - 1 {
			o.highs[highs] = uint16(base + bits.TrailingZeros64(starts))
			highs++
		}
		run = h >> 63
	}
	o.nStops, o.nHighs, o.size = stops, highs, n
}

// spread are the numbers that texts works with. As variables they stay in registers; the compiler would write constants
// out wherever one is used, which takes a third longer.
type spread struct{ sep, low, space, top uint64 }

// texts gives a bit for each of 64 bytes that is text, neither the separator nor a control character, to be transposed.
// Of bytes that are not ASCII its bits say nothing. any has a top bit set if there are such bytes.
//
//go:noinline
func (k *spread) texts(p []byte) (s, any uint64) {
	_ = p[63]
	sep, low, space, top := k.sep, k.low, k.space, k.top
	w := binary.LittleEndian.Uint64(p)
	any |= w
	a := w & low
	s |= ((a ^ sep) + low) & (a + space) & top >> 7
	w = binary.LittleEndian.Uint64(p[8:])
	any |= w
	a = w & low
	s |= ((a ^ sep) + low) & (a + space) & top >> 6
	w = binary.LittleEndian.Uint64(p[16:])
	any |= w
	a = w & low
	s |= ((a ^ sep) + low) & (a + space) & top >> 5
	w = binary.LittleEndian.Uint64(p[24:])
	any |= w
	a = w & low
	s |= ((a ^ sep) + low) & (a + space) & top >> 4
	w = binary.LittleEndian.Uint64(p[32:])
	any |= w
	a = w & low
	s |= ((a ^ sep) + low) & (a + space) & top >> 3
	w = binary.LittleEndian.Uint64(p[40:])
	any |= w
	a = w & low
	s |= ((a ^ sep) + low) & (a + space) & top >> 2
	w = binary.LittleEndian.Uint64(p[48:])
	any |= w
	a = w & low
	s |= ((a ^ sep) + low) & (a + space) & top >> 1
	w = binary.LittleEndian.Uint64(p[56:])
	any |= w
	a = w & low
	s |= ((a ^ sep) + low) & (a + space) & top
	return s, any
}

// highBits gives a bit for each of 64 bytes that is not ASCII.
func highBits(p []byte) (h uint64) {
	_ = p[63]
	for i := range 8 {
		h |= binary.LittleEndian.Uint64(p[8*i:]) & (0x80 * everyByte) >> (7 - i)
	}
	return transposed(h)
}

// transposed turns the matrix of 8 by 8 bits: bit i of byte k becomes bit k of byte i.
func transposed(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00aa00aa00aa00aa
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000cccc0000cccc
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000f0f0f0f0
	return x ^ t ^ t<<28
}
