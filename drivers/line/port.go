package line

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tarm/serial"
	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

const (
	slice      = 100 * time.Millisecond // one read of tarm/serial; its least
	writeSlice = 50 * time.Millisecond  // one wait for room
	hangUps    = 3                      // empty reads that come in less than half a slice: a lost line
	drainLook  = 5 * time.Millisecond
)

var (
	errClosed = errors.New("the line is closed")
	errHungUp = errors.New("the line answers at once with nothing: it is unplugged")
)

// Port is a serial line of this machine.
type Port struct {
	cfg    Config
	tty    *serial.Port
	second second

	closed atomic.Bool
	reads  sync.Mutex // held over one slice
	writes sync.Mutex // held over one Write
	early  int        // empty reads in a row that came too early
	once   sync.Once
}

var _ Conn = (*Port)(nil)

// Open opens a line and takes it for this process alone. It is NoDevice where
// there is no such node and NotReady where somebody else has it.
func Open(cfg Config) (*Port, error) {
	if err := cfg.validate(); err != nil {
		return nil, failed(cfg.Port, "open", drivers.BadRequest, drivers.NotDone, err)
	}
	s, err := openSecond(cfg.Port)
	if err != nil {
		return nil, failed(cfg.Port, "open", kindOfOpen(err), drivers.NotDone, err)
	}
	if err := s.own(); err != nil {
		unix.Close(s.fd)
		return nil, failed(cfg.Port, "open", kindOfOpen(err), drivers.NotDone, err)
	}
	s.disown() // tarm/serial must be let in; taken again below
	tty, err := serial.OpenPort(&serial.Config{Name: cfg.Port, Baud: cfg.Baud, ReadTimeout: slice})
	if err == nil {
		err = errors.Join(s.own(), s.setFlow(cfg.Flow))
	}
	if err != nil {
		s.close()
		if tty != nil {
			tty.Close()
		}
		return nil, failed(cfg.Port, "open", kindOfOpen(err), drivers.NotDone, err)
	}
	return &Port{cfg: cfg, tty: tty, second: s}, nil
}

// String implements Conn.
func (p *Port) String() string { return p.cfg.Port }

func (p *Port) fail(op string, kind drivers.Kind, err error) error {
	return failed(p.cfg.Port, op, kind, drivers.Unknown, err)
}

// gaveUp is the error of a context that ended.
func (p *Port) gaveUp(ctx context.Context, op string) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return p.fail(op, drivers.Timeout, ctx.Err())
	}
	return p.fail(op, drivers.Cancelled, ctx.Err())
}

// Read implements Conn. It sees a cancellation within 100 ms.
func (p *Port) Read(ctx context.Context, b []byte) (int, error) {
	for {
		if p.closed.Load() {
			return 0, p.fail("read", drivers.NoDevice, errClosed)
		}
		if ctx.Err() != nil {
			return 0, p.gaveUp(ctx, "read")
		}
		n, err := p.readSlice(b)
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// readSlice reads for at most 100 ms. Nothing and no error is silence.
func (p *Port) readSlice(b []byte) (int, error) {
	p.reads.Lock()
	defer p.reads.Unlock()
	began := time.Now()
	n, err := p.tty.Read(b)
	switch {
	case n > 0:
		p.early = 0
		return n, nil
	case err != nil && !errors.Is(err, io.EOF):
		return 0, p.fail("read", drivers.NoDevice, err)
	case time.Since(began) >= slice/2:
		p.early = 0
		return 0, nil
	}
	if p.early++; p.early >= hangUps {
		return 0, p.fail("read", drivers.NoDevice, errHungUp)
	}
	return 0, nil
}

// Write implements Conn. It goes through the second descriptor, which never
// blocks: tarm/serial's own Write has no end while the device holds the line
// up, and would take Close with it.
func (p *Port) Write(ctx context.Context, b []byte) (int, error) {
	p.writes.Lock()
	defer p.writes.Unlock()
	for done := 0; ; {
		switch {
		case p.closed.Load():
			return done, p.failWrite(done, drivers.NoDevice, errClosed)
		case done == len(b):
			return done, nil
		case ctx.Err() != nil:
			return done, p.failWrite(done, drivers.KindOf(p.gaveUp(ctx, "write")), ctx.Err())
		}
		n, err := unix.Write(p.second.fd, b[done:])
		switch {
		case n > 0:
			done += n
		case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EINTR):
			p.second.awaitRoom(writeSlice)
		default:
			return done, p.failWrite(done, drivers.NoDevice, err)
		}
	}
}

// failWrite is NotDone only where not one byte was handed over.
func (p *Port) failWrite(done int, kind drivers.Kind, err error) error {
	outcome := drivers.Unknown
	if done == 0 {
		outcome = drivers.NotDone
	}
	return failed(p.cfg.Port, "write", kind, outcome, err)
}

// Discard implements Conn.
func (p *Port) Discard() error {
	if p.closed.Load() {
		return p.fail("discard", drivers.NoDevice, errClosed)
	}
	if err := unix.IoctlSetInt(p.second.fd, unix.TCFLSH, unix.TCIFLUSH); err != nil {
		return p.fail("discard", drivers.NoDevice, err)
	}
	return nil
}

// Drain implements Conn.
func (p *Port) Drain(ctx context.Context) error {
	look := time.NewTicker(drainLook)
	defer look.Stop()
	for {
		if p.closed.Load() {
			return p.fail("drain", drivers.NoDevice, errClosed)
		}
		n, err := p.second.unsent()
		if err != nil {
			return p.fail("drain", drivers.NoDevice, err)
		}
		if n == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return p.gaveUp(ctx, "drain")
		case <-look.C:
		}
	}
}

// Close implements Conn. What has not left this machine is thrown away: the
// driver of a real port would wait for the device to take it.
func (p *Port) Close() error {
	var err error
	p.once.Do(func() {
		p.closed.Store(true)
		unix.IoctlSetInt(p.second.fd, unix.TCFLSH, unix.TCIOFLUSH)
		p.writes.Lock() // a write sees closed within writeSlice
		p.reads.Lock()  // a read ends with its slice
		defer p.writes.Unlock()
		defer p.reads.Unlock()
		err = p.tty.Close()
		p.second.close()
	})
	if err != nil {
		return p.fail("close", drivers.NoDevice, err)
	}
	return nil
}
