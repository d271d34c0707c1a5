package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

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
	var at target
	var lang string
	var asJSON bool
	c := &cobra.Command{
		Use:   "health",
		Short: "show the state of the devices, what is wrong, and what to do",
		Long: `Show what is wrong with the running terminal, the worst first, with what to do
and who does it, and then every device. What only comes from something else is
not shown twice. Some faults are told only once they have lasted; until then
they are shown as "not told yet". kioskctl explain CODE says more.

--json prints {"told": [...], "coming": [...], "devices": [...]}: what is told,
what is there and not told yet, and the table of devices.

The exit code is 1 when a service is withdrawn or worse, told or not yet.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			socket, err := at.control()
			if err != nil {
				return err
			}
			h, err := healthNow(c.Context(), socket)
			if err == nil && asJSON {
				err = indented(c.OutOrStdout(), h)
			} else if err == nil {
				err = h.show(c.OutOrStdout(), lang, time.Now())
			}
			if err == nil && h.withdraws() {
				return coded{code: exitFailed}
			}
			return failed(err)
		},
	}
	at.flags(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
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

// health is how a terminal is now.
type health struct {
	Told    []fault.Shown   `json:"told"`
	Coming  []fault.Shown   `json:"coming"` // there, and told only once they have lasted
	Devices json.RawMessage `json:"devices"`
}

func healthNow(ctx context.Context, socket string) (h health, err error) {
	err = asked(ctx, socket, "health", &h.Devices)
	if err == nil {
		err = asked(ctx, socket, "faults", &h.Told)
	}
	if err == nil {
		err = asked(ctx, socket, "faults/coming", &h.Coming)
	}
	return h, err
}

// withdraws tells whether a service is withdrawn.
func (h health) withdraws() bool {
	return slices.ContainsFunc(slices.Concat(h.Told, h.Coming), func(f fault.Shown) bool {
		return f.Severity.Rank() >= fault.Error.Rank() || f.Withdraws != ""
	})
}

func (h health) show(w io.Writer, lang string, now time.Time) error {
	var rows []healthRow
	if err := json.Unmarshal(h.Devices, &rows); err != nil {
		return fmt.Errorf("kioskctl: the terminal's answer to health: %w", err)
	}
	if len(h.Told)+len(h.Coming) == 0 {
		fmt.Fprint(w, "nothing is wrong\n\n")
	}
	for _, f := range h.Told {
		showFault(w, f, fmt.Sprintf("%s  %s for %s, %s acts", f.Code, f.Severity, ago(f.Since, now), f.Who), lang)
	}
	for _, f := range h.Coming {
		showFault(w, f, fmt.Sprintf("not told yet: %s since %s, told after %s; %s, %s acts", f.Code, ago(f.Since, now), lasting(f.After), f.Severity, f.Who), lang)
	}
	return showDevices(w, rows)
}

// showFault prints what is wrong under a head.
func showFault(w io.Writer, f fault.Shown, head, lang string) {
	fmt.Fprintln(w, head)
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
