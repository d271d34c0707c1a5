package escpos

import (
	"context"
	"errors"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// settle decides what became of j from how sending and proving it ended.
func (d *Dev) settle(ctx context.Context, j *job, err error) (Result, error) {
	var f fault
	switch {
	case j.proof != "":
		return done(j), nil
	case j.sent == 0 && err != nil:
		return notStarted(nil, fail("print", drivers.KindOf(err), drivers.NotDone, err))
	case j.failed:
		return d.refused(ctx, j)
	case errors.As(err, &f):
		return d.clearAndDecide(ctx, j, f)
	case ctx.Err() != nil, drivers.KindOf(err) == drivers.NoDevice:
		return unknown(j, err)
	case !j.whole && drivers.KindOf(err) == drivers.Timeout:
		// The printer stopped taking bytes: what is left cannot become a whole ticket.
		return d.clearAndDecide(ctx, j, fault{drivers.NotReady})
	case errors.Is(err, errNoWord), drivers.KindOf(err) == drivers.Timeout:
		return d.lastLook(ctx, j, err)
	}
	return unknown(j, err)
}

func done(j *job) Result {
	return Result{Outcome: drivers.Done, Proof: j.proof, Evidence: fmt.Sprintf("answer % x", j.word)}
}

func unknown(j *job, err error) (Result, error) {
	kind := drivers.KindOf(err)
	if kind == drivers.KindUnknown {
		kind = drivers.Timeout
	}
	var f fault
	if errors.As(err, &f) {
		kind = f.kind
	}
	return Result{Outcome: drivers.Unknown, Proof: ProofNone, Incomplete: true, Evidence: err.Error()},
		fail("print", kind, drivers.Unknown, err)
}

// lastLook asks for the status once more after a wait that brought nothing.
// Without a fault the ticket may be out, or may come out yet: a time that
// passed says nothing of paper, and clearing could cut off a slow printer.
func (d *Dev) lastLook(ctx context.Context, j *job, err error) (Result, error) {
	k, lookErr := d.look(ctx)
	switch {
	case j.proof != "":
		return done(j), nil
	case lookErr != nil:
		return unknown(j, errors.Join(err, lookErr))
	case k != drivers.KindUnknown:
		return d.clearAndDecide(ctx, j, fault{k})
	}
	return unknown(j, err)
}

// clearAndDecide clears what the printer would keep through the fault and print
// afterwards. With 37 25 00 the rest is gone. Our id would have come before it
// (pending answers come in that order, EP p. 431); without it the slip may
// still have been cut, in the moment between the knife and the id, and hang in
// the mouth as a whole. A knife that reports a fault may have cut before it.
func (d *Dev) clearAndDecide(ctx context.Context, j *job, f fault) (Result, error) {
	err := d.clear(ctx)
	switch {
	case j.proof != "":
		return done(j), nil
	case err != nil:
		return unknown(j, errors.Join(f, err))
	case j.mayBeCut():
		return unknown(j, f)
	}
	return Result{Outcome: drivers.NotDone, Proof: ProofNone, Incomplete: true, Evidence: f.Error() + " before the cut, cleared by 37 25 00"},
		fail("print", f.kind, drivers.NotDone, f)
}

// refused is 37 33 and our id: the printer itself says that it did not print.
// It is cleared as well, in case it keeps the job for later.
func (d *Dev) refused(ctx context.Context, j *job) (Result, error) {
	k, err := d.look(ctx)
	if k == drivers.KindUnknown {
		k = drivers.HardwareError
	}
	err = errors.Join(err, d.clear(ctx))
	r := Result{Outcome: drivers.NotDone, Proof: ProofNone, Incomplete: true, Evidence: fmt.Sprintf("answer % x", j.word)}
	return r, fail("print", k, drivers.NotDone, errors.Join(fault{k}, err))
}

// clearTimeout is how long the answer to one DLE DC4 8 is waited for.
const clearTimeout = 1500 * time.Millisecond

// halfCommand is NULs enough to end any command of ours that was cut off: the
// longest is a raster band. Between commands printers ignore them.
var halfCommand = make([]byte, pieceSize)

// clear sends DLE ENQ 2 and DLE DC4 8 and waits for 37 25 00. The second try
// is for a first one that was eaten inside a half-received command, and ends
// that first.
func (d *Dev) clear(ctx context.Context) error {
	if d.p.star {
		return fail("clear", drivers.Unsupported, drivers.NotDone, fmt.Errorf("%s says nothing of its buffers", d.p.Name))
	}
	if err := d.drain(ctx); err != nil {
		return err
	}
	d.cleared = false
	err := d.sendClear(ctx, cmdRecover, cmdClear)
	if err == nil && !d.cleared {
		err = d.sendClear(ctx, halfCommand, cmdRecover, cmdClear)
	}
	if err == nil && !d.cleared {
		err = fail("clear", drivers.Timeout, drivers.Unknown, errSilent)
	}
	return err
}

func (d *Dev) sendClear(ctx context.Context, cmds ...[]byte) error {
	c, cancel := context.WithTimeout(ctx, clearTimeout)
	defer cancel()
	for _, cmd := range cmds {
		if _, err := d.c.Write(c, cmd); err != nil {
			return err
		}
	}
	for !d.cleared {
		if err := d.pump(c); err != nil {
			if ctx.Err() == nil && drivers.KindOf(err) == drivers.Timeout {
				return nil
			}
			return err
		}
	}
	return nil
}

// retractTimeout is how long the slip may take back into the printer.
const retractTimeout = 5 * time.Second

// retract takes the slip back and waits until the mouth is free.
func (d *Dev) retract(ctx context.Context) error {
	if d.p.Retract == nil {
		return fail("retract", drivers.Unsupported, drivers.NotDone, fmt.Errorf("%s has no retractor", d.p.Name))
	}
	w, cancel := context.WithTimeout(ctx, d.reply)
	defer cancel()
	if _, err := d.c.Write(w, d.p.Retract); err != nil {
		return err
	}
	for end := time.Now().Add(retractTimeout); ; {
		m, err := d.Mouth(ctx)
		if err != nil || m == drivers.MediaNotPresent {
			return err
		}
		if !time.Now().Before(end) {
			return fail("retract", drivers.MediaRetained, drivers.NotDone, errors.New("slip still in the mouth"))
		}
		if err := d.pause(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
}

func (d *Dev) eject(ctx context.Context) error {
	if d.p.presenter == nil || d.p.presenter.eject == nil {
		return fail("eject", drivers.Unsupported, drivers.NotDone, fmt.Errorf("%s has no ejector", d.p.Name))
	}
	w, cancel := context.WithTimeout(ctx, d.reply)
	defer cancel()
	_, err := d.c.Write(w, d.p.presenter.eject)
	return err
}

// pause takes in replies for a while.
func (d *Dev) pause(ctx context.Context, t time.Duration) error {
	c, cancel := context.WithTimeout(ctx, t)
	defer cancel()
	for {
		if err := d.pump(c); err != nil {
			if ctx.Err() == nil && drivers.KindOf(err) == drivers.Timeout {
				return nil
			}
			return err
		}
	}
}
