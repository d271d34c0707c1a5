package screens

import "time"

// Times between two pictures. A picture costs 30 ms of a core where the window
// is drawn by software, so what only says that time passes gets few of them.
const (
	frameTime = 40 * time.Millisecond // of what goes somewhere
	slowTime  = 80 * time.Millisecond // of what turns or breathes in its place
)

// next asks for another picture after d; the earliest wish counts.
func (p *page) next(d time.Duration) {
	if p.Next == 0 || d < p.Next {
		p.Next = d
	}
}

// phase is one part of a loop: from one place of it to another.
type phase struct {
	long     time.Duration
	from, to int // thousandths of the drawing's loop
	every    time.Duration
}

// cardLoop lays the card down, leaves it, lifts it and waits (tokens.json, motionMs).
var cardLoop = []phase{
	{700 * time.Millisecond, 500, 1000, frameTime},
	{900 * time.Millisecond, 1000, 1000, 0},
	{400 * time.Millisecond, 0, 500, frameTime},
	{500 * time.Millisecond, 500, 500, 0},
}

var readLoop = []phase{{900 * time.Millisecond, 500, 1000, slowTime}, {900 * time.Millisecond, 0, 500, slowTime}}

// slipOut pushes the paper out once.
var slipOut = []phase{{600 * time.Millisecond, 0, 500, frameTime}}

// frameOf is the place in a loop and the time until it changes; 0: never again.
func frameOf(loop []phase, since time.Duration, again bool) (int, time.Duration) {
	var whole time.Duration
	for _, ph := range loop {
		whole += ph.long
	}
	if !again && since >= whole {
		return loop[len(loop)-1].to, 0
	}
	since %= whole
	for _, ph := range loop {
		if since >= ph.long {
			since -= ph.long
			continue
		}
		if ph.from == ph.to {
			return ph.from, ph.long - since
		}
		return ph.from + int(int64(ph.to-ph.from)*int64(since)/int64(ph.long)), ph.every
	}
	return loop[0].from, frameTime
}

// loop is the picture to show of a moving drawing: the still one where nothing
// may move.
func (p *page) loop(l []phase, again bool) int {
	if p.still() {
		return 500
	}
	at, next := frameOf(l, p.glass.Since, again)
	if next > 0 {
		p.next(next)
	}
	return at
}
