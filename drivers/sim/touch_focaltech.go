package sim

import (
	"sync"
	"time"

	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/i2c"
	"periph.io/x/conn/v3/physic"
)

// FocalTechOpts sets a chip up. The zero value is an FT6236.
type FocalTechOpts struct {
	Chip   byte // register A3; 0x36
	Points int  // that it reports; 2
	Fault  BusFault
}

// ftStart is how long the chip takes after a reset (touch §3).
const ftStart = 300 * time.Millisecond

// FocalTech is an FT6236 or one of its kin as its bus shows it.
type FocalTech struct {
	opts     FocalTechOpts
	irq, rst *TouchPin

	mu     sync.Mutex
	at     byte
	points []TouchPoint
	lifted []TouchPoint // told once, with the up event
	fault  BusFault
	low    time.Time // since when RST is low; zero: it is high
	ready  time.Time
}

// NewFocalTech powers a chip up.
func NewFocalTech(o FocalTechOpts) *FocalTech {
	orDefault(&o.Chip, 0x36)
	orDefault(&o.Points, 2)
	f := &FocalTech{opts: o, fault: o.Fault}
	f.irq = newTouchPin("INT", gpio.High, nil)
	f.rst = newTouchPin("RST", gpio.High, f.reset)
	return f
}

// INT is the chip's interrupt pin: a falling edge for every report.
func (f *FocalTech) INT() *TouchPin { return f.irq }

// RST is the chip's reset pin.
func (f *FocalTech) RST() *TouchPin { return f.rst }

// Touch sets which fingers are on the glass; none lifts them all.
func (f *FocalTech) Touch(points ...TouchPoint) {
	f.change(func() {
		f.lifted = nil
		for _, p := range f.points {
			if !hasPoint(points, p.ID) && f.fault != BusNoLift {
				f.lifted = append(f.lifted, p)
			}
		}
		f.points = points
	})
}

func hasPoint(points []TouchPoint, id int) bool {
	for _, p := range points {
		if p.ID == id {
			return true
		}
	}
	return false
}

// SetFault sets the fault; NoBusFault mends it.
func (f *FocalTech) SetFault(fault BusFault) { f.change(func() { f.fault = fault }) }

func (f *FocalTech) change(do func()) {
	f.mu.Lock()
	do()
	quiet := f.fault == BusNoInterrupt
	f.mu.Unlock()
	if !quiet {
		f.irq.drive(gpio.Low)
		f.irq.drive(gpio.High)
	}
}

// reset is what the level on RST does: too short a pulse does nothing.
func (f *FocalTech) reset(l gpio.Level) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if l == gpio.Low {
		f.low = time.Now()
		return
	}
	if !f.low.IsZero() && time.Since(f.low) >= 5*time.Millisecond {
		f.ready = time.Now().Add(ftStart)
		if f.fault == BusAllFF {
			f.fault = NoBusFault // awake again
		}
	}
	f.low = time.Time{}
}

// Tx implements i2c.Bus.
func (f *FocalTech) Tx(addr uint16, w, r []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case addr != 0x38 || f.fault == BusNACK || !f.low.IsZero() || time.Now().Before(f.ready):
		return errNACK
	case f.fault == BusAllFF:
		allFF(r)
		return nil
	}
	if len(w) > 0 {
		f.at = w[0]
	}
	for i := range r {
		r[i] = f.register(int(f.at) + i)
	}
	if f.at == 0 && len(r) > 0 {
		f.lifted = nil
	}
	return nil
}

// register is what stands in a register now.
func (f *FocalTech) register(n int) byte {
	switch n {
	case 0xA3:
		return f.opts.Chip
	case 0xA6:
		return 0x01
	case 0xA8:
		return 0x11
	case 0x02:
		if f.fault == BusTooMany {
			return 0x0F
		}
		return byte(len(f.points))
	}
	slot := (n - 3) / 6
	if n < 3 || slot >= f.opts.Points {
		return 0
	}
	return f.record(slot)[(n-3)%6]
}

// record is one of the records: fingers first, then those that were lifted,
// and empty ones.
func (f *FocalTech) record(slot int) [6]byte {
	event := byte(2 << 6)
	all := append(append([]TouchPoint(nil), f.points...), f.lifted...)
	switch {
	case slot >= len(all):
		return [6]byte{0xC0, 0xFF, 0xFF, 0xFF}
	case slot >= len(f.points):
		event = 1 << 6
	}
	p := all[slot]
	return [6]byte{
		event | byte(p.X>>8), byte(p.X), byte(p.ID)<<4 | byte(p.Y>>8), byte(p.Y), 0, byte(p.Size) << 4,
	}
}

// String implements i2c.Bus.
func (f *FocalTech) String() string { return "sim-i2c" }

// SetSpeed implements i2c.Bus.
func (f *FocalTech) SetSpeed(physic.Frequency) error { return nil }

// Close implements i2c.BusCloser.
func (f *FocalTech) Close() error { return nil }

var _ i2c.BusCloser = (*FocalTech)(nil)
