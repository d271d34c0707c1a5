package sim

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// echo answers every piece that comes with itself until the port is closed.
func echo(t *testing.T, p *Port) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case b := <-p.rx:
				p.send(nil, b)
			case <-p.done:
				return
			}
		}
	}()
	t.Cleanup(func() { p.Close(); <-done })
}

func TestPortCarriesEveryByteBothWays(t *testing.T) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	for _, baud := range []int{115200, 14400} {
		p := openTestPort(t, baud)
		echo(t, p)
		h := openHost(t, p)
		h.send(all)
		if got := h.read(256); string(got) != string(all) {
			t.Fatalf("the line changed bytes at %d baud: % X", baud, got)
		}
	}
}

func TestPortIsAsSlowAsItsSpeed(t *testing.T) {
	p := openTestPort(t, 9600)
	echo(t, p)
	h := openHost(t, p)
	began := time.Now()
	h.send(make([]byte, 192)) // 200 ms at 960 bytes a second
	h.read(192)
	if d := time.Since(began); d < 190*time.Millisecond {
		t.Errorf("192 bytes took %v, faster than 9600 baud", d)
	}
}

func TestPortHoldsUpAWriterWhenTheDeviceDoesNotRead(t *testing.T) {
	p := openTestPort(t, 115200)
	h := openHost(t, p)
	h.f.SetWriteDeadline(time.Now().Add(300 * time.Millisecond))
	n, err := h.f.Write(make([]byte, 1<<20))
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("wrote %d of 1 MB with error %v, want a deadline", n, err)
	}
}

func TestUnplugHangsUpAndPlugConnectsAnew(t *testing.T) {
	p := openTestPort(t, 115200)
	echo(t, p)
	h := openHost(t, p)
	h.send([]byte{1})
	h.read(1)
	p.Unplug()
	h.f.SetReadDeadline(time.Now().Add(limit))
	if n, err := h.f.Read(make([]byte, 1)); n != 0 || !(errors.Is(err, io.EOF) || errors.Is(err, syscall.EIO)) {
		t.Errorf("read after unplug: %d bytes, %v; want a hang-up", n, err)
	}
	if _, err := os.Lstat(p.Link()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the link is still there: %v", err)
	}
	if err := p.Plug(); err != nil {
		t.Fatal(err)
	}
	again := openHost(t, p)
	again.send([]byte{2})
	again.want("02")
}

func TestBytesToNobodyAreLost(t *testing.T) {
	p := openTestPort(t, 115200)
	p.send(nil, []byte("said before anybody listened"))
	h := openHost(t, p)
	h.quiet(50 * time.Millisecond)
	h.f.Close()
	p.send(nil, []byte("said after"))
	openHost(t, p).quiet(50 * time.Millisecond)
}

func TestAnotherSpeedGivesGarbage(t *testing.T) {
	p := openTestPort(t, 115200)
	h := openHost(t, p)
	setSpeed(t, h, unix.B9600)
	h.send([]byte{0xAA, 0x96})
	select {
	case b := <-p.rx:
		if b[0] == 0xAA {
			t.Errorf("the device understood % X at the wrong speed", b)
		}
	case <-time.After(limit):
		t.Fatal("nothing came")
	}
}

func setSpeed(t *testing.T, h *host, code uint32) {
	t.Helper()
	raw, err := h.f.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	raw.Control(func(fd uintptr) {
		s, err := unix.IoctlGetTermios(int(fd), unix.TCGETS)
		if err != nil {
			t.Fatal(err)
		}
		s.Cflag = s.Cflag&^unix.CBAUD | code
		if err := unix.IoctlSetTermios(int(fd), unix.TCSETS, s); err != nil {
			t.Fatal(err)
		}
	})
}

func TestOpenPortReplacesAStaleLinkOnly(t *testing.T) {
	dir := t.TempDir()
	stale := filepath.Join(dir, "stale")
	if err := os.Symlink("/dev/pts/no-such", stale); err != nil {
		t.Fatal(err)
	}
	p, err := OpenPort(stale, 9600)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if to, _ := os.Readlink(stale); to == "/dev/pts/no-such" {
		t.Error("the stale link was kept")
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenPort(file, 9600); err == nil {
		t.Error("a file that is no link was replaced")
	}
}

func TestRawModeOutlivesTheHost(t *testing.T) {
	p := openTestPort(t, 115200)
	echo(t, p)
	for range 2 { // the second host finds the line as the first left it
		h := openHost(t, p)
		h.send([]byte("\r\n\x03\x11"))
		h.want("0D 0A 03 11")
		h.f.Close()
	}
}

func TestCloseLeavesNoDescriptor(t *testing.T) {
	open := func() int {
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	link := filepath.Join(t.TempDir(), "line")
	cycle := func() {
		p, err := OpenPort(link, 115200)
		if err != nil {
			t.Fatal(err)
		}
		pr := NewPrinter(p, fast)
		p.Unplug()
		if err := p.Plug(); err != nil {
			t.Fatal(err)
		}
		h := openHost(t, p)
		h.job("A\n") // opens the font
		h.f.Close()
		pr.Close()
		p.Close()
	}
	cycle() // the runtime's own descriptors
	before := open()
	cycle()
	if after := open(); after != before {
		t.Errorf("%d descriptors open, %d before", after, before)
	}
}
