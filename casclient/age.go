package casclient

import "time"

// checkAge holds an answer to Options.Renew and Options.MaxAge.
func (c *Client) checkAge(a *answer) error {
	if c.opts.Renew {
		// CAS 2 does not say, and some servers never do; they were asked to
		// refuse the ticket themselves. Who says no, or maybe, is believed.
		for _, v := range a.attributes.All("isFromNewLogin") {
			if fresh, _ := (Attributes{{"isFromNewLogin", v}}).Bool("isFromNewLogin"); !fresh {
				return ErrRenew
			}
		}
	}
	if c.opts.MaxAge == 0 {
		return nil
	}
	at, ok := a.signedIn(c.opts.ServerLocation)
	age := c.opts.Now().Sub(at)
	if !ok || age > c.opts.MaxAge || age < -c.opts.ClockTolerance {
		return ErrTooOld
	}
	return nil
}

// signedIn is when the user typed the password: the earliest authenticationDate
// or, without any, the instant of SAML, which some servers set to the time of
// the answer. ok is false if one of them cannot be read.
func (a *answer) signedIn(zoneless *time.Location) (at time.Time, ok bool) {
	const name = "authenticationDate"
	values := a.attributes.All(name)
	if len(values) == 0 {
		return a.instant, !a.instant.IsZero()
	}
	for i, v := range values {
		t, ok := Attributes{{name, v}}.Time(name, zoneless)
		if !ok {
			return time.Time{}, false
		}
		if i == 0 || t.Before(at) {
			at = t
		}
	}
	return at, true
}
