package matcher

// ownership is who was decided to own which account, by canonical IDs.
type ownership struct {
	owner map[string]string // by account
	owns  map[string]bool   // people who own some account
}

// ownersOf reads decisions, in which an account that is not Linked is nobody's.
func ownersOf(decisions []Decision) ownership {
	d := ownership{owner: map[string]string{}, owns: map[string]bool{}}
	for i := range decisions {
		if decisions[i].Status == Linked {
			p := canonicalID(decisions[i].Candidates[0].Person.ID)
			d.owner[canonicalID(decisions[i].Account.ID)], d.owns[p] = p, true
		}
	}
	return d
}

// verdict compares an account that a person is given with what was decided.
func (d ownership) verdict(person, account string) Verdict {
	who := canonicalID(person)
	switch has := d.owner[canonicalID(account)]; {
	case has == who && who != "":
		return Right
	case has != "" || d.owns[who]:
		return Wrong
	}
	return Undecided
}
