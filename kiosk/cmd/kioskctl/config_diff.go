package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"govkiosk/config"
)

func configDiff() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "diff A B",
		Short: "tell what would change, and on which terminals",
		Long: `Tell what becomes different from configuration A to B. Between two trees of
terminals, those on which the same changes are told together; a terminal on which
nothing changes is not mentioned. Both must be without a problem.`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, paths []string) error {
			impacts, err := compare(paths[0], paths[1])
			if err != nil {
				return err
			}
			if asJSON {
				return failed(json.NewEncoder(c.OutOrStdout()).Encode(impacts))
			}
			return failed(printImpacts(c.OutOrStdout(), impacts))
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print an array")
	return c
}

func compare(before, after string) ([]config.Impact, error) {
	if isTree(before) != isTree(after) {
		return nil, fmt.Errorf("want two files, two folders of layers, or two trees of terminals")
	}
	if isTree(before) {
		a, err := readTree(before)
		if err != nil {
			return nil, err
		}
		b, err := readTree(after)
		if err != nil {
			return nil, err
		}
		return config.Compare(a, b)
	}
	a, err := config.Load(before)
	if err != nil {
		return nil, err
	}
	b, err := config.Load(after)
	if err != nil {
		return nil, err
	}
	if changes := config.Diff(a, b); len(changes) > 0 {
		return []config.Impact{{Terminals: []string{b.Terminal.ID}, Changes: changes}}, nil
	}
	return []config.Impact{}, nil
}

func printImpacts(w io.Writer, impacts []config.Impact) error {
	out := &strings.Builder{}
	if len(impacts) == 0 {
		out.WriteString("nothing changes\n")
	}
	for _, i := range impacts {
		fmt.Fprintf(out, "%s: %s\n", count(len(i.Terminals), "terminal"), strings.Join(i.Terminals, " "))
		switch {
		case i.Added:
			out.WriteString("  new\n")
		case i.Removed:
			out.WriteString("  gone\n")
		}
		for _, c := range i.Changes {
			fmt.Fprintf(out, "  %s: %s -> %s\n", c.Key, none(c.Before), none(c.After))
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func none(value string) string {
	if value == "" {
		return "nothing"
	}
	return value
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
