package sim

import "errors"

// BusFault is a way in which a touch controller on an I²C or SPI bus
// misbehaves. It lasts until another is set.
type BusFault string

const (
	NoBusFault     BusFault = ""
	BusNACK        BusFault = "nack"         // does not acknowledge its address
	BusAllFF       BusFault = "all-ff"       // asleep: the lines stay high
	BusStuckReady  BusFault = "stuck-ready"  // Goodix: the status is ready again at once, whatever is written
	BusLateReady   BusFault = "late-ready"   // Goodix: the report is ready 8 ms after the interrupt
	BusTooMany     BusFault = "too-many"     // more points than there can be
	BusNoInterrupt BusFault = "no-interrupt" // the interrupt pin does not move
	BusNoLift      BusFault = "no-lift"      // FocalTech: no lift-up event, the count falls
)

// errNACK is what the kernel says of an address that nobody acknowledges.
var errNACK = errors.New("sim: remote I/O error")

// TouchPoint is a finger on the glass of a controller on a bus, in its counts.
type TouchPoint struct{ ID, X, Y, Size int }

// allFF is what a bus reads of which nobody pulls the lines low.
func allFF(b []byte) {
	for i := range b {
		b[i] = 0xFF
	}
}
