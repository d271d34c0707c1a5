// Package control asks a running terminal what is on its glass, how its
// devices are and what its journal says, over its control socket.
//
// The bench never links the terminal's screens: it reads the socket's JSON as
// a technician's laptop would.
package control

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// Tree is what is on the glass.
type Tree struct {
	Screen  string
	Shown   uint64 // views handed to the window
	Painted uint64 // the newest of them that has been drawn
	Moving  bool   // a page or a figure is on its way
	Widgets []Widget
}

// Widget is one thing on the glass. Its place is in panel pixels.
type Widget struct {
	Role       string
	Label      string
	Intent     string
	Arg        string
	Enabled    bool
	Focused    bool // it is in the ring of the keys beside the glass
	X, Y, W, H int
}

// Same tells one widget by what it does and where it stands: its words may
// change meanwhile.
func (w Widget) Same(o Widget) bool {
	return w.Intent == o.Intent && w.Arg == o.Arg && w.X == o.X && w.Y == o.Y
}

// Device is a row of the terminal's health table, in XFS4IoT's words.
type Device struct {
	Device string
	State  string
	Code   string // row of the fault table; empty: nothing is wrong
	Reason string // why what needs it is not offered; empty: it works
	Cause  string // the technician's chain
	Paper  string
	Mouth  string
	Doors  string // cells of the cabinet that stand open
}

// Settled reports whether the newest view is painted and stands still, so
// that a picture shows what the tree says.
func (t Tree) Settled() bool { return t.Painted == t.Shown && !t.Moving }

// Find returns the first enabled widget that posts intent with arg; an empty
// arg fits any.
func (t Tree) Find(intent, arg string) (Widget, bool) {
	for _, w := range t.Widgets {
		if w.Enabled && w.Intent == intent && (arg == "" || w.Arg == arg) {
			return w, true
		}
	}
	return Widget{}, false
}

// Ring are the widgets in the ring of the keys beside the glass: one, or a row.
func (t Tree) Ring() (out []Widget) {
	for _, w := range t.Widgets {
		if w.Focused {
			out = append(out, w)
		}
	}
	return out
}

// Centre is where a finger would aim, in panel pixels.
func (w Widget) Centre() (x, y float64) {
	return float64(w.X) + float64(w.W)/2, float64(w.Y) + float64(w.H)/2
}

// Client talks to one terminal.
type Client struct{ http http.Client }

// patience is how long the terminal may take for one answer.
const patience = 3 * time.Second

// New makes a client for a control socket. The socket need not exist yet.
func New(socket string) *Client {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", socket)
	}
	return &Client{http.Client{Timeout: patience, Transport: &http.Transport{DialContext: dial}}}
}

// Close drops the connections that are kept open.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Screen asks what is on the glass now.
func (c *Client) Screen(ctx context.Context) (Tree, error) {
	var tree Tree
	return tree, c.ask(ctx, "/v1/screen", &tree)
}

// Health asks for the table of devices.
func (c *Client) Health(ctx context.Context) ([]Device, error) {
	var devices []Device
	return devices, c.ask(ctx, "/v1/health", &devices)
}

// Visit asks for the running or last visit and its journal records, as JSON.
func (c *Client) Visit(ctx context.Context) (json.RawMessage, error) {
	return c.get(ctx, "/v1/visit")
}

func (c *Client) ask(ctx context.Context, path string, answer any) error {
	body, err := c.get(ctx, path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, answer); err != nil {
		return fmt.Errorf("control: %s: %w", path, err)
	}
	return nil
}

func (c *Client) get(ctx context.Context, path string) (json.RawMessage, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://terminal"+path, nil)
	if err != nil {
		return nil, fmt.Errorf("control: %s: %w", path, err)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("control: %s: %w", path, err)
	}
	defer resp.Body.Close()
	const limit = 4 << 20
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit))
	if err != nil {
		return nil, fmt.Errorf("control: %s: %w", path, err)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("control: %s: %s: %.200s", path, resp.Status, body)
	}
	return body, nil
}
