package slip

import (
	"os"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"govkiosk/screens/ui"
)

// spares are the faces that the screen asks for rare characters, opened when a
// paper first needs one. One that cannot be read is passed over here: the
// screen, which has shown the same name before, tells which it is.
var spares = sync.OnceValue(func() []*face {
	var out []*face
	for _, path := range ui.DebianSpares() {
		if f := firstFace(path); f != nil {
			out = append(out, f)
		}
	}
	return out
})

func firstFace(path string) *face {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	c, err := opentype.ParseCollectionReaderAt(file)
	if err != nil {
		file.Close()
		return nil
	}
	f, err := c.Font(0)
	if err != nil {
		file.Close()
		return nil
	}
	return &face{f: f}
}

// faceOf is the face that has a character, nil where none has; thin is one of a
// single weight for a character that is wanted bold.
func (m *Maker) faceOf(r rune, bold bool) (f *face, thin bool) {
	own := m.regular
	if bold {
		own = m.bold
	}
	if own == nil || own.has(r) {
		return own, false
	}
	for _, f := range spares() {
		if f.has(r) {
			return f, bold
		}
	}
	return nil, false
}

// strike draws a character once, and once more beside it where it is too thin.
func strike(d font.Drawer, r rune, thin bool) {
	at := d.Dot
	d.DrawString(string(r))
	if thin {
		d.Dot = at.Add(fixed.P(1, 0))
		d.DrawString(string(r))
	}
}
