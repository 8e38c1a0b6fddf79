package school

import (
	"bufio"
	"cmp"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

//go:embed names
var own embed.FS

// Names is what people are called: last and given names by origin, with how frequent they are.
type Names struct {
	last     map[string]*urn     // by origin
	given    map[givenKey]*urn   // by sex, origin and generation
	variants map[string][]string // spellings between which a name wavers, by the name in small letters
	origins  []string            // in a fixed order
	weights  map[string]float64  // of the origins
}

type givenKey struct {
	sex    byte // F or M
	origin string
	now    bool // a pupil's generation
}

// An urn holds words to draw from, each as often as its weight says.
type urn struct {
	words []string
	sums  []float64 // of the weights up to each word
}

func (u *urn) add(word string, weight float64) {
	if weight > 0 {
		u.words = append(u.words, word)
		u.sums = append(u.sums, u.total()+weight)
	}
}

func (u *urn) total() float64 {
	if u == nil || len(u.sums) == 0 {
		return 0
	}
	return u.sums[len(u.sums)-1]
}

// at gives the word at a place from 0 to 1.
func (u *urn) at(x float64) string {
	i, _ := slices.BinarySearch(u.sums, x*u.total())
	return u.words[min(i, len(u.words)-1)]
}

// shareOfOrigins is how French schools mix, roughly: invented, since no such figures may be gathered in France.
var shareOfOrigins = map[string]float64{"fr": 0.80, "ar": 0.095, "af": 0.03, "pt": 0.05, "tr": 0.01, "vn": 0.015}

// rareLast is the share of French last names that is not among the frequent ones. Those of the list are then composed:
// some thousands of names, none frequent, as the bulk of French names is.
const rareLast = 0.72

var (
	stems = strings.Fields(`Ard Aub Bail Barb Bas Baud Bell Ber Bert Blond Boiss Bonn Bord Bouch Boul Bourd Bout Brem Brich Brun
		Burg Cad Cail Camp Cant Carp Cast Cav Chab Chamb Chant Chap Char Chauss Clav Corb Cord Coss Cour Crep Dam Darr Daum Delh Dom
		Dour Drou Escoff Espin Falc Farg Faug Flam Font Forg Foss Fouqu Fran Frem Gad Gall Gamb Gar Gauss Gen Gobl Gond Gour Grim Guill Guis
		Hard Hauss Houd Jarr Jauf Joub Jourd Lab Lagr Lam Land Lass Laud Lav Lér Lorm Lour Magn Mail Malt Manc Marqu Mass Maur Mérig Mir Mond
		Mont Mor Mout Nav Nogu Orl Pag Pal Parm Pas Pell Pér Pign Plant Pom Pouj Pral Quin Rab Ram Rav Rég Rib Roch Rond Ross Rouv Sabl
		Salv Sarr Sauv Ség Serv Sicl Sorb Taill Tard Terr Thom Tix Tour Trem Vaill Valt Vass Verd Vign Vill Vois`)
	endings = strings.Fields(`ac ade aire al an and ard at aud ault aux eau eix el elin elle er eron esse et eux ey ez ic ier ière
		ignac in ineau iol ion is oit ol on ot otte ou oux ucq ure`)
)

// OwnNames gives the names that come with the package: a few hundred last and given names of the origins that meet in
// French schools, and composed ones for the many rare last names.
func OwnNames() *Names {
	n := newNames()
	n.weights = shareOfOrigins
	ranks := map[any]int{}
	own := func(name string, each func(head string, words []string)) {
		f, err := own.Open("names/" + name)
		if err == nil {
			err = readList(f, each)
		}
		if err != nil {
			panic("school: own names: " + err.Error()) // they are compiled in: a test reads them
		}
	}
	own("last.txt", func(origin string, words []string) {
		for _, w := range words {
			ranks[origin]++
			n.addLast(origin, w, 1/float64(ranks[origin]+20))
		}
	})
	tail := n.last["fr"].total() * rareLast / (1 - rareLast) / float64(len(stems)*len(endings))
	for _, s := range stems {
		for _, e := range endings {
			n.addLast("fr", s+e, tail)
		}
	}
	own("given.txt", func(head string, words []string) {
		h := strings.Fields(head)
		k := givenKey{h[0][0], h[1], h[2] == "now"}
		for _, w := range words {
			ranks[k]++
			n.addGiven(k, w, 1/float64(ranks[k]+15))
		}
	})
	return n.withOrigins()
}

func newNames() *Names {
	n := &Names{last: map[string]*urn{}, given: map[givenKey]*urn{}, variants: map[string][]string{}}
	f, err := own.Open("names/variants.txt")
	if err == nil {
		err = readList(f, func(_ string, words []string) {
			for _, w := range words {
				n.variants[strings.ToLower(w)] = words
			}
		})
	}
	if err != nil {
		panic("school: own names: " + err.Error())
	}
	return n
}

// Origin, Last and Given draw by a number from 0 to 1: a family's origin, a last name of that origin, and a given name of
// a sex, F or M, in a pupil's generation or a grown-up's; a French one if none are known of the origin.
func (n *Names) Origin(x float64) string {
	for _, o := range n.origins {
		if x -= n.weights[o]; x < 0 {
			return o
		}
	}
	return "fr"
}

func (n *Names) Last(origin string, x float64) string { return n.last[origin].at(x) }

func (n *Names) Given(sex byte, origin string, pupil bool, x float64) string {
	return n.urn(sex, origin, pupil).at(x)
}

func (n *Names) urn(sex byte, origin string, pupil bool) *urn {
	if u := n.given[givenKey{sex, origin, pupil}]; u != nil {
		return u
	}
	return n.given[givenKey{sex, "fr", pupil}]
}

func (n *Names) addLast(origin, word string, weight float64) {
	if n.last[origin] == nil {
		n.last[origin] = &urn{}
	}
	n.last[origin].add(word, weight)
}

func (n *Names) addGiven(k givenKey, word string, weight float64) {
	if n.given[k] == nil {
		n.given[k] = &urn{}
	}
	n.given[k].add(word, weight)
}

func (n *Names) withOrigins() *Names {
	for o := range n.last {
		n.origins = append(n.origins, o)
	}
	slices.SortFunc(n.origins, func(a, b string) int {
		return cmp.Or(cmp.Compare(n.weights[b], n.weights[a]), cmp.Compare(a, b))
	})
	return n
}

// readList reads lines "head: word, word"; the head may be missing. # begins a remark.
func readList(r io.Reader, each func(head string, words []string)) error {
	s := bufio.NewScanner(r)
	for s.Scan() {
		line := strings.TrimSpace(s.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, rest, ok := strings.Cut(line, ":")
		if !ok {
			head, rest = "", line
		}
		words := strings.Split(rest, ",")
		for i := range words {
			words[i] = strings.TrimSpace(words[i])
		}
		each(strings.TrimSpace(head), words)
	}
	return s.Err()
}

// LoadNames reads names from a folder that has
//
//	weights_noms.csv     nom,accentue,p_accentue,poids,groupe
//	weights_prenoms.csv  prenom,sexe,groupe,n_1900_1949,…: births by years
//
// as they can be made from INSEE's open files of last and given names. Of a last name the accented spelling is drawn
// with its share. Births before 1950 count for nobody; those from 2005 for pupils; the others for adults.
func LoadNames(dir string) (*Names, error) {
	n := newNames()
	n.weights = shareOfOrigins
	err := eachRow(filepath.Join(dir, "weights_noms.csv"), []string{"nom", "accentue", "p_accentue", "poids", "groupe"}, func(c []string) error {
		weight, err := strconv.ParseFloat(c[3], 64)
		if err != nil || c[0] == "" {
			return errors.New("a last name and its weight are wanted")
		}
		accented, _ := strconv.ParseFloat(c[2], 64)
		if c[1] == "" {
			accented = 0
		}
		n.addLast(c[4], c[0], weight*(1-accented))
		n.addLast(c[4], c[1], weight*accented)
		return nil
	})
	if err != nil {
		return nil, err
	}
	header := []string{"prenom", "sexe", "groupe", "n_1950_1964", "n_1965_1974", "n_1975_1984", "n_1985_1994", "n_2005_2012", "n_2013_2021"}
	err = eachRow(filepath.Join(dir, "weights_prenoms.csv"), header, func(c []string) error {
		if c[0] == "" || c[1] != "F" && c[1] != "M" {
			return errors.New("a given name and its sex, F or M, are wanted")
		}
		var births [6]float64
		for i := range births {
			births[i], _ = strconv.ParseFloat(c[3+i], 64)
		}
		n.addGiven(givenKey{c[1][0], c[2], false}, c[0], births[0]/3+births[1]+births[2]+births[3]/2)
		n.addGiven(givenKey{c[1][0], c[2], true}, c[0], births[4]+births[5])
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, sex := range "FM" {
		for _, now := range []bool{false, true} {
			if n.given[givenKey{byte(sex), "fr", now}] == nil {
				return nil, fmt.Errorf("school: %s has no given names of origin fr for sex %c", dir, sex)
			}
		}
	}
	if n.last["fr"] == nil {
		return nil, fmt.Errorf("school: %s has no last names of origin fr", dir)
	}
	return n.withOrigins(), nil
}

// eachRow calls f with the cells of the columns wanted, for each row of a file.
func eachRow(name string, columns []string, f func([]string) error) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	r := csv.NewReader(file)
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	var at []int
	for _, c := range columns {
		i := slices.Index(header, c)
		if i < 0 {
			return fmt.Errorf("%s has no column %s", name, c)
		}
		at = append(at, i)
	}
	cells := make([]string, len(at))
	for {
		row, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for i, j := range at {
			cells[i] = row[j]
		}
		if err := f(cells); err != nil {
			line, _ := r.FieldPos(0)
			return fmt.Errorf("%s: line %d: %w", name, line, err)
		}
	}
}
