package idcard_test

import (
	"context"
	"flag"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"govkiosk/drivers"
	"govkiosk/drivers/idcard"
	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
)

// TestMain lets all simulated readers run side by side: a test of one waits
// for the line and needs no processor.
func TestMain(m *testing.M) {
	flag.Set("test.parallel", "32")
	goleak.VerifyTestMain(m)
}

// desk is a simulated reader on the far end of a pty, with the driver watching
// on this one.
type desk struct {
	reader *sim.Reader
	port   *sim.Port
	dev    *idcard.Dev
	events chan idcard.Event
	ended  chan error
}

func newDesk(t *testing.T, o sim.ReaderOpts) *desk { return newDeskWith(t, o, nil) }

func newDeskWith(t *testing.T, o sim.ReaderOpts, opts *idcard.Opts) *desk {
	t.Helper()
	link := filepath.Join(t.TempDir(), "reader")
	port, err := sim.OpenPort(link, 115200)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { port.Close() })
	d := &desk{reader: sim.NewReader(port, o), port: port, events: make(chan idcard.Event, 64), ended: make(chan error, 1)}
	t.Cleanup(d.reader.Close)
	conn, err := line.Open(line.Config{Port: link, Baud: 115200})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if d.dev, err = idcard.New(conn, opts); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) watch(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() { d.ended <- d.dev.Watch(ctx, func(e idcard.Event) { d.events <- e }) }()
	t.Cleanup(func() { cancel(); <-d.ended })
}

// next wants the next changes to be these and returns the last.
func (d *desk) next(t *testing.T, want ...idcard.State) idcard.Event {
	t.Helper()
	var e idcard.Event
	for _, state := range want {
		select {
		case e = <-d.events:
			if e.State != state {
				t.Fatalf("saw %s (%v), want %s of %v", e.State, e.Err, state, want)
			}
		case <-time.After(15 * time.Second):
			t.Fatalf("nothing happens, want %s of %v", state, want)
		}
	}
	return e
}

// quick shortens what does not matter to most tests.
var quick = sim.ReaderOpts{ReadTime: 100 * time.Millisecond, ItemTime: 20 * time.Millisecond}

// Every card of the tray is read as it was made, or told to be none.
func TestTrayIsReadRight(t *testing.T) {
	t.Parallel()
	d := newDesk(t, quick)
	d.watch(t)
	d.next(t, idcard.StateAbsent)
	for _, card := range sim.Tray() {
		d.reader.Lay(card)
		switch card.Kind {
		case sim.OtherChip:
			d.next(t, idcard.StateReading, idcard.StateForeign)
		case sim.Transport:
			continue // not seen at all
		default:
			checkCard(t, card, d.next(t, idcard.StateReading, idcard.StatePresent).Record)
		}
		d.reader.Lift()
		d.next(t, idcard.StateAbsent)
	}
	if i := d.dev.Info(); i.Dropped != 0 || i.Stale != 0 {
		t.Errorf("on a good line: %+v", i)
	}
}

func checkCard(t *testing.T, card sim.Card, r *idcard.Record) {
	t.Helper()
	if len(r.Photo) != 1024 || len(r.Flags) != 0 || idcard.ValidNumber(r.Number) != nil {
		t.Errorf("%s: photo %d, flags %v", card.Label, len(r.Photo), r.Flags)
	}
	for what, pair := range map[string][2]string{
		"kind": {string(r.Kind), string(card.Kind)}, "name": {r.Name, card.Name}, "sex": {r.SexCode, card.SexCode},
		"ethnic": {r.EthnicCode, card.Ethnic}, "birth": {r.Birth, card.Birth}, "address": {r.Address, card.Address},
		"number": {r.Number, card.Number}, "authority": {r.Authority, card.Authority},
		"from": {r.ValidFrom, card.ValidFrom}, "to": {r.ValidTo, card.ValidTo},
		"pass": {r.PassNumber, card.PassNumber}, "issues": {r.Issues, card.Issues},
		"english": {r.English, card.English}, "country": {r.Country, card.Country}, "link": {r.Link, card.Link},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %s is %q, want %q", card.Label, what, pair[0], pair[1])
		}
	}
}

func TestForeigner2017IsRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t, quick)
	d.watch(t)
	card := sim.Card{Kind: sim.Foreigner1, Name: "样安娜", English: "SAMPLE, ANNA", SexCode: "2", Birth: "19850101",
		Number: "SAU320085010115", Country: "SAU", Authority: "1500", ValidFrom: "20170616", ValidTo: "20270616", Issues: "01"}
	d.reader.Lay(card)
	r := d.next(t, idcard.StateReading, idcard.StatePresent).Record
	if r.Kind != idcard.Foreigner2017 || r.Number != card.Number || r.English != card.English || r.Name != card.Name || len(r.Flags) != 0 {
		t.Errorf("got %s %q %q, flags %v", r.Number, r.English, r.Name, r.Flags)
	}
}

func TestPresenceBeforeAndAfterARead(t *testing.T) {
	t.Parallel()
	d := newDesk(t, quick)
	want := func(state drivers.MediaState) {
		t.Helper()
		if got, err := d.dev.Present(t.Context()); got != state || err != nil {
			t.Errorf("%s, %v; want %s", got, err, state)
		}
	}
	want(drivers.MediaNotPresent)
	d.reader.Lay(sim.Tray()[0])
	want(drivers.MediaPresent)
	if err := d.dev.Status(t.Context()); err != nil {
		t.Error(err)
	}
	if id, err := d.dev.SAMID(t.Context()); id != "05.03-20150101-0000123456-4000000001" || err != nil {
		t.Errorf("%s, %v", id, err)
	}
}

// What each fault of the reader and its user looks like, and that it passes.
func TestFaults(t *testing.T) {
	t.Parallel()
	reading, absent, lift, present, fault := idcard.StateReading, idcard.StateAbsent, idcard.StateLift, idcard.StatePresent, idcard.StateFault
	card := sim.Tray()[1]
	for name, c := range map[sim.ReaderFault]struct {
		sees  []idcard.State
		kind  drivers.Kind
		after []idcard.State // once the fault is mended and the card lifted
	}{
		sim.LiftedTooSoon:  {[]idcard.State{reading, lift}, drivers.UserError, nil},
		sim.LiftAndReplace: {[]idcard.State{reading, lift}, drivers.UserError, []idcard.State{absent}},
		sim.SelfTestFailed: {[]idcard.State{fault}, drivers.HardwareError, []idcard.State{absent}},
		sim.NotAuthorised:  {[]idcard.State{fault}, drivers.HardwareError, []idcard.State{absent}},
		sim.WrongChecksum:  {[]idcard.State{fault}, drivers.Protocol, []idcard.State{absent}},
		sim.HalfFrame:      {[]idcard.State{fault}, drivers.Protocol, []idcard.State{absent}},
		sim.ReaderSilent:   {[]idcard.State{fault}, drivers.Timeout, []idcard.State{absent}},
		sim.NoiseBefore:    {[]idcard.State{reading, present}, "", []idcard.State{absent}},
		sim.StaleReply:     {[]idcard.State{reading, present}, "", []idcard.State{absent}},
		sim.ReaderSlow:     {[]idcard.State{reading, present}, "", []idcard.State{absent}},
	} {
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, quick)
			d.watch(t)
			d.next(t, absent)
			d.reader.SetFault(name)
			if name != sim.LiftAndReplace {
				d.reader.Lay(card)
			} else { // a card laid down anew is a good one
				d.reader.SetFault(sim.NoReaderFault)
				d.reader.Lay(card)
				d.reader.SetFault(name)
			}
			if e := d.next(t, c.sees...); drivers.KindOf(e.Err) != c.kind {
				t.Errorf("%v, want %q", e.Err, c.kind)
			}
			d.reader.SetFault(sim.NoReaderFault)
			d.reader.Lift()
			d.next(t, c.after...)
			d.reader.Lay(card)
			if r := d.next(t, reading, present).Record; r.Number != card.Number {
				t.Errorf("then read %s", r)
			}
		})
	}
}

// A reader that is unplugged while a card is read and comes back reads the
// card that lies on it.
func TestUnplugAndReturn(t *testing.T) {
	t.Parallel()
	port, err := sim.OpenPort(filepath.Join(t.TempDir(), "reader"), 115200)
	if err != nil {
		t.Fatal(err)
	}
	defer port.Close()
	d := &desk{reader: sim.NewReader(port, sim.ReaderOpts{}), port: port, events: make(chan idcard.Event, 64)}
	defer d.reader.Close()
	ctx, stop := context.WithCancel(t.Context())
	missing, done := make(chan struct{}, 64), make(chan struct{})
	go func() {
		defer close(done)
		line.Keep(ctx, line.Config{Port: port.Link(), Baud: 115200}, func(ctx context.Context, c line.Conn) error {
			dev, err := idcard.New(c, nil)
			if err != nil {
				return err
			}
			return dev.Watch(ctx, func(e idcard.Event) { d.events <- e })
		}, func(s drivers.DeviceState, _ error) {
			if s == drivers.DeviceMissing {
				missing <- struct{}{}
			}
		})
	}()
	defer func() { stop(); <-done }()
	card := sim.Tray()[0]
	d.next(t, idcard.StateAbsent)
	d.reader.Lay(card)
	d.next(t, idcard.StateReading)
	port.Unplug()
	<-missing
	if err := port.Plug(); err != nil {
		t.Fatal(err)
	}
	if r := d.next(t, idcard.StateReading, idcard.StatePresent).Record; r.Number != card.Number {
		t.Errorf("read %s", r)
	}
}
