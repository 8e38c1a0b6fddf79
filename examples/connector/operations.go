package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/telemetry"
	"github.com/entlink/entlink/examples/connector/web"
)

// operations are the flags of serve for those who run it for others. All are
// off unless asked for, and none names anybody.
type operations struct {
	log     string // "json", "text" or "off"; "" tells of faults alone
	metrics string // address of /metrics
	memory  int    // MiB that the program tries to stay within; 0 for no limit
}

func (o *operations) flags(cmd *cobra.Command, w words) {
	cmd.Flags().StringVar(&o.log, "log", "", w.say("serve-log"))
	cmd.Flags().StringVar(&o.metrics, "metrics", "", w.say("serve-metrics"))
	cmd.Flags().IntVar(&o.memory, "memory", 256, w.say("serve-memory"))
}

func (o *operations) check(w words) error {
	switch o.log {
	case "", "json", "text", "off":
	default:
		return usageError{errors.New(w.say("serve-bad-log", o.log))}
	}
	if o.memory < 0 {
		return usageError{errors.New(w.say("serve-bad-memory", o.memory))}
	}
	if _, ok := hostOf(o.metrics); o.metrics != "" && !ok {
		return usageError{errors.New(w.say("serve-bad-metrics", o.metrics))}
	}
	return nil
}

// perByte is how much memory an import takes for a byte of its files, so that
// the collector of garbage need not run all the time: 100,000 accounts are some
// 18 MiB, and what is in use at once 170 to 200.
const perByte = 14

// room has the program stay within its memory, or within what files of so many
// bytes need. It costs time where it is too little, and nothing is refused. Who
// sets GOMEMLIMIT has the last word.
func (o *operations) room(files int64) {
	if o.memory > 0 && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(max(int64(o.memory)<<20, files*perByte))
	}
}

// logger is that of the pages, on the stream of messages.
func (o *operations) logger(messages io.Writer) *slog.Logger {
	switch o.log {
	case "off":
		return slog.New(slog.DiscardHandler)
	case "text":
		return slog.New(slog.NewTextHandler(messages, nil))
	}
	return slog.New(slog.NewJSONHandler(messages, nil))
}

// watch makes what watches the pages over a store. The error is a sentence.
func (o *operations) watch(ctx context.Context, w words, s store.Store, log *slog.Logger) (*telemetry.Telemetry, error) {
	opts := telemetry.Options{Metrics: o.metrics != "", Version: programVersion().Version, Route: web.WithRoute, Ready: func(ctx context.Context) error {
		if _, err := s.Run(ctx); err != nil && !errors.Is(err, store.ErrNone) {
			log.Error("the store can't be reached", "error", err)
			return err
		}
		return nil
	}}
	if o.log == "json" || o.log == "text" {
		opts.Log = log
	}
	var err error
	if opts.Traces, err = telemetry.Exporter(ctx); err != nil {
		return nil, errors.New(w.say("serve-bad-traces", err.Error()))
	}
	return telemetry.New(opts), nil
}

// serveMetrics answers Prometheus until ctx is done; done is closed then. It
// does nothing where nobody asked for it.
func (o *operations) serveMetrics(ctx context.Context, w words, t *telemetry.Telemetry) (done chan struct{}, err error) {
	done = make(chan struct{})
	if o.metrics == "" {
		close(done)
		return done, nil
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", o.metrics)
	if err != nil {
		close(done)
		return done, errors.New(w.say("serve-metrics-taken", o.metrics, w.cause(err)))
	}
	go func() {
		defer close(done)
		_ = serveUntil(ctx, l, t.Metrics()) // the pages go on without it
	}()
	return done, nil
}

// closeTelemetry sends the last traces, for as long as a stop may take.
func closeTelemetry(ctx context.Context, t *telemetry.Telemetry, log *slog.Logger) {
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopping)
	defer cancel()
	if err := t.Close(late); err != nil {
		log.Error("the last traces were not sent", "error", err)
	}
}

// stoppingHandler closes connections while the server stops, so that proxies
// go elsewhere.
func stoppingHandler(ctx context.Context, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ctx.Err() != nil {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// stopping is how long open requests may take when the server stops.
const stopping = 5 * time.Second
