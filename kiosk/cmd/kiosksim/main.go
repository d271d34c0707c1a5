// Command kiosksim is a hall on one machine: it runs the terminal's own
// program between simulated devices and a working district API, and shows it
// on a page to play with.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/bench"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := root().ExecuteContext(ctx); err != nil {
		if !errors.Is(err, errTold) {
			fmt.Fprintln(os.Stderr, "kiosksim:", err)
		}
		stop()
		os.Exit(1)
	}
}

// errTold is a failure that has been reported in full already.
var errTold = errors.New("told")

func root() *cobra.Command {
	c := &cobra.Command{
		Use:           "kiosksim",
		Short:         "Run a service terminal between simulated devices and a district API",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	c.AddCommand(runCommand(), demoCommand(), voiceCommand(), earCommand(), fleetCommand())
	return c
}

// benchFlags adds the flags that both commands have.
func benchFlags(c *cobra.Command) *bench.Options {
	o := &bench.Options{Voice: itself()}
	flags := c.Flags()
	flags.StringVar(&o.Program, "terminal", besides("kioskd"), "`path` of the terminal's program")
	flags.BoolVar(&o.Keep, "keep", false, "keep the run directory: configuration, journal, log")
	return o
}

// itself is the path of this program: it speaks on the bench as well.
func itself() string {
	self, err := os.Executable()
	if err != nil {
		return ""
	}
	return self
}

// besides is the path of a program in the folder of this one.
func besides(name string) string {
	self, err := os.Executable()
	if err != nil {
		return name
	}
	return filepath.Join(filepath.Dir(self), name)
}
