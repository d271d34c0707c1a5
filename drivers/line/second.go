package line

import (
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

// second is a second descriptor of the same terminal, for what tarm/serial
// hides: termios, modem lines and locks belong to the terminal, not to the
// descriptor.
type second struct{ fd int }

// openSecond opens the node without waiting for a carrier.
func openSecond(path string) (second, error) {
	fd, err := unix.Open(path, unix.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	return second{fd}, err
}

// own locks the line against other processes and further opens. The lock
// ends with the descriptor, however the process ends.
func (s second) own() error {
	if err := unix.Flock(s.fd, unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return err
	}
	return unix.IoctlSetInt(s.fd, unix.TIOCEXCL, 0)
}

// disown undoes own for the descriptors that other programs hold.
func (s second) disown() { unix.IoctlSetInt(s.fd, unix.TIOCNXCL, 0) }

func (s second) close() {
	s.disown()
	unix.Close(s.fd)
}

// setFlow switches flow control. IXOFF stays off: it would put XON and XOFF
// into what the terminal sends.
func (s second) setFlow(f Flow) error {
	t, err := unix.IoctlGetTermios(s.fd, unix.TCGETS)
	if err != nil {
		return err
	}
	t.Cflag &^= unix.CRTSCTS
	t.Iflag &^= unix.IXON | unix.IXOFF | unix.IXANY
	switch f {
	case FlowRTSCTS:
		t.Cflag |= unix.CRTSCTS
	case FlowXonXoff:
		t.Iflag |= unix.IXON
	}
	return unix.IoctlSetTermios(s.fd, unix.TCSETS, t)
}

// unsent is how many bytes wait in this machine.
func (s second) unsent() (int, error) { return unix.IoctlGetInt(s.fd, unix.TIOCOUTQ) }

// awaitRoom waits until something can be written, at most for d.
func (s second) awaitRoom(d time.Duration) {
	fds := []unix.PollFd{{Fd: int32(s.fd), Events: unix.POLLOUT}}
	unix.Poll(fds, int(d/time.Millisecond)) // interrupted or hung up: the next write says so
}

// Modem is the state of a line's modem lines.
type Modem struct{ CTS, DSR, DCD, RI, DTR, RTS bool }

// Modem reads the modem lines. A pseudo-terminal has none: Unsupported.
func (p *Port) Modem() (Modem, error) {
	bits, err := unix.IoctlGetInt(p.second.fd, unix.TIOCMGET)
	switch {
	case errors.Is(err, unix.ENOTTY), errors.Is(err, unix.EINVAL):
		return Modem{}, p.fail("modem", drivers.Unsupported, err)
	case err != nil:
		return Modem{}, p.fail("modem", drivers.NoDevice, err)
	}
	on := func(bit int) bool { return bits&bit != 0 }
	return Modem{
		CTS: on(unix.TIOCM_CTS), DSR: on(unix.TIOCM_DSR), DCD: on(unix.TIOCM_CD),
		RI: on(unix.TIOCM_RI), DTR: on(unix.TIOCM_DTR), RTS: on(unix.TIOCM_RTS),
	}, nil
}

// kindOfOpen says who acts on a line that could not be opened.
func kindOfOpen(err error) drivers.Kind {
	switch {
	case errors.Is(err, unix.EBUSY), errors.Is(err, unix.EWOULDBLOCK), errors.Is(err, unix.EACCES), errors.Is(err, unix.EPERM):
		return drivers.NotReady
	}
	return drivers.NoDevice
}

func failed(port, op string, kind drivers.Kind, outcome drivers.Outcome, err error) error {
	return &drivers.Error{Device: "line", Op: fmt.Sprintf("%s %s", op, port), Kind: kind, Outcome: outcome, Err: err}
}
