package line

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"go.uber.org/goleak"
	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// wire is a pseudo-terminal whose master stands for the device.
func wire(t *testing.T) (device *os.File, node string) {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	slave.Close()
	t.Cleanup(func() { master.Close() })
	return master, slave.Name()
}

func openPort(t *testing.T, node string, flow Flow) *Port {
	t.Helper()
	p, err := Open(Config{Port: node, Baud: 9600, Flow: flow})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func within(t *testing.T, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), d)
	t.Cleanup(cancel)
	return ctx
}

func wantKind(t *testing.T, err error, want drivers.Kind) {
	t.Helper()
	if got := drivers.KindOf(err); got != want {
		t.Fatalf("%v: kind %q, want %q", err, got, want)
	}
}

func TestBytesPassBothWays(t *testing.T) {
	device, node := wire(t)
	p := openPort(t, node, FlowNone)
	ctx := within(t, 5*time.Second)
	if _, err := p.Write(ctx, []byte{0x10, 0x04, 0x01, 0x0A, 0x0D, 0xFF}); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 6)
	if _, err := io.ReadFull(device, got); err != nil || string(got) != "\x10\x04\x01\n\r\xFF" {
		t.Fatalf("% X, %v: the line changed what passed", got, err)
	}
	device.Write([]byte{0x12, 0x0D, 0x00})
	n, err := p.Read(ctx, got)
	if err != nil || string(got[:n]) != "\x12\r\x00" {
		t.Fatalf("% X, %v", got[:n], err)
	}
}

func TestSilenceIsATimeoutNotALostLine(t *testing.T) {
	_, node := wire(t)
	p := openPort(t, node, FlowNone)
	_, err := p.Read(within(t, 350*time.Millisecond), make([]byte, 8))
	wantKind(t, err, drivers.Timeout)
}

func TestCancelledReadSaysSo(t *testing.T) {
	_, node := wire(t)
	p := openPort(t, node, FlowNone)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	_, err := p.Read(ctx, make([]byte, 8))
	wantKind(t, err, drivers.Cancelled)
}

func TestUnpluggedLineIsNoDevice(t *testing.T) {
	device, node := wire(t)
	p := openPort(t, node, FlowNone)
	device.Close()
	ctx := within(t, 5*time.Second)
	_, err := p.Read(ctx, make([]byte, 8))
	wantKind(t, err, drivers.NoDevice)
	_, err = p.Write(ctx, []byte("x"))
	wantKind(t, err, drivers.NoDevice)
	if drivers.OutcomeOf(err) != drivers.NotDone {
		t.Errorf("not a byte left, but the outcome is %v", drivers.OutcomeOf(err))
	}
}

// A reader pulled and put back between two reads has another node under the
// same name; the old descriptor would stay silent for ever.
func TestNameThatLeadsElsewhereIsNoDevice(t *testing.T) {
	_, first := wire(t)
	_, second := wire(t)
	link := filepath.Join(t.TempDir(), "reader")
	if err := os.Symlink(first, link); err != nil {
		t.Fatal(err)
	}
	p := openPort(t, link, FlowNone)
	for _, change := range []func() error{
		func() error { return os.Remove(link) },
		func() error { return os.Symlink(second, link) },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		_, err := p.Read(within(t, 5*time.Second), make([]byte, 1))
		wantKind(t, err, drivers.NoDevice)
	}
}

func TestEmptyReadsMeanALostLineOnlyWhenTheyComeEarly(t *testing.T) {
	const early, late = time.Millisecond, 100 * time.Millisecond
	for _, c := range []struct {
		took []time.Duration
		want bool
	}{
		{[]time.Duration{late, late, late, late}, false},
		{[]time.Duration{early, early}, false},
		{[]time.Duration{early, early, late, early, early}, false},
		{[]time.Duration{early, early, early}, true},
		{[]time.Duration{late, early, early, early}, true},
	} {
		var e emptyReads
		var got bool
		for _, d := range c.took {
			got = e.add(d)
		}
		if got != c.want {
			t.Errorf("%v: lost %t", c.took, got)
		}
	}
}

func TestMissingNodeIsNoDevice(t *testing.T) {
	_, err := Open(Config{Port: filepath.Join(t.TempDir(), "none"), Baud: 9600})
	wantKind(t, err, drivers.NoDevice)
}

func TestImpossibleSettingsAreRefused(t *testing.T) {
	_, node := wire(t)
	for want, c := range map[string]Config{
		"speed 14400 is not one of [1200": {Port: node, Baud: 14400},
		`flow control "dsr" is not one`:   {Port: node, Baud: 9600, Flow: "dsr"},
	} {
		_, err := Open(c)
		wantKind(t, err, drivers.BadRequest)
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

func TestSecondOwnerIsRefused(t *testing.T) {
	_, node := wire(t)
	p := openPort(t, node, FlowNone)
	_, err := Open(Config{Port: node, Baud: 9600})
	wantKind(t, err, drivers.NotReady)
	p.Close()
	openPort(t, node, FlowNone)
}

func TestFlowControlIsSetOnTheTerminal(t *testing.T) {
	for flow, want := range map[Flow]struct{ c, i uint32 }{
		FlowNone: {0, 0}, FlowRTSCTS: {unix.CRTSCTS, 0}, FlowXonXoff: {0, unix.IXON},
	} {
		device, node := wire(t)
		openPort(t, node, flow)
		got, err := unix.IoctlGetTermios(int(device.Fd()), unix.TCGETS)
		if err != nil {
			t.Fatal(err)
		}
		if got.Cflag&unix.CRTSCTS != want.c || got.Iflag&(unix.IXON|unix.IXOFF) != want.i {
			t.Errorf("%s: cflag %o iflag %o", flow, got.Cflag, got.Iflag)
		}
	}
}

// A device that holds the line up by XOFF stops a Write, and XON lets it go on.
func TestXoffHoldsTheLineUp(t *testing.T) {
	device, node := wire(t)
	p := openPort(t, node, FlowXonXoff)
	go io.Copy(io.Discard, device)
	device.Write([]byte{xoff})
	held := func() bool {
		_, err := p.Write(within(t, 20*time.Millisecond), []byte("x"))
		return drivers.KindOf(err) == drivers.Timeout
	}
	eventually(t, held)
	device.Write([]byte{xon})
	eventually(t, func() bool { return !held() })
}

func TestModemLinesOfAPseudoTerminalAreUnsupported(t *testing.T) {
	_, node := wire(t)
	_, err := openPort(t, node, FlowNone).Modem()
	wantKind(t, err, drivers.Unsupported)
}

func TestDiscardDropsWhatCameAndNothingElse(t *testing.T) {
	device, node := wire(t)
	p := openPort(t, node, FlowNone)
	ctx := within(t, 5*time.Second)
	device.Write([]byte("stale"))
	eventually(t, func() bool { return waiting(t, p) == 5 })
	if _, err := p.Write(ctx, []byte("question")); err != nil {
		t.Fatal(err)
	}
	if err := p.Discard(); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 8)
	if _, err := io.ReadFull(device, got); err != nil || string(got) != "question" {
		t.Fatalf("%q, %v", got, err)
	}
	device.Write([]byte("new"))
	if n, err := p.Read(ctx, got); err != nil || string(got[:n]) != "new" {
		t.Fatalf("%q, %v", got[:n], err)
	}
}

// waiting is how many bytes have been received and not read.
func waiting(t *testing.T, p *Port) (n int) {
	t.Helper()
	err := p.second.use(func(fd int) (err error) {
		n, err = unix.IoctlGetInt(fd, unix.TIOCINQ)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// eventually waits for a condition that another goroutine brings about.
func eventually(t *testing.T, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			t.Fatal("it never came")
		}
		time.Sleep(time.Millisecond)
	}
}

func TestBlockedWriteEndsAtItsDeadline(t *testing.T) {
	_, node := wire(t) // nobody reads: the kernel's buffer fills up
	p := openPort(t, node, FlowNone)
	n, err := p.Write(within(t, 200*time.Millisecond), make([]byte, 1<<20))
	wantKind(t, err, drivers.Timeout)
	if n == 0 || n == 1<<20 || drivers.OutcomeOf(err) != drivers.Unknown {
		t.Errorf("%d bytes left, outcome %v", n, drivers.OutcomeOf(err))
	}
}

func TestCloseEndsWhatIsPending(t *testing.T) {
	for name, call := range map[string]func(*Port) error{
		"read":  func(p *Port) error { _, err := p.Read(context.Background(), make([]byte, 8)); return err },
		"write": func(p *Port) error { _, err := p.Write(context.Background(), make([]byte, 1<<20)); return err },
	} {
		t.Run(name, func(t *testing.T) {
			_, node := wire(t)
			p := openPort(t, node, FlowNone)
			ended := make(chan error, 1)
			go func() { ended <- call(p) }()
			if name == "write" {
				eventually(t, func() bool { return !hasRoom(t, p) })
			}
			if err := p.Close(); err != nil {
				t.Error(err)
			}
			select {
			case err := <-ended:
				wantKind(t, err, drivers.NoDevice)
			case <-time.After(5 * time.Second):
				t.Fatal("still blocked")
			}
		})
	}
}

// hasRoom reports whether the kernel would take a byte now.
func hasRoom(t *testing.T, p *Port) bool {
	t.Helper()
	fds := []unix.PollFd{{Events: unix.POLLOUT}}
	p.second.use(func(fd int) error {
		fds[0].Fd = int32(fd)
		_, err := unix.Poll(fds, 0)
		return err
	})
	return fds[0].Revents&unix.POLLOUT != 0
}

func TestClosedLineIsNoDevice(t *testing.T) {
	_, node := wire(t)
	p := openPort(t, node, FlowNone)
	p.Close()
	ctx := within(t, time.Second)
	_, err := p.Read(ctx, make([]byte, 1))
	wantKind(t, err, drivers.NoDevice)
	_, err = p.Write(ctx, []byte("x"))
	wantKind(t, err, drivers.NoDevice)
	_, err = p.Modem()
	wantKind(t, err, drivers.NoDevice)
	wantKind(t, p.Discard(), drivers.NoDevice)
	wantKind(t, p.Drain(ctx), drivers.NoDevice)
	if err := p.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
}

func TestDrainWaitsUntilTheDeviceHasTakenIt(t *testing.T) {
	device, node := wire(t)
	p := openPort(t, node, FlowNone)
	if _, err := p.Write(within(t, time.Second), make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, device)
	if err := p.Drain(within(t, 5*time.Second)); err != nil {
		t.Fatal(err)
	}
}
