package demo

import (
	"context"
	"fmt"

	"govkiosk/kiosk/bench/control"
)

// Steps that many scenarios share.

func attract(ctx context.Context, p *Player) error {
	if err := p.show(ctx, "attract", "attract page", on("attract")); err != nil {
		return err
	}
	return p.touch(ctx, "start", "")
}

// service waits until a service is offered, since the devices are asked first,
// and touches it.
func service(id string) func(context.Context, *Player) error {
	return func(ctx context.Context, p *Player) error {
		offered := func(t control.Tree) bool {
			_, ok := t.Find("service", id)
			return on("home")(t) && ok
		}
		if err := p.show(ctx, "home", "home page that offers "+id, offered); err != nil {
			return err
		}
		return p.touch(ctx, "service", id)
	}
}

// identify lays a card of the tray on the reader once it is asked for.
func identify(card int) func(context.Context, *Player) error {
	return func(ctx context.Context, p *Player) error {
		if err := p.show(ctx, "identify", "page that asks for the card", on("identify")); err != nil {
			return err
		}
		if err := p.bench.Lay(card); err != nil {
			return fmt.Errorf("step %s: %w", p.step, err)
		}
		p.out.physical("ID card laid on the reader", "present")
		return nil
	}
}

func leave(ctx context.Context, p *Player) error {
	if err := p.touch(ctx, "done", ""); err != nil {
		return err
	}
	return p.show(ctx, "attract", "attract page", on("attract"))
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
