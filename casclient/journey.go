package casclient

import (
	"crypto/rand"
	"encoding/binary"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	// returnLifetime is how long a visitor may take to type a password and
	// still be brought back to the page of before.
	returnLifetime = 15 * time.Minute
	// maxReturn is the longest path that is remembered, in bytes; browsers
	// drop cookies of more than 4 kB.
	maxReturn = 2048
	// maxJourneys and maxJourneyBytes bound the cookies of sign-ins that have
	// begun and not ended, the oldest of which make room: a proxy that allows
	// 8 kB of header would shut out who has opened twenty tabs.
	maxJourneys     = 16
	maxJourneyBytes = 4000
	// stateParameter is what Options.GuardLogins adds to the service URL.
	stateParameter = "cas-state"
)

// A journey is what a browser remembers of a sign-in that has begun, each in a
// cookie of its own: two tabs may be under way at once.
type journey struct {
	state string // random: the end of the cookie's name
	kind  journeyKind
	began time.Time
	path  string // where to go then
}

// A journeyKind says what it means to come back without a ticket.
type journeyKind byte

const (
	journeyFirst   journeyKind = '1' // perhaps a portal's link was followed: begin again
	journeyAgain   journeyKind = '2' // for the second time: an error, or it would be a loop
	journeyGateway journeyKind = '3' // Optional sent it: an answer
	journeyRenew   journeyKind = '4' // as the first, with renew
	journeyForm    journeyKind = '5' // as the first; a form waits under its state
)

// start sends a browser to the CAS server and remembers its journey, a new one
// or one that has begun before.
func (c *Client) start(w http.ResponseWriter, r *http.Request, way journey) {
	service, err := c.serviceOf(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	way = c.remember(w, r, way)
	login := c.LoginURL(service)
	if c.opts.GuardLogins {
		login = c.LoginURL(withParameter(service, stateParameter, way.state))
	}
	switch {
	case way.kind == journeyGateway:
		login += "&gateway=true"
	case way.kind == journeyRenew && !c.opts.Renew:
		login += renewal
	}
	status := http.StatusFound
	if r.Method == http.MethodPost {
		status = http.StatusSeeOther // with GET
	}
	redirect(w, status, login)
}

// remember sets the cookie of a journey that begins now, or goes on.
func (c *Client) remember(w http.ResponseWriter, r *http.Request, way journey) journey {
	if len(way.path) > maxReturn {
		way.path = c.opts.Home
	}
	if way.state == "" {
		way.state = rand.Text()
	}
	if way.began.IsZero() {
		c.makeRoom(w, r, len(way.path))
	}
	way.began = c.opts.Now()
	name := c.returnCookie(way.state)
	payload := append([]byte{byte(way.kind)}, binary.BigEndian.AppendUint64(nil, uint64(way.began.UnixNano()))...)
	value := c.sign(name, string(payload)+way.path, way.began.Add(returnLifetime))
	c.setCookie(w, name, value, int(returnLifetime/time.Second))
	return way
}

// makeRoom ends the oldest journeys if there are too many for one more.
func (c *Client) makeRoom(w http.ResponseWriter, r *http.Request, more int) {
	size := func(path int) int { return (path+80)*4/3 + len(c.returnCookie("")) + 30 }
	room := maxJourneyBytes - size(more)
	for i, way := range c.journeys(r) { // newest first
		room -= size(len(way.path))
		if i >= maxJourneys-1 || room < 0 {
			c.forget(w, way)
		}
	}
}

// journeys returns what this browser has begun and not ended, newest first.
func (c *Client) journeys(r *http.Request) []journey {
	var list []journey
	prefix := c.returnCookie("")
	now := c.opts.Now()
	for _, cookie := range r.Cookies() {
		state, ok := strings.CutPrefix(cookie.Name, prefix)
		if !ok {
			continue
		}
		value, ok := c.verify(cookie.Name, cookie.Value, now)
		if !ok || len(value) < 10 {
			continue
		}
		way := journey{state, journeyKind(value[0]), time.Unix(0, int64(binary.BigEndian.Uint64([]byte(value[1:9])))), value[9:]}
		if !localPath(way.path) {
			way.path = c.opts.Home
		}
		if list = append(list, way); len(list) == 2*maxJourneys {
			break // no browser of ours has so many
		}
	}
	slices.SortStableFunc(list, func(a, b journey) int { return b.began.Compare(a.began) })
	return list
}

// underway returns the journey that this request ends: the one that its state
// names or, without a state, the newest. Otherwise it returns one to Home, and
// false.
func (c *Client) underway(r *http.Request) (way journey, ok bool) {
	states := parameters(r.URL.RawQuery, stateParameter)
	for _, way := range c.journeys(r) {
		if len(states) == 0 || len(states) == 1 && states[0] == way.state {
			return way, true
		}
	}
	return journey{kind: journeyFirst, path: c.opts.Home}, false
}

// forget ends a journey, if it was one.
func (c *Client) forget(w http.ResponseWriter, way journey) {
	if way.state != "" {
		c.setCookie(w, c.returnCookie(way.state), "", -1)
	}
}

func (c *Client) returnCookie(state string) string { return c.opts.CookieName + "-return-" + state }

// withParameter appends a parameter, of letters and digits, to a URL without
// fragment.
func withParameter(raw, name, value string) string {
	separator := "?"
	if strings.Contains(raw, "?") {
		separator = "&"
	}
	return raw + separator + name + "=" + url.QueryEscape(value)
}

// entry is where a visitor begins a sign-in who is to land on Home. With
// GuardLogins that is the callback, which remembers that it did.
func (c *Client) entry(r *http.Request, renew bool) string {
	service, err := c.serviceOf(r)
	if err != nil {
		service = c.service
	}
	switch {
	case !c.opts.GuardLogins && renew:
		return strings.TrimSuffix(c.LoginURL(service), renewal) + renewal
	case !c.opts.GuardLogins:
		return c.LoginURL(service)
	case renew:
		return withParameter(service, stepParameter, stepRenew)
	}
	return service
}
