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
	// MaxBytes is about how much memory they take at most; 256 MiB if 0. Most
	// take 1 to 2 kB, so it is Max that counts unless a server says a lot about
	// everybody. One more ends those that have been idle longest. Set it before
	// the first use.
	MaxBytes int64

	mu      sync.Mutex
	bytes   int64
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

// size is about what k takes: its texts, and all that is the same for each.
func (k *kept) size() int64 {
	const (
		fixed = 512 // its places in the maps and its two hashes included
		entry = 32  // of an attribute, without its texts
	)
	n := fixed + len(k.Principal.User) + len(k.Grant) + len(k.GrantTicket)
	for _, a := range k.Principal.Attributes {
		n += entry + len(a.Name) + len(a.Value)
	}
	for _, p := range k.Principal.Proxies {
		n += entry + len(p)
	}
	return int64(n)
}

const (
	defaultMaxSessions     = 100_000
	defaultMaxSessionBytes = 256 << 20
)

// Create implements Sessions.
func (m *MemorySessions) Create(_ context.Context, s Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.byID == nil {
		m.byID = make(map[string]*kept)
		m.tickets = make(map[string][]*kept)
		m.ring.newer, m.ring.older = &m.ring, &m.ring
	}
	limit, limitBytes := m.Max, m.MaxBytes
	if limit <= 0 {
		limit = defaultMaxSessions
	}
	if limitBytes <= 0 {
		limitBytes = defaultMaxSessionBytes
	}
	k := &kept{Session: s}
	m.bytes += k.size()
	for old := m.ring.newer; old != &m.ring && (len(m.byID) >= limit || m.bytes > limitBytes || old.Over(s.Created)); old = m.ring.newer {
		m.remove(old)
	}
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
	m.bytes -= k.size()
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
