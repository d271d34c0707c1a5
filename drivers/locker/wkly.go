package locker

import (
	"bytes"
	"fmt"
)

// The frames of section 7: four letters, the length of the whole frame, the
// board, the command, data, XOR of all before it.
var headWKLY = []byte("WKLY")

const (
	openOneWKLY = 0x82
	readOneWKLY = 0x83
	readAllCmd  = 0x84
	changeWKLY  = 0x85

	okWKLY     = 0x00
	failedWKLY = 0xFF // of a status and of a door

	shortestWKLY = 8
	longestWKLY  = 64 // the longest reply, a board of 23 doors, has 33
)

// namesWKLY are all commands that boards know, for people who read a recorded
// line: the driver sends 82, 83 and 84.
var namesWKLY = map[byte]string{
	0x80: "open-several", 0x81: "flash", openOneWKLY: "open", readOneWKLY: "read", readAllCmd: "read-all",
	0x86: "open-all", 0x87: "open-in-turn", 0x88: "keep-on", 0x89: "keep-off",
}

func sealWKLY(board uint8, cmd byte, data ...byte) []byte {
	b := append([]byte(nil), headWKLY...)
	b = append(b, byte(shortestWKLY+len(data)), board, cmd)
	b = append(b, data...)
	return append(b, xorOf(b))
}

func openWKLY(c Cell) []byte { return sealWKLY(c.board, openOneWKLY, c.lock) }

func readWKLY(c Cell) []byte { return sealWKLY(c.board, readOneWKLY, c.lock) }

func readAllWKLY(board int) []byte { return sealWKLY(byte(board), readAllCmd) }

// frameWKLY finds the bounds of a frame and checks it.
func frameWKLY(b []byte) (n int, why string) {
	head := min(len(b), len(headWKLY))
	switch {
	case b[0] != headWKLY[0]:
		return -1, ""
	case !bytes.Equal(b[:head], headWKLY[:head]):
		return -1, "begins as a frame and goes on otherwise"
	case len(b) <= len(headWKLY):
		return 0, ""
	}
	n = int(b[4])
	switch {
	case n < shortestWKLY || n > longestWKLY:
		return -1, fmt.Sprintf("length %d is not %d to %d", n, shortestWKLY, longestWKLY)
	case len(b) < n:
		return 0, ""
	case b[5] > 31:
		return -1, fmt.Sprintf("board %d is not 0 to 31", b[5])
	}
	if why := badCheck(b[:n], xorOf); why != "" {
		return -1, why
	}
	return n, ""
}

func replyWKLY(b []byte, _ bool) (int, Frame, string) {
	n, why := frameWKLY(b)
	if n <= 0 {
		return n, Frame{}, why
	}
	f, why := replyWKLYOf(b[6], b[7:n-1])
	if why != "" {
		return -1, Frame{}, why
	}
	f.Board = int(b[5])
	return n, f, ""
}

func replyWKLYOf(cmd byte, data []byte) (f Frame, why string) {
	if cmd == changeWKLY {
		f.Kind = KindChange
	} else if len(data) > 0 && (data[0] == okWKLY || data[0] == failedWKLY) {
		f.Failed, data = data[0] == failedWKLY, data[1:]
	} else if namesWKLY[cmd] != "" {
		return heardWKLY(cmd, data)
	}
	switch {
	case f.Failed && len(data) == 0: // and the board says no more
	case cmd == changeWKLY, cmd == openOneWKLY, cmd == readOneWKLY:
		return oneDoorWKLY(f, cmd, data)
	case cmd == readAllCmd:
		return allDoorsWKLY(f, data)
	}
	if namesWKLY[cmd] == "" {
		return f, fmt.Sprintf("no command is %02X", cmd)
	}
	f.Kind, f.Command, f.Data = KindOther, namesWKLY[cmd], bytes.Clone(data)
	return f, ""
}

// heardWKLY is a frame without a status: a command on its way back.
func heardWKLY(cmd byte, data []byte) (Frame, string) {
	f, why := commandWKLYOf(cmd, data)
	if why != "" {
		why = "neither a reply nor a command: " + why
	}
	return f, why
}

func oneDoorWKLY(f Frame, cmd byte, data []byte) (Frame, string) {
	if len(data) != 2 {
		if cmd != changeWKLY && len(data) == 0 {
			return f, "neither a reply nor a command of a lock above 0"
		}
		return f, fmt.Sprintf("%d bytes where a channel and a door belong", len(data))
	}
	c, ok := contactWKLY(data[1])
	if !ok {
		return f, fmt.Sprintf("door is %02X, want 00, 01 or FF", data[1])
	}
	if f.Kind == "" {
		f.Kind = map[byte]Kind{openOneWKLY: KindOpen, readOneWKLY: KindRead}[cmd]
	}
	f.Lock, f.Contacts = int(data[0]), []Contact{c}
	return f, ""
}

func allDoorsWKLY(f Frame, data []byte) (Frame, string) {
	if len(data) == 0 || int(data[0]) != len(data)-1 {
		return f, "the count of doors is not their number"
	}
	f.Kind = KindReadAll
	for _, b := range data[1:] {
		c, ok := contactWKLY(b)
		if !ok {
			return f, fmt.Sprintf("door is %02X, want 00, 01 or FF", b)
		}
		f.Contacts = append(f.Contacts, c)
	}
	return f, ""
}

func contactWKLY(b byte) (Contact, bool) {
	c, ok := map[byte]Contact{0x00: ContactZero, 0x01: ContactOne, failedWKLY: ContactFailed}[b]
	return c, ok
}

func commandWKLY(b []byte, _ bool) (int, Frame, string) {
	n, why := frameWKLY(b)
	if n <= 0 {
		return n, Frame{}, why
	}
	f, why := commandWKLYOf(b[6], b[7:n-1])
	if why != "" {
		return -1, Frame{}, why
	}
	f.Board = int(b[5])
	return n, f, ""
}

// commandWKLYOf reads a command. The data of the others than open and read is
// not established and handed on.
func commandWKLYOf(cmd byte, data []byte) (Frame, string) {
	f := Frame{Kind: KindCommand, Command: namesWKLY[cmd], Data: bytes.Clone(data)}
	switch cmd {
	case openOneWKLY, readOneWKLY:
		if len(data) != 1 {
			return f, fmt.Sprintf("%d bytes where a channel belongs", len(data))
		}
		f.Lock, f.Data = int(data[0]), nil
	case readAllCmd:
		if len(data) != 0 {
			return f, fmt.Sprintf("%d bytes where none belong", len(data))
		}
	}
	if f.Command == "" {
		return f, fmt.Sprintf("no command is %02X", cmd)
	}
	return f, ""
}
