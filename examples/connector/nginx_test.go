package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// freePort is a port on which nothing listens now, outside those that the system
// gives out by itself: of these any test beside this one may have it when it is used.
func freePort(t *testing.T) string {
	t.Helper()
	var config net.ListenConfig
	for range 100 {
		port := strconv.Itoa(10_000 + rand.IntN(20_000))
		l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:"+port)
		if err == nil {
			l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return ""
}

// startNginx starts nginx with TLS on a port, in front of the connector on
// another one, with the lines that we document. It returns how to trust it.
func startNginx(t *testing.T, port, upstream string) *http.Transport {
	t.Helper()
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("nginx is not installed: the pages are not tried behind it")
	}
	// The certificate for 127.0.0.1 that Go's tests have.
	made := httptest.NewUnstartedServer(nil)
	made.StartTLS()
	pair := made.TLS.Certificates[0]
	made.Close()
	dir := t.TempDir()
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	documented, err := os.ReadFile("deploy/nginx.conf")
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"cert.pem": pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]}),
		"key.pem":  pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}),
		"location": []byte(strings.ReplaceAll(string(documented), "127.0.0.1:8090", "127.0.0.1:"+upstream)),
		"nginx.conf": fmt.Appendf(nil, `daemon off; master_process off; pid %[1]s/pid; error_log %[1]s/error.log;
events { worker_connections 64; }
http {
	access_log off;
	client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
	server {
		listen 127.0.0.1:%[2]s ssl; ssl_certificate cert.pem; ssl_certificate_key key.pem;
		location = / { return 200 "the school's own site"; }
		include location;
	}
}
`, dir, port),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"-p", dir, "-c", filepath.Join(dir, "nginx.conf")}
	if os.Getuid() == 0 { // root's own files are read by root
		args = append(args, "-g", "user root;")
	}
	process := exec.CommandContext(t.Context(), nginx, args...)
	process.Stderr = os.Stderr
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = process.Process.Kill() // it may be gone: it ends with the test
		_ = process.Wait()
	})
	cert, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(cert)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	t.Cleanup(transport.CloseIdleConnections)
	client := &http.Client{Transport: transport}
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		resp, err := client.Get("https://127.0.0.1:" + port + "/")
		if err == nil {
			resp.Body.Close()
			return transport
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

// A jar remembers the cookies as they were set.
type jar struct {
	http.CookieJar
	set []*http.Cookie
}

func (j *jar) SetCookies(u *url.URL, list []*http.Cookie) {
	j.set = append(j.set, list...)
	j.CookieJar.SetCookies(u, list)
}

func TestBehindNginxUnderAPath(t *testing.T) {
	port, upstream := freePort(t), freePort(t)
	transport := startNginx(t, port, upstream)
	origin := "https://127.0.0.1:" + port
	inner, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	cookies := &jar{CookieJar: inner}
	s := startPagesWith(t, filepath.Join(t.TempDir(), "d"), &http.Client{Jar: cookies, Transport: transport},
		"--listen", "127.0.0.1:"+upstream, "--public-url", origin+"/connecteur/")
	if s.base != origin+"/connecteur" {
		t.Fatalf("the link that was printed begins with %s", s.base)
	}
	school := jobtest.New(60)
	s.send(map[string][]byte{"ent.csv": school.Export(), "eleves.csv": school.PupilList(nil), "responsables.csv": school.GuardianList(nil)})
	s.post("/langue", url.Values{"langue": {"fr"}, "retour": {"/homonymes"}})

	links := regexp.MustCompile(`(href|action|src|hx-get|hx-post)="([^"#][^"]*)"`)
	seen := map[string]bool{}
	for left := []string{"/"}; len(left) > 0; left = left[1:] {
		page := s.get(left[0])
		for _, m := range links.FindAllStringSubmatch(page, -1) {
			ref := strings.ReplaceAll(m[2], "&amp;", "&")
			if !strings.HasPrefix(ref, "/") {
				if strings.Contains(ref, "://") {
					t.Errorf("%s leads to another host: %s", left[0], ref)
				}
				continue
			}
			path, ok := strings.CutPrefix(ref, "/connecteur")
			if !ok || strings.HasPrefix(ref, "//") {
				t.Errorf("%s leads out of the path: %s", left[0], ref)
				continue
			}
			path, _, _ = strings.Cut(path, "#")
			if m[1] == "href" && !seen[path] {
				seen[path] = true
				left = append(left, path)
			}
		}
	}
	for _, path := range []string{"/style.css", "/fichiers", "/rapprochement", "/homonymes", "/prevision", "/retour", "/controle", "/journal"} {
		if !seen[path] {
			t.Errorf("no link leads to %s: %d pages seen", path, len(seen))
		}
	}
	if len(cookies.set) == 0 {
		t.Fatal("no cookie was set")
	}
	for _, c := range cookies.set {
		if c.Path != "/connecteur/" || !c.Secure || !c.HttpOnly {
			t.Errorf("cookie %s: path %q, secure %v, out of scripts' reach %v", c.Name, c.Path, c.Secure, c.HttpOnly)
		}
	}

	// Old browsers say only where a form comes from.
	for from, want := range map[string]int{origin: http.StatusOK, "https://attacker.example": http.StatusForbidden} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.base+"/langue", strings.NewReader("langue=fr"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", from)
		resp, err := s.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("a form of %s: %d, want %d", from, resp.StatusCode, want)
		}
	}
}

func TestThePublicAddressIsChecked(t *testing.T) {
	for _, tt := range []struct{ why, address, extra, want string }{
		{"no scheme", "college.example/connecteur", "", "adresse complète"},
		{"no host", "https:///connecteur", "", "adresse complète"},
		{"a query", "https://college.example/?a=b", "", "adresse complète"},
		{"a password", "https://u:p@college.example/", "", "adresse complète"},
		{"the path twice", "https://college.example/", "--base=/connecteur", "n’en donnez qu’un"},
	} {
		args := []string{"serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "d"), "--public-url", tt.address}
		if tt.extra != "" {
			args = append(args, tt.extra)
		}
		if _, stderr, code := try(t, args...); code != exitUsage || !strings.Contains(nbsp(stderr), tt.want) {
			t.Errorf("%s: code %d, %q", tt.why, code, stderr)
		}
	}
	for address, want := range map[string][2]string{
		"https://college.example/connecteur/": {"https://college.example", "/connecteur"},
		"https://college.example":             {"https://college.example", ""},
		"http://localhost:8080/a/b":           {"http://localhost:8080", "/a/b"},
	} {
		f := serveFlags{public: address}
		if err := f.splitPublic(wordsFor("fr")); err != nil || [2]string{f.url, f.base} != want {
			t.Errorf("%s: %q and %q, %v", address, f.url, f.base, err)
		}
	}
}
