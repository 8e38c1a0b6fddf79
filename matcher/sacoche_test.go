package matcher

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The observations are what SACoche itself did with invented names and files:
// testdata/sacoche has a sample, and what another program of its rule makes of
// more hostile ones. SACOCHE_DATA names a folder with more observations,
// names.jsonl, csvread.jsonl and import.jsonl.

// observations calls check with each observation of one kind, counts what it
// returns by tag, and fails for each difference.
func observations[T any](t *testing.T, kind string, check func(T) (id, tag, difference string)) {
	t.Helper()
	files := []string{filepath.Join("testdata", "sacoche", kind+".sample.jsonl"), filepath.Join("testdata", "sacoche", kind+".php.jsonl")}
	if dir := os.Getenv("SACOCHE_DATA"); dir != "" {
		files = append(files, filepath.Join(dir, kind+".jsonl"))
	} else {
		t.Logf("SACOCHE_DATA is not set: the samples only")
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 64<<20)
		type tally struct{ right, all int }
		tags, sum := map[string]*tally{}, tally{}
		for lines.Scan() {
			var o T
			if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
				t.Fatal(err)
			}
			id, tag, difference := check(o)
			if tags[tag] == nil {
				tags[tag] = &tally{}
			}
			tags[tag].all++
			sum.all++
			if difference == "" {
				tags[tag].right++
				sum.right++
				continue
			}
			t.Errorf("%s %s: %s", id, tag, difference)
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d of %d as observed", name, sum.right, sum.all)
		for _, tag := range slices.Sorted(maps.Keys(tags)) {
			t.Logf("  %s: %d of %d", tag, tags[tag].right, tags[tag].all)
		}
	}
}

// A seen is a text that SACoche gave, which may be no UTF-8, or null.
type seen struct {
	text string
	null bool
}

func (s *seen) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		s.null = true
		return nil
	}
	var coded struct{ B64 []byte }
	if b[0] == '{' {
		err := json.Unmarshal(b, &coded)
		s.text = string(coded.B64)
		return err
	}
	return json.Unmarshal(b, &s.text)
}

type seenName struct {
	FileKey seen `json:"file_key"`
	Cleaned seen `json:"cleaned"`
	Stored  seen `json:"stored"`
	BaseKey seen `json:"base_key"`
	Match   bool `json:"match"`
}

func TestSACocheNames(t *testing.T) {
	type observation struct {
		ID, Tag     string
		Raw         seen
		Nom, Prenom seenName
	}
	observations(t, "names", func(o observation) (string, string, string) {
		var diff []string
		compare := func(what, got, want string) {
			if got != want {
				diff = append(diff, fmt.Sprintf("%s of %q is %q, want %q", what, o.Raw.text, got, want))
			}
		}
		raw := o.Raw.text
		fileLast, fileFirst := sacocheFileNames(raw, raw)
		baseLast, baseFirst := sacocheBaseNames(raw, raw)
		compare("file nom", fileLast, o.Nom.FileKey.text)
		compare("file prénom", fileFirst, o.Prenom.FileKey.text)
		compare("cleaned nom", sacocheLast(raw), o.Nom.Cleaned.text)
		compare("cleaned prénom", sacocheFirst(raw), o.Prenom.Cleaned.text)
		for _, s := range []struct {
			what  string
			clean string
			seen  seen
		}{{"stored nom", sacocheLast(raw), o.Nom.Stored}, {"stored prénom", sacocheFirst(raw), o.Prenom.Stored}} {
			if got, _ := stored(s.clean, sacocheNameLength); !s.seen.null {
				compare(s.what, got, s.seen.text)
			}
		}
		compare("base nom", baseLast, o.Nom.BaseKey.text)
		compare("base prénom", baseFirst, o.Prenom.BaseKey.text)
		compare("nom matches", fmt.Sprint(looseEqual(fileLast, baseLast)), fmt.Sprint(o.Nom.Match))
		compare("prénom matches", fmt.Sprint(looseEqual(fileFirst, baseFirst)), fmt.Sprint(o.Prenom.Match))
		// What a list of SACoche shows is cleaned again without harm.
		last, first := sacocheBaseNames(o.Nom.Stored.text, o.Prenom.Stored.text)
		compare("base nom, of the stored one,", last, o.Nom.BaseKey.text)
		compare("base prénom, of the stored one,", first, o.Prenom.BaseKey.text)
		return o.ID, o.Tag, strings.Join(diff, "; ")
	})
}

func TestSACocheReading(t *testing.T) {
	type row struct {
		ID, Nom, Prenom string
		Record          int
	}
	type observation struct {
		ID, Tag, Layout string
		UploadName      string `json:"upload_name"`
		Content         string `json:"content_b64"`
		Rows            []row
		Refused         any
		Skipped         []struct{ Record, Fields int } `json:"skipped_records"`
	}
	observations(t, "csvread", func(o observation) (string, string, string) {
		data, err := base64.StdEncoding.DecodeString(o.Content)
		if err != nil {
			return o.ID, o.Tag, err.Error()
		}
		rows, err := ReadSACoche(o.UploadName, data)
		if o.Rows == nil {
			if err == nil {
				return o.ID, o.Tag, fmt.Sprintf("read, and was refused: %v", o.Refused)
			}
			return o.ID, o.Tag, ""
		}
		if err != nil {
			return o.ID, o.Tag, err.Error()
		}
		var got, want []string
		for _, r := range rows {
			if r.Dropped {
				got = append(got, fmt.Sprintf("record %d of %d fields dropped", r.Record, r.Cells))
			} else {
				got = append(got, fmt.Sprintf("record %d: %q", r.Record, []string{r.ID, r.Last, r.First}))
			}
		}
		for _, r := range o.Rows {
			want = append(want, fmt.Sprintf("record %d: %q", r.Record, []string{r.ID, r.Nom, r.Prenom}))
		}
		for _, s := range o.Skipped {
			want = append(want, fmt.Sprintf("record %d of %d fields dropped", s.Record, s.Fields))
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			return o.ID, o.Tag, fmt.Sprintf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		return o.ID, o.Tag, ""
	})
}

func TestSACocheImport(t *testing.T) {
	type account struct {
		UID         int
		Nom, Prenom string
		Profil      string
		Left        bool
		IDEnt       string `json:"id_ent"`
		StoredNom   string `json:"stored_nom"`
		StoredFirst string `json:"stored_prenom"`
		Final       string `json:"final_id_ent"`
	}
	type observation struct {
		ID, Tag  string
		SQLMode  string `json:"sql_mode"`
		Accounts []account
		Rows     []struct {
			ID, Nom, Prenom, Outcome string
			CleanedID                *string `json:"cleaned_id"`
			KeyNom                   *string `json:"key_nom"`
			KeyPrenom                *string `json:"key_prenom"`
		}
		Report map[string][]string `json:"report_order"`
	}
	observations(t, "import", func(o observation) (string, string, string) {
		var diff []string
		differ := func(format string, args ...any) { diff = append(diff, fmt.Sprintf(format, args...)) }
		var rows []Row
		for _, r := range o.Rows {
			rows = append(rows, Row{ID: r.ID, Last: r.Nom, First: r.Prenom})
			last, first := sacocheFileNames(r.Nom, r.Prenom)
			if r.KeyNom != nil && last != *r.KeyNom || r.KeyPrenom != nil && first != *r.KeyPrenom {
				differ("keys of %q %q are %q %q", r.Nom, r.Prenom, last, first)
			}
			if id := sacocheID(r.ID); r.CleanedID != nil && id != *r.CleanedID {
				differ("identifier of %q is %q, want %q", r.ID, id, *r.CleanedID)
			}
		}
		for _, names := range []string{"typed", "stored"} {
			var accounts []Account
			for _, a := range o.Accounts {
				p := Account{ID: fmt.Sprint(a.UID), Last: a.Nom, First: a.Prenom, Prior: a.IDEnt, Profile: a.Profil}
				if names == "stored" {
					p.Last, p.First = a.StoredNom, a.StoredFirst
				}
				accounts = append(accounts, p)
			}
			f := Predict(rows, accounts, &PredictOptions{Former: true, Strict: o.SQLMode == "strict"})
			if got, want := report(rows, f), o.Report; want != nil && !slices.Equal(got, slices.Concat(want["changed"], want["problem"], want["unchanged"])) {
				differ("%s: report %q, want %q", names, got, want)
			}
			for i, r := range o.Rows {
				if got := f.Fates[i].Outcome.String(); got != r.Outcome {
					differ("%s: row %d %q is %s, want %s", names, i, []string{r.ID, r.Nom, r.Prenom}, got, r.Outcome)
				}
			}
			for i, a := range o.Accounts {
				if f.After[i] != a.Final {
					differ("%s: account %d bears %q, want %q", names, a.UID, f.After[i], a.Final)
				}
			}
		}
		return o.ID, o.Tag, strings.Join(diff, "; ")
	})
}

// report words a forecast as SACoche's page does, in its order.
func report(rows []Row, f *Forecast) (lines []string) {
	s := newSACoche(rows, nil, nil)
	order := s.order()
	for _, list := range [][]Outcome{{Changed}, {Taken}, {Homonym}, {Unknown}, {Identical, NoID}} {
		for _, i := range order {
			if slices.Contains(list, f.Fates[i].Outcome) {
				lines = append(lines, fmt.Sprintf("%s %s [%s]", s.rows[i].last, s.rows[i].first, s.rows[i].id))
			}
		}
	}
	return lines
}
