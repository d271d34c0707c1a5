package locker

import "fmt"

// The frames of section 5. The last byte is the XOR of all before it.
const (
	headOpen8A   = 0x8A
	headRead8A   = 0x80
	headChange8A = 0x81 // unasked, and presence

	markOpen8A     = 0x11 // in a command; in a reply a contact
	markRead8A     = 0x33
	markPresence8A = 0x99
)

func seal8A(b ...byte) []byte { return append(b, xorOf(b)) }

func open8A(c Cell) []byte { return seal8A(headOpen8A, c.board, c.lock, markOpen8A) }

func read8A(c Cell) []byte { return seal8A(headRead8A, c.board, c.lock, markRead8A) }

func readAll8A(board int) []byte { return seal8A(headRead8A, byte(board), 0, markRead8A) }

// probe8A asks a board whether it is there. Its answer is the same bytes.
func probe8A(board int) []byte { return seal8A(headChange8A, byte(board), 1, markPresence8A) }

const (
	short8A = 5
	long8A  = 7 // the contacts of a whole board
)

// reply8A reads what a board sends. Both lengths begin with 80; the longer is
// tried first, because it has two fixed bytes more, so a short one is only
// believed when the next byte, or silence, has excluded the longer.
func reply8A(b []byte, last bool) (int, Frame, string) {
	if !lead8A(b[0]) {
		return -1, Frame{}, ""
	}
	if b[0] == headRead8A {
		if len(b) >= long8A && b[5] == markRead8A && xorOf(b[:6]) == b[6] && boardOK8A(b[1]) {
			return long8A, Frame{Kind: KindReadAll, Board: int(b[1]), Contacts: bitsOf(b[4], b[3], b[2])}, ""
		}
		if !last && len(b) < long8A && (len(b) <= short8A || b[5] == markRead8A) {
			return 0, Frame{}, ""
		}
	}
	if len(b) < short8A {
		return 0, Frame{}, ""
	}
	return short8Aof(b[:short8A], reply8AOf)
}

// command8A reads what a host sends.
func command8A(b []byte, _ bool) (int, Frame, string) {
	switch {
	case !lead8A(b[0]):
		return -1, Frame{}, ""
	case len(b) < short8A:
		return 0, Frame{}, ""
	}
	return short8Aof(b[:short8A], command8AOf)
}

func lead8A(b byte) bool { return b == headOpen8A || b == headRead8A || b == headChange8A }

func boardOK8A(b byte) bool { return b >= 1 && b <= maxBoard }

// short8Aof checks five bytes and gives them their meaning.
func short8Aof(b []byte, meaning func([]byte) (Frame, string)) (int, Frame, string) {
	if why := badCheck(b, xorOf); why != "" {
		return -1, Frame{}, why
	}
	if !boardOK8A(b[1]) {
		return -1, Frame{}, fmt.Sprintf("board %d is not 1 to %d", b[1], maxBoard)
	}
	f, why := meaning(b)
	if why != "" {
		return -1, Frame{}, why
	}
	f.Board = int(b[1])
	return short8A, f, ""
}

func reply8AOf(b []byte) (Frame, string) {
	f := Frame{Lock: int(b[2])}
	switch {
	case b[0] == headRead8A && b[3] == markRead8A:
		f.Kind, f.Command = KindCommand, nameRead(b[2])
		return f, ""
	case b[0] == headChange8A && b[2] == 1 && b[3] == markPresence8A:
		return Frame{Kind: KindPresence}, ""
	case b[3] != 0 && b[3] != markOpen8A:
		return f, fmt.Sprintf("feedback is %02X, want 00 or 11", b[3])
	case b[2] == 0 && b[0] != headOpen8A:
		return f, "lock 0"
	}
	f.Kind = map[byte]Kind{headOpen8A: KindOpen, headRead8A: KindRead, headChange8A: KindChange}[b[0]]
	f.Contacts = []Contact{Contact(b[3] & 1)}
	return f, ""
}

func command8AOf(b []byte) (Frame, string) {
	switch {
	case b[0] == headOpen8A && b[3] == markOpen8A && b[2] == 0:
		return Frame{Kind: KindCommand, Command: "open-all"}, ""
	case b[0] == headOpen8A && b[3] == markOpen8A:
		return Frame{Kind: KindCommand, Command: "open", Lock: int(b[2])}, ""
	case b[0] == headRead8A && b[3] == markRead8A:
		return Frame{Kind: KindCommand, Command: nameRead(b[2]), Lock: int(b[2])}, ""
	case b[0] == headChange8A && b[2] == 1 && b[3] == markPresence8A:
		return Frame{Kind: KindCommand, Command: "presence"}, ""
	}
	return Frame{}, fmt.Sprintf("no command is %02X with %02X", b[0], b[3])
}

func nameRead(lock byte) string {
	if lock == 0 {
		return "read-all"
	}
	return "read"
}
