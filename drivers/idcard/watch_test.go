package idcard

import (
	"context"
	"strings"
	"testing"
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
		if !looks[1][2].Equal(looks[1][3]) {
			t.Error("a module that sees no card is not asked once more at once")
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
		if n := b.reads(); n != 1 {
			t.Errorf("read %d times, though it is no ID card", n)
		}
		b.lift()
		b.sees(time.Second, StateAbsent)
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
