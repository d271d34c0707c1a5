package main

import "github.com/spf13/cobra"

func newFleet() *cobra.Command {
	c := &cobra.Command{
		Use:   "fleet",
		Short: "terminals and their hub",
		Args:  cobra.ArbitraryArgs,
		RunE:  needsCommand,
	}
	c.AddCommand(newFleetEnrol())
	return c
}
