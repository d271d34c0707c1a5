package sim

import "time"

// EGalaxOpts sets a panel up. The zero value has 14 bits and no pressure, and
// reports from power-up on.
type EGalaxOpts struct {
	Bits        int           // of its resolution, 11 to 14; default 14
	Pressure    byte          // above 0: sent with every report
	Emulates    bool          // reports in another make's format until the first diagnostic packet
	ListenOnly  bool          // answers no packet
	Firmware    string        // default "0.99"
	Controller  string        // default "PCAP"
	ReportEvery time.Duration // while held; default 10 ms
	Fault       PanelFault
}

// EGalax is an eGalax serial controller (touch §7).
type EGalax struct{ *serialPanel }

// NewEGalax starts a panel on p. Close ends it; the port stays open.
func NewEGalax(p *Port, o EGalaxOpts) *EGalax {
	orDefault(&o.Bits, 14)
	orDefault(&o.Firmware, "0.99")
	orDefault(&o.Controller, "PCAP")
	return &EGalax{startPanel(p, o.ReportEvery, o.Fault, &eeti{o: o, emulates: o.Emulates})}
}

// eeti is the controller's side of the line.
type eeti struct {
	o        EGalaxOpts
	emulates bool
	buf      []byte
}

// report is a report in the board's own resolution. While it emulates another
// make, what it sends is none.
func (e *eeti) report(touching bool, x, y float64) []byte {
	if e.emulates {
		return []byte{0x55, 0x54, 0x01}
	}
	head := byte(0x80 | (e.o.Bits-11)<<1)
	if touching {
		head |= 0x01
	}
	rx, ry := fourteen(x)>>(14-e.o.Bits), fourteen(y)>>(14-e.o.Bits)
	b := []byte{head, byte(rx >> 7), byte(rx & 0x7F), byte(ry >> 7), byte(ry & 0x7F)}
	if e.o.Pressure > 0 {
		b[0] |= 0x40
		b = append(b, e.o.Pressure)
	}
	return b
}

// hear gathers diagnostic packets: 0A, length of command and data, command,
// data.
func (e *eeti) hear(b []byte) (reply []byte) {
	e.buf = append(e.buf, b...)
	for len(e.buf) >= 2 {
		n := int(e.buf[1])
		if e.buf[0] != 0x0A || n < 1 || n > 16 {
			e.buf = e.buf[1:]
			continue
		}
		if len(e.buf) < 2+n {
			return reply
		}
		reply = append(reply, e.obey(e.buf[2])...)
		e.buf = e.buf[2+n:]
	}
	return reply
}

func (e *eeti) obey(command byte) []byte {
	e.emulates = false
	var data string
	switch command {
	case 'D':
		data = e.o.Firmware
	case 'E':
		data = e.o.Controller
	case 'A':
	default:
		return nil
	}
	if e.o.ListenOnly {
		return nil
	}
	return append([]byte{0x0A, byte(1 + len(data)), command}, data...)
}
