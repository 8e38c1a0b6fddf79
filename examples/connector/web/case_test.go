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

func TestTheSentenceSaysWhatTells(t *testing.T) {
	near := []matcher.Reason{matcher.NamesNear, matcher.FirstPart, matcher.ProfileSame, matcher.SchoolSame}
	for _, tt := range []struct {
		why       string
		reasons   []matcher.Reason
		oneSchool bool
		want      string
	}{
		{"how names come near, in a school", near, true, "même premier prénom, même profil"},
		{"in a region", near, false, "même premier prénom, même profil, même établissement"},
		{"nothing says how", []matcher.Reason{matcher.NamesNear, matcher.BornSame}, true, "nom et prénom proches mais pas identiques, même date de naissance"},
		{"a school besides", []matcher.Reason{matcher.NamesEqual, matcher.SchoolOther}, true, "mêmes nom et prénom, autre établissement"},
	} {
		if got := matcher.Explain("fr", telling(tt.reasons, tt.oneSchool)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
		}
	}
}
