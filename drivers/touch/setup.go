package touch

import (
	"context"
	"slices"
	"time"
)

// setUp asks who the board is and has it report the beginning, the way and
// the end of every contact. A board that stays silent is no error.
func (d *Dev) setUp(ctx context.Context, sink func(Raw)) error {
	a, err := d.ask(ctx, sink, cmdIdentify)
	if err != nil {
		return err
	}
	for _, frame := range a.frames {
		if id, ok := ParseIdentity(frame); ok {
			d.note(func(i *Info) { i.Identity = &id })
		}
	}
	a, err = d.ask(ctx, sink, cmdMode, 0, ModeInitial|ModeStream|ModeUntouch, ModeTracking)
	if err != nil {
		return err
	}
	d.note(func(i *Info) { i.Answers, i.Refused = a.acked, a.refused })
	return nil
}

func (d *Dev) note(change func(*Info)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change(&d.info)
}

// answer is what a board said to one command.
type answer struct {
	frames  [][]byte // other than touches and acknowledgements
	acked   bool
	refused []string
}

// ask sends a command and waits for its acknowledgement. It is sent again
// where nothing came or where the board found it damaged; all commands that
// are sent may be repeated. Its error is the line's, never the board's.
func (d *Dev) ask(ctx context.Context, sink func(Raw), letter byte, data ...byte) (answer, error) {
	command := AppendCommand(nil, letter, data...)
	var last answer
	for range d.opts.Tries {
		var err error
		if last, err = d.try(ctx, sink, command); err != nil {
			return last, err
		}
		if last.acked && !slices.Contains(last.refused, ackBadChecksum) {
			break
		}
	}
	return last, nil
}

// try sends a command once and gathers what comes within the reply time.
func (d *Dev) try(ctx context.Context, sink func(Raw), command []byte) (a answer, err error) {
	a.acked, err = d.stream.Ask(ctx, command, Patience{d.opts.ReplyTimeout, 1}, func(frame []byte, at time.Time) bool {
		if d.report(frame, at, sink) {
			return false
		}
		refused, ok := ParseAck(frame)
		if !ok {
			a.frames = append(a.frames, frame)
			return false
		}
		a.refused = refused
		return true
	})
	return a, err
}
