package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/config/reference"
	"govkiosk/kiosk/slip"
)

func newConfig() *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "look at the configuration of a terminal or of many, sign and publish it",
		RunE:  needsCommand,
		Args:  cobra.ArbitraryArgs,
	}
	c.AddCommand(configCheck(), configExplain(), configDiff(), configDocs(), configSchema(),
		configKeygen(), configInit(), configDelegate(), configSign(), configPublish(), configRotate(), configStatus())
	return c
}

func configCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check PATH...",
		Short: "tell everything that is wrong with a configuration",
		Long: `Tell everything that is wrong with a configuration, a line for each problem:
FILE:LINE: key: reason. A path is a file, a folder of layers (image.toml,
province.toml, city.toml, district.toml, hall.toml, model.toml, terminal.toml),
or a tree of many terminals (a folder with places.toml). Later paths stand over
earlier ones. The templates that [slips] names are tried on samples. The exit
code is 2 when something is wrong.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, paths []string) error {
			said, err := checked(paths)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), said)
			return failed(err)
		},
	}
}

func checked(paths []string) (string, error) {
	if len(paths) == 1 && isTree(paths[0]) {
		tree, err := readTree(paths[0])
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("nothing is wrong with %d terminals", len(tree.Terminals())), tree.Check(slip.Check)
	}
	_, err := config.LoadWith(slip.Check, paths...)
	return "nothing is wrong", err
}

// isTree reports whether a path is a tree of many terminals.
func isTree(path string) bool {
	_, err := os.Stat(filepath.Join(path, config.PlacesFile))
	return err == nil
}

func readTree(path string) (*config.Tree, error) { return config.ReadTree(os.DirFS(path), path) }

func configDocs() *cobra.Command {
	return &cobra.Command{
		Use:   "docs",
		Short: "print the reference of every key, as Markdown",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return failed(reference.Markdown(c.OutOrStdout(), reference.Entries()))
		},
	}
}

func configSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "print the JSON Schema of a configuration, for editors",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			out := json.NewEncoder(c.OutOrStdout())
			out.SetIndent("", "  ")
			return failed(out.Encode(reference.Schema(reference.Entries())))
		},
	}
}
