package scanner

import "fmt"

// The EM3095 and GM65 family (section 9): 7E 00, type, length, address in two
// bytes, data, CRC; replies 02 00, type, length, data, CRC.
const (
	readGM65  = 7 // data: how many bytes
	writeGM65 = 8
	saveGM65  = 9

	triggerGM65 = 0x0002 // register: 1 reads until a code is found, 0 stops
	baudGM65    = 0x002A // register, two bytes; reading it changes nothing

	replyHeadGM65 = 4
	crcSize       = 2
)

// uncheckedGM65 stands in place of a CRC that nobody is to check.
var uncheckedGM65 = []byte{0xAB, 0xCD}

// ReplyCode is the type of a reply of the GM65 family.
type ReplyCode byte

const (
	ReplyOK      ReplyCode = 0
	ReplyBadCRC  ReplyCode = 1
	ReplyInvalid ReplyCode = 3
)

func (c ReplyCode) String() string {
	switch c {
	case ReplyOK:
		return "ok"
	case ReplyBadCRC:
		return "bad CRC"
	case ReplyInvalid:
		return "invalid command"
	}
	return fmt.Sprintf("reply %02X", byte(c))
}

// crc16 is CRC-16 with the polynomial 1021 and the start 0.
func crc16(b []byte) (crc uint16) {
	for _, v := range b {
		crc ^= uint16(v) << 8
		for range 8 {
			carry := crc&0x8000 != 0
			if crc <<= 1; carry {
				crc ^= 0x1021
			}
		}
	}
	return crc
}

func seal(head []byte, body ...byte) []byte {
	crc := crc16(body)
	return append(append(append([]byte(nil), head...), body...), byte(crc>>8), byte(crc))
}

func commandGM65(kind byte, address uint16, data ...byte) []byte {
	body := append([]byte{kind, byte(len(data)), byte(address >> 8), byte(address)}, data...)
	return seal([]byte{0x7E, 0x00}, body...)
}

// switchGM65 is the trigger as the manuals print it, without a CRC: it works
// while the reader's registers are in any state.
func switchGM65(on bool) []byte {
	b := commandGM65(writeGM65, triggerGM65, map[bool]byte{true: 1}[on])
	return append(b[:len(b)-crcSize], uncheckedGM65...)
}

// replyGM65 looks for a reply at the beginning of b: its length, 0 where more
// bytes may complete one, -1 where none begins here.
func replyGM65(b []byte) int {
	switch {
	case b[0] != 0x02 || len(b) > 1 && b[1] != 0x00:
		return -1
	case len(b) < replyHeadGM65 || len(b) < replyHeadGM65+int(b[3])+crcSize:
		return 0
	}
	return replyHeadGM65 + int(b[3]) + crcSize
}

// badCRC says what is wrong with the check of a whole frame.
func badCRC(frame []byte) string {
	body := frame[2 : len(frame)-crcSize]
	got := uint16(frame[len(frame)-2])<<8 | uint16(frame[len(frame)-1])
	if want := crc16(body); got != want {
		return fmt.Sprintf("check is %04X, want %04X", got, want)
	}
	return ""
}
