package sim

import "fmt"

// storeLogos is FS q: pictures for good, in place of all that were there. Each
// is given by columns, from the left, eight dots to the byte.
func (in *interp) storeLogos(args []byte) error {
	in.logos = nil
	rest := args[1:]
	for range args[0] {
		wide, high := le16(rest), le16(rest[2:])
		rest = rest[4:]
		b := newBitmap(wide*8, high*8)
		for x := range b.w {
			for y := range b.h {
				b.row(y)[x] = rest[x*high+y/8] >> (7 - y%8) & 1
			}
		}
		in.logos = append(in.logos, b)
		rest = rest[b.w*high:]
	}
	return nil
}

// printLogo is FS p: picture n in size m.
func (in *interp) printLogo(args []byte) error {
	n, m := int(args[0]), args[1]%'0'
	if n < 1 || n > len(in.logos) || m > 3 {
		in.mech.violation(fmt.Sprintf("FS p: no picture %d in size %d", n, args[1]))
		return nil
	}
	return in.picture("FS p", in.logos[n-1].stretch(int(m&1)+1, int(m>>1)+1))
}

// logosSize is the size of FS q after its head: as many pictures as its first
// byte says, each with its own.
func logosSize(rest []byte) int {
	if len(rest) < 1 {
		return -1
	}
	size := 1
	for range rest[0] {
		if len(rest) < size+4 {
			return -1
		}
		size += 4 + le16(rest[size:])*le16(rest[size+2:])*8
	}
	return size
}

// motionUnits is GS P: a printer of 203 dpi moves by its own dots and no
// others; 0 is its own.
func (in *interp) motionUnits(args []byte) error {
	for _, n := range args {
		if n != 0 && n != 203 {
			in.mech.violation(fmt.Sprintf("GS P %d %d: other units than dots", args[0], args[1]))
			break
		}
	}
	return nil
}
