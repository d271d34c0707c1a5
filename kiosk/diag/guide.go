package diag

import (
	"context"
	"slices"
)

// Answer hands in the owner's word to the prompt of a number.
func (d *Desk) Answer(key string, number int, a Answer) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.check(key); err != nil {
		return err
	}
	if d.prompt == nil || d.answer == nil || d.prompt.Number != number || !d.prompt.takes(a) {
		return ErrAnswer
	}
	d.answer <- a
	d.answer = nil
	return nil
}

// takes tells whether an answer is one of those that are asked for.
func (p *Prompt) takes(a Answer) bool {
	if len(p.Choices) > 0 {
		return slices.Contains(p.Choices, string(a))
	}
	return a == Yes || a == No || a == Skip
}

// deskGuide shows prompts on the desk.
type deskGuide struct{ d *Desk }

func (g deskGuide) Say(p Prompt) { g.d.show(p, nil) }

func (g deskGuide) Ask(ctx context.Context, p Prompt) (Answer, error) {
	p.Ask = true
	answer := make(chan Answer, 1)
	g.d.show(p, answer)
	select {
	case a := <-answer:
		return a, nil
	case <-ctx.Done():
		return Skip, ctx.Err()
	}
}

func (d *Desk) show(p Prompt, answer chan Answer) {
	d.set(func() {
		d.number++
		p.Number = d.number
		d.prompt, d.answer = &p, answer
	})
}

// Nobody is the guide of a test that nobody watches.
type Nobody struct{}

// Say shows nothing.
func (Nobody) Say(Prompt) {}

// Ask passes every question over.
func (Nobody) Ask(context.Context, Prompt) (Answer, error) { return Skip, nil }
