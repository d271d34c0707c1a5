package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sys/unix"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/rollout"
)

// looking is how often a roll-out is looked at where the hub says nothing.
const looking = 5 * time.Second

func (f *hubFlags) rolloutWatch() *cobra.Command {
	return &cobra.Command{
		Use: "watch ID", Short: "watch a roll-out until it ends or every terminal has answered", Args: cobra.ExactArgs(1), ValidArgsFunction: f.rolloutIDs,
		Long: `Watch a roll-out until it ends or every terminal has answered. On a screen the
bars are drawn over; into a file goes what is different each time, with --json
one object a line. It ends with 1 where the roll-out was stopped or aborted,
or superseded by a newer one.`,
		RunE: func(c *cobra.Command, args []string) error {
			client, err := f.client()
			if err != nil {
				return err
			}
			return f.watch(c.Context(), client, args[0], c.OutOrStdout())
		},
	}
}

func (f *hubFlags) watch(ctx context.Context, client *api.Client, id string, out io.Writer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	changed := make(chan struct{}, 1)
	go func() {
		_ = client.Live(ctx, func(c api.Change) { // without it there is still looking
			if c.What == "rollout" && c.ID == id {
				select {
				case changed <- struct{}{}:
				default:
				}
			}
		})
	}()
	draw := drawer{out: out, json: f.json, over: isScreen(out)}
	for {
		r, err := client.Rollout(ctx, id)
		if err != nil {
			return explained(err)
		}
		if err := draw.draw(r); err != nil {
			return failed(err)
		}
		switch {
		case r.State == rollout.Stopped || r.State == rollout.Aborted || r.State == rollout.Superseded:
			return failed(fmt.Errorf("%s is %s: %s", r.ID, r.State, r.Why))
		case r.State == rollout.Done && r.Counts.UnderWay == 0 && r.Counts.Well+r.Counts.Failed() >= r.Total:
			return nil
		}
		select {
		case <-ctx.Done():
			return failed(ctx.Err())
		case <-changed:
		case <-time.After(looking):
		}
	}
}

// drawer writes a roll-out whenever it has changed.
type drawer struct {
	out   io.Writer
	json  bool
	over  bool   // the old one is drawn over
	last  string // that was drawn
	lines int
}

func (d *drawer) draw(r api.Rollout) error {
	text := &strings.Builder{}
	if d.json {
		if err := json.NewEncoder(text).Encode(r); err != nil {
			return err
		}
	} else {
		showRollout(text, r)
	}
	if text.String() == d.last {
		return nil
	}
	d.last = text.String()
	if d.over && !d.json && d.lines > 0 {
		fmt.Fprintf(d.out, "\x1b[%dA\x1b[J", d.lines) // up, and clear what is below
	}
	d.lines = strings.Count(d.last, "\n")
	_, err := io.WriteString(d.out, d.last)
	return err
}

// isScreen reports whether a person sits at a stream.
func isScreen(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	_, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	return err == nil
}
