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
		if several := s.own(rows); several != nil {
			fates := matcher.Predict(rows, accounts, s.Options).Fates
			for i, owned := range several {
				rows[i].Owner = OwnerOf(owned, fates[i], accounts)
			}
		}
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

// own sets the owners of rows, and returns the accounts of those rows whose
// people have several.
func (s *Series) own(rows []matcher.Row) (several map[int][]string) {
	for i := range rows {
		owned := s.Owned(rows[i].ID)
		if len(owned) == 0 {
			continue
		}
		rows[i].Owner = owned[0]
		if len(owned) > 1 {
			if several == nil {
				several = map[int][]string{}
			}
			several[i] = owned
		}
	}
	return several
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
