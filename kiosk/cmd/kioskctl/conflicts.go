package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
)

func newConflicts() *cobra.Command {
	var at target
	c := &cobra.Command{
		Use:   "conflicts [NUMBER|cell-N]",
		Short: "show what was given out without the network and the hall knows otherwise",
		Long: `Show the numbers that were given out and the cells that were opened without the
network and that the hall knows otherwise, with the terminal's record and the
hall's. With a NUMBER, or with cell-4 for cell 4, write down that you have seen
to it: it is shown no more.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			socket, err := at.control()
			if err != nil {
				return err
			}
			if len(args) == 1 {
				return failed(clearConflict(c.Context(), socket, args[0]))
			}
			return failed(conflicts(c.Context(), c.OutOrStdout(), socket))
		},
	}
	at.flags(c)
	return c
}

func conflicts(ctx context.Context, w io.Writer, socket string) error {
	var list []journal.Issue
	if err := asked(ctx, socket, "conflicts", &list); err != nil {
		return err
	}
	var cells []journal.Verdict
	if err := asked(ctx, socket, "conflicts/cells", &cells); err != nil {
		return err
	}
	for _, i := range list {
		fmt.Fprintf(w, "%s  %s  %s\n", i.Number, i.Day, i.Result)
		fmt.Fprintf(w, "  here: given out at %s, of block %s, %s\n", i.At.Format("15:04:05"), i.Block, or(string(i.Settled), "not settled"))
		fmt.Fprintf(w, "  hall: %s\n", theirs(i.Theirs))
	}
	for _, v := range cells {
		fmt.Fprintf(w, "cell-%d  %s  %s\n", v.Ours.Cell, v.Ours.Began.Format(time.DateOnly), v.Result)
		fmt.Fprintf(w, "  here: certificate %s, %s; opened %s, closed %s, citizen: %s\n", v.Certificate, v.Ours.Told,
			moment(v.Ours.Opened), moment(v.Ours.Closed), or(v.Ours.Says, "nothing"))
		fmt.Fprintf(w, "  hall: %s\n", theirCell(v.Theirs))
	}
	if len(list)+len(cells) == 0 {
		fmt.Fprintln(w, "none")
	}
	return nil
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Format("15:04:05")
}

// theirCell is the hall's record of a cell in one line.
func theirCell(text string) string {
	var c hall.CellConflict
	if json.Unmarshal([]byte(text), &c) != nil {
		return or(text, "no record")
	}
	said := "reference " + or(c.Reference, "none")
	if c.Hall != nil {
		said += fmt.Sprintf(", has certificate %s as %s", c.Hall.ID, c.Hall.Readiness.State.Raw)
		if at := c.Hall.Readiness.Location; at != nil {
			said += fmt.Sprintf(", in cell %d of %s", at.Cell, at.Cabinet)
		}
	}
	return said
}

// theirs is the hall's record in one line.
func theirs(text string) string {
	var c hall.Conflict
	if json.Unmarshal([]byte(text), &c) != nil {
		return or(text, "no record")
	}
	said := "reference " + or(c.Reference, "none")
	if c.Hall != nil {
		said += fmt.Sprintf(", has number %s, %s, ticket %s", c.Hall.Number, c.Hall.Status, c.Hall.ID)
	}
	return said
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func conflictPath(name string) string {
	if cell, ok := strings.CutPrefix(name, "cell-"); ok {
		return "conflicts/cells/" + url.PathEscape(cell)
	}
	return "conflicts/" + url.PathEscape(name)
}

func clearConflict(ctx context.Context, socket, number string) error {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodDelete, controlURL+conflictPath(number), nil)
	if err != nil {
		return err
	}
	response, err := controlClient(socket).Do(request)
	if err != nil {
		return fmt.Errorf("kioskctl: the terminal does not answer: %w", err)
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusNoContent:
		return nil
	case http.StatusNotFound:
		return fmt.Errorf("kioskctl: %s is in no conflict", number)
	}
	return fmt.Errorf("kioskctl: the terminal answers %s", response.Status)
}
