package matcher

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestLedgerApply(t *testing.T) {
	confirm := func(account, person string) func(*Ledger) error {
		return func(l *Ledger) error {
			d := two()
			d.Account.ID = account
			return l.Confirm(d, person, someDay)
		}
	}
	refuseLink := func(account, person string) func(*Ledger) error {
		return func(l *Ledger) error { return l.Refuse(linkedPair(account, person), someDay, person) }
	}
	bearing := func(account, person string) Decision {
		d := linkedPair(account, person)
		d.Account.Prior = person
		return d
	}
	refuse := func(people ...string) func(*Ledger) error {
		return func(l *Ledger) error { return l.Refuse(two(), someDay, people...) }
	}
	reviewOf := func(account string) Decision {
		d := two()
		d.Account.ID = account
		return d
	}
	reviewWith := func(account string, f func(d *Decision)) Decision {
		d := reviewOf(account)
		f(&d)
		return d
	}
	refuseAll := func(account string) func(*Ledger) error {
		return func(l *Ledger) error { return l.Refuse(reviewOf(account), someDay, "g1", "g2") }
	}
	confirmWith := func(person string, f func(*Decision)) func(*Ledger) error {
		return func(l *Ledger) error {
			d := two()
			f(&d)
			return l.Confirm(d, person, someDay)
		}
	}
	classes := func(account, person string) func(*Decision) {
		return func(d *Decision) {
			d.Account.Classes, d.Candidates[1].Person.Classes = []string{account}, []string{person}
		}
	}
	teaching := func(d *Decision) {
		d.Account.Profiles, d.Candidates[1].Person.Profiles = []string{Teacher}, []string{Teacher}
	}
	changed := func(f func(*Decision)) []Decision {
		d := two()
		f(&d)
		return []Decision{d}
	}
	for _, tt := range []struct {
		why       string
		said      []func(*Ledger) error
		decisions []Decision
		want      string // account, status, candidates and first cause of each decision; newcomers
		done      Applied
	}{
		{"nothing said", nil, []Decision{two()}, "12 review g1,g2 homonyms-in-roster", Applied{}},
		{"one confirmed", []func(*Ledger) error{confirm("12", "g2")}, []Decision{two()}, "12 linked g2; new g1", Applied{Linked: 1}},
		{"confirmed, and then another", []func(*Ledger) error{confirm("12", "g1"), confirm("12", "g2")}, []Decision{two()}, "12 linked g2; new g1", Applied{Linked: 1}},
		{"one refused", []func(*Ledger) error{refuse("g1")}, []Decision{two()}, "12 review g2 homonyms-in-roster; new g1", Applied{}},
		{"all refused", []func(*Ledger) error{refuse("g1", "g2")}, []Decision{two()}, "12 absent person-refused; new g1,g2", Applied{Absent: 1}},
		{"refused, and then confirmed", []func(*Ledger) error{refuse("g1"), confirm("12", "g1")}, []Decision{two()}, "12 linked g1; new g2", Applied{Linked: 1}},
		{"identifiers in other letters", []func(*Ledger) error{confirm("12", "g2")},
			changed(func(d *Decision) { d.Candidates[1].Person.ID = " G2" }), "12 linked  G2; new g1", Applied{Linked: 1}},

		{"two accounts' reviews, of which all were refused", []func(*Ledger) error{refuse("g1", "g2"), refuseAll("13")},
			[]Decision{two(), reviewOf("13")}, "12 absent person-refused, 13 absent person-refused; new g1,g2", Applied{Absent: 2}},
		{"who has no identifier is no newcomer", []func(*Ledger) error{confirm("12", "g2")}, changed(func(d *Decision) { d.Candidates[0].Person.ID = "" }),
			"12 linked g2", Applied{Linked: 1}},
		{"one refused of a list that was cut", []func(*Ledger) error{refuse("g1")}, changed(func(d *Decision) { d.Unlisted = 3 }), "12 review g2 homonyms-in-roster; new g1", Applied{}},
		{"another account's review that lists who was confirmed", []func(*Ledger) error{confirm("12", "g2")}, []Decision{two(), reviewOf("13")},
			"12 linked g2, 13 review g1,g2 homonyms-in-roster", Applied{Linked: 1}},
		{"accounts whose candidates all have others, as was said", []func(*Ledger) error{confirm("12", "g2"), confirm("13", "g1")},
			[]Decision{two(), reviewOf("13"), reviewOf("14")}, "12 linked g2, 13 linked g1, 14 absent other-account", Applied{Linked: 2, Absent: 1}},
		{"so they are once the others bear what was imported", []func(*Ledger) error{confirm("12", "g2"), confirm("13", "g1")},
			[]Decision{bearing("12", "g2"), bearing("13", "g1"), reviewOf("14")}, "12 linked g2, 13 linked g1, 14 absent other-account", Applied{Absent: 1}},
		{"one of another school", []func(*Ledger) error{confirm("12", "g2"), confirm("13", "g1")},
			[]Decision{two(), reviewOf("13"), reviewWith("14", func(d *Decision) { d.Account.Schools = []string{"2B"} })}, "12 linked g2, 13 linked g1, 14 review g1,g2 homonyms-in-roster", Applied{Linked: 2}},
		{"one that bears an identifier", []func(*Ledger) error{confirm("12", "g2"), confirm("13", "g1")},
			[]Decision{two(), reviewOf("13"), reviewWith("14", func(d *Decision) { d.Account.Prior = "g2" })}, "12 linked g2, 13 linked g1, 14 review g1,g2 homonyms-in-roster", Applied{Linked: 2}},
		{"one with candidates who are not listed", []func(*Ledger) error{confirm("12", "g2"), confirm("13", "g1")},
			[]Decision{two(), reviewOf("13"), reviewWith("14", func(d *Decision) { d.Unlisted = 1 })}, "12 linked g2, 13 linked g1, 14 review g1,g2 homonyms-in-roster", Applied{Linked: 2}},
		{"one whose names so many bear that not all were compared", []func(*Ledger) error{confirm("12", "g2"), confirm("13", "g1")},
			[]Decision{two(), reviewOf("13"), reviewWith("14", func(d *Decision) { d.Candidates[0].Reasons = []Reason{NamesEqual, Crowd} })},
			"12 linked g2, 13 linked g1, 14 review g1,g2 homonyms-in-roster", Applied{Linked: 2}},
		{"one of which something was said that counts no more", []func(*Ledger) error{confirm("12", "g2"), confirm("13", "g1"), refuseAll("14")},
			[]Decision{two(), reviewOf("13"), reviewWith("14", func(d *Decision) { d.Account.Last = "Autre" })}, "12 linked g2, 13 linked g1, 14 review g1,g2 homonyms-in-roster", Applied{Linked: 2, Reopened: 1}},
		{"one whose candidate has the other by the evidence alone", nil,
			[]Decision{linkedPair("12", "g1"), linkedPair("13", "g2"), reviewOf("14")}, "12 linked g1, 13 linked g2, 14 review g1,g2 homonyms-in-roster", Applied{}},
		{"two accounts that the evidence links to one person, and nobody spoke of", []func(*Ledger) error{confirm("14", "g2")},
			[]Decision{linkedPair("12", "g1"), linkedPair("13", "g1")}, "12 linked g1, 13 linked g1", Applied{}},
		{"two links to a person of whom another account was confirmed", []func(*Ledger) error{confirm("12", "g2")}, []Decision{two(), linkedPair("13", "g2"), linkedPair("14", "g2")},
			"12 review g1,g2 person-disagrees, 13 review g2 person-disagrees, 14 review g2 person-disagrees", Applied{Disputed: 3}},

		{"names only re-spelt", []func(*Ledger) error{confirm("12", "g2")},
			changed(func(d *Decision) {
				d.Candidates[1].Person.First = "ZOE"
				d.Candidates[1].Person.Classes = []string{"5e B"}
			}), "12 linked g2; new g1", Applied{Linked: 1}},
		{"a name changed", []func(*Ledger) error{confirm("12", "g2")},
			changed(func(d *Decision) { d.Account.First = "Zelda" }), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"a birth date came", []func(*Ledger) error{confirm("12", "g2")},
			changed(func(d *Decision) { d.Candidates[1].Person.Born = "2013-02-03" }), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"a birth date came to one who was refused", []func(*Ledger) error{refuse("g1", "g2")},
			changed(func(d *Decision) { d.Candidates[1].Person.Born = "2013-02-03" }), "12 review g2 homonyms-in-roster; new g1", Applied{Reopened: 1}},
		{"the person moved to another school", []func(*Ledger) error{confirm("12", "g2")},
			changed(func(d *Decision) { d.Candidates[1].Person.Schools = []string{"0750002B"} }), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"the account's school came, and is another", []func(*Ledger) error{confirmWith("g2", func(d *Decision) { d.Account.Schools = nil })},
			changed(func(d *Decision) { d.Account.Schools = []string{"0750002B"} }), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"the person's school came, and is another", []func(*Ledger) error{confirmWith("g2", func(d *Decision) { d.Candidates[1].Person.Schools = nil })},
			changed(func(d *Decision) { d.Candidates[1].Person.Schools = []string{"0750002B"} }), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"profiles in another order", []func(*Ledger) error{confirmWith("g2", func(d *Decision) { d.Account.Profiles = []string{Guardian, Teacher} })},
			changed(func(d *Decision) { d.Account.Profiles = []string{Teacher, Guardian} }), "12 linked g2; new g1", Applied{Linked: 1}},
		{"refused, and then the account got that identifier", []func(*Ledger) error{refuse("g1", "g2")},
			changed(func(d *Decision) { d.Account.Prior = "g1" }), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"the account lost the identifier that it bore", []func(*Ledger) error{confirmWith("g2", func(d *Decision) { d.Account.Prior = "g9" })}, []Decision{two()},
			"12 linked g2; new g1", Applied{Linked: 1}},
		{"a school more", []func(*Ledger) error{confirm("12", "g2")},
			changed(func(d *Decision) { d.Candidates[1].Person.Schools = []string{"0750002B", "0750001A"} }), "12 linked g2; new g1", Applied{Linked: 1}},
		{"the account got the identifier meanwhile", []func(*Ledger) error{confirm("12", "g2")},
			changed(func(d *Decision) { d.Account.Prior = "G2" }), "12 linked g2; new g1", Applied{Linked: 1}},
		{"the account got another's identifier meanwhile", []func(*Ledger) error{confirm("12", "g2")},
			changed(func(d *Decision) { d.Account.Prior = "g1" }), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"the account bore another's identifier then and now", []func(*Ledger) error{func(l *Ledger) error {
			d := two()
			d.Account.Prior = "g9"
			return l.Confirm(d, "g2", someDay)
		}}, changed(func(d *Decision) { d.Account.Prior = "g9" }), "12 linked g2; new g1", Applied{Linked: 1}},

		{"an account given again to one of another school", []func(*Ledger) error{confirm("12", "g2")},
			changed(func(d *Decision) {
				d.Account.Schools = []string{"0750002B"}
				d.Candidates[1].Person.Schools = []string{"0750001A", "0750002B"}
			}), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"an account given again to one of other children", []func(*Ledger) error{confirmWith("g2", func(d *Decision) { d.Account.Children = []string{"c1", "c2"} })},
			changed(func(d *Decision) { d.Account.Children = []string{"c3"} }), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"an elder child left and a younger came", []func(*Ledger) error{confirmWith("g2", func(d *Decision) { d.Account.Children = []string{"c1", "c2"} })},
			changed(func(d *Decision) { d.Account.Children = []string{"C2", "c3"} }), "12 linked g2; new g1", Applied{Linked: 1}},
		{"children came", []func(*Ledger) error{confirm("12", "g2")}, changed(func(d *Decision) { d.Account.Children = []string{"c3"} }), "12 linked g2; new g1", Applied{Linked: 1}},
		{"children are told no more", []func(*Ledger) error{confirmWith("g2", func(d *Decision) { d.Account.Children = []string{"c1"} })}, []Decision{two()}, "12 linked g2; new g1", Applied{Linked: 1}},
		{"classes came", []func(*Ledger) error{confirm("12", "g2")}, changed(classes("3e B", "6e A")), "12 linked g2; new g1", Applied{Linked: 1}},
		{"classes are told no more", []func(*Ledger) error{confirmWith("g2", classes("3e B", "6e A"))}, []Decision{two()}, "12 linked g2; new g1", Applied{Linked: 1}},
		{"a class that was a year ahead and is a year behind", []func(*Ledger) error{confirmWith("g2", classes("5e A", "6e A"))},
			changed(classes("6e A", "5e A")), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"the ENT has not rolled its classes over", []func(*Ledger) error{confirmWith("g2", classes("6e A", "6e A"))},
			changed(classes("5e A", "6e A")), "12 linked g2; new g1", Applied{Linked: 1}},
		{"an account given again to one of a class far off", []func(*Ledger) error{confirmWith("g2", classes("6e A", "6e A"))},
			changed(classes("3e B", "5e A")), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"both went up", []func(*Ledger) error{confirmWith("g2", classes("6e A", "6e A"))},
			changed(classes("5e B", "5e A")), "12 linked g2; new g1", Applied{Linked: 1}},
		{"an account given again to one of a class as far off the other way", []func(*Ledger) error{confirmWith("g2", classes("6e A", "6e A"))},
			changed(classes("5e B", "3e A")), "12 review g1,g2 homonyms-in-roster", Applied{Reopened: 1}},
		{"a teacher has other classes each year", []func(*Ledger) error{confirmWith("g2", func(d *Decision) { teaching(d); classes("6e A", "6e A")(d) })},
			changed(func(d *Decision) { teaching(d); classes("3e B", "5e A")(d) }), "12 linked g2; new g1", Applied{Linked: 1}},
		{"the application has not rolled its classes over", []func(*Ledger) error{confirmWith("g2", classes("6e A", "6e A"))},
			changed(classes("6e A", "5e A")), "12 linked g2; new g1", Applied{Linked: 1}},

		{"a link that was refused", []func(*Ledger) error{refuse("g1")}, []Decision{linkedPair("12", "g1")}, "12 review g1 person-refused", Applied{Disputed: 1}},
		{"a link to another than who was refused", []func(*Ledger) error{refuse("g1")}, []Decision{linkedPair("12", "g2")}, "12 linked g2", Applied{}},
		{"a link to a person of whom another account was confirmed before what was seen changed", []func(*Ledger) error{confirm("12", "g2")},
			append(changed(func(d *Decision) { d.Account.First = "Zelda" }), linkedPair("13", "g2")), "12 review g1,g2 homonyms-in-roster, 13 linked g2", Applied{Reopened: 1}},
		{"one of a crowd refused, who are not all listed", []func(*Ledger) error{refuse("g1")},
			changed(func(d *Decision) { d.Candidates[0].Reasons = append(d.Candidates[0].Reasons, Crowd) }), "12 review g1,g2 homonyms-in-roster", Applied{}},
		{"a row of another year refused, and this year's", []func(*Ledger) error{func(l *Ledger) error {
			d := two()
			d.Candidates[1].Person.Stale = true
			return l.Refuse(d, someDay, "g1", "g2")
		}}, changed(func(d *Decision) { d.Candidates[1].Person.Stale = true }), "12 absent person-refused; new g1; stale g2", Applied{Absent: 1}},
		{"a link of an account that was confirmed to be another's", []func(*Ledger) error{confirm("12", "g2")}, []Decision{linkedPair("12", "g1")},
			"12 review g1 person-disagrees", Applied{Disputed: 1}},
		{"a link to a person of whom another account was confirmed", []func(*Ledger) error{confirm("12", "g2")}, []Decision{two(), linkedPair("13", "g2")},
			"12 review g1,g2 person-disagrees, 13 review g2 person-disagrees", Applied{Disputed: 2}},
		{"a link to a person of whom another account was confirmed, and which was refused", []func(*Ledger) error{confirm("12", "g2"), refuseLink("13", "g2")},
			[]Decision{two(), linkedPair("13", "g2")}, "12 linked g2, 13 absent other-account; new g1", Applied{Linked: 1, Absent: 1}},
		{"such a link of an account that bears an identifier", []func(*Ledger) error{confirm("12", "g2"), func(l *Ledger) error { return l.Refuse(bearing("13", "g2"), someDay, "g2") }},
			[]Decision{two(), bearing("13", "g2")}, "12 linked g2, 13 review g2 person-refused; new g1", Applied{Linked: 1, Disputed: 1}},
		{"such a link to a person who has the other account by the evidence alone", []func(*Ledger) error{refuseLink("13", "g2")},
			[]Decision{linkedPair("12", "g2"), linkedPair("13", "g2")}, "12 linked g2, 13 review g2 person-refused", Applied{Disputed: 1}},
		{"a link that was refused before what was seen changed", []func(*Ledger) error{confirm("12", "g2"), refuseLink("13", "g2")},
			[]Decision{two(), func() Decision { d := linkedPair("13", "g2"); d.Account.First = "Zelda"; return d }()},
			"12 review g1,g2 person-disagrees, 13 review g2 person-refused", Applied{Disputed: 2, Reopened: 1}},
		{"a link of another school's account to a person of whom an account was confirmed", []func(*Ledger) error{confirm("12", "g2")},
			[]Decision{two(), func() Decision { d := linkedPair("13", "g2"); d.Account.Schools = []string{"0750002B"}; return d }()},
			"12 linked g2, 13 linked g2; new g1", Applied{Linked: 1}},
		{"a link of an account of no known school to a person of whom an account was confirmed", []func(*Ledger) error{confirm("12", "g2")},
			[]Decision{two(), func() Decision { d := linkedPair("13", "g2"); d.Account.Schools = nil; return d }()},
			"12 review g1,g2 person-disagrees, 13 review g2 person-disagrees", Applied{Disputed: 2}},
		{"two accounts confirmed to be one person's", []func(*Ledger) error{confirm("12", "g2"), confirm("13", "g2")},
			[]Decision{two(), func() Decision { d := two(); d.Account.ID = "13"; return d }()},
			"12 review g1,g2 person-disagrees, 13 review g1,g2 person-disagrees", Applied{Disputed: 2}},
		{"an account that nobody may own any more", []func(*Ledger) error{confirm("12", "g2")},
			changed(func(d *Decision) { d.Status, d.Candidates, d.Causes = Absent, nil, nil }), "12 absent", Applied{}},
	} {
		l := &Ledger{}
		for _, say := range tt.said {
			if err := say(l); err != nil {
				t.Fatalf("%s: %v", tt.why, err)
			}
		}
		r := &Result{Decisions: tt.decisions}
		done := l.Apply(r)
		if got := inShort(r); got != tt.want || done != tt.done {
			t.Errorf("%s:\n%s, %+v\nwant\n%s, %+v", tt.why, got, done, tt.want, tt.done)
		}
		once := fmt.Sprintf("%+v", r)
		if again := l.Apply(r); fmt.Sprintf("%+v", r) != once || again.Linked+again.Absent > 0 {
			t.Errorf("%s, applied twice: %+v\n%+v\nwant\n%s", tt.why, again, r, once)
		}
		for _, d := range r.Decisions {
			if d.Status == Review && len(d.Causes) == 0 || d.Status == Linked && len(d.Candidates[0].Reasons) == 0 {
				t.Errorf("%s: account %s is %v without a reason", tt.why, d.Account.ID, d.Status)
			}
			if tt.done.Linked > 0 && d.Account.ID == "12" && !slices.Contains(d.Candidates[0].Reasons, PersonConfirmed) {
				t.Errorf("%s: linked for %v, want %s among them", tt.why, d.Candidates[0].Reasons, PersonConfirmed)
			}
		}
	}
}

// inShort words a result.
func inShort(r *Result) string {
	var all []string
	for _, d := range r.Decisions {
		var people []string
		for _, c := range d.Candidates {
			people = append(people, c.Person.ID)
		}
		s := strings.TrimSpace(fmt.Sprint(d.Account.ID, " ", d.Status, " ", strings.Join(people, ",")))
		if len(d.Causes) > 0 {
			s += " " + string(d.Causes[0])
		}
		all = append(all, s)
	}
	s := strings.Join(all, ", ")
	var fresh []string
	for _, p := range r.Newcomers {
		fresh = append(fresh, p.ID)
	}
	if fresh != nil {
		s += "; new " + strings.Join(fresh, ",")
	}
	for _, p := range r.Stale {
		s += "; stale " + p.ID
	}
	return s
}

// A link that was refused is a review, and settled by what is said later of the other
// account, which counts as settled and takes back no dispute of the run before.
func TestLedgerAppliedAsMoreIsSaid(t *testing.T) {
	l, other := &Ledger{}, linkedPair("13", "g1")
	other.Account.Prior = ""
	r := &Result{Decisions: []Decision{two(), other}}
	if err := l.Refuse(other, someDay, "g1"); err != nil {
		t.Fatal(err)
	}
	if got, want := l.Apply(r), (Applied{Disputed: 1}); got != want {
		t.Errorf("the link refused: %+v, want %+v", got, want)
	}
	if err := l.Confirm(two(), "g1", someDay); err != nil {
		t.Fatal(err)
	}
	if got, want := l.Apply(r), (Applied{Linked: 1, Absent: 1}); got != want {
		t.Errorf("the other account confirmed: %+v, want %+v", got, want)
	}
}

// A second run on its own output changes nothing: whatever a person decided about the made school, after the import of
// the decided identifiers the same people stand at the same accounts, and nothing is asked again.
func TestLedgerSecondRun(t *testing.T) {
	roster, accounts := schoolLists(t)
	l := &Ledger{}
	r := Link(roster, accounts, nil)
	taken := map[string]bool{}
	for _, d := range r.Decisions {
		if d.Status == Linked {
			taken[d.Candidates[0].Person.ID] = true
		}
	}
	for _, d := range r.Decisions { // somebody looks at each review: the first candidate who is free, or nobody
		if d.Status != Review {
			continue
		}
		i := slices.IndexFunc(d.Candidates, func(c Candidate) bool { return c.Person.ID != "" && !taken[c.Person.ID] })
		var err error
		if i >= 0 {
			taken[d.Candidates[i].Person.ID] = true
			err = l.Confirm(d, d.Candidates[i].Person.ID, someDay)
		} else {
			for _, c := range d.Candidates {
				err = errors.Join(err, l.Refuse(d, someDay, c.Person.ID))
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	l.Apply(r)
	owner := map[string]string{}
	for _, d := range r.Decisions {
		if d.Status == Linked {
			owner[d.Account.ID] = d.Candidates[0].Person.ID
		}
	}
	before := inShort(r)
	for i := range accounts { // the import
		if id := owner[accounts[i].ID]; id != "" {
			accounts[i].Prior = id
		}
	}
	again := Link(roster, accounts, nil)
	done := l.Apply(again)
	if done.Reopened != 0 || done.Disputed != 0 {
		t.Errorf("the second run opened questions again: %+v", done)
	}
	for _, d := range again.Decisions {
		var id string
		if d.Status == Linked {
			id = d.Candidates[0].Person.ID
		}
		if id != owner[d.Account.ID] {
			t.Errorf("account %s: %v %q, was %q", d.Account.ID, d.Status, id, owner[d.Account.ID])
		}
	}
	third := Link(roster, accounts, nil)
	l.Apply(third)
	if inShort(third) != inShort(again) || before == "" {
		t.Error("a third run differs from the second")
	}
}
