package sim

// The real-time commands are obeyed when they arrive, wherever they stand in
// the stream: in front of a full buffer, while the printer is offline and,
// with the older firmware that this is, inside the data of a picture. Their
// bytes go into the receive buffer as well (escpos §3).

// dc4Clear is what follows DLE DC4 to clear the buffers.
var dc4Clear = [8]byte{8, 1, 3, 20, 1, 6, 2, 8}

// realTimeSize returns the size of the real-time command that b begins with,
// 0 when it is none, -1 while more bytes are needed to tell.
func realTimeSize(b []byte) int {
	if b[0] != 0x10 {
		return 0
	}
	if len(b) < 3 {
		if len(b) == 2 && b[1] != 0x04 && b[1] != 0x05 && b[1] != 0x14 {
			return 0
		}
		return -1
	}
	switch b[1] {
	case 0x04:
		if b[2] == 20 {
			return 3
		}
		return inRange(b[2], 1, 5)
	case 0x05:
		return inRange(b[2], 1, 2)
	case 0x14:
		return clearSize(b[2:])
	}
	return 0
}

func inRange(n, lo, hi byte) int {
	if n < lo || n > hi {
		return 0
	}
	return 3
}

// clearSize compares what follows DLE DC4 with the clear command.
func clearSize(p []byte) int {
	for i := range p {
		if i < len(dc4Clear) && p[i] != dc4Clear[i] {
			return 0
		}
	}
	if len(p) < len(dc4Clear) {
		return -1
	}
	return 2 + len(dc4Clear)
}

// realTimeScanner picks the real-time commands out of the stream.
type realTimeScanner struct{ held []byte }

// add takes one byte. It returns the real-time command that the byte
// completes, or the bytes that have turned out to belong to none.
func (s *realTimeScanner) add(b byte) (obey, job []byte) {
	s.held = append(s.held, b)
	for len(s.held) > 0 {
		n := realTimeSize(s.held)
		if n < 0 {
			return nil, job
		}
		if n > 0 {
			obey, s.held = s.held, nil
			return obey, job
		}
		job, s.held = append(job, s.held[0]), s.held[1:]
	}
	return nil, job
}
