package escpos

// Dots counts positions of the print head: 8 a millimetre at 203 dpi.
type Dots int

// Cell sizes of font A, the only one used.
const (
	cellHan   Dots = 24 // a two-byte character, square
	cellLatin Dots = 12 // a single byte, half as wide
	cellHigh  Dots = 24
)

// Paper widths: what the head reaches on 80 mm and on 58 mm rolls.
const (
	Width80 Dots = 576
	Width58 Dots = 384
)

// Size scales text in both directions.
type Size uint8

// The two sizes in use. Every firmware has them; above ×2 some hang.
const (
	Single Size = iota
	Double
)

func (s Size) times() Dots {
	if s == Double {
		return 2
	}
	return 1
}

// Align is where text stands in its column.
type Align uint8

// The zero Align is left.
const (
	Left Align = iota
	Centre
	Right
)

// Style is how a run of text looks. The zero value is plain.
type Style struct {
	Size   Size
	Bold   bool
	Invert bool // white on black
}

// Span is a run of text in one style.
type Span struct {
	Text string
	Style
}

// Plain is a span in the zero style.
func Plain(text string) Span { return Span{Text: text} }

// Strong is a bold span.
func Strong(text string) Span { return Span{Text: text, Style: Style{Bold: true}} }

// Big is a bold span at ×2.
func Big(text string) Span { return Span{Text: text, Style: Style{Size: Double, Bold: true}} }

// Column is one cell of a row. Its text wraps inside it.
type Column struct {
	Share int // part of the width that columns without a share leave; 0: as wide as its text
	Align Align
	Spans []Span
}

// Col is a column of one span.
func Col(share int, align Align, spans ...Span) Column {
	return Column{Share: share, Align: align, Spans: spans}
}
