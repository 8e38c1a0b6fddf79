// Package castest is a CAS server for tests and demonstrations: login page,
// single sign-on, tickets, validation, proxies, single logout. It stands to
// casclient as httptest stands to net/http, and it serves clients in any
// language, in all dialects of validation: CAS 1, 2 and 3, JSON and SAML 1.1.
//
//	cas := castest.New(nil, castest.User{Name: "zlefevre", Password: "secret"})
//	ent := httptest.NewServer(cas)
//	defer ent.Close()
//	const service = "http://localhost:8080/cas" // where Callback is mounted
//	client, err := casclient.New(ent.URL, service, &casclient.Options{AllowHTTPLoopback: true})
//
// A test that does not care for the login page takes a ticket and brings it
// to the service, as the browser would. The answer sets the session cookie
// with which the next requests are zlefevre's:
//
//	ticket := cas.Ticket("zlefevre", service)
//	r := httptest.NewRequest("GET", "/cas?ticket="+ticket, nil)
//
// The service is the one that the client was made with, to the byte. Ticket
// takes any; the login page, redirects and logout messages are for services on
// loopback unless Options.Services says otherwise. Server.SignOut ends it all
// as if the visitor had left the portal: a service that listens is told.
//
// To have the server below a path of another one, beside the pages of a
// make-believe portal:
//
//	mux.Handle("/cas/", http.StripPrefix("/cas", cas))
//
// and ask Server.User there who is signed in.
//
// Server.Break makes it misbehave as real servers have been seen to, so that
// tests can show that a client does not fall for it: Slow, SecondUser,
// LateTicket and many more. Faults lists them for a test that tries each.
//
// It is no server for real people: passwords are compared as they are, nothing
// slows down who guesses them, and sessions stay until somebody signs out.
package castest
