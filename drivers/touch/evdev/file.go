package evdev

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// File is an event device of the kernel. One goroutine reads; another may
// call Close at any time.
type File struct{ f *os.File }

// Open opens a device, /dev/input/eventN or a link to one. Its error is
// NoDevice when there is none, NotReady when it may not be opened.
func Open(path string) (*File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, classed(err)
	}
	return &File{f}, nil
}

// Touchscreens lists the devices below dir, /dev/input, that are touchscreens.
// A device that cannot be asked is not among them.
func Touchscreens(dir string) ([]string, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "event*"))
	var found []string
	for _, path := range paths {
		f, err := Open(path)
		if err != nil {
			continue
		}
		if a, err := ask(f); err == nil && a.touchscreen() {
			found = append(found, path)
		}
		f.Close()
	}
	return found, err
}

// String implements fmt.Stringer.
func (f *File) String() string { return f.f.Name() }

// Close implements Node.
func (f *File) Close() error { return f.f.Close() }

// Read implements Node.
func (f *File) Read(ctx context.Context, p []byte) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	stop := context.AfterFunc(ctx, func() { f.f.SetReadDeadline(time.Unix(1, 0)) })
	defer stop()
	n, err := f.f.Read(p)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return n, ctx.Err()
	case errors.Is(err, io.EOF):
		return n, unix.ENODEV
	}
	return n, err
}

// Parts of an ioctl's number: direction, size, type 'E', number
// (asm-generic/ioctl.h).
const (
	dirWrite = 1
	dirRead  = 2

	nrName   = 0x06
	nrProp   = 0x09
	nrSlots  = 0x0A
	nrKey    = 0x18
	nrSwitch = 0x1B
	nrBits   = 0x20 // and the type of events
	nrAbs    = 0x40 // and the axis
	nrGrab   = 0x90
	nrClock  = 0xA0
	keyBytes = 96 // KEY_CNT is 0x300
)

func request(dir, nr, size uintptr) uintptr { return dir<<30 | size<<16 | 'E'<<8 | nr }

// read asks the kernel to fill b in.
func (f *File) read(nr uintptr, b []byte) error {
	return f.ioctl(request(dirRead, nr, uintptr(len(b))), unsafe.Pointer(&b[0]))
}

func (f *File) ioctl(number uintptr, arg unsafe.Pointer) error {
	return f.control(func(fd int) error {
		_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), number, uintptr(arg))
		if errno != 0 {
			return os.NewSyscallError("ioctl", errno)
		}
		return nil
	})
}

// control runs call with the descriptor, which stays open meanwhile.
func (f *File) control(call func(fd int) error) (err error) {
	c, err := f.f.SyscallConn()
	if err != nil {
		return err
	}
	outer := c.Control(func(fd uintptr) { err = call(int(fd)) })
	return errors.Join(outer, err)
}

// Axis implements Node.
func (f *File) Axis(code uint16) (value, low, high int32, err error) {
	var info struct{ Value, Low, High, Fuzz, Flat, Resolution int32 }
	err = f.ioctl(request(dirRead, nrAbs+uintptr(code), unsafe.Sizeof(info)), unsafe.Pointer(&info))
	return info.Value, info.Low, info.High, err
}

// Slots implements Node.
func (f *File) Slots(code uint16, values []int32) error {
	all := make([]int32, 1+len(values))
	all[0] = int32(code)
	err := f.ioctl(request(dirRead, nrSlots, uintptr(4*len(all))), unsafe.Pointer(&all[0]))
	copy(values, all[1:])
	return err
}

// Keys implements Node.
func (f *File) Keys() ([]byte, error) {
	b := make([]byte, keyBytes)
	err := f.read(nrKey, b)
	return b, err
}

// Switches tells which switches are on (EVIOCGSW), bit by bit.
func (f *File) Switches() ([]byte, error) {
	b := make([]byte, 4)
	err := f.read(nrSwitch, b)
	return b, err
}

// Codes implements Node.
func (f *File) Codes(typ uint16) ([]byte, error) {
	b := make([]byte, keyBytes)
	err := f.read(nrBits+uintptr(typ), b)
	return b, err
}

// Properties implements Node.
func (f *File) Properties() ([]byte, error) {
	b := make([]byte, 4)
	err := f.read(nrProp, b)
	return b, err
}

// Name implements Node.
func (f *File) Name() (string, error) {
	b := make([]byte, 256)
	err := f.read(nrName, b)
	name, _, _ := bytes.Cut(b, []byte{0})
	return string(name), err
}

// Grab implements Node.
func (f *File) Grab(exclusive bool) error {
	value := 0
	if exclusive {
		value = 1
	}
	return f.control(func(fd int) error { // the argument is the value itself
		return unix.IoctlSetInt(fd, uint(request(dirWrite, nrGrab, 4)), value)
	})
}

// Monotonic implements Node.
func (f *File) Monotonic() (time.Duration, error) {
	clock := int32(unix.CLOCK_MONOTONIC)
	if err := f.ioctl(request(dirWrite, nrClock, 4), unsafe.Pointer(&clock)); err != nil {
		return 0, err
	}
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &now); err != nil {
		return 0, err
	}
	return time.Duration(now.Nano()), nil
}

var _ Node = (*File)(nil)
