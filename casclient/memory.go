package casclient

import (
	"container/list"
	"context"
	"sync"
	"time"
)

// MemorySessions keeps sessions in the memory of one process; they end with
// it. The zero value is ready, and safe for concurrent use. There is no
// goroutine behind it: sessions that are over are dropped when they are asked
// for, and from the idle end when a new one comes.
type MemorySessions struct {
	// Max is how many sessions are kept at most; 100,000 if 0. One more ends
	// the one that has been idle longest. Set it before the first use.
	Max int

	mu      sync.Mutex
	recent  *list.List // of *Session, last seen first
	byID    map[string]*list.Element
	tickets map[string]map[*list.Element]struct{}
}

const defaultMaxSessions = 100_000

// Create implements Sessions.
func (m *MemorySessions) Create(_ context.Context, s Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.byID == nil {
		m.recent = list.New()
		m.byID = make(map[string]*list.Element)
		m.tickets = make(map[string]map[*list.Element]struct{})
	}
	limit := m.Max
	if limit <= 0 {
		limit = defaultMaxSessions
	}
	for e := m.recent.Back(); e != nil && (m.recent.Len() >= limit || e.Value.(*Session).Over(s.Created)); e = m.recent.Back() {
		m.remove(e)
	}
	e := m.recent.PushFront(&s)
	m.byID[s.ID] = e
	m.index(s.Ticket, e)
	if s.GrantTicket != "" {
		m.index(s.GrantTicket, e)
	}
	return nil
}

func (m *MemorySessions) index(ticket string, e *list.Element) {
	if m.tickets[ticket] == nil {
		m.tickets[ticket] = make(map[*list.Element]struct{}, 1)
	}
	m.tickets[ticket][e] = struct{}{}
}

// Find implements Sessions.
func (m *MemorySessions) Find(_ context.Context, id string, now time.Time) (Session, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.byID[id]
	if !ok {
		return Session{}, false, nil
	}
	s := e.Value.(*Session)
	if s.Over(now) {
		m.remove(e)
		return Session{}, false, nil
	}
	s.Seen = now
	m.recent.MoveToFront(e)
	return *s, true, nil
}

// Delete implements Sessions.
func (m *MemorySessions) Delete(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.byID[id]; ok {
		m.remove(e)
	}
	return nil
}

// DeleteTicket implements Sessions.
func (m *MemorySessions) DeleteTicket(_ context.Context, ticket string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for e := range m.tickets[ticket] {
		m.remove(e)
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

func (m *MemorySessions) remove(e *list.Element) {
	s := m.recent.Remove(e).(*Session)
	delete(m.byID, s.ID)
	for _, ticket := range [2]string{s.Ticket, s.GrantTicket} {
		delete(m.tickets[ticket], e)
		if len(m.tickets[ticket]) == 0 {
			delete(m.tickets, ticket)
		}
	}
}
