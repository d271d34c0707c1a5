package ui

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/vector"
)

// Canvas is the page in memory. It is used by one goroutine.
type Canvas struct {
	Img   *image.RGBA
	m     Metrics
	fonts *Fonts
	theme Theme
	shown *List
	clip  image.Rectangle

	raster vector.Rasterizer
	target draw.Image // of the rasteriser: Img, or the mask of a pictogram
	discs  map[int]*image.Alpha
	inks   map[color.RGBA]*image.Uniform
	runs   runCache
}

// NewCanvas makes a canvas of the panel's size.
func NewCanvas(m Metrics, widthPx, heightPx int, fonts *Fonts) *Canvas {
	img := image.NewRGBA(image.Rect(0, 0, widthPx, heightPx))
	return &Canvas{
		Img: img, target: img, m: m, fonts: fonts,
		discs: map[int]*image.Alpha{}, inks: map[color.RGBA]*image.Uniform{},
	}
}

// Forget drops every line that was drawn: one may hold a name. The page that
// the canvas holds stays until the next one.
func (c *Canvas) Forget() { c.runs = runCache{} }

// ink is a colour as a picture; there are some twenty of a theme.
func (c *Canvas) ink(col color.RGBA) *image.Uniform {
	u, ok := c.inks[col]
	if !ok {
		u = image.NewUniform(col)
		c.inks[col] = u
	}
	return u
}

// Paint brings the canvas from the page it holds to l, and returns the pixels
// that it touched. It remembers l: the caller does not change it afterwards.
func (c *Canvas) Paint(l *List) []image.Rectangle {
	areas := damage(c.shown, l, Rect{0, 0, c.m.Width, c.m.Height})
	c.theme, c.shown = ThemeOf(l.Theme), l
	var out []image.Rectangle
	for _, area := range areas {
		px := c.m.cover(area).Intersect(c.Img.Bounds())
		if px.Empty() {
			continue
		}
		c.clip = px
		c.fill(px, c.theme.Colour(Page))
		for _, it := range l.Items {
			c.paintItem(it, px)
		}
		out = append(out, px)
	}
	return out
}

func (c *Canvas) paintItem(it Item, area image.Rectangle) {
	c.clip = area
	if !it.Clip.Empty() {
		c.clip = area.Intersect(c.m.Px(it.Clip))
	}
	if c.clip.Intersect(c.m.cover(it.bounds()).Inset(-1)).Empty() {
		return
	}
	switch op := it.Op.(type) {
	case Box:
		c.box(op)
	case Text:
		c.text(op)
	case Icon:
		c.icon(op)
	case Picture:
		c.picture(op)
	case Stroke:
		c.stroke(op)
	case Arc:
		c.arc(op)
	}
}

// fill paints whole pixels of an area inside the clip.
func (c *Canvas) fill(r image.Rectangle, col color.RGBA) {
	draw.Draw(c.Img, r.Intersect(c.clip), c.ink(col), image.Point{}, draw.Src)
}

// mask paints a colour through a mask whose point at stands on r.Min.
func (c *Canvas) mask(r image.Rectangle, col color.RGBA, m *image.Alpha, at image.Point) {
	in := r.Intersect(c.clip)
	draw.DrawMask(c.Img, in, c.ink(col), image.Point{}, m, at.Add(in.Min.Sub(r.Min)), draw.Over)
}
