package escpos

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// Then is what a presenter does with a slip that nobody takes.
type Then string

const (
	ThenHold    Then = ""        // it stays until the next job
	ThenEject   Then = "eject"   // out of the mouth
	ThenRetract Then = "retract" // back into the printer
)

// Presentation is how a cut slip is held out. The zero value leaves it to the
// printer's own setting.
type Presentation struct {
	Out   Dots          // how far it stands out of the mouth
	After time.Duration // before Then, in whole seconds up to 255
	Then  Then
	Blink bool // of the mouth's lamp, where there is one
}

// presenter makes the command that follows the cut, nil where the model cannot
// do that; eject pushes the slip out.
type presenter struct {
	command func(o Presentation) []byte
	eject   []byte
}

// presentByFSP is FS P of Custom: steps of 5 mm, blink, E or R, seconds (0:
// until the next job).
var presentByFSP = &presenter{eject: []byte{gs, 'e', 5}, command: func(o Presentation) []byte {
	then := byte('E')
	if o.Then == ThenRetract {
		then = 'R'
	}
	return []byte{fs, 'P', steps(o.Out, 5), flag(o.Blink), then, seconds(o)}
}}

// ejectorPresenter is GS e: 3 m presents by m steps, 32 m t for t seconds.
// Ejecting or retracting afterwards is a setting of the printer.
func ejectorPresenter(step float64) *presenter {
	return &presenter{eject: []byte{gs, 'e', 5}, command: func(o Presentation) []byte {
		if n := seconds(o); n > 0 {
			return []byte{gs, 'e', 32, steps(o.Out, step), n}
		}
		return []byte{gs, 'e', 3, steps(o.Out, step)}
	}}
}

// presentByTimer is GS R 1 n of Citizen: collect after 0 to 9 s.
var presentByTimer = &presenter{command: func(o Presentation) []byte {
	if o.Then != ThenRetract || seconds(o) > 9 {
		return nil
	}
	return []byte{gs, 'R', '1', seconds(o)}
}}

// steps is a way of out dots in steps of mm, at least one.
func steps(out Dots, mm float64) byte { return byte(max(1, min(255, float64(out)/8/mm+0.5))) }

func seconds(o Presentation) byte {
	if o.Then == ThenHold {
		return 0
	}
	return byte(o.After / time.Second)
}

// present is the command for o.
func (p Profile) present(o Presentation) ([]byte, error) {
	switch {
	case o == Presentation{}:
		return nil, nil
	case o.Out < 0 || o.After < 0 || o.After > 255*time.Second, o.Then != ThenHold && o.After < time.Second:
		return nil, fmt.Errorf("presentation of %d dots for %v", o.Out, o.After)
	case o.Then != ThenHold && o.Then != ThenEject && o.Then != ThenRetract:
		return nil, fmt.Errorf("no presentation that ends with %q", o.Then)
	case p.presenter == nil:
		return nil, fmt.Errorf("%s has no presenter", p.Name)
	}
	if b := p.presenter.command(o); b != nil {
		return b, nil
	}
	return nil, fmt.Errorf("%s does not present like that", p.Name)
}

// mouthLook is between two looks at a slip in the mouth.
const mouthLook = 200 * time.Millisecond

// Watch follows the slip in the mouth until it is gone: taken (notPresent) or
// taken back by the printer (retracted, where the model counts that). It tells
// presented, left behind after so long a time, and what became of it as
// events. Models without a sensor answer unknown at once.
//
// It blocks until then or until ctx ends. Silence is waited through, since
// some printers do not answer while paper moves.
func (d *Dev) Watch(ctx context.Context, leftBehind time.Duration) (drivers.MediaState, error) {
	if d.p.mouth == nil {
		return drivers.MediaUnknown, nil
	}
	before, err := d.retracted(ctx)
	if err != nil {
		return drivers.MediaUnknown, during("watch", err)
	}
	track := mouthTrack{limit: leftBehind}
	for {
		m, err := d.Mouth(ctx)
		if err == nil {
			for _, kind := range track.step(m, time.Now()) {
				d.tell(Event{Kind: kind, Mouth: m})
			}
		}
		switch {
		case err == nil && m == drivers.MediaNotPresent:
			return d.gone(ctx, track, before)
		case err != nil && !errors.Is(err, errSilent):
			return drivers.MediaUnknown, during("watch", err)
		}
		if err := d.pause(ctx, mouthLook); err != nil {
			return m, during("watch", err)
		}
	}
}

// Gone tells what became of the last job's slip once it stands in the mouth no
// more: taken (notPresent), or taken back by the printer (retracted, where the
// model counts that). It blocks for at most one reply time.
func (d *Dev) Gone(ctx context.Context) (drivers.MediaState, error) {
	state, err := d.fate(ctx, d.retracts)
	return state, during("gone", err)
}

func (d *Dev) fate(ctx context.Context, before []byte) (drivers.MediaState, error) {
	after, err := d.retracted(ctx)
	if len(before) > 0 && len(after) > 0 && !bytes.Equal(before, after) {
		return drivers.MediaRetracted, err
	}
	return drivers.MediaNotPresent, err
}

// gone tells a slip that was taken from one that was taken back.
func (d *Dev) gone(ctx context.Context, track mouthTrack, before []byte) (drivers.MediaState, error) {
	state, err := d.fate(ctx, before)
	kind := EventTaken
	if state == drivers.MediaRetracted {
		kind = EventRetracted
	}
	if track.seen || kind == EventRetracted {
		d.tell(Event{Kind: kind, Mouth: state})
	}
	return state, during("watch", err)
}

// retracted is the count of slips taken back, nothing where it is not told.
// Only that it changes matters.
func (d *Dev) retracted(ctx context.Context) ([]byte, error) {
	if d.p.retracts == nil {
		return nil, nil
	}
	if d.p.star {
		if err := d.hush(ctx); err != nil {
			return nil, err
		}
	}
	return d.askOptional(ctx, quietRetracts, *d.p.retracts)
}

// hush turns the printer's own reports off and takes in those that are under
// way: Star's counters have nothing that tells them from the beginning of a
// report. It blocks for about half a reply time.
func (d *Dev) hush(ctx context.Context) error {
	d.reporting = false
	if _, err := d.c.Write(ctx, []byte{esc, rs, 'a', 0}); err != nil {
		return err
	}
	d.late = true
	return d.drain(ctx)
}

// mouthTrack is what has been told of the slip in the mouth.
type mouthTrack struct {
	limit time.Duration
	since time.Time
	seen  bool
	left  bool
}

// step takes one look and returns what is new. The slip's end is not its own
// to tell.
func (t *mouthTrack) step(m drivers.MediaState, now time.Time) (news []EventKind) {
	if m != drivers.MediaPresent {
		return nil
	}
	if !t.seen {
		t.seen, t.since = true, now
		news = append(news, EventPresented)
	}
	if !t.left && t.limit > 0 && now.Sub(t.since) >= t.limit {
		t.left = true
		news = append(news, EventLeftBehind)
	}
	return news
}
