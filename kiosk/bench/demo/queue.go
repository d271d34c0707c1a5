package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/control"
	"govkiosk/kiosk/hall"
)

// queue is 排队取号: a number by ID card, on paper.
var queue = Scenario{
	Name: "queue", Title: "排队取号",
	steps: []step{
		{"attract", attract},
		{"home", service("queue")},
		{"identify", identify(card)},
		{"list", list},
		{"initials", find(typed, wanted)},
		{"confirm", confirm},
		{"ticket", ticket},
		{"take", takePaper},
		{"leave", leave},
	},
	check: checkQueue,
}

// card is the one of the tray that the citizen has: neither expired nor of an
// age for which another queue is proposed.
const card = 1

// typed are the letters that the citizen types, wanted is what they stand for.
const (
	typed  = "bdc"
	wanted = "不动产"
)

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

// find types letters and touches what they stand for.
func find(letters, name string) func(context.Context, *Player) error {
	first := func(t control.Tree) (control.Widget, bool) {
		row, ok := t.Find("business", "")
		return row, ok && on("list")(t) && strings.HasPrefix(row.Label, name)
	}
	return func(ctx context.Context, p *Player) error {
		for _, letter := range letters {
			if err := p.touch(ctx, "key", string(letter)); err != nil {
				return err
			}
		}
		shown := func(t control.Tree) bool {
			_, ok := first(t)
			return ok
		}
		if err := p.show(ctx, "initials", "businesses of these initials first", shown); err != nil {
			return err
		}
		return p.touchWidget(ctx, "row "+name, first)
	}
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
	return p.show(ctx, "take", "page that asks to take the paper", p.paper(ctx, "ticket", "take"))
}

// takePaper takes the paper and then the card, as the page asks for them.
func takePaper(ctx context.Context, p *Player) error {
	p.bench.TakePaper()
	p.out.physical("slip taken from the mouth", "notPresent")
	p.bench.Lift()
	p.out.physical("ID card lifted from the reader", "notPresent")
	return p.show(ctx, "thanks", "thanks", p.paper(ctx, "ticket", "taken"))
}

// paper tells whether a page stands for a paper at this stage. The tree does
// not tell stages; the visit does.
func (p *Player) paper(ctx context.Context, page, stage string) func(control.Tree) bool {
	return func(t control.Tree) bool {
		var visit struct{ Paper string }
		answer, err := p.bench.Visit(ctx)
		return err == nil && json.Unmarshal(answer, &visit) == nil && on(page)(t) && visit.Paper == stage
	}
}

// checkQueue asks the district what it thinks has happened, and compares it
// with what the citizen holds: one number, asked for once, confirmed once, and
// the one on the paper.
func checkQueue(ctx context.Context, p *Player) error {
	calls := p.calls()
	if err := once(calls, "reserveTicket", "confirmTicket"); err != nil {
		return err
	}
	k, err := p.bench.Ticket(ctx, ticketID(calls))
	if err != nil {
		return fmt.Errorf("the district's ticket: %w", err)
	}
	p.out.visit.Ticket = k
	if k.Status != hall.Confirmed {
		return fmt.Errorf("the district has number %s as %q, want confirmed", k.Number, k.Status)
	}
	return p.checkPaper(ctx, k.Link, k.Number)
}

// ticketID is the ticket that was confirmed: /v1/tickets/{id}/confirmation.
func ticketID(calls []bench.Call) string {
	for _, c := range calls {
		if c.Operation == "confirmTicket" {
			return path.Base(strings.TrimSuffix(c.Path, "/confirmation"))
		}
	}
	return ""
}
