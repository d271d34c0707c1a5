package sim

import (
	"image"
	"image/color"
	"time"
)

// Slip is one piece of paper that the printer has cut off.
type Slip struct {
	Bytes     []byte          // what the interpreter consumed since the cut before
	Image     *image.Paletted // the head's width, a bit a dot: index 0 paper, 1 ink
	At        time.Time       // of the cut
	Taken     bool            // somebody has taken it out of the mouth; else it stands there or has fallen
	Retracted bool            // the presenter took it back
	Complete  bool            // no part was lost to a power cut, a cleared or an overrun buffer
}

var paperColours = color.Palette{color.White, color.Black}

// strip is the paper from the knife upwards, as far as the head has printed.
type strip struct {
	width int
	tail  int // rows between the knife and the head
	rows  []byte
	bytes []byte
	torso bool // part of what was sent for this slip was lost
}

func newStrip(width, tail int) *strip {
	return &strip{width: width, tail: tail, rows: make([]byte, width*tail)}
}

// burn appends rows from..to of b to the paper; rows below b are blank.
func (s *strip) burn(b *bitmap, from, to int) {
	for y := from; y < to; y++ {
		if b != nil && y < b.h {
			s.rows = append(s.rows, b.row(y)...)
		} else {
			s.rows = append(s.rows, make([]byte, s.width)...)
		}
	}
}

// empty reports whether nothing has left the mouth since the last cut.
func (s *strip) empty() bool { return len(s.rows) <= s.width*s.tail }

// cut takes off what is past the knife. What stands between knife and head
// becomes the top of the next slip.
func (s *strip) cut(at time.Time) Slip {
	n := len(s.rows) - s.width*s.tail
	slip := Slip{Bytes: s.bytes, Image: picture(s.rows[:n], s.width), At: at, Complete: !s.torso}
	*s = strip{width: s.width, tail: s.tail, rows: append([]byte(nil), s.rows[n:]...)}
	return slip
}

func picture(rows []byte, width int) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, width, len(rows)/width), paperColours)
	copy(img.Pix, rows)
	return img
}
