package enroster

import (
	"hash/maphash"
)

// places finds keys in a list: a table of their places counted from 1, 0 for an empty slot, at most three quarters full.
type places struct {
	seed  maphash.Seed
	slots []uint32
	n     int
}

// find gives the slot of a key: that of its place, or the empty one where it belongs. To fill that one, call added then.
func (p *places) find(k key, at func(i int) *key) *uint32 {
	if 4*(p.n+1) > 3*len(p.slots) {
		p.grow(at)
	}
	mask := uint64(len(p.slots) - 1)
	for i := maphash.Bytes(p.seed, k[:]) & mask; ; i = (i + 1) & mask {
		slot := &p.slots[i]
		if *slot == 0 || *at(int(*slot) - 1) == k {
			return slot
		}
	}
}

func (p *places) added() { p.n++ }

// grow doubles the table.
func (p *places) grow(at func(i int) *key) {
	old := p.slots
	p.slots = make([]uint32, max(1<<10, 2*len(old)))
	mask := uint64(len(p.slots) - 1)
	for _, place := range old {
		if place == 0 {
			continue
		}
		i := maphash.Bytes(p.seed, at(int(place) - 1)[:]) & mask
		for p.slots[i] != 0 {
			i = (i + 1) & mask
		}
		p.slots[i] = place
	}
}
