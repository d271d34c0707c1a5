package main

import "github.com/spf13/cobra"

func newHall() *cobra.Command {
	c := &cobra.Command{
		Use:   "hall",
		Short: "look into the way to the hall's API",
		RunE:  needsCommand,
		Args:  cobra.ArbitraryArgs,
	}
	c.AddCommand(newHallSign(), newHallProbe(), newHallCode())
	return c
}
