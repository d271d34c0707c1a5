package locker

import "bytes"

// encodeReply is the board's side, written for tests: the package itself
// encodes nothing but what the driver may send.
func encodeReply(p Protocol, f Frame) []byte {
	if f.Kind == KindCommand {
		return encodeCommand(p, f)
	}
	switch p {
	case Protocol8A:
		return encode8A(f)
	case KerongCU:
		cmd := byte(singleKerong)
		if f.Command != "" {
			cmd = busKerong
		}
		b := append([]byte{stx, byte(f.Board << 4), cmd}, groups(f.Contacts)...)
		return sealKerong(append(b, groups(f.Infrared)...)...)
	}
	return encodeWKLY(f)
}

func encode8A(f Frame) []byte {
	board, lock := byte(f.Board), byte(f.Lock)
	if f.Kind == KindPresence {
		return seal8A(headChange8A, board, 1, markPresence8A)
	}
	if f.Kind == KindReadAll {
		g := groups(f.Contacts)
		return seal8A(headRead8A, board, g[2], g[1], g[0], markRead8A)
	}
	head := map[Kind]byte{KindOpen: headOpen8A, KindRead: headRead8A, KindChange: headChange8A}[f.Kind]
	return seal8A(head, board, lock, byte(f.Contacts[0])*markOpen8A)
}

func encodeWKLY(f Frame) []byte {
	var data []byte
	if f.Kind != KindChange {
		data = []byte{map[bool]byte{true: failedWKLY}[f.Failed]}
	}
	switch f.Kind {
	case KindReadAll:
		data = append(data, byte(len(f.Contacts)))
	case KindOther:
		return sealWKLY(byte(f.Board), codeOf(namesWKLY, f.Command), append(data, f.Data...)...)
	default:
		data = append(data, byte(f.Lock))
	}
	for _, c := range f.Contacts {
		data = append(data, byte(c)) // -1 is FF
	}
	cmd := map[Kind]byte{KindOpen: openOneWKLY, KindRead: readOneWKLY, KindReadAll: readAllCmd, KindChange: changeWKLY}[f.Kind]
	return sealWKLY(byte(f.Board), cmd, data...)
}

// encodeCommand is any host, the reckless ones included.
func encodeCommand(p Protocol, f Frame) []byte {
	board, lock := byte(f.Board), byte(f.Lock)
	switch p {
	case Protocol8A:
		return map[string]func() []byte{
			"open":     func() []byte { return seal8A(headOpen8A, board, lock, markOpen8A) },
			"open-all": func() []byte { return seal8A(headOpen8A, board, 0, markOpen8A) },
			"read":     func() []byte { return seal8A(headRead8A, board, lock, markRead8A) },
			"read-all": func() []byte { return seal8A(headRead8A, board, 0, markRead8A) },
			"presence": func() []byte { return seal8A(headChange8A, board, 1, markPresence8A) },
		}[f.Command]()
	case KerongCU:
		addr := board << 4
		if f.Lock > 0 {
			addr |= lock - 1
		}
		return sealKerong(stx, addr, f.Data[0])
	case KerongCU48:
		return sealKerong(stx, board, lock-1, f.Data[0])
	}
	data := f.Data
	if f.Command == "open" || f.Command == "read" {
		data = []byte{lock}
	}
	return sealWKLY(board, codeOf(namesWKLY, f.Command), data...)
}

func codeOf(names map[byte]string, name string) byte {
	for code, n := range names {
		if n == name {
			return code
		}
	}
	return 0
}

func groups(contacts []Contact) []byte {
	out := make([]byte, len(contacts)/8)
	for i, c := range contacts {
		out[i/8] |= byte(c) << (i % 8)
	}
	return out
}

func sameBytes(p Protocol, side Side, item Item) bool {
	again := encodeReply(p, item.Frame)
	if side == FromHost {
		again = encodeCommand(p, item.Frame)
	}
	return bytes.Equal(again, item.Bytes)
}
