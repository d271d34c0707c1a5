package locker

import "fmt"

// Kind says what a frame is about.
type Kind string

const (
	KindOpen     Kind = "open"     // open one lock, or the word that it was tried
	KindRead     Kind = "read"     // contact of one lock
	KindReadAll  Kind = "read-all" // contacts of a board
	KindChange   Kind = "change"   // a door moved; sent by the board unasked
	KindPresence Kind = "presence"
	KindCommand  Kind = "command" // a command heard on the way back: an echo, or a second master
	KindEcho     Kind = "echo"    // what was sent came back, as it was expected to
	KindOther    Kind = "other"   // a reply that the driver asks nothing for
)

// Contact is the level of a door contact as the board tells it. What it means
// for the door is a matter of Polarity.
type Contact int8

const (
	ContactZero   Contact = 0 // 8A feedback 00, bit 0, WKLY 00
	ContactOne    Contact = 1 // 8A feedback 11, bit 1, WKLY 01
	ContactFailed Contact = -1
)

// Frame is what one frame says.
type Frame struct {
	Kind     Kind
	Command  string    // of a command: its name, for people
	Board    int       // -1: all boards of the bus
	Lock     int       // as numbered on the plan; 0 where the frame is about a board
	Contacts []Contact // of Lock, or of the locks from 1
	Infrared []Contact // KERONG: the second sensor of each lock
	Failed   bool      // WKLY: the board says that it failed
	Data     []byte    // what follows and is not understood
}

// contact is the contact of one lock, if the frame tells of that lock.
func (f Frame) contact(lock int) (Contact, bool) {
	var c Contact
	switch {
	case f.Kind == KindReadAll && lock >= 1 && lock <= len(f.Contacts):
		c = f.Contacts[lock-1]
	case f.Kind == KindRead && f.Lock == lock && len(f.Contacts) == 1:
		c = f.Contacts[0]
	default:
		return ContactFailed, false
	}
	if f.Failed {
		return ContactFailed, true
	}
	return c, true
}

// Side is who sent a frame.
type Side string

const (
	FromBoard Side = "board"
	FromHost  Side = "host"
)

// Protocol names what the boards of a line speak.
type Protocol string

const (
	Protocol8A Protocol = "8a"          // 9600 8N1
	KerongCU   Protocol = "kerong-cu"   // CU12, CU16: 19200 8N1 from the factory
	KerongCU48 Protocol = "kerong-cu48" // can only be looked for
	WKLY       Protocol = "wkly"        // Yunchuan, 9600 8N1
)

// splitter looks for a frame at the beginning of b. It returns the length and
// the meaning of one; 0 where more bytes may complete one; -1 and the reason
// where none begins here. The reason is empty when not even the first byte
// fits. With last, no more bytes come.
type splitter func(b []byte, last bool) (n int, f Frame, why string)

// dialect is what the driver needs to know of a protocol. A command that is
// nil is not known.
type dialect struct {
	boards   [2]int // lowest and highest number
	locks    int    // most locks of a board
	polarity Polarity
	acks     bool // answers KindOpen
	reply    splitter
	command  splitter

	open     func(Cell) []byte
	read     func(Cell) []byte
	readKind Kind // of the answer to read
	readAll  func(board int) []byte
	probe    func(board int) []byte
	probed   Kind // of the answer to probe; KindOther: anything at all
}

var dialects = map[Protocol]dialect{
	Protocol8A: {
		boards: [2]int{1, 99}, locks: 24, acks: true, reply: reply8A, command: command8A,
		open: open8A, read: read8A, readKind: KindRead, readAll: readAll8A, probe: probe8A, probed: KindPresence,
	},
	KerongCU: {
		boards: [2]int{0, 14}, locks: 16, reply: replyKerong, command: commandKerong,
		open: openKerong, read: readKerong, readKind: KindReadAll, readAll: readAllKerong, probe: readAllKerong, probed: KindReadAll,
	},
	KerongCU48: {
		boards: [2]int{0, 15}, locks: 48, reply: replyCU48, command: commandCU48,
		probe: probeCU48, probed: KindOther,
	},
	WKLY: {
		boards: [2]int{0, 31}, locks: 23, polarity: OneIsClosed, acks: true, reply: replyWKLY, command: commandWKLY,
		open: openWKLY, read: readWKLY, readKind: KindRead, readAll: readAllWKLY, probe: readAllWKLY, probed: KindReadAll,
	},
}

func dialectOf(p Protocol) (dialect, error) {
	d, ok := dialects[p]
	if !ok {
		return dialect{}, fmt.Errorf("locker: unknown protocol %q", p)
	}
	return d, nil
}

func xorOf(b []byte) (x byte) {
	for _, v := range b {
		x ^= v
	}
	return x
}

func sumOf(b []byte) (s byte) {
	for _, v := range b {
		s += v
	}
	return s
}

// badCheck says what is wrong with the last byte of a frame.
func badCheck(frame []byte, check func([]byte) byte) string {
	last := len(frame) - 1
	if want := check(frame[:last]); frame[last] != want {
		return fmt.Sprintf("check is %02X, want %02X", frame[last], want)
	}
	return ""
}

// bitsOf spreads bytes into contacts, lowest bit first.
func bitsOf(groups ...byte) []Contact {
	out := make([]Contact, 0, 8*len(groups))
	for _, g := range groups {
		for bit := range 8 {
			out = append(out, Contact(g>>bit&1))
		}
	}
	return out
}
