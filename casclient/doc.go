// Package casclient signs visitors of a Go service in at a CAS server, the
// Central Authentication Service that schools' portals (ENT), universities
// and many intranets run. It speaks CAS 1, 2 and 3, with answers in XML, JSON
// and SAML 1.1, and single logout, and needs nothing but the standard library.
//
// # The protocol in one breath
//
// A visitor opens a page of the service without being signed in. The service
// sends the browser to the server's login page and says where to come back:
//
//	https://ent.example.org/cas/login?service=https%3A%2F%2Fnotes.example.org%2Fcas
//
// There the visitor types a password, or has done so earlier this morning.
// The server sends the browser back with a ticket, good for one use, for this
// service, for some seconds:
//
//	https://notes.example.org/cas?ticket=ST-1856339-aA5Yuvrxzpv8Tau1cYQ7
//
// A ticket says nothing by itself. The service asks the server, directly,
// whether it issued that ticket for that service, and for whom:
//
//	GET https://ent.example.org/cas/p3/serviceValidate?service=…&ticket=ST-1856339-…
//
//	<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">
//	  <cas:authenticationSuccess>
//	    <cas:user>zlefevre</cas:user>
//	    <cas:attributes><cas:ENTPersonProfils>National_ENS</cas:ENTPersonProfils></cas:attributes>
//	  </cas:authenticationSuccess>
//	</cas:serviceResponse>
//
// From then on the service has a session of its own with the browser. When
// the visitor signs out at the server, the server tells each service by a
// POST to its service URL that names the ticket, and the service ends the
// session that the ticket began.
//
// # Using it
//
// A Client is made of two URLs, the server's and the service's own, and gives
// handlers to mount:
//
//	cas, err := casclient.New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
//	…
//	mux.Handle("/cas", cas.Callback())
//	mux.Handle("/logout", cas.Logout("/"))
//	mux.Handle("/", cas.Require(app))
//
// Inside app, FromContext says who is there, and Attributes.ENT what a school
// portal says about that person. Optional instead of Require is for pages that
// everybody may see: it asks the server once, without a form. Authenticate asks
// nobody, and RequireProfile is for some. ForwardAuth answers a reverse proxy
// for programs that know nothing of CAS. Programs that have sessions of their
// own need LoginURL and Validate only; the handlers are built from them. A
// service that asks others in the visitor's name mounts ProxyCallback and calls
// ProxyTicket. Package castest is a CAS server for tests, and sessiontest
// checks stores of sessions.
//
// The service URL is configuration. Whoever puts it together from the Host or
// X-Forwarded-Host header of a request accepts tickets that were issued for
// another site (CVE-2022-39369). A service that has several origins lists them
// (Options.Origins), and one in front of which a proxy takes a path off requests
// names it (Options.Prefix).
//
// # What is refused
//
// The answer of the server decides who someone is, so it is read by a strict
// parser: one root, one child, one user, directly in its place, not empty; no
// document type, no processing instruction, nothing left over. JSON, SAML and
// the text of CAS 1 are held to the same. Which of them an answer is shows in
// its body, and it must be one that Options.Protocol has: a text that begins
// with yes is no answer to CAS 3. Some servers do not escape what users can
// choose about themselves, and a parser that is kind to them lets a pupil sign
// in as the headmaster. Plain http, redirects during validation, tickets
// that came through proxies nobody has allowed and answers over 1 MiB are
// refused too.
//
// Numbers of sections and appendices are those of the CAS Protocol
// Specification 3.0.3.
package casclient
