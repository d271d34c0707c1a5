package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net/http"
	_ "net/http/pprof" // with --profile alone
	"os"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fleet/swarm"
)

// fewTerminals are as many as somebody plays with; more are a load run.
const fewTerminals = 100

func fleetCommand() *cobra.Command {
	var o swarm.Options
	var keep, load bool
	var profile string
	c := &cobra.Command{
		Use:   "fleet",
		Short: "Run a hub and simulated terminals",
		Long: "Starts the hub's own program in a folder of its own, enrols terminals with it and\n" +
			"has things happen at them. Up to 100 terminals stay for somebody to play with;\n" +
			"more, or --load, measure what the hub can carry and end.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) (err error) {
			if o.Dir, err = os.MkdirTemp("", "kiosk-fleet-"); err != nil {
				return err
			}
			if !keep {
				defer func() { err = errors.Join(err, os.RemoveAll(o.Dir)) }()
			}
			if profile != "" {
				go func() { slog.Error("profile", "err", http.ListenAndServe(profile, nil)) }()
			}
			o.Password, o.Log = rand.Text()[:16], slog.New(slog.DiscardHandler)
			load = load || o.Terminals > fewTerminals
			o.Free, o.Visits = load, !load
			return fleet(c.Context(), c.OutOrStdout(), o, load)
		},
	}
	f := c.Flags()
	f.IntVar(&o.Terminals, "terminals", 20, "how many")
	f.StringVar(&o.Hub, "hub", besides("kioskhub"), "`path` of the hub's program")
	f.BoolVar(&o.Hints, "hints", true, "terminals listen for hints")
	f.DurationVar(&o.Every, "status", time.Minute, "between two statuses of a terminal")
	f.DurationVar(&o.Poll, "poll", 30*time.Second, "between two looks at the repository")
	f.DurationVar(&o.Health, "health", 5*time.Second, "for which a release has to work")
	f.DurationVar(&o.Down, "down", 2*time.Second, "from the end of a terminal's program to its next start")
	f.DurationVar(&o.Pace, "pace", time.Minute, "between two things that happen at a terminal")
	f.IntVar(&o.Hall, "hall", 8, "terminals of one hall")
	f.StringVar(&o.People, "addr", "", "`host:port` of the console; any port of the loopback without")
	f.BoolVar(&keep, "keep", false, "keep the folder")
	f.BoolVar(&load, "load", false, "measure, and end")
	f.StringVar(&profile, "profile", "", "`host:port` at which to profile the terminals")
	_ = f.MarkHidden("profile") // the flag is there
	return c
}

// fleet runs the swarm until ctx ends, or until all is measured.
func fleet(ctx context.Context, out io.Writer, o swarm.Options, load bool) (err error) {
	s, err := swarm.Start(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if load {
		return s.Load(ctx, out, 30*time.Second)
	}
	return s.Play(ctx, out)
}
