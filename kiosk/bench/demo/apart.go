package demo

import (
	"context"
	"time"

	"govkiosk/kiosk/bench/control"
)

// pickupApart takes a certificate out of its cell without the network.
func pickupApart(card int) []step {
	return []step{
		{"pickup-attract", attract},
		{"pickup-home", service("pickup")},
		{"pickup-identify", identify(card)},
		{"pickup-list", press("pickup", "apart-list", "take", "")},
		{"pickup-cell", collect("apart")},
		{"pickup-receipt", booked},
		{"pickup-leave", leave},
	}
}

// guideApart looks a matter up in what is kept of the guide, on paper.
var guideApart = []step{
	{"guide-attract", attract},
	{"guide-home", service("guide")},
	{"guide-way", question("way", "way to look", "event")},
	{"guide-event", question("event", "life event", "birth")},
	{"guide-matter", question("matter", "matter of the event", "")},
	{"guide-sheet", press("sheet", "apart-sheet", "print", "")},
	{"guide-checklist", booked},
	{"guide-leave", leave},
}

// proofApart looks a proof up in what is kept of the list.
var proofApart = []step{
	{"proof-attract", attract},
	{"proof-home", service("proof")},
	{"proof-list", list},
	{"proof-initials", find("stf", "无房")},
	{"proof-asker", question("asker", "who wants it", "bank")},
	{"proof-sheet", press("sheet", "apart-proof", "home", "")},
	{"proof-leave", away},
}

// keptLists waits until the terminal has fetched what it shows without the
// network: the cells, and then every matter of the guide, one after the other.
func keptLists(ctx context.Context, p *Player) (err error) {
	const quiet = 2 * time.Second // that passes between two matters at most
	for range 4 {                 // a hundred matters take longer than anything else is waited for
		if err = p.happens(ctx, "lists in the terminal", func() bool {
			calls := p.bench.State().Calls // the newest first
			for _, c := range calls {
				if c.Operation == "getItem" {
					return time.Since(c.At) > quiet
				}
			}
			return len(calls) > 0 && time.Since(calls[len(calls)-1].At) > time.Minute
		}); err == nil {
			break
		}
	}
	if err != nil {
		return err
	}
	return p.show(ctx, "rest", "attract page", func(t control.Tree) bool { return on("attract")(t) })
}
