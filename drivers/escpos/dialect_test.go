package escpos

import (
	"bytes"
	"context"
	"reflect"
	"testing"

	"govkiosk/drivers"
)

// What each make says beyond DLE EOT 1 to 4, and who acts on it.
func TestFurtherStatus(t *testing.T) {
	for _, tt := range []struct {
		profile, ask, answer string
		paper                drivers.PaperState
		kind                 drivers.Kind
	}{
		{"custom-vkp", "10 04 14", "10 0f 01 00 00 00", drivers.PaperEmpty, drivers.PaperOut},
		{"custom-vkp", "10 04 14", "10 0f 40 00 00 00", drivers.PaperLow, ""},  // virtual end
		{"custom-vkp", "10 04 14", "10 0f 80 00 80 00", drivers.PaperFull, ""}, // notch, mark search
		{"custom-vkp", "10 04 14", "10 0f 00 01 00 00", drivers.PaperUnknown, drivers.CoverOpen},
		{"custom-vkp", "10 04 14", "10 0f 00 00 08 00", drivers.PaperFull, drivers.NotReady},
		{"custom-vkp", "10 04 14", "10 0f 00 00 00 01", drivers.PaperFull, drivers.PaperJammed},
		{"custom-vkp", "10 04 14", "10 0f 00 00 00 02", drivers.PaperFull, ""}, // cutter cover
		{"custom-vkp", "10 04 14", "10 0f 00 00 00 08", drivers.PaperFull, drivers.HardwareError},
		{"custom-tg", "10 04 14", "10 0f 00 00 00 02", drivers.PaperFull, drivers.HardwareError}, // flash
		{"custom-tg", "10 04 14", "10 0f 20 00 00 00", drivers.PaperFull, drivers.MediaRetained},
		{"custom", "1d 65 06", "01", drivers.PaperLow, ""},
		{"custom", "1d 65 06", "40", drivers.PaperFull, drivers.PaperJammed},
		{"custom", "1d 65 06", "08", drivers.PaperFull, drivers.MediaRetained},
		{"masung", "10 04 05", "80", drivers.PaperFull, drivers.PaperJammed}, // paper bin
		{"citizen", "10 04 05", "16", drivers.PaperUnknown, drivers.CoverOpen},
		{"citizen", "10 04 05", "32", drivers.PaperFull, drivers.NotReady}, // low voltage
		{"citizen", "10 04 06", "16", drivers.PaperFull, drivers.HardwareError},
		{"citizen", "10 04 06", "32", drivers.PaperFull, drivers.PaperJammed},
		{"citizen", "10 04 06", "12", drivers.PaperFull, ""},
	} {
		printing(t, Opts{Profile: tt.profile}, func(t *testing.T, p *fakePrinter, d *Dev) {
			p.set(string(hex(tt.ask)), string(hex(tt.answer)))
			s, err := d.Status(context.Background())
			if err != nil || s.Paper != tt.paper || s.Hindrance() != tt.kind {
				t.Errorf("%s %s: paper %q, hindrance %q, %v; want %q, %q", tt.profile, tt.answer, s.Paper, s.Hindrance(), err, tt.paper, tt.kind)
			}
		})
	}
}

// NZ and Caysn boards take any four bytes for an id and say when they failed.
func TestCaysnBinaryID(t *testing.T) {
	stream := hex("37 22 00 11 13 ff 00 12 37 33 4a 30 30 31 00 37 22 4a 30 30 31 32")
	want := []string{"block 3722001113ff00", "status 12", "block 37334a30303100", "unclassified 37"}
	for chunk := 1; chunk < 8; chunk++ {
		got := splitWith(splitter{binaryID: true}, stream, chunk)
		if len(got) < 4 || !reflect.DeepEqual(got[:4], want) {
			t.Errorf("by %d: %q, want %q", chunk, got, want)
		}
	}
	printing(t, Opts{Profile: "caysn"}, func(t *testing.T, p *fakePrinter, d *Dev) {
		r, err := d.Print(context.Background(), "\x00\x10\x13\xff", ticket())
		if err != nil || r.Proof != ProofProcessID {
			t.Errorf("%+v, %v", r, err)
		}
	})
	printing(t, Opts{Profile: "caysn"}, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.fails = true
		r, err := d.Print(context.Background(), "\x01\x02\x03\x04", ticket())
		if r.Outcome != drivers.NotDone || drivers.KindOf(err) != drivers.HardwareError {
			t.Errorf("%+v, %v; want not done by the printer's word", r, err)
		}
	})
}

// The lines of a USB port are asked only where the printer is silent, and
// only their word that paper is out counts.
func TestPaperHint(t *testing.T) {
	for says, want := range map[drivers.PaperState]drivers.PaperState{
		drivers.PaperEmpty: drivers.PaperEmpty, drivers.PaperFull: drivers.PaperUnknown, drivers.PaperUnknown: drivers.PaperUnknown,
	} {
		printing(t, Opts{}, func(t *testing.T, p *fakePrinter, _ *Dev) {
			usb := &hinting{fakePrinter: p, paper: says}
			d, err := New(usb, nil)
			if err != nil {
				t.Fatal(err)
			}
			if s, err := d.Status(context.Background()); err != nil || s.Paper != drivers.PaperFull || usb.asked > 0 {
				t.Errorf("%+v, %v, asked %d times", s, err, usb.asked)
			}
			p.mu.Lock()
			clear(p.answers)
			p.mu.Unlock()
			if s, err := d.Status(context.Background()); drivers.KindOf(err) != drivers.Timeout || s.Paper != want {
				t.Errorf("port says %q: %q, %v; want %q", says, s.Paper, err, want)
			}
		})
	}
}

type hinting struct {
	*fakePrinter
	paper drivers.PaperState
	asked int
}

func (h *hinting) Paper() (drivers.PaperState, error) { h.asked++; return h.paper, nil }

func TestProfileNames(t *testing.T) {
	for _, name := range ProfileNames() {
		p, ok := ProfileOf(name)
		if !ok || p.Name != name || p.valid() != nil {
			t.Errorf("%s: %v, %v", name, ok, p.valid())
		}
		doc := starTicket()
		if b, _ := doc.Encode(p); !bytes.Contains(b, p.Cut) {
			t.Errorf("%s: no cut", name)
		}
	}
}
