package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"syscall"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/diag"
	"govkiosk/screens"
)

// diagFlags are what all of kioskctl diag has in common.
type diagFlags struct {
	target
	as, lang          string
	json, ask, schema bool
}

func newDiag() *cobra.Command {
	var f diagFlags
	c := &cobra.Command{
		Use:   "diag",
		Short: "test the devices of this terminal",
		Long: `Test the devices of this terminal, one technician at a time.

Without a command it takes the terminal out of service, once the visit that
runs has ended, and is a text screen from then on: h tells its commands. When
it ends, the terminal tests itself and serves again. A running kioskd is asked
by its control socket; where none runs, the devices are opened directly, which
needs --config and leaves out what needs a window.

Somebody else who has the terminal is named; --ask asks for it.

--json prints how the terminal and its devices are, and takes nothing out of
service. --schema prints the JSON schema of that.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if f.schema {
				_, err := c.OutOrStdout().Write(diag.Schema)
				return failed(err)
			}
			ctx, stop := interrupted(c.Context())
			defer stop()
			return f.with(ctx, func(socket string, direct bool) error {
				if f.json {
					return failed(printStatus(ctx, c.OutOrStdout(), socket))
				}
				s := newDiagScreen(socket, f, c.InOrStdin(), c.OutOrStdout())
				return failed(s.interact(ctx))
			})
		},
	}
	run := &cobra.Command{
		Use:   "run TEST|DEVICE|quiet|all",
		Short: "run tests and print what came of them",
		Long: `Run one test, all tests of a device, those that need nobody (quiet), or all.

Questions are asked on standard input: y, n, or s to skip; other choices by
their name. Where the input has ended, a question breaks the tests off. The exit
code is 1 when a test fails or is broken off.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx, stop := interrupted(c.Context())
			defer stop()
			return f.with(ctx, func(socket string, _ bool) error {
				s := newDiagScreen(socket, f, c.InOrStdin(), c.OutOrStdout())
				return s.once(ctx, args[0])
			})
		},
	}
	p := c.PersistentFlags()
	f.flags(c)
	p.StringVar(&f.as, "as", login(), "name of the technician, for the journal")
	p.StringVar(&f.lang, "lang", string(screens.English), "zh-Hans or en")
	p.BoolVar(&f.json, "json", false, "print JSON")
	p.BoolVar(&f.ask, "ask", false, "ask whoever has the terminal for it")
	c.Flags().BoolVar(&f.schema, "schema", false, "print the JSON schema of --json")
	c.AddCommand(run)
	return c
}

func interrupted(ctx context.Context) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
}

// login is who uses this program, beyond sudo.
func login() string {
	if name := os.Getenv("SUDO_USER"); name != "" {
		return name
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "technician"
}

// with calls use with the control socket of a terminal: that of the kioskd
// that runs, else of one that has only the devices, for as long as use runs.
func (f diagFlags) with(ctx context.Context, use func(socket string, direct bool) error) error {
	cfg, err := f.config()
	if err != nil {
		return err
	}
	socket := cfg.Control.Socket
	err = ask(ctx, io.Discard, socket, "health")
	switch {
	case err == nil:
		return use(socket, false)
	case f.file == "":
		return failed(fmt.Errorf("%w; where kioskd is stopped, say --config FILE", err))
	}
	return directly(ctx, cfg, f.file, use)
}

func printStatus(ctx context.Context, w io.Writer, socket string) error {
	s, err := statusOf(ctx, socket)
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(s)
}
