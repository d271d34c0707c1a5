package escpos

import "slices"

// Encode returns the bytes of d for one make of printer, from ESC @ to the
// cut, and every character that the printer's own font cannot print (each
// once, in order). It does no I/O: same Doc and Profile, same bytes.
//
// The command that proves printing is not among them; Print adds it. A zero
// Profile is generic.
func (d *Doc) Encode(p Profile) ([]byte, []rune) {
	e := d.encode(p)
	return e.buf, e.missing
}

func (d *Doc) encode(p Profile) *encoder {
	if p.Width == 0 {
		p, _ = ProfileOf("generic")
	}
	e := &encoder{p: p, draw: d.Glyph, margin: d.Margin}
	e.prelude()
	for _, part := range d.parts {
		part.encode(e)
	}
	return e
}

// encoder keeps what the printer has been told, to tell it only once.
type encoder struct {
	p       Profile
	draw    GlyphFunc
	margin  Dots
	buf     []byte
	ends    []int // offsets at which a whole command ends: queries may go there
	knife   int   // offset of the cut; 0: none
	high    Dots  // paper so far, without the pictures stored in the printer
	style   *Style
	align   *Align
	pitch   Dots
	missing []rune
	err     error
}

// cmd appends whole commands.
func (e *encoder) cmd(bs ...[]byte) {
	for _, b := range bs {
		e.buf = append(e.buf, b...)
	}
	e.ends = append(e.ends, len(e.buf))
}

func (e *encoder) prelude() {
	e.cmd(cmdInit)
	e.cmd(e.p.afterInit...)
	if e.p.star {
		return
	}
	if e.p.SetUnits {
		e.cmd(cmdUnits)
	}
	if e.p.Encoding != EncodingNone {
		e.cmd(cmdChinese, cmdHanGap)
	}
	e.cmd(cmdLatinGap)
}

// setAlign goes out at the start of a line, where all callers are.
func (e *encoder) setAlign(a Align) {
	if e.align == nil || *e.align != a {
		e.cmd(setAlign(a))
		e.align = &a
	}
}

func (e *encoder) setPitch(n Dots) {
	if e.pitch != n {
		e.cmd(setPitch(n))
		e.pitch = n
	}
}

// setStyle says each property once it differs; the first time, all of them.
func (e *encoder) setStyle(s Style) {
	old := e.style
	if old == nil || old.Size != s.Size {
		e.cmd(setSize(s.Size))
	}
	if old == nil || old.Bold != s.Bold {
		e.cmd(setBold(s.Bold))
	}
	if old == nil || old.Invert != s.Invert {
		e.cmd(setInvert(s.Invert))
	}
	e.style = &s
}

func (e *encoder) note(g glyph) {
	if g.missing && !slices.Contains(e.missing, g.r) {
		e.missing = append(e.missing, g.r)
	}
}

func (t table) encode(e *encoder) {
	for _, r := range t.layout(e.p.Width, e.margin) {
		e.row(r)
	}
}

// row sets one line natively, or draws it whole where the printer's font is
// not enough: raster may not be mixed into a line of text (GS v 0 wants an
// empty line buffer).
func (e *encoder) row(r row) {
	for _, run := range r.runs {
		for _, g := range run.glyphs {
			g.missing = g.missing || e.p.star && e.draw == nil && g.r != ' '
			e.note(g)
		}
	}
	if e.p.star || e.draw != nil && (r.lost() || e.p.Encoding == EncodingNone) {
		e.drawRow(r)
		return
	}
	e.high += r.pitch()
	centred := r.whole && len(r.runs) == 1 && r.runs[0].align == Centre
	if centred {
		e.setAlign(Centre)
	} else {
		e.setAlign(Left)
	}
	e.setPitch(r.pitch())
	for _, run := range r.runs {
		if !centred {
			e.cmd(moveTo(run.x))
		}
		e.text(run.glyphs)
	}
	e.cmd([]byte{lf})
}

func (e *encoder) text(gs []glyph) {
	for _, g := range gs {
		if g.cells > 0 && (e.style == nil || *e.style != g.style) {
			e.setStyle(g.style)
		}
		switch g.cells {
		case 1:
			e.buf = append(e.buf, byte(g.code))
		case 2:
			e.buf = append(e.buf, byte(g.code>>8), byte(g.code))
		}
	}
}

// image sends b in bands and leaves the line empty, as it found it.
func (e *encoder) image(b *bitmap, a Align) {
	e.high += Dots(b.rows)
	if e.p.star {
		e.starImage(b, a)
		return
	}
	e.setAlign(a)
	for y := 0; y < b.rows; y += bandRows {
		n := min(bandRows, b.rows-y)
		data := slices.Clone(b.bits[y*b.rowBytes : (y+n)*b.rowBytes])
		scrub(data)
		e.cmd(rasterHead(b.rowBytes, n), data)
	}
}

// feed moves by dots. Where ESC J is not obeyed, empty lines of that pitch do.
func (e *encoder) feed(n Dots) {
	e.high += n
	if e.p.star {
		e.starFeed(n)
		return
	}
	for n > 0 {
		step := min(n, 120)
		if e.p.NoFeedDots {
			e.setPitch(step)
			e.cmd([]byte{lf})
		} else {
			e.cmd(feedDots(step))
		}
		n -= step
	}
}

func (f feed) encode(e *encoder) { e.feed(Dots(f)) }

func (cut) encode(e *encoder) {
	e.feed(e.p.CutFeed)
	e.knife = len(e.buf)
	e.cmd(e.p.Cut)
	e.cmd(e.p.afterCut...)
}

func (r raster) encode(e *encoder) {
	if r.dither == DitherDiffusion {
		e.image(diffuse(r.img), Centre)
		return
	}
	e.image(toBitmap(r.img), Centre)
}

func (r rule) encode(e *encoder) {
	const high, dash = 2, 6
	b := newBitmap(int(e.p.Width-2*e.margin), high)
	for y := range high {
		for x := range int(e.p.Width - 2*e.margin) {
			if !r.dashed || x%(2*dash) < dash {
				b.set(x, y)
			}
		}
	}
	e.image(b, Centre)
}
