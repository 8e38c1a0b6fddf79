package store

import (
	"errors"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/servertest"
)

func TestPostgres(t *testing.T) {
	url := servertest.Postgres(t)
	open := func(t *testing.T) Store {
		s, err := OpenPostgres(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	}
	t.Run("several that start at once", func(t *testing.T) {
		results := make(chan error)
		for range 4 {
			go func() {
				s, err := OpenPostgres(t.Context(), url)
				if err == nil {
					err = s.Close()
				}
				results <- err
			}()
		}
		for range 4 {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
	})
	t.Run("runs", func(t *testing.T) { conform(t, open) })
	t.Run("terms", func(t *testing.T) { conformTerms(t, open(t)) })
	t.Run("links", func(t *testing.T) { conformLinks(t, open(t)) })
	t.Run("many links", func(t *testing.T) { conformManyLinks(t, open(t)) })
	t.Run("sessions", func(t *testing.T) { conformSessions(t, open) })
}

func TestErrorsDoNotTellThePassword(t *testing.T) {
	for _, url := range []string{"postgres://x:hunter2@127.0.0.1:1/d?connect_timeout=1", "postgres://x:hunter2@host:port/d", "mysql://x:hunter2@h/d"} {
		_, err := OpenPostgres(t.Context(), url)
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
		}
		if bad := strings.Contains(url, "port/") || strings.HasPrefix(url, "mysql"); errors.Is(err, ErrURL) != bad {
			t.Errorf("%s: %v", url, err)
		}
	}
}
