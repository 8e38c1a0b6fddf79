package casclient

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// namespace of every CAS 2 and CAS 3 answer (spec appendix A).
const namespace = "http://www.yale.edu/tp/cas"

// maxAttributes bounds what one answer can make us keep. A head of a large
// school has some hundreds of groups.
const maxAttributes = 4096

// An answer is what the server says when it says yes.
type answer struct {
	user       string
	attributes Attributes
	proxies    []string // most recent first (spec §2.6.2)
	pgtIOU     string
	instant    time.Time // of the sign-in, the earliest of SAML; zero elsewhere
}

// detach copies the texts of an answer out of its body, into one string: a
// session keeps them for hours, and would keep the whole body by them.
func (a *answer) detach() {
	size := len(a.user)
	for _, x := range a.attributes {
		size += len(x.Name) + len(x.Value)
	}
	for _, p := range a.proxies {
		size += len(p)
	}
	var b strings.Builder
	b.Grow(size)
	copied := func(s string) string {
		from := b.Len()
		b.WriteString(s)
		return b.String()[from:]
	}
	a.user = copied(a.user)
	list := make(Attributes, len(a.attributes))
	for i, x := range a.attributes {
		list[i] = Attribute{copied(x.Name), copied(x.Value)}
	}
	if a.attributes != nil {
		a.attributes = list
	}
	for i, p := range a.proxies {
		a.proxies[i] = copied(p)
	}
}

// A question is what an answer has to fit.
type question struct {
	ticket    string // to keep it out of errors
	service   string
	now       time.Time
	tolerance time.Duration // between the server's clock and ours
}

// parse reads an answer in a dialect that the protocol allows (see Protocol).
// Which of them it is shows in the body: servers answer XML when JSON was
// asked for, and LemonLDAP::NG calls all of it application/soap+xml.
func parse(p Protocol, body string, q question) (*answer, error) {
	switch p {
	case CAS1:
		return parseText(body)
	case SAML11:
		return parseSAML(body, q)
	}
	return parseAnswer(body, q.ticket)
}

// parseAnswer reads a serviceResponse of CAS 2 or CAS 3, in XML or in JSON. A
// text of CAS 1 is refused: it is what an unsuitable server says.
//
// The error is a *FailureError when the server said no, and else wraps
// ErrNotCAS, ErrMalformed or ErrEncoding. ticket is only used to keep it out
// of the error.
func parseAnswer(body, ticket string) (*answer, error) {
	trimmed := strings.TrimLeft(strings.TrimPrefix(body, "\ufeff"), " \t\r\n")
	switch word, _, _ := strings.Cut(trimmed, "\n"); {
	case strings.TrimSpace(body) == "":
		return nil, fmt.Errorf("%w: it is empty", ErrNotCAS)
	case strings.TrimSpace(word) == "yes" || strings.TrimSpace(word) == "no":
		return nil, fmt.Errorf("%w: it is a CAS 1 text", ErrNotCAS)
	case trimmed[0] == '{':
		return parseJSON(body, ticket)
	}
	return parseXML(body, ticket)
}

// parseXML reads a serviceResponse (spec §2.5.2 and appendix A):
//
//	serviceResponse = authenticationSuccess | authenticationFailure
//	authenticationSuccess = user, attributes?, proxyGrantingTicket?, proxies?
//
// One root, one child: a failure can't be lost to a success that somebody
// smuggled in behind it (CVE-2017-1000071). The identity is the text of the
// one user element directly below authenticationSuccess, never of an
// attribute that happens to be named user.
func parseXML(body, ticket string) (*answer, error) {
	x, err := newScanner(body)
	if err != nil {
		return nil, refusal(ErrNotCAS, err)
	}
	root, err := x.firstElement()
	if err != nil {
		return nil, refusal(ErrNotCAS, err)
	}
	if root.local != "serviceResponse" || root.space != namespace {
		return nil, fmt.Errorf("%w: its root is no serviceResponse in the namespace %s", ErrNotCAS, namespace)
	}
	a, err := x.response(ticket)
	var failure *FailureError
	if errors.As(err, &failure) {
		return nil, failure
	} else if err != nil {
		return nil, refusal(ErrMalformed, err)
	}
	return a, nil
}

// refusal makes a public error of what the scanner or the grammar said.
func refusal(sentinel, err error) error {
	var syntax *syntaxError
	if errors.As(err, &syntax) && syntax.encoding {
		sentinel = ErrEncoding
	}
	return fmt.Errorf("%w: %w", sentinel, err)
}

// firstElement skips white space and comments up to the root element.
func (x *scanner) firstElement() (token, error) {
	for {
		t, err := x.next()
		if err != nil || t.kind == tokenStart {
			return t, err
		}
	}
}

// response reads the content of serviceResponse and the end of the document.
func (x *scanner) response(ticket string) (*answer, error) {
	t, ok, err := x.child()
	if err != nil {
		return nil, err
	}
	if !ok || t.space != namespace {
		return nil, x.fail("serviceResponse holds no CAS element")
	}
	var a *answer
	var failure *FailureError
	switch t.local {
	case "authenticationSuccess":
		a, err = x.success()
	case "authenticationFailure":
		failure, err = x.failure(ticket)
	default:
		return nil, x.fail("serviceResponse holds neither authenticationSuccess nor authenticationFailure")
	}
	if err != nil {
		return nil, err
	}
	if _, more, err := x.child(); err != nil {
		return nil, err
	} else if more {
		return nil, x.fail("serviceResponse holds more than one element (does the server escape < and & in values?)")
	}
	if err := x.finish(); err != nil {
		return nil, err
	}
	if failure != nil {
		return nil, failure
	}
	return a, nil
}

// finish reads what may follow the root element.
func (x *scanner) finish() error {
	for {
		if t, err := x.next(); err != nil || t.kind == tokenEOF {
			return err
		}
	}
}

// child returns the next element inside the current one, false at its end.
// It is for elements that hold elements only: other text is refused.
func (x *scanner) child() (token, bool, error) {
	for {
		t, err := x.next()
		switch {
		case err != nil:
			return t, false, err
		case t.kind == tokenStart:
			return t, true, nil
		case t.kind == tokenEnd:
			return t, false, nil
		case t.kind == tokenText && !blank(t.text):
			return t, false, x.fail("text between elements (does the server escape < and & in values?)")
		}
	}
}

// onlyText returns the text of the current element. Text cut by a comment or
// by an element is how admin<!-- -->@example.org became admin elsewhere
// (CVE-2017-11427 and its kin), so both are refused.
func (x *scanner) onlyText() (string, error) {
	var text pieces
	for {
		t, err := x.next()
		switch {
		case err != nil:
			return "", err
		case t.kind == tokenEnd:
			return text.String(), nil
		case t.kind != tokenText:
			return "", x.fail("a comment or an element where only text may stand")
		}
		text.add(t.text)
	}
}

// pieces joins texts that a CDATA section or a comment parted, and copies
// nothing in the usual case, where there is one.
type pieces struct {
	first string
	rest  strings.Builder
}

func (p *pieces) add(s string) {
	switch {
	case p.first == "":
		p.first = s
	case s != "":
		if p.rest.Len() == 0 {
			p.rest.WriteString(p.first)
		}
		p.rest.WriteString(s)
	}
}

func (p *pieces) String() string {
	if p.rest.Len() > 0 {
		return p.rest.String()
	}
	return p.first
}

func (x *scanner) failure(ticket string) (*FailureError, error) {
	code, _ := x.attr("code")
	text, err := x.onlyText()
	if err != nil {
		return nil, err
	}
	return newFailure(code, text, ticket), nil
}

// success reads the content of authenticationSuccess, whose four elements may
// come in any order, with attributes of other dialects between them.
func (x *scanner) success() (*answer, error) {
	var a answer
	var said dialects
	var seen [4]bool
	for {
		t, ok, err := x.child()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		switch i := slices.Index(partNames[:], t.local); {
		case i >= 0:
			if t.space != namespace {
				return nil, x.fail("an element of authenticationSuccess in a foreign namespace")
			}
			if seen[i] {
				return nil, x.fail("authenticationSuccess holds the same element twice (does the server escape < and & in values?)")
			}
			seen[i] = true
			err = x.part(t.local, &a, &said)
		case t.local == "attribute":
			err = x.collect(t, &said.named)
		default:
			err = x.collect(t, &said.direct)
		}
		if err != nil {
			return nil, err
		}
	}
	if a.user == "" {
		return nil, x.fail("authenticationSuccess without a user")
	}
	a.attributes = said.wrapped.merge(said.inlined).merge(said.nested).merge(said.named).merge(said.direct)
	return &a, nil
}

// partNames are the four elements that the specification names.
var partNames = [4]string{"user", "attributes", "proxyGrantingTicket", "proxies"}

// dialects are the places where an answer may have attributes, in the order
// of preference.
type dialects struct {
	wrapped Attributes // <attributes><mail>
	inlined Attributes // <attributes><attribute name="mail">
	nested  Attributes // <attributes><userAttributes>…
	named   Attributes // <attribute name="mail">
	direct  Attributes // <mail>
}

// part reads one of the elements of partNames.
func (x *scanner) part(local string, a *answer, said *dialects) error {
	switch local {
	case "user":
		return x.user(a)
	case "attributes":
		for {
			t, ok, err := x.child()
			if err != nil || !ok {
				return err
			}
			list := &said.wrapped
			switch t.local {
			case "attribute":
				list = &said.inlined
			case "userAttributes":
				list = &said.nested
			}
			if err := x.collect(t, list); err != nil {
				return err
			}
		}
	case "proxyGrantingTicket":
		s, err := x.onlyText()
		a.pgtIOU = strings.TrimSpace(s)
		return err
	}
	for {
		t, ok, err := x.child()
		if err != nil || !ok {
			return err
		}
		if t.local != "proxy" || t.space != namespace {
			return x.fail("proxies holds something else than proxy")
		}
		s, err := x.onlyText()
		if err != nil {
			return err
		}
		a.proxies = append(a.proxies, strings.TrimSpace(s))
	}
}

func (x *scanner) user(a *answer) error {
	s, err := x.onlyText()
	if err != nil {
		return err
	}
	var wrong string
	if a.user, wrong = cleanUser(s); wrong != "" {
		return x.fail(wrong)
	}
	return nil
}
