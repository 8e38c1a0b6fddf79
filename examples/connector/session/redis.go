package session

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// ErrURL says that the URL of a Redis server can't be read. The URL itself,
// which may hold a password, is in no error.
var ErrURL = errors.New("session: not the URL of a Redis server")

// Redis keeps sessions in a Redis server, for several processes on several
// machines: redis://host:6379/0, rediss:// with TLS, or unix:///path/to/socket.
// It asks the server once whether it is there. The caller closes it.
func Redis(ctx context.Context, url string) (*RedisStore, error) {
	opts, err := redis.ParseURL(url)
	if err != nil {
		return nil, ErrURL
	}
	quiet()
	opts.DisableIdentity = true
	opts.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	client := redis.NewClient(opts)
	if err := client.Ping(ctx).Err(); err != nil {
		return nil, errors.Join(fmt.Errorf("session: Redis at %s: %w", opts.Addr, err), client.Close())
	}
	return &RedisStore{client}, nil
}

// quiet keeps the client from writing to the stream of messages in a form of its
// own: its errors come back from its calls, and the program says them.
var quiet = sync.OnceFunc(func() { redis.SetLogger(silent{}) })

type silent struct{}

func (silent) Printf(context.Context, string, ...any) {}

// A RedisStore keeps sessions in Redis, for scs. The stores that scs has for it
// lack a release, or panic where no context is given.
type RedisStore struct{ client *redis.Client }

var _ scs.CtxStore = (*RedisStore)(nil)

// prefix is before every key, for a server that others use too.
const prefix = "connector:"

// FindCtx returns an entry.
func (s *RedisStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	content, err := s.client.Get(ctx, prefix+token).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, false, nil
	}
	return content, err == nil, err
}

// CommitCtx keeps an entry until it ends.
func (s *RedisStore) CommitCtx(ctx context.Context, token string, content []byte, ends time.Time) error {
	left := time.Until(ends)
	if left <= 0 {
		return s.DeleteCtx(ctx, token)
	}
	return s.client.Set(ctx, prefix+token, content, max(left, time.Millisecond)).Err()
}

// DeleteCtx erases an entry, if it is there.
func (s *RedisStore) DeleteCtx(ctx context.Context, token string) error {
	return s.client.Del(ctx, prefix+token).Err()
}

// Find is FindCtx.
func (s *RedisStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx.
func (s *RedisStore) Commit(token string, content []byte, ends time.Time) error {
	return s.CommitCtx(context.Background(), token, content, ends)
}

// Delete is DeleteCtx.
func (s *RedisStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// Close closes the connections.
func (s *RedisStore) Close() error { return s.client.Close() }
