package casclient

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

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
	At         string // when it was asked, where that matters
}

// Two real servers, driven through everything they can answer. A few of the
// answers are copied into testdata.
func TestAnswersOfRealServers(t *testing.T) {
	t.Run("copied", func(t *testing.T) {
		if n := checkAnswers(t, "testdata/answers"); n < 12 {
			t.Errorf("%d answers checked, want all 12", n)
		}
	})
	t.Run("all", func(t *testing.T) {
		dir := filepath.FromSlash("../../shared/data/cas")
		if _, err := os.Stat(dir); err != nil {
			t.Skip("the folder of captured answers is not here: only those in testdata are checked")
		}
		if n := checkAnswers(t, dir); n < 79 {
			t.Errorf("%d answers to validation checked, want all 79", n)
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
		for _, p := range []Protocol{CAS3, CAS2, CAS1, SAML11} {
			if protocols[v.Call] == p || v.Call == "cas2" && p == CAS3 {
				continue
			}
			if a, err := parse(p, string(body), questionOf(t, v)); err == nil {
				t.Errorf("%s: an answer to %s signed %q in with protocol %d", v.File, v.Call, a.user, p)
			}
		}
		if protocols[v.Call] != 0 {
			checked++
			checkVerdict(t, v, string(body))
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return checked
}

var protocols = map[string]Protocol{"cas1": CAS1, "cas2": CAS2, "saml": SAML11}

func questionOf(t *testing.T, v verdict) question {
	t.Helper()
	q := question{service: "http://127.0.0.1:18200/app/"} // for which they were asked
	if v.At != "" {
		var err error
		if q.now, err = time.Parse(time.RFC3339, v.At); err != nil {
			t.Fatal(err)
		}
	}
	return q
}

func checkVerdict(t *testing.T, v verdict, body string) {
	t.Helper()
	a, err := parse(protocols[v.Call], body, questionOf(t, v))
	if v.Refused == "" {
		if err != nil {
			t.Errorf("%s: refused: %v", v.File, err)
			return
		}
		got := verdict{File: v.File, Call: v.Call, At: v.At, User: a.user, Proxies: a.proxies, PGTIOU: a.pgtIOU}
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
	case v.Refused == "failure" || v.Refused == "no":
		if !errors.As(err, &failure) || failure.Code != v.Code {
			t.Errorf("%s: error %v, want the server's %s", v.File, err, v.Code)
		}
	case want == nil:
		t.Errorf("%s: no error known for %q", v.File, v.Refused)
	case !errors.Is(err, want):
		t.Errorf("%s: error %v, want %v", v.File, err, want)
	}
}
