package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fleet/api"
)

func newRollout() *cobra.Command {
	f := &hubFlags{}
	c := &cobra.Command{
		Use: "rollout", Short: "have terminals take a release in, wave by wave",
		RunE: needsCommand, Args: cobra.ArbitraryArgs,
	}
	f.add(c)
	c.AddCommand(f.rolloutStart(), f.rolloutList(), f.rolloutShow(), f.rolloutWatch(), f.stopAll(), f.liftStop())
	for act, short := range map[string]string{
		"pause":  "let nobody new take the release in; who is under way goes on",
		"resume": "go on after a pause",
		"abort":  "end a roll-out for good; who has the release keeps it",
	} {
		c.AddCommand(f.rolloutAct(act, short))
	}
	return c
}

func (f *hubFlags) rolloutList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "list roll-outs, the newest first", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return answered(f, c, got[[]api.Rollout]("/rollouts", nil), func(w io.Writer, all []api.Rollout) {
				table(w, func(row func(...any)) {
					row("ROLL-OUT", "RELEASE", "STATE", "WAVE", "WELL", "FAILED", "BY", "WHY")
					for _, r := range all {
						row(r.ID, r.Plan.Release, r.State, fmt.Sprintf("%d/%d", r.Open, len(r.Plan.Waves)), fmt.Sprintf("%d/%d", r.Counts.Well, r.Total), r.Counts.Failed(), r.By, r.Why)
					}
				})
			})
		},
	}
}

func (f *hubFlags) rolloutShow() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "tell how a roll-out stands", Args: cobra.ExactArgs(1), ValidArgsFunction: f.rolloutIDs,
		RunE: func(c *cobra.Command, args []string) error {
			return answered(f, c, got[api.Rollout]("/rollouts/"+url.PathEscape(args[0]), nil), showRollout)
		},
	}
}

// showRollout draws a roll-out with a bar for each wave.
func showRollout(w io.Writer, r api.Rollout) {
	line := fmt.Sprintf("%s: release %d, %s", r.ID, r.Plan.Release, r.State)
	if r.Why != "" {
		line += ": " + r.Why
	}
	fmt.Fprintln(w, line)
	for i, wave := range r.Waves {
		open := "waits"
		if i < r.Open {
			open = "open"
		}
		fmt.Fprintf(w, "wave %d %s %s %d of %d well", i+1, bar(wave), open, wave.Well, wave.Total)
		if wave.UnderWay > 0 {
			fmt.Fprintf(w, ", %d under way", wave.UnderWay)
		}
		if wave.Failed > 0 {
			fmt.Fprintf(w, ", %d failed", wave.Failed)
		}
		fmt.Fprintln(w)
	}
	for _, one := range r.Failed {
		fmt.Fprintf(w, "%s %s: %s\n", one.Phase, strings.Join(one.Terminals[:min(10, len(one.Terminals))], " "), one.Cause)
		if more := len(one.Terminals) - 10; more > 0 {
			fmt.Fprintf(w, "  and %d more\n", more)
		}
	}
}

// width is how many letters a bar has.
const width = 30

// bar is a wave as # for well, x for failed, > for under way.
func bar(w api.Wave) string {
	all := max(1, w.Total)
	well, failed, underWay := part(w.Well, all), part(w.Failed, all), part(w.UnderWay, all)
	out := strings.Repeat("#", well) + strings.Repeat("x", failed) + strings.Repeat(">", underWay)
	out = out[:min(width, len(out))]
	return "[" + out + strings.Repeat(".", width-len(out)) + "]"
}

// part is how many letters of a bar stand for some of all: one at least for
// one.
func part(n, all int) int {
	if n == 0 {
		return 0
	}
	return max(1, n*width/all)
}

func (f *hubFlags) rolloutAct(act, short string) *cobra.Command {
	c := &cobra.Command{Use: act + " ID --why REASON", Short: short, Args: cobra.ExactArgs(1), ValidArgsFunction: f.rolloutIDs}
	why := reason(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := needed(*why); err != nil {
			return err
		}
		return answered(f, c, func(ctx context.Context, client *api.Client) (r api.Rollout, err error) {
			return r, client.Post(ctx, "/rollouts/"+url.PathEscape(args[0])+"/"+act, api.Why{Why: *why}, &r)
		}, showRollout)
	}
	return c
}

func (f *hubFlags) stopAll() *cobra.Command {
	c := &cobra.Command{
		Use: "stop-all --why REASON", Short: "emergency stop: nobody takes any release in any more", Args: cobra.NoArgs,
		Long: `Emergency stop: at once no terminal is let take any release in any more, and all
roll-outs are paused. Who is trying one finishes. It holds until lift-stop.`,
	}
	why := reason(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := needed(*why); err != nil {
			return err
		}
		return answered(f, c, func(ctx context.Context, client *api.Client) (s api.Stop, err error) {
			return s, client.Post(ctx, "/stop", api.Why{Why: *why}, &s)
		}, showStop)
	}
	return c
}

func (f *hubFlags) liftStop() *cobra.Command {
	c := &cobra.Command{
		Use: "lift-stop --why REASON", Short: "end the emergency stop; the roll-outs stay paused", Args: cobra.NoArgs,
	}
	why := reason(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := needed(*why); err != nil {
			return err
		}
		return answered(f, c, func(ctx context.Context, client *api.Client) (s api.Stop, err error) {
			return s, client.Delete(ctx, "/stop", api.Why{Why: *why}, &s)
		}, showStop)
	}
	return c
}

func showStop(w io.Writer, s api.Stop) {
	if !s.On {
		fmt.Fprintln(w, "the emergency stop is lifted; go on with kioskctl rollout resume")
		return
	}
	fmt.Fprintln(w, stopLine(s))
}

// rolloutIDs completes the name of a roll-out.
func (f *hubFlags) rolloutIDs(c *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	client, err := f.client()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	all, _ := got[[]api.Rollout]("/rollouts", nil)(c.Context(), client)
	var out []string
	for _, r := range all {
		out = append(out, r.ID+"\t"+string(r.State))
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
