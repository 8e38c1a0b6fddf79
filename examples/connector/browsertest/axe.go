package browsertest

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/chromedp/chromedp"
)

// axe is where .ci/test puts axe-core, from a package that uses this one.
const axe = "../browsertest/testdata/node_modules/axe-core/axe.min.js"

// Audit fails the test for what axe-core finds against WCAG 2.1 A and AA on the
// page. It finds a part of what there may be, and nothing it finds may stay.
// Without axe-core it only says so: npm brings it, for the tests alone.
//
// The browser's debugger runs it, so that the policy of the page needs no
// exception.
func (b *Tab) Audit(name string) {
	b.t.Helper()
	report, err := b.audit()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		b.t.Logf("axe-core is not there (npm ci --ignore-scripts in browsertest/testdata): %s is not audited", name)
		return
	case err != nil:
		b.t.Fatal(err)
	case report.Passes == 0:
		b.t.Errorf("%s: axe-core looked at nothing", name)
	}
	for _, v := range report.Violations {
		b.t.Errorf("%s: %s: %s\n%s", name, v.ID, v.Help, strings.Join(v.Nodes, "\n"))
	}
}

// A report is what axe-core says of a page.
type report struct {
	Passes     int
	Violations []struct {
		ID, Help string
		Nodes    []string
	}
}

func (b *Tab) audit() (r report, err error) {
	b.t.Helper()
	source, err := os.ReadFile(axe)
	if err != nil {
		return r, err
	}
	said := Evaluate[string](b, string(source)+`;axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"]})
		.then(r => JSON.stringify({passes: r.passes.length, violations: r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html)}))}))`,
		chromedp.EvalAwaitPromise)
	return r, json.Unmarshal([]byte(said), &r)
}
