package job

import (
	"slices"

	"github.com/entlink/entlink/matcher"
)

// A Series is exports that are given to the application's import one after the
// other, as it would take them.
type Series struct {
	Rows     [][]matcher.Row // by export; Run sets the Owners
	Accounts []matcher.Account
	// Owned tells the accounts that somebody was decided to own, by her identifier
	// as a row has it. She may have one in each of several schools.
	Owned   func(id string) []string
	Options *matcher.PredictOptions
}

// Run foresees the imports. after is what each account bears in the end.
func (s *Series) Run() (forecasts []*matcher.Forecast, after []string) {
	accounts := slices.Clone(s.Accounts)
	for _, rows := range s.Rows {
		s.own(rows, accounts)
		f := matcher.Predict(rows, accounts, s.Options)
		forecasts = append(forecasts, f)
		for i, id := range f.After {
			accounts[i].Prior = id
		}
	}
	for i := range accounts {
		after = append(after, accounts[i].Prior)
	}
	return forecasts, after
}

// own sets the owners of rows. What the import does with those whose people have
// several accounts, which depends on no other row, says which one is meant.
func (s *Series) own(rows []matcher.Row, accounts []matcher.Account) {
	var owned [][]string
	var at []int
	var some []matcher.Row
	for i := range rows {
		switch all := s.Owned(rows[i].ID); len(all) {
		case 0:
		case 1:
			rows[i].Owner = all[0]
		default:
			owned, at, some = append(owned, all), append(at, i), append(some, rows[i])
		}
	}
	if len(some) == 0 {
		return
	}
	for n, fate := range matcher.Predict(some, accounts, s.Options).Fates {
		rows[at[n]].Owner = OwnerOf(owned[n], fate, accounts)
	}
}

// OwnerOf is the account by which a row's fate is judged: of somebody's several
// accounts, in several schools, the one that the import finds will do. "" if she
// has none.
func OwnerOf(owned []string, fate matcher.Fate, accounts []matcher.Account) string {
	if fate.Account >= 0 && slices.Contains(owned, accounts[fate.Account].ID) {
		return accounts[fate.Account].ID
	}
	if len(owned) == 0 {
		return ""
	}
	return owned[0]
}
