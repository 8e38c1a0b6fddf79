package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/join"
)

// A made is a made school's files in a folder.
type made struct {
	school                *jobtest.School
	dir                   string
	ent, pupils, guardian string
}

// makeSchool writes a school; bears tells the identifiers of its accounts.
func makeSchool(t *testing.T, school *jobtest.School, bears func(string) string) made {
	t.Helper()
	m := made{school: school, dir: filepath.Join(t.TempDir(), "école d’été")}
	if err := os.Mkdir(m.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	m.ent = m.file(t, "ent.csv", school.Export())
	m.pupils = m.file(t, "élèves.csv", school.PupilList(bears))
	m.guardian = m.file(t, "responsables.csv", school.GuardianList(bears))
	return m
}

func (m made) file(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(m.dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (m made) source() []string {
	return []string{"--roster", m.ent, "--accounts", m.pupils, m.guardian}
}

// imported does what SACoche does with a file, and returns the identifiers that
// its accounts then bear.
func (m made) imported(t *testing.T, name string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	cells, _, err := join.Cells(m.school.PupilList(nil))
	if err != nil {
		t.Fatal(err)
	}
	guardians, _, err := join.Cells(m.school.GuardianList(nil))
	if err != nil {
		t.Fatal(err)
	}
	bears, err := m.school.Import(data, append(cells, guardians...))
	if err != nil {
		t.Fatal(err)
	}
	return bears
}

// sheet reads a file for a spreadsheet.
func sheet(t *testing.T, name string) [][]string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
