package casclient

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"
)

// MemorySessions keeps sessions in the memory of one process; they end with
// it. The zero value is ready, and safe for concurrent use. There is no
// goroutine behind it: sessions that are over are dropped when they are asked
// for, and from the idle end when a new one comes.
type MemorySessions struct {
	// Max is how many people's sessions are kept at most; 100,000 if 0. One more
	// ends the one that has been idle longest. Set it before the first use.
	Max int
	// MaxBytes is about how much memory they take at most; 256 MiB if 0. Most
	// take 1 to 2 kB, so it is Max that counts unless a server says a lot about
	// everybody. One more ends those that have been idle longest. Set it before
	// the first use.
	MaxBytes int64

	mu      sync.Mutex
	byID    map[string]*kept
	tickets map[string][]*kept
	people  ring
	// nobody's sessions stand for tickets that are being validated (see
	// Sessions). Anyone can send such, so they put no person out.
	nobody ring
}

// A ring is a circle of sessions, by when they were seen last: older than end
// is the one seen last, newer than it the one idle longest.
type ring struct {
	end   kept
	n     int
	bytes int64
}

// A kept session knows its neighbours.
type kept struct {
	Session
	bytes        int64
	newer, older *kept
}

// size is about what s takes: its texts, and all that is the same for each.
func (s *Session) size() int64 {
	const (
		fixed = 560 // its places in the maps and its two hashes included
		grant = 192 // the place in a map of a third hash, and that one
		entry = 32  // of an attribute, without its texts
	)
	n := fixed + len(s.Principal.User) + len(s.Grant)
	if s.GrantTicket != "" {
		n += grant
	}
	for _, a := range s.Principal.Attributes {
		n += entry + len(a.Name) + len(a.Value)
	}
	for _, p := range s.Principal.Proxies {
		n += entry + len(p)
	}
	return int64(n)
}

const (
	defaultMaxSessions     = 100_000
	defaultMaxSessionBytes = 256 << 20
	// maxNobody is above what one client can have under way.
	maxNobody = maxValidations
)

// Create implements Sessions.
func (m *MemorySessions) Create(_ context.Context, s Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.byID == nil {
		m.byID = make(map[string]*kept)
		m.tickets = make(map[string][]*kept)
		for _, r := range []*ring{&m.people, &m.nobody} {
			r.end.newer, r.end.older = &r.end, &r.end
		}
	}
	k := &kept{Session: s, bytes: s.size()}
	m.ring(k).place(k)
	m.byID[s.ID] = k
	m.tickets[s.Ticket] = append(m.tickets[s.Ticket], k)
	if s.GrantTicket != "" {
		m.tickets[s.GrantTicket] = append(m.tickets[s.GrantTicket], k)
	}
	limit, limitBytes := m.Max, m.MaxBytes
	if limit <= 0 {
		limit = defaultMaxSessions
	}
	if limitBytes <= 0 {
		limitBytes = defaultMaxSessionBytes
	}
	m.makeRoom(&m.people, limit, limitBytes, k)
	m.makeRoom(&m.nobody, maxNobody, math.MaxInt64, k)
	return nil
}

// makeRoom removes what is over or too much when latest has come, from the idle
// end, and never latest.
func (m *MemorySessions) makeRoom(r *ring, limit int, limitBytes int64, latest *kept) {
	for old := r.end.newer; old != &r.end && old != latest && (r.n > limit || r.bytes > limitBytes || old.Over(latest.Created)); old = r.end.newer {
		m.remove(old)
	}
}

// ring is where k stands.
func (m *MemorySessions) ring(k *kept) *ring {
	if k.Principal.User == "" {
		return &m.nobody
	}
	return &m.people
}

// place adds k as the one that was seen last.
func (r *ring) place(k *kept) {
	k.newer, k.older = &r.end, r.end.older
	k.older.newer, r.end.older = k, k
	r.n++
	r.bytes += k.bytes
}

// leave undoes place.
func (r *ring) leave(k *kept) {
	k.newer.older, k.older.newer = k.older, k.newer
	r.n--
	r.bytes -= k.bytes
}

// Find implements Sessions.
func (m *MemorySessions) Find(_ context.Context, id string, now time.Time) (s Session, ok bool, err error) {
	ok = m.find([]byte(id), now, &s)
	return s, ok, nil
}

// find copies a session that exists to where it is wanted.
func (m *MemorySessions) find(id []byte, now time.Time, to *Session) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.byID[string(id)]
	if !ok {
		return false
	}
	if k.Over(now) {
		m.remove(k)
		return false
	}
	k.Seen = now
	if r := m.ring(k); r.end.older != k {
		r.leave(k)
		r.place(k)
	}
	*to = k.Session
	return true
}

// Delete implements Sessions.
func (m *MemorySessions) Delete(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if k, ok := m.byID[id]; ok {
		m.remove(k)
	}
	return nil
}

// DeleteTicket implements Sessions.
func (m *MemorySessions) DeleteTicket(_ context.Context, ticket string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := m.tickets[ticket]
	delete(m.tickets, ticket) // before, or each would be looked for in it
	for _, k := range list {
		m.remove(k)
	}
	return nil
}

// Len returns how many sessions are kept, nobody's included and those that are
// over and have not been dropped yet.
func (m *MemorySessions) Len() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.byID)
}

func (m *MemorySessions) remove(k *kept) {
	m.ring(k).leave(k)
	delete(m.byID, k.ID)
	for _, ticket := range [2]string{k.Ticket, k.GrantTicket} {
		list := m.tickets[ticket]
		for i := len(list) - 1; i >= 0; i-- { // a sign-in that ends is among the last
			if list[i] == k {
				list = slices.Delete(list, i, i+1)
				break
			}
		}
		if len(list) == 0 {
			delete(m.tickets, ticket)
		} else {
			m.tickets[ticket] = list
		}
	}
}
