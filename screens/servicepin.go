package screens

import (
	"strconv"
	"time"

	"govkiosk/screens/ui"
)

// servicePin asks for the PIN, or for a technician's card.
func (p *page) servicePin(v *Technician) content {
	pin := v.Pin
	if pin == nil {
		return content{}
	}
	read := append(p.ask(11, p.say("technician.pinTitle"), p.pinWords(pin)), spring(), p.pinDots(pin))
	if pin.Problem == "nobody" || pin.Problem == "file" {
		return content{read: read, touch: []block{spring(), fixed(22, 3, p.press(ActBack, "", look{label: p.say("bar.back"), kind: primary}))}, flow: true}
	}
	next := look{label: p.say("pad.next"), typ: "action", kind: primary, icon: "arrow-right", mm: 12}
	if pin.Digits < pin.Least || pin.Locked > 0 || pin.Checking {
		next.kind, next.icon = off, ""
	}
	return content{read: read, touch: []block{p.digits(&Pad{Kind: PadPhone}), fixed(22, 4, p.press(ActNext, "", next))}}
}

// pinWords say what is wanted, or what is wrong.
func (p *page) pinWords(pin *ServicePin) string {
	switch {
	case pin.Locked > 0:
		return p.say("technician.locked", "n", strconv.Itoa(int((pin.Locked+time.Minute-1)/time.Minute)))
	case pin.Checking:
		return p.say("technician.checking")
	case pin.Problem != "":
		return p.say("technician.pin." + pin.Problem)
	}
	return p.say("technician.pinLead")
}

// pinDots show how many digits have been typed, and none of them.
func (p *page) pinDots(pin *ServicePin) block {
	return fixed(16, p.gap, func(r ui.Rect) {
		p.Add(ui.Box{R: r, Radius: 3, Fill: ui.Surface, Line: ui.Touch, Width: .5})
		for i := range max(pin.Digits, pin.Least) {
			dot := ui.Box{R: ui.Rect{X: r.X + 6 + float64(i)*8, Y: r.Y + (r.H-4)/2, W: 4, H: 4}, Radius: 2, Line: ui.Ink2, Width: .4, Fill: ui.Surface}
			if i < pin.Digits {
				dot.Fill = ui.Ink
			}
			p.Add(dot)
		}
	})
}
