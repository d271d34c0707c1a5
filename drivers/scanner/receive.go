package scanner

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// next is the next code that is not a second look at the last one.
func (d *Dev) next(ctx context.Context, again time.Duration) (arrival, error) {
	for {
		for len(d.waiting) > 0 {
			a := d.waiting[0]
			d.waiting = d.waiting[1:]
			if a.err != nil || !d.repeats(a.code, again) {
				return a, nil
			}
		}
		if err := d.receive(ctx); err != nil {
			return arrival{}, err
		}
	}
}

// repeats tells a second look at the same code. Each look begins the time
// anew: a slip that stays under the window is one code however long it stays.
func (d *Dev) repeats(c Code, again time.Duration) bool {
	was, is := d.last, sight{sha256.Sum256([]byte(c.AIM + c.Text)), c.At}
	d.last = is
	if again == 0 || was.hash != is.hash || is.at.Sub(was.at) > again {
		return false
	}
	d.note(func(i *Info) { i.Repeats++ })
	return true
}

// Forget lets the code that was seen last count again: a new step begins, and
// what was shown before it was shown for nothing.
func (d *Dev) Forget() { d.last = sight{} }

// sweep throws away what came while nobody asked: it belongs to another
// moment. Of a code that has begun, the rest is thrown away too.
func (d *Dev) sweep(ctx context.Context) error {
	c, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	var err error
	for err == nil {
		err = d.receive(c)
	}
	d.note(func(i *Info) { i.Unwanted += int64(len(d.waiting)) })
	d.waiting, d.replies = nil, nil
	d.decoder.Spoil("begun before it was asked for")
	if drivers.KindOf(err) == drivers.Timeout && ctx.Err() == nil {
		return nil
	}
	return err
}

// receive waits for bytes, or for the silence that ends a code. Silence is
// what the line says it is, never the clock: bytes that waited while this
// program was held up have had no gap between them.
func (d *Dev) receive(ctx context.Context) error {
	wait, cancel := ctx, context.CancelFunc(func() {})
	if d.decoder.Waiting() {
		wait, cancel = context.WithTimeout(ctx, d.o.IdleGap)
	}
	defer cancel()
	var buf [512]byte
	n, err := d.c.Read(wait, buf[:])
	if n > 0 {
		d.heard = time.Now()
		d.take(d.decoder.Feed(buf[:n]))
	}
	if d.decoder.Waiting() && drivers.KindOf(err) == drivers.Timeout && ctx.Err() == nil {
		d.take(d.decoder.Idle())
		return nil
	}
	return err
}

// take sorts what the decoder found.
func (d *Dev) take(items []Item) {
	for _, item := range items {
		switch item.Kind {
		case ItemReply:
			d.replies = append(d.replies, ParseReply(item.Bytes))
			d.note(func(i *Info) { i.Replies++ })
		case ItemDropped:
			d.dropped(item)
		case ItemCode:
			d.arrived(item.Bytes)
		}
	}
}

// dropped tells the citizen of a code that was too long; all else is noise, or
// a code that nobody asked for.
func (d *Dev) dropped(item Item) {
	reason := fmt.Sprintf("%d bytes at %d: %s", item.Size, item.Offset, item.Reason)
	d.note(func(i *Info) { i.Dropped += int64(item.Size); i.LastDrop = reason })
	if item.Size > d.o.MaxLen {
		d.waiting = append(d.waiting, arrival{err: fmt.Errorf("scanner: a code %s", item.Reason)})
	}
}

func (d *Dev) arrived(raw []byte) {
	code, err := ParseCode(raw, d.o.AIM)
	if err != nil {
		d.note(func(i *Info) { i.Refused++ })
	} else {
		d.note(func(i *Info) { i.Codes++ })
		code.At = d.heard
	}
	d.waiting = append(d.waiting, arrival{code, err})
}

func (d *Dev) note(change func(*Info)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change(&d.info)
}
