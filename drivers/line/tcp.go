package line

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

const (
	rawPort     = "9100"          // raw printing (AppSocket)
	dialTimeout = 3 * time.Second // where the context has no earlier deadline
	emptyRest   = 10 * time.Millisecond
)

// keepAlive finds a printer that lost its power within half a minute, and
// keeps Epson's idle time-out of 90 s from closing the session.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3}

// DialPrinter opens a session with a network printer; the port of addr
// defaults to 9100. Most printers serve one session at a time and let a second
// one hang, so a second DialPrinter on this machine is NotReady at once.
//
// It blocks until ctx ends, at most 3 s. A printer that refuses is NotReady,
// one that is not there is NoDevice. Discard drops what has come so far; Drain
// has nothing to wait for, since only the printer knows what it took.
func DialPrinter(ctx context.Context, addr string) (Conn, error) {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		addr = net.JoinHostPort(addr, rawPort)
	}
	// An abstract socket is a lock that ends with the process, however it ends.
	lock, err := net.Listen("unix", "@govkiosk-line-"+addr)
	if err != nil {
		return nil, failed(addr, "dial", drivers.NotReady, drivers.NotDone, errSession)
	}
	d := net.Dialer{Timeout: dialTimeout, KeepAliveConfig: keepAlive}
	c, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		lock.Close()
		return nil, failed(addr, "dial", kindOfDial(ctx, err), drivers.NotDone, err)
	}
	return &stream{name: addr, file: c, release: lock.Close, drain: func(context.Context) error { return nil }}, nil
}

var (
	errSession = errors.New("this machine has a session with it already")
	errRefused = unix.ECONNREFUSED
)

func kindOfDial(ctx context.Context, err error) drivers.Kind {
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return drivers.Cancelled
	case errors.Is(err, errRefused):
		return drivers.NotReady
	}
	return drivers.NoDevice
}

// deadlined is a file or a socket under Go's poller.
type deadlined interface {
	io.ReadWriteCloser
	SetReadDeadline(time.Time) error
	SetWriteDeadline(time.Time) error
}

// stream is a Conn on anything that has deadlines.
type stream struct {
	name    string
	file    deadlined
	alive   func() error // of a file that reads as empty; nil: empty is lost
	drain   func(context.Context) error
	release func() error // after the file is closed; nil: nothing
	closing sync.Once
}

var _ Conn = (*stream)(nil)

// String implements Conn.
func (s *stream) String() string { return s.name }

// Read implements Conn.
func (s *stream) Read(ctx context.Context, p []byte) (int, error) {
	for {
		n, err := bounded(ctx, s.file.SetReadDeadline, func() (int, error) { return s.file.Read(p) })
		switch {
		case n > 0:
			return n, nil
		case errors.Is(err, io.EOF) && s.alive != nil:
			// A USB printer may send packets without a byte.
			if err := s.alive(); err != nil {
				return 0, s.lost("read", err)
			}
			rest(ctx, emptyRest)
		case err != nil && !errors.Is(err, os.ErrDeadlineExceeded):
			return 0, s.lost("read", err)
		}
		if ctx.Err() != nil {
			return 0, failed(s.name, "read", endOf(ctx), drivers.Unknown, ctx.Err())
		}
	}
}

// Write implements Conn.
func (s *stream) Write(ctx context.Context, p []byte) (done int, err error) {
	for done < len(p) && ctx.Err() == nil {
		var n int
		n, err = bounded(ctx, s.file.SetWriteDeadline, func() (int, error) { return s.file.Write(p[done:]) })
		done += n
		if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
			return done, s.failWrite(done, drivers.NoDevice, err)
		}
	}
	if done < len(p) {
		return done, s.failWrite(done, endOf(ctx), ctx.Err())
	}
	return done, nil
}

// bounded runs one call under ctx. A deadline that a former call's end set late
// ends this one early; the caller looks at ctx and calls again.
func bounded(ctx context.Context, set func(time.Time) error, call func() (int, error)) (int, error) {
	deadline, _ := ctx.Deadline()
	if err := set(deadline); err != nil {
		return 0, err
	}
	stop := context.AfterFunc(ctx, func() { set(time.Unix(1, 0)) })
	defer stop()
	return call()
}

func (s *stream) lost(op string, err error) error {
	return failed(s.name, op, drivers.NoDevice, drivers.Unknown, err)
}

func (s *stream) failWrite(done int, kind drivers.Kind, err error) error {
	outcome := drivers.Unknown
	if done == 0 {
		outcome = drivers.NotDone
	}
	return failed(s.name, "write", kind, outcome, err)
}

// Discard implements Conn: it reads until nothing comes for 10 ms.
func (s *stream) Discard() error {
	var drop [1024]byte
	for {
		ctx, cancel := context.WithTimeout(context.Background(), emptyRest)
		_, err := s.Read(ctx, drop[:])
		cancel()
		if drivers.KindOf(err) == drivers.Timeout {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// Drain implements Conn.
func (s *stream) Drain(ctx context.Context) error { return s.drain(ctx) }

// Close implements Conn.
func (s *stream) Close() error {
	s.closing.Do(func() {
		s.file.Close()
		if s.release != nil {
			s.release()
		}
	})
	return nil
}
