package job

import (
	"context"

	"github.com/entlink/entlink/examples/connector/join"
)

// A standing is an account and whose it is for sign-ins so far, as the run before
// has it, by their numbers. One of them is outside where the files do not have it.
type standing struct{ account, person int32 }

const outside = -1

// stands notes what sign-ins go by. links gives an identifier by the account.
func (j *Job) stands(ctx context.Context, links func(ctx context.Context, school string) (map[string]string, error)) error {
	owners, err := links(ctx, j.School)
	if err != nil || len(owners) == 0 {
		return err
	}
	people := make(map[string]int32, len(j.roster.number))
	for id, n := range j.roster.number {
		people[join.Identifier(id)] = n
	}
	for account, person := range owners {
		one := standing{outside, outside}
		if n, ok := j.account(account); ok {
			one.account = n
		}
		if n, ok := people[person]; ok {
			one.person = n
		}
		if one.account != outside || one.person != outside {
			j.standing = append(j.standing, one)
		}
	}
	return nil
}

// countStanding counts the links of sign-ins that the decisions speak of, and those
// that would not stand any more.
func (s *State) countStanding() (standing, parted int) {
	for _, l := range s.standing {
		switch {
		case l.account != outside:
			standing++
			if l.person == outside || s.owner[l.account] != l.person {
				parted++
			}
		case s.holder[l.person] >= 0: // she has another account now
			standing++
			parted++
		}
	}
	return standing, parted
}
