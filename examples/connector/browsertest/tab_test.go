package browsertest

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
)

// page serves one page under the connector's policy.
func page(t *testing.T, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		_, _ = io.WriteString(w, `<!DOCTYPE html><html lang="fr"><title>Essai</title><main>`+body+`</main>`)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestAnAuditFindsWhatIsWrong(t *testing.T) {
	b := New(t)
	for _, tt := range []struct{ why, body, want string }{
		{"a field without a label", `<h1>Essai</h1><input name="nom">`, "label"},
		{"a button that says nothing", `<h1>Essai</h1><button></button>`, "button-name"},
		{"nothing wrong", `<h1>Essai</h1><label for="nom">Nom</label><input id="nom">`, ""},
	} {
		b.Open(page(t, tt.body))
		r, err := b.audit()
		if errors.Is(err, fs.ErrNotExist) {
			t.Skip("axe-core is not there: npm ci --ignore-scripts in browsertest/testdata")
		}
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, v := range r.Violations {
			ids = append(ids, v.ID)
		}
		if tt.want == "" && len(ids) > 0 || tt.want != "" && !slices.Contains(ids, tt.want) {
			t.Errorf("%s: axe-core finds %q, want %q", tt.why, ids, tt.want)
		}
	}
}

func TestWithoutScriptsNoneRuns(t *testing.T) {
	b := New(t)
	b.WithoutScripts()
	b.Open(page(t, `<p>Essai</p><noscript>sans</noscript>`))
	b.Reads("Essai", "sans")
}
