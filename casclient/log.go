package casclient

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
)

// What Options.Logger is told. No attribute holds a name, a ticket, a cookie
// or a text of others, which might.
const (
	logSignedIn = "casclient: signed in"
	logRefused  = "casclient: sign-in refused"
	logGone     = "casclient: sign-in or page left before its end"
	logFailed   = "casclient: session store failed"
	logSignOut  = "casclient: signed out"
	logTold     = "casclient: told of a logout" // of whose sessions there may be none here
	logNoGrant  = "casclient: store of proxy-granting tickets failed"
	logNoForm   = "casclient: store of forms failed"
)

func (c *Client) log(ctx context.Context, level slog.Level, message string, attrs ...slog.Attr) {
	if c.opts.Logger != nil {
		c.opts.Logger.LogAttrs(ctx, level, message, attrs...)
	}
}

// logStore logs the failure of a store. What it says may quote what it was to
// keep, so that is left to the hooks; the part of it that is the network's is not.
func (c *Client) logStore(ctx context.Context, message string, err error, attrs ...slog.Attr) {
	var op *net.OpError
	switch {
	case errors.As(err, &op):
		attrs = append(attrs, slog.String("cause", op.Error()))
	case errors.Is(err, context.DeadlineExceeded):
		attrs = append(attrs, slog.String("cause", context.DeadlineExceeded.Error()))
	}
	c.log(ctx, slog.LevelError, message, attrs...)
}

// logError logs an error of this package. Anybody can hang up while something
// is being asked for him; that is no failure of ours.
func (c *Client) logError(r *http.Request, err error) {
	switch status := ErrorStatus(err); {
	case errors.Is(err, context.Canceled) && errors.Is(r.Context().Err(), context.Canceled):
		c.log(r.Context(), slog.LevelInfo, logGone)
	case errors.Is(err, ErrSessions):
		c.logStore(r.Context(), logFailed, err)
	case status >= http.StatusInternalServerError:
		c.log(r.Context(), slog.LevelError, logRefused, slog.String("reason", err.Error()))
	default:
		c.log(r.Context(), slog.LevelWarn, logRefused, slog.String("reason", err.Error()))
	}
}

// A LogoutKind is the way in which a session ended.
type LogoutKind string

const (
	// LogoutLocal: the visitor signed out here, through Client.Logout.
	LogoutLocal LogoutKind = "local"
	// LogoutBackChannel: the CAS server sent a message (Client.SingleLogout).
	LogoutBackChannel LogoutKind = "back-channel"
	// LogoutFrontChannel: the CAS server sent the visitor's browser with a
	// message (Client.FrontChannelLogout).
	LogoutFrontChannel LogoutKind = "front-channel"
)

// signedOut tells the hook and the log of the end of sessions, or of the
// failure to end them.
func (c *Client) signedOut(r *http.Request, kind LogoutKind, err error) {
	how := slog.String("logout", string(kind))
	switch {
	case err != nil:
		c.logStore(r.Context(), logFailed, err, how)
	case kind == LogoutLocal:
		c.log(r.Context(), slog.LevelInfo, logSignOut, how)
	default:
		c.log(r.Context(), slog.LevelInfo, logTold, how)
	}
	if c.opts.OnLogout != nil {
		c.opts.OnLogout(withoutQuery(r), kind, err)
	}
}
