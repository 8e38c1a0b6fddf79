package casclient

import (
	"context"
	"slices"
	"sync"
	"time"
)

// MemorySessions keeps sessions in the memory of one process; they end with
// it. The zero value is ready, and safe for concurrent use. There is no
// goroutine behind it: sessions that are over are dropped when they are asked
// for, and from the idle end when a new one comes.
type MemorySessions struct {
	// Max is how many sessions are kept at most; 100,000 if 0. One more ends
	// the one that has been idle longest. A sign-in under way counts too. Set
	// it before the first use.
	Max int

	mu      sync.Mutex
	byID    map[string]*kept
	tickets map[string][]*kept
	// ring closes the circle of them all: older than it is the one seen last,
	// newer than it the one idle longest.
	ring kept
}

// A kept session knows its neighbours, by when they were seen last.
type kept struct {
	Session
	newer, older *kept
}

const defaultMaxSessions = 100_000

// Create implements Sessions.
func (m *MemorySessions) Create(_ context.Context, s Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.byID == nil {
		m.byID = make(map[string]*kept)
		m.tickets = make(map[string][]*kept)
		m.ring.newer, m.ring.older = &m.ring, &m.ring
	}
	limit := m.Max
	if limit <= 0 {
		limit = defaultMaxSessions
	}
	for k := m.ring.newer; k != &m.ring && (len(m.byID) >= limit || k.Over(s.Created)); k = m.ring.newer {
		m.remove(k)
	}
	k := &kept{Session: s}
	m.place(k)
	m.byID[s.ID] = k
	m.tickets[s.Ticket] = append(m.tickets[s.Ticket], k)
	if s.GrantTicket != "" {
		m.tickets[s.GrantTicket] = append(m.tickets[s.GrantTicket], k)
	}
	return nil
}

// place makes k the one that was seen last.
func (m *MemorySessions) place(k *kept) {
	k.newer, k.older = &m.ring, m.ring.older
	k.older.newer, m.ring.older = k, k
}

func (k *kept) leave() { k.newer.older, k.older.newer = k.older, k.newer }

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
	if m.ring.older != k {
		k.leave()
		m.place(k)
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

// Len returns how many sessions are kept, those included that are over and
// have not been dropped yet.
func (m *MemorySessions) Len() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.byID)
}

func (m *MemorySessions) remove(k *kept) {
	k.leave()
	delete(m.byID, k.ID)
	for _, ticket := range [2]string{k.Ticket, k.GrantTicket} {
		list := slices.DeleteFunc(m.tickets[ticket], func(other *kept) bool { return other == k })
		if len(list) == 0 {
			delete(m.tickets, ticket)
		} else {
			m.tickets[ticket] = list
		}
	}
}
