package matcher

import "context"

// rows are those of one list before they are made people of: which of them are
// one person's, and in which order people stand. That is by school, whatever the
// order of the rows: who is compared with one another is near one another then,
// in the lists and so in the processor's cache.
type rows struct {
	people []Person
	known  identifiers
	order  []int32           // the first row of each person, by school
	at     []int32           // the person of each row
	again  map[int32][]int32 // further rows of a person, by the first

	bucket   []uint16 // of each row's school, or of a child's: see sort
	children []int32  // the first row of each child that a row names, -1 of one who is not there
	begins   []int32  // of each row's in children, and the last one's end
}

// schoolBuckets is into how many groups schools are put; two in one group do no
// harm.
const schoolBuckets = 1 << 12

func newRows(ctx context.Context, c *crew, people []Person) (*rows, error) {
	r := &rows{people: people, at: make([]int32, len(people)), again: map[int32][]int32{},
		bucket: make([]uint16, len(people)), begins: make([]int32, len(people)+1)}
	hashes := make([]uint64, len(people))
	err := c.each(ctx, len(people), func(_, from, to int) {
		for i := from; i < to; i++ {
			hashes[i] = hashID(people[i].ID)
			r.begins[i+1] = int32(len(people[i].Children))
			if len(people[i].Schools) > 0 {
				r.bucket[i] = schoolBucket(people[i].Schools[0])
			}
		}
	})
	if err != nil {
		return nil, err
	}
	r.identify(hashes)
	if err := r.findChildren(ctx, c); err != nil {
		return nil, err
	}
	r.sort()
	r.known.renumber(r.at)
	for first, more := range r.again {
		for _, i := range more {
			r.at[i] = r.at[first]
		}
	}
	return r, nil
}

// identify finds the rows of one identifier.
func (r *rows) identify(hashes []uint64) {
	r.known = newIdentifiers(len(r.people))
	for i := range r.people {
		id := r.people[i].ID
		if trimmedID(id) == "" {
			continue
		}
		slot, first := r.known.find(hashes[i], func(j int32) bool { return sameID(r.people[j].ID, id) })
		if first < 0 {
			r.known.put(slot, hashes[i], int32(i))
			continue
		}
		r.again[first] = append(r.again[first], int32(i))
		r.at[i] = -1
	}
}

// findChildren looks up once whom rows name as children. Who names no school belongs
// where her first child with one does.
func (r *rows) findChildren(ctx context.Context, c *crew) error {
	for i := range r.people {
		r.begins[i+1] += r.begins[i]
	}
	r.children = make([]int32, r.begins[len(r.people)])
	return c.each(ctx, len(r.people), func(_, from, to int) {
		for i := from; i < to; i++ {
			found := r.childrenOf(int32(i))
			for n := range found {
				id := r.people[i].Children[n]
				_, found[n] = r.known.find(hashID(id), func(j int32) bool { return sameID(r.people[j].ID, id) })
			}
			if len(found) > 0 && len(r.people[i].Schools) == 0 {
				r.bucket[i] = r.bucketOf(found)
			}
		}
	})
}

// childrenOf returns those of a row.
func (r *rows) childrenOf(row int32) []int32 { return r.children[r.begins[row]:r.begins[row+1]] }

// bucketOf is the bucket of the first of some children who names a school.
func (r *rows) bucketOf(children []int32) uint16 {
	for _, j := range children {
		if j >= 0 && len(r.people[j].Schools) > 0 {
			return r.bucket[j]
		}
	}
	return 0
}

// sort orders people by school.
func (r *rows) sort() {
	var begins [schoolBuckets + 1]int32
	n := 0
	for i, b := range r.bucket {
		if r.at[i] >= 0 {
			begins[b+1]++
			n++
		}
	}
	for b := range schoolBuckets {
		begins[b+1] += begins[b]
	}
	r.order = make([]int32, n)
	for i, b := range r.bucket {
		if r.at[i] >= 0 {
			r.at[i] = begins[b]
			r.order[begins[b]] = int32(i)
			begins[b]++
		}
	}
}

// schoolBucket is the same in each run, as are the orders that it makes.
func schoolBucket(school string) uint16 {
	h := uint32(2166136261) // FNV-1a
	for i := range len(school) {
		h = (h ^ uint32(school[i])) * 16777619
	}
	return uint16((h ^ h>>16) % schoolBuckets)
}
