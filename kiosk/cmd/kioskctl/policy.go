package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"govkiosk/kiosk"
)

func newPolicy() *cobra.Command {
	var at target
	c := &cobra.Command{
		Use:   "policy",
		Short: "show the rules that hold at the terminal, and who says each",
		Long: `Show the rules that hold at the running terminal, one a line, and who says each:
the configuration, else the hall's policy with its version, else the program.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			socket, err := at.control()
			if err != nil {
				return err
			}
			return failed(policy(c.Context(), c.OutOrStdout(), socket))
		},
	}
	at.flags(c)
	return c
}

func policy(ctx context.Context, w io.Writer, socket string) error {
	r, wr := io.Pipe()
	go func() { wr.CloseWithError(ask(ctx, wr, socket, "policy")) }()
	var list []kiosk.Rule
	if err := json.NewDecoder(r).Decode(&list); err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, rule := range list {
		fmt.Fprintf(table, "%s\t%s\t%s\n", rule.Key, or(rule.Value, "-"), rule.Source)
	}
	return table.Flush()
}
