package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/demo"
)

func demoCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "demo --out DIR [--journey NAME]",
		Short: "Play every journey without a person, or one, and keep what was seen",
		Long: "Plays visits from the attract page to the attract page on a display of its own.\n" +
			"Leaves DIR/JOURNEY/ with screens/NN-name.png, paper/NN.escpos, paper/NN.png and visit.json.\n" +
			"Journeys: " + strings.Join(demo.Names(), ", ") + ".",
		Args: cobra.NoArgs,
	}
	o := benchFlags(c)
	out := c.Flags().String("out", "", "`folder` for what was seen")
	name := c.Flags().String("journey", "", "only this `journey`")
	patience := c.Flags().Duration("patience", 30*time.Second, "how long to wait for one thing to appear")
	if err := c.MarkFlagRequired("out"); err != nil {
		panic(err) // the flag is defined two lines above
	}
	c.RunE = func(c *cobra.Command, _ []string) error {
		scenarios, err := demo.Choose(*name)
		if err != nil {
			return err
		}
		return play(c.Context(), c.OutOrStdout(), c.ErrOrStderr(), *out, *patience, *o, scenarios)
	}
	return c
}

// play plays the scenarios on one bench; what went wrong is reported on told
// in full.
func play(ctx context.Context, out, told io.Writer, dir string, patience time.Duration, o bench.Options, scenarios []demo.Scenario) (err error) {
	b, err := bench.Start(o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	player := demo.New(b, dir, patience, slog.New(slog.NewTextHandler(told, nil)))
	for _, s := range scenarios {
		if err := player.Play(ctx, s); err != nil {
			fmt.Fprintf(told, "journey %s: ", s.Name)
			demo.Report(told, b, err)
			return errTold
		}
		fmt.Fprintf(out, "demo: %s %s, left in %s\n", s.Name, s.Title, filepath.Join(dir, s.Name))
	}
	return nil
}
