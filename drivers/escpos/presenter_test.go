package escpos

import (
	"bytes"
	"context"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
)

// The manuals' bytes, behind the cut and before the question for proof.
func TestPresentation(t *testing.T) {
	for _, tt := range []struct {
		profile string
		o       Presentation
		want    string // "": refused
	}{
		{"custom-vkp", Presentation{Out: 400, After: 30 * time.Second, Then: ThenRetract}, "1b69 1c50 0a 00 52 1e"},
		{"custom-vkp", Presentation{Out: 400, Blink: true}, "1b69 1c50 0a 01 45 00"},
		{"custom-tg", Presentation{Out: 80, After: time.Second, Then: ThenEject}, "1b69 1c50 02 00 45 01"},
		{"reliance", Presentation{Out: 560}, "1b69 1d65 03 0a"},
		{"custom", Presentation{Out: 100, After: 20 * time.Second, Then: ThenEject}, "1b69 1d65 20 14 14"},
		{"citizen", Presentation{After: 9 * time.Second, Then: ThenRetract}, "1d5642 00 1d52 31 09"},
		{"citizen", Presentation{After: 10 * time.Second, Then: ThenRetract}, ""},
		{"masung", Presentation{Out: 400}, ""},
		{"custom-vkp", Presentation{Out: -1}, ""},
		{"custom-vkp", Presentation{Then: ThenRetract}, ""},
		{"custom-vkp", Presentation{After: 10 * time.Minute, Then: ThenRetract}, ""},
		{"custom-vkp", Presentation{After: time.Second, Then: "burn"}, ""},
	} {
		d, err := New(&fakePrinter{}, &Opts{Profile: tt.profile, Present: tt.o})
		if tt.want == "" {
			if drivers.KindOf(err) != drivers.BadRequest {
				t.Errorf("%s %+v: %v, want a bad request", tt.profile, tt.o, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s %+v: %v", tt.profile, tt.o, err)
			continue
		}
		if b, _ := ticket().Encode(d.Profile()); !bytes.HasSuffix(b, hex(tt.want)) {
			t.Errorf("%s: ends % x, want %s", tt.profile, b[len(b)-10:], tt.want)
		}
	}
}

// vkp is a Custom printer whose slip stands in the mouth.
func vkp(t *testing.T, f func(t *testing.T, p *fakePrinter, d *Dev, events *[]Event)) {
	o := Opts{Profile: "custom-vkp"}
	events := told(&o)
	printing(t, o, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.script = map[string]string{"\x10\x04\x14": "\x10\x0f\x20\x00\x00\x00", "\x1d\xe4": "7\r"}
		f(t, p, d, events)
	})
}

func TestSlipIsTaken(t *testing.T) {
	vkp(t, func(t *testing.T, p *fakePrinter, d *Dev, events *[]Event) {
		time.AfterFunc(2*time.Second, func() { p.set("\x10\x04\x14", "\x10\x0f\x00\x00\x00\x00") })
		m, err := d.Watch(context.Background(), time.Minute)
		if m != drivers.MediaNotPresent || err != nil {
			t.Errorf("%v, %v", m, err)
		}
		if got := kinds(*events); !reflect.DeepEqual(got, []EventKind{EventPresented, EventTaken}) {
			t.Errorf("%v", got)
		}
	})
}

func TestSlipIsLeftBehindAndRetracted(t *testing.T) {
	vkp(t, func(t *testing.T, p *fakePrinter, d *Dev, events *[]Event) {
		time.AfterFunc(30*time.Second, func() {
			p.set("\x10\x04\x14", "\x10\x0f\x00\x00\x00\x00")
			p.set("\x1d\xe4", "8\r")
		})
		m, err := d.Watch(context.Background(), 20*time.Second)
		if m != drivers.MediaRetracted || err != nil {
			t.Errorf("%v, %v", m, err)
		}
		if got := kinds(*events); !reflect.DeepEqual(got, []EventKind{EventPresented, EventLeftBehind, EventRetracted}) {
			t.Errorf("%v", got)
		}
		if took := (*events)[1].At.Sub((*events)[0].At); took < 20*time.Second || took > 21*time.Second {
			t.Errorf("left behind after %v", took)
		}
	})
}

// A printer that is silent while it feeds, and one without a counter.
func TestWatchThroughSilence(t *testing.T) {
	o := Opts{Profile: "reliance"}
	events := told(&o)
	printing(t, o, func(t *testing.T, p *fakePrinter, d *Dev) {
		time.AfterFunc(3*time.Second, func() { p.set("\x1de\x06", "\x08") })
		time.AfterFunc(6*time.Second, func() { p.set("\x1de\x06", "\x00") })
		m, err := d.Watch(context.Background(), 0)
		if got := kinds(*events); m != drivers.MediaNotPresent || err != nil || !reflect.DeepEqual(got, []EventKind{EventPresented, EventTaken}) {
			t.Errorf("%v, %v, %v", m, err, got)
		}
	})
	printing(t, Opts{Profile: "generic"}, func(t *testing.T, p *fakePrinter, d *Dev) {
		if m, err := d.Watch(context.Background(), 0); m != drivers.MediaUnknown || err != nil {
			t.Errorf("no sensor: %v, %v", m, err)
		}
	})
	vkp(t, func(t *testing.T, p *fakePrinter, d *Dev, _ *[]Event) {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if _, err := d.Watch(ctx, 0); drivers.KindOf(err) != drivers.Timeout {
			t.Errorf("nobody takes it: %v, want a timeout", err)
		}
	})
}

func TestEject(t *testing.T) {
	printing(t, Opts{Profile: "custom"}, func(t *testing.T, p *fakePrinter, d *Dev) {
		if err := d.Eject(context.Background()); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if p.freeze(); !bytes.HasSuffix(p.printed, []byte{gs, 'e', 5}) {
			t.Errorf("% x", p.printed)
		}
	})
	printing(t, Opts{Profile: "generic"}, func(t *testing.T, p *fakePrinter, d *Dev) {
		if err := d.Eject(context.Background()); drivers.KindOf(err) != drivers.Unsupported {
			t.Errorf("%v, want unsupported", err)
		}
	})
}
