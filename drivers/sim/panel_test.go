package sim

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"periph.io/x/conn/v3/gpio"
)

func TestContactsFollowTheirForm(t *testing.T) {
	c := NewCabinet()
	for _, tt := range []struct {
		contact      *PanelContact
		pull         gpio.Pull
		rest, acting gpio.Level
	}{
		{c.Door, gpio.PullUp, gpio.Low, gpio.High},
		{c.Tamper, gpio.PullUp, gpio.Low, gpio.High},
		{c.Service, gpio.PullUp, gpio.High, gpio.Low},
		{c.Call, gpio.PullUp, gpio.High, gpio.Low},
		{c.Presence, gpio.PullDown, gpio.Low, gpio.High},
	} {
		p := tt.contact.Pin
		if err := p.In(tt.pull, gpio.BothEdges); err != nil {
			t.Fatal(err)
		}
		if got := p.Read(); got != tt.rest {
			t.Errorf("%s at rest: %v", p, got)
		}
		tt.contact.Act()
		if got := p.Read(); got != tt.acting {
			t.Errorf("%s acting: %v", p, got)
		}
		if !p.WaitForEdge(time.Second) {
			t.Errorf("%s: no edge", p)
		}
		tt.contact.Rest()
		if got := p.Read(); got != tt.rest {
			t.Errorf("%s back at rest: %v", p, got)
		}
	}
	if v := c.Violations(); v != nil {
		t.Errorf("%v", v)
	}
}

func TestCutWireIsAnOpenContact(t *testing.T) {
	c := NewCabinet()
	c.Door.Pin.In(gpio.PullUp, gpio.BothEdges)
	c.Door.Cut(true)
	if c.Door.Pin.Read() != gpio.High {
		t.Error("a cut wire reads as a shut door")
	}
	c.Door.Cut(false)
	if c.Door.Pin.Read() != gpio.Low {
		t.Error("a mended wire reads as an open door")
	}
}

func TestBouncingContactGivesManyEdges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := NewCabinet()
		p.Call.Pin.In(gpio.PullUp, gpio.BothEdges)
		p.Call.Bounces(3, time.Millisecond)
		began := time.Now()
		p.Call.Act()
		if d := time.Since(began); d != 6*time.Millisecond {
			t.Errorf("it bounced for %v", d)
		}
		edges := 0
		for p.Call.Pin.WaitForEdge(time.Second) {
			edges++
		}
		if edges != 7 {
			t.Errorf("%d edges", edges)
		}
	})
}

func TestStuckContactStays(t *testing.T) {
	c := NewCabinet()
	c.Call.Pin.In(gpio.PullUp, gpio.NoEdge)
	c.Call.Act()
	c.Call.Stick(true)
	c.Call.Rest()
	if c.Call.Pin.Read() != gpio.Low {
		t.Error("the stuck button came up")
	}
}

func TestPinFaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := NewCabinet()
		p := c.Tamper.Pin
		p.In(gpio.PullUp, gpio.BothEdges)

		p.SetFaults(PinFaults{LostEdges: true})
		c.Tamper.Act()
		if p.WaitForEdge(time.Second) || p.Read() != gpio.High {
			t.Error("lost edges: an edge came, or the level did not")
		}
		p.SetFaults(PinFaults{Gone: true})
		if p.In(gpio.PullUp, gpio.NoEdge) == nil || p.Out(gpio.High) == nil || p.Read() != gpio.Low {
			t.Error("gone: something works")
		}
		p.SetFaults(PinFaults{NoEdges: true})
		if p.In(gpio.PullUp, gpio.BothEdges) == nil || p.In(gpio.PullUp, gpio.NoEdge) != nil {
			t.Error("no edges: edges are given, or nothing is")
		}
		p.SetFaults(PinFaults{Chatter: true})
		if first := p.Read(); p.Read() == first {
			t.Error("chatter: the level rests")
		}
	})
}

// What works out differently from one GPIO driver to the next is counted.
func TestViolationsAreCounted(t *testing.T) {
	p := NewPanelPin("LAMP", 11, gpio.Low)
	p.Out(gpio.High)
	p.Function()
	p.In(gpio.PullUp, gpio.BothEdges)
	p.WaitForEdge(-1)
	want := []string{"LAMP: Read of an output", "LAMP: WaitForEdge(-1)"}
	if got := p.Violations(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if h := p.History(); len(h) != 1 || h[0].Level != gpio.High {
		t.Errorf("%v", h)
	}
}
