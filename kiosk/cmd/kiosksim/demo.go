package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/demo"
)

func demoCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "demo --out DIR",
		Short: "Play one visit without a person and keep what was seen",
		Long: "Plays a visit from the attract page to the attract page on a display of its own.\n" +
			"Leaves screens/NN-name.png, paper/NN.escpos, paper/NN.png and visit.json in DIR.",
		Args: cobra.NoArgs,
	}
	o := benchFlags(c)
	out := c.Flags().String("out", "", "`folder` for what was seen")
	patience := c.Flags().Duration("patience", 30*time.Second, "how long to wait for one thing to appear")
	if err := c.MarkFlagRequired("out"); err != nil {
		panic(err) // the flag is defined two lines above
	}
	c.RunE = func(c *cobra.Command, _ []string) error {
		return play(c.Context(), c.OutOrStdout(), c.ErrOrStderr(), *out, *patience, *o)
	}
	return c
}

// play plays the visit; what went wrong is reported on told in full.
func play(ctx context.Context, out, told io.Writer, dir string, patience time.Duration, o bench.Options) (err error) {
	b, err := bench.Start(o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	player, err := demo.New(b, dir, patience, slog.New(slog.NewTextHandler(told, nil)))
	if err != nil {
		return err
	}
	if err := player.Play(ctx); err != nil {
		demo.Report(told, b, err)
		return errTold
	}
	fmt.Fprintf(out, "demo: one visit, left in %s\n", filepath.Clean(dir))
	return nil
}
