package sim

// The printer's commands and how many bytes each takes after its head
// (escpos §2, §3). A size function gets the bytes that follow the head and
// returns how many belong to the command, or -1 while it cannot tell.

type sizeFunc func(rest []byte) int

func fixed0([]byte) int { return 0 }

func fixedSize(n int) sizeFunc { return func([]byte) int { return n } }

// after returns a size that can be told from the first n bytes.
func after(n int, f func(p []byte) int) sizeFunc {
	return func(rest []byte) int {
		if len(rest) < n {
			return -1
		}
		return f(rest)
	}
}

func le16(p []byte) int { return int(p[0]) | int(p[1])<<8 }

func le32(p []byte) int { return le16(p) | le16(p[2:])<<16 }

// counted is pL pH and as many bytes.
var counted = after(2, func(p []byte) int { return 2 + le16(p) })

// head names a command by its first bytes.
type head struct {
	bytes string
	name  string
	size  sizeFunc
}

// heads is ordered so that no head hides a longer one.
var heads = []head{
	{"\x1b@", "ESC @", fixed0},
	{"\x1b=", "ESC =", fixedSize(1)},
	{"\x1b!", "ESC !", fixedSize(1)},
	{"\x1b ", "ESC SP", fixedSize(1)},
	{"\x1bE", "ESC E", fixedSize(1)},
	{"\x1bG", "ESC G", fixedSize(1)},
	{"\x1b-", "ESC -", fixedSize(1)},
	{"\x1bV", "ESC V", fixedSize(1)},
	{"\x1b{", "ESC {", fixedSize(1)},
	{"\x1ba", "ESC a", fixedSize(1)},
	{"\x1b$", "ESC $", fixedSize(2)},
	{"\x1b\\", "ESC \\", fixedSize(2)},
	{"\x1b2", "ESC 2", fixed0},
	{"\x1b3", "ESC 3", fixedSize(1)},
	{"\x1bJ", "ESC J", fixedSize(1)},
	{"\x1bd", "ESC d", fixedSize(1)},
	{"\x1bt", "ESC t", fixedSize(1)},
	{"\x1bR", "ESC R", fixedSize(1)},
	{"\x1bL", "ESC L", fixed0},
	{"\x1bS", "ESC S", fixed0},
	{"\x1bW", "ESC W", fixedSize(8)},
	{"\x1bT", "ESC T", fixedSize(1)},
	{"\x1b\x0c", "ESC FF", fixed0},
	{"\x1bi", "ESC i", fixed0},
	{"\x1bm", "ESC m", fixed0},
	{"\x1bp", "ESC p", fixedSize(3)},
	{"\x1bc", "ESC c", fixedSize(2)},
	{"\x1bv", "ESC v", fixed0},
	{"\x1b*", "ESC *", after(3, func(p []byte) int {
		if p[0] >= 32 {
			return 3 + 3*le16(p[1:])
		}
		return 3 + le16(p[1:])
	})},
	{"\x1c&", "FS &", fixed0},
	{"\x1c.", "FS .", fixed0},
	{"\x1c!", "FS !", fixedSize(1)},
	{"\x1c-", "FS -", fixedSize(1)},
	{"\x1cS", "FS S", fixedSize(2)},
	{"\x1cW", "FS W", fixedSize(1)},
	{"\x1cC", "FS C", fixedSize(1)},
	{"\x1c2", "FS 2", fixedSize(74)},
	{"\x1cp", "FS p", fixedSize(2)},
	{"\x1cP", "FS P", fixedSize(4)},
	{"\x1cq", "FS q", logosSize},
	{"\x1c(A", "FS ( A", counted},
	{"\x1d!", "GS !", fixedSize(1)},
	{"\x1dB", "GS B", fixedSize(1)},
	{"\x1dL", "GS L", fixedSize(2)},
	{"\x1dW", "GS W", fixedSize(2)},
	{"\x1dP", "GS P", fixedSize(2)},
	{"\x1dh", "GS h", fixedSize(1)},
	{"\x1dw", "GS w", fixedSize(1)},
	{"\x1dH", "GS H", fixedSize(1)},
	{"\x1df", "GS f", fixedSize(1)},
	{"\x1dk", "GS k", barcodeSize},
	{"\x1dv0", "GS v 0", after(5, func(p []byte) int { return 5 + le16(p[1:])*le16(p[3:]) })},
	{"\x1d(L", "GS ( L", counted},
	{"\x1d8L", "GS 8 L", after(4, func(p []byte) int { return 4 + le32(p) })},
	{"\x1d(k", "GS ( k", counted},
	{"\x1d(H", "GS ( H", counted},
	{"\x1d(D", "GS ( D", counted},
	{"\x1dV", "GS V", after(1, func(p []byte) int {
		if p[0] == 65 || p[0] == 66 {
			return 2
		}
		return 1
	})},
	{"\x1dg2", "GS g 2", fixedSize(3)},
	{"\x1de", "GS e", ejectorSize},
	{"\x1d\xe2", "GS E2", fixed0},
	{"\x1d\xe4", "GS E4", fixed0},
	{"\x1dI", "GS I", fixedSize(1)},
	{"\x1da", "GS a", fixedSize(1)},
	{"\x1dr", "GS r", fixedSize(1)},
	{"\x10\x04", "DLE EOT", after(1, func(p []byte) int {
		if p[0] == 7 || p[0] == 8 || p[0] == 18 {
			return 2
		}
		return 1
	})},
	{"\x10\x05", "DLE ENQ", fixedSize(1)},
	{"\x10\x14", "DLE DC4", after(1, func(p []byte) int { return dc4Size(p[0]) })},
}

// barcodeSize is form A, ended by NUL, or form B, counted.
func barcodeSize(rest []byte) int {
	if len(rest) == 0 {
		return -1
	}
	if rest[0] >= 65 {
		return after(2, func(p []byte) int { return 2 + int(p[1]) })(rest)
	}
	for i, b := range rest[1:] {
		if b == 0 {
			return i + 2
		}
	}
	return -1
}

// dc4Size is the size of DLE DC4 after its head, for function fn.
func dc4Size(fn byte) int {
	switch fn {
	case 1, 2:
		return 3
	case 8:
		return 8
	}
	return 2
}
