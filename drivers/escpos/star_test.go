package escpos

import (
	"bytes"
	"context"
	"image"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
)

// starIdle is a TUP900 with nothing wrong: 9 bytes, b7 of the second clear.
func starIdle() []byte { return hex("23 06 00 00 00 00 00 00 00") }

func TestStarFraming(t *testing.T) {
	long := hex("21 86 08 00 00 0c 00 00 00 00") // 8 and 2 more
	for _, tt := range []struct {
		in   []byte
		want []string
	}{
		{starIdle(), []string{"star status 230600000000000000"}},
		{long, []string{"star status 2186080000" + "0c00000000"}},
		{bytes.Join([][]byte{{xoff}, starIdle()[:4], {xon}, starIdle()[4:]}, nil), []string{"flow control 13", "star status 230600000000000000"}},
		{append(hex("23 06 00"), starIdle()...), []string{"unclassified 23", "unclassified 06", "unclassified 00", "star status 230600000000000000"}},
		{append(hex("ff 12"), starIdle()...), []string{"unclassified ff", "unclassified 12", "star status 230600000000000000"}},
		{hex("01 00"), []string{"unclassified 01", "unclassified 00"}},
	} {
		for chunk := 1; chunk < 6; chunk++ {
			if got := splitWith(splitter{star: true}, tt.in, chunk); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("% x by %d: %q, want %q", tt.in, chunk, got, tt.want)
			}
		}
	}
}

func FuzzStar(f *testing.F) {
	f.Add(starIdle(), 1)
	f.Add(append(hex("21 86 13 08"), starIdle()...), 3)
	f.Fuzz(func(t *testing.T, b []byte, chunk int) {
		whole := splitWith(splitter{star: true}, b, len(b)+1)
		if parts := splitWith(splitter{star: true}, b, max(1, min(chunk, 64))); !reflect.DeepEqual(whole, parts) {
			t.Fatalf("in chunks of %d: %q, want %q", chunk, parts, whole)
		}
	})
}

// fakeStar makes a line-mode printer of p: ETB and the status are answered in
// order, which suits a printer that is never offline.
func fakeStar(p *fakePrinter, with func(status []byte)) {
	marked := starIdle()
	marked[2] |= starETB
	idle := starIdle()
	with(idle)
	with(marked)
	p.set("\x1b\x06\x01", string(idle))
	p.set("\x17", string(marked))
}

func star(t *testing.T, o Opts, f func(t *testing.T, p *fakePrinter, d *Dev)) {
	o.Profile = "star"
	printing(t, o, func(t *testing.T, p *fakePrinter, d *Dev) {
		fakeStar(p, func([]byte) {})
		f(t, p, d)
	})
}

func starTicket() *Doc {
	d := &Doc{Glyph: func(_ rune, cell image.Point, _ bool) *image.Alpha {
		m := image.NewAlpha(image.Rectangle{Max: cell})
		for i := range m.Pix {
			m.Pix[i] = 0xFF
		}
		return m
	}}
	d.Line(Centre, Big("号"))
	d.Feed(30)
	d.Cut()
	return d
}

func TestStarPrints(t *testing.T) {
	star(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		r, err := d.Print(context.Background(), "J001", starTicket())
		if err != nil || r.Outcome != drivers.Done || r.Proof != ProofETB {
			t.Fatalf("%+v, %v", r, err)
		}
		p.freeze()
		// Behind them only the count of slips taken back is asked for.
		if !bytes.HasSuffix(p.printed, hex("1b 64 03 17 1b 1e 61 00 1b 16 33 01")) {
			t.Errorf("ends % x, want the cut and ETB", p.printed[max(0, len(p.printed)-12):])
		}
		clear := bytes.Index(p.printed, hex("1b1e4500"))
		if begin := bytes.Index(p.printed, hex("1b40 1b1e6101")); clear < 0 || begin < clear {
			t.Errorf("the mark is cleared at %d, the job begins at %d", clear, begin)
		}
		// 48 dots in the middle of 576, and nothing of the white around them.
		if want := hex("1b1d6101 1b1d53 01 0600 3000 00 ffffffffffff"); !bytes.Contains(p.printed, want) {
			t.Errorf("the line is not on the paper: % x", p.printed)
		}
		if bytes.Contains(p.printed, []byte{gs, 'v', '0'}) || bytes.Contains(p.printed, []byte{fs, '&'}) {
			t.Error("a command of Epson's was sent")
		}
	})
}

// The mark of the job before proves nothing.
func TestStarMarkOfBefore(t *testing.T) {
	star(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		marked := starIdle()
		marked[2] |= starETB
		p.set("\x1b\x06\x01", string(marked))
		r, err := d.Print(context.Background(), "J001", starTicket())
		if r.Outcome != drivers.NotDone || drivers.KindOf(err) != drivers.NotReady || bytes.Contains(p.printed, []byte("\x1b@")) {
			t.Errorf("%+v, %v", r, err)
		}
	})
}

func TestStarFaults(t *testing.T) {
	for name, tt := range map[string]struct {
		n, mask byte
		kind    drivers.Kind
	}{
		"offline": {3, 0x08, drivers.NotReady}, "cover": {3, 0x20, drivers.CoverOpen}, "cutter": {4, 0x08, drivers.PaperJammed},
		"broken": {4, 0x20, drivers.HardwareError}, "hot": {4, 0x40, drivers.NotReady}, "paper": {6, 0x08, drivers.PaperOut},
		"slip at the presenter": {7, 0x02, drivers.MediaRetained},
	} {
		star(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
			fakeStar(p, func(b []byte) { b[tt.n-1] |= tt.mask })
			r, err := d.Print(context.Background(), "J001", starTicket())
			if r.Outcome != drivers.NotDone || drivers.KindOf(err) != tt.kind {
				t.Errorf("%s: %+v, %v, want %q", name, r, err, tt.kind)
			}
		})
	}
	star(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		fakeStar(p, func(b []byte) { b[5] |= 0x04 })
		if s, err := d.Status(context.Background()); s.Paper != drivers.PaperLow || s.Hindrance() != "" || err != nil {
			t.Errorf("%+v, %v, want low paper", s, err)
		}
	})
	star(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.script = nil
		s, err := d.Status(context.Background())
		if s.Paper != drivers.PaperUnknown || s.State != drivers.DeviceUnknown || drivers.KindOf(err) != drivers.Timeout {
			t.Errorf("silent: %+v, %v", s, err)
		}
	})
}

// Nothing tells what a Star still holds: paper that ends in a job is unknown.
func TestStarPaperEndInTheJob(t *testing.T) {
	star(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		out := starIdle()
		out[5] |= 0x08
		p.mu.Lock()
		p.faultAt, p.onFault = 60, func(p *fakePrinter) { p.say(out...) }
		p.mu.Unlock()
		r, err := d.Print(context.Background(), "J001", starTicket())
		if r.Outcome != drivers.Unknown || drivers.KindOf(err) != drivers.PaperOut || !r.Incomplete {
			t.Errorf("%+v, %v", r, err)
		}
	})
}

// Its counter of slips taken back tells the two ends of a slip apart.
func TestStarRetracts(t *testing.T) {
	events := &[]Event{}
	o := Opts{Events: func(e Event) { *events = append(*events, e) }}
	star(t, o, func(t *testing.T, p *fakePrinter, d *Dev) {
		fakeStar(p, func(b []byte) { b[6] |= 0x02 })
		p.set("\x1b\x163\x01", "\x01\x00\x00\x07") // looks like the beginning of a status
		time.AfterFunc(3*time.Second, func() {
			fakeStar(p, func([]byte) {})
			p.set("\x1b\x163\x01", "\x01\x00\x00\x08")
		})
		m, err := d.Watch(context.Background(), time.Second)
		synctest.Wait()
		if m != drivers.MediaRetracted || err != nil {
			t.Errorf("%v, %v", m, err)
		}
		var life []EventKind
		for _, k := range kinds(*events) {
			if k != EventStatus {
				life = append(life, k)
			}
		}
		if !reflect.DeepEqual(life, []EventKind{EventPresented, EventLeftBehind, EventRetracted}) {
			t.Errorf("%v", life)
		}
	})
}

// Without a face there is nothing to draw with, and that is told.
func TestStarWithoutAFace(t *testing.T) {
	d := &Doc{}
	d.Line(Left, Plain("号 1"))
	p, _ := ProfileOf("star")
	if _, missing := d.Encode(p); string(missing) != "号1" {
		t.Errorf("missing %q", string(missing))
	}
	for _, o := range []Opts{{Profile: "star", Confirm: ConfirmGSR}, {Profile: "star", Encoding: EncodingGBK}, {Confirm: ConfirmETB}} {
		if _, err := New(&fakePrinter{}, &o); drivers.KindOf(err) != drivers.BadRequest {
			t.Errorf("%+v: %v, want a bad request", o, err)
		}
	}
}
