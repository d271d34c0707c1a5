package main

import (
	"fmt"
	"image"
	"io"
	"log"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// hand is a finger on the display, through XTEST: what the X server makes of a
// touch panel, for every program the same.
type hand struct {
	conn *xgb.Conn
	root xproto.Window
}

func newHand(display string) (*hand, error) {
	xgb.Logger = log.New(io.Discard, "", 0) // it reports a server without access control
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return nil, fmt.Errorf("display %s: %w", display, err)
	}
	if err := xtest.Init(conn); err != nil {
		return nil, fmt.Errorf("display %s: XTEST: %w", display, err)
	}
	return &hand{conn, xproto.Setup(conn).DefaultScreen(conn).Root}, nil
}

const (
	xPress   = 4 // X11 core events
	xRelease = 5
	xMotion  = 6
	button1  = 1
)

func (h *hand) moveTo(p image.Point) error {
	return xtest.FakeInputChecked(h.conn, xMotion, 0, 0, h.root, int16(p.X), int16(p.Y), 0).Check()
}

// press returns the time just before the server hears of it.
func (h *hand) press() time.Time {
	at := time.Now()
	xtest.FakeInput(h.conn, xPress, button1, 0, h.root, 0, 0, 0)
	return at
}

func (h *hand) release() { xtest.FakeInput(h.conn, xRelease, button1, 0, h.root, 0, 0, 0) }
