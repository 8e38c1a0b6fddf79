package join

import "testing"

// A no-break space is a letter that SACoche's own lists have lost, and in no other's;
// and a letter of a name is none that was lost, whichever stands for those.
func TestCellsOfOtherListsLoseNothing(t *testing.T) {
	cells, lost, err := Cells([]byte("id;nom;prenom\n1;NGUYEN\u00a0VAN;Lan\n2;" + lostLetter + "EO;Tom\n"))
	if err != nil || len(cells) != 2 || len(lost) != 0 {
		t.Errorf("%d accounts, lost %v, error %v; want two whole ones", len(cells), lost, err)
	}
}
