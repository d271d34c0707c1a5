package idcard_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/idcard"
	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
)

// everything is what a reader can be asked for beside the record.
var everything = &idcard.Opts{Fingerprint: true, Addresses: true, RFLength: 0x50}

// Old modules and new ones give what they have, on a real line.
func TestWholeCardIsRead(t *testing.T) {
	enrolled, moved := sim.Tray()[0], sim.Tray()[3]
	moved.Appended = append(moved.Appended, "", "河北省唐山市路南区样例路１号", "河北省唐山市路南区样例路２号")
	for name, old := range map[string]bool{"module with fingerprints": false, "old module": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := quick
			o.NoFingerprint = old
			d := newDeskWith(t, o, everything)
			d.watch(t)
			d.next(t, idcard.StateAbsent)
			for _, card := range []sim.Card{enrolled, moved} {
				d.reader.Lay(card)
				r := d.next(t, idcard.StateReading, idcard.StatePresent).Record
				checkCard(t, card, r)
				checkItems(t, card, r, old)
				d.reader.Lift()
				d.next(t, idcard.StateAbsent)
			}
			if i := d.dev.Info(); i.NoFingerprint != old || i.RFLength != "90 success" || i.Dropped != 0 || i.Stale != 0 {
				t.Errorf("%+v", i)
			}
		})
	}
}

func checkItems(t *testing.T, card sim.Card, r *idcard.Record, old bool) {
	t.Helper()
	want := slices.DeleteFunc(slices.Clone(card.Appended), func(a string) bool { return a == "" })
	if r.Addresses == nil || !slices.Equal(r.Addresses, want) {
		t.Errorf("%s: appended %q, want %q", card.Label, r.Addresses, want)
	}
	fingers, err := r.Templates()
	if err != nil || !old && len(fingers) != card.Fingerprint/512 || old && r.Fingerprint != nil {
		t.Errorf("%s: %v, %v", card.Label, fingers, err)
	}
	for _, f := range fingers {
		if f.Enrolment != idcard.EnrolNone {
			t.Errorf("%s: %s", card.Label, f.Enrolment)
		}
	}
}

// The number of the chip before the card is read, after it, and without one.
func TestManagementNumberOnTheLine(t *testing.T) {
	t.Parallel()
	d := newDesk(t, quick)
	card := sim.Tray()[1]
	copy(card.Management[:], "\x00\x00\x00\x00\x01\x02\x03\x04\x05\x06\x07\x08ABCDEFGHIJKLMNOP")
	_, err := d.dev.Management(t.Context())
	if drivers.KindOf(err) != drivers.UserError {
		t.Errorf("without a card: %v", err)
	}
	d.reader.Lay(card)
	want := idcard.Management{IIN: "00000000", Serial: "0102030405060708", Number: "4142434445464748494A4B4C4D4E4F50"}
	for _, when := range []string{"found", "still there"} {
		if got, err := d.dev.Management(t.Context()); got != want || err != nil {
			t.Errorf("%s: %s, %v", when, got, err)
		}
	}
	d.watch(t)
	d.next(t, idcard.StateLift)
	d.reader.Lift()
	d.next(t, idcard.StateAbsent)
	d.reader.Lay(card)
	d.next(t, idcard.StateReading, idcard.StatePresent)
}

// A module at an unknown speed is found, set to another and found there.
func TestSpeedIsFoundAndChanged(t *testing.T) {
	t.Parallel()
	link := filepath.Join(t.TempDir(), "reader")
	port, err := sim.OpenPort(link, 57600)
	if err != nil {
		t.Fatal(err)
	}
	defer port.Close()
	reader := sim.NewReader(port, quick)
	defer reader.Close()
	open := func(baud int) (line.Conn, error) { return line.Open(line.Config{Port: link, Baud: baud}) }
	for _, step := range []struct{ at, to int }{{57600, 115200}, {115200, 38400}, {38400, 115200}} {
		if got, err := idcard.ScanBaud(t.Context(), open); got != step.at || err != nil {
			t.Fatalf("found %d, %v; want %d", got, err, step.at)
		}
		change(t, open, step.at, step.to)
	}
}

func change(t *testing.T, open func(int) (line.Conn, error), from, to int) {
	t.Helper()
	c, err := open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	d, err := idcard.New(c, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetBaud(t.Context(), to); err != nil {
		t.Errorf("from %d to %d: %v", from, to, err)
	}
}

func TestLineThatCannotBeScanned(t *testing.T) {
	t.Parallel()
	link := filepath.Join(t.TempDir(), "nothing")
	_, err := idcard.ScanBaud(t.Context(), func(baud int) (line.Conn, error) {
		return line.Open(line.Config{Port: link, Baud: baud})
	})
	if drivers.KindOf(err) != drivers.NoDevice || !strings.Contains(err.Error(), "idcard: scan speed") {
		t.Errorf("%v", err)
	}
}

// A reset on the line: the module answers, and a card that was not read is
// read afterwards.
func TestResetOnTheLine(t *testing.T) {
	t.Parallel()
	d := newDeskWith(t, quick, everything)
	d.reader.Lay(sim.Tray()[2])
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := d.dev.Reset(ctx); err != nil {
		t.Fatal(err)
	}
	d.watch(t)
	checkCard(t, sim.Tray()[2], d.next(t, idcard.StateReading, idcard.StatePresent).Record)
}
