package main

import (
	"context"
	"errors"

	"github.com/alexedwards/scs/v2"
	"github.com/spf13/cobra"

	"github.com/entlink/entlink/examples/connector/session"
	"github.com/entlink/entlink/examples/connector/store"
)

// Keeping is where everything is kept: in a file of the data folder, unless a
// server is named.
type keeping struct {
	database string // URL of a PostgreSQL database
	sessions string // "database", also for "", "memory", or the URL of a Redis server
}

func (k *keeping) flags(cmd *cobra.Command, w words) {
	cmd.Flags().StringVar(&k.database, "database", "", w.say("keep-database"))
	cmd.Flags().StringVar(&k.sessions, "sessions", "", w.say("keep-sessions"))
}

// openStore opens the database. folder is the data folder, which files go
// through in any case.
func (k keeping) openStore(ctx context.Context, w words, dir string) (s store.Store, folder string, err error) {
	if k.database == "" {
		return openStore(ctx, w, dir)
	}
	if dir, err = dataFolder(w, dir); err != nil {
		return nil, "", err
	}
	switch err := store.Private(dir); {
	case errors.Is(err, store.ErrOpenFolder):
		return nil, "", errors.New(w.say("serve-open-folder", dir))
	case err != nil:
		return nil, "", errors.New(w.say("serve-bad-folder", dir, w.cause(err)))
	}
	s, err = store.OpenPostgres(ctx, k.database)
	switch {
	case err == nil:
		return s, dir, nil
	case errors.Is(err, store.ErrURL):
		return nil, "", usageError{errors.New(w.say("keep-bad-database"))}
	case errors.Is(err, store.ErrNewer):
		return nil, "", errors.New(w.say("keep-newer"))
	}
	return nil, "", errors.New(w.say("keep-no-database", err.Error()))
}

// openSessions opens what sessions are kept in; nil is the memory of this
// process. close is never nil.
func (k keeping) openSessions(ctx context.Context, w words, s store.Store) (kept scs.CtxStore, close func() error, err error) {
	none := func() error { return nil }
	switch k.sessions {
	case "", "database":
		return s.Sessions(), none, nil
	case "memory":
		return nil, none, nil
	}
	redis, err := session.Redis(ctx, k.sessions)
	switch {
	case errors.Is(err, session.ErrURL):
		return nil, none, usageError{errors.New(w.say("keep-bad-sessions"))}
	case err != nil:
		return nil, none, errors.New(w.say("keep-no-sessions", err.Error()))
	}
	return redis, redis.Close, nil
}
