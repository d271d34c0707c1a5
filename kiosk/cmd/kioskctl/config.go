package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk/slip"
)

func newConfig() *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "look at a terminal's configuration",
		RunE:  needsCommand,
		Args:  cobra.ArbitraryArgs,
	}
	c.AddCommand(&cobra.Command{
		Use:   "check FILE...",
		Short: "tell everything that is wrong with a configuration",
		Long: `Tell everything that is wrong with a configuration, a line for each problem:
FILE:LINE: key: reason. Later files stand over earlier ones. The templates that
[slips] names are tried on samples. The exit code is 2 when something is wrong.`,
		Args: cobra.MinimumNArgs(1),
		RunE: checkConfig,
	})
	return c
}

func checkConfig(c *cobra.Command, files []string) error {
	if _, err := config.LoadWith(slip.Check, files...); err != nil {
		return err
	}
	_, err := fmt.Fprintln(c.OutOrStdout(), "nothing is wrong")
	return failed(err)
}
