package main

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk/hall/probe"
)

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
			p := probe.New(cfg, readOnly)
			p.Run(c.Context())
			return tellProbe(c.OutOrStdout(), p, cfg, asJSON)
		},
	}
	c.Flags().StringArrayVar(&files, "config", nil, "configuration of the terminal; may come again (required)")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON instead of a table")
	c.Flags().BoolVar(&readOnly, "read-only", false, "leave out the operations that write")
	return c
}

// tellProbe prints what was found.
func tellProbe(w io.Writer, p *probe.Probe, cfg config.Config, asJSON bool) error {
	var err error
	if asJSON {
		err = probeJSON(w, p, cfg)
	} else {
		err = probeTable(w, p)
	}
	if err == nil && p.Bad() {
		return coded{code: exitFailed}
	}
	return failed(err)
}

func probeJSON(w io.Writer, p *probe.Probe, cfg config.Config) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		URL      string      `json:"url"`
		Terminal string      `json:"terminal"`
		Scheme   string      `json:"scheme"`
		Good     bool        `json:"good"`
		Rows     []probe.Row `json:"rows"`
	}{cfg.API.URL, cfg.Terminal.ID, cfg.API.Gateway.Scheme, !p.Bad(), p.Rows})
}

func probeTable(w io.Writer, p *probe.Probe) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "CHECK\tSTATE\tMS\tDETAIL")
	for _, r := range p.Rows {
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\n", r.Check, r.State, r.MS, r.Detail)
	}
	return t.Flush()
}
