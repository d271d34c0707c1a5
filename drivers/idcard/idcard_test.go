package idcard

import (
	"bytes"
	"context"
	"image"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line/linetest"
)

func wantKind(t *testing.T, err error, want drivers.Kind) {
	t.Helper()
	if got := drivers.KindOf(err); got != want {
		t.Fatalf("%v: kind %q, want %q", err, got, want)
	}
}

func TestNewRefusesToAskTooOften(t *testing.T) {
	c, _ := linetest.Pipe()
	_, err := New(c, &Opts{PollEvery: 299 * time.Millisecond})
	wantKind(t, err, drivers.BadRequest)
	d, err := New(c, &Opts{})
	if err != nil || d.opts.PollEvery != 300*time.Millisecond || d.String() != "idcard{pipe}" || d.Halt() != nil {
		t.Errorf("%v %v", d, err)
	}
}

func TestStatusTellsWhoActs(t *testing.T) {
	for code, want := range map[SW3]drivers.Kind{
		0: "", SelfTestFault: drivers.HardwareError, NotAuthorised: drivers.HardwareError,
		BadCommand: drivers.Unsupported, HeardBadSum: drivers.Protocol, 0x4E: drivers.Protocol,
	} {
		synctest.Test(t, func(t *testing.T) {
			b := newBench(t)
			b.broken = code
			wantKind(t, b.dev.Status(t.Context()), want)
		})
	}
}

func TestSilentStatusIsATimeoutWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.spoil = func(Request, []byte) []byte { return nil }
		began := time.Now()
		err := b.dev.Status(t.Context())
		wantKind(t, err, drivers.Timeout)
		if d := time.Since(began); d != time.Second || !strings.HasPrefix(err.Error(), "idcard: status: timeout") {
			t.Errorf("after %v: %v", d, err)
		}
		got, err := b.dev.Present(t.Context())
		wantKind(t, err, drivers.Timeout)
		if got != drivers.MediaUnknown {
			t.Errorf("a silent reader says %s", got)
		}
	})
}

func TestCallersDeadlineIsATimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.spoil = func(Request, []byte) []byte { return nil }
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		err := b.dev.Watch(ctx, func(e Event) { t.Errorf("reported %v", e) })
		wantKind(t, err, drivers.Timeout)
		if b.dev.mute != 1 {
			t.Errorf("%d questions count as silence; only the first had its time", b.dev.mute)
		}
	})
}

// What comes before a question, or hangs over from the last answer, does not
// answer it nor hold its answer up.
func TestOldBytesDoNotAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		began := time.Now()
		b.broken = SelfTestFault
		b.far.Write(reply(0, 0, Success, nil))
		wantKind(t, b.dev.Status(t.Context()), drivers.HardwareError)
		b.broken = 0
		b.spoil = func(_ Request, frame []byte) []byte { return append(frame, 0xAA, 0xAA, 0xAA, 0x96, 0x69, 5, 8) }
		for range 3 {
			wantKind(t, b.dev.Status(t.Context()), "")
		}
		if d := time.Since(began); d != 0 {
			t.Errorf("four answers took %v", d)
		}
	})
}

func TestNothingButAnOlderAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.spoil = func(Request, []byte) []byte { return reply(0, 0, CardFound, make([]byte, 4)) }
		err := b.dev.Status(t.Context())
		wantKind(t, err, drivers.Protocol)
		if !strings.Contains(err.Error(), "no answer within 1s but an older one") {
			t.Errorf("%v", err)
		}
	})
}

func TestSAMIDMustBeToldTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.spoil = lose(0x12, 0xFF, func(f []byte) []byte { return reply(0, 0, Success, make([]byte, 16)) })
		if id, err := b.dev.SAMID(t.Context()); err != nil || id != "05.03-20150101-0000123456-4000000001" {
			t.Errorf("%q, %v", id, err)
		}
		n := byte(0)
		b.spoil = func(Request, []byte) []byte { n++; return reply(0, 0, Success, bytes.Repeat([]byte{n}, 16)) }
		id, err := b.dev.SAMID(t.Context())
		wantKind(t, err, drivers.Protocol)
		if id != "" {
			t.Errorf("an id that changes: %s", id)
		}
	})
}

func TestPresentReadsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		for _, want := range []drivers.MediaState{drivers.MediaNotPresent, drivers.MediaPresent} {
			if got, err := b.dev.Present(t.Context()); got != want || err != nil {
				t.Errorf("%s, %v; want %s", got, err, want)
			}
			b.lay()
		}
		if b.wasRead {
			t.Error("the card was read")
		}
	})
}

type blank struct{}

func (blank) DecodePhoto(wlt []byte) (image.Image, error) {
	return image.NewGray(image.Rect(0, 0, 102, 126)), nil
}

func TestPortraitNeedsADecoder(t *testing.T) {
	r := recordIn(t, "synthetic-cit-dated")
	_, err := r.Portrait(nil)
	wantKind(t, err, drivers.Unsupported)
	if im, err := r.Portrait(blank{}); err != nil || im.Bounds().Dx() != 102 {
		t.Errorf("%v", err)
	}
	_, err = (&Record{}).Portrait(blank{})
	wantKind(t, err, drivers.Unsupported)
}
