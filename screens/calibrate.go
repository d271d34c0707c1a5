package screens

import (
	"strconv"
	"strings"

	"govkiosk/screens/ui"
)

// ScreenCalibrate is the page on which a technician touches crosses.
const ScreenCalibrate Screen = "calibrate"

// Calibrate has one cross touched after another. What is touched is not known
// yet, so there is no key on the page: it ends by itself.
type Calibrate struct {
	Stage  CalibrateStage
	X, Y   float64   // of the cross: parts of the glass from the upper left, 0 to 1
	Point  int       // of Of, from 1
	Of     int       //
	Wait   int       // seconds without a touch after which it ends
	MissPX float64   // with again: by how much the touch before missed
	Misses []float64 // px, of each touch; with proof and done
	Reason string    // with kept: silent missed-often turned stopped panel storage
}

// CalibrateStage is how far a calibration has come.
type CalibrateStage string

const (
	CalibrateTouch CalibrateStage = "touch"
	CalibrateAgain CalibrateStage = "again" // that touch was not on its cross
	CalibrateProof CalibrateStage = "proof" // one more, to see whether it fits
	CalibrateDone  CalibrateStage = "done"
	CalibrateKept  CalibrateStage = "kept" // nothing has changed
)

// asks reports whether there is a cross to touch.
func (c *Calibrate) asks() bool { return c.Stage != CalibrateDone && c.Stage != CalibrateKept }

const (
	crossMM = 22.0 // of the ring: well above the least target
	crossIn = 2.5  // of the dot in its middle
	// crossLow is where crosses stop having the words below them.
	crossLow = .55
)

// calibrate is the glass alone: head and bar would be in the way of crosses.
func (p *page) calibrate(c *Calibrate) {
	if c.asks() {
		p.cross(c.X*p.m.Width, c.Y*p.m.Height)
	}
	words := ui.Rect{X: 2 * p.margin, Y: p.m.Height * .62, W: p.m.Width - 4*p.margin, H: p.m.Height * .3}
	switch {
	case !c.asks():
		words.Y = p.m.Height * .3
	case c.Y > crossLow:
		words.Y = p.m.Height * .08
	}
	p.stack(words, p.calibrateWords(c))
	p.Target(ui.Target{Role: "page", Label: p.say("calibrate.cross"), Do: string(ActAlive),
		R: ui.Rect{W: p.m.Width, H: p.m.Height}, Enabled: true})
}

// cross is a ring with a cross through it, open around the dot that is aimed at.
func (p *page) cross(x, y float64) {
	const r = crossMM / 2
	p.Add(ui.Box{R: ui.Rect{X: x - r, Y: y - r, W: crossMM, H: crossMM}, Radius: r, Fill: ui.Surface, Line: ui.Touch, Width: 1})
	for _, way := range [][2]float64{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		p.Add(ui.Stroke{X1: x + way[0]*crossIn, Y1: y + way[1]*crossIn, X2: x + way[0]*r, Y2: y + way[1]*r, Width: .75, Role: ui.Touch})
	}
	p.Add(ui.Box{R: ui.Rect{X: x - .75, Y: y - .75, W: 1.5, H: 1.5}, Radius: .75, Fill: ui.Touch})
}

// calibrateWords say what to touch, and how well it was touched.
func (p *page) calibrateWords(c *Calibrate) []block {
	title, lead := p.calibrateTitle(c)
	out := []block{p.title(title, p.style("title1"), 0), p.para(lead, p.style("lead"), ui.Ink2, 2.5)}
	if len(c.Misses) > 0 {
		out = append(out, p.para(p.say("calibrate.misses", "mm", p.missesMM(c.Misses)), p.style("body"), ui.Ink, p.gap))
	}
	if c.asks() {
		out = append(out, p.para(p.say("calibrate.wait", "s", strconv.Itoa(c.Wait)), p.style("body"), ui.Ink2, p.gap))
	}
	return out
}

func (p *page) calibrateTitle(c *Calibrate) (title, lead string) {
	missed := p.say("calibrate.missed", "mm", p.mm(c.MissPX))
	switch c.Stage {
	case CalibrateDone:
		return p.say("calibrate.done"), p.say("calibrate.doneLead")
	case CalibrateKept:
		return p.say("calibrate.kept"), p.say("calibrate." + c.Reason)
	case CalibrateAgain:
		return p.say("calibrate.again"), missed
	case CalibrateProof:
		if c.MissPX > 0 {
			return p.say("calibrate.again"), missed
		}
		return p.say("calibrate.proof"), p.say("calibrate.proofLead")
	}
	return p.say("calibrate.touch"), p.say("calibrate.point", "n", strconv.Itoa(c.Point), "of", strconv.Itoa(c.Of))
}

// mm writes pixels as millimetres on this glass.
func (p *page) mm(px float64) string { return strconv.FormatFloat(px/p.m.PxPerMM, 'f', 1, 64) }

func (p *page) missesMM(px []float64) string {
	words := make([]string, len(px))
	for i, v := range px {
		words[i] = p.mm(v)
	}
	return strings.Join(words, " · ")
}
