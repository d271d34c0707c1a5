package panel_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
	"periph.io/x/conn/v3/gpio"

	"govkiosk/drivers"
	"govkiosk/drivers/panel"
	"govkiosk/drivers/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// contacts wires the whole cabinet as it is fitted.
func contacts(c *sim.Cabinet) map[panel.Sensor]panel.Contact {
	return map[panel.Sensor]panel.Contact{
		panel.Door:     {Pin: c.Door.Pin},
		panel.Tamper:   {Pin: c.Tamper.Pin},
		panel.Service:  {Pin: c.Service.Pin},
		panel.Call:     {Pin: c.Call.Pin},
		panel.Presence: {Pin: c.Presence.Pin, Active: panel.ActiveHigh},
	}
}

func lamp(t *testing.T, p gpio.PinOut) panel.Lamp {
	t.Helper()
	l, err := panel.PinLamp(p, panel.ActiveHigh)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// bench is a panel that runs in a bubble, and what it reported.
type bench struct {
	*panel.Dev
	cabinet *sim.Cabinet
	stop    context.CancelFunc
	ended   chan struct{}
	err     error // Run's, once it has ended

	mu     sync.Mutex
	events []panel.Event
}

// start runs a panel on the cabinet and waits until every contact was read.
// The test ends when nothing forbidden was done to a pin.
func start(t *testing.T, c *sim.Cabinet, o panel.Opts) *bench {
	t.Helper()
	o.Contacts = contacts(c)
	o.Lights = map[panel.Slot]panel.Lamp{panel.Reader: lamp(t, c.Reader), panel.Mouth: lamp(t, c.Mouth)}
	d, err := panel.New(&o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	b := &bench{Dev: d, cabinet: c, stop: stop, ended: make(chan struct{})}
	go func() {
		defer close(b.ended)
		b.err = d.Run(ctx, b.note)
	}()
	t.Cleanup(func() {
		stop()
		<-b.ended
		if v := c.Violations(); v != nil {
			t.Errorf("done to the pins: %q", v)
		}
	})
	time.Sleep(100 * time.Millisecond)
	return b
}

func (b *bench) note(e panel.Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.events = append(b.events, e)
}

// all is everything that was reported and not asked for yet.
func (b *bench) all() []panel.Event {
	synctest.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.events)
}

// said is what was reported of a sensor since the last call, faults marked !.
func (b *bench) said(s panel.Sensor) []string {
	synctest.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	var words []string
	b.events = slices.DeleteFunc(b.events, func(e panel.Event) bool {
		if e.Sensor != s {
			return false
		}
		word := e.Reading.String()
		if e.Err != nil {
			word += "!"
		}
		words = append(words, word)
		return true
	})
	return words
}

// wants compares what was said of a sensor, and what State says of it.
func (b *bench) wants(t *testing.T, s panel.Sensor, want ...string) {
	t.Helper()
	got := b.said(s)
	if !slices.Equal(got, want) {
		t.Errorf("%s: reported %q, want %q", s, got, want)
	}
	if len(want) == 0 {
		return
	}
	state := b.State()
	word := state.Readings[s].String()
	if state.Faults[string(s)] != nil {
		word += "!"
	}
	if last := want[len(want)-1]; word != last {
		t.Errorf("%s: state %q, want %q", s, word, last)
	}
}

func TestEveryContactIsReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		b := start(t, c, panel.Opts{})
		for _, tt := range []struct {
			sensor       panel.Sensor
			contact      *sim.PanelContact
			rest, acting string
		}{
			{panel.Door, c.Door, "closed", "open"},
			{panel.Tamper, c.Tamper, "intact", "tampered"},
			{panel.Service, c.Service, "run", "maintenance"},
			{panel.Call, c.Call, "released", "pressed"},
			{panel.Presence, c.Presence, "notPresent", "present"},
		} {
			b.wants(t, tt.sensor, tt.rest)
			tt.contact.Bounces(6, time.Millisecond)
			tt.contact.Act()
			time.Sleep(100 * time.Millisecond)
			b.wants(t, tt.sensor, tt.acting)
			tt.contact.Rest()
			time.Sleep(100 * time.Millisecond)
			b.wants(t, tt.sensor, tt.rest)
		}
	})
}

// A contact that is touched for less than the stable time says nothing.
func TestGlitchesAreNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		b := start(t, c, panel.Opts{})
		b.wants(t, panel.Door, "closed")
		for range 20 {
			c.Door.Act()
			time.Sleep(20 * time.Millisecond)
			c.Door.Rest()
			time.Sleep(time.Second)
		}
		b.wants(t, panel.Door)
	})
}

func TestLostEdgesCostASecondAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		b := start(t, c, panel.Opts{})
		b.wants(t, panel.Door, "closed")
		c.Door.Pin.SetFaults(sim.PinFaults{LostEdges: true})
		c.Door.Act()
		time.Sleep(1100 * time.Millisecond)
		b.wants(t, panel.Door, "open")
	})
}

// Chips of industrial boards often have no interrupts at all: a short press
// must be seen all the same.
func TestPinsWithoutEdgesArePolled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		c.Call.Pin.SetFaults(sim.PinFaults{NoEdges: true})
		b := start(t, c, panel.Opts{})
		b.wants(t, panel.Call, "released")
		c.Call.Act()
		time.Sleep(100 * time.Millisecond)
		c.Call.Rest()
		time.Sleep(100 * time.Millisecond)
		b.wants(t, panel.Call, "pressed", "released")
	})
}

// Whatever breaks, door and tamper switch say the worse, and the key says
// nothing that would open anything.
func TestFaultsFailSafe(t *testing.T) {
	for name, faults := range map[string]sim.PinFaults{
		"gone":    {Gone: true},
		"chatter": {Chatter: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := sim.NewCabinet()
				c.Service.Act()
				b := start(t, c, panel.Opts{})
				for _, tt := range []struct {
					sensor            panel.Sensor
					pin               *sim.PanelPin
					before, now, back string
				}{
					{panel.Door, c.Door.Pin, "closed", "open!", "closed"},
					{panel.Tamper, c.Tamper.Pin, "intact", "tampered!", "intact"},
					{panel.Service, c.Service.Pin, "maintenance", "unknown!", "maintenance"},
					{panel.Presence, c.Presence.Pin, "notPresent", "unknown!", "notPresent"},
				} {
					b.wants(t, tt.sensor, tt.before)
					tt.pin.SetFaults(faults)
					time.Sleep(2100 * time.Millisecond)
					b.wants(t, tt.sensor, tt.now)
					tt.pin.SetFaults(sim.PinFaults{})
					time.Sleep(2100 * time.Millisecond)
					b.wants(t, tt.sensor, tt.back)
				}
			})
		})
	}
}

func TestFaultAtTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		c.Door.Pin.SetFaults(sim.PinFaults{Gone: true})
		b := start(t, c, panel.Opts{})
		b.wants(t, panel.Door, "open!")
		err := b.State().Faults["door"]
		if drivers.KindOf(err) != drivers.HardwareError || !strings.Contains(err.Error(), "DOOR") {
			t.Errorf("the technician reads %v", err)
		}
	})
}

func TestCutWireOpensTheDoor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		b := start(t, c, panel.Opts{})
		b.wants(t, panel.Tamper, "intact")
		c.Tamper.Cut(true)
		time.Sleep(100 * time.Millisecond)
		b.wants(t, panel.Tamper, "tampered")
	})
}

// A button that is down for good calls nobody, neither after the first call
// nor at the start.
func TestStuckCallButton(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		b := start(t, c, panel.Opts{})
		c.Call.Act()
		time.Sleep(29 * time.Second)
		b.wants(t, panel.Call, "released", "pressed")
		time.Sleep(3 * time.Second)
		b.wants(t, panel.Call, "unknown!")
		c.Call.Rest()
		time.Sleep(time.Second)
		b.wants(t, panel.Call, "released")
	})
}

func TestCallButtonThatWasDownBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		c.Call.Act()
		b := start(t, c, panel.Opts{})
		b.wants(t, panel.Call, "unknown!")
		c.Call.Rest()
		time.Sleep(time.Second)
		c.Call.Act()
		time.Sleep(time.Second)
		b.wants(t, panel.Call, "released", "pressed")
	})
}

// A button that comes back pressed after its pin was lost was pressed by
// nobody that anybody saw.
func TestCallButtonAfterALostPin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		b := start(t, c, panel.Opts{})
		c.Call.Pin.SetFaults(sim.PinFaults{Gone: true})
		time.Sleep(2 * time.Second)
		b.wants(t, panel.Call, "released", "unknown!")
		c.Call.Act()
		c.Call.Pin.SetFaults(sim.PinFaults{})
		time.Sleep(5 * time.Second)
		b.wants(t, panel.Call, "unknown!")
		c.Call.Rest()
		time.Sleep(time.Second)
		b.wants(t, panel.Call, "released")
	})
}

// yesteryear is a clock that was set wrong.
type yesteryear struct{}

func (yesteryear) Now() time.Time                         { return time.Now().AddDate(-1, 0, 0) }
func (yesteryear) After(d time.Duration) <-chan time.Time { return time.After(d) }

func TestEventsBearTheTimeOfTheGivenClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		want := yesteryear{}.Now().Year()
		b := start(t, sim.NewCabinet(), panel.Opts{Clock: yesteryear{}})
		events := b.all()
		for _, e := range events {
			if e.At.Year() != want {
				t.Errorf("%s at %v", e.Sensor, e.At)
			}
		}
		if len(events) != 5 {
			t.Errorf("%d events of 5 contacts", len(events))
		}
	})
}

func TestRunEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		b := start(t, c, panel.Opts{})
		if err := b.Run(t.Context(), b.note); drivers.KindOf(err) != drivers.BadRequest {
			t.Errorf("a second Run: %v", err)
		}
		b.SetLight(panel.Reader, panel.On)
		synctest.Wait()
		began := time.Now()
		b.stop()
		<-b.ended
		if drivers.KindOf(b.err) != drivers.Cancelled {
			t.Errorf("%v", b.err)
		}
		if d := time.Since(began); d > time.Second {
			t.Errorf("it took %v", d)
		}
		if lit(c.Reader) {
			t.Error("the light stayed on")
		}
		if r := b.State().Readings[panel.Door]; r != panel.Unknown {
			t.Errorf("nobody watches, and the door is %s", r)
		}
	})
}

func TestNewTellsEverythingThatIsWrong(t *testing.T) {
	_, err := panel.New(&panel.Opts{
		Stable: time.Hour, StuckAfter: time.Millisecond, Poll: time.Minute,
		Contacts: map[panel.Sensor]panel.Contact{
			"window":      {},
			panel.Door:    {},
			panel.Tamper:  {Pin: gpio.INVALID, Active: "up"},
			panel.Service: {Pin: gpio.INVALID, Normal: "shut"},
		},
		Lights: map[panel.Slot]panel.Lamp{"moon": nil, panel.Reader: nil},
	})
	if drivers.KindOf(err) != drivers.BadRequest {
		t.Fatalf("%v", err)
	}
	for _, want := range []string{
		"stable: 1h", "poll: 1m", "stuck after: 1ms", `"window"`, "contact door: no pin",
		`active "up"`, `normal "shut"`, `"moon"`, "light reader: no lamp",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %s", err, want)
		}
	}
	if d, err := panel.New(nil); err != nil || d.String() != "panel{0 contacts, 0 lights}" {
		t.Errorf("%v, %v", d, err)
	}
}
