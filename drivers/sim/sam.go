package sim

import "encoding/binary"

// SW3 of a reply (idcard §6).
const (
	samOK         = 0x90
	samFound      = 0x9F
	samNoItem     = 0x91
	samBadSum     = 0x10
	samBadLength  = 0x11
	samBadCommand = 0x21
	samWrongCard  = 0x40
	samReadFailed = 0x41
	samSelfTest   = 0x60
	samNotAllowed = 0x66
	samNoCard     = 0x80
	samNoSelect   = 0x81
)

var samPreamble = [5]byte{0xAA, 0xAA, 0xAA, 0x96, 0x69}

// samLongest is the greatest length field that the module takes in a request.
// Documented requests have 3 or 4; more is refused as a bad length.
const samLongest = 64

// samReply builds a reply frame: SW1 and SW2 are the card's own status and
// mostly 00 00 (idcard §3, §6).
func samReply(sw1, sw2, sw3 byte, data ...[]byte) []byte {
	n := 4
	for _, d := range data {
		n += len(d)
	}
	out := append([]byte(nil), samPreamble[:]...)
	out = binary.BigEndian.AppendUint16(out, uint16(n))
	out = append(out, sw1, sw2, sw3)
	for _, d := range data {
		out = append(out, d...)
	}
	return append(out, xor(out[5:]))
}

func xor(b []byte) byte {
	var x byte
	for _, v := range b {
		x ^= v
	}
	return x
}

// samRequest is what arrived: a command with its parameter and data, or the
// SW3 with which the module refuses the frame.
type samRequest struct {
	cmd, para byte
	data      []byte
	refuse    byte
}

// samDecoder cuts the host's bytes into requests.
type samDecoder struct{ buf []byte }

// add takes bytes and returns the requests that they complete. Bytes before a
// preamble are dropped without an answer.
func (d *samDecoder) add(b []byte) []samRequest {
	d.buf = append(d.buf, b...)
	var out []samRequest
	for {
		d.seek()
		r, n := d.parse()
		if n == 0 {
			return out
		}
		d.buf = d.buf[n:]
		out = append(out, r)
	}
}

// drop forgets a half frame.
func (d *samDecoder) drop() { d.buf = nil }

// seek drops bytes until the rest begins as a preamble does.
func (d *samDecoder) seek() {
	for len(d.buf) > 0 && !isPrefix(d.buf) {
		d.buf = d.buf[1:]
	}
}

func isPrefix(b []byte) bool {
	for i := 0; i < len(b) && i < len(samPreamble); i++ {
		if b[i] != samPreamble[i] {
			return false
		}
	}
	return true
}

// parse reads one request from the front and returns its size, 0 when more
// bytes are needed. A length that cannot be ends the frame after the length.
func (d *samDecoder) parse() (samRequest, int) {
	if len(d.buf) < 7 {
		return samRequest{}, 0
	}
	n := int(binary.BigEndian.Uint16(d.buf[5:]))
	if n < 3 || n > samLongest {
		return samRequest{refuse: samBadLength}, 7
	}
	if len(d.buf) < 7+n {
		return samRequest{}, 0
	}
	body := d.buf[7 : 7+n]
	if xor(d.buf[5:7+n]) != 0 {
		return samRequest{refuse: samBadSum}, 7 + n
	}
	return samRequest{cmd: body[0], para: body[1], data: append([]byte(nil), body[2:n-1]...)}, 7 + n
}
