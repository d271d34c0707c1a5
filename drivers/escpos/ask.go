package escpos

import (
	"context"
	"errors"
	"fmt"
	"time"

	"govkiosk/drivers"
)

func fail(op string, k drivers.Kind, o drivers.Outcome, err error) *drivers.Error {
	return &drivers.Error{Device: "escpos", Op: op, Kind: k, Outcome: o, Err: err}
}

// during names the operation of an error of a part of it.
func during(op string, err error) error {
	if err == nil {
		return nil
	}
	return fail(op, drivers.KindOf(err), drivers.OutcomeOf(err), err)
}

// errSilent ends a question that nobody answered.
var errSilent = errors.New("no answer")

// askInto asks DLE EOT n, twice if need be.
func (d *Dev) askInto(ctx context.Context, answers map[byte]byte, n byte) error {
	a, err := d.askTwice(ctx, d.p.question(n))
	if err == nil && len(a) > 0 {
		answers[n] = a[0]
	}
	return err
}

func (p Profile) question(n byte) question {
	return question{ask: askRealTime(n), length: 1, fixed: p.fixedFor(n)}
}

// askTwice repeats a question that met silence: asking changes nothing. The
// answer may be to the first asking, so one more may come.
func (d *Dev) askTwice(ctx context.Context, q question) ([]byte, error) {
	a, err := d.ask(ctx, q)
	if errors.Is(err, errSilent) {
		a, err = d.ask(ctx, q)
		d.late = true
	}
	return a, err
}

// ask asks one question and waits for its answer, no longer than
// ReplyTimeout. It stops early when the job that is being printed is proven
// meanwhile. Each round of questions begins with a drain; within a round only
// a question that stayed silent can leave a reply for the next one.
func (d *Dev) ask(ctx context.Context, q question) ([]byte, error) {
	if d.late {
		if err := d.drain(ctx); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, d.reply)
	defer cancel()
	d.split.want, d.answer = &q, nil
	defer func() { d.split.want = nil }()
	if _, err := d.c.Write(ctx, q.ask); err != nil {
		return nil, err
	}
	for d.answer == nil && !d.job.proven() {
		if err := d.pump(ctx); err != nil {
			return d.silence(err, q)
		}
	}
	return d.answer, nil
}

// silence turns the end of the reply time into errSilent, or into the end of
// a text that has no other.
func (d *Dev) silence(err error, q question) ([]byte, error) {
	if drivers.KindOf(err) != drivers.Timeout {
		return nil, err
	}
	if text := d.split.unended(); q.text && text != nil {
		return text, nil
	}
	d.late = true
	d.giveUp()
	return nil, fail("ask", drivers.Timeout, drivers.Unknown, fmt.Errorf("% x: %w", q.ask, errSilent))
}

// drain takes in what has come unasked, so that no question is answered by
// the reply to an earlier one. After a silent question it waits a little for
// that one's answer. On a real line it takes one read, 100 ms.
func (d *Dev) drain(ctx context.Context) error {
	wait := time.Millisecond
	if d.late {
		wait = d.reply / 2
	}
	d.late = false
	for !d.job.proven() {
		c, cancel := context.WithTimeout(ctx, wait)
		err := d.pump(c)
		cancel()
		if ctx.Err() == nil && drivers.KindOf(err) == drivers.Timeout {
			d.giveUp()
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// giveUp drops the unfinished reply in the splitter.
func (d *Dev) giveUp() {
	for {
		r, ok := d.split.flush()
		if !ok {
			return
		}
		d.take(r)
		d.takeAll()
	}
}

// pump reads once and hands out all replies that are complete.
func (d *Dev) pump(ctx context.Context) error {
	var buf [256]byte
	n, err := d.c.Read(ctx, buf[:])
	d.split.push(buf[:n])
	d.takeAll()
	return err
}

func (d *Dev) takeAll() {
	for {
		r, ok := d.split.next()
		if !ok {
			return
		}
		d.take(r)
	}
}

// take gives a reply to whom it is for. The first answer counts; whatever
// nobody waits for is stale.
func (d *Dev) take(r reply) {
	switch {
	case r.class == replyFlow:
	case r.class == replyASB, r.class == replyFull, r.class == replyStar:
		d.takeStatus(r)
	case r.class == replyAnswer && d.answer == nil:
		d.answer = r.bytes
	case r.class == replyBlock && string(r.bytes) == "\x37\x25\x00":
		d.cleared = true
	case d.job != nil && d.job.take(r):
	default:
		d.stale++
	}
}

// takeStatus is a status that came by itself, or Star's answer to a question.
func (d *Dev) takeStatus(r reply) {
	if r.class == replyStar && d.split.want != nil && d.split.want.star && d.answer == nil {
		d.answer = r.bytes
	}
	if d.job != nil {
		d.job.takeStatus(d.p, r)
	}
	d.news(r)
}

// What optional questions are remembered by: DLE EOT n by its n.
const (
	quietMouth    = 0x100
	quietRetracts = 0x101
	quietCounters = 0x200 // and the following
)

// askOptional asks what not every model of a make answers: silence is no
// error and gives nothing. A printer that answers all else and never this
// cannot: it is not asked a third time.
func (d *Dev) askOptional(ctx context.Context, key int, q question) ([]byte, error) {
	if d.quiet[key] >= 2 {
		return nil, nil
	}
	a, err := d.ask(ctx, q)
	if errors.Is(err, errSilent) {
		d.quiet[key]++
		return nil, nil
	}
	if err == nil && len(a) > 0 {
		d.quiet[key] = -1 << 30
	}
	return a, err
}
