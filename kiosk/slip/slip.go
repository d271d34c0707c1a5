package slip

import (
	"image"
	"text/template"
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

// Receipt is what a citizen has been handed out, and what is still to come.
type Receipt struct {
	Hall     string
	Place    string // of the terminal: 一楼大厅 3 号机
	Phone    string
	Number   string // of the receipt: LN-P-20260612-0058
	Name     string // masked
	IDNumber string // masked: 130202********002X
	At       time.Time
	Taken    []Item
	Left     []Item
	Link     string // to verify the receipt by, as a QR code
	Terminal string
	Serial   int
	Notes    []string
}

// Item is one certificate.
type Item struct {
	Name  string // 不动产权证书
	Count string // 1 本
	Where string // 2 号柜 11 号格
}

// Maker draws papers with two faces of a font. One goroutine at a time may
// use it, or encode a Doc that it made.
type Maker struct {
	Width escpos.Dots // of the paper; New sets 576, the other is 384

	bold, regular *face
	crest         image.Image
	templates     map[string]*template.Template // by paper
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
	m := &Maker{escpos.Width80, bold, regular, drawCrest(crestDots), map[string]*template.Template{}}
	for _, name := range Papers {
		text, err := Template(name)
		if err != nil {
			return nil, err
		}
		if err := m.SetTemplate(name, text); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Ticket makes the paper of t.
func (m *Maker) Ticket(t Ticket) *escpos.Doc { return m.lay(m.templates[TicketPaper], t) }

// Receipt makes the paper of r.
func (m *Maker) Receipt(r Receipt) *escpos.Doc { return m.lay(m.templates[ReceiptPaper], r) }
