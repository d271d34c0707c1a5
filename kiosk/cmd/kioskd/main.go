// Command kioskd is the terminal: it drives the devices, draws the screens
// and runs the visits.
//
//	kioskd --config FILE
//
// It exits with 2 on wrong use and on a configuration that cannot be used,
// having started nothing, and with 1 when it cannot go on.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk/slip"
)

const (
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	var file string
	cmd := &cobra.Command{
		Use:           "kioskd --config FILE",
		Short:         "Run the self-service terminal",
		Args:          cobra.NoArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := config.LoadWith(slip.Check, file)
			if err != nil {
				return usage{err}
			}
			return beginAnew(serve(cmd.Context(), &cfg, []string{file}, newLog()))
		},
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage{err} })
	cmd.Flags().StringVar(&file, "config", "/etc/govkiosk/kioskd.toml", "configuration file")
	cmd.SetArgs(args)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return exitCode(cmd.ExecuteContext(ctx))
}

// usage is an error of whoever started the program.
type usage struct{ error }

func exitCode(err error) int {
	var wrong usage
	switch {
	case err == nil:
		return 0
	case errors.As(err, &wrong):
		fmt.Fprintln(os.Stderr, err)
		return exitUsage
	}
	fmt.Fprintln(os.Stderr, "kioskd:", err)
	return exitFailed
}

// newLog writes to standard error, which systemd keeps.
func newLog() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))
}
