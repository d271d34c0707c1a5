package goodix

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"govkiosk/drivers"
)

// Addresses that the chip may have latched.
const (
	AddrLow  = 0x5D // INT low at reset
	AddrHigh = 0x14 // INT high
)

// Registers, 16 bits, sent with the high byte first.
const (
	regCommand = 0x8040
	regConfig  = 0x8047
	regID      = 0x8140
	regStatus  = 0x814E

	cmdScreenOff = 0x05
)

// configSize is the configuration with its checksum, without the byte that
// says that it is fresh.
const configSize = 185

// Bits of the status register.
const (
	statusReady     = 0x80
	statusLarge     = 0x40
	statusProximity = 0x20
	statusKey       = 0x10
	statusCount     = 0x0F
)

const (
	pointSize = 8
	// firstRead is the status, one point and the key byte, as the kernel reads
	// them: one transfer is enough while one finger is down.
	firstRead = 1 + pointSize + 1
)

// products are the chips that have the registers above, with how many points
// they have at most.
var products = map[string]int{"911": 5, "9110": 10, "9111": 10, "927": 10, "928": 10, "9271": 10}

// register is the address as it goes over the bus, and what is written there.
func register(reg uint16, data ...byte) []byte {
	return append(binary.BigEndian.AppendUint16(nil, reg), data...)
}

// ID is what a chip says of itself.
type ID struct {
	Product  string
	Firmware uint16
}

// ParseID reads the six bytes from 0x8140: the product in ASCII, the firmware
// low byte first.
func ParseID(b []byte) (ID, error) {
	if len(b) < 6 {
		return ID{}, fmt.Errorf("identity of %d bytes, want 6", len(b))
	}
	name := bytes.TrimRight(b[:4], "\x00")
	if len(name) == 0 || slices.ContainsFunc(name, func(c byte) bool { return c < '0' || c > 'Z' }) {
		return ID{}, fmt.Errorf("identity % X is no name", b[:4])
	}
	return ID{Product: string(name), Firmware: binary.LittleEndian.Uint16(b[4:])}, nil
}

// MaxTouch is how many points a chip of that name has at most; 0: it is not of
// the family.
func (id ID) MaxTouch() int { return products[id.Product] }

// Config is the part of a chip's configuration that says how to read it.
type Config struct {
	Version    byte
	XMax, YMax int
	MaxTouch   int
	Trigger    byte // of INT: 0 rising, 1 falling, 2 low, 3 high
}

// ParseConfig reads the configuration from 0x8047 on and checks its sum: the
// checksum at 0x80FF makes the 8-bit sum of it all zero.
func ParseConfig(b []byte) (Config, error) {
	if len(b) < configSize {
		return Config{}, fmt.Errorf("configuration of %d bytes, want %d", len(b), configSize)
	}
	sum := byte(0)
	for _, v := range b[:configSize] {
		sum += v
	}
	if sum != 0 {
		want := b[configSize-1] - sum
		return Config{}, fmt.Errorf("configuration's checksum is %02X, want %02X", b[configSize-1], want)
	}
	return Config{
		Version:  b[0],
		XMax:     int(binary.LittleEndian.Uint16(b[1:])),
		YMax:     int(binary.LittleEndian.Uint16(b[3:])),
		MaxTouch: int(b[5] & 0x0F),
		Trigger:  b[6] & 0x03,
	}, nil
}

// Point is one contact.
type Point struct{ ID, X, Y, Size int }

// Report is the status register and what follows it.
type Report struct {
	Ready  bool // else there is nothing new
	Large  bool // a palm, a cheek
	HasKey bool
	Key    byte
	Points []Point
}

// ReportSize is how many bytes from 0x814E on belong to a report with that
// status: the proximity record, if any, the points and the key byte.
func ReportSize(status byte) int {
	records := int(status & statusCount)
	if status&statusProximity != 0 {
		records++
	}
	return 1 + records*pointSize + 1
}

// ParseReport reads a report. The key byte follows the last point; b may end
// before it where there is no key. More points than most are a Protocol error,
// and whoever read them must clear the status all the same.
func ParseReport(b []byte, most int) (Report, error) {
	if len(b) == 0 {
		return Report{}, protocolError("empty report")
	}
	status := b[0]
	r := Report{Ready: status&statusReady != 0, Large: status&statusLarge != 0, HasKey: status&statusKey != 0}
	if !r.Ready {
		return r, nil
	}
	if n := int(status & statusCount); n > most {
		return r, protocolError("%d points, %d at most", n, most)
	}
	end := ReportSize(status) - 1
	if len(b) < end || r.HasKey && len(b) == end {
		return r, protocolError("report of %d bytes, want %d", len(b), end+1)
	}
	records := b[1:end]
	if status&statusProximity != 0 {
		records = records[pointSize:]
	}
	for ; len(records) > 0; records = records[pointSize:] {
		r.Points = append(r.Points, parsePoint(records))
	}
	if r.HasKey {
		r.Key = b[end]
	}
	return r, nil
}

func parsePoint(b []byte) Point {
	return Point{
		ID:   int(b[0]),
		X:    int(binary.LittleEndian.Uint16(b[1:])),
		Y:    int(binary.LittleEndian.Uint16(b[3:])),
		Size: int(binary.LittleEndian.Uint16(b[5:])),
	}
}

func protocolError(format string, a ...any) error {
	return &drivers.Error{Device: "goodix", Op: "read points", Kind: drivers.Protocol, Outcome: drivers.NotDone, Err: fmt.Errorf(format, a...)}
}
