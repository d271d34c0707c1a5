package sim

import (
	"image"
	"time"
)

// PaperOpts is the paper way and the fonts of a printer.
type PaperOpts struct {
	FontRegular, FontBold string // collections of fonts-noto-cjk; default where Debian has them
	WidthDots             int    // dots of the head; default 576 (80 mm paper, 203 dpi)

	// HeadToCutter is how far the knife stands behind the head in dots;
	// default 96 (12 mm), negative for none. Every slip begins with that much
	// blank paper, and a cut that is not preceded by as much feed goes through
	// what was printed last: GS V 65 and 66 feed it by themselves.
	HeadToCutter int
	HanSpace     int // power-up value of FS S n2 in dots; 2 on one make (escpos §14)
}

func (o PaperOpts) withDefaults() PaperOpts {
	orDefault(&o.WidthDots, 576)
	orDefault(&o.HeadToCutter, 96)
	o.HeadToCutter = max(0, o.HeadToCutter)
	return o
}

// Render returns the paper that a healthy printer puts out for a byte stream:
// the slips one above the other, and what is uncut at the end. Trouble with
// the stream itself is not an error; a font that cannot be read is.
func Render(escpos []byte, o PaperOpts) (*image.Paletted, error) {
	o = o.withDefaults()
	r := &renderer{strip: newStrip(o.WidthDots, o.HeadToCutter)}
	in := newInterp(r, o)
	defer in.glyphs.close()
	for _, b := range escpos {
		if err := in.add(b); err != nil {
			return nil, err
		}
	}
	if err := in.flush(0); err != nil {
		return nil, err
	}
	return picture(append(r.done, r.strip.rows...), o.WidthDots), nil
}

// renderer is a mechanism without time, faults and line.
type renderer struct {
	strip *strip
	done  []byte
}

func (r *renderer) print(b *bitmap, rows int) error { r.strip.burn(b, 0, rows); return nil }

func (r *renderer) cut() error {
	if !r.strip.empty() {
		r.done = append(r.done, r.strip.cut(time.Time{}).Image.Pix...)
	}
	return nil
}

func (r *renderer) reply([]byte)      {}
func (r *renderer) processed([4]byte) {}
func (r *renderer) violation(string)  {}
func (r *renderer) paperStatus()      {}
func (r *renderer) autoStatus(byte)   {}
func (r *renderer) counter(byte) int  { return 0 }
