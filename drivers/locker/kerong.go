package locker

import "fmt"

// The frames of section 6. The byte before the last is ETX, the last the sum
// of all before it. Locks count from 0 on the wire.
const (
	stx = 0x02
	etx = 0x03

	statusKerong = 0x30
	unlockKerong = 0x31
	singleKerong = 0x35 // reply
	busKerong    = 0x36 // reply
)

// namesKerong are all commands that boards know. Most are here for people who
// read a recorded line: the driver sends status and unlock.
var namesKerong = map[byte]string{
	statusKerong: "read-all", unlockKerong: "open", 0x32: "read-bus", 0x33: "open-all",
	0x37: "unlock-time", 0x38: "unlock-time", 0x39: "delayed-unlock",
}

func sealKerong(b ...byte) []byte {
	b = append(b, etx)
	return append(b, sumOf(b))
}

func openKerong(c Cell) []byte {
	return sealKerong(stx, c.board<<4|(c.lock-1), unlockKerong)
}

// readKerong asks for the board: there is no question for one lock.
func readKerong(c Cell) []byte { return readAllKerong(c.Board()) }

func readAllKerong(board int) []byte { return sealKerong(stx, byte(board)<<4, statusKerong) }

const (
	commandSizeKerong = 5
	replySizeKerong   = 9
)

// replyKerong reads what a board sends. The contacts may hold ETX, so the
// length alone ends a frame. What a board answers to an unlock is not known.
func replyKerong(b []byte, last bool) (int, Frame, string) {
	switch {
	case b[0] != stx:
		return -1, Frame{}, ""
	case len(b) < 3:
		return 0, Frame{}, ""
	case b[2] != singleKerong && b[2] != busKerong:
		return commandKerong(b, last)
	case len(b) < replySizeKerong:
		return 0, Frame{}, ""
	}
	b = b[:replySizeKerong]
	if why := badKerong(b); why != "" {
		return -1, Frame{}, why
	}
	if b[1]&0x0F != 0 {
		return -1, Frame{}, fmt.Sprintf("address %02X names a lock", b[1])
	}
	f := Frame{Kind: KindReadAll, Board: int(b[1] >> 4), Contacts: bitsOf(b[3], b[4]), Infrared: bitsOf(b[5], b[6])}
	if b[2] == busKerong {
		f.Command = "read-bus"
	}
	return replySizeKerong, f, ""
}

func commandKerong(b []byte, _ bool) (int, Frame, string) {
	switch {
	case b[0] != stx:
		return -1, Frame{}, ""
	case len(b) < commandSizeKerong:
		return 0, Frame{}, ""
	}
	b = b[:commandSizeKerong]
	if why := badKerong(b); why != "" {
		return -1, Frame{}, why
	}
	name, ok := namesKerong[b[2]]
	if !ok {
		return -1, Frame{}, fmt.Sprintf("no command is %02X", b[2])
	}
	f := Frame{Kind: KindCommand, Command: name, Board: int(b[1] >> 4), Data: []byte{b[2]}}
	if f.Board == 0x0F {
		f.Board = -1
	}
	// The address of any command has room for a lock; hosts send 38 right after
	// an unlock.
	if lock := int(b[1] & 0x0F); lock != 0 || b[2] == unlockKerong || b[2] == 0x39 {
		f.Lock = lock + 1
	}
	return commandSizeKerong, f, ""
}

func badKerong(b []byte) string {
	if end := b[len(b)-2]; end != etx {
		return fmt.Sprintf("ends in %02X, want 03", end)
	}
	return badCheck(b, sumOf)
}
