package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestWhoMayDoWhat is the table of routes and roles. What stands in none of the
// columns is refused with 403 and a page that says whom to ask.
func TestWhoMayDoWhat(t *testing.T) {
	const (
		own    = "pupil viewer reviewer importer admin"
		see    = "viewer reviewer importer admin"
		review = "reviewer admin"
		send   = "importer admin"
	)
	may := map[string]string{
		"GET /{$}": own, "POST /sortir": own, "GET /mon-compte": own,
		"GET /fichiers": see, "GET /fichiers/constats.csv": see, "GET /rapprochement": see, "GET /homonymes": see, "GET /homonymes/suivant": see,
		"GET /homonymes/registre.txt": see, "GET /homonymes/cas": see, "GET /comptes": see, "GET /prevision": see, "GET /retour": see,
		"GET /controle": see, "GET /controle/ecarts.csv": see, "GET /connexions": see, "GET /journal": see, "/": see,
		"POST /homonymes/cas": review, "POST /comptes": review, "POST /connexions": review,
		"POST /fichiers": send, "POST /fichiers/retirer": send, "POST /fichiers/echus": send, "POST /rapprochement/etablissement": send, "POST /rapprochement/garde": send,
		"GET /prevision/import.csv": send, "GET /prevision/a-saisir": send, "GET /prevision/a-saisir.csv": send, "GET /prevision/restaurer.csv": send,
		"POST /retour": send, "POST /controle": send, "GET /fin": send, "POST /fin": send, "POST /arreter": send,
	}
	_, pages, _ := openWithENT(t)
	for _, login := range []string{"pupil", "viewer", "reviewer", "importer", "kroussel"} {
		role := strings.Replace(login, "kroussel", "admin", 1)
		r, _ := signIn(t, pages, "/connecteur/", login)
		for _, x := range routes {
			allowed, known := may[x.pattern]
			if !known {
				t.Fatalf("%s is not in the table", x.pattern)
			}
			if x.pattern == "POST /sortir" { // it would end the session; see TestSigningOutLeavesTheENTOpen
				continue
			}
			method, path, ok := strings.Cut(x.pattern, " ")
			if !ok {
				method, path = http.MethodGet, "/nothing"
			}
			got := r.do(r.request(method, "/connecteur"+strings.TrimSuffix(path, "{$}"), strings.NewReader("")))
			refused := got.status == http.StatusForbidden && (strings.Contains(got.body, "Page réservée") || strings.Contains(got.body, "ne vous est pas ouverte"))
			if want := !strings.Contains(" "+allowed+" ", " "+role+" "); refused != want {
				t.Errorf("%s as %s: refused is %v (%d), want %v", x.pattern, role, refused, got.status, want)
			}
			if refused && !strings.Contains(got.body, "M. Karim ROUSSEL") {
				t.Errorf("%s as %s: nobody to ask", x.pattern, role)
			}
		}
	}
}
