package keypad

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/line/linetest"
	"govkiosk/drivers/sim"
)

// heard runs a pad and returns what it has told once the device is still.
type heard struct {
	t    *testing.T
	keys []Key
	errs []error
	end  chan error
	stop context.CancelFunc
}

func run(t *testing.T, d *Dev) *heard {
	ctx, stop := context.WithCancel(t.Context())
	h := &heard{t: t, end: make(chan error, 1), stop: stop}
	go func() {
		h.end <- d.Run(ctx, func(e Event) {
			if e.Err != nil {
				h.errs = append(h.errs, e.Err)
				return
			}
			h.keys = append(h.keys, e.Key)
		})
	}()
	return h
}

// finish ends the pad and checks what it told.
func (h *heard) finish(errs int, want ...Key) {
	h.t.Helper()
	synctest.Wait()
	h.stop()
	if err := <-h.end; drivers.KindOf(err) != drivers.Cancelled {
		h.t.Errorf("it ends with %v", err)
	}
	if !reflect.DeepEqual(h.keys, want) {
		h.t.Errorf("keys %q, want %q", h.keys, want)
	}
	if len(h.errs) != errs {
		h.t.Errorf("errors %v, want %d", h.errs, errs)
	}
	for _, err := range h.errs {
		if drivers.KindOf(err) != drivers.Protocol {
			h.t.Errorf("%v is no protocol error", err)
		}
	}
}

// On a serial line every key is a letter and a CR; what is neither is told of
// and takes no key with it.
func TestSerialKeys(t *testing.T) {
	for name, c := range map[string]struct {
		pieces []string
		errs   int
		want   []Key
	}{
		"all":     {[]string{"U\rD\rL\rR\rO\rB\rH\rC\rS\rN\rE\rP\rM\rJ\rj\r"}, 0, []Key{Up, Down, Left, Right, OK, Back, Home, Help, Speech, Next, Select, Louder, Quieter, HeadsetIn, HeadsetOut}},
		"crlf":    {[]string{"U\r\nD\r\n"}, 0, []Key{Up, Down}},
		"lf":      {[]string{"U\nD\n"}, 0, []Key{Up, Down}},
		"pieces":  {[]string{"U", "\r", "\nD", "\r\n"}, 0, []Key{Up, Down}},
		"unknown": {[]string{"x\rU\r"}, 1, []Key{Up}},
		"noise":   {[]string{"\xFE\x00\x7Fxyzxyz\rO\r"}, 1, []Key{OK}},
		"empty":   {[]string{"\r\r\nO\r"}, 0, []Key{OK}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c0, far := linetest.Pipe()
				d, err := New(c0, nil)
				if err != nil {
					t.Fatal(err)
				}
				h := run(t, d)
				for _, p := range c.pieces {
					far.Write([]byte(p))
					time.Sleep(200 * time.Millisecond)
				}
				h.finish(c.errs, c.want...)
			})
		})
	}
}

// A letter whose end never comes is noise: the next key is not glued to it.
func TestALetterWithoutItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, far := linetest.Pipe()
		d, _ := New(c, nil)
		h := run(t, d)
		far.Write([]byte("U"))
		time.Sleep(3 * time.Second)
		far.Write([]byte("O\r"))
		h.finish(1, OK)
	})
}

// A worn contact and an unsteady hand press once; another key, and the same
// one after a while, are presses of their own. The jack does not bounce.
func TestBounces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, far := linetest.Pipe()
		d, err := New(c, &Opts{Rebound: 300 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		h := run(t, d)
		for _, s := range []string{"N\r", "N\r", "N\r", "O\r", "J\r", "j\r", "J\r"} {
			far.Write([]byte(s))
			time.Sleep(200 * time.Millisecond)
		}
		time.Sleep(time.Second)
		far.Write([]byte("N\r"))
		h.finish(0, Next, OK, HeadsetIn, HeadsetOut, HeadsetIn, Next)
	})
}

func TestAPadThatIsPulledOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, far := linetest.Pipe()
		d, _ := New(c, nil)
		h := run(t, d)
		far.Close()
		if err := <-h.end; drivers.KindOf(err) != drivers.NoDevice {
			t.Errorf("a serial pad ends with %v", err)
		}
		e := sim.NewEvdev(sim.EvdevOpts{})
		d, err := NewEvents(e, nil)
		if err != nil {
			t.Fatal(err)
		}
		h = run(t, d)
		synctest.Wait()
		e.Unplug()
		if err := <-h.end; drivers.KindOf(err) != drivers.NoDevice {
			t.Errorf("an event device ends with %v", err)
		}
	})
}

// An event device is taken for this program alone, tells presses and not how
// long a key is held, knows makers' own codes, and tells of a headset that was
// in before.
func TestEventKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := sim.NewEvdev(sim.EvdevOpts{})
		e.Switch(2, true)
		d, err := NewEvents(e, &Opts{Codes: map[uint16]Key{0xB7: Up, 57: Select}})
		if err != nil {
			t.Fatal(err)
		}
		if !e.Grabbed() {
			t.Error("the desktop gets the keys too")
		}
		h := run(t, d)
		time.Sleep(time.Second)
		for _, code := range []uint16{0xB7, 57, 28, 30, 158} { // 30 is an A: no key of a pad
			e.Press(code)
			time.Sleep(time.Second)
		}
		e.Switch(2, false)
		h.finish(0, HeadsetIn, HeadsetIn, Up, Select, OK, Back, HeadsetOut)
	})
	if _, err := NewEvents(sim.NewEvdev(sim.EvdevOpts{Grabbed: true}), nil); drivers.KindOf(err) != drivers.NotReady {
		t.Errorf("a pad that another program has: %v", err)
	}
}

func TestImpossibleSettings(t *testing.T) {
	c, _ := linetest.Pipe()
	for _, o := range []Opts{{Rebound: -1}, {Rebound: time.Minute}} {
		if _, err := New(c, &o); drivers.KindOf(err) != drivers.BadRequest {
			t.Errorf("%+v: %v", o, err)
		}
		if _, err := NewEvents(sim.NewEvdev(sim.EvdevOpts{}), &o); drivers.KindOf(err) != drivers.BadRequest {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// Over a real line, with everything that can be wrong with a pad.
func TestAgainstTheSimulator(t *testing.T) {
	for fault, want := range map[sim.KeypadFault]struct{ keys, errs int }{
		sim.NoKeypadFault: {2, 0}, sim.KeypadNoise: {2, 2}, sim.KeypadBounces: {2, 0}, sim.KeypadSilent: {0, 0},
	} {
		t.Run(string(fault), func(t *testing.T) {
			port, dev := onLine(t)
			pad := sim.NewKeypad(port)
			defer pad.Close()
			pad.SetFault(fault)
			got := make(chan Event, 16)
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- dev.Run(ctx, func(e Event) { got <- e }) }()
			pad.Press("up")
			pad.Press("ok")
			pad.SetFault(sim.NoKeypadFault)
			pad.Press("speech") // the last one: what came before it has come
			keys, errs := 0, 0
			for e := range got {
				if e.Key == Speech {
					break
				}
				if e.Err != nil {
					errs++
				} else {
					keys++
				}
			}
			stop()
			if err := <-ended; !errors.Is(err, context.Canceled) {
				t.Errorf("it ends with %v", err)
			}
			if keys != want.keys || errs != want.errs {
				t.Errorf("%d keys and %d errors, want %d and %d", keys, errs, want.keys, want.errs)
			}
		})
	}
}

// onLine is a pad at the far end of a pty.
func onLine(t *testing.T) (*sim.Port, *Dev) {
	t.Helper()
	port, err := sim.OpenPort(filepath.Join(t.TempDir(), "keys"), 9600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { port.Close() })
	conn, err := line.Open(line.Config{Port: port.Link(), Baud: 9600})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	dev, err := New(conn, &Opts{Rebound: 2 * time.Second}) // longer than any machine takes to send three
	if err != nil {
		t.Fatal(err)
	}
	return port, dev
}

func FuzzDecoder(f *testing.F) {
	for _, s := range []string{"U\r\nD\r", "xx\r", "\r\n", "Oj\x00\r"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var whole, split Decoder
		var a, c []Key
		whole.Feed(b, func(k Key, err error) { a = append(a, k) })
		for i := range b {
			split.Feed(b[i:i+1], func(k Key, err error) { c = append(c, k) })
		}
		if !reflect.DeepEqual(a, c) {
			t.Fatalf("in one piece %q, byte by byte %q", a, c)
		}
		if n := len(split.held); n > wanted+1 {
			t.Fatalf("%d bytes are held", n)
		}
	})
}
