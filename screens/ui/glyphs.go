package ui

import (
	"image"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// runKey names a line of text as pixels.
type runKey struct {
	s      string
	bold   bool
	em     float32 // px
	spaced float32
}

// run is the ink of a line; origin is the pen's start within the mask.
type run struct {
	mask   *image.Alpha
	origin image.Point
}

// runCache keeps drawn lines. The bound is generous for a page (about 3 MB)
// and small for the machine; what is thrown away is drawn again.
type runCache struct {
	runs  map[runKey]run
	bytes int
}

const maxRunBytes = 24 << 20

func (c *runCache) get(key runKey, make func() run) run {
	if r, ok := c.runs[key]; ok {
		return r
	}
	if c.runs == nil || c.bytes > maxRunBytes {
		c.runs, c.bytes = map[runKey]run{}, 0
	}
	r := make()
	c.runs[key] = r
	c.bytes += len(r.mask.Pix)
	return r
}

func (c *Canvas) text(t Text) {
	px := t.Em * c.m.PxPerMM
	key := runKey{t.S, t.Bold, float32(px), float32(t.Spaced)}
	r := c.runs.get(key, func() run { return c.drawRun(key) })
	at := image.Pt(int(math.Round(t.X*c.m.PxPerMM)), int(math.Round(t.Y*c.m.PxPerMM))).Sub(r.origin)
	c.mask(r.mask.Bounds().Add(at), c.theme.Colour(t.Role), r.mask, image.Point{})
}

// drawRun draws the outlines of a line into a mask.
func (c *Canvas) drawRun(key runKey) run {
	px := float64(key.em)
	width := c.fonts.Width(key.s, key.bold) + float64(key.spaced)*float64(len([]rune(key.s)))
	origin := image.Pt(int(.2*px)+1, int(1.1*px)+1)
	w, h := int((width+.4)*px)+3, int(1.6*px)+3
	c.raster.Reset(w, h)
	c.fonts.outlines(key, func(op sfnt.SegmentOp, a [3]point) {
		for i := range a {
			a[i].x += float64(origin.X)
			a[i].y += float64(origin.Y)
		}
		switch op {
		case sfnt.SegmentOpMoveTo:
			c.raster.ClosePath()
			c.raster.MoveTo(float32(a[0].x), float32(a[0].y))
		case sfnt.SegmentOpLineTo:
			c.raster.LineTo(float32(a[0].x), float32(a[0].y))
		case sfnt.SegmentOpQuadTo:
			c.raster.QuadTo(float32(a[0].x), float32(a[0].y), float32(a[1].x), float32(a[1].y))
		case sfnt.SegmentOpCubeTo:
			c.raster.CubeTo(float32(a[0].x), float32(a[0].y), float32(a[1].x), float32(a[1].y), float32(a[2].x), float32(a[2].y))
		}
	})
	c.raster.ClosePath()
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	c.raster.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	return run{mask, origin}
}

// outlines visits every segment of a line in pixels from the pen's start.
func (f *Fonts) outlines(key runKey, visit func(sfnt.SegmentOp, [3]point)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	type placed struct {
		glyph
		x float64
	}
	var glyphs []placed
	f.walk(key.s, key.bold, func(g glyph, x, _ float64) { glyphs = append(glyphs, placed{g, x}) })
	for n, g := range glyphs {
		if g.index == 0 {
			f.missing[g.r]++
		}
		segs, err := g.face.LoadGlyph(&f.buf, g.index, fixed.Int26_6(math.Round(float64(key.em)*64)), nil)
		if err != nil {
			f.missing[g.r]++ // an empty place
			continue
		}
		x := (g.x + float64(n)*float64(key.spaced)) * float64(key.em)
		shift(segs, x, visit)
		if key.bold && g.spare { // the spare faces have one weight: twice is bolder
			shift(segs, x+boldShift*float64(key.em), visit)
		}
	}
}

// boldShift is what makes the one weight of a spare face look bold, in em.
const boldShift = .035

func shift(segs sfnt.Segments, x float64, visit func(sfnt.SegmentOp, [3]point)) {
	for _, s := range segs {
		var a [3]point
		for i, p := range s.Args {
			a[i] = point{x + float64(p.X)/64, float64(p.Y) / 64}
		}
		visit(s.Op, a)
	}
}
