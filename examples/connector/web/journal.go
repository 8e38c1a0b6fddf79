package web

import (
	"net/http"
	"strconv"

	"github.com/entlink/entlink/examples/connector/store"
)

// journalView is the page of the audit trail.
type journalView struct {
	Events  []store.Event
	Page    int // from 0, the newest
	HasNext bool
}

// perJournal is how many events a page has.
const perJournal = 200

// Newer is the page of the events after.
func (v journalView) Newer() string { return strconv.Itoa(v.Page - 1) }

// Older is the page of the events before.
func (v journalView) Older() string { return strconv.Itoa(v.Page + 1) }

// journalPage shows the audit trail.
func (s *Site) journalPage(w http.ResponseWriter, r *http.Request) error {
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	v := journalView{Page: min(max(page, 0), 1<<20)}
	var err error
	if v.Events, err = s.store.Events(r.Context(), v.Page*perJournal, perJournal+1); err != nil {
		return err
	}
	if v.HasNext = len(v.Events) > perJournal; v.HasNext {
		v.Events = v.Events[:perJournal]
	}
	p := s.page(r, "journal", "journal")
	p.Body = v
	s.show(w, http.StatusOK, "journal", p)
	return nil
}
