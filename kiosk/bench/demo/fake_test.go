package demo

import (
	"context"
	"encoding/json"
	"errors"
	"image"
	"net/url"
	"time"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/control"
	"govkiosk/kiosk/hall"
)

// late is after the visit has begun.
var late = time.Now().AddDate(1, 0, 0)

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
	phone   string // what the page behind the code says
	status  hall.Status
	keys    []string // that were pressed
	ring    int      // place of the widget in the ring; -1: none
	row     bool     // the ring is round all of them
	said    []bench.Said
}

func newHallway() *hallway {
	return &hallway{code: link, phone: "<p>B042</p>", status: hall.Confirmed, ring: -1}
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
		return control.Tree{Screen: "out-of-use", Shown: h.painted, Painted: h.painted, Widgets: []control.Widget{{Label: "暂停服务"}}}, nil
	}
	tree := control.Tree{Screen: at.screen, Shown: h.painted, Painted: h.painted}
	if at.screen == "list" {
		tree.Widgets = append(tree.Widgets, control.Widget{Label: "不动产转移登记", Intent: "business", Arg: "X1", Enabled: true})
	}
	if at.intent != "" {
		tree.Widgets = append(tree.Widgets, control.Widget{Label: at.intent, Intent: at.intent, Arg: at.arg, Enabled: true, X: 100, Y: 200, W: 40, H: 20})
	}
	for i := range tree.Widgets {
		tree.Widgets[i].Focused = h.ring >= 0 && (h.row || i == h.ring)
	}
	return tree, nil
}

func (h *hallway) next() { h.page++; h.painted++; h.ring, h.row = -1, false }

// Press moves a ring through the widgets of the page: first round all of them,
// as two switches do, then one by one.
func (h *hallway) Press(key string) error {
	h.keys = append(h.keys, key)
	widgets, _ := h.Screen(context.Background())
	h.painted++
	switch n := len(widgets.Widgets); {
	case key == "speech", key == "headset-in":
		device := map[string]string{"speech": "speaker", "headset-in": "headset"}[key]
		h.said = append(h.said, bench.Said{At: late, Device: device})
	case n == 0:
	case key == "next" && h.ring < 0:
		h.ring, h.row = 0, n > 1
	case key == "next", key == "right":
		h.ring, h.row = (h.ring+1)%n, false
	case h.row:
		h.ring, h.row = 0, false
	case pages[h.page].screen == "attract", h.ring >= 0 && widgets.Widgets[h.ring].Intent == pages[h.page].intent:
		h.Tap(110./bench.GlassWidth, 210./bench.GlassHeight)
	}
	return nil
}

func (h *hallway) Tap(x, y float64) {
	if x*bench.GlassWidth < 100 || x*bench.GlassWidth > 140 || y*bench.GlassHeight < 200 || y*bench.GlassHeight > 220 {
		if pages[h.page].screen != "list" {
			return
		}
	}
	switch pages[h.page].intent {
	case "take":
		h.calls = append([]bench.Call{{At: late, Operation: "confirmTicket", Path: "/v1/tickets/t-1/confirmation"}, {At: late, Operation: "reserveTicket"}}, h.calls...)
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

func (h *hallway) Lay(int) error          { h.next(); return nil }
func (h *hallway) Lift()                  {}
func (h *hallway) Door(int, string) error { return nil }
func (h *hallway) TakePaper()             { h.slips[0].InMouth = false; h.next() }

func (h *hallway) Visit(context.Context) (json.RawMessage, error) {
	stage := "taken"
	if len(h.slips) > 0 && h.slips[0].InMouth {
		stage = "take"
	}
	return json.RawMessage(`{"visit":1,"paper":"` + stage + `"}`), nil
}

func (h *hallway) State() bench.State {
	return bench.State{Calls: h.calls, Slips: h.slips, Said: h.said}
}

func (h *hallway) Paper(int) (image.Image, bool) {
	return image.NewGray(image.Rect(0, 0, 576, 40)), true
}

func (h *hallway) Open(context.Context, string) (string, error) { return h.phone, nil }

func (h *hallway) Send(context.Context, string, url.Values) (string, error) { return h.phone, nil }

// Received is a slip with a code that the printer draws itself: store the
// text (GS ( k 80), print it (GS ( k 81), cut.
func (h *hallway) Received(int) []byte {
	if h.code == "" {
		return []byte("no code\n\x1dV\x00")
	}
	n := len(h.code) + 3
	store := append([]byte{0x1d, '(', 'k', byte(n), byte(n >> 8), '1', 'P', '0'}, h.code...)
	module := []byte{0x1d, '(', 'k', 3, 0, '1', 'C', 6}
	return append(append(module, store...), 0x1d, '(', 'k', 3, 0, '1', 'Q', '0', '\n', 0x1d, 'V', 0)
}

func (h *hallway) Log() string { return "level=WARN msg=\"printer away\"\n" }

func (h *hallway) Ticket(_ context.Context, id string) (hall.Ticket, error) {
	if id != "t-1" {
		return hall.Ticket{}, errors.New("no such ticket")
	}
	return hall.Ticket{ID: id, Number: "B042", Link: link, Status: h.status, ReservedAt: time.Unix(0, 0)}, nil
}

func (h *hallway) SetFault(string, bool) error { return nil }
func (h *hallway) CutPower()                   {}
