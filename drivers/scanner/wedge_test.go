package scanner

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
)

// event is one event of a 64-bit kernel.
func event(kind, code uint16, value int32) []byte {
	b := make([]byte, eventSize)
	binary.NativeEndian.PutUint16(b[16:], kind)
	binary.NativeEndian.PutUint16(b[18:], code)
	binary.NativeEndian.PutUint32(b[20:], uint32(value))
	return b
}

// tap is a key that goes down and up, with the scan code and reports around it
// as a keyboard sends them.
func tap(k uint16) []byte {
	scan, syn := event(4, 4, int32(k)), event(evSyn, 0, 0)
	return bytes.Join([][]byte{scan, event(evKey, k, 1), syn, scan, event(evKey, k, 0), syn}, nil)
}

func shifted(k uint16) []byte {
	return bytes.Join([][]byte{event(evKey, uint16(keyLeftShift), 1), tap(k), event(evKey, uint16(keyLeftShift), 0)}, nil)
}

// device is an input device that a test plays.
type device struct {
	refuse  error
	grabbed bool
	pieces  chan []byte
	err     error // at the end of pieces
	closed  chan struct{}
	once    sync.Once
}

func newDevice() *device {
	return &device{pieces: make(chan []byte, 64), closed: make(chan struct{}), err: io.EOF}
}

func (d *device) Grab() error { d.grabbed = d.refuse == nil; return d.refuse }

func (d *device) Read(p []byte) (int, error) {
	select {
	case b, ok := <-d.pieces:
		if !ok {
			return 0, d.err
		}
		return copy(p, b), nil
	case <-d.closed:
		return 0, os.ErrClosed
	}
}

func (d *device) Close() error { d.once.Do(func() { close(d.closed) }); return nil }

// wedged reads codes from a device by a Dev.
func wedged(t *testing.T, d *device, o *Opts) (*Dev, *Wedge) {
	t.Helper()
	w, err := NewWedge(d)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	dev, err := New(w, o)
	if err != nil {
		t.Fatal(err)
	}
	return dev, w
}

var (
	enter    = tap(uint16(keyEnter))
	anything = Want{Pattern: `.*`, Max: 100}
)

func TestWedgeTypesACode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDevice()
		dev, _ := wedged(t, d, nil)
		if !d.grabbed {
			t.Error("the desktop gets the keys too")
		}
		stream := bytes.Join([][]byte{shifted(30), tap(11), tap(4), tap(8), shifted(12), tap(48), enter}, nil)
		go func() {
			time.Sleep(time.Second)
			d.pieces <- stream[:100] // in the middle of an event
			d.pieces <- stream[100:]
		}()
		c, err := dev.Scan(t.Context(), Want{Pattern: `[A-Z]\d+_b`, Max: 8})
		if err != nil || c.Text != "A037_b" {
			t.Errorf("%q %v", c.Text, err)
		}
	})
}

// Control characters, keys that are no characters, and events that the kernel
// lost spoil the code they fall into, and no other.
func TestWedgeCannotCommand(t *testing.T) {
	ctrl := func(k uint16) []byte {
		return bytes.Join([][]byte{event(evKey, 29, 1), tap(k), event(evKey, 29, 0)}, nil)
	}
	held := func(modifier, k uint16) []byte {
		return bytes.Join([][]byte{event(evKey, modifier, 1), tap(k), event(evKey, modifier, 0)}, nil)
	}
	for name, keys := range map[string][]byte{
		"Ctrl-O": ctrl(24), "Ctrl-[": ctrl(26), "Win-R": held(125, 19), "Alt-F4": held(56, 62), "AltGr": held(100, 16),
		"F1": tap(59), "Escape": tap(1), "Delete": tap(111), "Tab": tap(15), "lost": event(evSyn, synDropped, 0),
		"Alt-Enter": held(56, 28),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDevice()
				dev, _ := wedged(t, d, nil)
				go func() {
					time.Sleep(time.Second)
					d.pieces <- bytes.Join([][]byte{tap(30), keys, tap(48), enter}, nil)
					time.Sleep(time.Second)
					d.pieces <- append(tap(30), enter...)
				}()
				if c, err := dev.Scan(t.Context(), anything); drivers.KindOf(err) != drivers.UserError {
					t.Errorf("%q %v", c.Text, err)
				}
				if c, err := dev.Scan(t.Context(), anything); err != nil || c.Text != "a" {
					t.Errorf("%q %v", c.Text, err)
				}
			})
		})
	}
}

// A field separator is typed as Ctrl-].
func TestWedgeTypesGS1(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDevice()
		dev, _ := wedged(t, d, &Opts{AIM: true})
		gs := bytes.Join([][]byte{event(evKey, 97, 1), tap(27), event(evKey, 97, 0)}, nil)
		time.AfterFunc(time.Second, func() {
			d.pieces <- bytes.Join([][]byte{tap(27), shifted(46), tap(2), tap(30), gs, tap(48), enter}, nil)
		})
		if c, err := dev.Scan(t.Context(), anything); err != nil || c.Text != "a\x1db" || c.AIM != "]C1" {
			t.Errorf("%q %v", c.Text, err)
		}
	})
}

// With the caps lock on, readers type letters the other way round, and
// nothing else.
func TestCapsLock(t *testing.T) {
	ty := typist{held: map[key]bool{}}
	keys := bytes.Join([][]byte{tap(58), tap(30), shifted(30), tap(2), shifted(2), tap(58), tap(30), tap(71), tap(69)}, nil)
	if got := ty.read(keys); string(got) != "Aa1!a7" {
		t.Errorf("%q", got)
	}
}

func TestEveryCharacterCanBeTyped(t *testing.T) {
	typed := map[byte]bool{}
	for k := range keyboard {
		for _, keys := range [][]byte{tap(uint16(k)), shifted(uint16(k))} {
			ty := typist{held: map[key]bool{}}
			for _, b := range ty.read(keys) {
				typed[b] = true
			}
		}
	}
	for b := byte(' '); b <= '~'; b++ {
		if !typed[b] {
			t.Errorf("%q is on no key", b)
		}
	}
}

func TestWedgeThatIsNotGrabbedIsNotUsed(t *testing.T) {
	d := newDevice()
	d.refuse = syscall.EBUSY
	if _, err := NewWedge(d); drivers.KindOf(err) != drivers.NotReady || !errors.Is(err, syscall.EBUSY) {
		t.Error(err)
	}
}

func TestUnpluggedWedge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDevice()
		d.err = syscall.ENODEV
		dev, w := wedged(t, d, nil)
		time.AfterFunc(time.Second, func() { close(d.pieces) })
		if _, err := dev.Scan(t.Context(), anything); drivers.KindOf(err) != drivers.NoDevice || !errors.Is(err, syscall.ENODEV) {
			t.Error(err)
		}
		w.Close()
		w.Close()
	})
}

func TestWedgeEndsItsWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dev, w := wedged(t, newDevice(), nil)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := dev.Scan(ctx, anything); drivers.KindOf(err) != drivers.Timeout {
			t.Error(err)
		}
		time.AfterFunc(time.Second, func() { w.Close() })
		if _, err := dev.Scan(t.Context(), anything); drivers.KindOf(err) != drivers.NoDevice {
			t.Error(err)
		}
		if _, err := w.Write(t.Context(), []byte{1}); drivers.KindOf(err) != drivers.Unsupported {
			t.Error(err)
		}
	})
}

// A file that is no input device opens, and refuses to be taken.
func TestOpenEvents(t *testing.T) {
	if _, err := OpenEvents(filepath.Join(t.TempDir(), "none")); drivers.KindOf(err) != drivers.NoDevice {
		t.Error(err)
	}
	e, err := OpenEvents(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if _, err := NewWedge(e); drivers.KindOf(err) != drivers.NotReady || !errors.Is(err, syscall.ENOTTY) {
		t.Error(err)
	}
}
