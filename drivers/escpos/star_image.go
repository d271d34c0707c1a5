package escpos

import "bytes"

// A ticket for Star is a picture from top to bottom: 60 kB as whole lines,
// 5 s at 115200 baud. White rows are fed, and a band of rows is sent from its
// first byte with ink to its last one, as far as the alignment allows.

// starRaster is ESC GS S: width in bytes, height in dots.
func starRaster(rowBytes, rows int) []byte {
	return []byte{esc, gs, 'S', 1, byte(rowBytes), byte(rowBytes >> 8), byte(rows), byte(rows >> 8), 0}
}

// starAlign is ESC GS a, which places pictures too.
func starAlign(a Align) []byte { return []byte{esc, gs, 'a', byte(a)} }

// starBandBytes keeps a band in one piece of a job.
const starBandBytes = pieceSize - 64

// starBand is rows [from, to) with ink in the bytes [first, end) of the paper's
// width.
type starBand struct{ from, to, first, end int }

// joined is the band over both and what is between them.
func (s starBand) joined(o starBand) starBand {
	return starBand{s.from, o.to, min(s.first, o.first), max(s.end, o.end)}
}

// placed tells the alignment by which the band needs the fewest bytes a row,
// and how many. In the middle it takes as much white at both sides as leaves
// it where it is.
func (s starBand) placed(width int) (a Align, rowBytes int) {
	a, rowBytes = Left, s.end
	if w := width - 2*min(s.first, width-s.end); w < rowBytes {
		a, rowBytes = Centre, w
	}
	if w := width - s.first; w < rowBytes {
		a, rowBytes = Right, w
	}
	return a, rowBytes
}

func (s starBand) bytes(width int) int {
	_, w := s.placed(width)
	return len(starRaster(0, 0)) + w*(s.to-s.from)
}

// starImage sends b with its white rows fed.
func (e *encoder) starImage(b *bitmap, a Align) {
	free := max(0, int(e.p.Width)-8*b.rowBytes)
	full := newBitmap(max(int(e.p.Width), 8*b.rowBytes), b.rows)
	full.put(b, free*int(a)/2)
	y := 0
	for _, s := range starBands(full) {
		e.starFeed(Dots(s.from - y))
		e.starSend(full, s)
		y = s.to
	}
	e.starFeed(Dots(b.rows - y))
}

// put copies o, x dots from the left. There is room for it.
func (b *bitmap) put(o *bitmap, x int) {
	for y := range o.rows {
		row := b.bits[y*b.rowBytes:][:b.rowBytes]
		for i, dots := range o.bits[y*o.rowBytes:][:o.rowBytes] {
			at := uint16(dots) << (8 - x%8)
			row[x/8+i] |= byte(at >> 8)
			if low := byte(at); low != 0 {
				row[x/8+i+1] |= low
			}
		}
	}
}

// starBands splits b where it costs less than going on: for a step in the
// width of its ink, or a run of white.
func starBands(b *bitmap) (bands []starBand) {
	for y := range b.rows {
		row, ok := b.starRow(y)
		if !ok {
			continue
		}
		if n := len(bands); n > 0 {
			last := bands[n-1]
			apart := last.bytes(b.rowBytes) + row.bytes(b.rowBytes)
			if row.from > last.to {
				apart += len(starFeed(1))
			}
			one := last.joined(row)
			if all := one.bytes(b.rowBytes); all <= apart && all <= starBandBytes {
				bands[n-1] = one
				continue
			}
		}
		bands = append(bands, row)
	}
	return bands
}

// starRow is row y as a band; false when it is white.
func (b *bitmap) starRow(y int) (starBand, bool) {
	row := bytes.TrimRight(b.bits[y*b.rowBytes:][:b.rowBytes], "\x00")
	first := len(row) - len(bytes.TrimLeft(row, "\x00"))
	return starBand{y, y + 1, first, len(row)}, len(row) > 0
}

func (e *encoder) starSend(b *bitmap, s starBand) {
	a, wide := s.placed(b.rowBytes)
	left := (b.rowBytes - wide) * int(a) / 2
	data := make([]byte, 0, wide*(s.to-s.from))
	for y := s.from; y < s.to; y++ {
		data = append(data, b.bits[y*b.rowBytes+left:][:wide]...)
	}
	if e.align == nil || *e.align != a {
		e.cmd(starAlign(a))
		e.align = &a
	}
	e.cmd(starRaster(wide, s.to-s.from), data)
}

// starFeed is ESC I: eighths of a millimetre, which are dots.
func starFeed(n Dots) []byte { return []byte{esc, 'I', byte(n)} }

func (e *encoder) starFeed(n Dots) {
	for ; n > 0; n -= 255 {
		e.cmd(starFeed(min(n, 255)))
	}
}
