// Command kioskhub is the server of a fleet of terminals.
//
//	kioskhub init      make its key and the first admin
//	kioskhub run       serve
//	kioskhub code      let a terminal in
//	kioskhub backup    write all that it keeps to a file, while it runs
//	kioskhub people, certificates, authority, restore, check
//
// It exits with 2 on wrong use and on settings that cannot be used, having
// started nothing, and with 1 when it cannot go on.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/local"
	"govkiosk/kiosk/fleet/hub/store"
)

const (
	exitFailed = 1
	exitUsage  = 2
)

// failed is an error that is not the user's.
type failed struct{ error }

func (f failed) Unwrap() error { return f.error }

// could turns an error into one that is not the user's.
func could(err error) error {
	if err == nil {
		return nil
	}
	return failed{err}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	fmt.Fprintln(stderr, "kioskhub:", err)
	if errors.As(err, new(failed)) {
		return exitFailed
	}
	return exitUsage
}

// program is what the commands share.
type program struct{ file string }

func newRoot() *cobra.Command {
	p := &program{}
	root := &cobra.Command{Use: "kioskhub", Short: "the server of a fleet of terminals", SilenceErrors: true, SilenceUsage: true}
	root.PersistentFlags().StringVar(&p.file, "config", "/etc/govkiosk/kioskhub.toml", "settings")
	root.AddCommand(p.run(), p.init(), p.code(), p.people(), p.certificates(), p.authority(), p.backup(), p.restore(), p.check())
	return root
}

// logTo writes to standard error, which systemd keeps.
func logTo(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }

// talk calls f with the hub that runs, or with one that runs as long as f.
func (p *program) talk(c *cobra.Command, f func(context.Context, *local.Client) error) error {
	s, err := readSettings(p.file)
	if err != nil {
		return err
	}
	for limit := time.Now().Add(starting); ; time.Sleep(100 * time.Millisecond) {
		if client, runs := local.Dial(c.Context(), s.Dir); runs {
			return could(f(c.Context(), client))
		}
		err := alone(c.Context(), s, c.ErrOrStderr(), f)
		if !errors.Is(err, store.ErrRuns) || time.Now().After(limit) || c.Context().Err() != nil {
			return could(err)
		}
	}
}

// starting is how long a hub that has its store may take until it answers on its
// socket.
const starting = 10 * time.Second

// alone runs a hub that nobody can reach, for one command.
func alone(ctx context.Context, s settings, stderr io.Writer, f func(context.Context, *local.Client) error) error {
	o, err := s.options(slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		return err
	}
	o.Terminals, o.People, o.Hints, o.Metrics, o.Keys = "", "", "", "", nil
	h, err := hub.New(ctx, o)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ready, done := make(chan struct{}), make(chan error, 1)
	h.Beside(func(ctx context.Context) error { return local.Serve(ctx, s.Dir, h, func() { close(ready) }) })
	go func() { done <- h.Serve(ctx) }()
	select {
	case <-ready:
	case err := <-done:
		return err
	}
	client, runs := local.Dial(ctx, s.Dir)
	if !runs {
		err = errors.New("the hub does not answer on its socket")
	} else {
		err = f(ctx, client)
	}
	cancel()
	return errors.Join(err, <-done)
}
