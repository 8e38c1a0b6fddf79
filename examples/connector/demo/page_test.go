package demo

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestAPageThatIsNotReadyIsAskedForAgain has the pages show how far their work is, as
// they do on a machine that has much else to do.
func TestAPageThatIsNotReadyIsAskedForAgain(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked < 4 {
			fmt.Fprint(w, `<html><noscript><meta http-equiv="refresh" content="2"></noscript>Lecture des fichiers</html>`)
			return
		}
		fmt.Fprintf(w, "%s export.csv", r.Method)
	}))
	defer server.Close()
	p, err := newBrowser(new(http.Transport)).send(t.Context(), server.URL+"/fichiers", "fichier", file{"export.csv", []byte("x")})
	if err != nil || p.text() != "GET export.csv" || asked != 4 {
		t.Errorf("after %d questions: %q, %v", asked, p.body, err)
	}
}
