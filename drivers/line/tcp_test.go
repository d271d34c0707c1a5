package line

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"govkiosk/drivers"
)

// netPrinter listens as a network printer does and hands out its sessions.
func netPrinter(t *testing.T) (addr string, sessions <-chan net.Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	out := make(chan net.Conn, 4)
	go func() {
		defer close(out)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			out <- c
		}
	}()
	t.Cleanup(func() {
		l.Close()
		for c := range out {
			c.Close()
		}
	})
	return l.Addr().String(), out
}

func dial(t *testing.T, addr string) Conn {
	t.Helper()
	c, err := DialPrinter(within(t, 5*time.Second), addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func TestNetworkPrinterIsSpokenTo(t *testing.T) {
	addr, sessions := netPrinter(t)
	c := dial(t, addr)
	far := <-sessions
	defer far.Close()
	ctx := within(t, 5*time.Second)
	if _, err := c.Write(ctx, []byte{0x10, 4, 1}); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 3)
	if _, err := io.ReadFull(far, got); err != nil || string(got) != "\x10\x04\x01" {
		t.Fatalf("% x, %v", got, err)
	}
	far.Write([]byte{0x12})
	if n, err := c.Read(ctx, got); n != 1 || err != nil || got[0] != 0x12 {
		t.Fatalf("% x, %v", got[:n], err)
	}
	if err := c.Drain(ctx); err != nil {
		t.Error(err)
	}
	if c.String() != addr {
		t.Errorf("it is called %q", c)
	}
}

// What an earlier call's deadline or cancellation left must not end the next.
func TestNetworkPrinterSilentThenHeard(t *testing.T) {
	addr, sessions := netPrinter(t)
	c := dial(t, addr)
	far := <-sessions
	defer far.Close()
	_, err := c.Read(within(t, 20*time.Millisecond), make([]byte, 1))
	wantKind(t, err, drivers.Timeout)
	ctx, cancel := context.WithCancel(context.Background())
	go cancel()
	_, err = c.Read(ctx, make([]byte, 1))
	wantKind(t, err, drivers.Cancelled)
	far.Write([]byte("stale"))
	if err := c.Discard(); err != nil {
		t.Fatal(err)
	}
	far.Write([]byte{0x16})
	b := make([]byte, 8)
	if n, err := c.Read(within(t, 5*time.Second), b); n != 1 || b[0] != 0x16 || err != nil {
		t.Errorf("% x, %v", b[:n], err)
	}
}

// A printer without paper takes no more bytes: the write ends all the same.
func TestNetworkPrinterThatTakesNoMore(t *testing.T) {
	addr, sessions := netPrinter(t)
	c := dial(t, addr)
	far := <-sessions
	defer far.Close()
	n, err := c.Write(within(t, 200*time.Millisecond), make([]byte, 64<<20))
	wantKind(t, err, drivers.Timeout)
	if n == 0 || n == 64<<20 || drivers.OutcomeOf(err) != drivers.Unknown {
		t.Errorf("%d bytes, outcome %v", n, drivers.OutcomeOf(err))
	}
}

func TestNetworkPrinterHasOneSession(t *testing.T) {
	addr, sessions := netPrinter(t)
	c := dial(t, addr)
	(<-sessions).Close()
	_, err := DialPrinter(within(t, time.Second), addr)
	wantKind(t, err, drivers.NotReady)
	c.Close()
	dial(t, addr)
	(<-sessions).Close()
}

func TestNetworkPrinterThatIsNotThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	_, err = DialPrinter(within(t, 5*time.Second), addr)
	wantKind(t, err, drivers.NotReady)
	_, err = DialPrinter(within(t, 5*time.Second), "printer.invalid")
	wantKind(t, err, drivers.NoDevice)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = DialPrinter(ctx, addr)
	wantKind(t, err, drivers.Cancelled)
}

func TestNetworkPrinterLostAndClosed(t *testing.T) {
	addr, sessions := netPrinter(t)
	c := dial(t, addr)
	(<-sessions).Close()
	ctx := within(t, 5*time.Second)
	_, err := c.Read(ctx, make([]byte, 1))
	wantKind(t, err, drivers.NoDevice)
	wantKind(t, c.Discard(), drivers.NoDevice)
	c.Close()
	_, err = c.Write(ctx, []byte("x"))
	wantKind(t, err, drivers.NoDevice)
	if drivers.OutcomeOf(err) != drivers.NotDone {
		t.Errorf("nothing was written, yet %v", drivers.OutcomeOf(err))
	}
}

// The name of the port is enough for Keep to come back to a network printer.
func TestKeepOpensANetworkPrinterAgain(t *testing.T) {
	addr, sessions := netPrinter(t)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		Keep(ctx, Config{Port: "tcp://" + addr}, func(ctx context.Context, c Conn) error {
			_, err := c.Read(ctx, make([]byte, 1))
			return err
		}, nil)
	}()
	for range 2 {
		select {
		case c := <-sessions:
			c.Close()
		case <-time.After(10 * time.Second):
			t.Fatal("no session")
		}
	}
	cancel()
	<-done
	_, err := openAny(context.Background(), Config{Port: "/dev/usb/lp-none"})
	var e *drivers.Error
	if !errors.As(err, &e) || e.Kind != drivers.NoDevice {
		t.Errorf("%v, want no device", err)
	}
}
