package line

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/tarm/serial"
	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

const (
	slice      = 100 * time.Millisecond // one read of tarm/serial; its least
	writeSlice = 50 * time.Millisecond  // one wait for room
	drainLook  = 5 * time.Millisecond
	closeLimit = 250 * time.Millisecond
)

// Port is a serial line of this machine.
type Port struct {
	cfg    Config
	tty    *serial.Port
	second *second
	empty  emptyReads

	closing sync.Once
	closed  chan struct{}
}

var _ Conn = (*Port)(nil)

// Open opens a line and takes it for this process alone. It is NoDevice where
// there is no such node and NotReady where somebody else has it.
func Open(cfg Config) (*Port, error) {
	if err := cfg.validate(); err != nil {
		return nil, failed(cfg.Port, "open", drivers.BadRequest, drivers.NotDone, err)
	}
	cfg, err := cfg.found()
	if err != nil {
		return nil, err
	}
	p, err := open(cfg)
	if err != nil {
		return nil, failed(cfg.Port, "open", kindOfOpen(err), drivers.NotDone, err)
	}
	return p, nil
}

// open refuses further opens only after tarm/serial has made its own.
func open(cfg Config) (p *Port, err error) {
	s, err := openSecond(cfg.Port)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if err := s.lock(); err != nil {
		return nil, err
	}
	tty, err := serial.OpenPort(&serial.Config{Name: cfg.Port, Baud: cfg.Baud, ReadTimeout: slice})
	if err != nil {
		return nil, err
	}
	if err := errors.Join(s.exclude(), s.setFlow(cfg.Flow)); err != nil {
		return nil, errors.Join(err, tty.Close())
	}
	return &Port{cfg: cfg, tty: tty, second: s, closed: make(chan struct{})}, nil
}

// String implements Conn.
func (p *Port) String() string { return p.cfg.Port }

func (p *Port) isClosed() bool {
	select {
	case <-p.closed:
		return true
	default:
		return false
	}
}

// Read implements Conn. It sees the end of its context, and a Close, within
// 100 ms.
func (p *Port) Read(ctx context.Context, b []byte) (int, error) {
	for {
		switch {
		case p.isClosed():
			return 0, p.fail("read", drivers.NoDevice, errClosed)
		case ctx.Err() != nil:
			return 0, p.gaveUp(ctx, "read")
		}
		if n, err := p.readSlice(b); n > 0 || err != nil {
			return n, err
		}
	}
}

// readSlice reads for at most 100 ms. Nothing and no error is silence.
func (p *Port) readSlice(b []byte) (int, error) {
	began := time.Now()
	n, err := p.tty.Read(b)
	if n > 0 {
		p.empty = 0
		return n, nil
	}
	switch hungUp := p.empty.add(time.Since(began)); {
	case p.isClosed():
		err = errClosed
	case err != nil && !errors.Is(err, io.EOF):
	case hungUp:
		err = errHungUp
	default:
		err = p.second.gone(p.cfg.Port)
	}
	if err != nil {
		return 0, p.fail("read", drivers.NoDevice, err)
	}
	return 0, nil
}

// emptyReads counts reads in a row that came back early and empty. tarm/serial
// returns the same for silence and for a lost line; only the time differs.
type emptyReads int

// add counts one more and tells whether the line is lost.
func (e *emptyReads) add(took time.Duration) bool {
	const hangUp = 3 // a single one may be a signal
	if took >= slice/2 {
		*e = 0
		return false
	}
	*e++
	return *e >= hangUp
}

// Write implements Conn. It goes through the second descriptor, which never
// blocks: tarm/serial's own Write has no end while the device holds the line
// up, and would take Close with it.
func (p *Port) Write(ctx context.Context, b []byte) (int, error) {
	for done := 0; done < len(b); {
		if ctx.Err() != nil {
			return done, p.failWrite(done, endOf(ctx), ctx.Err())
		}
		n, err := p.second.write(b[done:])
		done += n
		if n == 0 && err == nil {
			err = p.second.awaitRoom(writeSlice)
		}
		if err == nil && p.isClosed() {
			err = errClosed
		}
		if err != nil {
			return done, p.failWrite(done, drivers.NoDevice, err)
		}
	}
	return len(b), nil
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
	if err := p.second.flush(unix.TCIFLUSH); err != nil {
		return p.fail("discard", drivers.NoDevice, err)
	}
	return nil
}

// Drain implements Conn: the kernel's buffer is looked at, the chip's is
// waited for.
func (p *Port) Drain(ctx context.Context) error {
	look := time.NewTicker(drainLook)
	defer look.Stop()
	for {
		n, err := p.second.unsent()
		if err != nil {
			return p.fail("drain", drivers.NoDevice, err)
		}
		if n == 0 {
			break
		}
		select {
		case <-ctx.Done():
			return p.gaveUp(ctx, "drain")
		case <-look.C:
		}
	}
	select {
	case <-ctx.Done():
		return p.gaveUp(ctx, "drain")
	case <-p.closed:
		return p.fail("drain", drivers.NoDevice, errClosed)
	case err := <-p.second.sent():
		if err != nil {
			return p.fail("drain", drivers.NoDevice, err)
		}
	}
	return nil
}

// Close implements Conn. What has not left this machine is thrown away: else
// the kernel would wait up to 30 s for a device that holds the line up.
// Whoever needs it sent calls Drain first.
func (p *Port) Close() error {
	p.closing.Do(func() {
		close(p.closed)
		p.second.flush(unix.TCOFLUSH)
		done := make(chan struct{})
		go func() {
			defer close(done)
			p.tty.Close() // waits for a Read, which ends with its slice
			p.second.close()
		}()
		select {
		case <-done:
		case <-time.After(closeLimit): // a driver that hangs keeps its goroutine, not ours
		}
	})
	return nil
}
