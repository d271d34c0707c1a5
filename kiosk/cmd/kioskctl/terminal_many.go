package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fleet/api"
)

// many reports whether the flags say which terminals.
func (s *chosen) many() bool {
	for _, name := range s.places {
		if *name != "" {
			return true
		}
	}
	return len(s.labels) > 0
}

// targets are the terminals of an order. Those of a selection are looked up and
// confirmed first: what is done is done to those that were counted.
func (o *orderFlags) targets(c *cobra.Command, client *api.Client, ids []string) ([]string, error) {
	if !o.many() {
		return ids, nil
	}
	all, err := client.All(c.Context(), o.query())
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(t api.Terminal) bool {
		return t.State == "revoked" || len(ids) > 0 && !slices.Contains(ids, t.ID)
	})
	if len(all) == 0 {
		return nil, unclear{errors.New("no terminal fits")}
	}
	var out []string
	for _, t := range all {
		out = append(out, t.ID)
	}
	if o.yes {
		return out, nil
	}
	what := c.Name() + " " + touches(all)
	if !isScreen(c.InOrStdin()) {
		return nil, unclear{fmt.Errorf("%s: nobody can be asked here; --yes does it", what)}
	}
	fmt.Fprintf(c.ErrOrStderr(), "%s? [y/N] ", what)
	if said, err := bufio.NewReader(c.InOrStdin()).ReadString('\n'); err != nil || !strings.EqualFold(strings.TrimSpace(said), "y") {
		return nil, failed(errors.New("nothing was done"))
	}
	return out, nil
}

// touches is "12 terminals of 2 halls, 1 of them silent".
func touches(all []api.Terminal) string {
	halls, silent := map[string]bool{}, 0
	for _, t := range all {
		halls[t.Place.Hall] = true
		if t.State == "silent" || t.State == "new" {
			silent++
		}
	}
	out := count(len(all), "terminal") + " of " + count(len(halls), "hall")
	if silent > 0 {
		out += fmt.Sprintf(", %d of them silent", silent)
	}
	return out
}

// give gives an order to those that it is for.
func (o *orderFlags) give(ctx context.Context, c *cobra.Command, client *api.Client, order api.Order, ids []string) (api.Command, error) {
	targets, err := o.targets(c, client, ids)
	if err != nil {
		return api.Command{}, err
	}
	order.Terminals = targets
	return client.Give(ctx, order)
}
