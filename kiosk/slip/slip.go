// Package slip makes the papers that a visit ends with: it turns facts into an
// escpos.Doc of 24-dot lines at ×1 and ×2. The printer's own font sets
// everything but the crest, the number and what that font does not have.
package slip

import (
	"fmt"
	"image"
	"time"

	"govkiosk/drivers/escpos"
)

// Ticket is a number in a queue, as it is printed. Empty fields leave their
// line out.
type Ticket struct {
	Hall     string // name of the hall: 路南区政务服务中心
	Place    string // where the number was taken: 一楼大厅 3 号机
	Phone    string // of the hall's information desk
	Number   string // A037
	Priority string // 老年人优先
	Reprint  bool   // 补打 stands where the priority would
	Business string
	Area     string // C 区
	Windows  string // 5–8
	Ahead    int    // people before this number
	WaitMin  int    // minutes, a range
	WaitMax  int    // both 0: nobody waits
	Link     string // the queue on the phone, as a QR code
	Name     string // masked
	At       time.Time
	Terminal string
	Serial   int      // of this terminal's papers
	Notes    []string // missed-call rule, what to bring
}

// Maker draws papers with two faces of a font. One goroutine at a time may
// use it, or encode a Doc that it made.
type Maker struct {
	Width escpos.Dots // of the paper; New sets 576, the other is 384

	bold, regular *face
	crest         image.Image
}

// New loads the faces. fontBold and fontRegular are files of one face or
// collections, of which only the face named family is loaded ("Noto Sans CJK
// SC"). An unreadable font names its path and the Debian package.
func New(fontBold, fontRegular, family string) (*Maker, error) {
	bold, err := loadFace(fontBold, family)
	if err != nil {
		return nil, err
	}
	regular, err := loadFace(fontRegular, family)
	if err != nil {
		return nil, err
	}
	return &Maker{escpos.Width80, bold, regular, drawCrest(crestDots)}, nil
}

// Sizes in dots.
const (
	margin    = 12
	numberCap = 158 // height of the number, 19.8 mm
	crestDots = 88
	qrModule  = 8
	qrWhite   = 32 // around a code
)

// Ticket makes the paper of t.
func (m *Maker) Ticket(t Ticket) *escpos.Doc {
	d := &escpos.Doc{Margin: margin, Glyph: m.glyph}
	m.head(d, t.Hall, "排队小票")
	d.Line(escpos.Centre, escpos.Plain("您的号码"))
	d.Feed(14)
	d.Raster(m.bold.number(t.Number, numberCap, int(m.Width)-2*margin), t.Number)
	d.Feed(34)
	badge(d, t)
	d.Line(escpos.Centre, escpos.Big(t.Business))
	d.Feed(10)
	facts(d, t, m.Width)
	link(d, t.Link)
	person(d, t)
	notes(d, t.Notes)
	foot(d, t)
	return d
}

// head is the crest, the hall and what this paper is.
func (m *Maker) head(d *escpos.Doc, hall, title string) {
	d.Feed(16)
	d.Raster(m.crest, "")
	d.Feed(14)
	d.Line(escpos.Centre, escpos.Big(hall))
	d.Line(escpos.Centre, escpos.Plain(title))
	d.Feed(6)
	d.Rule()
	d.Feed(16)
}

// badge is the priority, inverse. A reprint bears 补打 in its place, and both
// where both are true.
func badge(d *escpos.Doc, t Ticket) {
	words := []string{}
	if t.Reprint {
		words = append(words, "补打")
	}
	if t.Priority != "" {
		words = append(words, t.Priority)
	}
	for _, w := range words {
		inverse := escpos.Style{Size: escpos.Double, Bold: true, Invert: true}
		d.Line(escpos.Centre, escpos.Span{Text: " " + w + " ", Style: inverse})
		d.Feed(20)
	}
}

// fact is a figure that the citizen goes by.
type fact struct{ label, figure, unit string }

func factsOf(t Ticket) []fact {
	list := []fact{{"前面", fmt.Sprint(t.Ahead), " 人"}, {"预计等候", "很快", ""}}
	switch {
	case t.WaitMax > t.WaitMin:
		list[1] = fact{"预计等候", fmt.Sprintf("%d-%d", t.WaitMin, t.WaitMax), " 分"}
	case t.WaitMax > 0:
		list[1] = fact{"预计等候", fmt.Sprint(t.WaitMax), " 分"}
	}
	if t.Windows != "" {
		list = append(list, fact{t.Area + "窗口", ascii(t.Windows), " 号"})
	}
	return list
}

// facts are people ahead, minutes and windows, each label over its figure; on
// narrow paper, beside it.
func facts(d *escpos.Doc, t Ticket, width escpos.Dots) {
	d.Rule()
	d.Feed(14)
	list := factsOf(t)
	var labels, figures []escpos.Column
	for _, f := range list {
		label, figure := escpos.Plain(f.label), []escpos.Span{escpos.Big(f.figure), escpos.Plain(f.unit)}
		if width < escpos.Width80 {
			d.Columns(escpos.Col(0, escpos.Left, label), escpos.Col(1, escpos.Right, figure...))
			continue
		}
		labels = append(labels, escpos.Col(1, escpos.Centre, label))
		figures = append(figures, escpos.Col(1, escpos.Centre, figure...))
	}
	if len(labels) > 0 {
		d.Columns(labels...)
		d.Columns(figures...)
	}
	d.Feed(4)
	d.Rule()
}

// link is the QR code of the queue, with white around it.
func link(d *escpos.Doc, url string) {
	if url == "" {
		d.Feed(14)
		return
	}
	d.Feed(qrWhite)
	d.QR(url, qrModule)
	d.Feed(qrWhite - 8)
	d.Line(escpos.Centre, escpos.Big("扫码看排队"))
	d.Line(escpos.Centre, escpos.Plain("快到您时手机会提醒。"))
	d.Line(escpos.Centre, escpos.Plain("要离开一会儿，也在这里登记。"))
	d.Feed(14)
}

// person is who took the number, when and where.
func person(d *escpos.Doc, t Ticket) {
	d.Dashes()
	d.Feed(16)
	pair(d, "姓名", t.Name)
	if !t.At.IsZero() {
		pair(d, "取号时间", t.At.Format("2006-01-02 15:04"))
	}
	pair(d, "取号地点", t.Place)
	d.Feed(8)
	d.Dashes()
	d.Feed(16)
}

// pair is a name at the left and its value at the right.
func pair(d *escpos.Doc, name, value string) {
	if value == "" {
		return
	}
	d.Columns(escpos.Col(0, escpos.Left, escpos.Plain(name)), escpos.Col(1, escpos.Right, escpos.Plain(value)))
}

func notes(d *escpos.Doc, list []string) {
	for _, n := range list {
		d.Line(escpos.Left, escpos.Plain(n))
		d.Feed(10)
	}
}

// foot is the phone and the serial number of the paper, then the cut.
func foot(d *escpos.Doc, t Ticket) {
	phone := ""
	if t.Phone != "" {
		phone = "咨询电话 " + t.Phone
	}
	serial := fmt.Sprintf("%s %04d", t.Terminal, t.Serial)
	d.Columns(escpos.Col(1, escpos.Left, escpos.Plain(phone)), escpos.Col(0, escpos.Right, escpos.Plain(serial)))
	d.Feed(30)
	d.Cut()
}
