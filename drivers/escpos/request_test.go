package escpos

import (
	"context"
	"image"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
)

func TestCancelledBeforeAndAfterTheFirstByte(t *testing.T) {
	printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		r, err := d.Print(ctx, "J001", ticket())
		if r.Outcome != drivers.NotDone || drivers.KindOf(err) != drivers.Cancelled {
			t.Errorf("before: %v, %v; want not done, cancelled", r.Outcome, err)
		}
		p.noID = true
		ctx, cancel = context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		r, _ = d.Print(ctx, "J002", ticket())
		if r.Outcome != drivers.Unknown {
			t.Errorf("after: %v, want unknown", r.Outcome)
		}
	})
}

func TestBadRequests(t *testing.T) {
	printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		wide := &Doc{}
		wide.Raster(image.NewGray(image.Rect(0, 0, 600, 1)), "")
		for name, f := range map[string]func() (Result, error){
			"short id":   func() (Result, error) { return d.Print(context.Background(), "J1", ticket()) },
			"binary id":  func() (Result, error) { return d.Print(context.Background(), "J\x0001", ticket()) },
			"wide image": func() (Result, error) { return d.Print(context.Background(), "J001", wide) },
		} {
			if r, err := f(); drivers.KindOf(err) != drivers.BadRequest || r.Outcome != drivers.NotDone {
				t.Errorf("%s: %v, %v; want a bad request that is not done", name, r.Outcome, err)
			}
		}
		if p.received > 0 {
			t.Errorf("%d bytes sent", p.received)
		}
	})
	for _, o := range []Opts{{Profile: "hp"}, {Confirm: "hope"}, {Encoding: "big5"}, {WidthDots: 5}} {
		if _, err := New(&fakePrinter{}, &o); drivers.KindOf(err) != drivers.BadRequest {
			t.Errorf("%+v: %v, want a bad request", o, err)
		}
	}
}

func TestClearAndRetract(t *testing.T) {
	printing(t, Opts{Profile: "custom"}, func(t *testing.T, p *fakePrinter, d *Dev) {
		if err := d.Clear(context.Background()); err != nil {
			t.Errorf("clear: %v", err)
		}
		p.noClear = true
		if err := d.Clear(context.Background()); drivers.KindOf(err) != drivers.Timeout || drivers.OutcomeOf(err) != drivers.Unknown {
			t.Errorf("clear without an answer: %v, want a timeout of unknown outcome", err)
		}
	})
	printing(t, Opts{Profile: "masung"}, func(t *testing.T, p *fakePrinter, d *Dev) {
		if err := d.Retract(context.Background()); drivers.KindOf(err) != drivers.Unsupported {
			t.Errorf("retract: %v, want unsupported", err)
		}
	})
	printing(t, Opts{Profile: "citizen"}, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.answers[4] = 0x52 // paper at the presenter: half of Epson's paper-end pair
		if m, err := d.Mouth(context.Background()); m != drivers.MediaPresent || err != nil {
			t.Errorf("mouth %v, %v; want present", m, err)
		}
		if err := d.Retract(context.Background()); drivers.KindOf(err) != drivers.MediaRetained {
			t.Errorf("retract: %v, want media retained", err)
		}
		p.answers[4] = 0x12
		if err := d.Retract(context.Background()); err != nil {
			t.Errorf("retract: %v", err)
		}
		synctest.Wait()
		if !strings.Contains(string(p.printed), "\x1dR0") {
			t.Error("GS R 0 was not sent")
		}
	})
}
