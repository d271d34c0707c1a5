package sim

import (
	"fmt"
	"image"
	"math"
	"os"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// The collections of Debian's fonts-noto-cjk hold ten faces: JP, KR, SC, TC,
// HK, then the same with half-width Latin letters ("Mono"), which fill the
// 12-dot cell of a printer's font A without being squeezed.
const (
	defaultRegular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
	defaultBold    = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
	faceSC         = 2
	faceMonoSC     = 7
)

// inkThreshold is the coverage, of 255, from which a dot is burnt. A little
// under half keeps thin strokes whole, as a printer's hand-made font does.
const inkThreshold = 108

// bitmap is an area of dots; 1 is black.
type bitmap struct {
	w, h int
	dots []byte
}

func newBitmap(w, h int) *bitmap { return &bitmap{w, h, make([]byte, w*h)} }

// row is line y; callers keep to 0 <= y < h.
func (b *bitmap) row(y int) []byte { return b.dots[y*b.w : (y+1)*b.w] }

// draw puts src on b with its upper left corner at x, y. What lies outside is
// dropped; black stays black.
func (b *bitmap) draw(src *bitmap, x, y int) {
	for sy := range src.h {
		if y+sy < 0 || y+sy >= b.h {
			continue
		}
		for sx, v := range src.row(sy) {
			if v != 0 && x+sx >= 0 && x+sx < b.w {
				b.row(y + sy)[x+sx] = 1
			}
		}
	}
}

// stretch repeats every dot kx times across and ky times down.
func (b *bitmap) stretch(kx, ky int) *bitmap {
	if kx == 1 && ky == 1 {
		return b
	}
	out := newBitmap(b.w*kx, b.h*ky)
	for y := range out.h {
		for x := range out.w {
			out.dots[y*out.w+x] = b.dots[y/ky*b.w+x/kx]
		}
	}
	return out
}

// glyphKey is one drawn character in a cell of w by h dots.
type glyphKey struct {
	r    rune
	half bool // half-width: a Latin cell
	w, h int
	bold bool
}

// glyphs draws characters, and remembers what it drew. It opens a font when
// the first character needs it. It is not safe for concurrent use.
type glyphs struct {
	regular, bold face
	drawn         map[glyphKey]*bitmap
}

func newGlyphs(regular, bold string) *glyphs {
	orDefault(&regular, defaultRegular)
	orDefault(&bold, defaultBold)
	return &glyphs{regular: face{path: regular}, bold: face{path: bold}, drawn: map[glyphKey]*bitmap{}}
}

// close gives the font files back.
func (g *glyphs) close() {
	g.regular.close()
	g.bold.close()
}

// cell draws a character into a cell of exactly w by h dots. It is nil where
// the font has no such character.
func (g *glyphs) cell(key glyphKey) (*bitmap, error) {
	if b, ok := g.drawn[key]; ok {
		return b, nil
	}
	f := &g.regular
	if key.bold {
		f = &g.bold
	}
	b, err := f.draw(key)
	if err == nil {
		g.drawn[key] = b
	}
	return b, err
}

// face is the pair of faces of one collection: Han and half-width Latin.
type face struct {
	path       string
	file       *os.File
	han, latin *sfnt.Font
	buf        sfnt.Buffer
}

// load reads the tables of the two faces; outlines stay in the file.
func (f *face) load() error {
	if f.han != nil {
		return nil
	}
	file, err := os.Open(f.path)
	if err != nil {
		return fmt.Errorf("sim: printer font: %w (Debian package fonts-noto-cjk)", err)
	}
	c, err := sfnt.ParseCollectionReaderAt(file)
	if err != nil {
		file.Close()
		return fmt.Errorf("sim: printer font %s: %w", f.path, err)
	}
	if f.han, err = c.Font(min(faceSC, c.NumFonts()-1)); err == nil {
		f.latin, err = c.Font(min(faceMonoSC, c.NumFonts()-1))
	}
	if err != nil {
		file.Close()
		f.han = nil
		return fmt.Errorf("sim: printer font %s: %w", f.path, err)
	}
	f.file = file
	return nil
}

func (f *face) close() {
	if f.file != nil {
		f.file.Close()
	}
	f.file, f.han, f.latin = nil, nil, nil
}

// draw rasters a character at the cell's size and burns what is dark enough. It returns
// nil where the face lacks it.
func (f *face) draw(key glyphKey) (*bitmap, error) {
	if err := f.load(); err != nil {
		return nil, err
	}
	src, across := f.han, key.w
	if key.half {
		src, across = f.latin, 2*key.w
	}
	id, err := src.GlyphIndex(&f.buf, key.r)
	if err != nil || id == 0 {
		return nil, err
	}
	em := fixed.I(int(src.UnitsPerEm()))
	segments, err := src.LoadGlyph(&f.buf, id, em, nil)
	if err != nil {
		return nil, fmt.Errorf("sim: printer font %s: %q: %w", f.path, key.r, err)
	}
	advance, err := src.GlyphAdvance(&f.buf, id, em, font.HintingNone)
	if err != nil {
		return nil, fmt.Errorf("sim: printer font %s: %q: %w", f.path, key.r, err)
	}
	at := outline(float32(advance)/float32(em), float32(em), float32(across), key.w, key.h)
	return burn(segments, at, key.w, key.h), nil
}

// place maps font units to dots: a point p becomes p*k + o.
type place struct{ kx, ky, ox, oy float32 }

// outline places a character of the given advance, in em, in its cell of w by
// h dots. The em is as high as the cell and across dots wide; narrower
// characters stand in the middle, wider ones are fitted. The baseline is where
// the ideographic em box of Noto has it, 0.88 em below the top.
func outline(advance, em, across float32, w, h int) place {
	if advance*across > float32(w)+0.01 {
		across = float32(w) / advance
	}
	return place{
		kx: across / em, ky: float32(h) / em,
		ox: (float32(w) - advance*across) / 2, oy: float32(math.Round(0.88 * float64(h))),
	}
}

// burn fills the outline and keeps the dots that are dark enough.
func burn(segments sfnt.Segments, at place, w, h int) *bitmap {
	z := vector.NewRasterizer(w, h)
	pt := func(p fixed.Point26_6) (float32, float32) {
		return float32(p.X)*at.kx + at.ox, float32(p.Y)*at.ky + at.oy
	}
	for _, s := range segments {
		x0, y0 := pt(s.Args[0])
		x1, y1 := pt(s.Args[1])
		x2, y2 := pt(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			z.MoveTo(x0, y0)
		case sfnt.SegmentOpLineTo:
			z.LineTo(x0, y0)
		case sfnt.SegmentOpQuadTo:
			z.QuadTo(x0, y0, x1, y1)
		case sfnt.SegmentOpCubeTo:
			z.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	ink := image.NewAlpha(image.Rect(0, 0, w, h))
	z.Draw(ink, ink.Bounds(), image.Opaque, image.Point{})
	out := newBitmap(w, h)
	for i, a := range ink.Pix {
		if a >= inkThreshold {
			out.dots[i] = 1
		}
	}
	return out
}
