package sim

import (
	"bytes"
	"strings"
)

// obey carries out what is whole of the bytes heard and returns the rest.
// quiet says that nothing has come for a while.
func (s *Scanner) obey(heard []byte, quiet bool) (rest []byte) {
	switch s.opts.Family {
	case ScannerHoneywell:
		return s.obeyHoneywell(heard, quiet)
	case ScannerNewland:
		return s.obeyNewland(heard, quiet)
	case ScannerGM65:
		return s.obeyGM65(heard, quiet)
	}
	return nil
}

// obeyHoneywell knows the trigger and one setting: SYN, M, CR, its tag and a
// full stop.
func (s *Scanner) obeyHoneywell(heard []byte, quiet bool) []byte {
	for {
		if at := bytes.IndexByte(heard, 0x16); at >= 0 {
			heard = heard[at:]
		} else {
			return nil
		}
		switch {
		case bytes.HasPrefix(heard, []byte("\x16T\r")):
			heard = heard[3:]
			s.setLit(true)
			s.read()
		case bytes.HasPrefix(heard, []byte("\x16U\r")):
			heard = heard[3:]
			s.setLit(false)
		case bytes.HasPrefix(heard, []byte("\x16M\r")) && bytes.ContainsAny(heard[3:], ".!"):
			end := 3 + bytes.IndexAny(heard[3:], ".!")
			s.menu(string(heard[3:end]), heard[end])
			heard = heard[end+1:]
		case quiet || len(heard) >= 3 && heard[1] != 'M':
			heard = heard[1:]
		default:
			return heard
		}
	}
}

// menu answers with the setting, ACK or ENQ, and the command's own end.
func (s *Scanner) menu(setting string, end byte) {
	word := byte(0x05)
	if strings.HasPrefix(setting, "TRGMOD") {
		word = 0x06
		s.take(setting)
	}
	s.reply(append([]byte(setting), word, end))
}

// obeyNewland knows the question and settings nls of seven digits. Silence
// ends a command.
func (s *Scanner) obeyNewland(heard []byte, quiet bool) []byte {
	switch {
	case bytes.Equal(heard, []byte("?")):
		s.reply([]byte("!"))
		return nil
	case !quiet:
		return heard
	case len(heard) == 10 && bytes.HasPrefix(heard, []byte("nls")):
		s.take(string(heard))
		s.reply([]byte{0x06})
	default:
		s.reply([]byte{0x15})
	}
	return nil
}

// obeyGM65 reads frames 7E 00, type, length, address, data, CRC. AB CD in
// place of the CRC is not checked.
func (s *Scanner) obeyGM65(heard []byte, quiet bool) []byte {
	for len(heard) > 0 {
		switch {
		case heard[0] != 0x7E || len(heard) > 1 && heard[1] != 0:
			heard = heard[1:]
		case len(heard) < 6 || len(heard) < 8+int(heard[3]):
			if quiet {
				return nil
			}
			return heard
		default:
			n := 8 + int(heard[3])
			s.frameGM65(heard[2:n])
			heard = heard[n:]
		}
	}
	return nil
}

// frameGM65 answers one frame, from its type to its CRC.
func (s *Scanner) frameGM65(f []byte) {
	body, check := f[:len(f)-2], f[len(f)-2:]
	crc := ccitt(body)
	address, data := uint16(body[2])<<8|uint16(body[3]), body[4:]
	unchecked := check[0] == 0xAB && check[1] == 0xCD
	switch {
	case !unchecked && (check[0] != byte(crc>>8) || check[1] != byte(crc)):
		s.replyGM65(1, 0)
	case body[0] == 7 && len(data) == 1:
		s.replyGM65(0, s.peek(address, int(data[0]))...)
	case body[0] == 8 && address == 2 && len(data) == 1:
		s.setLit(data[0]&1 == 1)
		s.replyGM65(0, 0)
		s.read()
	case body[0] == 8:
		s.poke(address, data)
		s.replyGM65(0, 0)
	case body[0] == 9:
		s.take("save")
		s.replyGM65(0, 0)
	default:
		s.replyGM65(3, 0)
	}
}

func (s *Scanner) replyGM65(code byte, data ...byte) {
	body := append([]byte{code, byte(len(data))}, data...)
	crc := ccitt(body)
	s.reply(append(append([]byte{0x02, 0x00}, body...), byte(crc>>8), byte(crc)))
}

func (s *Scanner) peek(address uint16, n int) (data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range n {
		data = append(data, s.registers[address+uint16(i)])
	}
	return data
}

func (s *Scanner) poke(address uint16, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, b := range data {
		s.registers[address+uint16(i)] = b
	}
}

// ccitt is the CRC of the manuals' C code: polynomial 1021, start 0.
func ccitt(b []byte) uint16 {
	var crc uint16
	for _, v := range b {
		for bit := byte(0x80); bit != 0; bit >>= 1 {
			high := crc&0x8000 != 0
			crc <<= 1
			if high {
				crc ^= 0x1021
			}
			if v&bit != 0 {
				crc ^= 0x1021
			}
		}
	}
	return crc
}
