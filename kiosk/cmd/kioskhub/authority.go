package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/local"
)

func (p *program) authority() *cobra.Command {
	c := &cobra.Command{
		Use: "authority", Short: "put another key in the place of the one that signs",
		Long: `Put another key in the place of the one that signs, in three steps:

  rotate   makes the next one; terminals hear of it when they renew
  switch   has it sign, once every terminal knows it
  retire   takes the old one away, once no terminal has a certificate of it

Terminals renew by themselves at two thirds of a certificate's life, and at
once when they are told to: kioskctl terminal renew. Whoever sleeps through it
needs the new authority.pem and a new code. Of several hubs on one NATS cluster
the others get the files authority*.pem of this one after each step, and a new
start.`,
	}
	step := func(use, short string, flags func(*cobra.Command, *local.Step)) *cobra.Command {
		var s local.Step
		one := &cobra.Command{Use: use, Short: short, Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
			return p.talk(c, func(ctx context.Context, h *local.Client) error {
				var r hub.Rotation
				if err := h.Call(ctx, "POST", "/authority/"+use, s, &r); err != nil {
					return err
				}
				return tellRotation(c.OutOrStdout(), r)
			})
		}}
		flags(one, &s)
		return one
	}
	anyway := func(c *cobra.Command, s *local.Step) {
		c.Flags().BoolVar(&s.Anyway, "anyway", false, "leave terminals behind that are not ready")
	}
	c.AddCommand(
		step("rotate", "make the next one", func(c *cobra.Command, s *local.Step) {
			c.Flags().StringVar(&s.Name, "name", "govkiosk hub "+time.Now().Format(time.DateOnly), "its name")
		}),
		step("switch", "have the next one sign", anyway),
		step("retire", "take the old one away", anyway),
		&cobra.Command{Use: "status", Short: "tell which signs, and who knows the next one", Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
			return p.talk(c, func(ctx context.Context, h *local.Client) error {
				var r hub.Rotation
				if err := h.Call(ctx, "GET", "/authority", nil, &r); err != nil {
					return err
				}
				return tellRotation(c.OutOrStdout(), r)
			})
		}},
	)
	return c
}

func tellRotation(w io.Writer, r hub.Rotation) error {
	for i, s := range r.Signers {
		does := map[bool]string{true: "signs", false: map[bool]string{true: "old", false: "next"}[r.Switched]}[i == 0]
		fmt.Fprintf(w, "%s: %s, %s, until %s\n", does, s.Mark, s.Name, s.Expires.Format(time.DateOnly))
	}
	_, err := fmt.Fprintf(w, "terminals: %d\n", r.Terminals)
	if len(r.Signers) > 1 {
		_, err = fmt.Fprintf(w, "do not know the newer one: %s\nhave a certificate of the older one: %s\n", some(r.Unaware), some(r.Held))
	}
	return err
}

// some are how many terminals, and the first of them.
func some(all []string) string {
	if len(all) == 0 {
		return "0"
	}
	text := fmt.Sprintf("%d: %s", len(all), strings.Join(all[:min(len(all), 20)], " "))
	if len(all) > 20 {
		text += " ..."
	}
	return text
}
