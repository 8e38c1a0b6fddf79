package casclient

// FormBytes is what the forms that wait take.
func (c *Client) FormBytes() int {
	c.forms.mu.Lock()
	defer c.forms.mu.Unlock()
	return c.forms.size
}
