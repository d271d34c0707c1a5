package escpos

import (
	"context"
	"errors"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// What the outcome of a job rests on:
//
//	before the first byte   status bad, silent, line dead     NotDone
//	proof                   our id, or GS r and clean status  Done
//	fault, then cleared     37 25 00, the cut not reached     NotDone, Incomplete
//	fault, then cleared     37 25 00, the cut perhaps made    Unknown
//	fault, not cleared      the rest may be printed yet       Unknown
//	no word in time         no fault seen                     Unknown
//	line lost, given up     somewhere in the job              Unknown

const (
	watchEvery   = 500 * time.Millisecond // looks for a fault while waiting
	pieceTimeout = 5 * time.Second        // for 2 kB; 9600 baud takes 2.1 s
	fenceTimeout = 6 * time.Second        // for the printer to take in what it was sent
)

// fault ends a job: somebody has to do something to the printer.
type fault struct{ kind drivers.Kind }

func (f fault) Error() string { return "printer reports " + string(f.kind) }

// errNoWord is a wait that ended with neither proof nor fault.
var errNoWord = errors.New("no word from the printer")

func (d *Dev) printJob(ctx context.Context, id JobID, doc *Doc) (Result, error) {
	start := time.Now()
	e, err := d.prepare(id, doc)
	if err != nil {
		return notStarted(e, fail("print", drivers.BadRequest, drivers.NotDone, err))
	}
	if err := d.ready(ctx); err != nil {
		return notStarted(e, fail("print", drivers.KindOf(err), drivers.NotDone, err))
	}
	if d.p.star {
		if err := d.clearETB(ctx); err != nil {
			return notStarted(e, fail("print", drivers.KindOf(err), drivers.NotDone, err))
		}
	}
	d.reporting = false // ESC @ may turn the printer's own reports off
	j := &job{id: id, confirm: d.confirm}
	j.pieces, j.knife = d.whole(e)
	d.job = j
	defer func() { d.job = nil }()

	err = d.send(ctx, j)
	if err == nil {
		err = d.prove(ctx, j)
	}
	res, err := d.settle(ctx, j, err)
	if res.Outcome == drivers.Done {
		d.job = nil
		d.retracts, _ = d.retracted(ctx) // without it a slip that is gone counts as taken
	}
	d.torn = res.Outcome != drivers.Done && (d.torn || j.sent > 0)
	res.Missing = e.missing
	if j.sent > 0 {
		res.Paper = e.high
	}
	res.Evidence = fmt.Sprintf("%s; %d bytes sent, %d ms", res.Evidence, j.sent, time.Since(start).Milliseconds())
	return res, err
}

// prepare encodes the job before anything is asked of the printer.
func (d *Dev) prepare(id JobID, doc *Doc) (*encoder, error) {
	if err := errors.Join(id.valid(d.p.binaryID), doc.check(d.p.Width)); err != nil {
		return nil, err
	}
	e := doc.encode(d.p)
	return e, e.err
}

// ready asks for the status and finds nothing in the way.
func (d *Dev) ready(ctx context.Context) error {
	s, err := d.Status(ctx)
	if err != nil {
		return err
	}
	if k := s.Hindrance(); k != drivers.KindUnknown {
		return fail("status", k, drivers.NotDone, fault{k})
	}
	return nil
}

// whole is the pieces of a job, behind a cut where a piece of the slip before
// may hang in the printer: its number and name are somebody else's. The cut is
// part of the job, since a scrap in the mouth would keep a later one out. knife
// is the piece with the slip's own cut, behind all pieces where there is none.
func (d *Dev) whole(e *encoder) (pieces [][]byte, knife int) {
	if d.torn {
		scrap := &Doc{}
		scrap.Cut()
		pieces = scrap.encode(d.p).pieces()
	}
	pieces = append(pieces, e.pieces()...)
	if e.knife == 0 {
		return pieces, len(pieces)
	}
	return pieces, len(pieces) - 1
}

func notStarted(e *encoder, err *drivers.Error) (Result, error) {
	r := Result{Outcome: drivers.NotDone, Proof: ProofNone, Evidence: "nothing sent: " + err.Error()}
	if e != nil {
		r.Missing = e.missing
	}
	return r, err
}

// send writes the job piece by piece. A piece is written once: a blocked write
// is not repeated, since nobody knows how much of it was taken.
func (d *Dev) send(ctx context.Context, j *job) error {
	if err := d.gate(ctx, j, 0); err != nil {
		return err
	}
	for i, p := range j.pieces {
		if err := d.pace(ctx, j, len(p)); err != nil || j.failed {
			return err
		}
		if i == j.knife {
			if err := d.gate(ctx, j, j.asked+1); err != nil {
				return err
			}
			j.atKnife = true
		}
		if err := d.write(ctx, j, p); err != nil {
			return err
		}
	}
	j.whole = true
	return nil
}

func (d *Dev) write(ctx context.Context, j *job, p []byte) error {
	ctx, cancel := context.WithTimeout(ctx, pieceTimeout)
	defer cancel()
	n, err := d.c.Write(ctx, p)
	j.sent += n
	j.credit += n
	return err
}

// fence sends a GS r 1, which is answered in order and prints nothing.
func (d *Dev) fence(ctx context.Context, j *job) error {
	ctx, cancel := context.WithTimeout(ctx, pieceTimeout)
	defer cancel()
	n, err := d.c.Write(ctx, cmdFenced)
	j.credit += n
	if err == nil {
		j.asked++
	}
	return err
}

// gate puts a fence at the job's beginning, which tells that this printer
// answers them, and one just before the cut, which tells after a fault whether
// the cut was reached. Nothing waits for the answers. Nothing is asked of a
// printer that is not to prove anything.
func (d *Dev) gate(ctx context.Context, j *job, number int) error {
	if d.unfenced || j.knife == len(j.pieces) || j.confirm != ConfirmProcessID && j.confirm != ConfirmGSR {
		return nil
	}
	j.gate = number
	return d.fence(ctx, j)
}

// pace keeps what the printer has not taken in below three quarters of its
// buffer: bytes beyond it are dropped without a word, and what follows a lost
// header prints as text. A fence is GS r 1, which is answered in order. A
// printer that leaves one unanswered gets no more.
func (d *Dev) pace(ctx context.Context, j *job, next int) error {
	if d.p.Buffer == 0 || d.unfenced || j.credit+next <= d.p.Buffer*3/4 {
		return nil
	}
	if err := d.fence(ctx, j); err != nil {
		return err
	}
	err := d.await(ctx, j, fenceTimeout, func() bool { return !j.awaits() })
	if errors.Is(err, errNoWord) {
		d.unfenced = true
		return nil
	}
	j.credit = 0
	return err
}

// prove asks for the printer's word, behind the cut, and waits for it.
func (d *Dev) prove(ctx context.Context, j *job) error {
	switch {
	case j.failed:
		return nil
	case j.confirm == ConfirmProcessID:
		if err := d.write(ctx, j, askProcessID(j.id)); err != nil {
			return err
		}
		return d.await(ctx, j, d.print, j.proven)
	case j.confirm == ConfirmETB:
		if err := d.write(ctx, j, cmdStarETB); err != nil {
			return err
		}
		return d.await(ctx, j, d.print, j.proven)
	case j.confirm == ConfirmGSR:
		return d.proveByGSR(ctx, j)
	}
	return errNoWord
}

// proveByGSR waits for GS r 1 and then wants a clean status. What was asked
// earlier has to be answered before: it could answer now, and leaves no proof.
func (d *Dev) proveByGSR(ctx context.Context, j *job) error {
	all := func() bool { return !j.awaits() }
	err := d.await(ctx, j, d.print, all)
	if err == nil && !j.failed {
		err = d.drain(ctx)
	}
	if err == nil && !j.failed {
		err = d.fence(ctx, j)
	}
	if err == nil {
		err = d.await(ctx, j, d.print, all)
	}
	if err != nil || j.failed {
		return err
	}
	s, err := d.Status(ctx)
	if err != nil {
		return err
	}
	if k := s.fault(); k != drivers.KindUnknown {
		return fault{k}
	}
	j.proof = ProofGSR
	return nil
}

// await takes in replies until done or until the printer says that the job
// failed, looking for faults every 500 ms.
func (d *Dev) await(ctx context.Context, j *job, limit time.Duration, done func() bool) error {
	end := time.Now().Add(limit)
	look := time.Now().Add(watchEvery)
	for !done() && !j.failed {
		switch now := time.Now(); {
		case j.fault != drivers.KindUnknown:
			return fault{j.fault}
		case !now.Before(end):
			return errNoWord
		case !now.Before(look):
			if err := d.watch(ctx, j); err != nil {
				return err
			}
			look = time.Now().Add(watchEvery)
			continue
		}
		c, cancel := context.WithDeadline(ctx, earlier(look, end))
		err := d.pump(c)
		cancel()
		if err != nil && (ctx.Err() != nil || drivers.KindOf(err) != drivers.Timeout) {
			return err
		}
	}
	return nil
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
