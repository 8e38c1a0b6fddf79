// Package castest is a CAS server for tests and demonstrations: login page,
// single sign-on, tickets, validation, single logout. It stands to casclient
// as httptest stands to net/http, and it serves clients in any language.
//
//	cas := castest.New(nil, castest.User{Name: "zlefevre", Password: "secret"})
//	srv := httptest.NewServer(cas)
//	client, err := casclient.New(srv.URL, appURL, &casclient.Options{AllowHTTPLoopback: true})
//
// A test that does not care for the login page takes a ticket directly, with
// Server.Ticket. To have the server below a path of another one, beside the
// pages of a make-believe portal:
//
//	mux.Handle("/cas/", http.StripPrefix("/cas", cas))
//
// and ask Server.User there who is signed in.
//
// Server.Break makes it misbehave as real servers have been seen to, so that
// tests can show that a client does not fall for it.
//
// It is no server for real people: passwords are compared as they are, and
// nothing slows down who guesses them.
package castest
