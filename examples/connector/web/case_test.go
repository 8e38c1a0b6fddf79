package web

import (
	"testing"

	"github.com/entlink/entlink/matcher"
)

// TestWhatTheEvidenceCallsTheSameIsNotMarked has a class and a family written in two
// ways.
func TestWhatTheEvidenceCallsTheSameIsNotMarked(t *testing.T) {
	rows := func() (rows side) {
		rows.add("first", "Noé", "Noé, Louis", true)
		rows.add("class", "6E2", "602", false)
		rows.add("family", "ARDOL Béatrice", "ARDOL Béatrice ; ARDOL Éric", false)
		return rows
	}
	for _, tt := range []struct {
		why     string
		reasons []matcher.Reason
		want    [3]bool
	}{
		{"nothing is known to be the same", nil, [3]bool{true, true, true}},
		{"the class is", []matcher.Reason{matcher.NamesNear, matcher.ClassSame}, [3]bool{true, false, true}},
		{"class and family are", []matcher.Reason{matcher.FamilySame, matcher.ClassSame}, [3]bool{true, false, false}},
	} {
		var got [3]bool
		for i, row := range agreed(rows(), tt.reasons) {
			got[i] = row.Differs
		}
		if got != tt.want {
			t.Errorf("%s: marked %v, want %v", tt.why, got, tt.want)
		}
	}
}
