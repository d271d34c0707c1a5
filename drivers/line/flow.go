package line

import (
	"errors"

	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

const (
	xon  = 0x11
	xoff = 0x13
)

var errNoFlow = errors.New("this line has no such flow control")

// setFlow switches flow control. IXOFF stays off: it would put XON and XOFF
// into what the terminal sends. tarm/serial leaves the two characters at 0,
// which is "none" to the kernel.
func (s *second) setFlow(f Flow) error {
	return s.use(func(fd int) error {
		t, err := unix.IoctlGetTermios(fd, unix.TCGETS)
		if err != nil {
			return err
		}
		t.Cflag &^= unix.CRTSCTS
		t.Iflag &^= unix.IXON | unix.IXOFF | unix.IXANY
		t.Cc[unix.VSTART], t.Cc[unix.VSTOP] = xon, xoff
		switch f {
		case FlowRTSCTS:
			t.Cflag |= unix.CRTSCTS
		case FlowXonXoff:
			t.Iflag |= unix.IXON
		}
		if err := unix.IoctlSetTermios(fd, unix.TCSETS, t); err != nil {
			return err
		}
		// A driver without the wires drops the flag and reports success.
		is, err := unix.IoctlGetTermios(fd, unix.TCGETS)
		if err == nil && (is.Cflag&unix.CRTSCTS != t.Cflag&unix.CRTSCTS || is.Iflag&unix.IXON != t.Iflag&unix.IXON) {
			err = errNoFlow
		}
		return err
	})
}

// Modem is the state of a line's modem lines.
type Modem struct{ CTS, DSR, DCD, RI, DTR, RTS bool }

// Modem reads the modem lines. A pseudo-terminal has none: Unsupported.
func (p *Port) Modem() (Modem, error) {
	var bits int
	err := p.second.use(func(fd int) (err error) {
		bits, err = unix.IoctlGetInt(fd, unix.TIOCMGET)
		return err
	})
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
