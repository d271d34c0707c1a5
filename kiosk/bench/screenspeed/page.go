package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"govkiosk/screens/art"
	"govkiosk/screens/ui"
)

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// webPage writes a page of the terminal for a browser: the same boxes, words
// and pictograms at the same places, and keys that turn dark under the finger.
func webPage(l *ui.List, m ui.Metrics) (string, error) {
	w := web{m: m, theme: ui.ThemeOf(l.Theme)}
	data := struct {
		PxPerMM       float64
		Page, Pressed string
		Body          template.HTML
	}{m.PxPerMM, w.colour(ui.Page), w.colour(ui.TouchPressed), ""}
	inside := make([]strings.Builder, len(l.Targets))
	var body strings.Builder
	for _, it := range l.Items {
		if k := keyOf(l, it.Op.Bounds()); k >= 0 {
			inside[k].WriteString(w.op(it.Op))
		} else {
			body.WriteString(w.op(it.Op))
		}
	}
	for i := range inside {
		fmt.Fprintf(&body, "<button>%s</button>\n", inside[i].String())
	}
	data.Body = template.HTML(body.String())
	var out bytes.Buffer
	err := pageTemplate.Execute(&out, data)
	return out.String(), err
}

// keyOf is the target that a piece lies in, or -1.
func keyOf(l *ui.List, r ui.Rect) int {
	for i, t := range l.Targets {
		if t.R.Inset(-1.5).Contains(r.X, r.Y) && t.R.Inset(-1.5).Contains(r.Right(), r.Bottom()) {
			return i
		}
	}
	return -1
}

type web struct {
	m     ui.Metrics
	theme ui.Theme
}

func (w web) colour(r ui.Role) string {
	if r == ui.None {
		return "none"
	}
	c := w.theme.Colour(r)
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}

func (w web) place(r ui.Rect) string {
	return fmt.Sprintf("left:%.2fmm;top:%.2fmm;width:%.2fmm;height:%.2fmm;", r.X, r.Y, r.W, r.H)
}

func (w web) op(op ui.Op) string {
	switch op := op.(type) {
	case ui.Box:
		return w.box(op)
	case ui.Text:
		return w.text(op)
	case ui.Icon:
		d, _ := art.Icon(op.Name)
		return w.drawing(d, op.R, op.Role)
	case ui.Picture:
		d, _ := op.Drawing()
		return w.drawing(d, op.R, ui.Ink)
	case ui.Stroke:
		r := op.Bounds().Inset(op.Width / 2)
		return fmt.Sprintf("<i style=\"%sbackground:%s\"></i>\n", w.place(r), w.colour(op.Role))
	}
	return ""
}

func (w web) box(b ui.Box) string {
	style := w.place(b.R) + fmt.Sprintf("border-radius:%.2fmm;", b.Radius)
	if b.Fill != ui.None {
		style += "background:" + w.colour(b.Fill) + ";"
	}
	if b.Line != ui.None {
		kind := "solid"
		if b.Dash != [2]float64{} {
			kind = "dashed"
		}
		style += fmt.Sprintf("border:%.2fmm %s %s;", b.Width, kind, w.colour(b.Line))
	}
	if b.Lip > 0 && b.LipRole != ui.None {
		style += fmt.Sprintf("box-shadow:0 %.2fmm %s;", b.Lip, w.colour(b.LipRole))
	}
	return fmt.Sprintf("<i class=box style=%q></i>\n", style)
}

// text stands on its baseline: in a line without height the middle of ascent
// and descent, 0.436 em above the baseline, is its top.
func (w web) text(t ui.Text) string {
	weight := 400
	if t.Bold {
		weight = 700
	}
	return fmt.Sprintf("<b style=\"left:%.2fmm;top:%.2fmm;font-size:%.3fmm;font-weight:%d;letter-spacing:%.3fem;color:%s\">%s</b>\n",
		t.X, t.Y-.436*t.Em, t.Em, weight, t.Spaced, w.colour(t.Role), template.HTMLEscapeString(t.S))
}

func (w web) drawing(d art.Drawing, r ui.Rect, current ui.Role) string {
	var s strings.Builder
	fmt.Fprintf(&s, "<svg style=\"%s\" viewBox=\"0 0 %g %g\">", w.place(r), d.W, d.H)
	for _, shape := range d.Shapes {
		fmt.Fprintf(&s, "<path d=%q fill=%q stroke=%q stroke-width=\"%g\" stroke-linecap=round stroke-linejoin=round />",
			pathData(shape.Path), w.paint(shape.Fill, current), w.paint(shape.Stroke, current), shape.Width)
	}
	return s.String() + "</svg>\n"
}

func (w web) paint(r art.Role, current ui.Role) string {
	if r == art.Current {
		return w.colour(current)
	}
	return w.colour(ui.Role(r))
}

func pathData(p art.Path) string {
	var s strings.Builder
	for _, seg := range p {
		switch seg.Cmd {
		case art.CubicTo:
			fmt.Fprintf(&s, "C%.2f %.2f %.2f %.2f %.2f %.2f", seg.X1, seg.Y1, seg.X2, seg.Y2, seg.X, seg.Y)
		case art.Close:
			s.WriteByte('Z')
		default:
			fmt.Fprintf(&s, "%c%.2f %.2f", seg.Cmd, seg.X, seg.Y)
		}
	}
	return s.String()
}
