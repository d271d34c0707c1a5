package sim

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/physic"
	"periph.io/x/conn/v3/pin"
)

// pinEdges is how many edges the kernel keeps for one line (io §12).
const pinEdges = 16

// errNoLine is what a line request of a chip that is gone ends with.
var errNoLine = errors.New("sim: line_request ioctl: no such device")

// PinChange is what an output was set to, and when.
type PinChange struct {
	Level gpio.Level
	At    time.Time
}

// PanelPin is a pin of the cabinet's board, as gpioioctl shows one (io §12):
// Read cannot fail and answers Low when it should; Read on an output makes it
// an input; a wait of -1 ends at once, and one of 0 never. Whatever a program
// does that works out differently elsewhere is counted.
//
// On its far side hangs a wire: see Shorted.
type PanelPin struct {
	name   string
	number int
	edges  chan struct{}

	mu         sync.Mutex
	output     bool
	history    []PinChange
	pull       gpio.Pull
	armed      bool       // edges are wanted
	shorted    bool       // current flows through the contact
	to         gpio.Level // what the contact connects the pin with
	was        gpio.Level // the level at the last edge
	faults     PinFaults
	flip       bool // the next reading of a chattering contact
	violations []string
}

// PinFaults is what can be wrong with a pin.
type PinFaults struct {
	Gone      bool // the chip is gone: In and Out fail, Read answers Low
	NoEdges   bool // the chip has no interrupts: In with an edge fails
	LostEdges bool // interrupts do not arrive
	Chatter   bool // the contact never comes to rest
}

// NewPanelPin returns a pin with nothing on it; a contact there connects it
// with the level to.
func NewPanelPin(name string, number int, to gpio.Level) *PanelPin {
	return &PanelPin{name: name, number: number, to: to, edges: make(chan struct{}, pinEdges)}
}

// Shorted closes or opens the contact on the wire. An open one leaves the
// level to the pull of the pin.
func (p *PanelPin) Shorted(closed bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shorted = closed
	p.edge()
}

// SetFaults breaks the pin or mends it.
func (p *PanelPin) SetFaults(f PinFaults) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = f
	p.edge()
}

// History is every level that was put out.
func (p *PanelPin) History() []PinChange {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]PinChange(nil), p.history...)
}

// Violations is what was done to the pin that drivers must not do.
func (p *PanelPin) Violations() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.violations...)
}

// wire is the level on the pin. The caller holds mu.
func (p *PanelPin) wire() gpio.Level {
	switch {
	case p.shorted:
		return p.to
	case p.pull == gpio.PullUp:
		return gpio.High
	}
	return gpio.Low // pulled down, or floating
}

// edge queues an edge where the level has changed. The caller holds mu.
func (p *PanelPin) edge() {
	l := p.wire()
	if l == p.was && !p.faults.Chatter {
		return
	}
	p.was = l
	if !p.armed || p.faults.LostEdges || p.faults.Gone {
		return
	}
	select {
	case p.edges <- struct{}{}:
	default: // the kernel drops the oldest; they are all alike
	}
}

// In implements gpio.PinIn.
func (p *PanelPin) In(pull gpio.Pull, edge gpio.Edge) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.faults.Gone:
		return errNoLine
	case p.faults.NoEdges && edge != gpio.NoEdge:
		return errors.New("sim: line_request ioctl: no such device or address")
	}
	if p.output {
		p.violate("In on an output")
	}
	p.output, p.pull, p.armed = false, pull, edge != gpio.NoEdge
	p.was = p.wire()
	return nil
}

// Read implements gpio.PinIn.
func (p *PanelPin) Read() gpio.Level {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.output {
		p.violate("Read of an output")
		p.output, p.pull = false, gpio.PullUp
	}
	if p.faults.Gone {
		return gpio.Low
	}
	if p.faults.Chatter {
		p.flip = !p.flip
		return gpio.Level(p.flip)
	}
	return p.wire()
}

// WaitForEdge implements gpio.PinIn.
func (p *PanelPin) WaitForEdge(timeout time.Duration) bool {
	if result, ended := p.endsAtOnce(timeout); ended {
		return result
	}
	var end <-chan time.Time
	if timeout > 0 {
		end = time.After(timeout)
	}
	select {
	case <-p.edges:
		return true
	case <-end:
		return false
	}
}

// endsAtOnce tells of a wait that does not wait, and how it ends.
func (p *PanelPin) endsAtOnce(timeout time.Duration) (result, ended bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if timeout <= 0 {
		p.violate(fmt.Sprintf("WaitForEdge(%d)", timeout))
	}
	if !p.armed || p.output {
		p.violate("WaitForEdge without edges")
		return false, true
	}
	storm := p.faults.Chatter && !p.faults.LostEdges
	return storm && !p.faults.Gone, storm || p.faults.Gone || timeout < 0
}

// Out implements gpio.PinOut.
func (p *PanelPin) Out(l gpio.Level) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.faults.Gone {
		return errNoLine
	}
	p.output = true
	p.history = append(p.history, PinChange{l, time.Now()})
	return nil
}

func (p *PanelPin) violate(what string) { p.violations = append(p.violations, p.name+": "+what) }

// String implements fmt.Stringer. It reads nothing.
func (p *PanelPin) String() string { return fmt.Sprintf("%s(%d)", p.name, p.number) }

// Halt implements conn.Resource. Like gpioioctl's it does not stop a wait
// that begins later, and so is worth nothing.
func (p *PanelPin) Halt() error { return nil }

// Name implements pin.Pin.
func (p *PanelPin) Name() string { return p.name }

// Number implements pin.Pin.
func (p *PanelPin) Number() int { return p.number }

// Function implements pin.Pin. It reads the pin, outputs too.
func (p *PanelPin) Function() string {
	p.Read()
	return string(gpio.IN)
}

// Pull implements gpio.PinIn.
func (p *PanelPin) Pull() gpio.Pull {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.pull
}

// DefaultPull implements gpio.PinIn.
func (p *PanelPin) DefaultPull() gpio.Pull { return gpio.PullNoChange }

// PWM implements gpio.PinOut.
func (p *PanelPin) PWM(gpio.Duty, physic.Frequency) error {
	return errors.New("sim: PWM() not implemented")
}

var (
	_ gpio.PinIO = (*PanelPin)(nil)
	_ pin.Pin    = (*PanelPin)(nil)
)
