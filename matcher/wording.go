package matcher

import (
	"math"
	"slices"
	"sync"
)

// A wording words pairs, many in one room: what is said of most of them is the
// same, so they share it.
type wording struct {
	said    *phrases
	weights []float64   // room for more
	ones    []Candidate // room for lists of one
}

// newWording has room for so many lists of one candidate.
func newWording(ones int) *wording {
	return &wording{said: &phrases{}, ones: make([]Candidate, 0, ones)}
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
	mu sync.RWMutex
	of map[saying][]Reason
}

// A saying is what the reasons of a pair depend on.
type saying struct {
	ev      evidence
	swapped bool
	last    lastLevel
	first   firstLevel
}

// manyPhrases bounds what is kept: many more would not be used again.
const manyPhrases = 1 << 12

// reasons lists what a person is told about a pair. It is not to be written to.
func (s *phrases) reasons(p *pair) []Reason {
	k := saying{p.ev, p.swapped, p.last, p.first}
	s.mu.RLock()
	rs, ok := s.of[k]
	s.mu.RUnlock()
	if ok {
		return rs
	}
	rs = slices.Clip(p.reasons())
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of = map[saying][]Reason{}
	}
	if len(s.of) < manyPhrases {
		s.of[k] = rs
	}
	return rs
}

// one is the list of a single candidate.
func (w *wording) one(l *linkage, p *pair) []Candidate {
	w.ones = append(w.ones, w.candidate(l, p))
	n := len(w.ones)
	return w.ones[n-1 : n : n]
}

func (w *wording) candidate(l *linkage, p *pair) Candidate {
	rs := w.said.reasons(p)
	if len(w.weights) < len(rs) {
		w.weights = make([]float64, max(len(rs), cap(w.ones)*8))
	}
	ws := w.weights[:len(rs):len(rs)]
	w.weights = w.weights[len(rs):]
	l.model.weights(ws, p, l.pools.all[p.pool], rs)
	return Candidate{Person: *l.roster.people[p.person].Person, Score: p.score(), Reasons: rs, Weights: ws}
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
	lastTypo: LastSpelling, lastShare: LastPart, lastAlias: LastOfChild, lastOther: LastDiffers,
}

var firstReasons = [firstLevels]Reason{
	firstLeftOut: FirstPart, firstShared: FirstPart, firstVariant: FirstSpelling, firstTypo: FirstSpelling, firstShort: FirstSpelling,
	firstNick: FirstSpelling, firstLater: FirstSpelling, firstGender: FirstDiffers, firstOther: FirstDiffers,
}
