// Command kioskctl is the technician's tool of the terminal: it explains
// bytes seen on a device's line, checks configuration, draws slips without a
// printer and asks a running terminal how it is.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

// Exit codes. A command that was used wrongly, a configuration that is wrong
// among it, ends with exitUsage.
const (
	exitFailed = 1 // what was asked for could not be done
	exitUsage  = 2
	exitUnread = 3 // some of the bytes could not be read
)

// coded is an error that knows its exit code. Its text may be empty: then
// everything has been said.
type coded struct {
	code int
	err  error
}

func (e coded) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e coded) Unwrap() error { return e.err }

// failed is an error that is not the user's.
func failed(err error) error {
	if err == nil {
		return nil
	}
	return coded{exitFailed, err}
}

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the program. Errors of the command line itself are the user's.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(context.Background())
	if err == nil {
		return 0
	}
	if err.Error() != "" {
		fmt.Fprintln(stderr, err)
	}
	var c coded
	if errors.As(err, &c) {
		return c.code
	}
	return exitUsage
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "kioskctl",
		Short: "look into a self-service terminal",
		// Errors are printed once, by run, and without the usage text: the
		// reason would scroll away.
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          needsCommand,
		Args:          cobra.ArbitraryArgs,
	}
	root.AddCommand(newDecode(), newReceipt(), newConfig(), newDevices(), newCalibrate(), newTouch(), newLogo(), newHall(), newAsk("screen"), newHealth(), newExplainFault(), newReport(), newBlackBox(), newAsk("visit"), newConflicts(), newPolicy(), newDiag(), newSelfTest(), newSoak(), newTechnician(), newFleet(), newRollout(), newTerminal())
	return root
}

// needsCommand refuses a command that only groups others.
func needsCommand(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s: there is no command %q; see %s --help", c.CommandPath(), args[0], c.CommandPath())
	}
	return fmt.Errorf("%s: say what to do; see %s --help", c.CommandPath(), c.CommandPath())
}
