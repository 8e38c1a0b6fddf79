package session

import (
	"context"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"
)

// Memory keeps sessions in the memory of this process, with which they end.
// Nothing runs behind it, so that what is over is dropped only with the process:
// it is for the few who come in by a link, and for tests. casclient has a store
// of its own for the memory, which is bounded.
func Memory() scs.CtxStore { return memory{memstore.NewWithCleanupInterval(0)} }

// memory gives memstore the methods with a context, which it has no use for.
type memory struct{ *memstore.MemStore }

func (m memory) FindCtx(_ context.Context, token string) ([]byte, bool, error) { return m.Find(token) }

func (m memory) CommitCtx(_ context.Context, token string, content []byte, ends time.Time) error {
	return m.Commit(token, content, ends)
}

func (m memory) DeleteCtx(_ context.Context, token string) error { return m.Delete(token) }
