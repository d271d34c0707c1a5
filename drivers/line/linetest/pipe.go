package linetest

import (
	"context"
	"io"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// Pipe returns a line and the device's end of it. Nothing on it takes time and
// no byte is lost until one side closes.
func Pipe() (line.Conn, *Far) {
	toDevice, toHost := newQueue(), newQueue()
	return &near{in: toHost, out: toDevice}, &Far{in: toDevice, out: toHost}
}

// Far is the device's end of a Pipe.
type Far struct{ in, out *queue }

// Read waits for bytes from the host. It is io.EOF when the host has closed
// and everything was read, or when the device itself is closed.
func (f *Far) Read(p []byte) (int, error) {
	n, err := f.in.take(context.Background(), p)
	if err != nil {
		return 0, io.EOF
	}
	return n, nil
}

// Write sends bytes to the host; it never blocks. It is io.ErrClosedPipe when
// a side has closed.
func (f *Far) Write(p []byte) (int, error) {
	if !f.out.put(p) {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

// Close unplugs the line: the host reads what is under way and then gets
// NoDevice.
func (f *Far) Close() error {
	f.in.close()
	f.out.close()
	return nil
}

// near is the host's end.
type near struct{ in, out *queue }

var _ line.Conn = (*near)(nil)

func (n *near) String() string { return "pipe" }

func (n *near) Read(ctx context.Context, p []byte) (int, error) {
	if ctx.Err() != nil {
		return 0, gaveUp(ctx, "read")
	}
	got, err := n.in.take(ctx, p)
	switch {
	case err == nil:
		return got, nil
	case ctx.Err() != nil:
		return 0, gaveUp(ctx, "read")
	}
	return 0, failed("read", drivers.NoDevice, err)
}

func (n *near) Write(ctx context.Context, p []byte) (int, error) {
	if ctx.Err() != nil {
		return 0, gaveUp(ctx, "write")
	}
	if !n.out.put(p) {
		return 0, failed("write", drivers.NoDevice, errClosed)
	}
	return len(p), nil
}

func (n *near) Discard() error {
	if n.in.drop() {
		return failed("discard", drivers.NoDevice, errClosed)
	}
	return nil
}

// Drain has nothing to wait for: what was written is with the device.
func (n *near) Drain(ctx context.Context) error {
	switch {
	case n.out.shut():
		return failed("drain", drivers.NoDevice, errClosed)
	case ctx.Err() != nil:
		return gaveUp(ctx, "drain")
	}
	return nil
}

func (n *near) Close() error {
	n.in.drop()
	n.in.close()
	n.out.close()
	return nil
}
