package demo

import (
	"context"
	"encoding/json"
	"fmt"

	"govkiosk/kiosk/bench/control"
	"govkiosk/kiosk/hall"
)

// offline is an hour without the network: two people queue on, somebody takes
// a certificate out of its cell, the guide and the proofs are looked into, the
// power goes and comes back, a third one queues, and then the network is there
// again.
var offline = Scenario{
	Name: "offline", Title: "断网办事",
	steps: join(
		[]step{{"in-hand", inHand}, {"kept", keptLists}, {"network-lost", network(false)}},
		visitApart("first", 4), visitApart("second", 6),
		pickupApart(8), guideApart, proofApart,
		[]step{{"power-cut", powerCut}},
		visitApart("third", 8),
		[]step{{"network-back", network(true)}, {"reconciled", reconciled}, {"away", away}},
	),
	check: checkOffline,
}

func join(parts ...[]step) []step {
	var out []step
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// visitApart is a visit without the network.
func visitApart(who string, card int) []step {
	return []step{
		{who + "-attract", attract},
		{who + "-home", service("queue")},
		{who + "-identify", identify(card)},
		{who + "-list", list},
		{who + "-initials", find(typed, wanted)},
		{who + "-confirm", confirm},
		{who + "-ticket", ticket},
		{who + "-take", takePaper},
		{who + "-leave", leave},
	}
}

// inHand waits until the terminal has numbers of more than one business.
func inHand(ctx context.Context, p *Player) error {
	return p.happens(ctx, "numbers in the terminal's hand", func() bool {
		j, err := p.journal(ctx)
		return err == nil && len(j.Blocks) > 2
	})
}

// network cuts the line to the district, or mends it.
func network(there bool) func(context.Context, *Player) error {
	return func(_ context.Context, p *Player) error {
		if err := p.bench.SetFault("api-down", !there); err != nil {
			return fmt.Errorf("step %s: %w", p.step, err)
		}
		p.out.physical("network", map[bool]string{true: "back", false: "lost"}[there])
		return nil
	}
}

// powerCut kills the terminal's program and waits until it is there again.
func powerCut(ctx context.Context, p *Player) error {
	p.bench.CutPower()
	p.out.physical("power cut", "done")
	if err := p.happens(ctx, "new start of the terminal", func() bool { return p.bench.State().Terminal.Restarts > 0 }); err != nil {
		return err
	}
	return p.show(ctx, "again", "attract page after the power cut", on("attract"))
}

// journalOf is what the terminal's journal says of the numbers.
type journalOf struct {
	Reservations []struct{ Number, Ticket, Settled string }
	Issues       []struct{ Number, Ticket, Result string }
	Blocks       []struct{ ID string }
}

func (p *Player) journal(ctx context.Context) (j journalOf, err error) {
	answer, err := p.bench.Visit(ctx)
	if err != nil {
		return j, err
	}
	return j, json.Unmarshal(answer, &j)
}

// reconciled waits until the hall has heard of every number.
func reconciled(ctx context.Context, p *Player) error {
	if err := p.happens(ctx, "word of the hall about every number", func() bool {
		j, err := p.journal(ctx)
		for _, i := range j.Issues {
			if i.Result == "" {
				return false
			}
		}
		return err == nil && len(j.Issues) >= 3 && count(p.calls(), "confirmTicket") >= 3 && count(p.calls(), "reconcileCells") > 0
	}); err != nil {
		return err
	}
	if err := p.touch(ctx, "start", ""); err != nil {
		return err
	}
	return p.show(ctx, "back", "home page with the network", func(t control.Tree) bool {
		_, ok := t.Find("service", "queue")
		return on("home")(t) && ok
	})
}

// away leaves the terminal from the home page.
func away(ctx context.Context, p *Player) error {
	if err := p.touch(ctx, "back", ""); err != nil {
		return err
	}
	return p.show(ctx, "rest", "attract page", on("attract"))
}

// checkOffline: the district has the three numbers, each once, as delivered.
func checkOffline(ctx context.Context, p *Player) error {
	j, err := p.journal(ctx)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	var tickets []hall.Ticket
	for _, i := range j.Issues[:3] {
		k, err := p.bench.Ticket(ctx, i.Ticket)
		if err != nil {
			return fmt.Errorf("the district's ticket of %s: %w", i.Number, err)
		}
		if k.Number != i.Number || seen[k.Number] || k.Status != hall.Confirmed && k.Status != hall.Called {
			return fmt.Errorf("number %s: the district has %s as %q", i.Number, k.Number, k.Status)
		}
		seen[k.Number] = true
		tickets = append(tickets, k)
	}
	p.out.visit.Ticket = tickets
	for _, asked := range []string{"reserveTicket", "beginPickup"} {
		if n := count(p.calls(), asked); n > 0 {
			return fmt.Errorf("%d calls of %s, want none", n, asked)
		}
	}
	return once(p.calls(), "reconcileCells")
}
