package idcard

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// outlets opens lines to a module that hears one speed only.
type outlets struct {
	t      *testing.T
	speed  int
	broken SW3
	tried  []int
	opened []line.Conn
}

func (o *outlets) open(baud int) (line.Conn, error) {
	o.tried = append(o.tried, baud)
	b := newBench(o.t)
	b.broken = o.broken
	if baud != o.speed {
		b.spoil = func(_ Request, frame []byte) []byte { return []byte{0xE6, 0x12, 0xAA} }
	}
	o.opened = append(o.opened, b.dev.conn)
	return b.dev.conn, nil
}

func TestScanFindsEachSpeed(t *testing.T) {
	for i, speed := range []int{115200, 57600, 38400, 19200, 9600} {
		synctest.Test(t, func(t *testing.T) {
			o := &outlets{t: t, speed: speed}
			began := time.Now()
			if got, err := ScanBaud(t.Context(), o.open); got != speed || err != nil {
				t.Errorf("%d, %v; want %d", got, err, speed)
			}
			if d := time.Since(began); d != time.Duration(i)*time.Second || len(o.tried) != i+1 {
				t.Errorf("%d took %v, tried %v", speed, d, o.tried)
			}
			for _, c := range o.opened {
				if _, err := c.Write(t.Context(), []byte{0}); drivers.KindOf(err) != drivers.NoDevice {
					t.Errorf("a line was left open: %v", err)
				}
			}
		})
	}
}

func TestScanTakesAnyAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &outlets{t: t, speed: 57600, broken: SelfTestFault}
		if got, err := ScanBaud(t.Context(), o.open); got != 57600 || err != nil {
			t.Errorf("%d, %v: a module that is out of order still answers", got, err)
		}
	})
}

func TestScanThatFindsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &outlets{t: t}
		_, err := ScanBaud(t.Context(), o.open)
		wantKind(t, err, drivers.Timeout)
		if !slices.Equal(o.tried, []int{115200, 57600, 38400, 19200, 9600}) {
			t.Errorf("tried %v", o.tried)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		o := &outlets{t: t}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(1500*time.Millisecond, cancel)
		_, err := ScanBaud(ctx, o.open)
		wantKind(t, err, drivers.Cancelled)
		if len(o.tried) != 2 {
			t.Errorf("tried %v", o.tried)
		}
	})
}

func TestScanOpensNothingAfterItsDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &outlets{t: t}
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		_, err := ScanBaud(ctx, o.open)
		wantKind(t, err, drivers.Timeout)
		if len(o.tried) != 2 {
			t.Errorf("tried %v", o.tried)
		}
	})
}

func TestScanEndsWithoutALine(t *testing.T) {
	tried := 0
	_, err := ScanBaud(t.Context(), func(int) (line.Conn, error) {
		tried++
		return nil, fail("open", drivers.NoDevice, errors.New("no such node"))
	})
	wantKind(t, err, drivers.NoDevice)
	if tried != 1 {
		t.Errorf("opened %d times", tried)
	}
}

func TestSpeedsThatNoModuleKnows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		for _, rate := range []int{0, -1, 4, 4800, 230400} {
			wantKind(t, b.dev.SetBaud(t.Context(), rate), drivers.BadRequest)
		}
		if len(b.asked) != 0 {
			t.Errorf("sent %v", b.asked)
		}
	})
}

func TestSilentResetIsATimeoutWithinTwoSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.spoil = func(Request, []byte) []byte { return nil }
		began := time.Now()
		wantKind(t, b.dev.Reset(t.Context()), drivers.Timeout)
		if d := time.Since(began); d != 2*time.Second {
			t.Errorf("took %v", d)
		}
		b.spoil, b.broken = nil, SelfTestFault
		wantKind(t, b.dev.Reset(t.Context()), drivers.HardwareError)
	})
}

// After a reset the card must be found anew, and Watch does so.
func TestCardIsReadAfterAReset(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.lay()
		b.cancel()
		<-b.ended
		wantKind(t, b.dev.Reset(b.t.Context()), "")
		ctx, cancel := context.WithCancel(b.t.Context())
		defer cancel()
		go func() { b.ended <- b.dev.Watch(ctx, b.note) }()
		b.sees(time.Second, StateReading, StatePresent)
		cancel()
		<-b.ended
	})
}

func TestLongestRadioFrameIsSentOnce(t *testing.T) {
	for name, c := range map[string]struct {
		old  bool
		said string
	}{"module that takes it": {false, "90 success"}, "module that refuses it": {true, "21 bad command or parameter"}} {
		synctest.Test(t, func(t *testing.T) {
			b := newBenchWith(t, &Opts{RFLength: 0x50})
			b.oldOne = c.old
			b.lay()
			for range 3 {
				if got, err := b.dev.Present(t.Context()); got != drivers.MediaPresent || err != nil {
					t.Errorf("%s: %s, %v; a card lies there", name, got, err)
				}
			}
			if n, first := b.count(0x61, 0xFF), b.asked[0]; n != 1 || first.Cmd != 0x61 || !slices.Equal(first.Data, []byte{0x50}) {
				t.Errorf("%s: sent %d times, first % X", name, n, first)
			}
			if got := b.dev.Info().RFLength; got != c.said {
				t.Errorf("%s said %q", name, got)
			}
		})
	}
}

func TestLongestRadioFrameWithoutAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBenchWith(t, &Opts{RFLength: 0x58})
		b.spoil = func(r Request, frame []byte) []byte {
			if r.Cmd == 0x61 {
				return nil
			}
			return frame
		}
		began := time.Now()
		for range 5 {
			wantKind(t, b.dev.Status(t.Context()), "")
		}
		if n, d := b.count(0x61, 0xFF), time.Since(began); n != 3 || d != 1500*time.Millisecond || b.dev.Info().RFLength != "no answer" {
			t.Errorf("sent %d times in %v, %q", n, d, b.dev.Info().RFLength)
		}
	})
}

func TestLongestRadioFrameIsNotSentByItself(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		if b.count(0x61, 0xFF) != 0 || b.dev.Info().RFLength != "" {
			t.Error("nobody asked for it")
		}
	})
}
