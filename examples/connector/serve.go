package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/web"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	listen, data, base string
	names              []string
}

func serveCommand(w words) *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:     "serve [--listen HOST:PORT] [--data DIR] [--for NAME…] [--base PATH]",
		Aliases: []string{"servir"},
		Short:   w.say("serve-short"),
		Long:    w.say("serve-long"),
		Example: "  connector serve\n  connector serve --for \"Mme Durand\" --for \"M. Roussel\"",
		Args:    needArgs(w, "flags-only", 0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !loopback(f.listen) {
				return usageError{errors.New(w.say("serve-not-here", f.listen))}
			}
			if f.base != "" && !strings.HasPrefix(f.base, "/") {
				return usageError{errors.New(w.say("serve-bad-base", f.base))}
			}
			return runServe(cmd.Context(), w, f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8090", w.say("serve-listen"))
	cmd.Flags().StringVar(&f.data, "data", "", w.say("serve-data"))
	cmd.Flags().StringArrayVar(&f.names, "for", nil, w.say("serve-for"))
	cmd.Flags().StringVar(&f.base, "base", "", w.say("serve-base"))
	return cmd
}

// loopback reports whether an address can be reached from this machine only.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// openStore opens the store of a folder, that of the user's own settings for "".
func openStore(ctx context.Context, w words, dir string) (s store.Store, folder string, err error) {
	if dir == "" {
		settings, err := os.UserConfigDir()
		if err != nil {
			return nil, "", errors.New(w.say("serve-no-folder"))
		}
		dir = filepath.Join(settings, "entlink-connector")
	}
	s, err = store.OpenSQLite(ctx, dir)
	switch {
	case err == nil:
		return s, dir, nil
	case errors.Is(err, store.ErrOpenFolder):
		return nil, "", errors.New(w.say("serve-open-folder", dir))
	case errors.Is(err, store.ErrNewer):
		return nil, "", errors.New(w.say("serve-newer", dir))
	}
	return nil, "", errors.New(w.say("serve-bad-folder", dir, w.cause(err)))
}

// stopping is how long open requests may take when the server stops.
const stopping = 5 * time.Second

func runServe(ctx context.Context, w words, f serveFlags, stdout, messages io.Writer) (err error) {
	s, dir, err := openStore(ctx, w, f.data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := web.Sweep(dir); err != nil {
		return errors.New(w.say("serve-bad-folder", dir, w.cause(err)))
	}
	if _, err := s.Purge(ctx, time.Now().Add(-workTerm), time.Now()); err != nil {
		return err
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", f.listen)
	if err != nil {
		return errors.New(w.say("serve-taken", f.listen, w.cause(err)))
	}
	site, err := web.New(s, web.Options{
		Lang: w.lang, Base: f.base, Host: l.Addr().String(), Temp: dir, Log: slog.New(slog.NewJSONHandler(messages, nil)),
	})
	if err != nil {
		l.Close()
		return err
	}
	announce(w, f, l.Addr().String(), dir, site, stdout)
	return serveUntil(ctx, l, site.Handler())
}

// announce prints how to come in.
func announce(w words, f serveFlags, address, dir string, site *web.Site, out io.Writer) {
	names := f.names
	if len(names) == 0 {
		names = []string{w.say("serve-somebody")}
		if u, err := user.Current(); err == nil {
			if name, _, _ := strings.Cut(u.Name, ","); name != "" {
				names = []string{name}
			} else if u.Username != "" {
				names = []string{u.Username}
			}
		}
	}
	fmt.Fprintln(out, w.say("serve-ready"))
	for _, name := range names {
		fmt.Fprintf(out, "\n  %s\n  http://%s%s\n", name, address, site.Admit(name))
	}
	fmt.Fprintf(out, "\n%s\n%s\n", w.say("serve-where", dir), w.say("serve-stop"))
}

// serveUntil answers requests until ctx is done, and lets those in hand end.
func serveUntil(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopping)
	defer cancel()
	err := server.Shutdown(late)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	<-failed
	return err
}
