package line

import (
	"context"
	"os"
	"path/filepath"
	"testing"
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
