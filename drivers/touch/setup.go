package touch

import (
	"context"
	"slices"

	"govkiosk/drivers"
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
func (d *Dev) try(ctx context.Context, sink func(Raw), command []byte) (answer, error) {
	wait, cancel := context.WithTimeout(ctx, d.opts.ReplyTimeout)
	defer cancel()
	var a answer
	if _, err := d.conn.Write(wait, command); err != nil {
		return a, silence(ctx, err)
	}
	for !a.acked {
		frames, err := d.receive(wait, sink)
		for _, frame := range frames {
			if refused, ok := ParseAck(frame); ok {
				a.acked, a.refused = true, refused
			} else {
				a.frames = append(a.frames, frame)
			}
		}
		if err != nil {
			return a, silence(ctx, err)
		}
	}
	return a, nil
}

// silence makes nothing of a time-out that is not the caller's.
func silence(ctx context.Context, err error) error {
	if drivers.KindOf(err) == drivers.Timeout && ctx.Err() == nil {
		return nil
	}
	return err
}
