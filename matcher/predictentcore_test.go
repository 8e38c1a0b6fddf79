package matcher

import "testing"

func TestPredictEntcore(t *testing.T) {
	pupil := func(id, last, first, born string) Person {
		return Person{ID: id, Last: last, First: first, Born: born, Profiles: []string{Pupil}}
	}
	mother := func(id, last, first string) Person {
		return Person{ID: id, Last: last, First: first, Profiles: []string{Guardian}}
	}
	linked := func(account, person string) Decision {
		return Decision{Account: Person{ID: account}, Status: Linked, Candidates: []Candidate{{Person: Person{ID: person}}}}
	}
	for _, tt := range []struct {
		why       string
		row       Person
		accounts  []Person
		decisions []Decision
		want      Fate
	}{
		{"accents, spaces, hyphens and apostrophes apart", mother("g", "Le Gôff-d'Arc", "Zoé"), []Person{mother("1", "LEGOFFDARC", "zoe")},
			[]Decision{linked("1", "G")}, Fate{Outcome: Changed, Account: 0, Verdict: Right}},
		{"a typographic apostrophe is a letter", mother("g", "D’Arc", "Zoé"), []Person{mother("1", "D'Arc", "Zoé")}, nil, Fate{Outcome: Unknown, Account: -1}},
		{"and so is œ", mother("g", "Lœuillet", "Zoé"), []Person{mother("1", "Loeuillet", "Zoé")}, nil, Fate{Outcome: Unknown, Account: -1}},
		{"another profile", mother("g", "Petit", "Zoé"), []Person{pupil("1", "Petit", "Zoé", "2013-02-03")}, nil, Fate{Outcome: Unknown, Account: -1}},
		{"two accounts", mother("g", "Petit", "Zoé"), []Person{mother("1", "Petit", "Zoé"), mother("2", "PETIT", "Zoe")}, nil, Fate{Outcome: Homonym, Account: -1}},
		{"a pupil by her birth date", pupil("g", "Petit", "Zoé", "2013-02-03"), []Person{pupil("1", "Petit", "Zoé", "2012-02-03"), pupil("2", "Petit", "Zoé", "2013-02-03")},
			[]Decision{linked("2", "g")}, Fate{Outcome: Changed, Account: 1, Verdict: Right}},
		{"a pupil without one is not looked for", pupil("g", "Petit", "Zoé", ""), []Person{pupil("1", "Petit", "Zoé", "")}, nil, Fate{Outcome: Skipped, Account: -1}},
		{"the account bears the identifier", func() Person { p := mother("G1", "Petit", "Zoé"); return p }(),
			[]Person{{ID: "1", Last: "Petit", First: "Zoé", Profiles: []string{Guardian}, Prior: "g1"}}, []Decision{linked("1", "g1")}, Fate{Outcome: Identical, Account: 0, Verdict: Right}},
		{"a namesake of another school is taken for her", mother("g", "Petit", "Zoé"), []Person{mother("1", "Petit", "Zoé")}, []Decision{linked("1", "h")},
			Fate{Outcome: Changed, Account: 0, Verdict: Wrong}},
		{"another account was decided to be hers", mother("g", "Petit", "Zoé"), []Person{mother("1", "Petit", "Zoé"), mother("2", "Petyt", "Zoé")}, []Decision{linked("2", "g")},
			Fate{Outcome: Changed, Account: 0, Verdict: Wrong}},
		{"nobody decided", mother("g", "Petit", "Zoé"), []Person{mother("1", "Petit", "Zoé")}, nil, Fate{Outcome: Changed, Account: 0, Verdict: Undecided}},
		{"who is only a candidate is nobody's", mother("g", "Petit", "Zoé"), []Person{mother("1", "Petit", "Zoé")},
			[]Decision{{Account: Person{ID: "1"}, Status: Review, Candidates: []Candidate{{Person: Person{ID: "g"}}}}}, Fate{Outcome: Changed, Account: 0, Verdict: Undecided}},
		{"a name that is only a dash", mother("g", "-", "Zoé"), []Person{mother("1", "-", "Zoé")}, nil, Fate{Outcome: Skipped, Account: -1}},
		{"no given name", mother("g", "Petit", ""), []Person{mother("1", "Petit", "")}, nil, Fate{Outcome: Skipped, Account: -1}},
		{"no identifier", mother("", "Petit", "Zoé"), []Person{mother("1", "Petit", "Zoé")}, []Decision{linked("2", "h")}, Fate{Outcome: Changed, Account: 0, Verdict: Undecided}},
		{"a teacher who is a guardian too, as her one account says", Person{ID: "g", Last: "Petit", First: "Zoé", Profiles: []string{Teacher, Guardian}},
			[]Person{{ID: "1", Last: "Petit", First: "Zoé", Profiles: []string{Guardian, Teacher}}}, nil, Fate{Outcome: Changed, Account: 0, Verdict: Undecided}},
		{"a profile in capitals", Person{ID: "g", Last: "Petit", First: "Zoé", Profiles: []string{" GUARDIAN "}}, []Person{mother("1", "Petit", "Zoé")}, nil,
			Fate{Outcome: Changed, Account: 0, Verdict: Undecided}},
		{"a profile that it doesn't know", Person{ID: "g", Last: "Petit", First: "Zoé", Profiles: []string{"visitor"}},
			[]Person{{ID: "1", Last: "Petit", First: "Zoé", Profiles: []string{"visitor"}}}, nil, Fate{Outcome: Skipped, Account: -1}},
		{"no profile", Person{ID: "g", Last: "Petit", First: "Zoé"}, []Person{mother("1", "Petit", "Zoé")}, nil, Fate{Outcome: Skipped, Account: -1}},
	} {
		if got := PredictEntcore([]Person{tt.row}, tt.accounts, tt.decisions)[0]; got != tt.want {
			t.Errorf("%s: %v of account %d, %v; want %v of %d, %v", tt.why, got.Outcome, got.Account, got.Verdict,
				tt.want.Outcome, tt.want.Account, tt.want.Verdict)
		}
	}
}

// What the rule does on the made school: it gives some of the accounts to nobody and a few to the wrong person.
func TestPredictEntcoreMadeSchool(t *testing.T) {
	roster, accounts := schoolLists(t)
	of := map[string]string{}
	for _, m := range readTable(t, "ecole_2k", "truth.csv") {
		of[m["id"]] = m["guid"]
	}
	right, wrong := 0, 0
	for i, f := range PredictEntcore(roster, accounts, nil) {
		if f.Account < 0 {
			continue
		}
		if of[accounts[f.Account].ID] == roster[i].ID {
			right++
		} else {
			wrong++
		}
	}
	t.Logf("entcore's rule: %d accounts to the right person, %d to another", right, wrong)
	if right < 1000 || wrong > 10 {
		t.Errorf("%d accounts to the right person and %d to another, of 1,874", right, wrong)
	}
}
