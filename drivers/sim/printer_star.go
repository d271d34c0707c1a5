package sim

import (
	"fmt"
	"image"
	"sync"
	"time"
)

// StarOpts sets a Star printer up. The zero value is a healthy 80 mm kiosk
// printer with a presenter.
type StarOpts struct {
	WidthDots int  // of the head; default 576
	NoETB     bool // firmware that never sets the bit of ETB
}

// Star is a printer in Star's line mode, as far as pictures, cut, status and
// ETB go (escpos §6.1). It takes no time to print. On a fault it keeps what it
// has not printed and goes on when that is mended; its status is answered all
// the same, and sent by itself at each change when ESC RS a is on.
type Star struct {
	port *Port
	opts StarOpts
	stop chan struct{}
	work sync.WaitGroup

	mu         sync.Mutex
	queue      []byte
	strip      *strip
	slips      []Slip
	align      byte // ESC GS a: 0 left, 1 middle, 2 right
	asb, etb   bool
	paper      PaperLevel
	cover      bool
	mouth      bool
	retracts   byte
	rowsLeft   int // of paper; -1 for plenty
	violations []string
}

// NewStar starts a printer on p. Close ends it; the port stays open.
func NewStar(p *Port, o StarOpts) *Star {
	orDefault(&o.WidthDots, 576)
	s := &Star{port: p, opts: o, stop: make(chan struct{}), strip: newStrip(o.WidthDots, 0), paper: PaperFull, rowsLeft: -1}
	s.work.Add(1)
	go s.listen()
	return s
}

// RenderStar is Render for Star's line mode.
func RenderStar(stream []byte, widthDots int) *image.Paletted {
	s := &Star{opts: StarOpts{WidthDots: widthDots}, strip: newStrip(widthDots, 0), paper: PaperFull, rowsLeft: -1, queue: stream}
	s.obey()
	var done []byte
	for _, slip := range s.slips {
		done = append(done, slip.Image.Pix...)
	}
	return picture(append(done, s.strip.rows...), widthDots)
}

// Close ends the printer and waits for it.
func (s *Star) Close() {
	close(s.stop)
	s.work.Wait()
}

// Slips returns the slips that were cut off, oldest first.
func (s *Star) Slips() []Slip {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Slip(nil), s.slips...)
}

// Violations returns what the host did against the manual.
func (s *Star) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}

// SetPaper puts in a full roll, lets it run low, or takes it out.
func (s *Star) SetPaper(level PaperLevel) { s.change(func() { s.paper, s.rowsLeft = level, -1 }) }

// RunOut lets the paper end after so many dot rows more.
func (s *Star) RunOut(rows int) { s.change(func() { s.rowsLeft = rows }) }

// SetCover opens or closes the cover.
func (s *Star) SetCover(open bool) { s.change(func() { s.cover = open }) }

// TakePaper takes the slip off the presenter.
func (s *Star) TakePaper() { s.change(func() { s.mouth = false }) }

// Retract takes the slip back, as the presenter does after its time.
func (s *Star) Retract() { s.change(func() { s.mouth, s.retracts = false, s.retracts+1 }) }

func (s *Star) listen() {
	defer s.work.Done()
	for {
		select {
		case b := <-s.port.rx:
			s.hear(b)
		case <-s.stop:
			return
		}
	}
}

// hear answers ESC ACK SOH at once and queues the rest.
func (s *Star) hear(piece []byte) {
	const ask = "\x1b\x06\x01"
	s.mu.Lock()
	for _, b := range piece {
		s.queue = append(s.queue, b)
		if n := len(s.queue); n >= 3 && string(s.queue[n-3:]) == ask {
			s.queue = s.queue[:n-3]
			s.send(s.status())
		}
	}
	s.obey()
	s.mu.Unlock()
}

// change alters the state, tells the host, and goes on with what waited.
func (s *Star) change(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
	s.report()
	s.obey()
}

func (s *Star) report() {
	if s.asb {
		s.send(s.status())
	}
}

// send says nothing where there is no line.
func (s *Star) send(b []byte) {
	if s.port != nil {
		s.port.send(s.stop, b)
	}
}

func (s *Star) offline() bool { return s.cover || s.paper == PaperOut }

// status is a frame of nine bytes.
func (s *Star) status() []byte {
	return []byte{
		0x23, 0x06,
		bit(s.etb, 0x02) | bit(s.offline(), 0x08) | bit(s.cover, 0x20),
		0, 0,
		bit(s.paper != PaperFull, 0x06) | bit(s.paper == PaperOut, 0x08),
		bit(s.mouth, 0x02),
		0, 0,
	}
}

// obey carries out what is whole in the queue, while the printer is online.
func (s *Star) obey() {
	for !s.offline() && len(s.queue) > 0 {
		n := starSize(s.queue)
		if n < 0 || len(s.queue) < n {
			return
		}
		if !s.command(s.queue[:n]) {
			return // the paper ended in it; it is gone on with
		}
		s.strip.bytes = append(s.strip.bytes, s.queue[:n]...)
		s.queue = s.queue[n:]
	}
}

// starSize is the size of the command that b begins with, -1 while it cannot
// be told.
func starSize(b []byte) int {
	if b[0] != 0x1b {
		return 1
	}
	for _, c := range []struct {
		head string
		size int
	}{{"\x1b@", 2}, {"\x1bd", 3}, {"\x1bI", 3}, {"\x1b\x1da", 4}, {"\x1b\x1ea", 4}, {"\x1b\x1eE", 4}, {"\x1b\x1ed", 4}, {"\x1b\x1er", 4}, {"\x1b\x163", 4}} {
		if len(b) >= len(c.head) && string(b[:len(c.head)]) == c.head {
			return c.size
		}
	}
	switch {
	case len(b) < 3 || string(b[:3]) == "\x1b\x1dS" && len(b) < 9:
		return -1
	case string(b[:3]) == "\x1b\x1dS":
		return 9 + le16(b[4:])*le16(b[6:])
	}
	return 1
}

// command obeys one and reports whether it is done with.
func (s *Star) command(c []byte) bool {
	switch {
	case c[0] == 0x17:
		s.etb = s.etb || !s.opts.NoETB
		s.report()
	case len(c) < 2:
		s.violations = append(s.violations, fmt.Sprintf("byte %02x", c[0]))
	case c[1] == '@':
		s.align = 0
	case string(c[:2]) == "\x1b\x1d" && c[2] == 'a':
		s.align = c[3] % 3
	case c[1] == 'I': // eighths of a millimetre
		return s.burn(newBitmap(s.opts.WidthDots, int(c[2])))
	case c[1] == 'd':
		s.slips = append(s.slips, s.strip.cut(time.Now()))
		s.mouth = true
		s.report()
	case len(c) > 9 && c[1] == 0x1d:
		return s.picture(c)
	case string(c[:2]) == "\x1b\x16":
		s.send([]byte{0, 0, 0, bit(c[3] == 1, s.retracts)})
	case len(c) == 4 && c[2] == 'a':
		s.asb = c[3] != 0
		s.report()
	case len(c) == 4 && c[2] == 'E':
		s.etb = false
	}
	return true
}

// picture burns ESC GS S where the alignment wants it.
func (s *Star) picture(c []byte) bool {
	w, h := le16(c[4:])*8, le16(c[6:])
	if w > s.opts.WidthDots {
		s.violations = append(s.violations, fmt.Sprintf("ESC GS S of %d dots", w))
	}
	full := newBitmap(s.opts.WidthDots, h)
	full.draw(unpack(c[9:], w, h).clip(s.opts.WidthDots), max(0, s.opts.WidthDots-w)*int(s.align)/2, 0)
	return s.burn(full)
}

// burn puts rows on the paper. Where it ends in them, they wait as a whole.
func (s *Star) burn(b *bitmap) bool {
	h := b.h
	if s.rowsLeft >= 0 && s.rowsLeft < h {
		s.paper, s.rowsLeft = PaperOut, -1
		s.report()
		return false
	}
	if s.rowsLeft >= 0 {
		s.rowsLeft -= h
	}
	s.strip.burn(b, 0, h)
	return true
}
