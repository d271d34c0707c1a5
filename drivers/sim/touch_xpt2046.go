package sim

import (
	"errors"
	"sync"

	"periph.io/x/conn/v3"
	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/physic"
	"periph.io/x/conn/v3/spi"
)

// XPT2046 is a resistive controller as its SPI port and its PENIRQ show it
// (touch §4). PENIRQ is low while the pen is down, but only as long as the
// converter is powered down.
type XPT2046 struct {
	pen *TouchPin

	mu      sync.Mutex
	down    bool
	on      bool // the converter: PD0 of the last command
	x, y    int
	z1, z2  int
	spikes  []int // added to the next X readings
	samples int
}

// NewXPT2046 powers a chip up; nothing touches it.
func NewXPT2046() *XPT2046 {
	return &XPT2046{pen: newTouchPin("PENIRQ", gpio.High, nil), z1: 300, z2: 1500}
}

// PENIRQ is the chip's interrupt pin.
func (c *XPT2046) PENIRQ() *TouchPin { return c.pen }

// Down presses at x, y in counts, or moves the pen there.
func (c *XPT2046) Down(x, y int) { c.change(func() { c.down, c.x, c.y = true, x, y }) }

// Up lifts the pen.
func (c *XPT2046) Up() { c.change(func() { c.down = false }) }

// Press sets the two pressure readings. The default is a firm touch.
func (c *XPT2046) Press(z1, z2 int) { c.change(func() { c.z1, c.z2 = z1, z2 }) }

// Spike adds to the next readings of X, one each.
func (c *XPT2046) Spike(counts ...int) { c.change(func() { c.spikes = counts }) }

// Samples is how many conversions there were.
func (c *XPT2046) Samples() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.samples
}

func (c *XPT2046) change(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f()
	c.show()
}

// show puts the level on PENIRQ. The caller holds mu.
func (c *XPT2046) show() { c.pen.drive(gpio.Level(!c.down || c.on)) }

// Connect implements spi.Port. Like the kernel's driver it refuses more than
// 125 kS/s of 26 bits.
func (c *XPT2046) Connect(f physic.Frequency, mode spi.Mode, bits int) (spi.Conn, error) {
	if f > 3250*physic.KiloHertz || mode != spi.Mode0 || bits != 8 {
		return nil, errors.New("sim: xpt2046 wants 3.25 MHz at most, mode 0, 8 bits")
	}
	return &xptConn{c}, nil
}

// String implements spi.Port.
func (c *XPT2046) String() string { return "sim-spi" }

// LimitSpeed implements spi.PortCloser.
func (c *XPT2046) LimitSpeed(physic.Frequency) error { return nil }

// Close implements spi.PortCloser.
func (c *XPT2046) Close() error { return nil }

type xptConn struct{ chip *XPT2046 }

// Tx is one conversion: a command, then 16 bits of which the middle 12 are
// the value.
func (x *xptConn) Tx(w, r []byte) error {
	if len(w) != 3 || len(r) != 3 || w[0]&0x80 == 0 {
		return errors.New("sim: xpt2046 wants a command and two bytes")
	}
	c := x.chip
	c.mu.Lock()
	defer c.mu.Unlock()
	c.samples++
	v := c.convert(w[0] >> 4 & 7)
	c.on = w[0]&1 != 0
	c.show()
	r[0], r[1], r[2] = 0, byte(v>>5), byte(v<<3)
	return nil
}

// convert measures one channel: 5 X, 1 Y, 3 Z1, 4 Z2. Without a pen the
// plates float.
func (c *XPT2046) convert(channel byte) int {
	if !c.down {
		return map[byte]int{5: 4095, 1: 4095, 3: 0, 4: 4095}[channel]
	}
	switch channel {
	case 5:
		v := c.x
		if len(c.spikes) > 0 {
			v += c.spikes[0]
			c.spikes = c.spikes[1:]
		}
		return v
	case 1:
		return c.y
	case 3:
		return c.z1
	case 4:
		return c.z2
	}
	return 0
}

func (x *xptConn) String() string                 { return "sim-spi" }
func (x *xptConn) Duplex() conn.Duplex            { return conn.Full }
func (x *xptConn) TxPackets(p []spi.Packet) error { return errors.New("sim: one transfer at a time") }

var _ spi.PortCloser = (*XPT2046)(nil)
