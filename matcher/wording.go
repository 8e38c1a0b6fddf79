package matcher

import (
	"math"
	"slices"
	"sync"
)

// A wording words decisions, many in one room: what is said of most pairs is the
// same, so they share it. It is one goroutine's.
type wording struct {
	said    *phrases
	heard   map[saying]phrase // those of said that were asked for here; nil if few will be
	weights []float64         // room for more
	ones    []Candidate       // room for lists of one
	listed  []*pair           // room for possibles
	claimed map[int32][]int32 // what claims has found; nil at first
	crowded map[fullName]bool // what place has noted; nil at first
}

// wording returns one that nobody else uses until it is put back into rooms.
func (s *phrases) wording() *wording {
	if w, ok := s.rooms.Get().(*wording); ok {
		return w
	}
	return &wording{said: s, heard: map[saying]phrase{}}
}

// phrase is what is said of a pair.
func (w *wording) phrase(p *pair, number bool) phrase {
	k := sayingOf(p, number)
	heard, ok := w.heard[k]
	if !ok {
		heard = w.said.phrase(k, p, number)
		if w.heard != nil {
			w.heard[k] = heard
		}
	}
	return heard
}

// newAnswer has room for a list of one candidate and nothing else.
func newAnswer(said *phrases) wording {
	room := new(struct {
		one     [1]Candidate
		weights [len(evidenceOrder)]float64
	})
	return wording{said: said, ones: room.one[:0], weights: room.weights[:]}
}

// phrases are reasons that were given once, for all of whom the same is said. They
// may be used from several goroutines.
type phrases struct {
	mu    sync.RWMutex
	of    map[saying]phrase
	rooms sync.Pool // of *wording
}

// A phrase is reasons and what each weighs, which is the same for all but of names
// and of classes.
type phrase struct {
	reasons []Reason
	bits    []float64
}

// A saying is what the reasons of a pair depend on: its evidence and, in the upper
// half, the levels of its names, whether its rows are read the other way round, and
// whether the number of the school is another.
type saying uint64

func sayingOf(p *pair, number bool) saying {
	levels := saying(p.last)<<8 | saying(p.first)
	return saying(p.ev) | levels<<32 | saying(one(p.swapped)|one(p.turned)<<1|one(number)<<2)<<48
}

// manyPhrases bounds what is kept: many more would not be used again.
const manyPhrases = 1 << 12

// phrase is what a person is told about a pair. It is not to be written to.
func (s *phrases) phrase(k saying, p *pair, number bool) phrase {
	s.mu.RLock()
	said, ok := s.of[k]
	s.mu.RUnlock()
	if ok {
		return said
	}
	said.reasons = slices.Clip(p.reasons())
	for i, r := range said.reasons {
		said.bits = append(said.bits, rounded(reasonBits[r]))
		if number && r == SchoolSame {
			said.reasons[i] = SchoolNumber
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of = map[saying]phrase{}
	}
	if len(s.of) < manyPhrases {
		s.of[k] = said
	}
	return said
}

// room makes room for so many candidates, in what they stood in before if it is
// large enough.
func (w *wording) room(cs []Candidate, n int) []Candidate {
	switch used := len(w.ones); {
	case n <= cap(cs):
		return cs[:n]
	case n == 1 && used < cap(w.ones):
		w.ones = w.ones[:used+1]
		return w.ones[used : used+1 : used+1]
	}
	return append(cs[:cap(cs)], make([]Candidate, n-cap(cs))...) // with the weights that there are
}

// candidate words a pair, in the weights' own room if that is large enough.
func (w *wording) candidate(c *Candidate, l *linkage, p *pair) {
	c.Score = p.score() // first, for room that is new and read before it is written is fetched twice
	said, ws := w.phrase(p, l.otherNumber(p)), c.Weights
	if n := len(said.reasons); n <= cap(ws) {
		ws = ws[:n]
	} else {
		if len(w.weights) < n {
			w.weights = make([]float64, max(n, cap(w.ones)*2))
		}
		ws, w.weights = w.weights[:n:n], w.weights[n:]
	}
	copy(ws, said.bits)
	l.model.weights(ws, p, l.pools.all[p.pool], said.reasons)
	c.Person, c.Reasons, c.Weights = *l.roster.people[p.person].Person, said.reasons, ws
}

// score is the weight as a share: 1/2 is a toss-up.
func (p *pair) score() float64 { return math.Round(1e4/(1+math.Exp2(-float64(p.bits)/2))) / 1e4 }

// reasons lists what a person is told about a pair.
func (p *pair) reasons() []Reason {
	rs := (p.ev &^ sexSame).reasons()
	if p.turned && !p.swapped {
		rs = slices.Insert(rs, 1, NamesSwapped)
	}
	if p.ev.has(namesEqual) && p.last == lastEqual {
		return rs
	}
	names := make([]Reason, 0, 3)
	if p.swapped {
		names = append(names, NamesSwapped)
	}
	if r := lastReasons[p.last]; r != "" {
		names = append(names, r)
	}
	if r := firstReasons[p.first]; r != "" {
		names = append(names, r)
	}
	return slices.Insert(rs, 1, names...)
}

var lastReasons = [lastLevels]Reason{
	lastJoined: LastReading, lastParticle: LastReading, lastOrder: LastReading, lastPart: LastPart, lastSound: LastSpelling,
	lastTypo: LastSpelling, lastShare: LastPart, lastAlias: LastOfChild, lastOther: LastDiffers, lastNone: LastMissing,
}

var firstReasons = [firstLevels]Reason{
	firstLeftOut: FirstPart, firstOrder: FirstSpelling, firstShared: FirstPart, firstVariant: FirstSpelling, firstTypo: FirstSpelling, firstShort: FirstSpelling,
	firstNick: FirstSpelling, firstKindred: FirstDiffers, firstLater: FirstSpelling, firstGender: FirstDiffers, firstOther: FirstDiffers, firstNone: FirstMissing,
}
