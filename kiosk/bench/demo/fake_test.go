package demo

import (
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"time"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/control"
	"govkiosk/kiosk/hall"
)

const link = "http://127.0.0.1:8480/q/t-1"

// hallway is a bench that plays the right visit by itself: each page has one
// key that leads on. A test breaks one thing in it.
type hallway struct {
	page    int
	painted uint64
	missing string // a page that never comes
	busy    int    // so many times, the view changes while a picture is taken
	looks   int
	calls   []bench.Call
	slips   []bench.Slip
	code    string
	bytes   []byte
	status  hall.Status
}

func newHallway() *hallway {
	return &hallway{code: link, bytes: []byte("\x1b@B042\x0a"), status: hall.Confirmed}
}

// pages in order; the card leads from identify to list, the paper from the
// ticket to the thanks.
var pages = []struct{ screen, intent, arg string }{
	{"attract", "start", ""}, {"home", "service", "queue"}, {"identify", "", ""}, {"list", "keyboard", ""},
	{"list", "key", "b"}, {"list", "key", "d"}, {"list", "key", "c"}, {"list", "business", "X1"},
	{"confirm", "take", ""}, {"ticket", "", ""}, {"ticket", "done", ""}, {"attract", "start", ""},
}

func (h *hallway) Screen(ctx context.Context) (control.Tree, error) {
	if ctx.Err() != nil {
		return control.Tree{}, ctx.Err()
	}
	at := pages[h.page]
	if at.screen == h.missing {
		return control.Tree{Screen: "out-of-use", Widgets: []control.Widget{{Label: "暂停服务"}}}, nil
	}
	tree := control.Tree{Screen: at.screen, Shown: h.painted, Painted: h.painted}
	if at.screen == "list" {
		tree.Widgets = append(tree.Widgets, control.Widget{Intent: "business", Arg: "X1", Enabled: true})
	}
	if at.intent != "" {
		tree.Widgets = append(tree.Widgets, control.Widget{Label: at.intent, Intent: at.intent, Arg: at.arg, Enabled: true, X: 100, Y: 200, W: 40, H: 20})
	}
	return tree, nil
}

func (h *hallway) next() { h.page++; h.painted++ }

func (h *hallway) Tap(x, y float64) {
	if x*bench.GlassWidth < 100 || x*bench.GlassWidth > 140 || y*bench.GlassHeight < 200 || y*bench.GlassHeight > 220 {
		if pages[h.page].screen != "list" {
			return
		}
	}
	switch pages[h.page].intent {
	case "take":
		h.calls = append([]bench.Call{{Operation: "confirmTicket", Path: "/v1/tickets/t-1/confirmation"}, {Operation: "reserveTicket"}}, h.calls...)
		h.slips = []bench.Slip{{Number: 1, InMouth: true, Complete: true}}
	}
	h.next()
}

func (h *hallway) Look() (*image.RGBA, error) {
	h.looks++
	if h.busy > 0 {
		h.busy--
		h.painted++
	}
	return image.NewRGBA(image.Rect(0, 0, 9, 16)), nil
}

func (h *hallway) Lay(int) error { h.next(); return nil }
func (h *hallway) Lift()         {}
func (h *hallway) TakePaper()    { h.slips[0].InMouth = false; h.next() }

func (h *hallway) Visit(context.Context) (json.RawMessage, error) {
	stage := "taken"
	if len(h.slips) > 0 && h.slips[0].InMouth {
		stage = "take"
	}
	return json.RawMessage(`{"visit":1,"paper":"` + stage + `"}`), nil
}

func (h *hallway) State() bench.State { return bench.State{Calls: h.calls, Slips: h.slips} }

func (h *hallway) Paper(int) (image.Image, bool) {
	code, err := qr.Encode(h.code, qr.M, qr.Auto)
	if err != nil {
		return nil, false
	}
	if code, err = barcode.Scale(code, 200, 200); err != nil {
		return nil, false
	}
	paper := image.NewRGBA(image.Rect(0, 0, 576, 300))
	draw.Draw(paper, paper.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(paper, image.Rect(40, 40, 240, 240), code, image.Point{}, draw.Src)
	return paper, true
}

func (h *hallway) Received(int) []byte { return h.bytes }
func (h *hallway) Log() string         { return "level=WARN msg=\"printer away\"\n" }

func (h *hallway) Ticket(_ context.Context, id string) (hall.Ticket, error) {
	if id != "t-1" {
		return hall.Ticket{}, errors.New("no such ticket")
	}
	return hall.Ticket{ID: id, Number: "B042", Link: link, Status: h.status, ReservedAt: time.Unix(0, 0)}, nil
}
