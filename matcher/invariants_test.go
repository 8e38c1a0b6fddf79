package matcher

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// A world makes small lists that are as awkward as they can be: few names, few
// schools, families, birth dates that are often missing, earlier identifiers,
// rows left from another year, and, if asked for, identifiers on several rows,
// rows without one, and profiles that are unknown or mixed.
type world struct {
	*rand.Rand
	schools               []string
	twice, without, vague bool
}

func newWorld(seed uint64) *world {
	w := &world{Rand: rand.New(rand.NewPCG(seed, 7)), schools: []string{"1A"}}
	if seed%2 == 1 {
		w.schools = []string{"1A", "2B", "3C"}
	}
	w.twice, w.without, w.vague = seed%3 == 0, seed%5 == 0, seed%7 < 3
	return w
}

func (w *world) chance(p float64) bool { return w.Float64() < p }

func pick[T any](w *world, of ...T) T { return of[w.IntN(len(of))] }

// people are the truth, from which both lists are drawn.
func (w *world) people() (ps []Person) {
	n := 4 + w.IntN(6)
	for i := range n {
		ps = append(ps, Person{Last: pick(w, "MARTIN", "SOW", "ZOLA"), First: pick(w, "Léa", "Tom", "Ana", "Eva"), Profiles: []string{Pupil},
			Schools: []string{pick(w, w.schools...)}, Born: []string{"2012-05-02", "2013-03-04"}[i%2]})
	}
	for range 1 + w.IntN(5) {
		p := Person{Last: pick(w, "MARTIN", "SOW", "ZOLA"), First: pick(w, "Léa", "Tom", "Ana", "Eva"), Profiles: []string{pick(w, Guardian, Guardian, Teacher)}}
		for range 1 + w.IntN(3) {
			p.Children = append(p.Children, fmt.Sprint(w.IntN(n)))
		}
		if p.Profiles[0] == Teacher {
			p.Schools, p.Children = []string{pick(w, w.schools...)}, nil
		}
		ps = append(ps, p)
	}
	return ps
}

// list draws one list, whose identifiers begin with own, from the truth.
func (w *world) list(truth []Person, own, other string) (ps []Person) {
	for i, p := range truth {
		if w.chance(0.15) {
			continue
		}
		p.ID = fmt.Sprint(own, i)
		p.Last = pick(w, p.Last, strings.ToLower(p.Last))
		if w.vague {
			p.Profiles = pick(w, p.Profiles, p.Profiles, p.Profiles, p.Profiles, nil, []string{Guardian, Pupil}, []string{Guardian, Teacher})
		}
		if p.Schools != nil && w.chance(0.25) {
			p.Schools = []string{pick(w, w.schools...)}
		}
		if w.chance(0.6) {
			p.Born = ""
		}
		if w.chance(0.05) {
			p.Prior = fmt.Sprint(other, w.IntN(len(truth)))
		}
		p.Sex = pick(w, "", "", "", "F")
		p.Stale = w.chance(0.05)
		var children []string
		for _, c := range p.Children {
			if w.chance(0.85) {
				children = append(children, own+c)
			}
		}
		p.Children = children
		if w.without && w.chance(0.05) {
			p.ID = ""
		}
		ps = append(ps, p)
		if w.twice && w.chance(0.1) {
			p.Stale = w.chance(0.5)
			p.Last = pick(w, p.Last, "MARTIN", "SOW")
			p.ID = pick(w, p.ID, strings.ToUpper(p.ID))
			ps = append(ps, p)
		}
	}
	return ps
}

// TestInvariants holds Link to its promises on lists of many worlds; FuzzWorld
// goes on from there.
func TestInvariants(t *testing.T) {
	for seed := range uint64(2000) {
		checkWorld(t, seed)
		if t.Failed() {
			t.Fatalf("world %d", seed)
		}
	}
}

func FuzzWorld(f *testing.F) {
	for seed := range uint64(210) {
		f.Add(seed)
	}
	for _, seed := range []uint64{2548, 11978, 3047, 8936, 12379, 17865, 18412, 19148, 19309, 20986, 35806, 59704, 60034} { // once found
		f.Add(seed)
	}
	f.Fuzz(checkWorld)
}

func checkWorld(t *testing.T, seed uint64) {
	w := newWorld(seed)
	truth := w.people()
	roster, accounts := w.list(truth, "g", "a"), w.list(truth, "a", "g")
	if w.chance(0.7) {
		for i := range roster {
			roster[i].Prior = ""
		}
	}
	one := len(w.schools) == 1
	var opts *Options
	if one {
		opts = &Options{RosterSchool: "1A", AccountSchool: "1A"}
	}
	res := Link(roster, accounts, opts)
	checkLinks(t, roster, accounts, res, one)

	rs, as := slices.Clone(roster), slices.Clone(accounts)
	w.Shuffle(len(rs), func(i, j int) { rs[i], rs[j] = rs[j], rs[i] })
	w.Shuffle(len(as), func(i, j int) { as[i], as[j] = as[j], as[i] })
	if diff := gocmp.Diff(sorted(Link(rs, as, opts)), sorted(res)); diff != "" {
		t.Errorf("order of rows (-shuffled +as given):\n%s", diff)
	}
	if one {
		if diff := gocmp.Diff(exchanged(Link(accounts, roster, opts)), linked(res)); diff != "" {
			t.Errorf("links (-exchanged +as given):\n%s", diff)
		}
	}
	if diff := gocmp.Diff(linked(Link(roster, bearing(accounts, res), opts)), linked(res)); diff != "" {
		t.Errorf("links (-second run +first run):\n%s", diff)
	}
}

// sorted orders a result by identifier, for comparison; identifiers that differ
// by case only are one.
func sorted(r *Result) *Result {
	byID := func(a, b Person) int {
		return cmp.Or(cmp.Compare(canonicalID(a.ID), canonicalID(b.ID)), cmp.Compare(a.Last, b.Last), cmp.Compare(a.First, b.First))
	}
	slices.SortFunc(r.Decisions, func(a, b Decision) int { return byID(a.Account, b.Account) })
	slices.SortFunc(r.Newcomers, byID)
	slices.SortFunc(r.Stale, byID)
	slices.SortFunc(r.Left, byID)
	slices.SortFunc(r.Duplicates, func(a, b Duplicate) int { return byID(a.Person, b.Person) })
	for _, d := range r.Duplicates {
		slices.SortFunc(d.Accounts, byID)
	}
	return r
}

// checkLinks holds each link to what the rows say, read anew and simply.
func checkLinks(t *testing.T, roster, accounts []Person, res *Result, one bool) {
	links := map[string]string{}
	for _, d := range res.Decisions {
		if d.Status == Linked {
			links[canonicalID(d.Account.ID)] = canonicalID(d.Candidates[0].Person.ID)
		}
	}
	given := map[string]string{}
	for _, d := range res.Decisions {
		if d.Status != Linked {
			continue
		}
		c := d.Candidates[0]
		pair := d.Account.ID + "-" + c.Person.ID
		if nameKey(d.Account) != nameKey(c.Person) {
			kept := slices.Contains(c.Reasons, PriorSame)
			if !kept && !slices.Contains(c.Reasons, FamilySame) || Fold(d.Account.First) != Fold(c.Person.First) {
				t.Errorf("%s: linked under two names, and not as a woman whose last name changed", pair)
			}
			if bears := func(p Person) func(Person) bool {
				return func(o Person) bool { return nameKey(o) == nameKey(p) && (o.Sex == p.Sex || o.Sex == "" || p.Sex == "") }
			}; one && kept && !slices.Contains(c.Reasons, FamilySame) && !slices.Contains(c.Reasons, BornSame) &&
				(slices.ContainsFunc(roster, bears(d.Account)) || slices.ContainsFunc(accounts, bears(c.Person))) {
				t.Errorf("%s: linked by an identifier under two names, beside somebody of the very names", pair)
			}
		}
		if d.Account.Born != "" && c.Person.Born != "" && d.Account.Born != c.Person.Born {
			t.Errorf("%s: linked over two birth dates", pair)
		}
		if d.Account.Stale || c.Person.Stale {
			t.Errorf("%s: linked to a row of another year", pair)
		}
		family := slices.Contains(c.Reasons, FamilySame)
		if family && !related(roster, accounts, links, canonicalID(d.Account.ID), canonicalID(c.Person.ID)) {
			t.Errorf("%s: linked for a family of which nobody is linked", pair)
		}
		if one {
			if before := given[canonicalID(c.Person.ID)]; before != "" {
				t.Errorf("%s: also given to %s", pair, before)
			}
			given[canonicalID(c.Person.ID)] = d.Account.ID
			if !family && !slices.Contains(c.Reasons, BornSame) {
				wantNoNamesake(t, pair, roster, c.Person, d.Account)
				wantNoNamesake(t, pair, accounts, d.Account, c.Person)
			}
			wantNobodyRobbed(t, pair, roster, accounts, d.Account, c.Person)
		}
	}
}

func nameKey(p Person) string { return Fold(p.Last) + "|" + Fold(p.First) }

// wantNoNamesake fails if another row of p's list and of this year bears the
// names and could be other, to whom p is linked.
func wantNoNamesake(t *testing.T, pair string, rows []Person, p, other Person) {
	for _, o := range rows {
		if o.ID != "" && canonicalID(o.ID) == canonicalID(p.ID) {
			if nameKey(o) != nameKey(p) {
				t.Errorf("%s: the identifier stands on rows of other names", pair)
			}
			continue
		}
		apart := kindOf(o.Profiles)&kindOf(other.Profiles) == 0 && kindOf(o.Profiles) != 0 && kindOf(other.Profiles) != 0
		if !o.Stale && !apart && nameKey(o) == nameKey(p) {
			t.Errorf("%s: linked on names beside a namesake, %q", pair, o.ID)
		}
	}
}

// wantNobodyRobbed fails if the link takes an identifier away.
func wantNobodyRobbed(t *testing.T, pair string, roster, accounts []Person, a, r Person) {
	for _, o := range accounts {
		same := canonicalID(o.ID) == canonicalID(a.ID) && a.ID != ""
		if !same && canonicalID(o.Prior) == canonicalID(r.ID) {
			t.Errorf("%s: %s bears that identifier", pair, o.ID)
		}
		if same && o.Prior != "" && canonicalID(o.Prior) != canonicalID(r.ID) {
			for _, x := range roster {
				if canonicalID(x.ID) == canonicalID(o.Prior) && !x.Stale {
					t.Errorf("%s: replaces %s, which is in the roster", pair, o.Prior)
				}
			}
		}
	}
}

// related reports whether a child, a guardian or a partner of the account is linked
// to one of the person. A row of another year stands for this year's of the same
// names, whom her guardians may still name by it.
func related(roster, accounts []Person, links map[string]string, account, person string) bool {
	same := func(rows []Person, id string) (ids []string) {
		ids = append(ids, id)
		for _, p := range rows {
			for _, o := range rows {
				if p.Stale != o.Stale && nameKey(p) == nameKey(o) && canonicalID(p.ID) == id {
					ids = append(ids, canonicalID(o.ID))
				}
			}
		}
		return ids
	}
	of := func(rows []Person, id string) (children, guardians []string) {
		for _, p := range rows {
			for _, c := range p.Children {
				if canonicalID(p.ID) == id {
					children = append(children, same(rows, canonicalID(c))...)
				}
				if slices.Contains(same(rows, canonicalID(c)), id) {
					guardians = append(guardians, canonicalID(p.ID))
				}
			}
		}
		return children, guardians
	}
	meet := func(as, rs []string) bool {
		return slices.ContainsFunc(as, func(a string) bool { return links[a] != "" && slices.Contains(rs, links[a]) })
	}
	partners := func(rows []Person, id string, children []string) (partners []string) {
		for _, c := range children {
			_, guardians := of(rows, c)
			partners = append(partners, slices.DeleteFunc(guardians, func(g string) bool { return g == id })...)
		}
		return partners
	}
	ac, ag := of(accounts, account)
	rc, rg := of(roster, person)
	return meet(ac, rc) || meet(ag, rg) || meet(partners(accounts, account, ac), partners(roster, person, rc))
}
