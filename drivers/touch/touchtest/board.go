package touchtest

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers/line"
	"govkiosk/drivers/line/linetest"
	"govkiosk/drivers/touch"
)

// Heard is a command that a board received, and when.
type Heard struct {
	After   time.Duration
	Command string
}

// Device is a driver that can be put to rest.
type Device interface {
	Runner
	Halt() error
}

// Board is how a board hears and answers.
type Board struct {
	Commands func(received []byte) []string
	Reply    func(command string) []byte // nothing is silence
}

// WithBoard runs a driver in a bubble against a board, and then with what was
// reported until now; then it stops the driver. It returns what the board heard
// and how the driver ended.
func WithBoard[D Device](t *testing.T, b Board, driver func(line.Conn) (D, error), then func(d D, far *linetest.Far, got *[]touch.Raw)) (all []Heard, ended error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		conn, far := linetest.Pipe()
		d, err := driver(conn)
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			start := time.Now()
			for buf := make([]byte, 64); ; {
				n, err := far.Read(buf)
				if err != nil {
					return
				}
				for _, command := range b.Commands(buf[:n]) {
					all = append(all, Heard{time.Since(start), command})
					far.Write(b.Reply(command))
				}
			}
		}()
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		var got []touch.Raw
		go func() {
			defer close(done)
			ended = d.Run(ctx, func(r touch.Raw) { got = append(got, r) })
		}()
		then(d, far, &got)
		stop()
		<-done
		d.Halt()
		far.Close()
	})
	return all, ended
}
