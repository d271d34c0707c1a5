package line

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/creack/pty"

	"govkiosk/drivers"
)

// plugInto makes a new pseudo-terminal behind a symlink.
func plugInto(t *testing.T, link string) (unplug func()) {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	slave.Close()
	if err := os.Symlink(slave.Name(), link); err != nil {
		t.Fatal(err)
	}
	return func() { master.Close(); os.Remove(link) }
}

func TestKeepOpensAnUnpluggedLineAgain(t *testing.T) {
	link := filepath.Join(t.TempDir(), "reader")
	states := make(chan drivers.DeviceState, 64)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		Keep(ctx, Config{Port: link, Baud: 115200}, func(ctx context.Context, c Conn) error {
			_, err := c.Read(ctx, make([]byte, 1))
			return err
		}, func(s drivers.DeviceState, _ error) { states <- s })
	}()
	await := func(want drivers.DeviceState) {
		t.Helper()
		limit := time.After(10 * time.Second)
		for {
			select {
			case got := <-states:
				if got == want {
					return
				}
			case <-limit:
				t.Fatalf("never %q", want)
			}
		}
	}
	await(drivers.DeviceMissing) // it is not there when the terminal starts
	unplug := plugInto(t, link)
	await(drivers.Online)
	unplug()
	await(drivers.DeviceMissing)
	unplug = plugInto(t, link)
	await(drivers.Online)
	unplug()
	cancel()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Fatal("Keep does not end with its context")
	}
}

func TestBackOffDoublesUpToItsMost(t *testing.T) {
	var b backOff
	for i, want := range []time.Duration{250, 500, 1000, 2000, 4000, 8000, 8000} {
		if got := b.after(time.Millisecond); got != want*time.Millisecond {
			t.Errorf("after try %d: %v, want %v ms", i+1, got, want)
		}
	}
	if got := b.after(time.Minute); got != backOffFirst {
		t.Errorf("%v after a line that held for a minute", got)
	}
}

// A line that serve gives up is opened again, and the reason is told.
func TestKeepTellsWhyServeEnded(t *testing.T) {
	_, node := wire(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	why := errors.New("the device speaks another language")
	served := 0
	var told []error
	Keep(ctx, Config{Port: node, Baud: 9600}, func(_ context.Context, c Conn) error {
		if served++; served == 2 {
			cancel()
		}
		return why
	}, func(s drivers.DeviceState, err error) {
		if s != drivers.Online {
			told = append(told, err)
		}
	})
	if served != 2 || len(told) != 1 || !errors.Is(told[0], why) {
		t.Errorf("served %d times, told %v", served, told)
	}
}

// A line that is looked for is found again under another node, at once when
// somebody says that there is something to find.
func TestKeepFindsALineUnderAnotherNode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		retry := make(chan struct{}, 1)
		var looked atomic.Int32
		told := make(chan error, 64)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go Keep(ctx, Config{Port: "usb:1a86:7523", Baud: 9600, Retry: retry, Find: func() (string, error) {
			looked.Add(1)
			return "", errors.New("ttyS0 is no USB adapter")
		}}, nil, func(_ drivers.DeviceState, err error) { told <- err })
		time.Sleep(time.Minute)
		synctest.Wait()
		before := looked.Load()
		retry <- struct{}{}
		synctest.Wait()
		if n := looked.Load() - before; n != 1 {
			t.Errorf("looked %d times after the word", n)
		}
		time.Sleep(2 * backOffFirst)
		synctest.Wait()
		if n := looked.Load() - before; n != 2 {
			t.Errorf("looked %d times soon after the word: the pauses do not begin anew", n)
		}
		const want = "line: find usb:1a86:7523: noDevice: ttyS0 is no USB adapter"
		if err := <-told; drivers.KindOf(err) != drivers.NoDevice || err.Error() != want {
			t.Errorf("%v", err)
		}
	})
}

func TestOpenGoesWhereFindSays(t *testing.T) {
	_, node := wire(t)
	p, err := Open(Config{Port: "usb:1a86:7523", Baud: 9600, Find: func() (string, error) { return node, nil }})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if p.String() != node {
		t.Errorf("the line is called %s, not %s", p, node)
	}
}
