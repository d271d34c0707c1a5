package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/page"
)

func runCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "run",
		Short: "Play with the terminal in a browser",
		Long: "Starts the bench and the terminal, and serves a page with the terminal's screen,\n" +
			"a tray of cards, the paper and switches for faults. Ctrl-C ends everything.",
		Args: cobra.NoArgs,
	}
	o := benchFlags(c)
	addr := c.Flags().String("addr", "127.0.0.1:8088", "`host:port` of the page")
	c.Flags().StringVar(&o.Display, "display", os.Getenv("DISPLAY"), "X `display` for the terminal's window; empty: none is needed")
	c.RunE = func(c *cobra.Command, _ []string) error { return run(c.Context(), c.OutOrStdout(), *addr, *o) }
	return c
}

// run serves the page until ctx ends or the bench breaks.
func run(ctx context.Context, out io.Writer, addr string, o bench.Options) (err error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("the page's address is taken; choose another with --addr: %w", err)
	}
	defer listener.Close()
	b, err := bench.Start(o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	handler, err := page.Handler(b, b.Film(), b)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	// Streams never end by themselves, so Close and not Shutdown.
	defer server.Close()
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	fmt.Fprintf(out, "请用浏览器打开 http://%s 。Open it in a browser; Ctrl-C ends everything.\n", listener.Addr())
	select {
	case <-ctx.Done():
		return nil
	case err := <-b.Broken():
		return err
	case err := <-served:
		return err
	}
}
