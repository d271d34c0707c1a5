package demo

import (
	"context"
	"errors"
	"fmt"
	"image"
	"time"

	"govkiosk/kiosk/bench/control"
)

// look is how often the player looks at the glass while it waits.
const look = 40 * time.Millisecond

// Stuck says that what a step waits for has not come in time.
type Stuck struct {
	Step string
	Want string
	For  time.Duration
	Tree control.Tree // what was on the glass instead, last time it could be asked
	Err  error        // of the last question, nil if it was answered
}

func (e *Stuck) Error() string {
	text := fmt.Sprintf("step %s: no %s within %v; on the glass: %s", e.Step, e.Want, e.For, e.Tree.Screen)
	if e.Err != nil {
		text += fmt.Sprintf(" (last question: %v)", e.Err)
	}
	return text
}

func (e *Stuck) Unwrap() error { return e.Err }

// until asks what is on the glass until it is as wanted.
func (p *Player) until(ctx context.Context, want string, is func(control.Tree) bool) (control.Tree, error) {
	stuck := &Stuck{Step: p.step, Want: want, For: p.patience}
	ctx, cancel := context.WithTimeout(ctx, p.patience)
	defer cancel()
	for {
		tree, err := p.bench.Screen(ctx)
		if err == nil && is(tree) {
			return tree, nil
		}
		if err == nil {
			stuck.Tree = tree
		}
		if ctx.Err() == nil {
			stuck.Err = err
		}
		if !rest(ctx, look) {
			return control.Tree{}, stuck
		}
	}
}

// happens waits for something that the glass does not show.
func (p *Player) happens(ctx context.Context, want string, is func() bool) error {
	_, err := p.until(ctx, want, func(control.Tree) bool { return is() })
	return err
}

// rest reports whether the whole time passed before ctx ended.
func rest(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// onGlass is how long the terminal's newest view may be on its way through
// the graphics library and the X server after it was painted; under software
// rendering that is about 100 ms.
const onGlass = 300 * time.Millisecond

// settled waits until the page that is wanted stands on the glass, and takes
// its picture. The tree is asked again afterwards: a view that was painted
// between the two would give a picture of something else.
func (p *Player) settled(ctx context.Context, want string, is func(control.Tree) bool) (image.Image, error) {
	var picture image.Image
	var broken error
	var since time.Time
	_, err := p.until(ctx, want+", standing still", func(before control.Tree) bool {
		if !is(before) || !before.Settled() {
			since = time.Time{}
			return false
		}
		if since.IsZero() {
			since = time.Now()
		}
		if time.Since(since) < onGlass {
			return false
		}
		if picture, broken = p.bench.Look(); broken != nil {
			return false
		}
		after, err := p.bench.Screen(ctx)
		return err == nil && after.Settled() && after.Painted == before.Painted
	})
	if err != nil {
		return nil, errors.Join(err, broken)
	}
	return picture, nil
}
