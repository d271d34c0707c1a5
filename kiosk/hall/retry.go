package hall

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"
)

// longest pause between two attempts: a citizen stands there.
const maxPause = 2 * time.Second

// settled are the refusals that the hall remembers under the key of the call.
// One of them, even after an attempt whose answer was lost, says that the lost
// one did nothing either.
var settled = []string{
	CodeClosed, CodeCutOff, CodeFull, CodeUnknown, CodeIdentity, CodeNotEntitled, CodeOpenTicket,
	CodeAbandoned, CodeDelivered, CodeCalled, CodeOver, CodeNoTicket,
}

// do makes a call, again where that can help. Reads may be repeated; a write
// only because every attempt carries the same key, and it is not sent without.
func (c *Client) do(ctx context.Context, k call) error {
	if k.write {
		if err := checkKey(k.op, k.key); err != nil {
			return err
		}
	}
	maybe := false // an earlier attempt may have been carried out
	for n := 1; ; n++ {
		e := c.attempt(ctx, k)
		if e == nil {
			return nil
		}
		if maybe && !slices.Contains(settled, e.Code) {
			e.Outcome = unknown
		}
		maybe = e.Outcome == unknown
		if n == c.opts.Attempts || !again(e) || !c.pause(ctx, n, e) {
			return e
		}
	}
}

// again reports whether the same call may be answered otherwise in a moment.
func again(e *Error) bool {
	switch e.Kind {
	case Refused:
		return e.Code == CodeInProgress || e.Status == http.StatusTooManyRequests
	case Server:
		return e.Status != http.StatusNotImplemented
	case Unreachable, Timeout, Upstream:
		return true
	}
	return false
}

// pause waits before the next attempt: doubled each time, up to a quarter more
// or less so that a hall's terminals do not come back all at once, and no
// shorter than the hall asked for. It reports false when ctx ends first.
func (c *Client) pause(ctx context.Context, n int, e *Error) bool {
	d := min(c.opts.Backoff<<(n-1), maxPause)
	d += time.Duration((rand.Float64() - 0.5) / 2 * float64(d))
	timer := time.NewTimer(min(max(d, e.after), maxPause))
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
