package main

import (
	"context"
	"crypto/tls"
	"errors"
	"io/fs"
	"net"
	"os"
	"syscall"

	"github.com/entlink/entlink/examples/connector/store"
)

// cause says in words why the system refused: the usual reasons in the
// person's language, the others as the system words them, without the path and
// the operation that our own sentence names already.
func (w words) cause(err error) string {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var system syscall.Errno
	if errors.As(err, &system) && systemCauses[system] != "" {
		return w.say(systemCauses[system])
	}
	for _, c := range []struct {
		is  bool
		key string
	}{
		{store.IsFull(err), "cause-full"},
		{errors.Is(err, fs.ErrPermission), "cause-permission"},
		{errors.Is(err, fs.ErrNotExist), "cause-no-folder"},
		{errors.Is(err, context.Canceled), "cause-stopped"},
		{errors.Is(err, context.DeadlineExceeded), "cause-late"},
		{errors.Is(err, os.ErrDeadlineExceeded), "cause-late"},
		{errors.As(err, &dns), "cause-unknown"},
		{errors.As(err, &certificate), "cause-certificate"},
	} {
		if c.is {
			return w.say(c.key)
		}
	}
	return innermost(err).Error()
}

// inUse reports whether the system refused because another program has the file.
func inUse(err error) bool {
	var system syscall.Errno
	return errors.As(err, &system) && systemCauses[system] == "cause-in-use"
}

// stopped is the error of a command that somebody stopped before it wrote
// anything.
func (w words) stopped(ctx context.Context) error {
	if ctx.Err() != nil {
		return errors.New(w.say("stopped"))
	}
	return nil
}

// innermost follows what an error wraps; of several, the last, which is the
// cause where the first is a sentinel.
func innermost(err error) error {
	for {
		switch e := err.(type) {
		case interface{ Unwrap() error }:
			if e.Unwrap() == nil {
				return err
			}
			err = e.Unwrap()
		case interface{ Unwrap() []error }:
			all := e.Unwrap()
			if len(all) == 0 {
				return err
			}
			err = all[len(all)-1]
		default:
			return err
		}
	}
}
