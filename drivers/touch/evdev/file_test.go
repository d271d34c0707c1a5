package evdev

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/drivers"
	"govkiosk/drivers/touch"
)

// Numbers as <linux/input.h> makes them on amd64, arm64, riscv64 and loong64.
func TestRequestNumbers(t *testing.T) {
	for name, c := range map[string]struct{ got, want uintptr }{
		"EVIOCGRAB":             {request(dirWrite, nrGrab, 4), 0x40044590},
		"EVIOCSCLOCKID":         {request(dirWrite, nrClock, 4), 0x400445A0},
		"EVIOCGABS(ABS_X)":      {request(dirRead, nrAbs+absX, 24), 0x80184540},
		"EVIOCGABS(slot)":       {request(dirRead, nrAbs+absMTSlot, 24), 0x8018456F},
		"EVIOCGKEY(96)":         {request(dirRead, nrKey, 96), 0x80604518},
		"EVIOCGPROP(4)":         {request(dirRead, nrProp, 4), 0x80044509},
		"EVIOCGNAME(256)":       {request(dirRead, nrName, 256), 0x81004506},
		"EVIOCGBIT(EV_ABS, 96)": {request(dirRead, nrBits+evAbs, 96), 0x80604523},
		"EVIOCGMTSLOTS(44)":     {request(dirRead, nrSlots, 44), 0x802C450A},
	} {
		if c.got != c.want {
			t.Errorf("%s is %#x, want %#x", name, c.got, c.want)
		}
	}
}

// fifo is a named pipe: as a device it can be read, and not be asked.
func fifo(t *testing.T) (*File, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "event0")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, path
}

func TestReadEndsWithEventsContextOrClose(t *testing.T) {
	f, _ := fifo(t)
	event := AppendEvent(nil, Event{Time: 5 * time.Second, Type: evAbs, Code: absMTX, Value: -3})
	if _, err := f.f.Write(event); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 10*EventSize)
	n, err := f.Read(t.Context(), buf)
	if err != nil || n != EventSize || ParseEvent(buf).Value != -3 {
		t.Errorf("read %d bytes: %v", n, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	for range 2 { // it stays so
		if _, err := f.Read(ctx, buf); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	}
	f, _ = fifo(t)
	go f.Close()
	if _, err := f.Read(t.Context(), buf); !errors.Is(err, os.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestWhatIsNoDevice(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "event0")); drivers.KindOf(err) != drivers.NoDevice {
		t.Errorf("a device that is not there: %v", err)
	}
	f, path := fifo(t)
	d, err := New(f, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Run(t.Context(), func(touch.Raw) {}); drivers.KindOf(err) != drivers.NoDevice || !errors.Is(err, unix.EINVAL) && !errors.Is(err, unix.ENOTTY) {
		t.Errorf("what is no device: %v", err)
	}
	if found, err := Touchscreens(filepath.Dir(path)); found != nil || err != nil {
		t.Errorf("found %v %v", found, err)
	}
}
