package main

import (
	"encoding/json"
	"fmt"
	"os"
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

// privateKeys are the flags of a command that signs.
type privateKeys struct {
	files      []string
	passphrase string
}

func (k *privateKeys) flags(c *cobra.Command) {
	c.Flags().StringArrayVar(&k.files, "key", nil, "private key to sign with; may be given again")
	c.Flags().StringVar(&k.passphrase, "passphrase-file", "", "file with the passphrase of locked keys")
}

func (k *privateKeys) read() ([]publish.Key, error) {
	passphrase, err := readPassphrase(k.passphrase)
	if err != nil {
		return nil, err
	}
	var out []publish.Key
	for _, file := range k.files {
		key, err := publish.ReadKey(file, passphrase)
		if err != nil {
			return nil, err
		}
		out = append(out, key)
	}
	return out, nil
}

func readPassphrase(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	text, err := os.ReadFile(file)
	return strings.TrimRight(string(text), "\r\n"), err
}

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

func configKeygen() *cobra.Command {
	var passphrase string
	c := &cobra.Command{
		Use:   "keygen FILE",
		Short: "make a key to sign configuration with",
		Long: `Make a key: FILE holds the private one, readable by its owner only, FILE.pub the
public one. With a passphrase the private one is locked (age). Nothing is
overwritten. Keys of root and targets belong on a machine without a network.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			secret, err := readPassphrase(passphrase)
			if err != nil {
				return err
			}
			id, err := publish.Keygen(args[0], secret)
			if err != nil {
				return failed(err)
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%.8s %s.pub\n", id, args[0])
			return failed(err)
		},
	}
	c.Flags().StringVar(&passphrase, "passphrase-file", "", "file with the passphrase to lock it by")
	return c
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

func configDelegate() *cobra.Command {
	var days int
	var keys publish.Keys
	var tree string
	c := &cobra.Command{
		Use:   "delegate REPOSITORY city|district|hall NAME --tree TREE --key KEY.pub",
		Short: "let a city, a district or a hall sign for itself",
		Long: `Make a draft of targets in which a city, a district or a hall signs what belongs
to it by the tree's places.toml, and nothing else. Targets must sign it, and the
new role what it has, before it is published.`,
		Args: cobra.ExactArgs(3),
		RunE: func(c *cobra.Command, args []string) error {
			t, err := readTree(tree)
			if err != nil {
				return err
			}
			role, paths, err := (&publish.Repo{Dir: args[0]}).Delegate(config.Layer(args[1]), args[2], t, keys, days)
			if err != nil {
				return failed(err)
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s signs %s\n", role, strings.Join(paths, " "))
			return failed(err)
		},
	}
	c.Flags().StringVar(&tree, "tree", "", "the tree of terminals")
	c.Flags().StringArrayVar(&keys.Files, "key", nil, "public key of the role; may be given again")
	c.Flags().IntVar(&keys.Threshold, "threshold", 0, "how many of them must sign; 0: all")
	daysFlag(c, &days, "days", targetsDays)
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

func configRotate() *cobra.Command {
	var days int
	var keys publish.Keys
	var remove []string
	c := &cobra.Command{
		Use:   "rotate REPOSITORY ROLE [--add KEY.pub] [--remove ID]",
		Short: "change the keys of a role, or renew the root",
		Long: `Make a draft in which a role has other keys: a draft of the root for root,
targets, snapshot and timestamp, else one of targets. Sign and publish it. Keys
that somebody has stolen count for nothing from then on. If versions were driven
up with them, replace those of snapshot and timestamp together.`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if err := someDays(days); err != nil {
				return err
			}
			if err := (&publish.Repo{Dir: args[0]}).Rotate(args[1], keys, remove, days); err != nil {
				return failed(err)
			}
			_, err := fmt.Fprintf(c.OutOrStdout(), "%s: the draft is ready to be signed\n", args[1])
			return failed(err)
		},
	}
	c.Flags().StringArrayVar(&keys.Files, "add", nil, "public key to add; may be given again")
	c.Flags().StringArrayVar(&remove, "remove", nil, "how the id of a key to remove begins; may be given again")
	c.Flags().IntVar(&keys.Threshold, "threshold", 0, "how many must sign; 0: as before")
	daysFlag(c, &days, "days", rootDays)
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
