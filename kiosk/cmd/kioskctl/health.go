package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/fault"
)

// healthRow is what a running terminal says of a device.
type healthRow struct {
	Device string              `json:"device"`
	State  drivers.DeviceState `json:"state"`
	Code   fault.Code          `json:"code"`
	Since  time.Time           `json:"since"`
	Cause  string              `json:"cause"`
	Paper  string              `json:"paper"`
	Doors  string              `json:"doors"`
}

func newHealth() *cobra.Command {
	var socket, lang string
	var asJSON bool
	c := &cobra.Command{
		Use:   "health",
		Short: "show the state of the devices, what is wrong, and what to do",
		Long: `Show what is wrong with the running terminal, the worst first, with what to do
and who does it, and then every device. What only comes from something else is
not shown twice. kioskctl explain CODE says more.

The exit code is 1 when a service is withdrawn or worse.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if asJSON {
				return failed(ask(c.Context(), c.OutOrStdout(), socket, "health"))
			}
			return showHealth(c.Context(), c.OutOrStdout(), socket, lang)
		},
	}
	c.Flags().StringVar(&socket, "socket", config.Default().Control.Socket, "control socket of the terminal")
	c.Flags().BoolVar(&asJSON, "json", false, "print the table of devices as JSON")
	c.Flags().StringVar(&lang, "lang", "", "zh or en alone; both by default")
	return c
}

// asked puts the terminal's answer to a question into v.
func asked(ctx context.Context, socket, what string, v any) error {
	var said bytes.Buffer
	if err := ask(ctx, &said, socket, what); err != nil {
		return err
	}
	if err := json.Unmarshal(said.Bytes(), v); err != nil {
		return fmt.Errorf("kioskctl: the terminal's answer to %s: %w", what, err)
	}
	return nil
}

func showHealth(ctx context.Context, w io.Writer, socket, lang string) error {
	var faults []fault.Shown
	var rows []healthRow
	if err := asked(ctx, socket, "faults", &faults); err != nil {
		return failed(err)
	}
	if err := asked(ctx, socket, "health", &rows); err != nil {
		return failed(err)
	}
	bad := showFaults(w, faults, lang)
	if err := showDevices(w, rows); err != nil {
		return failed(err)
	}
	if bad {
		return coded{code: exitFailed}
	}
	return nil
}

// showFaults prints what is wrong and tells whether a service is withdrawn.
func showFaults(w io.Writer, faults []fault.Shown, lang string) (bad bool) {
	if len(faults) == 0 {
		fmt.Fprint(w, "nothing is wrong\n\n")
	}
	for _, f := range faults {
		bad = bad || f.Severity.Rank() >= fault.Error.Rank()
		fmt.Fprintf(w, "%s  %s for %s, %s acts\n", f.Code, f.Severity, ago(f.Since, time.Now()), f.Who)
		for _, t := range []fault.Text{f.Guard, f.Act} {
			if lang != "en" {
				fmt.Fprintln(w, "  "+t.Zh)
			}
			if lang == "" || lang == "en" {
				fmt.Fprintln(w, "  "+t.En)
			}
		}
		if f.Cause != "" {
			fmt.Fprintln(w, "  cause: "+f.Cause)
		}
		if len(f.Hides) > 0 {
			fmt.Fprintln(w, "  behind it:", f.Hides)
		}
		fmt.Fprintln(w)
	}
	return bad
}

func showDevices(w io.Writer, rows []healthRow) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "DEVICE\tSTATE\tCODE\tFOR\tNOTES")
	for _, r := range rows {
		code, notes := string(r.Code), r.Cause
		if code == "" {
			code = "-"
		}
		if r.Paper != "" {
			notes = "paper " + r.Paper + " " + notes
		}
		if r.Doors != "" {
			notes = "open doors " + r.Doors + " " + notes
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", r.Device, r.State, code, ago(r.Since, time.Now()), notes)
	}
	return t.Flush()
}
