package ui

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"image/color"
	"maps"
	"math"
	"sync"
)

//go:embed tokens.json
var tokensJSON []byte

// Role names a colour token: "ink", "touch", "unavailableLine".
type Role string

// Colours of the tokens, by what they are for.
const (
	Page, Surface, Sunken                    Role = "page", "surface", "sunken"
	Ink, Ink2, Hairline, LineStrong          Role = "ink", "ink2", "line", "lineStrong"
	Touch, TouchPressed, TouchLip, TouchTint Role = "touch", "touchPressed", "touchLip", "touchTint"
	OnTouch, OnTouchPressed                  Role = "onTouch", "onTouchPressed"
	Done, DoneMark, DoneTint                 Role = "done", "doneMark", "doneTint"
	Danger, DangerTint                       Role = "danger", "dangerTint"
	Unavailable, UnavailableInk              Role = "unavailable", "unavailableInk"
	UnavailableLine                          Role = "unavailableLine"
	Focus, FocusGap                          Role = "focus", "focusGap"
	None                                     Role = ""
)

// paper is what codes stand on in every theme: readers need dark on white.
const (
	PaperWhite Role = "paperWhite"
	PaperBlack Role = "paperBlack"
)

// Theme is one set of colours.
type Theme struct {
	Name   string
	colour map[Role]color.RGBA
}

// Colour of a role; magenta for one that the tokens do not have, so that it is seen.
func (t Theme) Colour(r Role) color.RGBA {
	if c, ok := t.colour[r]; ok {
		return c
	}
	return color.RGBA{0xFF, 0, 0xFF, 0xFF}
}

// Style is a row of the type table.
type Style struct {
	Em     float64 // mm
	Line   float64 // line height in em
	Bold   bool
	Floor  float64 // em below which it is not shrunk, mm
	Spaced float64 // letter spacing in em
}

type typeToken struct {
	Weight          int
	LineHeight      float64
	LineHeightElder float64
	EmMM            map[string]float64 `json:"emMm"`
}

type tokens struct {
	Colour map[string]map[Role]string
	Type   map[string]typeToken
}

var readTokens = sync.OnceValue(func() tokens {
	var t tokens
	if err := json.Unmarshal(tokensJSON, &t); err != nil {
		panic(fmt.Sprintf("ui: tokens.json: %v", err)) // embedded: cannot differ from the tested one
	}
	return t
})

// ThemeOf returns the colours of a theme; an unknown name gives the default.
func ThemeOf(name string) Theme {
	all := themes()
	if t, ok := all[name]; ok {
		return t
	}
	return all["default"]
}

var themes = sync.OnceValue(func() map[string]Theme {
	out := map[string]Theme{}
	for name, set := range readTokens().Colour {
		out[name] = newTheme(name, set)
	}
	return out
})

func newTheme(name string, set map[Role]string) Theme {
	t := Theme{Name: name, colour: map[Role]color.RGBA{
		PaperWhite: {0xFF, 0xFF, 0xFF, 0xFF}, PaperBlack: {0, 0, 0, 0xFF}}}
	maps.Copy(t.colour, fields)
	for role, hex := range set {
		t.colour[role] = parseHex(hex)
	}
	return t
}

func parseHex(s string) color.RGBA {
	c := color.RGBA{A: 0xFF}
	if _, err := fmt.Sscanf(s, "#%02X%02X%02X", &c.R, &c.G, &c.B); err != nil {
		panic(fmt.Sprintf("ui: tokens.json: colour %q: %v", s, err))
	}
	return c
}

// Scale holds the type styles of one text step on one panel.
type Scale struct {
	Step  int // 1..4
	Elder bool
	// Narrow pulls the large styles towards the caption: 1 on a wide panel.
	Narrow float64
	// Shrink is 1 unless a page would not fit otherwise.
	Shrink float64
}

// captionEm has a Latin capital of 3.5 mm at step 1 and of 4.8 mm above.
func (s Scale) captionEm() float64 {
	if s.Step <= 1 {
		return 4.8
	}
	return 6.6
}

// leastEm is where type stops to give way: the caption, or on a narrow panel
// capitals of 3.5 mm, the least that VVSG 2.0 7.1-G allows.
func (s Scale) leastEm() float64 {
	if s.Narrow < .7 {
		return 4.8
	}
	return s.captionEm()
}

// Of returns a style of the type table by name: "body", "title1", "numeralXL".
func (s Scale) Of(name string) Style {
	t, ok := readTokens().Type[name]
	if !ok {
		panic("ui: tokens.json has no type " + name)
	}
	st := Style{Em: t.EmMM[fmt.Sprint(min(max(s.Step, 1), 4))], Line: t.LineHeight, Bold: t.Weight == 700}
	if s.Elder {
		st.Line = t.LineHeightElder
	}
	if name == "title1" || name == "display" || name == "numeralXL" {
		st.Spaced = .01
	}
	return s.Fit(st)
}

// Fit narrows and shrinks a style as the panel and the page ask.
func (s Scale) Fit(st Style) Style {
	st.Floor = min(st.Em, s.leastEm())
	if c := s.captionEm(); st.Em > c {
		st.Em = c + (st.Em-c)*s.Narrow
	}
	st.Em = max(st.Floor, st.Em*s.Shrink)
	return st
}

// Contrast is the WCAG 2.x ratio of two colours, 1 to 21.
func Contrast(a, b color.RGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

func luminance(c color.RGBA) float64 {
	lin := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= .04045 {
			return f / 12.92
		}
		return math.Pow((f+.055)/1.055, 2.4)
	}
	return .2126*lin(c.R) + .7152*lin(c.G) + .0722*lin(c.B)
}
