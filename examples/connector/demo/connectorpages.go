package demo

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/web"
)

// connectorPages are the pages of the connector, to which people sign in
// through the make-believe ENT: the administrator to the work, and everybody
// else to her own account. What is sent to them is in a folder
// that goes with the demonstration.
type connectorPages struct {
	dir     string
	store   store.Store
	site    *web.Site
	handler http.Handler
}

// newConnectorPages makes the pages that stand at address.
func newConnectorPages(ctx context.Context, w words, address, cas string, admin *person, contact string, transport http.RoundTripper) (p *connectorPages, err error) {
	p = &connectorPages{}
	if p.dir, err = os.MkdirTemp("", "connector-demo-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.close())
			p = nil
		}
	}()
	data := filepath.Join(p.dir, "data")
	if p.store, err = store.OpenSQLite(ctx, data); err != nil {
		return p, err
	}
	client, err := casclient.New(cas, address+"/cas", &casclient.Options{
		HTTPClient: &http.Client{Transport: transport}, CookieName: "connector-session", AllowHTTPLoopback: true,
	})
	if err != nil {
		return p, err
	}
	site, err := web.New(p.store, web.Options{Lang: w.lang, Temp: data, CAS: client, Contact: contact, Rights: func(who *casclient.Principal) web.Rights {
		if canonical(who.User) == canonical(admin.GUID) {
			return web.All
		}
		return 0
	}})
	if err != nil {
		return p, err
	}
	p.site, p.handler = site, site.Handler()
	return p, nil
}

// close leaves nothing behind.
func (p *connectorPages) close() error {
	var err error
	if p.site != nil {
		p.site.Close()
	}
	if p.store != nil {
		err = p.store.Close()
	}
	return errors.Join(err, os.RemoveAll(p.dir))
}

// list gives the application's account list with the identifiers that the
// accounts bear now, as an application exports it.
func (a *application) list(w http.ResponseWriter, _ *http.Request) {
	file, err := data.ReadFile("data/accounts.csv")
	if err == nil {
		file, err = a.bearing(file)
	}
	if err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="comptes.csv"`)
	_, _ = w.Write(file) // who has gone away reads nothing
}

func (a *application) bearing(file []byte) ([]byte, error) {
	in := csv.NewReader(bytes.NewReader(file))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil {
		return nil, err
	}
	bears := map[string]string{}
	for _, r := range a.book.current() {
		bears[r.AccountID] = r.GUID
	}
	column := slices.Index(rows[0], "id_ent")
	for _, row := range rows[1:] {
		row[column] = bears[row[0]]
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.Comma = ';'
	err = out.WriteAll(rows)
	return b.Bytes(), err
}
