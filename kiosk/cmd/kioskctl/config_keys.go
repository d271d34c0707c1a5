package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/publish"
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
