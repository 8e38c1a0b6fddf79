package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"os/user"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/examples/connector/session"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/telemetry"
	"github.com/entlink/entlink/examples/connector/web"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	listen, data, base string
	names              []string
	cas, url, contact  string
	public             string // url and base in one
	team               team
	keeping            keeping
	open               bool // in the browser
	anywhere           bool // on another port if the one of listen is taken
	operations         operations
}

func serveCommand(w words) *cobra.Command {
	cmd, _ := pagesCommand(w)
	return cmd
}

// pagesCommand is the command that serves the pages, and its flags.
func pagesCommand(w words) (*cobra.Command, *serveFlags) {
	f := &serveFlags{}
	cmd := &cobra.Command{
		Use:     "serve [--listen HOST:PORT] [--data DIR] [--for NAME…] [--base PATH] [--cas URL --admin ID… | --admin-profile CODE…] [--url URL] [--public-url URL] [--open] [--log json|text|off] [--metrics HOST:PORT] [--memory MIB] [--database URL] [--sessions WHERE]",
		Aliases: []string{"servir"},
		Short:   w.say("serve-short"),
		Long:    w.say("serve-long"),
		Example: "  connector serve\n  connector serve --for \"Mme Durand\" --for \"M. Roussel\"",
		Args:    needArgs(w, "flags-only", 0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !loopback(f.listen) {
				return usageError{errors.New(w.say("serve-not-here", f.listen))}
			}
			if f.public != "" {
				if err := f.splitPublic(w); err != nil {
					return usageError{err}
				}
			}
			if f.base != "" && !strings.HasPrefix(f.base, "/") {
				return usageError{errors.New(w.say("serve-bad-base", f.base))}
			}
			if f.cas != "" && f.team.empty() {
				return usageError{errors.New(w.say("serve-no-admin"))}
			}
			if f.cas == "" && f.team.any() {
				return usageError{errors.New(w.say("serve-no-cas"))}
			}
			if err := f.operations.check(w); err != nil {
				return err
			}
			return runServe(cmd.Context(), w, *f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8090", w.say("serve-listen"))
	cmd.Flags().StringVar(&f.data, "data", "", w.say("serve-data"))
	cmd.Flags().StringArrayVar(&f.names, "for", nil, w.say("serve-for"))
	cmd.Flags().StringVar(&f.cas, "cas", "", w.say("serve-cas"))
	cmd.Flags().StringVar(&f.url, "url", "", w.say("serve-url"))
	cmd.Flags().StringVar(&f.public, "public-url", "", w.say("serve-public"))
	f.team.flags(cmd, w)
	f.keeping.flags(cmd, w)
	cmd.Flags().StringVar(&f.contact, "contact", "", w.say("serve-contact"))
	cmd.Flags().StringVar(&f.base, "base", "", w.say("serve-base"))
	cmd.Flags().BoolVar(&f.open, "open", false, w.say("serve-open"))
	f.operations.flags(cmd, w)
	return cmd, f
}

// reviewCommand is serve for somebody who comes to treat what is left, perhaps
// while others have the pages open.
func reviewCommand(w words) *cobra.Command {
	cmd, f := pagesCommand(w)
	cmd.Use = "review [--data DIR | --database URL] [--listen HOST:PORT]"
	cmd.PreRun = func(cmd *cobra.Command, _ []string) { f.anywhere = !cmd.Flags().Changed("listen") }
	cmd.Aliases = []string{"revoir", "relire"}
	cmd.Short, cmd.Long, cmd.Example = w.say("review-short"), w.say("review-long"), "  connector review"
	open := cmd.Flags().Lookup("open")
	open.DefValue = "true"
	_ = open.Value.Set("true") // which it takes
	return cmd
}

// splitPublic makes url and base of the one address under which browsers reach
// the pages, through a proxy.
func (f *serveFlags) splitPublic(w words) error {
	if f.url != "" || f.base != "" {
		return errors.New(w.say("serve-public-twice"))
	}
	u, err := url.Parse(f.public)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.RawPath != "" {
		return errors.New(w.say("serve-bad-public", f.public))
	}
	f.url, f.base = u.Scheme+"://"+u.Host, strings.TrimRight(path.Clean("/"+u.Path), "/")
	return nil
}

// loopback reports whether an address can be reached from this machine only.
func loopback(address string) bool {
	host, ok := hostOf(address)
	if !ok {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// hostOf is the host of an address with a port, and whether it is one.
func hostOf(address string) (host string, ok bool) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", false
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return host, err == nil
}

// dataFolder is the folder of the data: dir, or for "" one among the user's own
// settings.
func dataFolder(w words, dir string) (string, error) {
	if dir != "" {
		return dir, nil
	}
	settings, err := os.UserConfigDir()
	if err != nil {
		return "", errors.New(w.say("serve-no-folder"))
	}
	return filepath.Join(settings, "entlink-connector"), nil
}

// openStore opens the store of a folder, that of the user's own settings for "".
func openStore(ctx context.Context, w words, dir string) (s store.Store, folder string, err error) {
	if dir, err = dataFolder(w, dir); err != nil {
		return nil, "", err
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

func runServe(ctx context.Context, w words, f serveFlags, stdout, messages io.Writer) (err error) {
	s, dir, err := f.keeping.openStore(ctx, w, f.data)
	if err != nil {
		return err
	}
	defer func() {
		if e := s.Close(); e != nil {
			err = errors.Join(err, w.storeError(dir, e))
		}
	}()
	kept, closeSessions, err := f.keeping.openSessions(ctx, w, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeSessions()) }()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if err := web.Sweep(dir); err != nil {
		return errors.New(w.say("serve-bad-folder", dir, w.cause(err)))
	}
	l, err := f.listener(ctx)
	if err != nil {
		return errors.New(w.say("serve-taken", f.listen, w.cause(err)))
	}
	defer l.Close() // serving closes it too
	opts := web.Options{
		Lang: w.lang, Base: f.base, Hosts: []string{l.Addr().String()}, Temp: dir, Log: f.operations.logger(messages), Contact: f.contact,
		Sessions: kept, Room: f.operations.room,
	}
	f.operations.room(0)
	if err := f.signIn(w, l.Addr().String(), s.Key(), &opts); err != nil {
		return err
	}
	site, err := web.New(s, opts)
	if err != nil {
		return err
	}
	defer site.Close()
	if err := site.Expire(ctx); err != nil {
		return w.storeError(dir, err)
	}
	if err := site.Resume(ctx); err != nil {
		return errors.New(w.say("serve-bad-folder", dir, w.cause(err)))
	}
	watch, err := f.operations.watch(ctx, w, s, opts.Log)
	if err != nil {
		return err
	}
	defer closeTelemetry(ctx, watch, opts.Log)
	measured, err := f.operations.serveMetrics(ctx, w, watch)
	if err != nil {
		return err
	}
	way := announce(w, f, l.Addr().String(), dir, site, stdout)
	if f.open {
		shut, err := openPage(ctx, way)
		if err != nil {
			fmt.Fprintln(messages, w.say("serve-not-opened", w.cause(err)))
		}
		defer shut()
	}
	err = servePages(ctx, l, site, watch, opts.Log)
	stop()
	<-measured
	return err
}

// servePages serves the pages until ctx is done, and meanwhile erases what comes to
// its term.
func servePages(ctx context.Context, l net.Listener, site *web.Site, watch *telemetry.Telemetry, log *slog.Logger) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	purged := make(chan struct{})
	go func() { defer close(purged); expireDaily(ctx, site, log) }()
	ended := context.AfterFunc(ctx, site.Close) // whoever waits for long work is told at once
	err := serveUntil(ctx, l, stoppingHandler(ctx, watch.Handler(site.Handler())))
	ended()
	site.Close()
	stop()
	<-purged
	return err
}

// listener opens the address of the pages.
func (f serveFlags) listener(ctx context.Context) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", f.listen)
	if err != nil && f.anywhere {
		if host, _, e := net.SplitHostPort(f.listen); e == nil {
			return config.Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
		}
	}
	return l, err
}

// expireDaily erases what comes to its term while the pages are open, until ctx
// is done.
func expireDaily(ctx context.Context, site *web.Site, log *slog.Logger) {
	day := time.NewTicker(24 * time.Hour)
	defer day.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-day.C:
			if err := site.Expire(ctx); err != nil && ctx.Err() == nil {
				log.Error("what is past its term was not erased", "error", err)
			}
		}
	}
}

// signIn prepares the sign-in through the ENT, if there is one.
// key is the secret that the processes share.
func (f serveFlags) signIn(w words, address string, key []byte, opts *web.Options) (err error) {
	at := f.url
	if at == "" {
		at = "http://" + address
	}
	u, err := url.Parse(at)
	if err != nil || u.Host == "" {
		return usageError{errors.New(w.say("serve-bad-url", at))}
	}
	if u.Host != address {
		opts.Hosts = append(opts.Hosts, u.Host)
	}
	if f.url != "" {
		opts.Origin = u.Scheme + "://" + u.Host
	}
	if f.cas == "" {
		return nil
	}
	service := strings.TrimRight(at, "/") + strings.TrimRight(f.base, "/")
	var sessions casclient.Sessions // nil is the memory
	if opts.Sessions != nil {
		sessions = session.CAS(opts.Sessions)
	}
	opts.CAS, err = casclient.New(f.cas, service+"/cas", &casclient.Options{
		AllowHTTPLoopback: true, // this machine's own, for trying out
		Sessions:          sessions,
		CookieKeys:        [][]byte{session.CookieKey(key)},
		CookieName:        "connecteur",
		Home:              strings.TrimRight(f.base, "/") + "/",
		GuardLogins:       false, // the portal's own link brings a ticket
		Logger:            opts.Log,
	})
	if err != nil {
		return usageError{errors.New(w.say("serve-bad-cas", err.Error()))}
	}
	opts.Rights = f.team.rights
	return nil
}

// announce prints how to come in, and returns the first address for it.
func announce(w words, f serveFlags, address, dir string, site *web.Site, out io.Writer) (way string) {
	at := f.url
	if at == "" {
		at = "http://" + address
	}
	at = strings.TrimRight(at, "/")
	if f.cas != "" && len(f.names) == 0 {
		way = at + strings.TrimRight(f.base, "/") + "/"
		fmt.Fprintf(out, "%s\n\n  %s\n\n%s\n%s\n", w.say("serve-ready-cas"), way, w.say("serve-where", dir), w.say("serve-stop"))
		return way
	}
	names := f.names
	if len(names) == 0 {
		names = []string{w.owner()}
	}
	fmt.Fprintln(out, w.say("serve-ready"))
	for _, name := range names {
		link := at + site.Admit(name)
		way = cmp.Or(way, link)
		fmt.Fprintf(out, "\n  %s\n  %s\n", name, link)
	}
	fmt.Fprintf(out, "\n%s\n%s\n", w.say("serve-where", dir), w.say("serve-stop"))
	return way
}

// owner names who runs the program, as the system knows her.
func (w words) owner() string {
	u, err := user.Current()
	if err != nil {
		return w.say("serve-somebody")
	}
	return cmp.Or(userName(u), w.say("serve-somebody"))
}

// userName is the name of a system's user: without what Unix adds to it, and without
// the machine or domain that Windows puts before the one that she signs in by.
func userName(u *user.User) string {
	name, _, _ := strings.Cut(u.Name, ",")
	return cmp.Or(name, u.Username[strings.LastIndexByte(u.Username, '\\')+1:])
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
