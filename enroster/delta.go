package enroster

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/maphash"
	"iter"
	"math/bits"
	"slices"
	"strconv"
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

// text is 48 bits of a hash of a text, or of a set of texts: of a million changes all are seen but in one of 10^8 runs.
// The zero text is the empty one.
type text [6]byte

// standing is what is kept of a row.
type standing struct {
	id                                                key
	line                                              uint32
	later                                             uint32 // line in the later export, or 0
	other, last, first, school, classes, groups, kids text
	foldedLast, foldedFirst                           uint32 // hashes of the names whatever their spelling is
	born                                              uint32 // a packed date, and above it sex and title
	profile                                           Profile
	mask                                              uint16 // of the pair, once later is known
	stale                                             bool
}

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

// classSet gives the text of a set of classes.
func classSet(list []Class) text {
	var sum uint64
	for _, c := range list {
		sum += mix(digest(c.UAI)*3 + digest(c.Name))
	}
	return textOf(sum)
}

// digest is a hash of s, 0 for an empty one: FNV-1a, its bits mixed so that digests of a set may be added. It has no
// seed, so that of rows with one identifier the same is chosen in every run.
func digest[T string | []byte](s T) uint64 {
	if len(s) == 0 {
		return 0
	}
	h := uint64(0xcbf29ce484222325)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return mix(h)
}

// mix spreads each bit of h over all.
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// textOf shortens a digest.
func textOf(h uint64) (t text) {
	for i := range t {
		t[i] = byte(h >> (8 * i))
	}
	return t
}

// compare orders rows with one identifier: first those that are not stale, then by what they say, so that the one to
// compare does not depend on the order of rows.
func (s *standing) compare(o *standing) int {
	if s.stale != o.stale {
		if o.stale {
			return -1
		}
		return 1
	}
	for _, c := range [...][2]*text{{&s.last, &o.last}, {&s.first, &o.first}, {&s.classes, &o.classes}, {&s.groups, &o.groups},
		{&s.kids, &o.kids}, {&s.other, &o.other}, {&s.school, &o.school}} {
		if n := bytes.Compare(c[0][:], c[1][:]); n != 0 {
			return n
		}
	}
	return cmp.Or(cmp.Compare(s.born, o.born), cmp.Compare(s.profile, o.profile))
}

// The parts of standing.born.
const (
	bornSex   = 3 << 24
	bornTitle = 3 << 26
)

// differences gives the mask of an earlier row and a later one.
func (s *standing) differences(o *standing) (mask uint16) {
	set := func(bit int, differs bool) {
		if differs {
			mask |= 1 << bit
		}
	}
	set(bitOther, s.other != o.other)
	set(bitLastName, s.last != o.last)
	set(bitFirstName, s.first != o.first)
	set(bitProfile, s.profile != o.profile)
	set(bitSchool, s.school != o.school)
	set(bitClasses, s.classes != o.classes)
	set(bitGroups, s.groups != o.groups)
	set(bitBorn, s.born&dateBits != o.born&dateBits)
	set(bitSex, s.born&bornSex != o.born&bornSex)
	set(bitTitle, s.born&bornTitle != o.born&bornTitle)
	set(bitChild, s.kids != o.kids)
	set(bitHandedOver, s.otherPerson(o))
	return mask
}

// otherPerson reports whether two rows name different people: another name and another birth date; or, where one of them
// has no birth date, both names others. Spelling does not count, nor names that changed places, nor missing ones.
func (s *standing) otherPerson(o *standing) bool {
	if s.foldedLast == o.foldedFirst && s.foldedFirst == o.foldedLast {
		return false
	}
	last := s.foldedLast != o.foldedLast && s.foldedLast != 0 && o.foldedLast != 0
	first := s.foldedFirst != o.foldedFirst && s.foldedFirst != 0 && o.foldedFirst != 0
	if born, later := s.born&dateBits, o.born&dateBits; born != 0 && later != 0 {
		return born != later && (last || first)
	}
	return last && first
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

// Excess is a limit that a Delta passed.
type Excess struct {
	Kind    Profile // as KindDelta.Kind
	Changed bool    // too many changed; otherwise too many are gone, those counted whose identifier another person has now
	Count   int
	Of      int // how many the earlier export had
	Limit   float64
}

// Share is Count by Of.
func (e Excess) Share() float64 { return float64(e.Count) / float64(e.Of) }

// Exceeded gives the limits that the Delta passed: when there are any, the later export is probably not what it should
// be, and nothing should follow it before a person has looked. A limit holds for each kind of people, however few they
// are.
func (d *Delta) Exceeded() (list []Excess) {
	for _, k := range d.Kinds {
		for _, e := range []Excess{{Kind: k.Kind, Count: k.Gone + k.HandedOver, Of: k.Before, Limit: d.maxGone},
			{Kind: k.Kind, Changed: true, Count: k.Changed, Of: k.Before, Limit: d.maxChanged}} {
			if float64(e.Count) > e.Limit*float64(e.Of) {
				list = append(list, e)
			}
		}
	}
	return list
}

// kindTexts names the kinds in the middle of a sentence.
var kindTexts = map[Profile][2]string{
	Pupil:    {"élèves", "pupils"},
	Guardian: {"responsables", "guardians"},
	Staff:    {"personnels", "members of staff"},
	0:        {"personnes sans profil connu", "people without a known profile"},
}

// Message gives the limit as one plain sentence: what, how much, what to do. It is French unless lang is "en".
func (e Excess) Message(lang string) string {
	texts := [2]string{
		"{kind} : {count} sur {of} ({share} %) ne sont plus dans le nouvel export, ou leur identifiant y désigne quelqu’un d’autre ; la limite est de {limit} %. Vérifiez que l’export est complet ; s’il l’est, relevez la limite pour cette fois.",
		"{kind}: {count} of {of} ({share}%) are no longer in the new export, or their identifier names somebody else there; the limit is {limit}%. Check that the export is complete; if it is, raise the limit for this time."}
	if e.Changed {
		texts = [2]string{
			"{kind} : {count} sur {of} ({share} %) ont changé dans le nouvel export ; la limite est de {limit} %. Vérifiez que ses colonnes sont les bonnes ; si elles le sont, relevez la limite pour cette fois.",
			"{kind}: {count} of {of} ({share}%) changed in the new export; the limit is {limit}%. Check that its columns are right; if they are, raise the limit for this time."}
	}
	percent := func(share float64) string {
		s := strings.TrimSuffix(strconv.FormatFloat(100*share, 'f', 1, 64), ".0")
		if langIndex(lang) == 0 {
			s = strings.Replace(s, ".", ",", 1)
		}
		return s
	}
	kind := kindTexts[e.Kind][langIndex(lang)]
	for i, r := range kind {
		if i == 0 {
			kind = strings.ToUpper(string(r)) + kind[len(string(r)):]
		}
	}
	return strings.ReplaceAll(fill(pick(texts, lang), "{kind}", kind, "{count}", strconv.Itoa(e.Count), "{of}", strconv.Itoa(e.Of),
		"{share}", percent(e.Share()), "{limit}", percent(e.Limit)), " %", "\u00a0%")
}

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
