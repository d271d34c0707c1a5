package diag

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// Grace is how long a test may take to put things back once its time is up.
const Grace = 5 * time.Second

// Run runs a test and keeps what came of it. The error is the book's.
func Run(ctx context.Context, t Test, terminal Terminal, g Guide, b Book, person string, via Via) (Result, error) {
	r, err := b.Began(t, person, via)
	if err != nil {
		return r, err
	}
	return b.Ended(r, Do(ctx, t, terminal, g))
}

// Do runs a test. It returns within Limit and Grace, whatever the device does.
func Do(ctx context.Context, t Test, terminal Terminal, g Guide) Finding {
	timed, cancel := context.WithTimeout(ctx, t.Limit)
	defer cancel()
	done := make(chan Finding, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- Finding{Verdict: Aborted, Reason: ReasonDefect, Detail: fmt.Sprint(p)}
			}
		}()
		done <- t.run(timed, terminal, g)
	}()
	select {
	case f := <-done:
		return f.by(ctx, timed)
	case <-timed.Done():
	}
	select {
	case f := <-done:
		return f.by(ctx, timed)
	case <-time.After(Grace):
		return Finding{Verdict: Aborted, Reason: ReasonHung, Detail: fmt.Sprintf("%s did not end %v after it had to", t.ID, Grace)}
	}
}

// by says of an aborted test whether its time was up or its technician stopped
// it.
func (f Finding) by(ctx, timed context.Context) Finding {
	if f.Verdict != Aborted || f.Reason != "" {
		return f
	}
	switch {
	case ctx.Err() != nil:
		f.Reason = ReasonStopped
	case timed.Err() != nil:
		f.Reason = ReasonTime
	default:
		f.Reason = ReasonNoAnswer
	}
	return f
}

// failed is the finding of a test that a device ended.
func failed(err error, m ...Measure) Finding {
	f := Finding{Verdict: Fail, Detail: err.Error(), Measures: m}
	var known Refusal
	switch {
	case errors.As(err, &known):
		f.Verdict, f.Reason = known.Verdict, known.Reason
	case errors.Is(err, ErrNotFitted):
		return Finding{Verdict: NotFitted}
	case errors.Is(err, ErrBusy):
		f.Verdict, f.Reason = Aborted, ReasonBusy
	case errors.Is(err, ErrHung):
		f.Verdict, f.Reason = Aborted, ReasonHung
	case errors.Is(err, ErrDefect):
		f.Verdict, f.Reason = Aborted, ReasonDefect
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), drivers.KindOf(err) == drivers.Cancelled:
		f.Verdict = Aborted // by says why
	default:
		f.Reason = reasonOf(drivers.KindOf(err))
	}
	return f
}

// Refusal is an error that knows what it says of its test.
type Refusal struct {
	Verdict Verdict
	Reason  string
	Detail  string
}

func (r Refusal) Error() string { return r.Detail }

// outcome is failed, and a pass where nothing did.
func outcome(err error) Finding {
	if err == nil {
		return Finding{Verdict: Pass}
	}
	return failed(err)
}

// rest waits for d, or less where ctx ends.
func rest(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// short is n characters that nobody has used before, most likely.
func short(n int) string { return rand.Text()[:n] }

// token is the text of a code that only this test shows.
func token(prefix string) string { return prefix + short(10) }

// reasonOf is the code of a driver's error.
func reasonOf(k drivers.Kind) string {
	switch k {
	case drivers.NoDevice:
		return ReasonGone
	case drivers.PaperOut:
		return "paper-out"
	case drivers.PaperJammed:
		return "paper-jam"
	case drivers.MediaRetained:
		return "paper-in-mouth"
	case drivers.CoverOpen:
		return "cover-open"
	case drivers.HardwareError:
		return ReasonBroken
	}
	return ReasonNoAnswer
}
