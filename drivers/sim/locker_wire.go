package sim

// lockCommand is a whole frame of the host, with its check in order.
type lockCommand struct {
	board int
	cmd   byte // 8A: the head; KERONG and WKLY: the command byte
	mark  byte // 8A: the fourth byte
	lock  int  // 8A and WKLY: as sent; KERONG: the low nibble
	data  []byte
}

// lockDecoder cuts the host's bytes into frames. After a false lead it goes on
// at the next byte.
type lockDecoder struct{ buf []byte }

func (d *lockDecoder) add(p LockProtocol, b []byte) (found []lockCommand) {
	d.buf = append(d.buf, b...)
	for len(d.buf) > 0 {
		n, q := lockFrame(p, d.buf)
		switch {
		case n == 0:
			return found
		case n < 0:
			n = 1
		default:
			found = append(found, q)
		}
		d.buf = d.buf[n:]
	}
	return found
}

// lockFrame looks for a frame at the beginning of b: its length, 0 where more
// bytes may complete it, -1 where none begins.
func lockFrame(p LockProtocol, b []byte) (int, lockCommand) {
	switch p {
	case LockKerong:
		return kerongFrame(b)
	case LockWKLY:
		return wklyFrame(b)
	}
	switch {
	case b[0] != 0x8A && b[0] != 0x80 && b[0] != 0x81:
		return -1, lockCommand{}
	case len(b) < 5:
		return 0, lockCommand{}
	case b[0]^b[1]^b[2]^b[3] != b[4]:
		return -1, lockCommand{}
	}
	return 5, lockCommand{board: int(b[1]), cmd: b[0], mark: b[3], lock: int(b[2])}
}

func kerongFrame(b []byte) (int, lockCommand) {
	switch {
	case b[0] != 0x02:
		return -1, lockCommand{}
	case len(b) < 5:
		return 0, lockCommand{}
	case b[3] != 0x03 || b[0]+b[1]+b[2]+b[3] != b[4]:
		return -1, lockCommand{}
	}
	return 5, lockCommand{board: int(b[1] >> 4), cmd: b[2], lock: int(b[1] & 0x0F)}
}

func wklyFrame(b []byte) (int, lockCommand) {
	for i, letter := range []byte("WKLY") {
		if i < len(b) && b[i] != letter {
			return -1, lockCommand{}
		}
	}
	if len(b) < 5 {
		return 0, lockCommand{}
	}
	n := int(b[4])
	switch {
	case n < 8:
		return -1, lockCommand{}
	case len(b) < n:
		return 0, lockCommand{}
	}
	var xor byte
	for _, v := range b[:n] {
		xor ^= v
	}
	if xor != 0 {
		return -1, lockCommand{}
	}
	q := lockCommand{board: int(b[5]), cmd: b[6], data: append([]byte(nil), b[7:n-1]...)}
	if len(q.data) == 1 {
		q.lock = int(q.data[0])
	}
	return n, q
}

// xorEnded appends the XOR of b to it.
func xorEnded(b ...byte) []byte {
	var xor byte
	for _, v := range b {
		xor ^= v
	}
	return append(b, xor)
}

// sumEnded appends ETX and the sum of b to it.
func sumEnded(b ...byte) []byte {
	b = append(b, 0x03)
	var sum byte
	for _, v := range b {
		sum += v
	}
	return append(b, sum)
}

// wklyReply is a frame of a WKLY board.
func wklyReply(board int, cmd byte, data ...byte) []byte {
	b := append([]byte("WKLY"), byte(8+len(data)), byte(board), cmd)
	return xorEnded(append(b, data...)...)
}
