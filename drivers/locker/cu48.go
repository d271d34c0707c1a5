package locker

import "fmt"

// The six-byte frames of the KERONG CU48 (section 6): STX, address, lock from
// 0, command, ETX, sum. Public sources know two command sets and no reply.
const detectCU48 = 0x60

// namesCU48 are the commands of both sets, for people who read a recorded
// line: the driver opens no door whose contact it cannot read.
var namesCU48 = map[byte]string{detectCU48: "read", 0x61: "open", 0x50: "read", 0x51: "open"}

func probeCU48(board int) []byte { return sealKerong(stx, byte(board), 0, detectCU48) }

// replyCU48 understands nothing; what begins like a command may be an answer.
func replyCU48(b []byte, _ bool) (int, Frame, string) {
	if b[0] != stx {
		return -1, Frame{}, ""
	}
	return -1, Frame{}, "what a CU48 answers is not established"
}

func commandCU48(b []byte, _ bool) (int, Frame, string) {
	const size = 6
	switch {
	case b[0] != stx:
		return -1, Frame{}, ""
	case len(b) < size:
		return 0, Frame{}, ""
	}
	b = b[:size]
	if why := badKerong(b); why != "" {
		return -1, Frame{}, why
	}
	name, ok := namesCU48[b[3]]
	if !ok {
		return -1, Frame{}, fmt.Sprintf("no command is %02X", b[3])
	}
	return size, Frame{Kind: KindCommand, Command: name, Board: int(b[1]), Lock: int(b[2]) + 1, Data: []byte{b[3]}}, ""
}
