package escpos

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
)

// What a printer sends by itself becomes events, once for each change, and
// answers no question.
func TestAutomaticStatusBecomesEvents(t *testing.T) {
	var o Opts
	o.Profile = "epson"
	events := told(&o)
	printing(t, o, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.script = map[string]string{"\x1da\x0e": "\x14\x00\x00\x0f"}
		s, err := d.Status(context.Background())
		if err != nil || s.State != drivers.Online {
			t.Fatalf("%+v, %v", s, err)
		}
		synctest.Wait()
		p.mu.Lock()
		p.say(0x14, 0, 0, 0x0f, 0x14, 0, 0, 0x0f) // repeated without a change
		p.say(0x14, 0, 0x03, 0x0f)
		p.say(0x3c, 0, xoff, 0x0f, 0x0f, xon)
		p.mu.Unlock()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err := d.Listen(ctx); err != nil {
			t.Fatal(err)
		}
		want := []Status{
			{State: drivers.Online, Paper: drivers.PaperFull},
			{State: drivers.Online, Paper: drivers.PaperLow},
			{State: drivers.Offline, Offline: true, CoverOpen: true},
		}
		var got []Status
		for _, e := range *events {
			got = append(got, e.Status)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
		if d.Stale() != 0 {
			t.Errorf("%d stale replies", d.Stale())
		}
		if n := bytes.Count(p.printed, []byte("\x1da\x0e")); n != 1 {
			t.Errorf("turned on %d times", n)
		}
	})
}

// Nobody listens, nothing is turned on; where GS r proves, it is off in a job.
func TestAutomaticStatusOnlyWhereItIsSafe(t *testing.T) {
	for _, tt := range []struct {
		opts Opts
		want string // behind ESC @
	}{
		{Opts{Profile: "epson"}, "\x1b@\x1dP"},
		{Opts{Profile: "epson", Events: func(Event) {}}, "\x1b@\x1da\x0e"},
		{Opts{Profile: "epson", Events: func(Event) {}, Confirm: ConfirmGSR}, "\x1b@\x1da\x00"},
		{Opts{Profile: "custom-vkp", Events: func(Event) {}}, "\x1b@\x1d\xe0\x00"},
		{Opts{Profile: "masung", Events: func(Event) {}}, "\x1b@\x1c&"},
	} {
		d, err := New(&fakePrinter{}, &tt.opts)
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := ticket().Encode(d.Profile()); !bytes.HasPrefix(b, []byte(tt.want)) {
			t.Errorf("%s: begins % x, want % x", tt.opts.Profile, b[:8], tt.want)
		}
	}
}

// All that can be on the line at once, in every order of whole replies and in
// chunks of every size: each is found, and no other.
func TestInterleavings(t *testing.T) {
	replies := [][]byte{
		hex("12"), hex("14 00 03 0f"), hex("37 22 4a 30 30 31 00"), hex("00"), hex("37 25 00"), {xoff}, {xon},
		hex("5f 33 38 31 00"), hex("37 23 40 00"),
	}
	want := []string{"status 12", "status back 1400030f", "block 37224a30303100", "single 00", "block 372500",
		"flow control 13", "flow control 11", "block 5f33383100", "block 37234000"}
	for turn := range replies {
		for stride := 1; stride < len(replies); stride++ {
			if len(replies)%stride == 0 && stride > 1 {
				continue // would not reach them all
			}
			var stream []byte
			var order []string
			for i := range replies {
				k := (turn + i*stride) % len(replies)
				stream, order = append(stream, replies[k]...), append(order, want[k])
			}
			for chunk := 1; chunk <= 5; chunk++ {
				if got := split(stream, chunk, nil); !reflect.DeepEqual(got, order) {
					t.Fatalf("% x by %d: %q, want %q", stream, chunk, got, order)
				}
			}
		}
	}
}

// A question's answer is found among all else, whatever comes first.
func TestAnswerAmongEverything(t *testing.T) {
	for i, noise := range []string{"\x14\x00\x03\x0f", "\x13\x11", "\x37\x22J000\x00", "\x37\x22J0\x13\x1100\x00", "\x14\x00\x13\x03\x0f", "\x00\x0c"} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
				p.answers[4] = 0x1e
				delete(p.answers, 3)
				p.script = map[string]string{"\x10\x04\x03": noise + "\x12" + noise}
				s, err := d.Status(context.Background())
				if err != nil || s.Paper != drivers.PaperLow || s.CutterJam {
					t.Errorf("%+v, %v", s, err)
				}
			})
		})
	}
}

// FULL pushed by the printer is an event, with the mouth in it.
func TestCustomPushesFull(t *testing.T) {
	o := Opts{Profile: "custom-vkp"}
	events := told(&o)
	printing(t, o, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.script = map[string]string{"\x10\x04\x14": "\x10\x0f\x00\x00\x00\x00"}
		if _, err := d.Status(context.Background()); err != nil {
			t.Fatal(err)
		}
		p.mu.Lock()
		p.say(0x10, 0x0f, 0x24, 0, 0x40, 0)
		p.mu.Unlock()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		d.Listen(ctx)
		if len(*events) != 1 {
			t.Fatalf("%+v, want one", *events)
		}
		if e := (*events)[0]; e.Mouth != drivers.MediaJammed || !e.Status.Jam || e.Status.Paper != drivers.PaperLow {
			t.Errorf("%+v", e)
		}
	})
}
