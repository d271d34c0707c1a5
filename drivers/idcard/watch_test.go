package idcard

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
)

func TestCardIsReadAndFollowed(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(2*time.Second, StateAbsent)
		b.lay()
		got := b.sees(time.Second, StateReading, StatePresent)
		first := got[1].Record
		if first.Number != "440524188001010014" || string(first.Photo) != "WL" || len(first.Flags) != 0 {
			t.Errorf("read %s, photo %q, flags %v", first.Number, first.Photo, first.Flags)
		}
		b.sees(time.Minute) // it lies there
		b.lift()
		b.sees(time.Second, StateAbsent)
		b.lay()
		second := b.sees(time.Second, StateReading, StatePresent)[1].Record
		if second == first {
			t.Error("the record of the card before was handed out again")
		}
	})
}

func TestLooksAreNoCloserThanTheModuleBears(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(10*time.Second, StateAbsent)
		b.lay()
		b.sees(10*time.Second, StateReading, StatePresent)
		looks := map[byte][]time.Time{}
		for i, r := range b.asked {
			looks[r.Para] = append(looks[r.Para], b.at[i])
		}
		for _, at := range [][]time.Time{looks[1][:20], looks[3][2:]} {
			for i := 2; i < len(at); i++ {
				if d := at[i].Sub(at[i-2]); d < leastPoll { // a find may be asked twice at once
					t.Fatalf("%v between two looks", d)
				}
			}
		}
		if len(looks[3]) < 20 {
			t.Errorf("%d looks at a card that lies there", len(looks[3]))
		}
	})
}

func TestCardThatMovesIsTriedAgain(t *testing.T) {
	for name, unsteady := range map[string]func(*module){
		"at select": func(m *module) { m.unstable = 1 },
		"at read":   func(m *module) { m.failing = 1 },
	} {
		t.Run(name, func(t *testing.T) {
			watching(t, func(b *bench) {
				b.sees(time.Second, StateAbsent)
				b.lay()
				b.set(func() { unsteady(b.module) })
				b.sees(2*time.Second, StateReading, StatePresent)
			})
		})
	}
}

func TestCardThatFailsIsToBeLifted(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.lay()
		b.set(func() { b.failing = 100 })
		got := b.sees(time.Minute, StateReading, StateLift)
		if refusal(got[1].Err) != 0x41 || !strings.Contains(got[1].Err.Error(), "SW1 6A, SW2 82") {
			t.Errorf("%v does not say what the card said", got[1].Err)
		}
		if b.failing != 98 {
			t.Errorf("read %d times, want 2", 100-b.failing)
		}
		b.lift()
		b.sees(time.Second, StateAbsent)
		b.lay()
		b.sees(time.Second, StateReading, StatePresent)
	})
}

func TestCardLiftedDuringTheRead(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.lay()
		b.set(func() {
			b.spoil = func(r Request, frame []byte) []byte {
				if r.Cmd == 0x30 && r.Para == 1 {
					b.card, b.selected, b.wasRead = false, false, false
					return reply(0x6A, 0x82, 0x41, nil)
				}
				return frame
			}
		})
		got := b.sees(2*time.Second, StateReading, StateLift)
		if refusal(got[1].Err) != 0x41 {
			t.Errorf("to be lifted for %v", got[1].Err)
		}
		b.set(func() { b.spoil = nil })
		b.lay()
		b.sees(time.Second, StateReading, StatePresent)
	})
}

// A card that was lifted too soon and does not come back has been taken away.
func TestCardLiftedForGood(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.lay()
		b.set(func() { b.unstable = 100 })
		b.sees(200*time.Millisecond, StateReading)
		b.lift()
		b.sees(2*time.Second, StateLift)
		b.sees(10*time.Second, StateAbsent)
	})
}

// Makers have codes of their own; one of them must not keep the reader from
// looking for the next card, wherever it comes up.
func TestVendorsCodeAboutALiftedCard(t *testing.T) {
	watching(t, func(b *bench) {
		b.set(func() {
			b.spoil = func(r Request, frame []byte) []byte {
				if r.Para == 3 && !b.card {
					return reply(0, 0, 0x4E, nil)
				}
				return frame
			}
		})
		b.sees(time.Second, StateAbsent)
		for range 2 {
			b.lay()
			b.sees(time.Second, StateReading, StatePresent)
			b.lift()
			b.sees(time.Second, StateAbsent)
		}
	})
}

// A module that is deaf to one question only is not out of service.
func TestModuleWithoutAddressQuestion(t *testing.T) {
	watching(t, func(b *bench) {
		b.set(func() {
			b.spoil = func(r Request, frame []byte) []byte {
				if r.Para == 3 {
					return nil
				}
				return frame
			}
		})
		b.sees(4*time.Second, StateAbsent)
		b.lay()
		b.sees(time.Second, StateReading, StatePresent)
	})
}

func TestForeignCard(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.set(func() { b.foreign = true })
		b.lay()
		b.sees(time.Minute, StateReading, StateForeign)
		b.lift()
		b.sees(time.Second, StateAbsent)
	})
}

// A module that does not work is asked until it does.
func TestFaultAndReturnToService(t *testing.T) {
	for _, code := range []SW3{SelfTestFault, NotAuthorised} {
		watching(t, func(b *bench) {
			b.sees(time.Second, StateAbsent)
			b.set(func() { b.broken = code })
			got := b.sees(time.Minute, StateFault)
			if drivers.KindOf(got[0].Err) != drivers.HardwareError || refusal(got[0].Err) != code {
				t.Errorf("fault for %v", got[0].Err)
			}
			b.set(func() { b.broken = 0 })
			b.sees(2*time.Second, StateAbsent)
			b.lay()
			b.sees(time.Second, StateReading, StatePresent)
		})
	}
}

func TestDeviceThatCannotFindIsNoReader(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.set(func() { b.broken = BadCommand })
		got := b.sees(time.Minute, StateFault)
		if drivers.KindOf(got[0].Err) != drivers.Unsupported {
			t.Errorf("fault for %v", got[0].Err)
		}
		b.set(func() { b.broken = 0 })
		b.sees(2*time.Second, StateAbsent)
	})
}

func TestModuleThatRefusesACardWhenItFindsIt(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.set(func() {
			b.spoil = func(r Request, frame []byte) []byte {
				if b.card && r.Cmd == 0x20 {
					return reply(0, 0, NotCitizen, nil)
				}
				return frame
			}
		})
		b.lay()
		b.sees(time.Minute, StateReading, StateForeign)
		b.lift()
		b.sees(time.Second, StateAbsent)
	})
}

func TestSilenceIsAFaultAfterThreeQuestions(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.set(func() { b.spoil = func(Request, []byte) []byte { return nil } })
		b.sees(3 * time.Second) // two questions are no fault
		got := b.sees(2*time.Second, StateFault)
		if drivers.KindOf(got[0].Err) != drivers.Timeout {
			t.Errorf("fault for %v", got[0].Err)
		}
		b.lay()
		b.set(func() { b.spoil = nil })
		b.sees(4*time.Second, StateReading, StatePresent)
	})
}

func TestDamagedAnswers(t *testing.T) {
	half := func(_ Request, frame []byte) []byte { return frame[:len(frame)/2] }
	sum := func(_ Request, frame []byte) []byte { frame[len(frame)-1] ^= 0x40; return frame }
	for name, spoil := range map[string]func(Request, []byte) []byte{"half a frame": half, "wrong checksum": sum} {
		t.Run(name, func(t *testing.T) {
			watching(t, func(b *bench) {
				b.sees(time.Second, StateAbsent)
				b.lay()
				b.set(func() { b.spoil = spoil })
				got := b.sees(20*time.Second, StateFault)
				if drivers.KindOf(got[0].Err) != drivers.Protocol {
					t.Errorf("fault for %v", got[0].Err)
				}
				info := b.dev.Info()
				if info.Dropped == 0 || info.LastDrop == "" {
					t.Errorf("nothing was counted: %+v", info)
				}
				b.set(func() { b.spoil = nil })
				b.sees(5*time.Second, StateReading, StatePresent)
			})
		})
	}
}

// lose spoils the answer to one question of a kind, once.
func lose(cmd, para byte, instead func(frame []byte) []byte) func(Request, []byte) []byte {
	done := false
	return func(r Request, frame []byte) []byte {
		if done || r.Cmd != cmd || r.Para != para {
			return frame
		}
		done = true
		return instead(frame)
	}
}

// The module has read the card, but the answer was lost on the line: the
// citizen need not do anything.
func TestLostAnswerOfAReadIsAskedForAgain(t *testing.T) {
	for name, instead := range map[string]func([]byte) []byte{
		"silence":     func([]byte) []byte { return nil },
		"stale reply": func([]byte) []byte { return reply(0, 0, Success, make([]byte, 8)) },
		"one bit":     func(f []byte) []byte { f[200] ^= 1; return f },
	} {
		t.Run(name, func(t *testing.T) {
			watching(t, func(b *bench) {
				b.sees(time.Second, StateAbsent)
				b.set(func() { b.spoil = lose(0x30, 1, instead) })
				b.lay()
				b.sees(5*time.Second, StateReading, StatePresent)
			})
		})
	}
}

func TestStaleReplyIsPassedOver(t *testing.T) {
	watching(t, func(b *bench) {
		b.set(func() {
			b.spoil = func(_ Request, frame []byte) []byte { // the serial of a card, then the answer
				return append(reply(0, 0, Success, make([]byte, 8)), frame...)
			}
		})
		b.sees(time.Second, StateAbsent)
		if b.dev.Info().Stale == 0 {
			t.Error("nothing was counted")
		}
	})
}

func TestNoiseBetweenFrames(t *testing.T) {
	watching(t, func(b *bench) {
		b.set(func() {
			b.spoil = func(_ Request, frame []byte) []byte {
				return append([]byte{0, 0x7F, 0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x05}, frame...)
			}
		})
		b.sees(20*time.Second, StateAbsent)
		b.lay()
		b.sees(20*time.Second, StateReading, StatePresent)
	})
}

// What was read before Watch began cannot be read again as it lies.
func TestCardOfTheVisitBefore(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.lay()
		b.sees(time.Second, StateReading, StatePresent)
		b.cancel()
		if err := <-b.ended; drivers.KindOf(err) != drivers.Cancelled {
			t.Fatalf("ended with %v", err)
		}
		if got, err := b.dev.Present(b.t.Context()); got != drivers.MediaPresent || err != nil {
			t.Errorf("%s, %v: the card lies there", got, err)
		}
		ctx, cancel := context.WithCancel(b.t.Context())
		go func() { b.ended <- b.dev.Watch(ctx, b.note) }()
		b.sees(time.Second, StateLift)
		b.lift()
		b.sees(time.Second, StateAbsent)
		cancel()
		<-b.ended
		if got, err := b.dev.Present(b.t.Context()); got != drivers.MediaNotPresent || err != nil {
			t.Errorf("%s, %v: nothing lies there", got, err)
		}
	})
}

func TestUnpluggedReader(t *testing.T) {
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.lay()
		b.sees(time.Second, StateReading, StatePresent)
		b.far.Close()
		b.sees(time.Second)
		if err := <-b.ended; drivers.KindOf(err) != drivers.NoDevice || !strings.HasPrefix(err.Error(), "idcard: watch: noDevice") {
			t.Errorf("ended with %v", err)
		}
	})
}

// Watch ends at once wherever it is, and does not take its own end for a
// fault.
func TestCancelledWatch(t *testing.T) {
	for _, wait := range []time.Duration{time.Millisecond, 500 * time.Millisecond, 2500 * time.Millisecond, 20 * time.Second} {
		watching(t, func(b *bench) {
			b.set(func() { b.spoil = func(Request, []byte) []byte { return nil } })
			b.after(wait)
			b.cancel()
			synctest.Wait()
			select {
			case err := <-b.ended:
				if drivers.KindOf(err) != drivers.Cancelled || !errors.Is(err, context.Canceled) {
					t.Errorf("after %v: %v", wait, err)
				}
			default:
				t.Fatalf("after %v: Watch goes on", wait)
			}
			if got := b.after(0); len(got) != 0 {
				t.Errorf("after %v: its end was reported as %v", wait, got)
			}
		})
	}
}
