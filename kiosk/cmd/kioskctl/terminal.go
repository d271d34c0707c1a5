package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fleet/api"
)

func newTerminal() *cobra.Command {
	f := &hubFlags{}
	c := &cobra.Command{
		Use: "terminal", Short: "list terminals, and give them commands from afar",
		RunE: needsCommand, Args: cobra.ArbitraryArgs,
	}
	f.add(c)
	c.AddCommand(f.terminalList(), f.terminalShow(), f.enrolCode(), f.revoke(), f.blackBox())
	c.AddCommand(f.orders()...)
	return c
}

// chosen are flags that say which terminals.
type chosen struct {
	places map[string]*string
	states []string
	labels map[string]string
}

func (s *chosen) flags(c *cobra.Command, levels ...string) {
	s.places = map[string]*string{}
	for _, level := range levels {
		s.places[level] = c.Flags().String(level, "", "those of this "+level)
	}
	c.Flags().StringToStringVar(&s.labels, "label", nil, "those with this label, NAME=VALUE")
}

func (s *chosen) query() url.Values {
	q := url.Values{"state": s.states}
	for level, name := range s.places {
		if *name != "" {
			q.Set(level, *name)
		}
	}
	for name, value := range s.labels {
		q.Add("label", name+"="+value)
	}
	return q
}

func (f *hubFlags) terminalList() *cobra.Command {
	var s chosen
	c := &cobra.Command{
		Use: "list", Short: "list terminals", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return answered(f, c, func(ctx context.Context, client *api.Client) ([]api.Terminal, error) {
				return client.All(ctx, s.query())
			}, showTerminals)
		},
	}
	s.flags(c, "city", "district", "hall", "model")
	c.Flags().StringArrayVar(&s.states, "state", nil, "those in this state; may be given again")
	var states []string
	for _, state := range api.States {
		states = append(states, string(state))
	}
	_ = c.RegisterFlagCompletionFunc("state", cobra.FixedCompletions(states, cobra.ShellCompDirectiveNoFileComp)) // the flag is there
	return c
}

func showTerminals(w io.Writer, all []api.Terminal) {
	table(w, func(row func(...any)) {
		row("TERMINAL", "STATE", "PLACE", "RELEASE", "FAULTS", "PAPER", "HEARD")
		for _, t := range all {
			release := fmt.Sprint(t.Release)
			if t.Trial > 0 {
				release += fmt.Sprintf(" (tries %d)", t.Trial)
			}
			faults := ""
			if t.Faults > 0 {
				faults = fmt.Sprintf("%d, %s", t.Faults, t.Worst)
			}
			row(t.ID, t.State, placeText(t.Place), release, faults, t.Paper.State, before(t.Heard))
		}
	})
}

func (f *hubFlags) terminalShow() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "tell all that is known of a terminal", Args: cobra.ExactArgs(1), ValidArgsFunction: f.terminalIDs,
		RunE: func(c *cobra.Command, args []string) error {
			return answered(f, c, got[api.Detail]("/terminals/"+url.PathEscape(args[0]), nil), showDetail)
		},
	}
}

func showDetail(w io.Writer, d api.Detail) {
	fmt.Fprintf(w, "%s: %s, %s, heard %s\n", d.ID, d.State, placeText(d.Place), before(d.Heard))
	if d.Why != "" {
		fmt.Fprintf(w, "revoked on %s: %s\n", d.Revoked.Local().Format(time.DateTime), d.Why)
	}
	s := d.Status
	fmt.Fprintf(w, "program %s since %s, release %d, certificate until %s\n", none(s.Program), s.Started.Local().Format(time.DateTime), s.Release.Version, d.Certificate.Local().Format(time.DateOnly))
	for _, no := range s.Release.Refused {
		fmt.Fprintf(w, "refuses release %d: %v\n", no.Version, no.Reasons)
	}
	if s.Locked != "" {
		fmt.Fprintf(w, "locked: %s\n", s.Locked)
	}
	for _, one := range s.Services {
		if one.Reason != "" {
			fmt.Fprintf(w, "no %s: %s\n", one.ID, one.Reason)
		}
	}
	for _, one := range s.Faults {
		fmt.Fprintf(w, "%s %s, for %s, %s  %s\n", one.Severity, one.Code, one.Who, before(one.Since), one.Cause)
	}
	fmt.Fprintf(w, "paper %s, %d slips, %.1f days; %d calls to the hall wait, %d events\n", none(s.Paper.State), s.Paper.Slips, s.Paper.Days, s.Journal.Depth, s.Journal.Events)
	for _, c := range d.Commands {
		fmt.Fprintf(w, "command %s %s by %s, %s: %s\n", c.ID, c.Order, c.By, before(c.Issued), carried(c.Terminals[d.ID]))
	}
	for _, e := range d.Events {
		fmt.Fprintf(w, "event %s %s %s\n", e.At.Local().Format(time.DateTime), e.Kind, e.Data)
	}
}

func (f *hubFlags) enrolCode() *cobra.Command {
	var within time.Duration
	c := &cobra.Command{
		Use: "enrol-code ID", Short: "make a one-time code by which a terminal is let in", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return answered(f, c, func(ctx context.Context, client *api.Client) (code api.Code, err error) {
				return code, client.Post(ctx, "/codes", api.NewCode{Terminal: args[0], Within: within.Seconds()}, &code)
			}, func(w io.Writer, code api.Code) {
				fmt.Fprintf(w, "%s\nfor %s, once, until %s; it is kept nowhere\n", code.Code, code.Terminal, code.Expires.Local().Format(time.DateTime))
			})
		},
	}
	c.Flags().DurationVar(&within, "within", 24*time.Hour, "how long it counts")
	return c
}

func (f *hubFlags) revoke() *cobra.Command {
	c := &cobra.Command{Use: "revoke ID --why REASON", Short: "put a terminal out: its certificate counts no more", Args: cobra.ExactArgs(1), ValidArgsFunction: f.terminalIDs}
	why := reason(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := needed(*why); err != nil {
			return err
		}
		return answered(f, c, func(ctx context.Context, client *api.Client) (struct{}, error) {
			return struct{}{}, client.Post(ctx, "/terminals/"+url.PathEscape(args[0])+"/revoke", api.Why{Why: *why}, nil)
		}, func(w io.Writer, _ struct{}) {
			fmt.Fprintf(w, "%s is put out; a code lets it in again\n", args[0])
		})
	}
	return c
}

// terminalIDs completes the name of a terminal.
func (f *hubFlags) terminalIDs(c *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	client, err := f.client()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	all, _ := client.All(c.Context(), url.Values{})
	var out []string
	for _, t := range all {
		out = append(out, t.ID+"\t"+string(t.State))
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
