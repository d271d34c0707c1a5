package line

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

// What the kernel's usblp answers to LPGETSTATUS: the status lines of a
// parallel port.
const (
	lpGetStatus = 0x060B
	lpNoError   = 0x08
	lpSelected  = 0x10
	lpPaperOut  = 0x20
)

// staleFor is how long a printer just opened is listened to. Answers to what
// a former program asked are still in its buffer, each for the question after
// it (python-escpos issue 143).
const staleFor = 50 * time.Millisecond

// USBPrinter is a printer behind the kernel's usblp driver.
type USBPrinter struct {
	stream
	status func() (byte, error)
}

// OpenUSBPrinter opens /dev/usb/lpN and throws away what the printer has left
// to say of former questions. The kernel lets one program in: NotReady where
// another has it, NoDevice where there is none.
func OpenUSBPrinter(path string) (*USBPrinter, error) {
	// With O_NONBLOCK the file is under Go's poller: deadlines end a write that
	// would wait for paper for ever.
	f, err := os.OpenFile(path, os.O_RDWR|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, failed(path, "open", kindOfOpen(err), drivers.NotDone, err)
	}
	p := newUSBPrinter(path, f)
	ctx, cancel := context.WithTimeout(context.Background(), staleFor)
	defer cancel()
	for err == nil {
		_, err = p.Read(ctx, make([]byte, 1024))
	}
	if drivers.KindOf(err) != drivers.Timeout {
		p.Close()
		return nil, err
	}
	return p, nil
}

func newUSBPrinter(path string, f *os.File) *USBPrinter {
	p := &USBPrinter{status: func() (byte, error) { return lpStatus(f) }}
	p.stream = stream{name: path, file: f, alive: func() error { _, err := os.Stat(path); return err }}
	p.drain = func(ctx context.Context) error { return p.idle(ctx, f) }
	return p
}

// lpStatus asks over the control pipe, which answers while the bulk pipe is
// stuck.
func lpStatus(f *os.File) (status byte, err error) {
	var n int
	err = control(f, func(fd int) (err error) {
		n, err = unix.IoctlGetInt(fd, lpGetStatus)
		return err
	})
	return byte(n), err
}

// control calls f with the descriptor and leaves the file with the poller,
// which File.Fd would not.
func control(f *os.File, call func(fd int) error) error {
	c, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var inner error
	err = c.Control(func(fd uintptr) { inner = call(int(fd)) })
	return errors.Join(err, inner)
}

// Paper is what the status lines of the port say of paper. It is a hint: many
// printers show selected and no error whatever happens. Ask it only while
// nothing is being printed, since some printers take the question itself for
// something to print when their buffer is full.
func (p *USBPrinter) Paper() (drivers.PaperState, error) {
	b, err := p.status()
	switch {
	case err != nil:
		return drivers.PaperUnknown, failed(p.name, "status", drivers.Unsupported, drivers.NotDone, err)
	case b&lpPaperOut != 0:
		return drivers.PaperEmpty, nil
	case b&(lpSelected|lpNoError) == lpSelected|lpNoError:
		return drivers.PaperFull, nil
	}
	return drivers.PaperUnknown, nil
}

// idle waits until the kernel has no bytes of ours any more. Closing before
// would throw them away: usblp counts a write as done when it has begun.
func (p *USBPrinter) idle(ctx context.Context, f *os.File) error {
	for ctx.Err() == nil {
		fds := []unix.PollFd{{Events: unix.POLLOUT}}
		err := control(f, func(fd int) error {
			fds[0].Fd = int32(fd)
			_, err := unix.Poll(fds, 0)
			return err
		})
		switch {
		case err != nil:
			return p.lost("drain", err)
		case fds[0].Revents&(unix.POLLERR|unix.POLLHUP) != 0:
			return p.lost("drain", errHungUp)
		case fds[0].Revents&unix.POLLOUT != 0:
			return nil
		}
		rest(ctx, drainLook)
	}
	return failed(p.name, "drain", endOf(ctx), drivers.Unknown, ctx.Err())
}

// openAny opens what the name of cfg.Port says: tcp://host[:port] is a network
// printer, /dev/usb/lpN a USB printer, all else a serial line.
func openAny(ctx context.Context, cfg Config) (Conn, error) {
	cfg, err := cfg.found()
	if err != nil {
		return nil, err
	}
	if addr, ok := strings.CutPrefix(cfg.Port, "tcp://"); ok {
		return DialPrinter(ctx, addr)
	}
	if strings.HasPrefix(cfg.Port, "/dev/usb/lp") {
		return orNil(OpenUSBPrinter(cfg.Port))
	}
	return orNil(Open(cfg))
}

// orNil keeps a nil pointer from becoming a Conn that is not nil.
func orNil[T Conn](c T, err error) (Conn, error) {
	if err != nil {
		return nil, err
	}
	return c, nil
}
