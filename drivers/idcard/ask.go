package idcard

import (
	"context"
	"errors"
	"fmt"

	"govkiosk/drivers"
)

// ask asks and waits for the answer. What came before the question is thrown
// away. A refusal is an error whose cause is a *StatusError; an answer that is
// none is Protocol, silence is Timeout.
func (d *Dev) ask(ctx context.Context, q question) (Reply, error) {
	d.sendRFLength(ctx)
	r, err := d.exchange(ctx, q)
	if err == nil && r.Shape() == ShapeRefusal {
		err = fail(q.op, r.SW3.meaning().kind, &StatusError{r.SW1, r.SW2, r.SW3})
	}
	switch k := drivers.KindOf(err); {
	case ctx.Err() != nil: // the caller gave up, not the module
	case k == drivers.Timeout || k == drivers.Protocol:
		d.mute++
	default:
		d.mute = 0
	}
	return r, err
}

// exchange sends the request and returns the first reply that fits.
func (d *Dev) exchange(ctx context.Context, q question) (Reply, error) {
	if err := d.forget(); err != nil {
		return Reply{}, during(q.op, err)
	}
	limited, cancel := context.WithTimeout(ctx, q.limit)
	defer cancel()
	if _, err := d.conn.Write(limited, AppendRequest(nil, q.cmd, q.para, q.data...)); err != nil {
		return Reply{}, gaveUp(ctx, q.op, err)
	}
	before := d.Info()
	var buf [512]byte
	for {
		n, err := d.conn.Read(limited, buf[:])
		items := d.decoder.Feed(buf[:n])
		if err != nil { // a torn frame may hide a whole one
			items = append(items, d.decoder.Close()...)
		}
		if r, ok := d.pick(items, q); ok {
			return r, nil
		}
		if err != nil {
			return Reply{}, d.unanswered(ctx, q, before, err)
		}
	}
}

// forget throws away what was received and belongs to no question any more.
func (d *Dev) forget() error {
	d.pick(d.decoder.Close(), question{})
	return d.conn.Discard()
}

// pick keeps the books and returns the first reply among items that fits.
func (d *Dev) pick(items []Item, q question) (found Reply, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.info.Dropped = d.decoder.Dropped()
	for _, item := range items {
		if item.Reason != "" {
			d.info.LastDrop = fmt.Sprintf("%d bytes at %d: %s", len(item.Bytes), item.Offset, item.Reason)
			continue
		}
		d.info.Frames++
		r, whole := ParseReply(item.Bytes)
		if whole && !ok && q.fits(r) {
			found, ok = r, true
			continue
		}
		d.info.Stale++
	}
	return found, ok
}

// unanswered says why there is no answer: nothing came, or nothing that fits.
func (d *Dev) unanswered(ctx context.Context, q question, before Info, err error) error {
	now := d.Info()
	if ctx.Err() != nil || drivers.KindOf(err) != drivers.Timeout {
		return gaveUp(ctx, q.op, err)
	}
	switch {
	case now.Dropped > before.Dropped:
		return fail(q.op, drivers.Protocol, fmt.Errorf("no readable answer within %v; %s", q.limit, now.LastDrop))
	case now.Stale > before.Stale:
		return fail(q.op, drivers.Protocol, fmt.Errorf("no answer within %v but an older one", q.limit))
	}
	return fail(q.op, drivers.Timeout, fmt.Errorf("no answer within %v", q.limit))
}

// gaveUp is a failure of the line. A caller's cancellation is Cancelled even
// where the line saw the limit first.
func gaveUp(ctx context.Context, op string, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) && drivers.KindOf(err) == drivers.Timeout {
		return fail(op, drivers.Cancelled, ctx.Err())
	}
	return during(op, err)
}
