package focaltech

import (
	"fmt"
	"slices"
)

// Addr is the address of every chip.
const Addr = 0x38

// Registers, 8 bits.
const (
	regPoints   = 0x00 // device mode, gesture, number of points, points
	regChip     = 0xA3
	regFirmware = 0xA6
	regVendor   = 0xA8
)

const (
	headSize  = 3
	pointSize = 6
	modeBits  = 0x70 // of the first byte; 0: normal operation
	countBits = 0x0F
	noID      = 0x0F // of an empty record
)

// PointEvent is what a record says of its contact.
type PointEvent string

const (
	EventDown    PointEvent = "down"
	EventUp      PointEvent = "up"
	EventContact PointEvent = "contact"
)

// events are the two top bits of a record; 3 is reserved and stands in empty
// records.
var events = [4]PointEvent{EventDown, EventUp, EventContact, ""}

// chips are the identities in public headers.
var chips = map[byte]string{0x06: "FT6206", 0x36: "FT6236", 0x64: "FT6236U", 0x33: "FT3267"}

// ChipName names a chip by its register A3.
func ChipName(id byte) string {
	if name, ok := chips[id]; ok {
		return name
	}
	return "unknown"
}

// vendorFocalTech is register A8 of the maker's own firmware.
const vendorFocalTech = 0x11

// VendorName names a maker by register A8.
func VendorName(id byte) string {
	if id == vendorFocalTech {
		return "FocalTech"
	}
	return "unknown"
}

// pointsOf is how many points a chip has: the small ones two, the others five.
func pointsOf(chip byte) int {
	if _, small := chips[chip]; small {
		return 2
	}
	return 5
}

// ReportSize is how many bytes from register 00 a chip of so many points has.
func ReportSize(points int) int { return headSize + pointSize*points }

// Point is one record.
type Point struct {
	Event        PointEvent
	ID, X, Y     int
	Weight, Area int
}

// Report is what a chip says from register 00 on.
type Report struct {
	Absent  bool // all FF: it sleeps, or nobody is there
	Invalid string
	Count   int     // points on the glass, as the chip counts them
	Points  []Point // records with a meaning, those that end among them
}

// ParseReport reads the head and the records that follow it, as many as b
// holds. A count above their number is no data.
func ParseReport(b []byte) Report {
	if len(b) < headSize {
		return Report{Invalid: fmt.Sprintf("report of %d bytes, want %d or more", len(b), headSize)}
	}
	if !slices.ContainsFunc(b, func(v byte) bool { return v != 0xFF }) {
		return Report{Absent: true}
	}
	records := b[headSize:]
	r := Report{Count: int(b[2] & countBits)}
	switch {
	case b[0]&modeBits != 0:
		r.Invalid = fmt.Sprintf("device mode is %d, want 0", b[0]&modeBits>>4)
	case r.Count > len(records)/pointSize:
		r.Invalid = fmt.Sprintf("%d points, %d at most", r.Count, len(records)/pointSize)
	default:
		r.Points = parseRecords(records)
	}
	return r
}

func parseRecords(b []byte) (points []Point) {
	for ; len(b) >= pointSize; b = b[pointSize:] {
		p := Point{
			Event: events[b[0]>>6],
			ID:    int(b[2] >> 4),
			X:     int(b[0]&0x0F)<<8 | int(b[1]), Y: int(b[2]&0x0F)<<8 | int(b[3]),
			Weight: int(b[4]), Area: int(b[5] >> 4),
		}
		if p.Event != "" && p.ID != noID {
			points = append(points, p)
		}
	}
	return points
}

// Live returns the contacts on the glass: the first Count records that do not
// end one. Records behind them are left over from before.
func (r Report) Live() []Point {
	var live []Point
	for _, p := range r.Points {
		if p.Event != EventUp && len(live) < r.Count {
			live = append(live, p)
		}
	}
	return live
}
