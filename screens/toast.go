package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// Toast is what a key has just done, where the page does not show it by itself.
// It stands in the place of the hall's name while the View has it: there it
// covers nothing that is read or touched, and elder mode can have it, too.
type Toast struct {
	Key string // toast.<Key>: volume more-time headset no-headset; empty: none
	N   int
}

// toastIcons come before the words of some.
var toastIcons = map[string]string{"volume": "volume-2", "more-time": "clock", "headset": "volume-2", "no-headset": "volume-x"}

func (p *page) toastWords(t Toast) string { return p.say("toast."+t.Key, "n", strconv.Itoa(t.N)) }

// toast is words on ink, as wide as they are.
func (p *page) toast(r ui.Rect, t Toast) {
	const least = 6.6
	h := p.head * .68
	st := ui.Style{Em: p.head * .33, Line: 1.2, Bold: true, Floor: min(least, p.head*.33)}
	if p.small {
		st.Floor = 4.8
	}
	mm, pad := st.Em*1.15, p.head*.16
	st, lines := p.fit(p.toastWords(t), st, r.W-2*pad-mm-2, 1)
	box := ui.Rect{X: r.X, Y: (p.head - h) / 2, W: p.widest(lines, st) + 2*pad + mm + 2, H: h}
	p.Add(ui.Box{R: box, Radius: 3, Fill: ui.Ink})
	p.icon(toastIcons[t.Key], box.X+pad, box.Y+(h-mm)/2, mm, ui.Surface)
	p.write(ui.Rect{X: box.X + pad + mm + 2, Y: box.Y + (h-height(len(lines), st))/2, W: r.W}, st, lines, ui.Surface, left)
}
