package casclient

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A verdict is what a strict client makes of a captured answer.
type verdict struct {
	File       string
	Call       string // cas1, cas2, saml or proxy
	User       string
	Attributes map[string][]string
	Proxies    []string
	PGTIOU     string
	Refused    string // why, if it is
	Code       string // the server's code, if it gave one
}

// Two real servers, driven through everything they can answer. A few of the
// answers are copied into testdata.
func TestAnswersOfRealServers(t *testing.T) {
	t.Run("copied", func(t *testing.T) {
		if n := checkAnswers(t, "testdata/answers"); n < 9 {
			t.Errorf("%d answers checked, want all 9", n)
		}
	})
	t.Run("all", func(t *testing.T) {
		dir := filepath.FromSlash("../../shared/data/cas")
		if _, err := os.Stat(dir); err != nil {
			t.Skip("the folder of captured answers is not here: only those in testdata are checked")
		}
		if n := checkAnswers(t, dir); n < 60 {
			t.Errorf("%d answers to CAS 2 and 3 checked, want all 66 or so", n)
		}
	})
}

func checkAnswers(t *testing.T, dir string) (checked int) {
	t.Helper()
	list, err := os.Open(filepath.Join(dir, "verdicts.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	lines := bufio.NewScanner(list)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var v verdict
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(v.File)))
		if err != nil {
			t.Fatal(err)
		}
		// What is answered to other calls (a CAS 1 text, SAML, a proxy ticket)
		// is no answer to ours, whatever it says.
		if v.Call != "cas2" {
			if a, err := parseAnswer(string(body), ""); err == nil {
				t.Errorf("%s: an answer to %s signed %q in", v.File, v.Call, a.user)
			}
			continue
		}
		checked++
		checkVerdict(t, v, string(body))
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return checked
}

func checkVerdict(t *testing.T, v verdict, body string) {
	t.Helper()
	a, err := parseAnswer(body, "")
	if v.Refused == "" {
		if err != nil {
			t.Errorf("%s: refused: %v", v.File, err)
			return
		}
		got := verdict{File: v.File, Call: v.Call, User: a.user, Proxies: a.proxies, PGTIOU: a.pgtIOU}
		for _, name := range a.attributes.Names() {
			if got.Attributes == nil {
				got.Attributes = make(map[string][]string)
			}
			got.Attributes[name] = a.attributes.All(name)
		}
		if diff := cmp.Diff(v, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", v.File, diff)
		}
		return
	}
	if err == nil {
		t.Errorf("%s: signed %q in, want refused: %s", v.File, a.user, v.Refused)
		return
	}
	var failure *FailureError
	want := map[string]error{
		"empty user":                        ErrMalformed,
		"two users":                         ErrMalformed,
		"not well-formed":                   ErrMalformed,
		"not a CAS 2 answer (a CAS 1 text)": ErrNotCAS,
	}[v.Refused]
	switch {
	case v.Refused == "failure":
		if !errors.As(err, &failure) || failure.Code != v.Code {
			t.Errorf("%s: error %v, want the server's %s", v.File, err, v.Code)
		}
	case want == nil:
		t.Errorf("%s: no error known for %q", v.File, v.Refused)
	case !errors.Is(err, want):
		t.Errorf("%s: error %v, want %v", v.File, err, want)
	}
}
