package sim

import (
	"sync"
	"time"

	"periph.io/x/conn/v3/gpio"
)

// Cabinet is what a terminal's cabinet holds on pins: five contacts and four
// lamps (io §12 to §15). Door and tamper switch are normally closed, so that
// a cut wire shows; the others are normally open. The presence sensor drives
// its pin high, the other contacts connect theirs with ground. Lamps shine at
// high.
type Cabinet struct {
	Door, Tamper, Service, Call, Presence *PanelContact
	Reader, Mouth, Compartments, Card     *PanelPin
}

// NewCabinet returns a cabinet at rest.
func NewCabinet() *Cabinet {
	return &Cabinet{
		Door:         newContact("DOOR", 1, gpio.Low, true),
		Tamper:       newContact("TAMPER", 2, gpio.Low, true),
		Service:      newContact("SERVICE", 3, gpio.Low, false),
		Call:         newContact("CALL", 4, gpio.Low, false),
		Presence:     newContact("PRESENCE", 5, gpio.High, false),
		Reader:       NewPanelPin("LAMP_READER", 11, gpio.Low),
		Mouth:        NewPanelPin("LAMP_MOUTH", 12, gpio.Low),
		Compartments: NewPanelPin("LAMP_CABINET", 13, gpio.Low),
		Card:         NewPanelPin("LAMP_CARD", 14, gpio.Low),
	}
}

// Violations is what was done to any pin that drivers must not do.
func (c *Cabinet) Violations() []string {
	var all []string
	for _, p := range []*PanelContact{c.Door, c.Tamper, c.Service, c.Call, c.Presence} {
		all = append(all, p.Pin.Violations()...)
	}
	for _, p := range []*PanelPin{c.Reader, c.Mouth, c.Compartments, c.Card} {
		all = append(all, p.Violations()...)
	}
	return all
}

// PanelContact is a contact and the pin that its wire leads to.
type PanelContact struct {
	Pin            *PanelPin
	normallyClosed bool

	mu      sync.Mutex
	acting  bool // out of its normal state
	stuck   bool
	cut     bool
	bounces int
	each    time.Duration
}

func newContact(name string, number int, to gpio.Level, normallyClosed bool) *PanelContact {
	c := &PanelContact{Pin: NewPanelPin(name, number, to), normallyClosed: normallyClosed}
	c.show(false)
	return c
}

// Bounces makes the contact open and close so often, with that long in each
// position, before it comes to rest. New contacts do not bounce.
func (c *PanelContact) Bounces(times int, each time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bounces, c.each = times, each
}

// Act moves the contact out of its normal state: door open, key turned,
// button down, somebody there. It blocks while the contact bounces.
func (c *PanelContact) Act() { c.move(true) }

// Rest moves the contact back. It blocks while the contact bounces.
func (c *PanelContact) Rest() { c.move(false) }

// Stick leaves the contact where it is, whatever is done to it, or frees it.
func (c *PanelContact) Stick(stuck bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stuck = stuck
}

// Cut cuts the wire, or mends it.
func (c *PanelContact) Cut(cut bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut = cut
	c.show(c.acting)
}

// move holds mu over the bounces: a contact moves once at a time.
func (c *PanelContact) move(acting bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stuck || c.acting == acting {
		return
	}
	for range c.bounces {
		c.show(acting)
		time.Sleep(c.each)
		c.show(!acting)
		time.Sleep(c.each)
	}
	c.acting = acting
	c.show(acting)
}

func (c *PanelContact) show(acting bool) { c.Pin.Shorted(!c.cut && acting != c.normallyClosed) }
