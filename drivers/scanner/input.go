package scanner

import (
	"os"

	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

// eviocgrab is EVIOCGRAB of linux/input.h. Its argument is the flag itself.
const eviocgrab = 0x40044590

// input is an input device of this machine.
type input struct{ *os.File }

// OpenEvents opens an input device, such as a link of /dev/input/by-id. It is
// NoDevice where there is none.
func OpenEvents(path string) (Events, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK, 0) // so that Close ends a Read
	if err != nil {
		return nil, fail("open keyboard", drivers.NoDevice, err)
	}
	return input{f}, nil
}

// Grab implements Events. The kernel ends the grab with the descriptor.
func (i input) Grab() error {
	raw, err := i.SyscallConn()
	if err != nil {
		return err
	}
	var grab error
	if err := raw.Control(func(fd uintptr) { grab = unix.IoctlSetInt(int(fd), eviocgrab, 1) }); err != nil {
		return err
	}
	return grab
}
