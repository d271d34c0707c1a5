package hall

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
)

// longest pause between two attempts: a citizen stands there.
const maxPause = 2 * time.Second

// Final reports a refusal that the same call will always meet: one that the
// hall remembers, or that is about the request itself.
func Final(err error) bool {
	code := CodeOf(err)
	return KindOf(err) == Refused && (slices.Contains(settled, code) || code == CodeInvalid || code == CodeKeyReused)
}

// do makes a call, again where that can help. Reads may be repeated; a write
// only because every attempt carries the same key, and it is not sent without.
func (c *Client) do(ctx context.Context, k call) error {
	if k.write {
		if err := checkKey(k.op, k.key); err != nil {
			return err
		}
	}
	var last *Error
	maybe := false   // an earlier attempt may have been carried out
	stopped := false // in the middle, by a breaker: what the attempt before met says more
	retries := retrypolicy.NewBuilder[any]().
		HandleIf(func(any, error) bool { return last != nil && !stopped && again(last) }).
		WithMaxAttempts(c.opts.Attempts).
		WithDelayFunc(func(n failsafe.ExecutionAttempt[any]) time.Duration { return c.pause(n.Attempts(), last) }).
		ReturnLastFailure().
		Build()
	// What it returns is the attempt's error or the context's; last says more.
	_ = failsafe.With(retries).WithContext(ctx).Run(func() error {
		e := c.breakers.guarded(k, func() *Error { return c.attempt(ctx, k) })
		if stopped = e != nil && e.NotAsked && last != nil; stopped {
			return last
		}
		if last = e; last == nil {
			return nil
		}
		if maybe && !slices.Contains(settled, last.Code) {
			last.Outcome = unknown
		}
		maybe = last.Outcome == unknown
		return last
	})
	if last != nil {
		return last
	}
	return nil
}

// again reports whether the same call may be answered otherwise in a moment.
func again(e *Error) bool {
	if e.NotAsked {
		return false
	}
	switch e.Kind {
	case Refused:
		return e.Code == CodeInProgress || e.Status == http.StatusTooManyRequests && e.Code != CodeTooManyTries
	case Server:
		return e.Status != http.StatusNotImplemented
	case Unreachable, Timeout, Upstream:
		return true
	}
	return false
}

// pause is the time before the next attempt: doubled each time, up to a quarter
// more or less so that a hall's terminals do not come back all at once, and no
// shorter than the hall asked for.
func (c *Client) pause(n int, e *Error) time.Duration {
	d := min(c.opts.Backoff<<(n-1), maxPause)
	d += time.Duration((rand.Float64() - 0.5) / 2 * float64(d))
	return min(max(d, e.after), maxPause)
}
