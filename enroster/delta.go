package enroster

import (
	"cmp"
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"strings"
)

// DiffOptions change how two exports are compared. Nil is the zero DiffOptions.
type DiffOptions struct {
	// Key is what identifies a person in both: FieldGUID, which the zero Field stands for, or FieldAccountID in account
	// lists.
	Key Field

	// MaxGone and MaxChanged are the shares of a kind of people above which Delta.Exceeded speaks. 0 stands for 0.10 and
	// 0.75. A caller who knows that more is right, in September say, may raise a limit for this call. No limit can be
	// switched off: 1 and more is an error.
	MaxGone, MaxChanged float64
}

const (
	defaultMaxGone    = 0.10
	defaultMaxChanged = 0.75
)

// Delta is what became of the people of one export in a later one. Arrivals are in the order of the later export, the
// others in that of the earlier one.
type Delta struct {
	Arrivals   []Change // people whom only the later export has
	Departures []Change // people whom only the earlier one has
	Changes    []Change // people of whom something is told differently
	Handovers  []Change // identifiers that name another person now, by names and birth date: do not follow them

	Kinds    [4]KindDelta // pupils, guardians, staff, and people whose profile is not known
	Repeated int          // rows of both left out because another row has their identifier
	NoID     int          // rows of both left out because they have no identifier

	maxGone, maxChanged float64
}

// Change is one person in a Delta. It holds no text of a person: Before and After say where to read it.
type Change struct {
	ID            string  // canonical GUID, or as CanonicalGUID gives other identifiers
	Profile       Profile // in the earlier export, but for arrivals
	Before, After int     // lines on which the rows begin; 0 where there is none
	Fields        []Field // that differ, by their constants; nil for arrivals and departures. The caller must not change them
}

// KindDelta counts one kind of people. People are of the first kind that their profiles have.
type KindDelta struct {
	Kind                               Profile // Pupil, Guardian, Staff (whoever works there), or 0 for an unknown profile
	Before, After                      int
	Arrived, Gone, Changed, HandedOver int // of After, and of Before
}

// Diff compares two exports, each as Reader.All gives it: before first, which it keeps at some 90 bytes a row and no
// text, then after. The order of rows does not matter. Names, profiles, schools, classes, groups, births, sexes, titles,
// children and the identifier that is not the key are compared, classes, groups and children as sets; other columns are
// not. Of rows with one identifier one is compared, the one that differs least; of SACoche's guardians, who have a row for
// each child, the children are therefore not to be relied on.
//
// An error of either export is returned, for a Delta of half an export would report people gone who are not.
//
// Options.OnProgress of the two Readers shows how far it is: nearly all of its time goes by while it reads.
func Diff(before, after iter.Seq2[Record, error], opts *DiffOptions) (*Delta, error) {
	d, err := newDiffer(opts)
	if err != nil {
		return nil, err
	}
	for rec, err := range before {
		if err != nil {
			return nil, fmt.Errorf("enroster: the earlier export: %w", err)
		}
		d.before(&rec)
	}
	for rec, err := range after {
		if err != nil {
			return nil, fmt.Errorf("enroster: the later export: %w", err)
		}
		d.after(&rec)
	}
	return d.delta(), nil
}

// diffFields are the fields that are compared, in the order of their constants and of a mask's bits. The first stands for
// the identifier that is not the key.
var diffFields = [...]Field{FieldAccountID, FieldLastName, FieldFirstName, FieldProfile, FieldSchool, FieldClasses,
	FieldGroups, FieldBorn, FieldSex, FieldTitle, FieldChild}

// Bits of a mask: the places in diffFields, and further up what else is known of a pair of rows.
const (
	bitOther = iota
	bitLastName
	bitFirstName
	bitProfile
	bitSchool
	bitClasses
	bitGroups
	bitBorn
	bitSex
	bitTitle
	bitChild
	bitHandedOver
	bitKind // two bits: the kind in the later export

	fieldMask = 1<<bitHandedOver - 1
)

// arrival is a row of the later export alone.
type arrival struct {
	id      key
	line    uint32
	profile Profile
}

// differ compares two exports.
type differ struct {
	opts     DiffOptions
	hash     hasher
	people   pages[standing]
	arrivals pages[arrival]
	known    places         // of people
	arrived  places         // of arrivals
	texts    map[key]string // identifiers that are no GUIDs
	repeated int
	noID     int
}

func newDiffer(opts *DiffOptions) (*differ, error) {
	d := &differ{hash: newHasher(), texts: make(map[key]string)}
	if opts != nil {
		d.opts = *opts
	}
	d.opts.Key = cmp.Or(d.opts.Key, FieldGUID)
	d.opts.MaxGone = cmp.Or(d.opts.MaxGone, defaultMaxGone)
	d.opts.MaxChanged = cmp.Or(d.opts.MaxChanged, defaultMaxChanged)
	if d.opts.Key != FieldGUID && d.opts.Key != FieldAccountID {
		return nil, fmt.Errorf("enroster: field %d in DiffOptions identifies nobody: Key is FieldGUID or FieldAccountID", d.opts.Key)
	}
	for _, limit := range []float64{d.opts.MaxGone, d.opts.MaxChanged} {
		if !(limit > 0 && limit < 1) { // not a number is neither
			return nil, fmt.Errorf("enroster: limit %v in DiffOptions: it may be raised below 1, not switched off", limit)
		}
	}
	d.known.seed, d.arrived.seed = d.hash.seeds[0], d.hash.seeds[0]
	return d, nil
}

// before takes a row of the earlier export.
func (d *differ) before(rec *Record) {
	s, ok := d.stand(rec)
	if !ok {
		return
	}
	at := d.known.find(s.id, func(i int) *key { return &d.people.at(i).id })
	if *at == 0 {
		d.people.add(s)
		*at = uint32(d.people.n)
		d.known.added()
		return
	}
	d.repeated++
	if old := d.people.at(int(*at) - 1); s.compare(old) < 0 {
		*old = s
	}
}

// after takes a row of the later export.
func (d *differ) after(rec *Record) {
	s, ok := d.stand(rec)
	if !ok {
		return
	}
	at := d.known.find(s.id, func(i int) *key { return &d.people.at(i).id })
	if *at != 0 {
		old := d.people.at(int(*at) - 1)
		mask := old.differences(&s) | uint16(kindIndex(s.profile))<<bitKind
		if old.later != 0 {
			d.repeated++
			if nearer(old.mask, mask) {
				return
			}
		}
		old.later, old.mask = s.line, mask
		return
	}
	at = d.arrived.find(s.id, func(i int) *key { return &d.arrivals.at(i).id })
	if *at != 0 {
		d.repeated++
		a := d.arrivals.at(int(*at) - 1)
		a.profile = min(a.profile, s.profile)
		return
	}
	d.arrivals.add(arrival{s.id, s.line, s.profile})
	*at = uint32(d.arrivals.n)
	d.arrived.added()
}

// nearer reports whether the pair of rows of mask a differs no more than that of b, which is the one to be left then.
func nearer(a, b uint16) bool {
	return cmp.Or(cmp.Compare(a>>bitHandedOver&1, b>>bitHandedOver&1),
		cmp.Compare(bits.OnesCount16(a&fieldMask), bits.OnesCount16(b&fieldMask)), cmp.Compare(a, b)) <= 0
}

// stand makes the standing of a record, unless it has no identifier.
func (d *differ) stand(rec *Record) (s standing, ok bool) {
	id, other := rec.GUID, rec.AccountID
	if d.opts.Key == FieldAccountID {
		id, other = rec.AccountID, rec.GUID
		if other != "" {
			other, _ = CanonicalGUID(other)
		}
	}
	k, guid := d.hash.id(id)
	if k == (key{}) {
		d.noID++
		return s, false
	}
	if !guid && d.texts[k] == "" {
		id, _ = CanonicalGUID(id)
		d.texts[k] = strings.Clone(id)
	}
	s = standing{id: k, line: uint32(rec.Line), profile: rec.Profile, stale: rec.Stale(),
		other: textOf(digest(other)), last: textOf(digest(rec.LastName)), first: textOf(digest(rec.FirstName)), school: textOf(digest(rec.School)),
		classes: classSet(rec.Classes), groups: classSet(rec.Groups),
		born: packDate(rec.Born) | uint32(rec.Sex&3)<<24 | uint32(rec.Title&3)<<26}
	s.foldedLast = d.folded(rec.LastName)
	s.foldedFirst = d.folded(rec.FirstName)
	var kids uint64
	for _, child := range rec.Children {
		c, _ := CanonicalGUID(child)
		kids += digest(c)
	}
	s.kids = textOf(kids)
	return s, true
}

// folded gives a hash of a name whatever its spelling is, 0 for an empty one.
func (d *differ) folded(name string) uint32 {
	d.hash.buf = appendFold(d.hash.buf[:0], name)
	h := digest(d.hash.buf)
	return uint32(h ^ h>>32)
}

// delta makes the Delta of all rows taken.
func (d *differ) delta() *Delta {
	out := &Delta{Repeated: d.repeated, NoID: d.noID, maxGone: d.opts.MaxGone, maxChanged: d.opts.MaxChanged,
		Kinds: [4]KindDelta{{Kind: Pupil}, {Kind: Guardian}, {Kind: Staff}, {}}}
	for s := range d.people.all() { // counted first: lists of a million should not grow by doubling
		k := &out.Kinds[kindIndex(s.profile)]
		k.Before++
		switch {
		case s.later == 0:
			k.Gone++
			continue
		case s.mask>>bitHandedOver&1 != 0:
			k.HandedOver++
		case s.mask&fieldMask != 0:
			k.Changed++
		}
		out.Kinds[s.mask>>bitKind].After++
	}
	for a := range d.arrivals.all() {
		k := &out.Kinds[kindIndex(a.profile)]
		k.After++
		k.Arrived++
	}
	var sum KindDelta
	for _, k := range out.Kinds {
		sum.Arrived += k.Arrived
		sum.Gone += k.Gone
		sum.Changed += k.Changed
		sum.HandedOver += k.HandedOver
	}
	out.Arrivals, out.Departures = slices.Grow(out.Arrivals, sum.Arrived), slices.Grow(out.Departures, sum.Gone)
	out.Changes, out.Handovers = slices.Grow(out.Changes, sum.Changed), slices.Grow(out.Handovers, sum.HandedOver)
	sets := make(map[uint16][]Field)
	for s := range d.people.all() {
		if s.later != 0 && s.mask&fieldMask == 0 {
			continue
		}
		c := Change{ID: d.text(s.id), Profile: s.profile, Before: int(s.line), After: int(s.later)}
		if s.later == 0 {
			out.Departures = append(out.Departures, c)
			continue
		}
		if c.Fields = sets[s.mask&fieldMask]; c.Fields == nil {
			c.Fields = d.fields(s.mask)
			sets[s.mask&fieldMask] = c.Fields
		}
		if s.mask>>bitHandedOver&1 != 0 {
			out.Handovers = append(out.Handovers, c)
		} else {
			out.Changes = append(out.Changes, c)
		}
	}
	for a := range d.arrivals.all() {
		out.Arrivals = append(out.Arrivals, Change{ID: d.text(a.id), Profile: a.profile, After: int(a.line)})
	}
	return out
}

// text gives the identifier that a key was made of.
func (d *differ) text(k key) string {
	if s := d.texts[k]; s != "" {
		return s
	}
	return k.guid()
}

// fields gives the fields of a mask.
func (d *differ) fields(mask uint16) (list []Field) {
	for bit, f := range diffFields {
		if mask>>bit&1 == 0 {
			continue
		}
		if bit == bitOther && d.opts.Key == FieldAccountID {
			f = FieldGUID
		}
		list = append(list, f)
	}
	return list
}

// kindIndex gives the place in Delta.Kinds of people with profiles.
func kindIndex(p Profile) int {
	switch kindOf(p) {
	case Pupil:
		return 0
	case Guardian:
		return 1
	case Staff:
		return 2
	}
	return 3
}
