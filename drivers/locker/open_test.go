package locker

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line/linetest"
)

var driven = []Protocol{Protocol8A, KerongCU, WKLY}

// every runs a test in virtual time for each protocol, on lines that echo and
// that do not.
func every(t *testing.T, f func(t *testing.T, p Protocol, o Opts)) {
	for _, p := range driven {
		for name, echo := range map[string]bool{"": false, " echoing": true} {
			t.Run(string(p)+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { f(t, p, Opts{Echoing: echo}) })
			})
		}
	}
}

func TestDoorOpens(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, nil)
		r.opens(t, t.Context(), cell(t, 1, 3), drivers.Done, "", 1)
		if got := r.fired()[0].cell; got != cell(t, 1, 3) {
			t.Errorf("%v was energised", got)
		}
		i := r.dev.Info()
		if i.Dropped != 0 || i.Stale != 0 || i.Commands != 0 || i.Coils != 1 || (i.Echoes > 0) != o.Echoing {
			t.Errorf("on a good line: %+v", i)
		}
	})
}

func TestOpenDoorIsNotEnergised(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, nil)
		r.set(cell(t, 1, 3), true)
		r.opens(t, t.Context(), cell(t, 1, 3), drivers.Done, "", 0)
	})
}

// A board that fails answers the coil command with the bytes of the command,
// and so does an adapter that echoes: neither is a door.
func TestStuckDoorIsTriedThreeTimes(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, nil)
		r.stuck[cell(t, 1, 3)] = true
		err := r.opens(t, t.Context(), cell(t, 1, 3), drivers.NotDone, drivers.HardwareError, 3)
		if !strings.HasPrefix(err.Error(), "locker: open: ") {
			t.Error(err)
		}
		for i, c := range r.fired()[1:] {
			if gap := c.at.Sub(r.fired()[i].at); gap < leastCoilGap {
				t.Errorf("%v between coils", gap)
			}
		}
	})
}

// With the polarity that has 11 open, the echo of the command is the very
// frame of a success. An echo that was never configured opens nothing.
func TestUnconfiguredEchoIsNoSuccess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := Opts{Boards: []Board{{Number: 1, Locks: 8, Polarity: OneIsClosed}}}
		r := newRig(t, Protocol8A, o, func(b *cabinet) { b.echo = true; b.stuck[Cell{1, 3}] = true })
		r.opens(t, t.Context(), cell(t, 1, 3), drivers.NotDone, drivers.HardwareError, 3)
		if i := r.dev.Info(); i.Commands == 0 {
			t.Errorf("nobody is told of the echo: %+v", i)
		}
	})
}

func TestReversedContacts(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		o.Boards = []Board{{Number: 1, Locks: 8, Polarity: OneIsOpen}}
		r := newRig(t, p, o, nil)
		r.set(cell(t, 1, 3), true) // its level is that of a closed door now
		r.stuck[cell(t, 1, 3)] = true
		r.opens(t, t.Context(), cell(t, 1, 3), drivers.NotDone, drivers.HardwareError, 3)
	})
}

func TestSilentBoardIsNotEnergised(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, func(b *cabinet) { b.spoil = func(Frame, []byte, []byte) []byte { return nil } })
		r.opens(t, t.Context(), cell(t, 1, 3), drivers.NotDone, drivers.Timeout, 0)
	})
}

// After the coil nobody answers: the door may stand open. It is not tried
// again.
func TestSilenceAfterTheCoil(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, func(b *cabinet) {
			b.spoil = func(_ Frame, reply, _ []byte) []byte {
				if len(b.coils) > 0 {
					return nil
				}
				return reply
			}
		})
		r.opens(t, t.Context(), cell(t, 1, 3), drivers.Unknown, drivers.Timeout, 1)
	})
}

func TestLineLostAfterTheCoil(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, func(b *cabinet) { b.afterOne = func() { b.far.Close() } })
		r.opens(t, t.Context(), cell(t, 1, 3), drivers.Unknown, drivers.NoDevice, 1)
	})
}

func TestLineLostBeforeTheCoil(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, nil)
		r.far.Close()
		r.opens(t, t.Context(), cell(t, 1, 3), drivers.NotDone, drivers.NoDevice, 0)
	})
}

func TestCallerGivesUp(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, func(b *cabinet) { b.stuck[Cell{1, 3}] = true })
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		r.opens(t, ctx, cell(t, 1, 3), drivers.NotDone, drivers.Timeout, 0)
		ctx, cancel = context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		r.opens(t, ctx, cell(t, 1, 3), drivers.Unknown, drivers.Timeout, 1)
	})
}

// A contact that says open once and closed for the rest is a defect. More
// current does not mend it.
func TestContactThatContradictsItself(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		c := cell(t, 1, 3)
		r := newRig(t, p, o, func(b *cabinet) {
			b.stuck[c] = true
			said := false
			b.spoil = func(f Frame, reply, _ []byte) []byte {
				if len(b.coils) == 0 || f.Command == "open" || said {
					return reply
				}
				said = true
				b.open[c] = true
				defer delete(b.open, c)
				return b.reply(f)
			}
		})
		r.opens(t, t.Context(), c, drivers.Unknown, drivers.HardwareError, 1)
	})
}

// A board that answers each question with the answer to the one before is
// understood all the same, only later.
func TestLaggingBoard(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		c := cell(t, 1, 3)
		r := newRig(t, p, o, func(b *cabinet) {
			b.stuck[c] = true
			b.spoil = func(f Frame, reply, last []byte) []byte {
				if f.Command == "open" || last == nil {
					b.last = last
					return reply
				}
				return last
			}
		})
		r.set(c, true)
		r.opens(t, t.Context(), c, drivers.Done, "", 0)
		r.set(c, false) // the board still says open, once
		r.opens(t, t.Context(), c, drivers.NotDone, drivers.HardwareError, 3)
	})
}

// spoiling is a fault of replies to questions, of every one or of every other.
func spoiling(everyOther bool, fault func(reply []byte) []byte) func(*cabinet) {
	return func(b *cabinet) {
		turn := 0
		b.spoil = func(f Frame, reply, _ []byte) []byte {
			if turn++; f.Command == "open" || everyOther && turn%2 == 1 {
				return reply
			}
			return fault(reply)
		}
	}
}

func TestNoiseBeforeReplies(t *testing.T) {
	noise := func(reply []byte) []byte { return append([]byte{0x00, 0x8A, 0x02, 'W', 'K'}, reply...) }
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, spoiling(false, noise))
		r.opens(t, t.Context(), cell(t, 1, 3), drivers.Done, "", 1)
		if i := r.dev.Info(); i.Dropped == 0 || i.LastDrop == "" {
			t.Errorf("nothing was counted: %+v", i)
		}
	})
}

// Where every other answer is torn or damaged, no two say open in a row: that
// is not enough for Done and no reason for more current.
func TestTornAndDamagedReplies(t *testing.T) {
	for name, fault := range map[string]func([]byte) []byte{
		"torn": func(reply []byte) []byte { return reply[:len(reply)/2] },
		"damaged": func(reply []byte) []byte {
			bad := append([]byte(nil), reply...)
			bad[len(bad)-1] ^= 0x40
			return bad
		},
	} {
		t.Run(name, func(t *testing.T) {
			every(t, func(t *testing.T, p Protocol, o Opts) {
				r := newRig(t, p, o, spoiling(true, fault))
				r.opens(t, t.Context(), cell(t, 1, 3), drivers.Unknown, drivers.Timeout, 1)
				if i := r.dev.Info(); i.Dropped == 0 {
					t.Errorf("nothing was counted: %+v", i)
				}
			})
		})
	}
}

func TestCellsOfNoLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Protocol8A, Opts{}, nil)
		for _, c := range []Cell{{}, cell(t, 1, 9), cell(t, 2, 1)} {
			r.opens(t, t.Context(), c, drivers.NotDone, drivers.BadRequest, 0)
		}
		if len(r.asked) != 0 {
			t.Error("something was sent")
		}
	})
}

// Two who open at the same time wait for each other.
func TestOneCommandAtATime(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, nil)
		results := make(chan error, 2)
		for lock := 1; lock <= 2; lock++ {
			c := cell(t, 1, lock)
			go func() { _, err := r.dev.Open(t.Context(), c); results <- err }()
		}
		for range 2 {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		if f := r.fired(); len(f) != 2 || f[1].at.Sub(f[0].at) < leastCoilGap {
			t.Errorf("coils at %v", f)
		}
	})
}

// A line that was opened anew waits as long as if it had just carried a coil
// command: perhaps it has.
func TestFirstCoilWaits(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		began := time.Now()
		r := newRig(t, p, o, nil)
		r.opens(t, t.Context(), cell(t, 1, 1), drivers.Done, "", 1)
		if d := r.fired()[0].at.Sub(began); d < leastCoilGap {
			t.Errorf("after %v", d)
		}
	})
}

func TestQuestionsKeepTheirDistance(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, nil)
		r.opens(t, t.Context(), cell(t, 1, 1), drivers.Done, "", 1)
		r.dev.Doors(t.Context())
		r.dev.Probe(t.Context(), 1)
		for i := 1; i < len(r.asked); i++ {
			if d := r.asked[i].Sub(r.asked[i-1]); d < leastPollGap {
				t.Errorf("%v between questions", d)
			}
		}
	})
}

func TestProbe(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, nil)
		if err := r.dev.Probe(t.Context(), 1); err != nil {
			t.Error(err)
		}
		ended(t, r.dev.Probe(t.Context(), 2), drivers.BadRequest)
		r.spoil = func(Frame, []byte, []byte) []byte { return nil } // only the echo is left
		ended(t, r.dev.Probe(t.Context(), 1), drivers.Timeout)
	})
}

// The CU48 can be looked for and nothing else.
func TestCU48(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, far := linetest.Pipe()
		answers := make(chan []byte, 2) // after the echo
		sent := 0
		go func() {
			buf := make([]byte, 64)
			for n, err := far.Read(buf); err == nil; n, err = far.Read(buf) {
				sent++
				far.Write(append(buf[:n:n], <-answers...))
			}
		}()
		defer c.Close()
		d, err := New(c, &Opts{Protocol: KerongCU48, Boards: []Board{{Number: 0, Locks: 48}}, Echoing: true})
		if err != nil {
			t.Fatal(err)
		}
		answers <- nil
		ended(t, d.Probe(t.Context(), 0), drivers.Timeout)
		answers <- unhex(t, "02 00 00 75 03 7A")
		if err := d.Probe(t.Context(), 0); err != nil {
			t.Error(err)
		}
		res, err := d.Open(t.Context(), cell(t, 0, 5))
		ended(t, err, drivers.Unsupported)
		_, errDoors := d.Doors(t.Context())
		ended(t, errDoors, drivers.Unsupported)
		ended(t, d.Watch(t.Context(), func(Event) {}), drivers.Unsupported)
		synctest.Wait()
		if res.Outcome != drivers.NotDone || drivers.OutcomeOf(err) != drivers.NotDone || sent != 2 {
			t.Error(res, sent)
		}
	})
}

func TestSettingsThatAreRefused(t *testing.T) {
	good := []Board{{Number: 1, Locks: 8, Polarity: OneIsClosed}}
	for want, o := range map[string]*Opts{
		"no board":                    {Protocol: Protocol8A},
		"unknown protocol":            {Protocol: "x", Boards: good},
		"between coils":               {Protocol: Protocol8A, Boards: good, CoilGap: 599 * time.Millisecond},
		"between questions":           {Protocol: Protocol8A, Boards: good, PollEvery: time.Millisecond},
		"4 coil commands":             {Protocol: Protocol8A, Boards: good, Tries: 4},
		"-1 coil commands":            {Protocol: Protocol8A, Boards: good, Tries: -1},
		"negative":                    {Protocol: Protocol8A, Boards: good, Settle: -1},
		"named twice":                 {Protocol: Protocol8A, Boards: append(good, good...)},
		"board 0 is not 1 to 99":      {Protocol: Protocol8A, Boards: []Board{{Number: 0, Locks: 1}}},
		"board 15 is not 0 to 14":     {Protocol: KerongCU, Boards: []Board{{Number: 15, Locks: 1}}}, // F0 is the whole bus
		"17 locks":                    {Protocol: KerongCU, Boards: []Board{{Number: 1, Locks: 17}}},
		`polarity "" is neither`:      {Protocol: Protocol8A, Boards: []Board{{Number: 1, Locks: 1}}},
		`polarity "other" is neither`: {Protocol: WKLY, Boards: []Board{{Number: 1, Locks: 1, Polarity: "other"}}},
	} {
		if _, err := New(nil, o); drivers.KindOf(err) != drivers.BadRequest || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if _, err := New(nil, nil); drivers.KindOf(err) != drivers.BadRequest {
		t.Error(err)
	}
	if _, err := New(nil, &Opts{Protocol: WKLY, Boards: []Board{{Number: 0, Locks: 7}}}); err != nil {
		t.Error(err)
	}
}
