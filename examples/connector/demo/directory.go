package demo

import (
	"embed"
	"fmt"
	"io"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/menu"
)

// The people and accounts of a collège that does not exist.
//
//go:embed data/*.csv
var data embed.FS

// password is everybody's; Run prints it.
const password = "demo"

// A person is somebody whom the ENT knows.
type person struct {
	enroster.Record
	Login string // what is typed at sign-in; empty for rows that an ENT forgot
}

// A directory holds the people of the ENT.
type directory struct {
	people  []*person
	byGUID  map[string]*person
	byLogin map[string]*person
}

// readDirectory reads a roster with one more column, Login.
func readDirectory(r io.Reader) (*directory, error) {
	d := &directory{byGUID: make(map[string]*person), byLogin: make(map[string]*person)}
	reader := enroster.NewReader(r, nil)
	login := -1
	for i, c := range reader.Columns() {
		if c.Name == "Login" {
			login = i
		}
	}
	if login < 0 {
		return nil, fmt.Errorf("demo: the directory has no column Login")
	}
	for rec, err := range reader.All() {
		if err != nil {
			return nil, fmt.Errorf("demo: reading the directory: %w", err)
		}
		p := &person{Record: rec, Login: rec.Cells.At(login)}
		d.people = append(d.people, p)
		d.byGUID[p.GUID] = p
		if p.Login != "" {
			d.byLogin[p.Login] = p
		}
	}
	return d, nil
}

// administrator is the ENT's: the first who is nothing else.
func (d *directory) administrator() (*person, error) {
	for _, p := range d.people {
		if p.Profile == enroster.Administrator {
			return p, nil
		}
	}
	return nil, fmt.Errorf("demo: the directory has no administrator")
}

// export writes the «Profils SACoche»: everybody who sees SACoche's entry once
// it is activated.
func (d *directory) export(w io.Writer) error {
	var recs []enroster.Record
	for _, p := range d.people {
		if menu.Shows(p.Profile, true) {
			recs = append(recs, p.Record)
		}
	}
	// At least two columns for children, as the guide shows them.
	return enroster.WriteAll(w, recs, &enroster.WriterOptions{Children: 2})
}
