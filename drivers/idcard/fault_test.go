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
