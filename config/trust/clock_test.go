package trust_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"govkiosk/config/trust"
)

// A dead clock neither stops the terminal nor makes it believe what has
// expired: what was signed says that it can be no earlier.
func TestClockAt1970(t *testing.T) {
	f := newForge(t)
	d := newDesk(t, f)
	d.now = time.Unix(0, 0)
	d.takes()
	s, err := d.Status()
	if err != nil || !s.Floor.Equal(morning) || s.Clock == "" {
		t.Fatalf("%+v, %v", s, err)
	}
	f.now = f.now.AddDate(0, 0, 30)
	f.publish()
	d.takes()
	if s, _ = d.Status(); !s.Floor.Equal(f.now) {
		t.Errorf("the floor is %v", s.Floor)
	}
}

// A clock that is a year ahead finds everything expired: nothing newer is
// taken, the release stays, the day since when is told, and it is over as soon
// as the clock is right.
func TestClock400DaysAhead(t *testing.T) {
	f := newForge(t)
	d := newDesk(t, f)
	want := d.takes()
	d.now = morning.AddDate(0, 0, 400)
	since := d.now
	for range 3 {
		r, err := d.Refresh(context.Background())
		var no *trust.Refused
		if !errors.As(err, &no) || no.Kind != trust.Expired || r.Digest != want.Digest {
			t.Fatalf("%+v, %v", r, err)
		}
		d.now = d.now.Add(time.Hour)
	}
	s, err := d.Status()
	if err != nil || s.Trouble == nil || !s.Trouble.Since.Equal(since) || s.Release.Digest != want.Digest {
		t.Fatalf("%+v, %v", s, err)
	}
	d.now = morning.Add(time.Hour)
	f.publish()
	d.takes()
	if s, _ = d.Status(); !s.Floor.Equal(morning) {
		t.Errorf("the wrong clock has raised the floor to %v", s.Floor)
	}
}

// A terminal tells when what it trusts ends: by the role that ends first, and
// also after a new start.
func TestWhatEndsFirst(t *testing.T) {
	f := newForge(t)
	d := newDesk(t, f)
	ends := func(want time.Time) {
		t.Helper()
		if s, err := d.Status(); err != nil || !s.Expires.Equal(want) {
			t.Errorf("it ends %v, %v; want %v", s.Expires, err, want)
		}
	}
	ends(f.until("root")) // nothing else has been seen
	d.takes()
	ends(f.until("timestamp"))
	targets := f.until("targets")
	f.now = f.now.AddDate(0, 0, 85)
	d.now = f.now
	f.snapshot(2, "snapshot")
	f.timestamp(2, 2, "timestamp")
	d.takes()
	ends(targets)
	d.restart()
	ends(targets)
}

// A new terminal whose clock is dead takes nothing that had ended when the
// timestamp was signed, at its very first look.
func TestDeadClockAtTheFirstLook(t *testing.T) {
	for what, after := range map[string]int{"snapshot": 8, "targets": 91, "root": 366} {
		t.Run(what, func(t *testing.T) {
			f := newForge(t)
			f.now = f.now.AddDate(0, 0, after)
			if what != "snapshot" {
				f.snapshot(2, "snapshot")
			}
			if what == "root" {
				f.publish()
			}
			f.timestamp(9, f.snap, "timestamp")
			d := newDesk(t, f)
			d.now = time.Unix(0, 0)
			var no *trust.Refused
			if r, err := d.Refresh(context.Background()); !errors.As(err, &no) || no.Kind != trust.Expired {
				t.Errorf("%d layers, %v; want it refused as expired", len(r.Layers), err)
			}
		})
	}
}
