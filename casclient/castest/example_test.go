package castest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// A service hears of a logout at the portal.
func ExampleServer_SignOut() {
	cas := castest.New(nil, castest.User{Name: "zlefevre"})
	ent := httptest.NewServer(cas)
	defer ent.Close()
	sessions := new(casclient.MemorySessions)
	mux := http.NewServeMux()
	app := httptest.NewServer(mux)
	defer app.Close()
	client, err := casclient.New(ent.URL, app.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true, Sessions: sessions})
	if err != nil {
		fmt.Println(err)
		return
	}
	mux.Handle("/cas", client.Callback())

	ticket := cas.Ticket("zlefevre", app.URL+"/cas")
	client.Callback().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/cas?ticket="+ticket, nil))
	fmt.Println("sessions:", sessions.Len())
	cas.SignOut("zlefevre")
	fmt.Println("sessions:", sessions.Len())
	// Output:
	// sessions: 1
	// sessions: 0
}

// A server that does not know its own tickets at once, as one of several nodes
// may not, and that writes attributes in an old way.
func ExampleServer_Break() {
	cas := castest.New(nil, castest.User{Name: "zlefevre", Attributes: casclient.Attributes{{Name: "profil", Value: "National_ENS"}}})
	ent := httptest.NewServer(cas)
	defer ent.Close()
	const service = "http://localhost:8080/cas"
	client, err := casclient.New(ent.URL, service, &casclient.Options{AllowHTTPLoopback: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	cas.Break(castest.LateTicket, castest.NamedAttributes)
	ticket := cas.Ticket("zlefevre", service)
	_, err = client.Validate(context.Background(), ticket, "")
	var no *casclient.FailureError
	fmt.Println(errors.As(err, &no), err)
	p, err := client.Validate(context.Background(), ticket, "")
	fmt.Println(p.User, p.Attributes.First("profil"), err)
	// Output:
	// true casclient: the CAS server refused the ticket: INVALID_TICKET
	// zlefevre National_ENS <nil>
}
