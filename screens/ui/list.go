package ui

import "govkiosk/screens/art"

// Op is one thing to paint; every kind is a comparable value.
type Op interface {
	// Bounds holds every millimetre that the op touches.
	Bounds() Rect
}

// Box is a filled and outlined rectangle with round corners. Its lip is the
// lower edge that makes a key of it.
type Box struct {
	R       Rect
	Radius  float64
	Fill    Role // None: not filled
	Line    Role // None: no outline
	Width   float64
	Dash    [2]float64 // on, off; zero: solid
	Lip     float64    // height below R
	LipRole Role
}

func (b Box) Bounds() Rect {
	r := b.R
	r.H += b.Lip
	return r
}

// Text is one line. Y is its baseline.
type Text struct {
	X, Y, Em float64
	W        float64 // as measured, for bounds and tests
	Bold     bool
	Role     Role
	Spaced   float64 // em between letters
	S        string
}

// Bounds is the box of the ink, not of the line.
func (t Text) Bounds() Rect {
	if needsShaping(t.S) {
		return Rect{t.X - .2*t.Em, t.Y - shapedHigh*t.Em, t.W + .4*t.Em, (shapedHigh + shapedDeep) * t.Em}
	}
	return Rect{t.X - .12*t.Em, t.Y - 1.0*t.Em, t.W + .24*t.Em, 1.3 * t.Em}
}

// Icon is a pictogram in one colour. Turn rotates it clockwise, in turns.
type Icon struct {
	Name string
	R    Rect
	Role Role
	Bold float64 // stroke on the 24 grid; 0: as drawn
	Turn float64
}

func (i Icon) Bounds() Rect { return i.R.Inset(-.06 * i.R.W) }

// Picture is a drawing in its own colours.
type Picture struct {
	Kind   string // "crest", "lozenge", "machine", "cabinet", "qr"
	R      Rect
	State  string // of the machine
	Text   string // ticket number of the machine, content of the code
	Frame  int    // of the machine: thousandths of its loop, 500 is the still picture
	Clip   Rect   // part that is seen; empty: R
	Radius float64

	Cabinet art.CabinetPlan // of the cabinet
}

func (p Picture) Bounds() Rect {
	if p.Clip.Empty() {
		return p.R
	}
	return p.Clip
}

// Stroke is a straight line.
type Stroke struct {
	X1, Y1, X2, Y2, Width float64
	Role                  Role
	Dash                  [2]float64
}

func (s Stroke) Bounds() Rect {
	r := Rect{min(s.X1, s.X2), min(s.Y1, s.Y2), abs(s.X2 - s.X1), abs(s.Y2 - s.Y1)}
	return r.Inset(-s.Width)
}

// Arc is a part of a ring, clockwise from twelve o'clock, in turns.
type Arc struct {
	CX, CY, Radius, Width float64
	From, Sweep           float64
	Role                  Role
	Round                 bool
}

func (a Arc) Bounds() Rect {
	d := a.Radius + a.Width
	return Rect{a.CX - d, a.CY - d, 2 * d, 2 * d}
}

func abs(v float64) float64 { return max(v, -v) }

// Item is an op and the part of the glass that it may touch; an empty clip is all of it.
type Item struct {
	Op   Op
	Clip Rect
}

func (i Item) bounds() Rect {
	if i.Clip.Empty() {
		return i.Op.Bounds()
	}
	return i.Op.Bounds().Intersect(i.Clip)
}

// Target is a place that a finger can reach.
type Target struct {
	Role    string // "key", "tile", "row", "chip", "bar", "page", "box", "day", ...
	Label   string // as it is spoken
	Hint    string // what stands under the label: why not, where else
	Do, Arg string // the intent, as the caller spells it
	R       Rect   // what shows
	Clip    Rect   // part of R that is on the glass; empty: all
	Enabled bool
	Primary bool
	Scrolls bool // a vertical drag that begins here moves the list
	InOrder bool // it stands as it would in a language from the left, on a page from the right
}

// Visible is the part of the target that can be seen and touched.
func (t Target) Visible() Rect {
	if t.Clip.Empty() {
		return t.R
	}
	return t.R.Intersect(t.Clip)
}

// List is a page: what to paint in order, and what can be touched in reading order.
type List struct {
	Theme   string
	Items   []Item
	Targets []Target
	clip    Rect
}

// Add appends ops under the current clip.
func (l *List) Add(ops ...Op) {
	for _, op := range ops {
		l.Items = append(l.Items, Item{op, l.clip})
	}
}

// Clipped runs build with everything it adds cut to r.
func (l *List) Clipped(r Rect, build func()) {
	old := l.clip
	l.clip = r
	build()
	l.clip = old
}

// Target appends a target under the current clip; one that is scrolled out of
// sight is left away.
func (l *List) Target(t Target) {
	t.Clip = l.clip
	if !t.Visible().Empty() {
		l.Targets = append(l.Targets, t)
	}
}

// Hit finds the target at a point, or the nearest within slop.
func (l *List) Hit(x, y, slop float64) (Target, bool) {
	best, found := slop, -1
	for i, t := range l.Targets {
		if d := t.Visible().Distance(x, y); d < best || d == 0 {
			best, found = d, i
			if d == 0 && t.Visible().Contains(x, y) {
				break
			}
		}
	}
	if found < 0 {
		return Target{}, false
	}
	return l.Targets[found], true
}
