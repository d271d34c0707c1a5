package kiosk

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/line/ports"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk/journey"
)

// usbTree is a /sys and a /dev in a folder of the test, with CH340 adapters
// on one controller.
type usbTree struct {
	t    *testing.T
	root string
}

func newUSBTree(t *testing.T) *usbTree {
	u := &usbTree{t, t.TempDir()}
	u.check(os.MkdirAll(filepath.Join(u.root, "sys/class/tty"), 0o755))
	u.check(os.MkdirAll(filepath.Join(u.root, "dev"), 0o755))
	u.check(os.MkdirAll(filepath.Join(u.root, "sys/devices"), 0o755))
	return u
}

func (u *usbTree) check(err error) {
	u.t.Helper()
	if err != nil {
		u.t.Fatal(err)
	}
}

func (u *usbTree) finder() *ports.Finder {
	return ports.New(&ports.Opts{
		Sys: filepath.Join(u.root, "sys"), Dev: filepath.Join(u.root, "dev"),
		Poll: 20 * time.Millisecond, Settle: 20 * time.Millisecond,
	})
}

// device makes a folder of sysfs with its subsystem.
func (u *usbTree) device(dir, subsystem string) {
	u.t.Helper()
	u.check(os.MkdirAll(dir, 0o755))
	if link := filepath.Join(dir, "subsystem"); !exists(link) {
		u.check(os.Symlink("/sys/bus/"+subsystem, link))
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// plug puts an adapter into a socket, 1-2 or so, under a name. Its node leads
// to a line, which may be "".
func (u *usbTree) plug(socket, name, to string) {
	u.t.Helper()
	controller := filepath.Join(u.root, "sys/devices/pci0000:00/0000:00:14.0")
	adapter := filepath.Join(controller, "usb1", socket)
	port := filepath.Join(adapter, socket+":1.0", name)
	u.device(controller, "pci")
	for _, dir := range []string{filepath.Dir(adapter), adapter, filepath.Dir(port)} {
		u.device(dir, "usb")
	}
	u.device(port, "usb-serial")
	tty := filepath.Join(port, "tty", name)
	u.device(tty, "tty")
	u.check(os.Symlink(port, filepath.Join(tty, "device")))
	for file, text := range map[string]string{
		filepath.Join(adapter, "idVendor"):  "1a86",
		filepath.Join(adapter, "idProduct"): "7523",
		filepath.Join(port, "port_number"):  "0",
	} {
		u.check(os.WriteFile(file, []byte(text+"\n"), 0o644))
	}
	if to != "" {
		u.check(os.Symlink(to, filepath.Join(u.root, "dev", name)))
	}
	u.check(os.Symlink(tty, filepath.Join(u.root, "sys/class/tty", name)))
}

func (u *usbTree) unplug(socket, name string) {
	u.t.Helper()
	u.check(os.Remove(filepath.Join(u.root, "sys/class/tty", name)))
	u.check(os.RemoveAll(filepath.Join(u.root, "sys/devices/pci0000:00/0000:00:14.0/usb1", socket)))
	u.check(os.Remove(filepath.Join(u.root, "dev", name)))
}

// inSocket is the configured port of an adapter in socket 1-N.
func inSocket(n string) config.Line {
	return config.Line{Port: "usb:1a86:7523@pci-0000:00:14.0-usb-0:" + n + ":1.0-port0", Baud: 115200, Flow: config.FlowNone}
}

// A reader beside an equal adapter is found by its socket, lost, and found
// again under another number.
func TestReaderComesBackUnderAnotherNumber(t *testing.T) {
	u := newUSBTree(t)
	plugged, err := sim.OpenPort(filepath.Join(u.root, "line"), 115200)
	u.check(err)
	reader := sim.NewReader(plugged, sim.ReaderOpts{})
	u.plug("1-3", "ttyUSB0", "")
	u.plug("1-2", "ttyUSB1", plugged.Link())

	changed := make(chan struct{}, 1)
	health := NewHealth(time.Now, func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	})
	finder := newPortFinder(u.finder())
	cfg := config.Default().Reader
	cfg.Line = inSocket("2")
	desk := newReaderDesk(cfg, finder, health, func(journey.Event) {}, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() { finder.run(ctx) })
	group.Go(func() { desk.run(ctx) })
	defer func() {
		stop()
		group.Wait()
		plugged.Close()
		reader.Close()
	}()
	await := func(want drivers.DeviceState, cause string) {
		t.Helper()
		limit := time.After(time.Minute)
		for {
			c := health.Of(DeviceReader)
			if c.State == want && strings.Contains(c.Cause, cause) {
				return
			}
			select {
			case <-changed:
			case <-limit:
				t.Fatalf("never %s %q: %+v", want, cause, c)
			}
		}
	}
	await(drivers.Online, "")
	u.unplug("1-2", "ttyUSB1")
	plugged.Unplug()
	await(drivers.DeviceMissing, "ttyUSB0 is at pci-0000:00:14.0-usb-0:3:1.0-port0, not at pci-0000:00:14.0-usb-0:2:1.0-port0")
	u.check(plugged.Plug())
	u.plug("1-2", "ttyUSB7", plugged.Link())
	await(drivers.Online, "")
}

func TestTwoEqualAdaptersAreNotGuessed(t *testing.T) {
	u := newUSBTree(t)
	u.plug("1-2", "ttyUSB0", "")
	u.plug("1-3", "ttyUSB1", "")
	open := newPortFinder(u.finder()).line(config.Line{Port: "usb:1a86:7523", Baud: 115200, Flow: config.FlowNone})
	_, err := line.Open(open)
	for _, says := range []string{"find usb:1a86:7523", "2 ports are 1a86:7523", "ttyUSB0", "usb-0:3:1.0-port0"} {
		if drivers.KindOf(err) != drivers.NoDevice || !strings.Contains(err.Error(), says) {
			t.Errorf("%v does not say %s", err, says)
		}
	}
}

func TestPortThatComesWakesEveryLine(t *testing.T) {
	u := newUSBTree(t)
	finder := newPortFinder(u.finder())
	lines := []line.Config{finder.line(inSocket("2")), finder.line(config.Line{Port: "/dev/ttyS0"})}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		finder.run(ctx)
	}()
	defer func() { stop(); <-done }()
	u.plug("1-2", "ttyUSB0", os.DevNull)
	for _, l := range lines {
		select {
		case <-l.Retry:
		case <-time.After(time.Minute):
			t.Errorf("%s is not tried again", l.Port)
		}
	}
}
