package xpt2046

import "encoding/binary"

// Command is a control byte: start, channel, 12 bits, differential, converter
// kept on.
type Command byte

const (
	CmdX         Command = 0xD1
	CmdY         Command = 0x91
	CmdZ1        Command = 0xB1
	CmdZ2        Command = 0xC1
	CmdPowerDown Command = 0x90 // and PENIRQ on; what it converts counts for nothing
)

// fullScale is above the largest reading.
const fullScale = 4096

// stayOn are the bits that say what stays on after a conversion: with neither
// the chip sleeps and PENIRQ works.
const stayOn Command = 0x03

// Name is the channel that a command converts, whatever stays on after it;
// empty for one that is not used here.
func (c Command) Name() string {
	if c == CmdPowerDown {
		return "power down"
	}
	switch c&^stayOn | CmdX&stayOn {
	case CmdX:
		return "X"
	case CmdY:
		return "Y"
	case CmdZ1:
		return "Z1"
	case CmdZ2:
		return "Z2"
	}
	return ""
}

// Frame is the transfer of one conversion.
func (c Command) Frame() []byte { return []byte{byte(c), 0, 0} }

// Value reads the 12 bits out of the three bytes that came back.
func Value(rx []byte) int { return int(binary.BigEndian.Uint16(rx[1:3])>>3) & (fullScale - 1) }

// Ohms is the resistance of the touch (equation 2 of the data sheet, in the
// kernel's integers): less is firmer. 0 says that nothing was measured; an x
// at the end of its scale is the reading of a pen that is up, and counts as 0.
func Ohms(x, z1, z2, xPlate int) int {
	if x >= fullScale-1 || z1 <= 0 || z2 <= z1 {
		return 0
	}
	r := divRound((z2-z1)*xPlate, 16)
	return divRound(r*x/z1, 256)
}

func divRound(n, d int) int { return (n + d/2) / d }

// Agreement is when repeated readings are believed: rep+1 readings within tol
// counts of one before them, of at most max.
type Agreement struct{ Rep, Tol, Max int }

// Settle reads until the readings agree and returns the last. ok is false
// where they do not, or where read fails, with its error.
func (a Agreement) Settle(read func() (int, error)) (v int, ok bool, err error) {
	agreed, reference := 0, 0
	for n := range a.Max {
		if v, err = read(); err != nil {
			return 0, false, err
		}
		if n == 0 || abs(v-reference) > a.Tol {
			agreed, reference = 0, v
			continue
		}
		if agreed++; agreed > a.Rep {
			return v, true, nil
		}
	}
	return 0, false, nil
}

func abs(n int) int { return max(n, -n) }
