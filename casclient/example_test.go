package casclient_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// A service whose pages need a sign-in.
func ExampleNew() {
	cas, err := casclient.New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	app := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := casclient.FromContext(r.Context())
		fmt.Fprintf(w, "Hello %s", p.User)
	})
	mux := http.NewServeMux()
	mux.Handle("/cas", cas.Callback())                   // the service URL
	mux.Handle("/logout", cas.Logout(cas.LogoutURL(""))) // a form there signs out everywhere
	mux.Handle("/", cas.Require(app))

	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	fmt.Println(w.Code, w.Header().Get("Location"))
	// Output: 302 https://ent.example.org/cas/login?service=https%3A%2F%2Fnotes.example.org%2Fcas
}

// The whole way of a browser, with a CAS server made for tests.
func ExampleClient_Require() {
	server := castest.New(nil, castest.User{Name: "zlefevre"})
	ent := httptest.NewServer(server)
	defer ent.Close()

	mux := http.NewServeMux()
	notes := httptest.NewServer(mux)
	defer notes.Close()
	cas, err := casclient.New(ent.URL, notes.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	mux.Handle("/cas", cas.Callback())
	mux.Handle("/", cas.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := casclient.FromContext(r.Context())
		fmt.Fprintf(w, "%s reads %s", p.User, r.URL.Path)
	})))

	jar, _ := cookiejar.New(nil)
	browser := &http.Client{Jar: jar}
	browser.Get(notes.URL + "/cas?ticket=" + server.Ticket("zlefevre", notes.URL+"/cas"))
	resp, err := browser.Get(notes.URL + "/class/6A")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	page, _ := io.ReadAll(resp.Body)
	fmt.Println(string(page))
	// Output: zlefevre reads /class/6A
}

// A program with sessions of its own needs LoginURL and Validate only.
func ExampleClient_Validate() {
	server := castest.New(nil, castest.User{Name: "zlefevre", Attributes: casclient.Attributes{
		{Name: "ENTPersonProfils", Value: "National_ENS"},
	}})
	ent := httptest.NewServer(server)
	defer ent.Close()
	const service = "http://127.0.0.1:8080/cas"
	cas, err := casclient.New(ent.URL, service, &casclient.Options{AllowHTTPLoopback: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	ticket := server.Ticket("zlefevre", service)
	for range 2 {
		p, err := cas.Validate(context.Background(), ticket, "")
		var failure *casclient.FailureError
		switch {
		case errors.As(err, &failure):
			fmt.Println("the server says", failure.Code)
		case err != nil:
			fmt.Println(err)
		default:
			fmt.Println(p.User, p.Attributes.All("ENTPersonProfils"))
		}
	}
	// Output:
	// zlefevre [National_ENS]
	// the server says INVALID_TICKET
}

// What a school portal says about somebody, whatever its vendor calls it.
func ExampleAttributes_ENT() {
	attributes := casclient.Attributes{
		{Name: "categories", Value: "National_3;National_2"},
		{Name: "structureNodes", Value: `[{"UAI":"0690001B"},{"UAI":"0690002C"}]`},
		{Name: "classes", Value: `["0690001B$6A"]`},
		{Name: "nom", Value: "Lefèvre"},
		{Name: "dateNaissance", Value: "28/02/1979"},
	}
	e := attributes.ENT()
	fmt.Println(e.LastName, e.Born, e.Profiles, e.Schools, e.Classes)
	// Output: Lefèvre 1979-02-28 [National_ENS National_TUT] [0690001B 0690002C] [{0690001B 6A}]
}

// A page for everybody that greets those who are signed in at the portal.
func ExampleClient_Optional() {
	cas, err := casclient.New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	h := cas.Optional(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p, ok := casclient.FromContext(r.Context()); ok {
			fmt.Fprintf(w, "Hello %s", p.User)
			return
		}
		fmt.Fprint(w, "Hello")
	}))
	// A browser without a session: does it keep cookies? Then the portal is asked.
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/news", nil))
	next := w.Header().Get("Location")
	fmt.Println(w.Code, next)
	r := httptest.NewRequest("GET", next, nil)
	r.AddCookie(w.Result().Cookies()[0])
	w = httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Println(w.Code, w.Header().Get("Location"))
	// Output:
	// 302 /news?cas-step=trial
	// 302 https://ent.example.org/cas/login?service=https%3A%2F%2Fnotes.example.org%2Fcas&gateway=true
}
