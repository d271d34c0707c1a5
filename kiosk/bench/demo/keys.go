package demo

import (
	"context"
	"fmt"
	"slices"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/control"
)

// pad is what somebody presses who does not touch the glass: a key that goes
// on, and one that takes what is in the ring.
type pad struct{ on, take string }

var (
	nineKeys    = &pad{on: "right", take: "ok"}
	twoSwitches = &pad{on: "next", take: "select"}
)

// keys is 排队取号 by the nine keys beside the glass, by ear: the pages are read,
// and through a headset once one is in.
var keys = Scenario{
	Name: "keys", Title: "不碰屏幕：九键、耳机", by: nineKeys,
	steps: append([]step{{"attract", attract}, {"voice", voice}}, withoutGlass(card)...),
	check: checkQueue,
}

// switches is the same with two switches, as whoever moves one hand little has.
var switches = Scenario{
	Name: "switches", Title: "不碰屏幕：两个按键", by: twoSwitches,
	steps: append([]step{{"attract", attract}}, withoutGlass(4)...), // who took one before gets that one again
	check: checkQueue,
}

func withoutGlass(card int) []step {
	return []step{
		{"home", service("queue")},
		{"identify", identify(card)},
		{"list", press("list", "list", "business", "")},
		{"confirm", confirm},
		{"ticket", ticket},
		{"take", takePaper},
		{"leave", leaveSilent},
	}
}

// voice has the pages read: to everybody, and then to one pair of ears.
func voice(ctx context.Context, p *Player) error {
	if err := p.show(ctx, "spoken", "home page", on("home")); err != nil {
		return err
	}
	for _, k := range []struct{ key, device string }{{"speech", "speaker"}, {"headset-in", "headset"}} {
		if err := p.bench.Press(k.key); err != nil {
			return fmt.Errorf("step %s: %w", p.step, err)
		}
		heard := func() bool {
			return slices.ContainsFunc(p.bench.State().Said, func(s bench.Said) bool { return s.Device == k.device && !s.At.Before(p.began) })
		}
		if err := p.happens(ctx, "voice from the "+k.device, heard); err != nil {
			return err
		}
		p.out.physical("page read: "+k.device, "heard")
	}
	return nil
}

// leaveSilent ends the visit and takes the headset along.
func leaveSilent(ctx context.Context, p *Player) error {
	if err := leave(ctx, p); err != nil {
		return err
	}
	return p.bench.Press("headset-out")
}

// ringMost is more presses than any page needs.
const ringMost = 200

// reach moves the ring onto the widget and presses it.
func (p *Player) reach(ctx context.Context, want string, find func(control.Tree) (control.Widget, bool)) error {
	tree, err := p.until(ctx, want, func(t control.Tree) bool { _, ok := find(t); return ok && t.Settled() })
	for n := 0; err == nil && n < ringMost; n++ {
		w, there := find(tree)
		ring := tree.Ring()
		if there && (w.Role == "page" || len(ring) == 1 && ring[0].Same(w)) {
			if err = p.pressKey(ctx, p.by.take); err == nil {
				_, err = p.until(ctx, "answer to the key on "+want, func(t control.Tree) bool { return t.Shown > tree.Shown })
			}
			return err
		}
		key := p.by.on
		if there && slices.ContainsFunc(ring, w.Same) {
			key = p.by.take // a row: into it
		}
		if err = p.pressKey(ctx, key); err == nil {
			tree, err = p.until(ctx, "ring that moves on", func(t control.Tree) bool {
				return !slices.EqualFunc(t.Ring(), ring, control.Widget.Same) && t.Settled()
			})
		}
	}
	if err == nil {
		err = fmt.Errorf("step %s: %d presses do not bring the ring to %s", p.step, ringMost, want)
	}
	return err
}

// pressKey presses a key, as long after the one before as a hand takes.
func (p *Player) pressKey(ctx context.Context, key string) error {
	if err := p.bench.Press(key); err != nil {
		return fmt.Errorf("step %s: %w", p.step, err)
	}
	if !rest(ctx, hand) {
		return ctx.Err()
	}
	return nil
}
