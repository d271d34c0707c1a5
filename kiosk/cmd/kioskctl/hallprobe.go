package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/upstream"
)

// State of one row of a probe.
type probeState string

const (
	probeGood    probeState = "good"
	probeWarn    probeState = "warn" // works, and somebody should look
	probeBad     probeState = "bad"
	probeSkipped probeState = "skipped"
)

// probeRow is one thing that was tried.
type probeRow struct {
	Check  string     `json:"check"`
	State  probeState `json:"state"`
	MS     int64      `json:"ms"` // how long it took
	Detail string     `json:"detail"`
}

// probe tries the way to one hall and keeps a row of everything it tries.
type probe struct {
	cfg      config.Config
	readOnly bool
	way      *upstream.Gateway
	client   *hall.Client
	Rows     []probeRow
}

func newHallProbe() *cobra.Command {
	var files []string
	var asJSON, readOnly bool
	c := &cobra.Command{
		Use:   "probe --config FILE",
		Short: "try the way to the hall's API: reach, certificates, clock, signature, operations",
		Long: `Try the way to the hall's API as the terminal goes it, once each.

Every operation that reads is asked, those about a person about one who does
not exist. Of those that write, the queue's are asked about a ticket and a
business that do not exist: the hall must refuse them, and nothing changes
there. The others are not asked, for a person would come, or a record would
stay.

The exit code is 1 when something is bad, 2 when the configuration is.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if len(files) == 0 {
				return fmt.Errorf("kioskctl hall probe: --config FILE is missing")
			}
			cfg, err := config.Load(files...)
			if err != nil {
				return err
			}
			p := &probe{cfg: cfg, readOnly: readOnly}
			p.run(c.Context())
			return p.tell(c.OutOrStdout(), asJSON)
		},
	}
	c.Flags().StringArrayVar(&files, "config", nil, "configuration of the terminal; may come again (required)")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON instead of a table")
	c.Flags().BoolVar(&readOnly, "read-only", false, "leave out the operations that write")
	return c
}

// run tries everything. What cannot work any more after a failure is left out.
func (p *probe) run(ctx context.Context) {
	if !p.prepare() || !p.reach(ctx) {
		return
	}
	p.certificate()
	if !p.secret(ctx) {
		return
	}
	if p.first(ctx) {
		p.operations(ctx)
	}
}

// prepare makes the way and the client, which reads certificates and keys.
func (p *probe) prepare() bool {
	a := p.cfg.API
	a.Attempts = 1
	var err error
	if p.way, err = upstream.New(a, p.cfg.Terminal.ID, nil); err == nil {
		p.client, err = hall.New(p.way.HallOptions(a, p.cfg.Terminal.ID))
	}
	if err != nil {
		p.row("files", probeBad, 0, "%v", err)
	}
	return err == nil
}

func (p *probe) row(check string, s probeState, took time.Duration, format string, args ...any) {
	p.Rows = append(p.Rows, probeRow{check, s, took.Milliseconds(), fmt.Sprintf(format, args...)})
}

func (p *probe) bad() bool {
	return slices.ContainsFunc(p.Rows, func(r probeRow) bool { return r.State == probeBad })
}

// tell prints what was found.
func (p *probe) tell(w io.Writer, asJSON bool) error {
	var err error
	if asJSON {
		err = p.json(w)
	} else {
		err = p.table(w)
	}
	if err == nil && p.bad() {
		return coded{code: exitFailed}
	}
	return failed(err)
}

func (p *probe) json(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		URL      string     `json:"url"`
		Terminal string     `json:"terminal"`
		Scheme   string     `json:"scheme"`
		Good     bool       `json:"good"`
		Rows     []probeRow `json:"rows"`
	}{p.cfg.API.URL, p.cfg.Terminal.ID, p.cfg.API.Gateway.Scheme, !p.bad(), p.Rows})
}

func (p *probe) table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "CHECK\tSTATE\tMS\tDETAIL")
	for _, r := range p.Rows {
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\n", r.Check, r.State, r.MS, r.Detail)
	}
	return t.Flush()
}
