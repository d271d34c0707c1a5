package slip

import (
	"fmt"
	"strconv"
	"strings"

	"govkiosk/drivers/escpos"
)

// Sizes in dots.
const (
	margin    = 12
	numberCap = 158 // height of the number, 19.8 mm
	crestDots = 88
)

// elements are the first words of lines, as the package comment explains them.
var elements = map[string]func(p *page, text string) error{
	"head":    (*page).head,
	"crest":   func(p *page, _ string) error { p.d.Raster(p.m.crest, ""); return nil },
	"text":    func(p *page, text string) error { return p.aligned(escpos.Left, text) },
	"centre":  func(p *page, text string) error { return p.aligned(escpos.Centre, text) },
	"right":   func(p *page, text string) error { return p.aligned(escpos.Right, text) },
	"number":  (*page).number,
	"badge":   (*page).badge,
	"pair":    (*page).pair,
	"columns": (*page).columns,
	"fact":    (*page).fact,
	"note":    (*page).note,
	"rule":    func(p *page, _ string) error { p.d.Rule(); return nil },
	"dashes":  func(p *page, _ string) error { p.d.Dashes(); return nil },
	"feed":    (*page).feed,
	"qr":      measured(func(d *escpos.Doc, n escpos.Dots, s string) { d.QR(s, n) }),
	"pdf417":  measured(func(d *escpos.Doc, n escpos.Dots, s string) { d.PDF417(s, n) }),
	"barcode": measured(func(d *escpos.Doc, n escpos.Dots, s string) { d.Barcode(s, n) }),
	"logo":    (*page).logo,
	"foot":    (*page).foot,
	"cut":     func(p *page, _ string) error { p.end(); return nil },
}

// head is the crest, the hall and what this paper is.
func (p *page) head(text string) error {
	c, err := spanCells(text, 2)
	if err != nil {
		return err
	}
	p.d.Feed(16)
	p.d.Raster(p.m.crest, "")
	p.d.Feed(14)
	p.d.Line(escpos.Centre, escpos.Big(plain(c[0])))
	p.d.Line(escpos.Centre, c[1]...)
	p.d.Feed(6)
	p.d.Rule()
	p.d.Feed(16)
	return nil
}

func (p *page) aligned(a escpos.Align, text string) error {
	s, err := spans(text)
	if err == nil {
		p.d.Line(a, s...)
	}
	return err
}

func (p *page) number(text string) error {
	s, err := spans(text)
	if err == nil && len(s) > 0 {
		p.d.Raster(p.m.number(plain(s)), plain(s))
	}
	return err
}

// foot is what can be asked about this paper and where it comes from, and the
// cut.
func (p *page) foot(text string) error {
	c, err := spanCells(text, 2)
	if err == nil {
		p.d.Columns(escpos.Col(1, escpos.Left, c[0]...), escpos.Col(0, escpos.Right, c[1]...))
		p.d.Feed(30)
		p.end()
	}
	return err
}

func (p *page) end() {
	p.d.Cut()
	p.cut = true
}

// badge is inverse, with white below it.
func (p *page) badge(text string) error {
	s, err := spans(text)
	if err == nil && len(s) > 0 {
		inverse := escpos.Style{Size: escpos.Double, Bold: true, Invert: true}
		p.d.Line(escpos.Centre, escpos.Span{Text: " " + plain(s) + " ", Style: inverse})
		p.d.Feed(20)
	}
	return err
}

// pair is left out without a value.
func (p *page) pair(text string) error {
	c, err := spanCells(text, 2)
	if err == nil && len(c[1]) > 0 {
		p.d.Columns(escpos.Col(0, escpos.Left, c[0]...), escpos.Col(1, escpos.Right, c[1]...))
	}
	return err
}

func (p *page) columns(text string) error {
	var cols []escpos.Column
	for _, c := range cells(text) {
		col, err := column(c)
		if err != nil {
			return err
		}
		cols = append(cols, col)
	}
	p.d.Columns(cols...)
	return nil
}

// column reads "1< TEXT".
func column(cell string) (escpos.Column, error) {
	i := strings.IndexAny(cell, "<^>")
	if i < 1 {
		return escpos.Column{}, fmt.Errorf("cell %q does not begin with a share and <, ^ or >", cell)
	}
	share, err := strconv.Atoi(cell[:i])
	if err != nil || share < 0 {
		return escpos.Column{}, fmt.Errorf("cell %q: no share %q", cell, cell[:i])
	}
	s, err := spans(strings.Trim(cell[i+1:], blanks))
	align := map[byte]escpos.Align{'<': escpos.Left, '^': escpos.Centre, '>': escpos.Right}[cell[i]]
	return escpos.Col(share, align, s...), err
}

func (p *page) fact(text string) error {
	c, err := spanCells(text, 3)
	if err == nil {
		p.facts = append(p.facts, fact{c[0], c[1], c[2]})
	}
	return err
}

// endFacts sets the facts so far, each label over its figure; on narrow paper,
// beside it.
func (p *page) endFacts() {
	var labels, figures []escpos.Column
	for _, f := range p.facts {
		figure := []escpos.Span{escpos.Big(plain(f.figure))}
		if len(f.unit) > 0 {
			figure = append(figure, escpos.Plain(" "+plain(f.unit)))
		}
		if p.m.width < escpos.Width80 {
			p.d.Columns(escpos.Col(0, escpos.Left, f.label...), escpos.Col(1, escpos.Right, figure...))
			continue
		}
		labels = append(labels, escpos.Col(1, escpos.Centre, f.label...))
		figures = append(figures, escpos.Col(1, escpos.Centre, figure...))
	}
	p.facts = nil
	if len(labels) > 0 {
		p.d.Columns(labels...)
		p.d.Columns(figures...)
	}
}

func (p *page) note(text string) error {
	s, err := spans(text)
	if err == nil && len(s) > 0 {
		p.d.Line(escpos.Left, s...)
		p.d.Feed(10)
	}
	return err
}

func (p *page) feed(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil {
		return fmt.Errorf("%q is no number of dots", text)
	}
	p.d.Feed(escpos.Dots(n))
	return nil
}

func (p *page) logo(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil {
		return fmt.Errorf("%q is no number of a picture", text)
	}
	p.d.Logo(n)
	return nil
}

// measured reads "DOTS TEXT".
func measured(add func(d *escpos.Doc, n escpos.Dots, s string)) func(*page, string) error {
	return func(p *page, text string) error {
		size, rest, _ := strings.Cut(text, " ")
		n, err := strconv.Atoi(size)
		if err != nil {
			return fmt.Errorf("%q is no number of dots", size)
		}
		s, err := spans(strings.Trim(rest, blanks))
		if err == nil && len(s) > 0 {
			add(p.d, escpos.Dots(n), plain(s))
		}
		return err
	}
}

// plain is the text of spans without their styles.
func plain(s []escpos.Span) string {
	var out strings.Builder
	for _, span := range s {
		out.WriteString(span.Text)
	}
	return out.String()
}
