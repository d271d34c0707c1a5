package slip

import (
	"fmt"
	"image"
	"text/template"

	"govkiosk/config"
	"govkiosk/drivers/escpos"
)

// Maker draws papers with two faces of a font. One goroutine at a time may
// use it, or encode a Doc that it made.
type Maker struct {
	width         escpos.Dots
	bold, regular *face // nil: papers can be tried, but not printed
	crest         image.Image
	templates     map[Kind]*template.Template
}

// New makes a Maker for the printer's paper. The faces are those of the
// screen; an unreadable font names its path and the Debian package. What
// stands in the way of a template of [slips] is config.Problems, as Check
// tells it.
func New(c config.Config) (*Maker, error) {
	bold, err := loadFace(c.Screen.FontBold, c.Screen.FontFamily)
	if err != nil {
		return nil, err
	}
	regular, err := loadFace(c.Screen.FontRegular, c.Screen.FontFamily)
	if err != nil {
		return nil, err
	}
	m, err := newMaker(c.Printer.WidthDots, bold, regular)
	if err != nil {
		return nil, err
	}
	if found := m.configure(c.Slips); len(found) > 0 {
		return nil, found
	}
	return m, nil
}

// newMaker has the built-in templates.
func newMaker(width int, bold, regular *face) (*Maker, error) {
	m := &Maker{escpos.Dots(width), bold, regular, drawCrest(crestDots), map[Kind]*template.Template{}}
	for _, kind := range Kinds() {
		text, err := Template(kind)
		if err != nil {
			return nil, err
		}
		if err := m.SetTemplate(kind, text); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Make lays a paper out by the template of its kind. What is wrong with it is
// the Doc's Err.
func (m *Maker) Make(p Paper) *escpos.Doc {
	t, ok := m.templates[p.Kind()]
	if !ok {
		d := &escpos.Doc{}
		d.Fail(fmt.Errorf("slip: kind %q is not in the table", p.Kind()))
		return d
	}
	return m.lay(t, p)
}
