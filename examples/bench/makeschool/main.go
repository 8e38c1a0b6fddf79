// Makeschool makes schools with their truth, to judge a matcher: ent.csv, app.csv and truth.csv in a folder. See
// package school for what they are.
//
//	go run ./makeschool -accounts 100000 -seed 7 -out /tmp/set
package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/entlink/entlink/examples/bench/school"
)

func main() {
	var o school.Options
	flag.IntVar(&o.Accounts, "accounts", 1500, "accounts, about so many")
	flag.IntVar(&o.Schools, "schools", 0, "schools; 0 is one for each 1,500 accounts")
	flag.Uint64Var(&o.Seed, "seed", 1, "another seed makes other people")
	out := flag.String("out", "", "folder for ent.csv, app.csv and truth.csv")
	names := flag.String("names", "", "folder with weights_noms.csv and weights_prenoms.csv; the package's own names if empty")
	columns := flag.String("columns", "all", "which columns are filled: all, school (names, profile and school) or names (names only, schools mixed)")
	list := flag.Bool("rates", false, "print all rates with their reasons, and make nothing")
	o.Rates = map[string]float64{}
	flag.Func("rate", "name=share instead of a rate by default; may be repeated", func(s string) error {
		name, share, _ := strings.Cut(s, "=")
		var err error
		o.Rates[name], err = strconv.ParseFloat(share, 64)
		return err
	})
	flag.Parse()
	if *list {
		for _, r := range school.Rates() {
			fmt.Printf("%-20s %-7g %-45s %s\n", r.Name, r.Share, r.Of, r.Why)
		}
		return
	}
	if err := run(o, *out, *names, *columns); err != nil {
		fmt.Fprintln(os.Stderr, "makeschool:", err)
		os.Exit(1)
	}
}

func run(o school.Options, out, names, columns string) (err error) {
	var ok bool
	o.Columns, ok = map[string]school.Columns{"all": school.AllColumns, "school": school.NamesAndSchool, "names": school.NamesOnly}[columns]
	if !ok || out == "" || flag.NArg() > 0 {
		return fmt.Errorf("wanted: -out and a folder; -columns all, school or names; no arguments")
	}
	if names != "" {
		if o.Names, err = school.LoadNames(names); err != nil {
			return err
		}
	}
	set, err := school.Make(o)
	if err != nil {
		return err
	}
	if err := set.Write(out); err != nil {
		return err
	}
	return set.Statistics().Print(os.Stdout)
}
