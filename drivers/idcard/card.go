package idcard

import (
	"context"
	"errors"

	"govkiosk/drivers"
)

// refusal returns the code by which the module said no, 0 for other errors.
func refusal(err error) SW3 {
	var s *StatusError
	if errors.As(err, &s) {
		return s.SW3
	}
	return 0
}

// find looks for a card that was not read yet. Modules sometimes overlook one
// at first: after a no it asks once more (§7).
func (d *Dev) find(ctx context.Context) (bool, error) {
	_, err := d.ask(ctx, askFind)
	if refusal(err) == NoCard {
		_, err = d.ask(ctx, askFind)
	}
	switch refusal(err) {
	case NoCard:
		return false, nil
	case NotCitizen: // it is there; what it is comes out when it is read
		return true, nil
	}
	return err == nil, err
}

// reading is whether a card that was read, or may have been, still lies there.
// Whatever the module answers but success says that it does not, vendors' own
// codes too, unless the answer is about the line or the module itself.
func (d *Dev) reading(ctx context.Context) (bool, error) {
	_, err := d.ask(ctx, askAddress)
	switch refusal(err) {
	case 0, HeardBadSum, HeardBadSize, SelfTestFault, NotAuthorised:
		return err == nil, err
	}
	d.held, d.mute = false, 0
	return false, nil
}

// inField is whether any card lies there.
func (d *Dev) inField(ctx context.Context) (bool, error) {
	if d.held {
		if there, err := d.reading(ctx); there || err != nil {
			return there, err
		}
	}
	return d.find(ctx)
}

// readFound selects the card that was found and reads it.
func (d *Dev) readFound(ctx context.Context) (*Record, error) {
	if _, err := d.ask(ctx, askSelect); err != nil {
		return nil, err
	}
	return d.readSelected(ctx)
}

// readSelected reads a card that is selected. Where the answer is lost the
// module may have read it all the same.
func (d *Dev) readSelected(ctx context.Context) (*Record, error) {
	d.held = true
	r, err := d.askRecord(ctx)
	if err != nil {
		d.held = refusal(err) == 0
		return nil, err
	}
	rec, err := ParseRead(r.Data)
	if err != nil {
		return nil, fail(askRead.op, drivers.Protocol, err)
	}
	if !d.opts.Addresses {
		return rec, nil
	}
	if rec.Addresses, err = d.appended(ctx); err != nil {
		return nil, err
	}
	return rec, nil
}

// askRecord reads text and photo, and the fingerprint where it is wanted and
// the module knows how.
func (d *Dev) askRecord(ctx context.Context) (Reply, error) {
	if d.opts.Fingerprint {
		r, err := d.ask(ctx, askReadAll)
		if refusal(err) != BadCommand {
			return r, err
		}
		d.opts.Fingerprint = false
		d.note(func(i *Info) { i.NoFingerprint = true })
	}
	return d.ask(ctx, askRead)
}

// appended reads the addresses of the card that was just read; it needs no
// find and no select then (§7). Without an answer they are nil: a record is
// good without them. Only the end of ctx is an error.
func (d *Dev) appended(ctx context.Context) ([]string, error) {
	r, err := d.ask(ctx, askAddress)
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, err
	case err != nil:
		return nil, nil
	}
	return ParseAddresses(r.Data)
}
