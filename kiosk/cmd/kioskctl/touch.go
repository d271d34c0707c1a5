package main

import (
	"context"
	"net/http"

	"github.com/spf13/cobra"
)

func newTouch() *cobra.Command {
	var at target
	var wipe bool
	c := &cobra.Command{
		Use:   "touch",
		Short: "print the calibration of the panel, and where it was touched and where not",
		Long: "Prints the calibration in use and a map of the glass with the events in each cell.\n" +
			"To look for dead spots: kioskctl touch --wipe, draw a finger over all of the glass,\n" +
			"and see which cells kioskctl touch calls untouched.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			socket, err := at.control()
			if err != nil {
				return err
			}
			if wipe {
				if err := wipeMap(c.Context(), socket); err != nil {
					return failed(err)
				}
			}
			return failed(ask(c.Context(), c.OutOrStdout(), socket, "touch"))
		},
	}
	at.flags(c)
	c.Flags().BoolVar(&wipe, "wipe", false, "begin the map anew")
	return c
}

// wipeMap empties the map of the touches.
func wipeMap(ctx context.Context, socket string) error {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodDelete, controlURL+"touch/coverage", nil)
	if err != nil {
		return err
	}
	response, err := controlClient(socket).Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}
