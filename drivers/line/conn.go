package line

import (
	"context"
	"fmt"
)

// Conn is a byte line to one device. One goroutine owns it; a second one may
// call Close at any time.
//
// Every wait ends: with the context's deadline, with its cancellation, or
// with Close. Errors are *drivers.Error: Timeout when the deadline passed
// while the line was alive and silent, Cancelled when the context was
// cancelled, NoDevice when the line is gone or closed.
type Conn interface {
	fmt.Stringer

	// Read waits for at least one byte and returns what has come, at most
	// len(p). A context without a deadline waits until cancellation.
	Read(ctx context.Context, p []byte) (int, error)

	// Write hands all of p to the line or returns how much of it was handed
	// over. The Outcome of its error is NotDone only if that is nothing.
	Write(ctx context.Context, p []byte) (int, error)

	// Discard throws away what has been received and not read. It never
	// touches what is on its way out.
	Discard() error

	// Drain waits until what was written has left this machine. What the
	// device makes of it only the device can say.
	Drain(ctx context.Context) error

	// Close ends pending calls with NoDevice and returns within 300 ms. A
	// second Close does nothing.
	Close() error
}
