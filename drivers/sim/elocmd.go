package sim

import "time"

// eloPowerUp is mode 1 after power-up, as the manual's mode query shows it:
// initial, stream, untouch and bit 7.
const eloPowerUp = 0x87

// answer carries a command out: the response, if it is a query, then the
// acknowledgement (touch §5).
func (e *Elo) answer(c eloCommand) {
	if e.opts.ListenOnly || e.faultNow() == EloSilent {
		return
	}
	if c.badSum {
		e.port.send(e.stop, eloAck(eloBadSum))
		return
	}
	response, ack := e.obey(c.payload)
	if ack != 0 {
		response = append(response, eloAck(ack)...)
	}
	e.port.send(e.stop, response)
}

// obey returns the response of a query, if any, and the acknowledgement. A
// hard reset has none. Commands that only some boards have, p among them,
// are illegal here as on an E281-2310.
func (e *Elo) obey(p [8]byte) (response []byte, ack byte) {
	switch p[0] {
	case 'i':
		return e.identity(), eloOK
	case 'm':
		return eloPacket('M', 0, e.mode1, e.mode2), eloOK
	case 'M':
		e.mode1, e.mode2 = p[2], p[3]
		return nil, eloOK
	case 'b':
		return eloPacket('B', e.delays[0], e.delays[1]), eloOK
	case 'B':
		e.delays = [2]byte{p[1], p[2]}
		e.every = max(time.Millisecond, time.Duration(p[2])*eloDelayUnit)
		return nil, eloOK
	case 't':
		return e.packet(e.at.status), eloOK
	case 'R':
		e.mode1, e.mode2, e.at = eloPowerUp, 0, finger{}
		return nil, 0
	}
	return nil, eloIllegal
}

// identity is the reply to i: type, io, features, firmware minor and major,
// and bit 0 of the last byte for an E271-2210.
func (e *Elo) identity() []byte {
	if e.opts.Accu {
		return eloPacket('I', '0', '0', 0x00, 0x07, 0x01, 0x00, 0x01)
	}
	return eloPacket('I', '2', '0', 0x80, 0x07, 0x01, 0x00, 0x01)
}
