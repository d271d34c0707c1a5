package sim

import (
	"encoding/binary"
	"fmt"
	"sync"
	"time"

	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/i2c"
	"periph.io/x/conn/v3/physic"
)

// GoodixOpts sets a chip up. The zero value is a GT911 at 0x5D with five
// points on 1080 by 1920 counts.
type GoodixOpts struct {
	Product     string        // "911"
	Addr        uint16        // latched at power-up; 0x5D
	MaxTouch    int           // 5
	Trigger     byte          // of INT: 0 rising, 1 falling
	BadChecksum bool          // of the configuration
	ReportEvery time.Duration // while touched; 10 ms
	Fault       BusFault
}

// Registers of the chip (touch §2).
const (
	gtBase    = 0x8040
	gtCommand = 0x8040
	gtConfig  = 0x8047
	gtSum     = 0x80FF
	gtID      = 0x8140
	gtStatus  = 0x814E
	gtEnd     = 0x81A8
)

// Goodix is a GT911 as its bus shows it: a memory with 16-bit addresses, and
// two pins. It has no life of its own: what is due has happened when the host
// looks.
type Goodix struct {
	opts     GoodixOpts
	irq, rst *TouchPin

	mu      sync.Mutex
	regs    [gtEnd - gtBase]byte
	at      int // where the next read begins
	addr    uint16
	asleep  bool
	points  []TouchPoint
	large   bool
	key     byte
	fault   BusFault
	changed bool      // since the last report
	next    time.Time // no report is ready before
}

// NewGoodix powers a chip up.
func NewGoodix(o GoodixOpts) *Goodix {
	orDefault(&o.Product, "911")
	orDefault(&o.Addr, 0x5D)
	orDefault(&o.MaxTouch, 5)
	orDefault(&o.ReportEvery, 10*time.Millisecond)
	g := &Goodix{opts: o, addr: o.Addr, fault: o.Fault}
	g.irq = newTouchPin("INT", gpio.Level(o.Trigger == 1), nil)
	g.rst = newTouchPin("RST", gpio.High, g.reset)
	g.powerUp()
	return g
}

// INT is the chip's interrupt pin, which also chooses its address.
func (g *Goodix) INT() *TouchPin { return g.irq }

// RST is the chip's reset pin.
func (g *Goodix) RST() *TouchPin { return g.rst }

// Asleep reports whether the host has switched the chip off.
func (g *Goodix) Asleep() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.asleep
}

// Touch sets which fingers are on the glass; none lifts them all.
func (g *Goodix) Touch(points ...TouchPoint) { g.change(func() { g.points = points }) }

// Palm makes the chip see a large area, or no longer.
func (g *Goodix) Palm(large bool) { g.change(func() { g.large = large }) }

// Key presses a touch key, 0 lets it go.
func (g *Goodix) Key(key byte) { g.change(func() { g.key = key }) }

// SetFault sets the fault; NoBusFault mends it.
func (g *Goodix) SetFault(f BusFault) { g.change(func() { g.fault = f }) }

func (g *Goodix) change(f func()) {
	g.mu.Lock()
	f()
	g.changed = true
	g.next = time.Now()
	if g.fault == BusLateReady {
		g.next = g.next.Add(8 * time.Millisecond)
	}
	quiet := g.fault == BusNoInterrupt || g.asleep
	g.mu.Unlock()
	if !quiet {
		active := gpio.Level(g.opts.Trigger != 1)
		g.irq.drive(active)
		g.irq.drive(!active)
	}
}

// reset is what the level on RST does. The chip takes its address from INT
// when it comes out of reset.
func (g *Goodix) reset(l gpio.Level) {
	level := g.irq.Read()
	g.mu.Lock()
	defer g.mu.Unlock()
	g.asleep = l == gpio.Low
	if l == gpio.Low {
		return
	}
	g.addr = 0x5D
	if level == gpio.High {
		g.addr = 0x14
	}
	g.powerUp()
}

// powerUp fills the memory. The caller holds mu, or is alone.
func (g *Goodix) powerUp() {
	clear(g.regs[:])
	c := g.regs[gtConfig-gtBase:]
	c[0] = 0x41
	binary.LittleEndian.PutUint16(c[1:], 1080)
	binary.LittleEndian.PutUint16(c[3:], 1920)
	c[5], c[6] = byte(g.opts.MaxTouch), g.opts.Trigger
	sum := byte(0)
	for _, v := range g.regs[gtConfig-gtBase : gtSum-gtBase] {
		sum += v
	}
	g.regs[gtSum-gtBase] = -sum
	if g.opts.BadChecksum {
		g.regs[gtSum-gtBase]++
	}
	copy(g.regs[gtID-gtBase:], g.opts.Product)
	binary.LittleEndian.PutUint16(g.regs[gtID-gtBase+4:], 0x1060)
}

// Tx implements i2c.Bus.
func (g *Goodix) Tx(addr uint16, w, r []byte) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case addr != g.addr || g.asleep || g.fault == BusNACK:
		return errNACK
	case g.fault == BusAllFF:
		allFF(r)
		return nil
	}
	if len(w) >= 2 {
		g.at = int(binary.BigEndian.Uint16(w)) - gtBase
		g.store(w[2:])
	}
	return g.load(r)
}

// store writes what the host wrote.
func (g *Goodix) store(b []byte) {
	for _, v := range b {
		switch g.at + gtBase {
		case gtCommand:
			g.asleep = v == 0x05
		case gtStatus:
			g.clear(v)
		}
		if g.at >= 0 && g.at < len(g.regs) {
			g.regs[g.at] = v
		}
		g.at++
	}
}

// clear is the host taking the report away. The next is due in a while if
// anything is still touched.
func (g *Goodix) clear(v byte) {
	if v == 0 && g.regs[gtStatus-gtBase]&0x80 != 0 {
		g.next = time.Now().Add(g.opts.ReportEvery)
		g.changed = len(g.points) > 0 || g.large || g.key != 0
	}
}

func (g *Goodix) load(r []byte) error {
	if g.at < 0 || g.at+len(r) > len(g.regs) {
		return fmt.Errorf("sim: goodix has no register %#x", g.at+gtBase)
	}
	if g.at == gtStatus-gtBase {
		g.measure()
	}
	g.at += copy(r, g.regs[g.at:])
	return nil
}

// measure puts a report into the memory when one is due.
func (g *Goodix) measure() {
	status := &g.regs[gtStatus-gtBase]
	if g.fault == BusStuckReady {
		*status |= 0x80
		return
	}
	if *status&0x80 != 0 || !g.changed || time.Now().Before(g.next) {
		return
	}
	*status = 0x80 | byte(len(g.points))
	if g.fault == BusTooMany {
		*status = 0x8F
	}
	if g.large {
		*status |= 0x40
	}
	b := g.regs[gtStatus-gtBase+1:]
	for _, p := range g.points {
		b[0] = byte(p.ID)
		binary.LittleEndian.PutUint16(b[1:], uint16(p.X))
		binary.LittleEndian.PutUint16(b[3:], uint16(p.Y))
		binary.LittleEndian.PutUint16(b[5:], uint16(p.Size))
		b = b[8:]
	}
	b[0] = g.key
	if g.key != 0 {
		*status |= 0x10
	}
}

// String implements i2c.Bus.
func (g *Goodix) String() string { return "sim-i2c" }

// SetSpeed implements i2c.Bus.
func (g *Goodix) SetSpeed(physic.Frequency) error { return nil }

// Close implements i2c.BusCloser.
func (g *Goodix) Close() error { return nil }

var _ i2c.BusCloser = (*Goodix)(nil)
