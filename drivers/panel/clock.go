package panel

import (
	"context"
	"time"
)

// Clock is the time by which lights blink and contacts settle.
type Clock interface {
	Now() time.Time
	After(time.Duration) <-chan time.Time
}

// wall is the machine's clock.
type wall struct{}

func (wall) Now() time.Time                         { return time.Now() }
func (wall) After(d time.Duration) <-chan time.Time { return time.After(d) }

// rest waits for d, or for the end of ctx.
func rest(ctx context.Context, c Clock, d time.Duration) {
	if d <= 0 {
		return
	}
	select {
	case <-c.After(d):
	case <-ctx.Done():
	}
}
