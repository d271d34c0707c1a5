package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/api"
)

// got asks for the value at a path.
func got[T any](path string, query url.Values) func(context.Context, *api.Client) (T, error) {
	return func(ctx context.Context, c *api.Client) (v T, err error) {
		return v, c.Get(ctx, path, query, &v)
	}
}

// table writes rows in columns.
func table(w io.Writer, rows func(row func(cells ...any))) {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	rows(func(cells ...any) {
		text := make([]string, len(cells))
		for i, cell := range cells {
			text[i] = fmt.Sprint(cell)
		}
		fmt.Fprintln(t, strings.TrimRight(strings.Join(text, "\t"), "\t"))
	})
	_ = t.Flush() // to memory
}

func (f *hubFlags) status() *cobra.Command {
	return &cobra.Command{
		Use: "status", Short: "count terminals by state and release", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return answered(f, c, got[api.Summary]("/summary", nil), showSummary)
		},
	}
}

func showSummary(w io.Writer, s api.Summary) {
	fmt.Fprintf(w, "%s", count(s.Terminals, "terminal"))
	for _, state := range api.States {
		if n := s.States[state]; n > 0 {
			fmt.Fprintf(w, ", %d %s", n, state)
		}
	}
	fmt.Fprintln(w)
	for _, release := range slices.Sorted(maps.Keys(s.Releases)) {
		name := "release " + release
		if release == "0" {
			name = "no release, the local file alone"
		}
		fmt.Fprintf(w, "%s: %d\n", name, s.Releases[release])
	}
	for _, who := range slices.Sorted(maps.Keys(s.Alerts)) {
		fmt.Fprintf(w, "for %s: %s\n", who, count(s.Alerts[who], "fault"))
	}
	fmt.Fprintf(w, "%s running\n", count(s.Running, "roll-out"))
	if !s.Away.IsZero() {
		fmt.Fprintf(w, "the hub keeps nothing since %s: its store does not answer\n", s.Away.Local().Format(time.DateTime))
	}
	if s.Stop.On {
		fmt.Fprintln(w, stopLine(s.Stop))
	}
}

func (f *hubFlags) alerts() *cobra.Command {
	return &cobra.Command{
		Use: "alerts", Short: "tell the faults that hold, and who acts", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return answered(f, c, got[[]api.Alert]("/alerts", nil), func(w io.Writer, all []api.Alert) {
				if len(all) == 0 {
					fmt.Fprintln(w, "no faults")
				}
				for _, a := range all {
					fmt.Fprintf(w, "%s %s, for %s, since %s: %s\n", a.Severity, a.Code, a.Who, before(a.Since), count(len(a.Terminals), "terminal"))
					for _, at := range a.Terminals {
						fmt.Fprintf(w, "  %s  %s  %s\n", at.ID, placeText(at.Place), strings.TrimSpace(before(at.Since)+"  "+at.Cause))
					}
				}
			})
		},
	}
}

func (f *hubFlags) paper() *cobra.Command {
	return &cobra.Command{
		Use: "paper", Short: "tell whose paper runs out first", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return answered(f, c, got[[]api.Paper]("/paper", nil), func(w io.Writer, all []api.Paper) {
				table(w, func(row func(...any)) {
					row("TERMINAL", "PLACE", "PAPER", "SLIPS", "DAYS")
					for _, p := range all {
						row(p.ID, placeText(p.Place), p.State, p.Slips, strconv.FormatFloat(p.Days, 'f', 1, 64))
					}
				})
			})
		},
	}
}

func (f *hubFlags) services() *cobra.Command {
	return &cobra.Command{
		Use: "services", Short: "tell which services can be had, and why others cannot", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return answered(f, c, got[[]api.Availability]("/services", nil), func(w io.Writer, all []api.Availability) {
				table(w, func(row func(...any)) {
					row("SERVICE", "USABLE", "MINUTES", "LOST", "REASONS")
					for _, a := range all {
						row(a.ID, fmt.Sprintf("%d/%d", a.Usable, a.Offered), fmt.Sprintf("%.0f", a.Minutes), fmt.Sprintf("%.0f", a.Lost), counts(a.Reasons))
					}
				})
			})
		},
	}
}

func counts(of map[string]int) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(of)) {
		out = append(out, fmt.Sprintf("%s %d", name, of[name]))
	}
	return strings.Join(out, ", ")
}

func (f *hubFlags) audit() *cobra.Command {
	var limit, older int
	c := &cobra.Command{
		Use: "audit", Short: "tell who did what, the newest first", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			query := url.Values{"limit": {strconv.Itoa(limit)}, "before": {strconv.Itoa(older)}}
			return answered(f, c, got[[]api.Act]("/audit", query), func(w io.Writer, all []api.Act) {
				table(w, func(row func(...any)) {
					for _, a := range all {
						row(a.Seq, a.At.Local().Format(time.DateTime), a.Who, a.Act, a.On, a.Detail)
					}
				})
			})
		},
	}
	c.Flags().IntVar(&limit, "limit", 50, "how many")
	c.Flags().IntVar(&older, "before", 0, "older than this one; 0: the end")
	return c
}

// placeText is a place from wide to narrow.
func placeText(p config.Place) string {
	var out []string
	for _, name := range []string{p.City, p.District, p.Hall, p.Model} {
		if name != "" {
			out = append(out, name)
		}
	}
	return strings.Join(out, "/")
}

// before is a time as how long it was before now.
func before(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return ago(at, time.Now()) + " ago"
}

func stopLine(s api.Stop) string {
	line := fmt.Sprintf("emergency stop by %s since %s: %s", s.By, s.At.Local().Format(time.DateTime), s.Why)
	if !s.Kept {
		line += " (not on disk yet: one hub alone knows of it, and goes on trying)"
	}
	return line
}
