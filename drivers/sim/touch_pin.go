package sim

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/physic"
)

// Level is a level that the host put out on a pin, and when.
type Level struct {
	High bool
	At   time.Time
}

// TouchPin is the wire between the host and one pin of a touch controller. It
// keeps what the host put out, and tells the host of the edges that it armed.
type TouchPin struct {
	name    string
	onLevel func(gpio.Level) // the chip's side of what the host puts out
	edges   chan struct{}

	mu      sync.Mutex
	level   gpio.Level
	armed   gpio.Edge
	noEdges bool
	history []Level
}

func newTouchPin(name string, level gpio.Level, onLevel func(gpio.Level)) *TouchPin {
	return &TouchPin{name: name, level: level, onLevel: onLevel, edges: make(chan struct{}, 16)}
}

// SetNoEdges makes a pin of a chip without interrupts: In with an edge fails.
func (p *TouchPin) SetNoEdges(none bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.noEdges = none
}

// History is what the host put out.
func (p *TouchPin) History() []Level {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Level(nil), p.history...)
}

// drive is the controller setting the level.
func (p *TouchPin) drive(l gpio.Level) {
	p.mu.Lock()
	defer p.mu.Unlock()
	was := p.level
	p.level = l
	wanted := p.armed == gpio.BothEdges || p.armed == gpio.RisingEdge && l == gpio.High || p.armed == gpio.FallingEdge && l == gpio.Low
	if was == l || !wanted {
		return
	}
	select {
	case p.edges <- struct{}{}:
	default: // the kernel keeps no more than 16
	}
}

// In implements gpio.PinIn.
func (p *TouchPin) In(_ gpio.Pull, edge gpio.Edge) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.noEdges && edge != gpio.NoEdge {
		return errors.New("sim: pin has no interrupts")
	}
	p.armed = edge
	return nil
}

// Read implements gpio.PinIn.
func (p *TouchPin) Read() gpio.Level {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.level
}

// WaitForEdge implements gpio.PinIn.
func (p *TouchPin) WaitForEdge(timeout time.Duration) bool {
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case <-p.edges:
		return true
	case <-timer.C:
		return false
	}
}

// Out implements gpio.PinOut.
func (p *TouchPin) Out(l gpio.Level) error {
	p.mu.Lock()
	p.level, p.armed = l, gpio.NoEdge
	p.history = append(p.history, Level{bool(l), time.Now()})
	p.mu.Unlock()
	if p.onLevel != nil {
		p.onLevel(l)
	}
	return nil
}

// String implements conn.Resource.
func (p *TouchPin) String() string { return p.name }

// Halt implements conn.Resource.
func (p *TouchPin) Halt() error { return nil }

// Name implements pin.Pin.
func (p *TouchPin) Name() string { return p.name }

// Number implements pin.Pin.
func (p *TouchPin) Number() int { return -1 }

// Function implements pin.Pin.
func (p *TouchPin) Function() string { return "" }

// Pull implements gpio.PinIn.
func (p *TouchPin) Pull() gpio.Pull { return gpio.PullNoChange }

// DefaultPull implements gpio.PinIn.
func (p *TouchPin) DefaultPull() gpio.Pull { return gpio.PullNoChange }

// PWM implements gpio.PinOut.
func (p *TouchPin) PWM(gpio.Duty, physic.Frequency) error {
	return fmt.Errorf("sim: pin %s: no PWM", p.name)
}

var _ gpio.PinIO = (*TouchPin)(nil)
