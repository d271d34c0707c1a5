package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/rollout"
)

func (f *hubFlags) rolloutStart() *cobra.Command {
	var release int64
	var id string
	var dry bool
	c := &cobra.Command{
		Use: "start [PLAN.toml] [--release N]", Short: "begin a roll-out", Args: cobra.MaximumNArgs(1),
		Long: `Begin a roll-out of a release that the repository has, the newest where none is
named. The plan is TOML or JSON; what it leaves out is as here, and without waves
the hub takes a canary, a quarter, and then all:

  release = 7
  success = 0.95       # of those that answered, who must be well before the next wave opens
  max_failed = 3       # more stop it
  per_hall = 1         # out of service at once
  at_once = 0          # under way at once, of all; 0: no bound
  patience = "20m"     # one that was let go and says nothing for so long has failed
  [[waves]]
  labels = { district = "lunan" }
  share = 0.02
  least = 5            # answers to wait for
  soak = "10m"         # open so long at least

--dry-run tells what would change on which terminals, and begins nothing.`,
		RunE: func(c *cobra.Command, args []string) error {
			p, err := readPlan(args, c.InOrStdin())
			if err != nil {
				return err
			}
			if release > 0 {
				p.Release = release
			}
			if id != "" {
				p.ID = id
			}
			if dry {
				return f.dryRun(c, p)
			}
			return answered(f, c, func(ctx context.Context, client *api.Client) (api.Rollout, error) { return client.Start(ctx, p) }, showRollout)
		},
	}
	c.Flags().Int64Var(&release, "release", 0, "version of the release; 0: as the plan says, else the newest")
	c.Flags().StringVar(&id, "id", "", "name of the roll-out; empty: as the plan says, else after its release")
	c.Flags().BoolVar(&dry, "dry-run", false, "tell what would change, and begin nothing")
	return c
}

// readPlan reads the plan from a file, or from the input for "-".
func readPlan(args []string, stdin io.Reader) (rollout.Plan, error) {
	if len(args) == 0 {
		return rollout.Usual(), nil
	}
	if args[0] == "-" {
		text, err := io.ReadAll(stdin)
		if err != nil {
			return rollout.Plan{}, err
		}
		return rollout.ReadPlan(text)
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return rollout.Plan{}, err
	}
	p, err := rollout.ReadPlan(text)
	if err != nil {
		return p, fmt.Errorf("%s: %w", args[0], err)
	}
	return p, nil
}

// dryRun tells what a plan would do; one that could not begin is an error.
func (f *hubFlags) dryRun(c *cobra.Command, p rollout.Plan) error {
	problems := 0
	err := answered(f, c, func(ctx context.Context, client *api.Client) (api.Preview, error) {
		v, err := client.Preview(ctx, p)
		problems = len(v.Problems)
		return v, err
	}, showPreview)
	if err == nil && problems > 0 {
		return failed(errors.New("it would not be begun"))
	}
	return err
}

func showPreview(w io.Writer, v api.Preview) {
	fmt.Fprintf(w, "release %d: %s, nothing changes on %d of them\n", v.Release, count(v.Total, "terminal"), v.Same)
	for i, wave := range v.Waves {
		fmt.Fprintf(w, "wave %d: %s more, %d heard of lately\n", i+1, count(wave.Total, "terminal"), wave.Heard)
	}
	out := &strings.Builder{}
	if len(v.Impacts) > 0 {
		_ = printImpacts(out, v.Impacts) // to memory
	}
	fmt.Fprint(w, out.String())
	for _, note := range v.Notes {
		fmt.Fprintf(w, "note: %s\n", note)
	}
	for _, problem := range v.Problems {
		fmt.Fprintf(w, "problem: %s\n", problem)
	}
}
