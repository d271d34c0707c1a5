package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub/local"
)

func (p *program) code() *cobra.Command {
	var place config.Place
	var lasts time.Duration
	c := &cobra.Command{
		Use: "code [TERMINAL...]", Short: "make a code that lets a terminal in, once",
		Long: `Make a code for each terminal, or with --hall or --district one for a new
terminal of that place. A code works once, and is shown once.

A code for a terminal lets it in again, too: the certificate that it had counts
no more.`,
		Example: "  kioskhub code LN-07\n  kioskhub code --district lunan --lasts 2h",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && place == (config.Place{}) {
				return fmt.Errorf("code: say for which terminals, or with --hall or another for which place")
			}
			return p.talk(c, func(ctx context.Context, hub *local.Client) error {
				var codes local.Codes
				if err := hub.Call(ctx, "POST", "/codes", local.Code{Terminals: args, Place: place, Lasts: lasts}, &codes); err != nil {
					return err
				}
				for _, id := range slices.Sorted(maps.Keys(codes.Codes)) {
					if id == "" {
						fmt.Fprintln(c.OutOrStdout(), codes.Codes[id])
					} else {
						fmt.Fprintf(c.OutOrStdout(), "%s %s\n", id, codes.Codes[id])
					}
				}
				fmt.Fprintf(c.ErrOrStderr(), "until %s\n", codes.Expires.Local().Format(time.DateTime))
				return nil
			})
		},
	}
	c.Flags().DurationVar(&lasts, "lasts", 72*time.Hour, "for how long it counts, up to 720h")
	for name, to := range map[string]*string{"province": &place.Province, "city": &place.City, "district": &place.District, "hall": &place.Hall, "model": &place.Model} {
		c.Flags().StringVar(to, name, "", "the terminal must say that this is its "+name)
	}
	return c
}
