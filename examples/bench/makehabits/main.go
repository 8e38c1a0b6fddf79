// Command makehabits makes small schools, each with one habit of those who keep lists: see package habits.
//
//	go run ./makehabits -list
//	go run ./makehabits -habit twins -accounts 1000 -seed 7 -out /tmp/set
package main

import (
	"flag"
	"fmt"
	"log"
	"path/filepath"

	"github.com/entlink/entlink/examples/bench/habits"
	"github.com/entlink/entlink/examples/bench/school"
)

func main() {
	log.SetFlags(0)
	out := flag.String("out", "", "the folder for ent.csv, app.csv and truth.csv; with all habits, for a folder of each")
	habit := flag.String("habit", "", "the habit; without one, all of them")
	seed := flag.Uint64("seed", 1, "another set of the same habit")
	accounts := flag.Int("accounts", 400, "about how many accounts")
	names := flag.String("names", "", "a folder with weights_noms.csv and weights_prenoms.csv")
	list := flag.Bool("list", false, "say what habits there are")
	flag.Parse()
	if *list {
		for _, h := range habits.Habits {
			fmt.Printf("%-16s %s\n", h.Name, h.Says)
		}
		return
	}
	if *out == "" || flag.NArg() > 0 {
		log.Fatal("makehabits: want -out DIR, or -list")
	}
	if err := run(*out, *habit, *names, *seed, *accounts); err != nil {
		log.Fatal("makehabits: ", err)
	}
}

func run(out, habit, names string, seed uint64, accounts int) error {
	o := habits.Options{Accounts: accounts, Seed: seed}
	if names != "" {
		var err error
		if o.Names, err = school.LoadNames(names); err != nil {
			return err
		}
	}
	if habit != "" {
		h, err := habits.Find(habit)
		if err != nil {
			return err
		}
		return h.Make(o).Write(out)
	}
	for _, h := range habits.Habits {
		if err := h.Make(o).Write(filepath.Join(out, fmt.Sprintf("%s-%d", h.Name, seed))); err != nil {
			return err
		}
	}
	return nil
}
