package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"govkiosk/kiosk/bench"
)

// left is somebody who goes away from a card, and then from a slip: each is
// called after by light, sound and screen, until it is taken.
var left = Scenario{
	Name: "left", Title: "忘记取卡、取票",
	steps: []step{
		{"attract", attract},
		{"home", service("queue")},
		{"identify", identify(8)},
		{"list", press("list", "list", "home", "")},
		{"go", press("home", "going", "back", "")},
		{"card", calledAfter("reader")},
		{"lift", func(ctx context.Context, p *Player) error {
			p.bench.Lift()
			p.out.physical("ID card lifted from the reader", "notPresent")
			return p.show(ctx, "attract", "attract page", on("attract"))
		}},
		{"again", attract},
		{"home", service("queue")},
		{"identify", identify(8)},
		{"list", press("list", "list", "business", "")},
		{"confirm", confirm},
		{"ticket", ticket},
		{"go", func(ctx context.Context, p *Player) error {
			p.bench.Lift()
			return p.touch(ctx, "done", "")
		}},
		{"paper", calledAfter("mouth")},
		{"take", func(ctx context.Context, p *Player) error {
			p.bench.TakePaper()
			p.out.physical("slip taken from the mouth", "notPresent")
			return p.show(ctx, "attract", "attract page", on("attract"))
		}},
	},
	check: func(ctx context.Context, p *Player) error { return once(p.calls(), "reserveTicket", "confirmTicket") },
}

// calledAfter sees the page, a light that blinks beside the thing, and a sound
// that is heard in the hall.
func calledAfter(light string) func(context.Context, *Player) error {
	return func(ctx context.Context, p *Player) error {
		began := time.Now().Add(-time.Second) // the sound comes with the page
		if err := p.show(ctx, light+"-left", "page that calls after what was left", on("card-left")); err != nil {
			return err
		}
		for _, lit := range []bool{true, false, true} {
			is := func() bool { return p.bench.State().Lit[light] == lit }
			if err := p.happens(ctx, fmt.Sprintf("light at the %s that is lit: %v", light, lit), is); err != nil {
				return err
			}
		}
		heard := func() bool {
			return slices.ContainsFunc(p.bench.State().Said, func(s bench.Said) bool {
				return s.Device == "speaker" && s.At.After(began)
			})
		}
		if err := p.happens(ctx, "sound that calls", heard); err != nil {
			return err
		}
		p.out.physical("called after by light, sound and screen: "+light, "left")
		return nil
	}
}
