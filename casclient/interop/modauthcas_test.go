package interop

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

func TestModAuthCASSignsInAtCastest(t *testing.T) {
	need(t, "apache2-bin", "/usr/sbin/apache2", "libapache2-mod-auth-cas", "/usr/lib/apache2/modules/mod_auth_cas.so")
	for _, saml := range []bool{false, true} {
		t.Run(fmt.Sprintf("SAML %v", saml), func(t *testing.T) {
			ca := newAuthority(t)
			s, cas := startCastest(t, ca)
			port := freePort(t)
			dir := install(t, "apache", map[string]any{"Port": port, "CAS": cas, "CA": ca.dir, "SAML": saml, "Root": os.Getuid() == 0})
			cookies := filepath.Join(dir, "cookies")
			if err := os.Mkdir(cookies, 0o777); err != nil {
				t.Fatal(err)
			}
			// Apache is another user when it is started by root.
			for path, mode := range map[string]os.FileMode{cookies: 0o777, filepath.Dir(dir): 0o755, filepath.Dir(ca.dir): 0o755} {
				if err := os.Chmod(path, mode); err != nil {
					t.Fatal(err)
				}
			}
			app := fmt.Sprintf("http://127.0.0.1:%d/page.html", port)
			start(t, dir, nil, redirects(ca.client(t), app), "/usr/sbin/apache2", "-f", filepath.Join(dir, "httpd.conf"), "-DFOREGROUND")

			b := newBrowser(t, ca.client(t))
			p := b.typePassword(b.get(app), "zoe@example.org", "secret")
			p.says(t, "signed in", http.StatusOK, "here it is")
			for name, want := range map[string]string{"X-User": "zlefevre", "X-Nom": "Lefèvre & Nuñez <x>", "X-Profil": "National_ENS,National_DIR"} {
				if got := p.header.Get(name); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
			s.SignOut("zlefevre")
			if p := b.get(app); !p.isLoginForm() {
				t.Errorf("after logout: status %d at %s, want the login form", p.status, p.address)
			}
		})
	}
}
