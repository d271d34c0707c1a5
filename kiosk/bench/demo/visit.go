package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"govkiosk/kiosk/bench/control"
)

// step is a part of the visit, as a citizen would name it.
type step struct {
	name string
	play func(ctx context.Context, p *Player) error
}

// visit is the queue journey from the attract page to the attract page.
var visit = []step{
	{"attract", attract},
	{"home", home},
	{"identify", identify},
	{"list", list},
	{"initials", initials},
	{"business", business},
	{"confirm", confirm},
	{"ticket", ticket},
	{"take", takePaper},
	{"leave", leave},
}

// card is the one of the tray that the citizen has: neither expired nor of an
// age for which another queue is proposed.
const card = 1

// typed are the letters that the citizen types, wanted is what they stand for.
const (
	typed  = "bdc"
	wanted = "不动产"
)

func attract(ctx context.Context, p *Player) error {
	if err := p.show(ctx, "attract", "attract page", on("attract")); err != nil {
		return err
	}
	return p.touch(ctx, "start", "")
}

// home waits until the queue is offered: the devices are asked first.
func home(ctx context.Context, p *Player) error {
	offered := func(t control.Tree) bool {
		_, ok := t.Find("service", "queue")
		return on("home")(t) && ok
	}
	if err := p.show(ctx, "home", "home page that offers the queue", offered); err != nil {
		return err
	}
	return p.touch(ctx, "service", "queue")
}

func identify(ctx context.Context, p *Player) error {
	if err := p.show(ctx, "identify", "page that asks for the card", on("identify")); err != nil {
		return err
	}
	if err := p.bench.Lay(card); err != nil {
		return fmt.Errorf("step %s: %w", p.step, err)
	}
	p.out.physical("ID card laid on the reader", "present")
	return nil
}

func list(ctx context.Context, p *Player) error {
	rows := func(t control.Tree) bool {
		_, ok := t.Find("business", "")
		return on("list")(t) && ok
	}
	if err := p.show(ctx, "list", "list of businesses", rows); err != nil {
		return err
	}
	return p.touch(ctx, "keyboard", "")
}

func initials(ctx context.Context, p *Player) error {
	for _, letter := range typed {
		if err := p.touch(ctx, "key", string(letter)); err != nil {
			return err
		}
	}
	return p.show(ctx, "initials", "businesses of these initials first", func(t control.Tree) bool {
		_, ok := firstRow(t)
		return ok
	})
}

func business(ctx context.Context, p *Player) error {
	return p.touchWidget(ctx, "row "+wanted, firstRow)
}

// firstRow is the first business of the list, if it is one that is wanted.
func firstRow(t control.Tree) (control.Widget, bool) {
	row, ok := t.Find("business", "")
	return row, ok && on("list")(t) && strings.HasPrefix(row.Label, wanted)
}

func confirm(ctx context.Context, p *Player) error {
	if err := p.show(ctx, "confirm", "question whether to take the number", on("confirm")); err != nil {
		return err
	}
	return p.touch(ctx, "take", "")
}

// ticket waits for the printer's word and for the slip, each for itself: the
// word may be wrong.
func ticket(ctx context.Context, p *Player) error {
	if err := p.show(ctx, "ticket", "number", on("ticket")); err != nil {
		return err
	}
	if err := p.happens(ctx, "slip in the mouth", p.slipInMouth); err != nil {
		return err
	}
	p.out.physical("slip printed", "done")
	if err := p.keepPaper(); err != nil {
		return err
	}
	return p.show(ctx, "take", "page that asks to take the paper", p.paper(ctx, "take"))
}

// takePaper takes the paper and then the card, as the page asks for them.
func takePaper(ctx context.Context, p *Player) error {
	p.bench.TakePaper()
	p.out.physical("slip taken from the mouth", "notPresent")
	p.bench.Lift()
	p.out.physical("ID card lifted from the reader", "notPresent")
	return p.show(ctx, "thanks", "thanks", p.paper(ctx, "taken"))
}

func leave(ctx context.Context, p *Player) error {
	if err := p.touch(ctx, "done", ""); err != nil {
		return err
	}
	return p.show(ctx, "attract", "attract page", on("attract"))
}

// paper tells whether the ticket page stands, for a paper at this stage. The
// tree does not tell stages; the visit does.
func (p *Player) paper(ctx context.Context, stage string) func(control.Tree) bool {
	return func(t control.Tree) bool {
		var visit struct{ Paper string }
		answer, err := p.bench.Visit(ctx)
		return err == nil && json.Unmarshal(answer, &visit) == nil && on("ticket")(t) && visit.Paper == stage
	}
}

func (p *Player) slipInMouth() bool {
	slips := p.bench.State().Slips
	return len(slips) > 0 && slips[0].InMouth && slips[0].Complete
}

// keepPaper keeps the newest slip.
func (p *Player) keepPaper() error {
	number := p.bench.State().Slips[0].Number
	picture, ok := p.bench.Paper(number)
	if !ok {
		return fmt.Errorf("step %s: slip %d has no picture", p.step, number)
	}
	return p.out.paper(number, p.bench.Received(number), picture)
}
