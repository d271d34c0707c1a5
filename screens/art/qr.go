package art

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"unicode/utf8"

	"github.com/boombuler/barcode/qr"
)

// quietZone is what ISO/IEC 18004 asks for around a code, in modules.
const quietZone = 4

// QR returns a code to scan: level M, UTF-8 in byte mode, black on a white
// ground, one unit of the view box a module. It has no white margin; the
// caller leaves four modules of white around it, as a card does, or takes
// QuietQR. Content that is empty, not UTF-8 or longer than 2331 bytes is an
// error.
func QR(content string) (Drawing, error) { return code(content, 0) }

// QuietQR is QR with four modules of white on every side inside the view box.
func QuietQR(content string) (Drawing, error) { return code(content, quietZone) }

func code(content string, margin int) (Drawing, error) {
	if content == "" || !utf8.ValidString(content) {
		return Drawing{}, errors.New("art: content of a code must be UTF-8 and not empty")
	}
	grid, err := qr.Encode(content, qr.M, qr.Unicode)
	if err != nil {
		return Drawing{}, fmt.Errorf("art: code of %d bytes: %w", len(content), err)
	}
	side := float64(grid.Bounds().Dx() + 2*margin)
	d := Drawing{W: side, H: side}
	d.add(filled(rect(0, 0, side, side, 0), White), filled(runs(grid, margin), Black))
	return d, nil
}

// runs draws the dark modules of each row as the fewest rectangles.
func runs(grid image.Image, margin int) Path {
	b := grid.Bounds()
	var p Path
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			from := x
			for x < b.Max.X && dark(grid.At(x, y)) {
				x++
			}
			if x > from {
				p = append(p, rect(float64(from+margin), float64(y+margin), float64(x-from), 1, 0)...)
			}
		}
	}
	return p
}

func dark(c color.Color) bool {
	return color.Gray16Model.Convert(c).(color.Gray16).Y < 0x8000
}
