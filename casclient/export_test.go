package casclient

// Tickets is of how many tickets a store in memory knows anything.
func (m *MemorySessions) Tickets() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.tickets)
}

// FormBytes is what the forms that wait in memory take.
func (c *Client) FormBytes() int {
	m := c.opts.Forms.(*MemoryForms)
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.bytes
}
