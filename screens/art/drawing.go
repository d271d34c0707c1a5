package art

// Role names a colour of the theme by the key it has among the design tokens
// ("touch", "surface", "ink"). The roles below are no tokens.
type Role string

const (
	Current Role = "current" // the colour the caller gives, as of the text beside it
	White   Role = "white"   // paper, the same in every theme
	Black   Role = "black"   // print on paper, the same in every theme
)

// Roles of the theme that the drawings use.
const (
	surface      Role = "surface"
	sunken       Role = "sunken"
	ink          Role = "ink"
	ink2         Role = "ink2"
	touch        Role = "touch"
	touchTint    Role = "touchTint"
	touchPattern Role = "touchPattern"
	onTouch      Role = "onTouch"
	emblem       Role = "emblem"
	onEmblem     Role = "onEmblem"
	partFill     Role = "draw"
	screenGlass  Role = "screenGlass"
)

// Shape is one path with its paint. An empty role leaves out the fill or the
// stroke; the fill comes first and follows the non-zero rule.
type Shape struct {
	Path         Path
	Fill, Stroke Role
	Width        float64   // of the stroke, in units of the view box
	Dash         []float64 // on, off, on, …; empty draws the whole line
	RoundCap     bool      // else the line ends flush
	RoundJoin    bool      // else corners are mitred up to the limit 4
}

// Label is one line of text. X, Y is the point of Anchor on the baseline.
type Label struct {
	Text       string
	X, Y, Size float64 // Size is the em
	Bold       bool
	Anchor     string // "start", "middle" or "end"
	Fill       Role
}

// Drawing is a picture in the view box 0, 0, W, H. Shapes are painted in
// order, then the labels above them all.
type Drawing struct {
	W, H   float64
	Shapes []Shape
	Labels []Label
}

// Weight returns the drawing with every stroke in another width. The small
// ticks of steps are pictograms at 3 instead of 1.75.
func (d Drawing) Weight(width float64) Drawing {
	shapes := make([]Shape, len(d.Shapes))
	for i, s := range d.Shapes {
		s.Width = width
		shapes[i] = s
	}
	d.Shapes = shapes
	return d
}

// placed moves a shape and a stroke with it. The scale must be the same in
// both directions; onPlane is for the others.
func (s Shape) placed(scale, dx, dy float64) Shape {
	s.Path = s.Path.Transform(scale, 0, 0, scale, dx, dy)
	s.Width *= scale
	dash := make([]float64, len(s.Dash))
	for i, v := range s.Dash {
		dash[i] = v * scale
	}
	s.Dash = dash
	return s
}

func (l Label) placed(scale, dx, dy float64) Label {
	l.X, l.Y, l.Size = l.X*scale+dx, l.Y*scale+dy, l.Size*scale
	return l
}

// placed moves everything inside the view box, which stays.
func (d Drawing) placed(scale, dx, dy float64) Drawing {
	out := Drawing{W: d.W, H: d.H}
	for _, s := range d.Shapes {
		out.Shapes = append(out.Shapes, s.placed(scale, dx, dy))
	}
	for _, l := range d.Labels {
		out.Labels = append(out.Labels, l.placed(scale, dx, dy))
	}
	return out
}

func (d *Drawing) add(shapes ...Shape) { d.Shapes = append(d.Shapes, shapes...) }

// over paints another drawing of the same units above this one.
func (d *Drawing) over(o Drawing) {
	d.Shapes = append(d.Shapes, o.Shapes...)
	d.Labels = append(d.Labels, o.Labels...)
}
