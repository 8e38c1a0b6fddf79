package enroster

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func exported(rows ...string) iter.Seq2[Record, error] {
	return NewReader(strings.NewReader(checkHeader+strings.Join(rows, "\n")+"\n"), &Options{Today: today}).All()
}

func TestDiff(t *testing.T) {
	const a, b, c = "0000000a-0000-4000-8000-000000000000", "0000000b-0000-4000-8000-000000000000", "0000000c-0000-4000-8000-000000000000"
	for _, tt := range []struct {
		why           string
		before, after []string
		want          Delta
	}{
		{"nothing happened", []string{a + ";DUBOIS;Zoé;1;6A"}, []string{strings.ToUpper(a) + ";DUBOIS;Zoé;Élève;6A"}, Delta{}},
		{"one came, one went", []string{a + ";A;B;1;6A", b + ";C;D;1;6A"}, []string{b + ";C;D;1;6A", c + ";E;F;3"},
			Delta{Arrivals: []Change{{c, Teacher, 0, 3, nil}}, Departures: []Change{{a, Pupil, 2, 0, nil}}}},
		{"another class and another spelling", []string{a + ";A;Zoé;1;6A"}, []string{a + ";A;Zoe;1;5A"},
			Delta{Changes: []Change{{a, Pupil, 2, 2, []Field{FieldFirstName, FieldClasses}}}}},
		{"classes and children in another order are the same", []string{a + ";A;B;2;6A|6B;;" + b + ";" + c}, []string{a + ";A;B;2;6B|6A;;" + c + ";" + strings.ToUpper(b)}, Delta{}},
		{"a child less", []string{a + ";A;B;2;;;" + b + ";" + c}, []string{a + ";A;B;2;;;" + b},
			Delta{Changes: []Change{{a, Guardian, 2, 2, []Field{FieldChild}}}}},
		{"a Guid that names another pupil: sisters have one last name", []string{a + ";A;Zoé;1;6A;01/02/2013"}, []string{a + ";A;Léa;1;6A;03/04/2012"},
			Delta{Handovers: []Change{{a, Pupil, 2, 2, []Field{FieldFirstName, FieldBorn}}}}},
		{"a Guid that names another parent: both names, for there is no birth date", []string{a + ";A;Zoé;2"}, []string{a + ";B;Léa;2"},
			Delta{Handovers: []Change{{a, Guardian, 2, 2, []Field{FieldLastName, FieldFirstName}}}}},
		{"a marriage", []string{a + ";A;Zoé;3"}, []string{a + ";B;Zoé;3"},
			Delta{Changes: []Change{{a, Teacher, 2, 2, []Field{FieldLastName}}}}},
		{"a corrected birth date", []string{a + ";A;Zoé;1;6A;01/02/2013"}, []string{a + ";A;ZOE;1;6A;02/01/2013"},
			Delta{Changes: []Change{{a, Pupil, 2, 2, []Field{FieldFirstName, FieldBorn}}}}},
		{"the whole file in capitals is nobody else", []string{a + ";Le Goff;Zoé;3"}, []string{a + ";LE-GOFF;ZOE;3"},
			Delta{Changes: []Change{{a, Teacher, 2, 2, []Field{FieldLastName, FieldFirstName}}}}},
		{"names in each other's column", []string{a + ";Pierre;Jean;3"}, []string{a + ";Jean;Pierre;3"},
			Delta{Changes: []Change{{a, Teacher, 2, 2, []Field{FieldLastName, FieldFirstName}}}}},
		{"identifiers that are no GUIDs", []string{"U12;A;B;1;6A"}, []string{"u13;A;B;1;6A"},
			Delta{Arrivals: []Change{{"u13", Pupil, 0, 2, nil}}, Departures: []Change{{"u12", Pupil, 2, 0, nil}}}},
		{"rows without an identifier are left out", []string{";A;B;1;6A"}, nil, Delta{NoID: 1}},
		{"of two rows with one Guid the one that is not out of date counts",
			[]string{a + ";A;B;1;BASE2011-2012", a + ";A;B;1;6A"}, []string{a + ";A;B;1;6A"}, Delta{Repeated: 1}},
		{"and in the later export the one that differs least",
			[]string{a + ";A;B;1;6A"}, []string{a + ";X;Y;1;5A", a + ";A;B;1;6A", c + ";C;D;1;6A", c + ";C;D;1;6A"},
			Delta{Repeated: 2, Arrivals: []Change{{c, Pupil, 0, 4, nil}}}},
	} {
		t.Run(tt.why, func(t *testing.T) {
			got, err := Diff(exported(tt.before...), exported(tt.after...), nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(*got, tt.want, cmpopts.IgnoreUnexported(Delta{}), cmpopts.IgnoreFields(Delta{}, "Kinds"), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-got +want):\n%s", diff)
			}
		})
	}
}

func TestDiffAccounts(t *testing.T) {
	const id = "0000000a-0000-4000-8000-000000000000"
	list := func(rows string) iter.Seq2[Record, error] {
		return NewReader(strings.NewReader("id;nom;prenom;profil;id_ent\n"+rows), nil).All()
	}
	got, err := Diff(list("U1;A;B;eleve;\nU2;C;D;eleve;"+id+"\n"), list("U2;C;D;eleve;"+strings.ToUpper(id)+"\nU1;A;B;eleve;"+id+"\n"), &DiffOptions{Key: FieldAccountID})
	if err != nil {
		t.Fatal(err)
	}
	want := []Change{{"u1", Pupil, 2, 3, []Field{FieldGUID}}}
	if diff := cmp.Diff(got.Changes, want); diff != "" || len(got.Arrivals)+len(got.Departures)+len(got.Handovers) > 0 {
		t.Errorf("%+v", got)
	}
}

// kindRows makes n rows of a kind; change may say something else for row i, or leave it out with "".
func kindRows(n int, profile string, change func(i int, row string) string) (rows []string) {
	for i := range n {
		row := fmt.Sprintf("%08x-0000-4000-8000-00000000000%.1s;NOM%d;P%d;%s;", i, profile, i, i, profile)
		if change != nil {
			row = change(i, row)
		}
		if row != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

func TestDeltaExceeded(t *testing.T) {
	gone := func(n int) func(int, string) string {
		return func(i int, row string) string {
			if i < n {
				return ""
			}
			return row
		}
	}
	changed := func(n int) func(int, string) string {
		return func(i int, row string) string {
			if i < n {
				return row + "6A"
			}
			return row
		}
	}
	other := func(i int, row string) string {
		return strings.ReplaceAll(strings.ReplaceAll(row, "NOM", "AUTRE"), ";P", ";Q")
	}
	before := slices.Concat(kindRows(40, "1", nil), kindRows(20, "2", nil))
	for _, tt := range []struct {
		why   string
		after []string
		opts  *DiffOptions
		want  []string
	}{
		{"nothing", before, nil, nil},
		{"a tenth gone is not more than a tenth", slices.Concat(kindRows(40, "1", gone(4)), kindRows(20, "2", nil)), nil, nil},
		{"more than a tenth", slices.Concat(kindRows(40, "1", gone(5)), kindRows(20, "2", nil)), nil,
			[]string{"Pupils: 5 of 40 (12.5%) are no longer in the new export, or their identifier names somebody else there; the limit is 10%. Check that the export is complete; if it is, raise the limit for this time."}},
		{"the limit raised for once", slices.Concat(kindRows(40, "1", gone(5)), kindRows(20, "2", nil)), &DiffOptions{MaxGone: 0.2}, nil},
		{"a few of a small kind, though few of all", slices.Concat(kindRows(40, "1", nil), kindRows(20, "2", gone(3))), nil,
			[]string{"Guardians: 3 of 20 (15%) are no longer in the new export, or their identifier names somebody else there; the limit is 10%. Check that the export is complete; if it is, raise the limit for this time."}},
		{"three quarters changed are not more", slices.Concat(kindRows(40, "1", changed(30)), kindRows(20, "2", nil)), nil, nil},
		{"more than three quarters changed", slices.Concat(kindRows(40, "1", changed(31)), kindRows(20, "2", nil)), nil,
			[]string{"Pupils: 31 of 40 (77.5%) changed in the new export; the limit is 75%. Check that its columns are right; if they are, raise the limit for this time."}},
		{"an empty export", nil, &DiffOptions{MaxGone: 0.99}, []string{
			"Pupils: 40 of 40 (100%) are no longer in the new export, or their identifier names somebody else there; the limit is 99%. Check that the export is complete; if it is, raise the limit for this time.",
			"Guardians: 20 of 20 (100%) are no longer in the new export, or their identifier names somebody else there; the limit is 99%. Check that the export is complete; if it is, raise the limit for this time."}},
		{"Guids dealt out anew", slices.Concat(kindRows(40, "1", other), kindRows(20, "2", nil)), nil,
			[]string{"Pupils: 40 of 40 (100%) are no longer in the new export, or their identifier names somebody else there; the limit is 10%. Check that the export is complete; if it is, raise the limit for this time."}},
	} {
		t.Run(tt.why, func(t *testing.T) {
			d, err := Diff(exported(before...), exported(tt.after...), tt.opts)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range d.Exceeded() {
				got = append(got, e.Message("en"))
			}
			if diff := cmp.Diff(got, tt.want); diff != "" {
				t.Errorf("(-got +want):\n%s", diff)
			}
		})
	}
}

func TestExcessMessageInFrench(t *testing.T) {
	got := Excess{Kind: Pupil, Count: 5, Of: 40, Limit: 0.1}.Message("fr")
	want := "Élèves\u00a0: 5 sur 40 (12,5\u00a0%) ne sont plus dans le nouvel export, ou leur identifiant y désigne quelqu’un d’autre\u00a0; la limite est de 10\u00a0%. Vérifiez que l’export est complet\u00a0; s’il l’est, relevez la limite pour cette fois."
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := (Excess{Changed: true, Of: 1}).Message(""); !strings.HasPrefix(got, "Personnes sans profil connu\u00a0: ") {
		t.Error(got)
	}
}

func TestDiffRefusesOptions(t *testing.T) {
	for _, opts := range []DiffOptions{{MaxGone: 1}, {MaxChanged: 1}, {MaxGone: 100}, {MaxGone: -1}, {MaxChanged: math.Inf(1)}, {MaxGone: math.NaN()}, {Key: FieldLastName}} {
		if _, err := Diff(exported(), exported(), &opts); err == nil {
			t.Errorf("no error for %+v", opts)
		}
	}
}

// TestDiffOfHalfAnExport wants the stream's error, and nobody reported gone.
func TestDiffOfHalfAnExport(t *testing.T) {
	half := func() iter.Seq2[Record, error] {
		return NewReader(io.MultiReader(strings.NewReader(checkHeader), iotest.ErrReader(io.ErrUnexpectedEOF)), nil).All()
	}
	for _, pair := range [][2]iter.Seq2[Record, error]{{exported(), half()}, {half(), exported()}} {
		if d, err := Diff(pair[0], pair[1], nil); d != nil || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("delta %v, error %v", d, err)
		}
	}
	var fatal *FatalError
	if _, err := Diff(exported(), NewReader(strings.NewReader(""), nil).All(), nil); !errors.As(err, &fatal) {
		t.Errorf("error %v, want a FatalError", err)
	}
}

// given gives records as a Reader does.
func given(recs []Record) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for _, r := range recs {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// randomExport makes people of few identifiers and fewer names. With repeats rows may share an identifier.
func randomExport(rnd *rand.Rand, repeats bool) (recs []Record) {
	for i := range rnd.IntN(300) {
		id := i
		if rnd.IntN(3) == 0 {
			id = i + 1000*rnd.IntN(3)
		}
		if repeats {
			id = rnd.IntN(100)
		}
		r := Record{GUID: fmt.Sprintf("%08x-0000-4000-8000-000000000000", id), LastName: string(rune('A' + rnd.IntN(3))), FirstName: string(rune('A' + rnd.IntN(3))),
			Profile: []Profile{0, Pupil, Guardian, Teacher, Pupil | Guardian}[rnd.IntN(5)], Sex: Sex(rnd.IntN(3)), Title: Title(rnd.IntN(3))}
		if rnd.IntN(2) == 0 {
			r.Born = Date{2010 + rnd.IntN(2), 1, 1}
		}
		for range rnd.IntN(2) {
			r.Classes = append(r.Classes, Class{"", []string{"6A", "BASE2011-2012"}[rnd.IntN(2)]})
			r.Groups = append(r.Groups, Class{"0310000Z", "G"})
			r.Children = append(r.Children, r.GUID)
		}
		recs = append(recs, r)
	}
	return recs
}

// numbered gives records their lines.
func numbered(recs []Record) []Record {
	for i := range recs {
		recs[i].Line, recs[i].Row = i+2, i+2
	}
	return recs
}

func TestDiffProperties(t *testing.T) {
	byID := cmp.Options{cmpopts.IgnoreUnexported(Delta{}), cmpopts.EquateEmpty(), cmpopts.SortSlices(func(a, b Change) bool { return a.ID < b.ID })}
	diff := func(a, b []Record) *Delta {
		t.Helper()
		d, err := Diff(given(a), given(b), nil)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for seed := range uint64(300) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		a, b := numbered(randomExport(rnd, seed%2 == 1)), numbered(randomExport(rnd, seed%2 == 1))

		same := diff(a, a)
		if len(same.Arrivals)+len(same.Departures)+len(same.Changes)+len(same.Handovers) > 0 || same.Exceeded() != nil {
			t.Fatalf("seed %d: an export differs from itself: %+v", seed, same)
		}

		forth := diff(a, b)
		checkCounts(t, forth)
		if seed%2 == 0 { // of repeated rows the one compared depends on which side they stand
			back := diff(b, a)
			mirror := &Delta{Arrivals: back.Departures, Departures: back.Arrivals, Changes: back.Changes, Handovers: back.Handovers}
			for _, list := range [][]Change{mirror.Arrivals, mirror.Departures, mirror.Changes, mirror.Handovers} {
				for i, c := range list {
					list[i].Before, list[i].After = c.After, c.Before
				}
			}
			ignore := cmpopts.IgnoreFields(Delta{}, "Kinds", "Repeated", "NoID")
			if d := cmp.Diff(forth, mirror, byID, ignore, cmpopts.IgnoreFields(Change{}, "Profile")); d != "" {
				t.Fatalf("seed %d: not mirrored (-forth +back):\n%s", seed, d)
			}
		}

		rnd.Shuffle(len(a), func(i, j int) { a[i], a[j] = a[j], a[i] })
		rnd.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
		shuffled := diff(numbered(a), numbered(b))
		if d := cmp.Diff(forth, shuffled, byID, cmpopts.IgnoreFields(Change{}, "Before", "After")); d != "" {
			t.Fatalf("seed %d: the order of rows matters (-as given +shuffled):\n%s", seed, d)
		}
	}
}

// checkCounts wants the counts of the kinds to be those of the lists.
func checkCounts(t *testing.T, d *Delta) {
	t.Helper()
	var sum KindDelta
	for _, k := range d.Kinds {
		sum.Before += k.Before
		sum.After += k.After
		sum.Arrived += k.Arrived
		sum.Gone += k.Gone
		sum.Changed += k.Changed
		sum.HandedOver += k.HandedOver
	}
	if sum.Arrived != len(d.Arrivals) || sum.Gone != len(d.Departures) || sum.Changed != len(d.Changes) || sum.HandedOver != len(d.Handovers) ||
		sum.Before-sum.Gone != sum.After-sum.Arrived {
		t.Errorf("counts %+v", d.Kinds)
	}
}

// syntheticExports gives n records and the same with a fiftieth of them changed.
func syntheticExports(n int) (before, after iter.Seq2[Record, error]) {
	export := func(salt byte) iter.Seq2[Record, error] {
		return func(yield func(Record, error) bool) { synthetic(n, salt, func(r Record) { yield(r, nil) }) }
	}
	return export(0), export(7)
}

func BenchmarkDiff(b *testing.B) {
	const n = 100_000
	before, after := syntheticExports(n)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Diff(before, after, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/row")
}

// TestDiffMemory wants that comparing two exports of a million rows takes at most 128 MiB beside the records, and two
// seconds beside making them. Run it with MEASURE=1; it starts a process of its own.
func TestDiffMemory(t *testing.T) {
	const n = 1_000_000
	switch os.Getenv("MEASURE") {
	case "1":
		base, full := peak(t, "MEASURE=base"), peak(t, "MEASURE=full")
		t.Logf("peak %.1f MiB, %.1f MiB without comparing: %.1f MiB for it", full, base, full-base)
		if runtime.GOOS == "linux" && full-base > 128 {
			t.Errorf("comparing takes %.1f MiB, want at most 128", full-base)
		}
	case "base":
		syntheticIDs(n)
		start := time.Now()
		for range 2 {
			synthetic(n, 0, func(Record) {})
		}
		t.Logf("making the records: %v", time.Since(start))
		sayPeak(t)
	case "full":
		debug.SetGCPercent(-1) // nothing is garbage but the tables that were outgrown
		syntheticIDs(n)
		before, after := syntheticExports(n)
		start := time.Now()
		d, err := Diff(before, after, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("making and comparing: %v, %d changes", time.Since(start), len(d.Changes))
		sayPeak(t)
	default:
		t.Skip("MEASURE=1 measures memory")
	}
}
