package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

// askTimeout is how long a terminal may take for its answer. It answers from
// memory.
const askTimeout = 5 * time.Second

// questions are what a terminal can be asked by its control socket.
var questions = map[string]string{
	"screen": "print what is on the glass",
	"visit":  "print the visit and the newest records",
}

func newAsk(what string) *cobra.Command {
	var at target
	c := &cobra.Command{
		Use:   what,
		Short: questions[what],
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			socket, err := at.control()
			if err != nil {
				return err
			}
			return failed(ask(c.Context(), c.OutOrStdout(), socket, what))
		},
	}
	at.flags(c)
	return c
}

// ask copies the terminal's answer, JSON, to w.
func ask(ctx context.Context, w io.Writer, socket, what string) error {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, controlURL+what, nil)
	if err != nil {
		return err
	}
	response, err := controlClient(socket).Do(request)
	if err != nil {
		return fmt.Errorf("kioskctl: the terminal does not answer: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("kioskctl: the terminal answers %s to %s", response.Status, what)
	}
	_, err = io.Copy(w, response.Body)
	return err
}

// controlURL begins every question. Its host is not used: the connection goes
// to the socket.
const controlURL = "http://terminal/v1/"

// controlClient asks the terminal that serves a control socket.
func controlClient(socket string) *http.Client {
	return &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", socket)
		},
		DisableKeepAlives: true,
	}}
}
