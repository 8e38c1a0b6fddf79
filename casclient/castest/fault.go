package castest

import (
	"fmt"
	"slices"
)

// A Fault is one way in which CAS servers misbehave, or differ from each other
// and the specification, to be switched on with Server.Break.
type Fault string

// Whole answers to a validation, and to a question for a proxy ticket. None of
// them goes with another fault.
const (
	// Slow keeps the client waiting for 30 s, or until it hangs up.
	Slow Fault = "slow"
	// Huge answers with 16 MiB, in a valid envelope.
	Huge Fault = "huge"
	// Deep answers with 50,000 elements in each other, in a valid envelope.
	Deep Fault = "deep"
	// HTMLPage answers with a web page and status 200, as LemonLDAP::NG does
	// at addresses that it does not know.
	HTMLPage Fault = "html page"
	// Status500 answers with a failure, and would have succeeded.
	Status500 Fault = "status 500"
	// Redirect sends the validation to another address, which would succeed
	// for anybody.
	Redirect Fault = "redirect"
	// CAS1Text answers yes and a name.
	CAS1Text Fault = "CAS 1 text"
	// CAS1No answers no, as LemonLDAP::NG does to a renew that it refuses.
	CAS1No Fault = "CAS 1 no"
	// EmptyUser vouches for a user without a name, as LemonLDAP::NG 2.16 does.
	EmptyUser Fault = "empty user"
	// Nothing answers with an empty body.
	Nothing Fault = "nothing"
)

// What is wrong with the answer to a validation.
const (
	// Unescaped writes attribute values as they are, markup included, as
	// LemonLDAP::NG 2.16 does.
	Unescaped Fault = "unescaped attributes"
	// UnescapedFailure repeats ticket and service in the text of a failure,
	// markup included, which made a success of it in phpCAS (CVE-2017-1000071).
	UnescapedFailure Fault = "unescaped failure"
	// SecondUser adds a second user, admin, to every success.
	SecondUser Fault = "second user"
	// SecondRoot puts a second answer, which vouches for admin, behind it.
	SecondRoot Fault = "second root"
	// FailureToo puts a failure behind every success.
	FailureToo Fault = "failure too"
	// CommentInUser puts admin and a comment before the user's name.
	CommentInUser Fault = "comment in user"
	// ForeignNamespace has the elements of CAS in another namespace.
	ForeignNamespace Fault = "foreign namespace"
	// DocType puts a document type with an entity before the answer.
	DocType Fault = "document type"
	// ByteOrderMark puts one before the answer.
	ByteOrderMark Fault = "byte order mark"
	// Latin1 answers in ISO-8859-1, and says so in the XML declaration.
	Latin1 Fault = "latin-1"
	// UTF16 answers in UTF-16, and says so likewise.
	UTF16 Fault = "UTF-16"
	// WrongContentType says that the answer is a web page in ISO-8859-1.
	WrongContentType Fault = "wrong content type"
	// AlwaysJSON answers JSON to who has not asked for it.
	AlwaysJSON Fault = "JSON in any case"
	// NeverJSON answers XML to who has asked for JSON, as many servers do.
	NeverJSON Fault = "XML in any case"
	// PlainJSON writes single values as texts, as the specification does;
	// Apereo servers write each as an array, dates as numbers.
	PlainJSON Fault = "plain JSON"
	// StaleAssertion makes SAML assertions that ended an hour ago.
	StaleAssertion Fault = "stale assertion"
	// OtherAudience makes SAML assertions for another service.
	OtherAudience Fault = "other audience"
)

// How attributes are written.
const (
	// FlatAttributes puts attributes next to cas:user, as many portals do.
	FlatAttributes Fault = "flat attributes"
	// NamedAttributes writes <cas:attribute name="" value=""/> next to
	// cas:user. Together with FlatAttributes both are written, and beside
	// cas:attributes with DoubledAttributes.
	NamedAttributes Fault = "named attributes"
	// DoubledAttributes writes attributes in cas:attributes too, whatever
	// other form is asked for, as django-cas-server does.
	DoubledAttributes Fault = "doubled attributes"
	// InlinedAttributes writes <cas:attribute name="" value=""/> inside of
	// cas:attributes, as Apereo servers can.
	InlinedAttributes Fault = "inlined attributes"
	// UserAttributes writes them one level deeper, in cas:userAttributes.
	UserAttributes Fault = "user attributes"
	// WrappedAttributes puts several values of a name into an element with an
	// s behind that name, as ECAS and some portals do.
	WrappedAttributes Fault = "wrapped attributes"
	// RenamedContainer calls cas:attributes cas:norEduPerson.
	RenamedContainer Fault = "renamed container"
	// JSONAttributes writes the values of a name as one JSON array in text.
	JSONAttributes Fault = "JSON attributes"
	// JoinedAttributes writes the values of a name as one, with semicolons.
	JoinedAttributes Fault = "joined attributes"
	// NoDate leaves out authenticationDate and the two that go with it, as
	// LemonLDAP::NG does.
	NoDate Fault = "no date"
	// ZonelessDate leaves the zone of authenticationDate, UTC, away.
	ZonelessDate Fault = "zoneless date"
	// BracketedDate writes [UTC] behind authenticationDate, as Java does.
	BracketedDate Fault = "bracketed date"
)

// What is wrong with tickets and the login page.
const (
	// Replay lets a ticket be used again and again while it lives.
	Replay Fault = "replay"
	// LateTicket does not know a ticket the first time it is asked for it, as
	// a server of several nodes may.
	LateTicket Fault = "late ticket"
	// LongTicket issues tickets of more than 1 kB without prefix, in the form
	// of signed tokens.
	LongTicket Fault = "long ticket"
	// FakeTicket issues a ticket that it does not know itself, as LemonLDAP::NG
	// does for users whom a rule denies the service.
	FakeTicket Fault = "fake ticket"
	// LostTicket sends visitors back without one.
	LostTicket Fault = "lost ticket"
	// TicketAtEnd puts the ticket at the end of the service URL though there is
	// a fragment, as LemonLDAP::NG does.
	TicketAtEnd Fault = "ticket at the end"
	// IgnoreRenew does not ask for the password though renew is sent, and does
	// not refuse such a ticket.
	IgnoreRenew Fault = "renew ignored"
	// GatewayBeatsRenew sends visitors back without a ticket when both are
	// asked for, as django-cas-server does; the specification leaves it open.
	GatewayBeatsRenew Fault = "gateway beats renew"
)

// How proxies are treated.
const (
	// CallbackRequired refuses a ticket if the pgtUrl does not answer, with a
	// text that holds the proxy-granting ticket, as django-cas-server does.
	// Without it the ticket is valid, and there is no grant.
	CallbackRequired Fault = "callback required"
	// SilentCallback names a grant that it has left nowhere.
	SilentCallback Fault = "silent callback"
	// PostedCallback posts the grant to the pgtUrl, as newer Apereo servers can.
	PostedCallback Fault = "posted callback"
	// OpenProxy gives a proxy ticket to who has no grant, and vouches for a
	// user without a name then, as LemonLDAP::NG 2.16 does.
	OpenProxy Fault = "open proxy"
	// ProxyAnywhere takes proxy tickets at /serviceValidate, /validate and
	// /samlValidate too.
	ProxyAnywhere Fault = "proxy tickets anywhere"
	// LastProxyOnly lists only the last proxy of a chain, as django-cas-server
	// does.
	LastProxyOnly Fault = "last proxy only"
	// OddProxyFailure writes authenticationFailure instead of proxyFailure, as
	// django-cas-server does.
	OddProxyFailure Fault = "odd proxy failure"
	// ProxyStatus500 refuses proxy tickets with status 500, as LemonLDAP::NG
	// does.
	ProxyStatus500 Fault = "proxy status 500"
)

// How services are told of a logout.
const (
	// RawLogout posts the message as it is, and no form.
	RawLogout Fault = "raw logout"
	// JoinedLogout names all tickets of an address in one message.
	JoinedLogout Fault = "joined logout"
	// LastLogoutOnly tells an address of the last ticket only, as LemonLDAP::NG
	// does.
	LastLogoutOnly Fault = "last logout only"
	// OddLogoutDate writes IssueInstant as Java's Date does.
	OddLogoutDate Fault = "odd logout date"
	// LogoutAtCallback tells the pgtUrl that its grant is over, as
	// django-cas-server does.
	LogoutAtCallback Fault = "logout at the callback"
	// FrontLogout answers /logout with a page whose scripts are the services'
	// addresses with the message in them: front-channel logout by JSONP.
	FrontLogout Fault = "front-channel logout"
	// FrontLogoutChain sends the browser from service to service, each of which
	// must send it back to /logout with _eventId=next and the RelayState.
	FrontLogoutChain Fault = "front-channel logout, in a chain"
)

// Break sets the faults that the server has from now on; none heals it. It
// panics at a fault that it does not know, and at one that is a whole answer
// together with others.
func (s *Server) Break(faults ...Fault) {
	set := make(map[Fault]bool)
	for _, f := range faults {
		_, answers := answers[f]
		if !answers && !switches[f] {
			panic(fmt.Sprintf("castest: Break: no fault %q", f))
		}
		if answers && len(faults) > 1 {
			panic(fmt.Sprintf("castest: Break: %q goes with no other fault", f))
		}
		set[f] = true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = set
}

// Faults returns all that Break knows, sorted: for tests that try each of them
// on a client.
func Faults() []Fault {
	var list []Fault
	for f := range switches {
		list = append(list, f)
	}
	for f := range answers {
		list = append(list, f)
	}
	slices.Sort(list)
	return list
}

// switches are the faults that are no whole answers, and can be combined.
var switches = map[Fault]bool{
	Unescaped: true, UnescapedFailure: true, SecondUser: true, SecondRoot: true, FailureToo: true, CommentInUser: true,
	ForeignNamespace: true, DocType: true, ByteOrderMark: true, Latin1: true, UTF16: true, WrongContentType: true,
	AlwaysJSON: true, NeverJSON: true, PlainJSON: true, StaleAssertion: true, OtherAudience: true,
	FlatAttributes: true, NamedAttributes: true, DoubledAttributes: true, InlinedAttributes: true, UserAttributes: true,
	WrappedAttributes: true, RenamedContainer: true, JSONAttributes: true, JoinedAttributes: true,
	NoDate: true, ZonelessDate: true, BracketedDate: true,
	Replay: true, LateTicket: true, LongTicket: true, FakeTicket: true, LostTicket: true, TicketAtEnd: true, IgnoreRenew: true, GatewayBeatsRenew: true,
	CallbackRequired: true, SilentCallback: true, PostedCallback: true, OpenProxy: true, ProxyAnywhere: true,
	LastProxyOnly: true, OddProxyFailure: true, ProxyStatus500: true,
	RawLogout: true, JoinedLogout: true, LastLogoutOnly: true, OddLogoutDate: true, LogoutAtCallback: true, FrontLogout: true, FrontLogoutChain: true,
}
