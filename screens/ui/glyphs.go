package ui

import (
	"image"
	"math"

	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// runKey names a line of text, or a pictogram, as pixels.
type runKey struct {
	s      string
	bold   bool
	em     float32 // px
	spaced float32

	icon   bool    // s is its name, em its width
	weight float32 // of its lines
	dx, dy float32 // of its corner from a whole pixel
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
	key := runKey{s: t.S, bold: t.Bold, em: float32(px), spaced: float32(t.Spaced)}
	r := c.runs.get(key, func() run { return c.drawRun(key) })
	at := image.Pt(int(math.Round(t.X*c.m.PxPerMM)), int(math.Round(t.Y*c.m.PxPerMM))).Sub(r.origin)
	c.mask(r.mask.Bounds().Add(at), c.theme.Colour(t.Role), r.mask, image.Point{})
}

// drawRun draws the outlines of a line into a mask.
func (c *Canvas) drawRun(key runKey) run {
	px := float64(key.em)
	width := c.fonts.Width(key.s, key.bold) + float64(key.spaced)*float64(len([]rune(key.s)))
	high, deep := 1.1, .5
	if needsShaping(key.s) {
		high, deep = shapedHigh, shapedDeep
	}
	origin := image.Pt(int(.2*px)+1, int(high*px)+1)
	w, h := int((width+.4)*px)+3, int((high+deep)*px)+3
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
		segs, ok := f.segments(g.glyph, float64(key.em))
		if !ok {
			f.missing[g.r]++ // an empty box, or an empty place
		}
		x := g.x * float64(key.em)
		if !needsShaping(key.s) { // what joins is not spaced
			x += float64(n) * float64(key.spaced) * float64(key.em)
		}
		shift(segs, x, visit)
		if g.spare {
			shift(segs, x+boldShift*float64(key.em), visit)
		}
	}
}

// segments are the outline of a glyph in pixels, and whether it is that of its
// character. f.mu is held.
func (f *Fonts) segments(g glyph, px float64) (sfnt.Segments, bool) {
	if g.shape != nil {
		return shapedSegments(g, px), g.gid != 0
	}
	segs, err := g.face.LoadGlyph(&f.buf, g.index, fixed.Int26_6(math.Round(px*64)), nil)
	return segs, err == nil && g.index != 0
}

// shapedSegments turns an outline the right way up: y grows downwards here.
func shapedSegments(g glyph, px float64) sfnt.Segments {
	outline, _ := g.shape.GlyphDataOutline(g.gid)
	k := px / float64(g.shape.Upem()) * 64
	out := make(sfnt.Segments, len(outline.Segments))
	for i, s := range outline.Segments {
		out[i].Op = shapedOps[s.Op]
		for j, a := range s.Args {
			out[i].Args[j].X = fixed.Int26_6(math.Round(float64(a.X) * k))
			out[i].Args[j].Y = fixed.Int26_6(math.Round(-float64(a.Y)*k - g.rise*px*64))
		}
	}
	return out
}

var shapedOps = map[opentype.SegmentOp]sfnt.SegmentOp{
	opentype.SegmentOpMoveTo: sfnt.SegmentOpMoveTo, opentype.SegmentOpLineTo: sfnt.SegmentOpLineTo,
	opentype.SegmentOpQuadTo: sfnt.SegmentOpQuadTo, opentype.SegmentOpCubeTo: sfnt.SegmentOpCubeTo,
}

// boldShift is what makes a face of one weight look bold, in em: it is drawn
// twice, so far apart.
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
