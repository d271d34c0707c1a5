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

	"govkiosk/drivers/sim"
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
	edges := c.Flags().IntSlice("touch-edges", []int{0, 4095, 0, 4095}, "counts of the touch panel at its left, right, upper and lower `edges`; others than these need kioskctl calibrate")
	c.Flags().StringVar(&o.Display, "display", os.Getenv("DISPLAY"), "X `display` for the terminal's window; empty: none is needed")
	c.RunE = func(c *cobra.Command, _ []string) error {
		var err error
		if o.Panel, err = panelOf(*edges); err != nil {
			return err
		}
		return run(c.Context(), c.OutOrStdout(), *addr, *o)
	}
	return c
}

// panelOf is a touch panel with these counts at its edges.
func panelOf(edges []int) (sim.EloOpts, error) {
	if len(edges) != 4 {
		return sim.EloOpts{}, fmt.Errorf("--touch-edges: want four numbers, got %d", len(edges))
	}
	for _, n := range edges {
		if n < 0 || n > 4095 {
			return sim.EloOpts{}, fmt.Errorf("--touch-edges: %d is not 0 to 4095", n)
		}
	}
	if edges[0] == edges[1] || edges[2] == edges[3] {
		return sim.EloOpts{}, errors.New("--touch-edges: two edges of one axis are the same")
	}
	return sim.EloOpts{MinX: edges[0], MaxX: edges[1], MinY: edges[2], MaxY: edges[3]}, nil
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
	fmt.Fprintf(out, "维护密码（仅这一次有效）：%s 。PIN of service mode, for this run only.\n", b.PIN())
	fmt.Fprintf(out, "folder: %s (%s)\nconfiguration: %s\ncontrol socket: %s\nhow it is: kioskctl health --config %s\n", b.Folder(), atTheEnd(b, o.Keep), b.Config(), b.Socket(), b.Config())
	select {
	case <-ctx.Done():
		return nil
	case err := <-b.Broken():
		return err
	case err := <-served:
		return err
	}
}

// atTheEnd says what becomes of the folder.
func atTheEnd(b *bench.Bench, keep bool) string {
	if keep {
		return "left at " + b.Kept()
	}
	return "removed at the end; --keep leaves it at " + b.Kept()
}
