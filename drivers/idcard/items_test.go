package idcard

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"govkiosk/drivers"
)

// appended reads a card with those answers to the address question.
func appended(t *testing.T, prepare func(*bench)) *Record {
	t.Helper()
	var r *Record
	watchingWith(t, &Opts{Addresses: true}, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		prepare(b)
		b.lay()
		got := b.sees(4*time.Second, StateReading, StatePresent)
		r = got[1].Record
	})
	return r
}

func TestAppendedAddressesFollowTheRecord(t *testing.T) {
	four := replyOf(t, "synthetic-newaddr-4").Data
	for name, c := range map[string]struct {
		prepare func(*bench)
		want    []string
	}{
		"two of four": {func(b *bench) { b.addresses = four }, []string{"甲路1号", "乙路2号"}},
		"one record":  {func(b *bench) { b.addresses = four[:70] }, []string{"甲路1号"}},
		"none":        {func(*bench) {}, []string{}},
		"blank":       {func(b *bench) { b.addresses = four[140:210] }, []string{}},
		"no answer": {func(b *bench) {
			b.set(func() { b.spoil = lose(0x30, 3, func([]byte) []byte { return nil }) })
		}, nil},
		"refusal": {func(b *bench) {
			b.set(func() { b.spoil = lose(0x30, 3, func([]byte) []byte { return reply(0, 0, BadCommand, nil) }) })
		}, nil},
	} {
		r := appended(t, c.prepare)
		if diff := cmp.Diff(c.want, r.Addresses); diff != "" || r.Number != "440524188001010014" {
			t.Errorf("%s: %s: %s", name, r, diff)
		}
	}
}

func TestAppendedAddressesNeedNoSelect(t *testing.T) {
	watchingWith(t, &Opts{Addresses: true}, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.lay()
		b.sees(200*time.Millisecond, StateReading, StatePresent)
		var words []string
		b.set(func() {
			for _, r := range b.asked[len(b.asked)-4:] {
				words = append(words, r.Name())
			}
		})
		if want := []string{"find card", "select card", "read text and photo", "read appended address"}; !slices.Equal(words, want) {
			t.Errorf("asked %v, want %v", words, want)
		}
	})
	watching(t, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		asked := b.count(0x30, 3)
		b.lay()
		r := b.sees(200*time.Millisecond, StateReading, StatePresent)[1].Record
		if n := b.count(0x30, 3); n != asked || r.Addresses != nil {
			t.Errorf("nobody wants addresses: asked %d times, %v", n-asked, r.Addresses)
		}
	})
}

func TestLineLostBehindTheRecord(t *testing.T) {
	watchingWith(t, &Opts{Addresses: true}, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.set(func() { b.spoil = lose(0x30, 3, func([]byte) []byte { b.far.Close(); return nil }) })
		b.lay()
		if r := b.sees(time.Second, StateReading, StatePresent)[1].Record; r.Number != "440524188001010014" || r.Addresses != nil {
			t.Errorf("read %s, %v", r, r.Addresses)
		}
		wantKind(t, <-b.ended, drivers.NoDevice)
	})
}

func TestCancelledBehindTheRecord(t *testing.T) {
	watchingWith(t, &Opts{Addresses: true}, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.set(func() { b.spoil = lose(0x30, 3, func([]byte) []byte { return nil }) })
		b.lay()
		b.sees(600*time.Millisecond, StateReading)
		b.cancel()
		b.sees(0)
		wantKind(t, <-b.ended, drivers.Cancelled)
	})
}

var chip = []byte("\x00\x00\x00\x00\x01\x02\x03\x04\x05\x06\x07\x08ABCDEFGHIJKLMNOP")

func TestManagementOfACardThatWasNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.chip = chip
		b.lay()
		m, err := b.dev.Management(t.Context())
		want := Management{"00000000", "0102030405060708", "4142434445464748494A4B4C4D4E4F50"}
		if m != want || err != nil {
			t.Errorf("%s, %v", m, err)
		}
		if b.count(0x20, 2) != 1 || b.reads() != 0 {
			t.Error("the card was not selected, or was read")
		}
		if got, err := b.dev.Present(t.Context()); got != drivers.MediaPresent || err != nil {
			t.Errorf("%s, %v: the card lies there", got, err)
		}
	})
}

func TestManagementOfACardThatWasRead(t *testing.T) {
	watching(t, func(b *bench) {
		b.set(func() { b.chip = chip })
		b.sees(time.Second, StateAbsent)
		b.lay()
		b.sees(time.Second, StateReading, StatePresent)
		b.cancel()
		<-b.ended
		finds := b.count(0x20, 1)
		if m, err := b.dev.Management(b.t.Context()); m.Serial != "0102030405060708" || err != nil {
			t.Errorf("%s, %v", m, err)
		}
		if b.count(0x20, 1) != finds {
			t.Error("a card that was read was looked for, which does not find it")
		}
	})
}

func TestManagementThatIsNotToBeHad(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(*bench)
		want    drivers.Kind
	}{
		"no card":       {func(b *bench) { b.lift() }, drivers.UserError},
		"card moves":    {func(b *bench) { b.unstable = 1 }, drivers.UserError},
		"foreign card":  {func(b *bench) { b.foreign = true }, drivers.UserError},
		"card has none": {func(b *bench) { b.chip = nil }, drivers.Unsupported},
		"old module": {func(b *bench) {
			b.spoil = lose(0x30, 5, func([]byte) []byte { return reply(0, 0, BadCommand, nil) })
		}, drivers.Unsupported},
		"silence":   {func(b *bench) { b.spoil = func(Request, []byte) []byte { return nil } }, drivers.Timeout},
		"self-test": {func(b *bench) { b.broken = SelfTestFault }, drivers.HardwareError},
	} {
		synctest.Test(t, func(t *testing.T) {
			b := newBench(t)
			b.chip = chip
			b.lay()
			c.prepare(b)
			began := time.Now()
			m, err := b.dev.Management(t.Context())
			if got := drivers.KindOf(err); got != c.want || m != (Management{}) {
				t.Errorf("%s: %s, %v; want %s", name, m, err, c.want)
			}
			if d := time.Since(began); d > 6500*time.Millisecond {
				t.Errorf("%s took %v", name, d)
			}
		})
	}
}
