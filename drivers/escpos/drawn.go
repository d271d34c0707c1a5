package escpos

import "image"

// drawRow makes a picture of a line of text. White at its right end is not
// sent.
func (e *encoder) drawRow(r row) {
	end := Dots(0)
	for _, run := range r.runs {
		end = max(end, run.x+widthOf(run.glyphs))
	}
	if end == 0 {
		e.feed(r.pitch())
		return
	}
	b := newBitmap(int(end), int(r.height))
	for _, run := range r.runs {
		x := run.x
		for _, g := range run.glyphs {
			e.drawGlyph(b, g, x, r.height)
			x += g.width()
		}
	}
	e.image(b, Left)
	e.feed(r.pitch() - r.height)
}

// drawGlyph puts g on the line's foot, as printers do with mixed sizes.
func (e *encoder) drawGlyph(b *bitmap, g glyph, x, height Dots) {
	if g.cells == 0 {
		return
	}
	cell := image.Pt(int(g.width()), int(cellHigh*g.style.Size.times()))
	var mask *image.Alpha
	if g.r == ' ' {
		mask = image.NewAlpha(image.Rectangle{Max: cell})
	} else if e.draw != nil {
		mask = e.draw(g.r, cell, g.style.Bold)
	}
	if mask == nil {
		mask = getaMask(cell)
	}
	top := int(height) - cell.Y
	for dy := range cell.Y {
		for dx := range cell.X {
			ink := mask.AlphaAt(mask.Rect.Min.X+dx, mask.Rect.Min.Y+dy).A >= 128
			if ink != g.style.Invert && int(x)+dx < b.rowBytes*8 {
				b.set(int(x)+dx, top+dy)
			}
		}
	}
}

// getaMask is 〓, two bars.
func getaMask(cell image.Point) *image.Alpha {
	m := image.NewAlpha(image.Rectangle{Max: cell})
	for y := range cell.Y {
		if k := y * 8 / cell.Y; k != 2 && k != 5 {
			continue
		}
		for x := cell.X / 8; x < cell.X*7/8; x++ {
			m.Pix[m.PixOffset(x, y)] = 0xFF
		}
	}
	return m
}
