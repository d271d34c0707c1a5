package demo

import (
	"context"
	"fmt"
	"strings"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/code"
)

// calls are those of the scenario that is played, the newest first.
func (p *Player) calls() []bench.Call {
	var out []bench.Call
	for _, c := range p.bench.State().Calls {
		if !c.At.Before(p.began) {
			out = append(out, c)
		}
	}
	return out
}

// once tells of the first operation that was not called exactly once.
func once(calls []bench.Call, operations ...string) error {
	for _, operation := range operations {
		if n := count(calls, operation); n != 1 {
			return fmt.Errorf("%d calls of %s, want exactly one", n, operation)
		}
	}
	return nil
}

func count(calls []bench.Call, operation string) int {
	n := 0
	for _, c := range calls {
		if c.Operation == operation {
			n++
		}
	}
	return n
}

// checkPaper reads the code among the bytes that the printer got for the
// newest slip, compares it with want, and opens it as a phone would. The page
// behind the code has to name what the slip is about.
func (p *Player) checkPaper(ctx context.Context, want, names string) error {
	link, err := p.codeOnPaper()
	if err != nil {
		return err
	}
	if link != want {
		return fmt.Errorf("the code on the paper says %q, the district %q", link, want)
	}
	return p.leadsTo(ctx, link, "number "+names, names)
}

// checkCode opens the code of the newest slip as a phone would. The page behind
// it has to say all of these.
func (p *Player) checkCode(ctx context.Context, says ...string) error {
	link, err := p.codeOnPaper()
	if err != nil {
		return err
	}
	for _, text := range says {
		if err := p.leadsTo(ctx, link, text, text); err != nil {
			return err
		}
	}
	return nil
}

// codeOnPaper reads the code among the bytes that the printer got for the
// newest slip.
func (p *Player) codeOnPaper() (string, error) {
	slip := p.bench.State().Slips[0].Number
	picture, err := sim.Render(p.bench.Received(slip), sim.PaperOpts{})
	if err != nil {
		return "", fmt.Errorf("the bytes that the printer got: %w", err)
	}
	link, err := code.Read(picture)
	if err != nil {
		return "", fmt.Errorf("the code on the paper cannot be read: %w", err)
	}
	return link, nil
}

// leadsTo opens a link and looks for a text on its page.
func (p *Player) leadsTo(ctx context.Context, link, what, text string) error {
	page, err := p.bench.Open(ctx, link)
	if err != nil {
		return fmt.Errorf("the code on the paper leads nowhere: %w", err)
	}
	if !strings.Contains(page, text) {
		return fmt.Errorf("the page behind the code does not name %s", what)
	}
	return nil
}
