package line

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

// usbPrinter is a USBPrinter whose other end is a socket; the name is a file
// that stands for the node.
func usbPrinter(t *testing.T) (p *USBPrinter, far *os.File, node string) {
	t.Helper()
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	node = filepath.Join(t.TempDir(), "lp0")
	if err := os.WriteFile(node, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	far = os.NewFile(uintptr(fds[1]), "far")
	p = newUSBPrinter(node, os.NewFile(uintptr(fds[0]), node))
	t.Cleanup(func() { p.Close(); far.Close() })
	return p, far, node
}

func TestUSBPrinterIsSpokenTo(t *testing.T) {
	p, far, _ := usbPrinter(t)
	ctx := within(t, 5*time.Second)
	if _, err := p.Write(ctx, []byte{0x10, 4, 4}); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 16)
	if n, err := far.Read(b); n != 3 || err != nil {
		t.Fatalf("% x, %v", b[:n], err)
	}
	far.Write([]byte{0x12, 0x1e}) // the answer before, and ours
	if n, err := p.Read(ctx, b); n != 2 || err != nil {
		t.Fatalf("% x, %v", b[:n], err)
	}
	_, err := p.Read(within(t, 20*time.Millisecond), b)
	wantKind(t, err, drivers.Timeout)
	if err := p.Drain(ctx); err != nil {
		t.Error(err)
	}
}

// usblp waits for ever for a printer without paper; here the deadline counts.
func TestUSBPrinterThatTakesNoMore(t *testing.T) {
	p, _, _ := usbPrinter(t)
	var n int
	var err error
	for end := within(t, 200*time.Millisecond); err == nil; {
		var m int
		m, err = p.Write(end, make([]byte, 4096))
		n += m
	}
	wantKind(t, err, drivers.Timeout)
	if n == 0 {
		t.Error("not one byte was taken")
	}
	wantKind(t, p.Drain(within(t, 20*time.Millisecond)), drivers.Timeout)
}

// An empty packet is silence as long as the node is there.
func TestUSBPrinterUnplugged(t *testing.T) {
	p, far, node := usbPrinter(t)
	far.Close()
	_, err := p.Read(within(t, 50*time.Millisecond), make([]byte, 1))
	wantKind(t, err, drivers.Timeout)
	os.Remove(node)
	_, err = p.Read(within(t, 5*time.Second), make([]byte, 1))
	wantKind(t, err, drivers.NoDevice)
	_, err = p.Write(within(t, 5*time.Second), []byte("x"))
	wantKind(t, err, drivers.NoDevice)
}

func TestUSBPrinterPaperLines(t *testing.T) {
	p, _, _ := usbPrinter(t)
	if s, err := p.Paper(); s != drivers.PaperUnknown || drivers.KindOf(err) != drivers.Unsupported {
		t.Errorf("a socket: %q, %v; want unknown and unsupported", s, err)
	}
	for b, want := range map[byte]drivers.PaperState{
		0x18: drivers.PaperFull, 0x30: drivers.PaperEmpty, 0x38: drivers.PaperEmpty, 0x08: drivers.PaperUnknown, 0: drivers.PaperUnknown,
	} {
		p.status = func() (byte, error) { return b, nil }
		if s, err := p.Paper(); s != want || err != nil {
			t.Errorf("%02x: %q, %v; want %q", b, s, err, want)
		}
	}
	p.status = func() (byte, error) { return 0, errors.New("stalled") }
	if s, err := p.Paper(); s != drivers.PaperUnknown || err == nil {
		t.Errorf("no answer is %q, %v", s, err)
	}
}

// A pseudo-terminal under the name of a printer: what it has left to say is
// thrown away before the first question.
func TestUSBPrinterOpens(t *testing.T) {
	device, node := wire(t)
	raw := openPort(t, node, FlowNone) // puts the terminal into raw mode
	device.Write([]byte("stale"))
	eventually(t, func() bool { return waiting(t, raw) == 5 })
	raw.Discard()
	raw.Close()
	device.Write([]byte("stale"))
	p, err := OpenUSBPrinter(node)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	device.Write([]byte{0x16})
	b := make([]byte, 8)
	if n, err := p.Read(within(t, 5*time.Second), b); n != 1 || b[0] != 0x16 || err != nil {
		t.Errorf("% x, %v", b[:n], err)
	}
	_, err = OpenUSBPrinter(filepath.Join(t.TempDir(), "lp0"))
	wantKind(t, err, drivers.NoDevice)
}

func TestUSBPrinterThatAnotherProgramHas(t *testing.T) {
	if k := kindOfOpen(&os.PathError{Op: "open", Path: "/dev/usb/lp0", Err: unix.EBUSY}); k != drivers.NotReady {
		t.Errorf("busy is %q", k)
	}
	if k := kindOfOpen(&os.PathError{Op: "open", Path: "/dev/usb/lp0", Err: unix.ENODEV}); k != drivers.NoDevice {
		t.Errorf("no device is %q", k)
	}
}
