package job

import (
	"errors"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/join"
)

// TestTheListsOfTwoSchoolsAreRefused has each of them count its accounts for itself.
func TestTheListsOfTwoSchoolsAreRefused(t *testing.T) {
	a, b := jobtest.New(60), jobtest.Another(60)
	ent := []*File{read(t, "ent.csv", a.Export())}
	_, err := New(t.Context(), ent, []*File{read(t, "a.csv", a.PupilList(nil)), read(t, "b.csv", b.PupilList(nil))}, nil)
	var c *join.CollisionError
	if !errors.As(err, &c) || c.Lists != [2]int{0, 1} {
		t.Errorf("error %v, want a collision of the lists", err)
	}
	if _, err := New(t.Context(), ent, []*File{read(t, "a.csv", a.PupilList(nil)), read(t, "c.csv", a.GuardianList(nil))}, nil); err != nil {
		t.Error(err)
	}
}
