package escpos

// Control bytes.
const (
	lf   = 0x0A
	dle  = 0x10
	xon  = 0x11
	xoff = 0x13
	esc  = 0x1B
	fs   = 0x1C
	gs   = 0x1D
	eot  = 0x04
	enq  = 0x05
	dc4  = 0x14
)

// Commands without parameters.
var (
	cmdInit     = []byte{esc, '@'}
	cmdChinese  = []byte{fs, '&'}                           // double-byte mode
	cmdHanGap   = []byte{fs, 'S', 0, 0}                     // one make adds 2 dots to each character otherwise
	cmdLatinGap = []byte{esc, ' ', 0}                       //
	cmdUnits    = []byte{gs, 'P', 203, 203}                 // one motion unit = one dot, both ways
	cmdFenced   = []byte{gs, 'r', 1}                        // paper status, answered in order
	cmdRecover  = []byte{dle, enq, 2}                       // end the error and clear the buffers
	cmdClear    = []byte{dle, dc4, 8, 1, 3, 20, 1, 6, 2, 8} // EP p. 395; answered 37 25 00
)

// Builders of single commands. Parameters are dots unless their name says
// otherwise; 16-bit values go low byte first.

func setSize(s Size) []byte {
	n := byte(s.times() - 1)
	return []byte{gs, '!', n<<4 | n}
}

func setBold(on bool) []byte   { return []byte{esc, 'E', flag(on)} }
func setInvert(on bool) []byte { return []byte{gs, 'B', flag(on)} }

// setAlign is obeyed only at the start of a line.
func setAlign(a Align) []byte { return []byte{esc, 'a', byte(a)} }

// setPitch takes at most 127, which one make has as its limit.
func setPitch(n Dots) []byte { return []byte{esc, '3', byte(min(n, 127))} }

func moveTo(x Dots) []byte { return []byte{esc, '$', byte(x), byte(x >> 8)} }

// feedDots moves by dots (ESC J), never by lines (ESC d); n is 1 to 255.
func feedDots(n Dots) []byte { return []byte{esc, 'J', byte(n)} }

// rasterHead begins GS v 0: width in BYTES, height in dots, then the rows.
func rasterHead(rowBytes, rows int) []byte {
	return []byte{gs, 'v', '0', 0, byte(rowBytes), byte(rowBytes >> 8), byte(rows), byte(rows >> 8)}
}

// askProcessID asks for id back once what stands before it is printed
// (GS ( H function 48).
func askProcessID(id JobID) []byte {
	return append([]byte{gs, '(', 'H', 6, 0, '0', '0'}, id...)
}

func askRealTime(n byte) []byte { return []byte{dle, eot, n} }

func flag(on bool) byte {
	if on {
		return 1
	}
	return 0
}
