package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/line/ports"
)

// condition is what a running terminal says of a device.
type condition struct {
	Device string              `json:"device"`
	State  drivers.DeviceState `json:"state"`
	Reason string              `json:"reason,omitempty"`
	Cause  string              `json:"cause,omitempty"`
}

// deviceRow is one thing that is configured.
type deviceRow struct {
	Device  string     `json:"device"`
	Where   string     `json:"where,omitempty"` // as configured; empty: there is none
	Node    string     `json:"node,omitempty"`  // where that leads to
	Found   string     `json:"found,omitempty"` // what is there
	Use     string     `json:"use,omitempty"`   // who has it open
	Health  *condition `json:"health,omitempty"`
	Problem string     `json:"problem,omitempty"`
}

// survey looks for everything that a configuration names.
type survey struct {
	cfg    config.Config
	ports  []ports.Port
	lost   error                // why the ports could not be listed
	health map[string]condition // nil: the terminal does not answer
	rows   []deviceRow
}

func newDevices() *cobra.Command {
	var files []string
	var socket string
	var asJSON bool
	var where ports.Opts
	c := &cobra.Command{
		Use:   "devices --config FILE",
		Short: "show the configured devices, what is there, and how the running terminal finds it",
		Long: `Show the configured devices, where they should be, what is there, who has it
open, and how the running terminal finds it. No device is opened or asked, but
a printer on the network while no terminal runs: it has no node to look at.

Who has a device open is seen of one's own processes; root sees all.

The exit code is 1 when something is wrong, 2 when the configuration is.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if len(files) == 0 {
				return fmt.Errorf("kioskctl devices: --config FILE is missing")
			}
			cfg, err := config.Load(files...)
			if err != nil {
				return err
			}
			if socket != "" {
				cfg.Control.Socket = socket
			}
			s := survey{cfg: cfg, health: healthOf(c.Context(), cfg.Control.Socket)}
			if where.Sys, err = filepath.Abs(where.Sys); err != nil { // sysfs is full of links to and fro
				return failed(err)
			}
			s.ports, s.lost = ports.New(&where).List()
			s.look(c.Context())
			return s.tell(c.OutOrStdout(), asJSON)
		},
	}
	c.Flags().StringArrayVar(&files, "config", nil, "configuration of the terminal; may come again (required)")
	c.Flags().StringVar(&socket, "socket", "", "control socket of the terminal (default: the configuration's)")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON instead of a table")
	c.Flags().StringVar(&where.Sys, "sys", "/sys", "sysfs to look for serial ports in")
	c.Flags().StringVar(&where.Dev, "dev", "/dev", "folder of their nodes")
	return c
}

// healthOf asks the running terminal; nil where none answers.
func healthOf(ctx context.Context, socket string) map[string]condition {
	var said bytes.Buffer
	var table []condition
	if socket == "" || ask(ctx, &said, socket, "health") != nil || json.Unmarshal(said.Bytes(), &table) != nil {
		return nil
	}
	out := map[string]condition{}
	for _, c := range table {
		out[c.Device] = c
	}
	return out
}

// add takes a row in, with the health of its device and what is wrong with
// either.
func (s *survey) add(r deviceRow, device string) {
	if c, ok := s.health[device]; ok && r.Where != "" {
		r.Health = &c
		if r.Problem == "" && (c.State != drivers.Online || c.Reason != "") {
			r.Problem = c.wrong()
		}
	}
	if s.health == nil && r.Problem == "" && inUse(r.Use) {
		r.Problem = "in use, and no terminal answers"
	}
	s.rows = append(s.rows, r)
}

// wrong is the terminal's own reason.
func (c condition) wrong() string {
	if c.Cause != "" {
		return c.Cause
	}
	return fmt.Sprintf("the terminal says %s %s", c.State, c.Reason)
}

func (s *survey) good() bool {
	return !slices.ContainsFunc(s.rows, func(r deviceRow) bool { return r.Problem != "" })
}

// tell prints what was found.
func (s *survey) tell(w io.Writer, asJSON bool) error {
	show := s.table
	if asJSON {
		show = s.json
	}
	err := show(w)
	if err == nil && !s.good() {
		return coded{code: exitFailed}
	}
	return failed(err)
}

func (s *survey) json(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Answers bool        `json:"terminal_answers"`
		Good    bool        `json:"good"`
		Devices []deviceRow `json:"devices"`
	}{s.health != nil, s.good(), s.rows})
}

func (s *survey) table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "DEVICE\tWHERE\tNODE\tFOUND\tUSE\tHEALTH\tPROBLEM")
	for _, r := range s.rows {
		health := ""
		if r.Health != nil {
			health = string(r.Health.State)
		}
		fmt.Fprint(t, r.Device)
		for _, cell := range []string{r.Where, r.Node, r.Found, r.Use, health, r.Problem} {
			if cell == "" {
				cell = "-"
			}
			fmt.Fprint(t, "\t", cell)
		}
		fmt.Fprintln(t)
	}
	if s.health == nil {
		fmt.Fprintln(t, "no terminal answers: nothing is known of its devices' health")
	}
	return t.Flush()
}
