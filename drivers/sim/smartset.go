package sim

import "encoding/binary"

// eloLead begins every SmartSet packet: lead, eight bytes, checksum
// (touch §5).
const (
	eloLead = 0x55
	eloSize = 10
)

// eloPacket completes eight payload bytes to a packet.
func eloPacket(payload ...byte) []byte {
	out := make([]byte, eloSize)
	out[0] = eloLead
	copy(out[1:eloSize-1], payload)
	out[eloSize-1] = eloSum(out[:eloSize-1])
	return out
}

// eloSum is (AA + sum of the nine bytes) mod 256.
func eloSum(b []byte) byte {
	sum := byte(0xAA)
	for _, v := range b {
		sum += v
	}
	return sum
}

// Status bits of a touch packet.
const (
	eloInitial = 0x01
	eloStream  = 0x02
	eloUntouch = 0x04
	eloOutside = 0x40
	eloHasZ    = 0x80
)

// eloTouch is a touch packet; coordinates are raw, little-endian.
func eloTouch(status byte, x, y, z int) []byte {
	p := []byte{'T', status}
	p = binary.LittleEndian.AppendUint16(p, uint16(x))
	p = binary.LittleEndian.AppendUint16(p, uint16(y))
	p = binary.LittleEndian.AppendUint16(p, uint16(z))
	return eloPacket(p...)
}

// Acknowledgements.
const (
	eloOK      = '0'
	eloBadSum  = '3'
	eloIllegal = '5'
)

func eloAck(code byte) []byte { return eloPacket('A', code, '0', '0', '0') }

// eloCommand is a packet from the host, or one with a wrong checksum.
type eloCommand struct {
	payload [8]byte
	badSum  bool
}

// eloDecoder cuts the host's bytes into commands.
type eloDecoder struct{ buf []byte }

func (d *eloDecoder) add(b []byte) []eloCommand {
	d.buf = append(d.buf, b...)
	var out []eloCommand
	for {
		for len(d.buf) > 0 && d.buf[0] != eloLead {
			d.buf = d.buf[1:]
		}
		if len(d.buf) < eloSize {
			return out
		}
		c := eloCommand{badSum: eloSum(d.buf[:eloSize-1]) != d.buf[eloSize-1]}
		copy(c.payload[:], d.buf[1:])
		out = append(out, c)
		d.buf = d.buf[eloSize:]
	}
}
