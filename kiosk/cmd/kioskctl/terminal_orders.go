package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/wire"
)

// orders are the commands that name an order.
func (f *hubFlags) orders() []*cobra.Command {
	var out []*cobra.Command
	for _, o := range []struct {
		use, short string
		order      wire.Order
	}{
		{"lock", "have terminals serve nobody, after the visit, and show a text", wire.Lock},
		{"unlock", "have terminals serve again", wire.Unlock},
		{"selftest", "have terminals test themselves when nobody is served", wire.SelfTest},
		{"restart", "start the terminals' program again when nobody is served", wire.Restart},
		{"renew", "have terminals renew their certificate now", wire.Renew},
	} {
		out = append(out, f.order(o.use, o.short, o.order))
	}
	return out
}

// orderFlags are those of a command that gives one.
type orderFlags struct {
	chosen
	within, wait time.Duration
	yes          bool
}

func (o *orderFlags) add(c *cobra.Command) {
	o.flags(c, "province", "city", "district", "hall", "model")
	c.Flags().BoolVar(&o.yes, "yes", false, "do not ask before a selection of terminals is told")
	c.Flags().DurationVar(&o.within, "within", time.Hour, "a terminal that has not begun by then does not")
	c.Flags().DurationVar(&o.wait, "wait", 0, "wait so long for all terminals to have carried it out")
}

func (o *orderFlags) order(order wire.Order, text string) api.Order {
	return api.Order{Order: order, Text: text, Within: o.within.Seconds()}
}

func (f *hubFlags) order(use, short string, order wire.Order) *cobra.Command {
	var o orderFlags
	var text string
	c := &cobra.Command{
		Use: use + " [ID...] [--hall HALL] [--label NAME=VALUE]", Short: short, ValidArgsFunction: f.terminalIDs,
		Long: "Make terminals " + use + ": those named, or all of a place or with a label. Before a\nselection is told, it says how many terminals that are, and asks; a program that\nruns by itself gives --yes. With --wait it tells what became of it at each.",
	}
	o.add(c)
	if order == wire.Lock {
		c.Flags().StringVar(&text, "text", "", "what citizens read")
	}
	c.RunE = func(c *cobra.Command, ids []string) error {
		pending := false
		err := answered(f, c, func(ctx context.Context, client *api.Client) (api.Command, error) {
			cmd, err := o.give(ctx, c, client, o.order(order, text), ids)
			if err == nil && o.wait > 0 {
				cmd, err = settled(ctx, client, cmd, o.wait)
			}
			pending = o.wait > 0 && !allWell(cmd)
			return cmd, err
		}, showCommand)
		if err == nil && pending {
			return failed(errors.New("not every terminal has carried it out"))
		}
		return err
	}
	return c
}

// settled waits for every terminal to be through with a command.
func settled(ctx context.Context, client *api.Client, c api.Command, wait time.Duration) (api.Command, error) {
	late := time.Now().Add(wait)
	for {
		if !slices.ContainsFunc(slices.Collect(maps.Values(c.Terminals)), open) || time.Now().After(late) {
			return c, nil
		}
		select {
		case <-ctx.Done():
			return c, ctx.Err()
		case <-time.After(300 * time.Millisecond):
		}
		if err := client.Get(ctx, "/commands/"+url.PathEscape(c.ID), nil, &c); err != nil {
			return c, err
		}
	}
}

// open reports whether it is not known yet what becomes of a command.
func open(c api.Carried) bool {
	return (c.Outcome == "" || c.Outcome == wire.Taken) && !c.Superseded
}

func allWell(c api.Command) bool {
	return !slices.ContainsFunc(slices.Collect(maps.Values(c.Terminals)), func(c api.Carried) bool { return c.Outcome != wire.Done })
}

func showCommand(w io.Writer, c api.Command) {
	fmt.Fprintf(w, "%s %s for %s, until %s\n", c.ID, c.Order, count(len(c.Terminals), "terminal"), c.Expires.Local().Format(time.DateTime))
	for _, id := range slices.Sorted(maps.Keys(c.Terminals)) {
		fmt.Fprintf(w, "  %s: %s\n", id, carried(c.Terminals[id]))
	}
}

func carried(c api.Carried) string {
	switch {
	case c.Superseded:
		return "superseded by a later one"
	case c.Outcome == "":
		return "waits for the terminal"
	case c.Text != "":
		return string(c.Outcome) + ": " + c.Text
	}
	return string(c.Outcome)
}

func (f *hubFlags) blackBox() *cobra.Command {
	var o orderFlags
	var dir string
	c := &cobra.Command{
		Use: "blackbox [ID...] --out DIR", Short: "collect the black boxes of terminals", ValidArgsFunction: f.terminalIDs,
		Long: `Collect the black boxes of terminals: what happened at them lately, without
personal data. Each is a file of its terminal's name in DIR.`,
	}
	o.add(c)
	c.Flags().StringVar(&dir, "out", "", "folder for the files")
	c.RunE = func(c *cobra.Command, ids []string) error {
		if dir == "" {
			return errors.New("--out DIR is missing")
		}
		if o.wait == 0 {
			o.wait = 2 * time.Minute
		}
		missing := 0
		err := answered(f, c, func(ctx context.Context, client *api.Client) (api.Command, error) {
			cmd, err := o.give(ctx, c, client, o.order(wire.BlackBox, ""), ids)
			if err == nil {
				cmd, err = settled(ctx, client, cmd, o.wait)
			}
			for id, one := range cmd.Terminals {
				if err == nil && one.File > 0 {
					err = fetch(ctx, client, cmd.ID, id, dir)
				} else {
					missing++
				}
			}
			return cmd, err
		}, showCommand)
		if err == nil && missing > 0 {
			return failed(fmt.Errorf("%s without a file", count(missing, "terminal")))
		}
		return err
	}
	return c
}

// fetch writes a file whole or not at all.
func fetch(ctx context.Context, client *api.Client, command, terminal, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".part-*")
	if err != nil {
		return err
	}
	err = client.File(ctx, command, terminal, f)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, terminal+".blackbox"))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
