package matcher

import (
	"math"
	mathbits "math/bits"
)

// A model weighs a pair of people as Fellegi and Sunter do (1969): how much
// more likely what the two rows say is if they are one person than if they are
// not, in bits (powers of two), beside how many people the row could be meant
// for. Three explanations compete: one person; two people who have nothing to
// do with one another; two of one family, who share a last name, a home and a
// school but no given name.
//
// It is asked about names that are not equal, where evidence has to make up for
// the difference, and orders the candidates of a review. How often two rows of
// one person agree so (m) is estimated from the lists by expectation
// maximisation; how often strangers do (u) is the frequency of the names in
// them. Small lists tell little, so both begin with the constants below, which
// count as much as priorStrength pairs.
type model struct {
	last  [lastLevels]float64  // m of the last names, the pair being one person
	first [firstLevels]float64 // m of the given names
	swap  float64              // m of last and first name exchanged
	class float64              // m of the same class

	lastNames, firstNames names
	articled              names            // who bears a surname, of those with an article and their like without
	lastShares            []float64        // of each surname of the lists, by its number
	firstShares           []float64        // likewise, of the first given name
	men, women            map[string]int32 // who bears a given name, where the sex is told
	sexes                 []byte           // of each first given name of the lists, by its number: see sexOf
}

// The model's beginnings, for the rows that equality of names does not settle:
// shares of one-person pairs as the French facts of hospital and school
// linkage have them (a tenth of the pupils has a second surname, all given
// names on one list, usage names for birth names), rounded.
var (
	priorLast = [lastLevels]float64{
		lastEqual: .55, lastJoined: .04, lastParticle: .03, lastOrder: .02, lastPart: .08, lastSound: .04,
		lastTypo: .12, lastShare: .02, lastAlias: .03, lastOther: .07, lastNone: 1,
	}
	priorFirst = [firstLevels]float64{
		firstEqual: .55, firstLeftOut: .20, firstOrder: .01, firstShared: .01, firstVariant: .05, firstTypo: .10, firstShort: .02,
		firstNick: .01, firstKindred: .005, firstLater: .01, firstGender: .005, firstOther: .045, firstNone: 1,
	}
)

const (
	priorSwap     = .05
	priorClass    = .85
	priorStrength = 100
)

// kinLast is how likely the last names of two relatives agree so.
var (
	kinLast = [lastLevels]float64{
		lastEqual: .7, lastJoined: .01, lastParticle: .01, lastOrder: .01, lastPart: .1, lastSound: .01,
		lastTypo: .01, lastShare: .05, lastAlias: .3, lastOther: .3, lastNone: 1,
	}
)

// kinFirst is how likely the given names of two relatives agree so. Nobody gives
// two children one name, though the second may be another's first; names that
// are alike are as frequent among siblings as among strangers. Two guardians of
// one child are seldom of one sex.
func kinFirst(p *pair) float64 {
	switch {
	case p.first >= firstOther:
		return 1
	case p.ev.has(grownUps):
		return .1 * float64(p.uFirst)
	case p.first <= firstLeftOut:
		return 1e-6
	case p.first <= firstShared:
		return 1e-4
	case p.first == firstLater:
		return .02
	}
	return float64(p.uFirst)
}

// learn renews the shares of one-person pairs from pairs that are weighed: each
// counts as far as it is likely to be one person. It is one step of expectation
// maximisation. Whole numbers are added, so that no order of pairs shows.
func (m *model) learn(pairs []*pair) {
	const unit = 1 << 20
	var last [lastLevels]int64
	var first [firstLevels]int64
	var swapped, all, same, classes int64
	for _, p := range pairs {
		one := int64(unit / (1 + math.Exp2(-float64(p.bits))))
		all += one
		last[p.last] += one
		first[p.first] += one
		if p.swapped {
			swapped += one
		}
		switch {
		case p.ev.has(classSame):
			same += one
			classes += one
		case p.ev.has(classDiffers):
			classes += one
		}
	}
	share := func(prior float64, seen, of int64) float64 {
		return (prior*priorStrength + float64(seen)/unit) / (priorStrength + float64(of)/unit)
	}
	for i := range last[:lastNone] { // pairs have both names here
		m.last[i] = share(priorLast[i], last[i], all)
	}
	for i := range first[:firstNone] {
		m.first[i] = share(priorFirst[i], first[i], all)
	}
	m.swap = share(priorSwap, swapped, all)
	m.class = min(share(priorClass, same, classes), .99)
}

// newModel counts the names of both lists.
func newModel(lists ...*list) *model {
	m := &model{last: priorLast, first: priorFirst, swap: priorSwap, class: priorClass}
	all := uint8(1<<len(lists) - 1)
	m.lastNames = names{lists: all, usual: 2e-4}
	m.articled.lists = all
	m.firstNames = names{lists: all, usual: 2e-3}
	m.men, m.women = map[string]int32{}, map[string]int32{}
	for _, l := range lists {
		m.lastNames.rows += float64(len(l.people))
		m.firstNames.rows += float64(len(l.people))
		m.articled.rows += float64(len(l.people))
	}
	m.countLast(lists)
	m.countFirst(lists)
	return m
}

// man reports whether a given name is plainly a man's, by those of both lists
// whose sex is told.
func (m *model) man(g *given) bool { return m.sexOf(g) == 'M' }

// woman is man for a woman's.
func (m *model) woman(g *given) bool { return m.sexOf(g) == 'F' }

// sexOf is whose a given name plainly is, 'M' or 'F' and else otherSex.
func (m *model) sexOf(g *given) byte {
	if 0 <= g.number && int(g.number) < len(m.sexes) && m.sexes[g.number] != 0 {
		return m.sexes[g.number]
	}
	switch {
	case len(g.names()) == 0:
	case plainly(m.men, m.women, g.names()[0]):
		return 'M'
	case plainly(m.women, m.men, g.names()[0]):
		return 'F'
	}
	return otherSex
}

// plainly reports whether a given name is borne by more than one of ours, and by so many
// that theirs may be mistyped.
func plainly(ours, theirs map[string]int32, name string) bool {
	return ours[name] >= 2 && ours[name] >= 20*theirs[name]
}

// strangersLast is how likely a stranger's last name agrees so with the other.
func (m *model) strangersLast(lvl lastLevel, a, b *surname, shared string) float64 {
	switch lvl {
	case lastOther, lastNone:
		return 1
	case lastShare:
		return 5e-3
	}
	x, y := m.lastShare(a), m.lastShare(b)
	switch lvl {
	case lastEqual, lastJoined, lastParticle, lastOrder, lastAlias:
		return max(x, y)
	case lastPart:
		return max(x, y, m.lastNames.share(m.lastNames.of(shared)))
	case lastSound:
		return x + y + 5e-4
	case lastTypo:
		return x + y + nearLast[min(len(a.core()), len(b.core()), len(nearLast)-1)]
	}
	return 1
}

// strangersFirst is strangersLast for given names.
func (m *model) strangersFirst(lvl firstLevel, a, b *given) float64 {
	if lvl >= firstOther {
		return 1
	}
	x, y := m.firstShare(a), m.firstShare(b)
	switch lvl {
	case firstEqual, firstLeftOut, firstShared:
		return max(x, y)
	case firstOrder: // they have both names in common
		return x*y + 5e-4
	case firstVariant:
		return x + y + 3e-3
	case firstTypo:
		return x + y + nearFirst[min(len(a.names()[0]), len(b.names()[0]), len(nearFirst)-1)]
	case firstShort, firstNick, firstKindred:
		return x + y + 4e-3
	case firstLater:
		return x + y + 2e-3
	}
	return 1e-2
}

// nearLast and nearFirst say how many strangers' names come within a letter of
// a name of so many letters, measured on French names.
var (
	nearLast  = [...]float64{1, 1, 1e-1, 2e-2, 3e-3, 1.5e-3, 6e-4, 3e-4, 1.5e-4}
	nearFirst = [...]float64{1, 1, 1e-1, 3e-2, 1e-2, 5e-3, 3e-3, 1.5e-3, 1e-3}
)

// What the other fields weigh, in bits, where they are not part of the three
// explanations.
const (
	bitsSexSame       = 1
	bitsSexDiffers    = -6
	bitsProfileLost   = -1  // a profile that is not known
	bitsProfileOther  = -8  // two sorts of grown-ups
	bitsPupilOther    = -12 // a pupil and a grown-up
	bitsSchoolOther   = -5  // a pupil in thirty moves
	bitsPrior         = 6
	bitsTaken         = -6 // one account in a hundred is a second one
	bitsBornDiffers   = -8
	bitsFamilyOther   = -4
	bitsLastYear      = -8
	bitsChildrenOther = -4
	bitsGradeApart    = -5 // less than a pupil in a hundred, see gradeUsual
)

// A likelihood is what the three explanations make of a pair.
type likelihood struct{ one, strangers, kin float64 }

func (l *likelihood) times(one, strangers, kin float64) {
	l.one *= one
	l.strangers *= strangers
	l.kin *= kin
}

// weigh returns the bits for a pair being one person. scope is how many people
// the one row could be meant for.
func (m *model) weigh(p *pair, scope pool) float64 {
	l := m.likelihood(p, scope)
	return math.Log2(l.one/(l.strangers+l.kin)) + others(p.ev) - scope.openBits
}

// weights writes into ws, in bits, how much each of the reasons for and against a pair
// weighs by itself, but for those that weigh the same in all lists: what is the
// same to two relatives weighs as if they were strangers. What is said about the
// names weighs together, at the first reason.
func (m *model) weights(ws []float64, p *pair, scope pool, reasons []Reason) {
	names := math.Log2(m.last[p.last] * m.first[p.first] / float64(p.uLast*p.uFirst))
	if p.swapped {
		names += math.Log2(m.swap / swapOfTwo)
	}
	ws[0] = rounded(names)
	if !p.ev.has(classSame | classDiffers | gradeApart) {
		return
	}
	for i, r := range reasons[1:] {
		switch {
		case r == ClassSame:
			ws[i+1] = rounded(math.Log2(m.class / scope.class))
		case r == ClassDiffers && !p.ev.has(classDiffers):
			ws[i+1] = bitsGradeApart
		case r == ClassDiffers:
			ws[i+1] = rounded(math.Log2((1 - m.class) / (1 - scope.class)))
		}
	}
}

// swapOfTwo is how often two strangers' names agree with last and first name exchanged,
// where they would agree in their cells.
const swapOfTwo = .01

// exchanged is what the exchanged cells of a pair add to its weight. They speak for it
// beside others whose names agree no better, and not for a link: whoever typed the row
// that way, the names are no rarer.
func (m *model) exchanged(p *pair) float32 {
	if !p.swapped {
		return 0
	}
	return max(0, float32(math.Log2(m.swap/swapOfTwo)))
}

// rounded leaves two digits behind the point.
func rounded(bits float64) float64 { return math.Round(bits*100) / 100 }

// reasonBits is the weight of the reasons that weigh the same in all lists.
var reasonBits = func() map[Reason]float64 {
	bits := map[Reason]float64{BornSame: math.Log2(.97 * 1500), BornNewYear: math.Log2(.97 * 100), BornSomeDay: 1, FamilySame: math.Log2(.7 * 100)}
	for _, o := range otherWeights {
		for _, r := range o.ev.reasons() {
			bits[r] += o.bits
		}
	}
	return bits
}()

// likelihood gathers what belongs together: names, family, birth date, class.
func (m *model) likelihood(p *pair, scope pool) likelihood {
	l := likelihood{1, 1, 1 / max(scope.all, 100)}
	l.times(m.last[p.last], float64(p.uLast), kinLast[p.last])
	l.times(m.first[p.first], float64(p.uFirst), kinFirst(p))
	if p.swapped {
		l.times(m.swap, swapOfTwo, .001)
	}
	switch {
	case p.ev.has(bornSame) && p.ev.has(grownUps):
		l.times(.97, 1.0/12000, 1.0/12000)
	case p.ev.has(bornSame):
		l.times(.97, 1.0/1500, .015) // of a school's few years; siblings may be twins
	case p.ev.has(bornNewYear):
		l.times(.97, 1.0/100, .05)
	case p.ev.has(bornHabit): // which shows in one date of fifty at least
		l.times(.02, 1.0/1500, .02*.015)
	case p.ev.has(bornSlip):
		l.times(.02, .02, .03)
	case p.ev.has(bornSomeDay):
		l.times(.02, .01, .02)
	}
	switch {
	case p.ev.has(classSame):
		l.times(m.class, scope.class, max(scope.class, .05))
	case p.ev.has(classDiffers):
		l.times(1-m.class, 1-scope.class, .95)
	}
	switch {
	case p.ev.has(familySame):
		l.times(.7, 1e-5, 1)
	default:
		l.kin *= .5
	}
	return l
}

// others is the weight of the fields that stand for themselves.
func others(ev evidence) (bits float64) {
	for ev &= weighing; ev != 0; ev &= ev - 1 {
		bits += weightOf[mathbits.TrailingZeros32(uint32(ev))]
	}
	return bits
}

// weightOf is otherWeights by the bits of evidence, and weighing those that there are.
var weightOf, weighing = func() (of [32]float64, all evidence) {
	for _, f := range otherWeights {
		of[mathbits.TrailingZeros32(uint32(f.ev))] = f.bits
		all |= f.ev
	}
	return of, all
}()

var otherWeights = [...]struct {
	ev   evidence
	bits float64
}{
	{sexSame, bitsSexSame}, {sexDiffers, bitsSexDiffers}, {profileUnknown, bitsProfileLost}, {profileOther, bitsProfileOther}, {pupilOther, bitsPupilOther - bitsProfileOther},
	{schoolOther, bitsSchoolOther}, {priorSame, bitsPrior}, {bornDiffers, bitsBornDiffers}, {familyDiffers, bitsFamilyOther}, {lastYear, bitsLastYear}, {childrenOther, bitsChildrenOther},
	{gradeApart, bitsGradeApart},
}

// fewOpen is how many others are always reckoned with: small lists are part of a
// school of which the rest is not seen.
const fewOpen = 40

// A pool is how many people a row may be meant for.
type pool struct {
	all   float64 // people of the school, or of the list where the schools differ or are not known
	open  float64 // those of them whom equal names did not settle
	class float64 // the share of two strangers in one class

	openBits float64 // of open and fewOpen
}
