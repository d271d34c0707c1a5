package sim

import (
	"fmt"
	"strconv"
)

// processID is GS ( H fn 48: the answer comes when what stands before it has
// been printed. Text that still waits for its line feed holds it up.
func (in *interp) processID(a []byte) error {
	if len(a) != 6 || a[0] != 0x30 || a[1] != 0x30 {
		in.mech.violation(fmt.Sprintf("GS ( H: % X", a))
		return nil
	}
	id := [4]byte(a[2:])
	for _, c := range id {
		if c < 0x20 || c > 0x7E {
			in.mech.violation(fmt.Sprintf("GS ( H: id byte %02X outside 20..7E", c))
			return nil
		}
	}
	if len(in.line) > 0 {
		in.pending = append(in.pending, id)
		return nil
	}
	in.mech.processed(id)
	return nil
}

// transmitStatus is GS r: 1 paper, 2 drawer.
func (in *interp) transmitStatus(args []byte) error {
	switch args[0] {
	case 1, '1':
		in.mech.paperStatus()
	case 2, '2':
		in.mech.reply([]byte{0})
	default:
		in.mech.violation(fmt.Sprintf("GS r %d", args[0]))
	}
	return nil
}

// identity is GS I. Text answers stand between 5F and NUL.
func (in *interp) identity(args []byte) error {
	texts := map[byte]string{65: "1.00", 66: "SIM", 67: "KT-80", 68: "S0000001", 69: "CHINA GB18030"}
	if text, ok := texts[args[0]]; ok {
		in.mech.reply(block(0x5F, text))
		return nil
	}
	codes := map[byte]byte{1: 0x20, 2: 0x03, 3: 0x01} // 2: two-byte characters and cutter
	code, ok := codes[args[0]%'0']
	if !ok {
		in.mech.violation(fmt.Sprintf("GS I %d", args[0]))
		return nil
	}
	in.mech.reply([]byte{code})
	return nil
}

// maintenance is GS g 2: a counter as digits between 5F and NUL.
func (in *interp) maintenance(args []byte) error {
	n := byte(le16(args[1:]))
	in.mech.reply(block(0x5F, strconv.Itoa(in.mech.counter(n&0x7F))))
	return nil
}

func block(header byte, text string) []byte {
	return append(append([]byte{header}, text...), 0)
}
