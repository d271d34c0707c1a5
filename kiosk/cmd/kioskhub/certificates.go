package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/hub/local"
)

func (p *program) certificates() *cobra.Command {
	c := &cobra.Command{Use: "certificates", Short: "the terminals that were let in"}
	list := &cobra.Command{
		Use: "list", Short: "list them", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.talk(c, func(ctx context.Context, hub *local.Client) error {
				var all []authority.Terminal
				if err := hub.Call(ctx, "GET", "/terminals", nil, &all); err != nil {
					return err
				}
				w := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
				for _, t := range all {
					state := "until " + t.Expires().Format(time.DateOnly)
					if !t.Revoked.IsZero() {
						state = "revoked on " + t.Revoked.Format(time.DateOnly) + ": " + t.Why
					}
					fmt.Fprintf(w, "%s\t%s\tby %s\t%s\n", t.ID, t.Place.Hall, t.By, state)
				}
				return w.Flush()
			})
		},
	}
	var why string
	revoke := &cobra.Command{
		Use: "revoke TERMINAL --why TEXT", Short: "put a terminal out, at once; a code lets it in again", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if why == "" {
				return errors.New("revoke: say --why; the audit keeps it")
			}
			return p.talk(c, func(ctx context.Context, hub *local.Client) error {
				return hub.Call(ctx, "POST", "/terminals/"+args[0]+"/revoke", why, nil)
			})
		},
	}
	revoke.Flags().StringVar(&why, "why", "", "the reason")
	c.AddCommand(list, revoke)
	return c
}

func (p *program) check() *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: "check the settings, the audit and what is about to expire", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.talk(c, func(ctx context.Context, hub *local.Client) error {
				var f local.Found
				if err := hub.Call(ctx, "GET", "/check", nil, &f); err != nil {
					return err
				}
				out := c.OutOrStdout()
				fmt.Fprintf(out, "authority: until %s\nterminals: %d\naudit: %d notes\n", f.Authority.Format(time.DateOnly), f.Terminals, f.Notes)
				if f.Release > 0 {
					fmt.Fprintf(out, "release: timestamp %d, until %s\n", f.Release, f.Expires.Local().Format(time.DateTime))
				}
				if f.Problem != "" {
					return errors.New(f.Problem)
				}
				if f.Release > 0 && time.Now().After(f.Expires) {
					return errors.New("the repository's timestamp has expired: renew it with kioskctl config publish")
				}
				return nil
			})
		},
	}
}
