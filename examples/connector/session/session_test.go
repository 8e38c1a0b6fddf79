package session

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/sessiontest"
	"github.com/entlink/entlink/examples/connector/servertest"
	"github.com/entlink/entlink/examples/connector/store"
)

// conform tests casclient's sessions in a store; open opens an empty one each
// time.
func conform(t *testing.T, open func() scs.CtxStore) {
	t.Helper()
	if err := sessiontest.TestSessions(func() casclient.Sessions { return CAS(open()) }); err != nil {
		t.Error(err)
	}
}

func TestMemory(t *testing.T) { conform(t, Memory) }

// apart is a part of a store of its own: a server is started once.
type apart struct {
	scs.CtxStore
	name string
}

func (a apart) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	return a.CtxStore.FindCtx(ctx, a.name+token)
}

func (a apart) CommitCtx(ctx context.Context, token string, b []byte, ends time.Time) error {
	return a.CtxStore.CommitCtx(ctx, a.name+token, b, ends)
}

func (a apart) DeleteCtx(ctx context.Context, token string) error {
	return a.CtxStore.DeleteCtx(ctx, a.name+token)
}

// parts makes parts of a store.
func parts(s scs.CtxStore) func() scs.CtxStore {
	n := 0
	return func() scs.CtxStore {
		n++
		return apart{s, fmt.Sprint(n, " ")}
	}
}

func TestSQLite(t *testing.T) {
	s, err := store.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "d"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	conform(t, parts(s.Sessions()))
}

func TestPostgres(t *testing.T) {
	s, err := store.OpenPostgres(t.Context(), servertest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	conform(t, parts(s.Sessions()))
}

func TestRedis(t *testing.T) {
	s, err := Redis(t.Context(), servertest.Redis(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	conform(t, parts(s))
	if err := s.CommitCtx(t.Context(), "over", []byte("x"), time.Now().Add(-time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Find("over"); ok || err != nil {
		t.Errorf("an entry that was over when it came: %v, %v", ok, err)
	}
	if err := errors.Join(s.Commit("k", []byte("v"), time.Now().Add(time.Hour)), s.Delete("k")); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Find("k"); ok || err != nil {
		t.Errorf("an entry that was deleted: %v, %v", ok, err)
	}
}

func TestErrorsDoNotTellThePassword(t *testing.T) {
	for _, url := range []string{"redis://:hunter2@host:port/0", "http://:hunter2@h/0", "redis://:hunter2@127.0.0.1:1/0"} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		_, err := Redis(ctx, url)
		cancel()
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
		}
	}
}

// A logout message may come while the session that it is about is being made.
func TestALogoutThatComesFirstCounts(t *testing.T) {
	s := CAS(Memory())
	now := time.Now()
	begin := func(id string) {
		t.Helper()
		err := s.Create(t.Context(), casclient.Session{ID: id, Ticket: "t", Created: now, Seen: now, Expires: now.Add(time.Hour), IdleTimeout: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
	}
	begin("arrival")
	if err := s.DeleteTicket(t.Context(), "t"); err != nil {
		t.Fatal(err)
	}
	begin("session") // of the same ticket, by a process that knows nothing of the message
	if _, ok, err := s.Find(t.Context(), "arrival", now); ok || err != nil {
		t.Errorf("what a logout ended is there again: %v, %v", ok, err)
	}
}

func TestCookieKeys(t *testing.T) {
	a, b := CookieKey([]byte("secret")), CookieKey([]byte("another"))
	if len(a) < 32 || bytes.Equal(a, b) || !bytes.Equal(a, CookieKey([]byte("secret"))) {
		t.Errorf("keys %x and %x", a, b)
	}
}
