// Package demo plays a citizen: it looks at the glass, touches it, lays a
// card on the reader and takes the paper, and writes down what it saw.
package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"image"
	"log/slog"
	"net/url"
	"path/filepath"
	"time"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/control"
	"govkiosk/kiosk/hall"
)

// Bench is what a citizen can reach, and what a bystander can see.
type Bench interface {
	Screen(ctx context.Context) (control.Tree, error)
	Visit(ctx context.Context) (json.RawMessage, error)
	Look() (*image.RGBA, error)
	Tap(x, y float64) // 0 to 1 from the upper left corner of the glass
	Lay(card int) error
	Lift()
	TakePaper()
	Door(cell int, what string) error // by hand: one of bench.DoorActs
	SetFault(id string, on bool) error
	CutPower()              // of the terminal; it comes back by itself
	Press(key string) error // a key or a switch beside the glass, or its jack
	State() bench.State
	Paper(slip int) (image.Image, bool)
	Received(slip int) []byte // what the printer got for this slip
	Ticket(ctx context.Context, id string) (hall.Ticket, error)
	Open(ctx context.Context, link string) (string, error)                  // the page behind a slip's code, as a phone opens it
	Send(ctx context.Context, link string, form url.Values) (string, error) // what a phone fills in there; the page after it
	Log() string
}

// Player plays scenarios, one after the other.
type Player struct {
	bench    Bench
	dir      string
	patience time.Duration // for one thing to appear
	log      *slog.Logger

	by    *pad    // what is pressed in place of touching the glass; nil: it is touched
	out   *record // of the scenario that is played
	began time.Time
	step  string // being played, for the failure's report
}

// New makes a player that leaves what it sees in folders of dir, one for each
// scenario. Every wait ends after patience.
func New(b Bench, dir string, patience time.Duration, log *slog.Logger) *Player {
	return &Player{bench: b, dir: dir, patience: patience, log: log}
}

// Play plays a scenario and checks what is left of it. The record is written
// also when a step fails, as far as it came.
func (p *Player) Play(ctx context.Context, s Scenario) error {
	out, err := newRecord(filepath.Join(p.dir, s.Name), s)
	if err != nil {
		return err
	}
	p.out, p.began, p.by = out, time.Now(), s.by
	err = p.play(ctx, s)
	if err == nil {
		p.step = "check"
		if err = s.check(ctx, p); err != nil {
			err = fmt.Errorf("check: %w", err)
		}
	}
	p.out.finish(ctx, p.bench, p.calls(), err)
	if writeErr := p.out.write(); err == nil {
		err = writeErr
	}
	return err
}

func (p *Player) play(ctx context.Context, scenario Scenario) error {
	for _, s := range scenario.steps {
		p.step = s.name
		began := time.Now()
		if err := s.play(ctx, p); err != nil {
			return err
		}
		p.log.Info("demo", "journey", scenario.Name, "step", s.name, "took", time.Since(began).Round(time.Millisecond))
		p.out.step(s.name, began, time.Now())
	}
	return nil
}

// hand is how long a hand takes from one touch to the next. The panel's
// driver takes what is much shorter for one finger that trembles.
const hand = 150 * time.Millisecond

// touch touches the middle of the widget that posts intent, and waits until
// the terminal has shown something new for it.
func (p *Player) touch(ctx context.Context, intent, arg string) error {
	return p.touchWidget(ctx, fmt.Sprintf("key %s %s", intent, arg), func(t control.Tree) (control.Widget, bool) {
		return t.Find(intent, arg)
	})
}

func (p *Player) touchWidget(ctx context.Context, want string, find func(control.Tree) (control.Widget, bool)) error {
	if p.by != nil {
		return p.reach(ctx, want, find)
	}
	before, err := p.until(ctx, want, func(t control.Tree) bool {
		_, ok := find(t)
		return ok && t.Settled()
	})
	if err != nil {
		return err
	}
	widget, _ := find(before)
	x, y := widget.Centre()
	p.bench.Tap(x/bench.GlassWidth, y/bench.GlassHeight)
	if !rest(ctx, hand) {
		return ctx.Err()
	}
	_, err = p.until(ctx, "answer to the touch of "+want, func(t control.Tree) bool { return t.Shown > before.Shown })
	return err
}

// show waits for a page and keeps its picture.
func (p *Player) show(ctx context.Context, name, want string, is func(control.Tree) bool) error {
	picture, err := p.settled(ctx, want, is)
	if err != nil {
		return err
	}
	return p.out.screen(name, picture)
}

// on tells whether a page is on the glass.
func on(screen string) func(control.Tree) bool {
	return func(t control.Tree) bool { return t.Screen == screen }
}
