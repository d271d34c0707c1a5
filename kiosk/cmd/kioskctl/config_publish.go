package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/publish"
	"govkiosk/kiosk/slip"
)

// How long what is signed is good for, in days, where nobody says otherwise.
const (
	rootDays    = 365
	targetsDays = 90
	onlineDays  = 7
)

// daysFlag takes a number of days, within the bounds of sense.
func daysFlag(c *cobra.Command, to *int, name string, usual int) {
	c.Flags().IntVar(to, name, usual, "days until it expires")
}

func someDays(days ...int) error {
	for _, d := range days {
		if d < 1 || d > 3650 {
			return fmt.Errorf("want 1 to 3650 days, got %d", d)
		}
	}
	return nil
}

func configInit() *cobra.Command {
	var days int
	keys := map[string]*publish.Keys{}
	c := &cobra.Command{
		Use:   "init REPOSITORY",
		Short: "begin a repository of signed configuration",
		Long: `Begin a repository: a folder with the draft of its first root, which says whose
keys count. Then: config sign for the roles root and targets, config publish.
Terminals are installed with metadata/1.root.json of it.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := someDays(days); err != nil {
				return err
			}
			all := map[string]publish.Keys{}
			for role, k := range keys {
				all[role] = *k
			}
			if err := (&publish.Repo{Dir: args[0]}).Init(all, days); err != nil {
				return failed(err)
			}
			_, err := fmt.Fprintf(c.OutOrStdout(), "root: draft of version 1 in %s/draft\n", args[0])
			return failed(err)
		},
	}
	for _, role := range []string{"root", "targets", "snapshot", "timestamp"} {
		keys[role] = &publish.Keys{}
		c.Flags().StringArrayVar(&keys[role].Files, role, nil, "public key of the role; may be given again")
		c.Flags().IntVar(&keys[role].Threshold, role+"-threshold", 0, "how many of them must sign; 0: all")
	}
	daysFlag(c, &days, "days", rootDays)
	return c
}

func configSign() *cobra.Command {
	var days int
	var role, tree string
	var keys privateKeys
	c := &cobra.Command{
		Use:   "sign REPOSITORY --role ROLE --key KEY [--tree TREE]",
		Short: "sign the draft of a role",
		Long: `Sign the draft of root, targets or of a role that they delegate to. With --tree
the draft is made of what belongs to the role there; a tree in which something
is wrong is not signed. A draft that says the same already is signed as it is,
so that several people can sign one after the other.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := someDays(days); err != nil {
				return err
			}
			t, err := goodTree(tree)
			if err != nil {
				return err
			}
			with, err := keys.read()
			if err != nil {
				return failed(err)
			}
			s, err := (&publish.Repo{Dir: args[0]}).Sign(role, t, days, with...)
			if err != nil {
				return failed(err)
			}
			if s.Dropped > 0 {
				fmt.Fprintf(c.OutOrStdout(), "%s: another draft is replaced, and its %s\n", role, count(s.Dropped, "signature"))
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s: version %d has %d of %s\n", role, s.Version, s.Have, count(s.Want, "signature"))
			return failed(err)
		},
	}
	c.Flags().StringVar(&role, "role", "targets", "root, targets, or a role such as district-lunan")
	c.Flags().StringVar(&tree, "tree", "", "tree of terminals to make the draft of")
	keys.flags(c)
	daysFlag(c, &days, "days", targetsDays)
	return c
}

// goodTree reads a tree that terminals can use; nil where there is no name.
func goodTree(path string) (*config.Tree, error) {
	if path == "" {
		return nil, nil
	}
	t, err := readTree(path)
	if err != nil {
		return nil, err
	}
	return t, t.Check(slip.Check)
}

func configPublish() *cobra.Command {
	var snapshotDays, timestampDays int
	var keys privateKeys
	c := &cobra.Command{
		Use:   "publish REPOSITORY --key KEY...",
		Short: "make signed drafts public, and renew snapshot and timestamp",
		Long: `Check the drafts, make them public, and sign a snapshot and a timestamp over
everything. Without drafts the two are renewed, as must be done before they
expire. Terminals see nothing of it before it is whole.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := someDays(snapshotDays, timestampDays); err != nil {
				return err
			}
			with, err := keys.read()
			if err != nil {
				return failed(err)
			}
			p, err := (&publish.Repo{Dir: args[0]}).Publish(snapshotDays, timestampDays, with...)
			if err != nil {
				return failed(err)
			}
			what := "nothing new"
			if len(p.Roles) > 0 {
				what = strings.Join(p.Roles, " ")
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "published %s; snapshot %d, timestamp %d\n", what, p.Snapshot, p.Timestamp)
			return failed(err)
		},
	}
	keys.flags(c)
	daysFlag(c, &snapshotDays, "snapshot-days", onlineDays)
	daysFlag(c, &timestampDays, "timestamp-days", onlineDays)
	return c
}

func configStatus() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "status REPOSITORY",
		Short: "tell versions, keys, expiry and drafts of a repository",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			all, err := (&publish.Repo{Dir: args[0]}).Status()
			if err != nil {
				return failed(err)
			}
			if asJSON {
				return failed(json.NewEncoder(c.OutOrStdout()).Encode(all))
			}
			for _, s := range all {
				if _, err := fmt.Fprintln(c.OutOrStdout(), statusLine(s, time.Now())); err != nil {
					return failed(err)
				}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print an array")
	return c
}

func statusLine(s publish.Status, now time.Time) string {
	text := s.Role + ": not published"
	if s.Version > 0 {
		text = fmt.Sprintf("%s: version %d until %s", s.Role, s.Version, s.Expires.Local().Format(time.DateOnly))
		if s.Expires.Before(now) {
			text += ", EXPIRED"
		}
	}
	text += fmt.Sprintf(", %d of %s", s.Threshold, count(len(s.Keys), "key"))
	for _, id := range s.Keys {
		text += fmt.Sprintf(" %.8s", id)
	}
	if s.Draft > 0 {
		text += fmt.Sprintf("; draft of version %d with %d of %s", s.Draft, s.Signed, count(s.Threshold, "signature"))
	}
	return text
}
