package ui

import (
	"image"
	"image/color"
	"math"

	"govkiosk/screens/art"
)

// machineWidth is the view box of the machine; its height follows the place it gets.
const machineWidth = 244

// drawing fetches what a picture shows; false when there is nothing to show.
func (p Picture) Drawing() (art.Drawing, bool) {
	switch p.Kind {
	case "crest":
		return art.Crest(), true
	case "lozenge":
		return art.Lozenge(), true
	case "machine":
		return art.Machine(art.MachineState(p.State), p.R.H*machineWidth/p.R.W, p.Text, float64(p.Frame)/1000), true
	case "cabinet":
		return art.Cabinet(p.Cabinet), true
	case "qr":
		d, err := art.QR(p.Text)
		return d, err == nil
	}
	return art.Drawing{}, false
}

// icon paints a pictogram through its mask, which is kept; one that turns is
// another in every frame.
func (c *Canvas) icon(i Icon) {
	if i.Turn != 0 {
		c.drawIcon(i)
		return
	}
	k := c.m.PxPerMM
	corner := image.Pt(int(math.Floor(i.R.X*k)), int(math.Floor(i.R.Y*k)))
	key := runKey{s: i.Name, icon: true, em: float32(i.R.W * k), weight: float32(i.Bold),
		dx: float32(i.R.X*k) - float32(corner.X), dy: float32(i.R.Y*k) - float32(corner.Y)}
	r := c.runs.get(key, func() run { return c.iconMask(i, corner) })
	c.mask(r.mask.Bounds().Add(corner.Sub(r.origin)), c.theme.Colour(i.Role), r.mask, image.Point{})
}

// iconMask draws a pictogram whose first whole pixel is corner.
func (c *Canvas) iconMask(i Icon, corner image.Point) run {
	over := max(2, int(.07*i.R.W*c.m.PxPerMM)+2) // lines reach out of the box
	w, h := int(i.R.W*c.m.PxPerMM)+2*over, int(i.R.H*c.m.PxPerMM)+2*over
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	clip := c.clip
	defer func() { c.target, c.clip = c.Img, clip }()
	c.target, c.clip = mask, mask.Rect
	i.R.X -= float64(corner.X-over) / c.m.PxPerMM
	i.R.Y -= float64(corner.Y-over) / c.m.PxPerMM
	c.drawIcon(i)
	return run{mask, image.Pt(over, over)}
}

func (c *Canvas) drawIcon(i Icon) {
	d, ok := art.Icon(i.Name)
	if !ok {
		return
	}
	if i.Bold > 0 {
		d = d.Weight(i.Bold)
	}
	f := frame{x: i.R.X, y: i.R.Y, k: i.R.W / d.W, px: c.m.PxPerMM, turn: i.Turn, cx: d.W / 2, cy: d.H / 2}
	c.shapes(d, f, c.theme.Colour(i.Role))
}

func (c *Canvas) picture(p Picture) {
	d, ok := p.Drawing()
	if !ok {
		return
	}
	if !p.Clip.Empty() {
		c.clip = c.clip.Intersect(c.m.Px(p.Clip))
	}
	f := c.placed(p, d)
	c.shapes(d, f, c.theme.Colour(Ink))
	for _, l := range d.Labels {
		c.text(f.label(l, c.fonts))
	}
	if p.Radius > 0 {
		n := int(math.Round(p.Radius * c.m.PxPerMM))
		c.corners(c.m.Px(p.R), n, c.disc(-n), c.theme.Colour(Page))
	}
}

// placed fits a drawing into the width of its rectangle. A code gets modules
// of whole pixels, centred in what is left.
func (c *Canvas) placed(p Picture, d art.Drawing) frame {
	f := frame{x: p.R.X, y: p.R.Y, k: p.R.W / d.W, px: c.m.PxPerMM}
	if p.Kind == "qr" {
		module := max(1, math.Floor(p.R.W*f.px/d.W+.25)) // a quarter over is still inside the white border
		f.k = module / f.px
		f.x = math.Round((p.R.X+(p.R.W-d.W*f.k)/2)*f.px) / f.px
		f.y = math.Round((p.R.Y+(p.R.H-d.H*f.k)/2)*f.px) / f.px
	}
	return f
}

func (c *Canvas) shapes(d art.Drawing, f frame, current color.RGBA) {
	for _, s := range d.Shapes {
		if c.clip.Intersect(c.m.cover(f.bounds(s))).Empty() {
			continue
		}
		lines := f.flatten(s.Path)
		if s.Fill != "" {
			c.drawPath(lines, c.paint(s.Fill, current))
		}
		if s.Stroke != "" {
			c.draw(f.pen(s).polygons(lines), c.paint(s.Stroke, current))
		}
	}
}

func (c *Canvas) paint(r art.Role, current color.RGBA) color.RGBA {
	switch r {
	case art.Current:
		return current
	case art.White:
		return c.theme.Colour(PaperWhite)
	case art.Black:
		return c.theme.Colour(PaperBlack)
	}
	return c.theme.Colour(Role(r))
}

// movedShapes is where two drawings at the same place differ.
func movedShapes(a, b Picture) Rect {
	da, ok1 := a.Drawing()
	db, ok2 := b.Drawing()
	if !ok1 || !ok2 || len(da.Shapes) != len(db.Shapes) || len(da.Labels) != len(db.Labels) {
		return a.Bounds()
	}
	f := frame{x: a.R.X, y: a.R.Y, k: a.R.W / da.W}
	var r Rect
	for i := range da.Shapes {
		if !sameShape(da.Shapes[i], db.Shapes[i]) {
			r = r.Union(f.bounds(da.Shapes[i])).Union(f.bounds(db.Shapes[i]))
		}
	}
	for i := range da.Labels {
		if da.Labels[i] != db.Labels[i] {
			return a.Bounds()
		}
	}
	return r.Intersect(a.Bounds())
}

func sameShape(a, b art.Shape) bool {
	if a.Fill != b.Fill || a.Stroke != b.Stroke || a.Width != b.Width || len(a.Path) != len(b.Path) {
		return false
	}
	for i := range a.Path {
		if a.Path[i] != b.Path[i] {
			return false
		}
	}
	return true
}
