package casclient

// FormBytes is what the forms that wait in memory take.
func (c *Client) FormBytes() int {
	m := c.opts.Forms.(*MemoryForms)
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.bytes
}
