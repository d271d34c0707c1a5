package sim

import (
	"strconv"
	"time"
)

// The presenter of Custom's kiosk printers (escpos §6.1, §6.2): it holds a slip
// out, takes it back or throws it out after a time, and counts what it took
// back.

// presenting is a mechanism that may have a presenter; done is false for one
// without, or for a command that it does not know.
type presenting interface {
	presenter(name string, args []byte) (done bool)
}

// toPresenter hands a command on.
func toPresenter(name string) action {
	return func(in *interp, args []byte) error {
		m, ok := in.mech.(presenting)
		if !ok || !m.presenter(name, args) {
			in.mech.violation(name + ": no presenter")
		}
		return nil
	}
}

// ejectorSize is GS e n: 3 has the way, 32 the way and the time behind it.
var ejectorSize = after(1, func(p []byte) int {
	switch p[0] {
	case 3:
		return 2
	case 32:
		return 3
	}
	return 1
})

func (p *Printer) presenter(name string, a []byte) bool {
	switch {
	case !p.opts.Presenter:
		return false
	case name == "FS P": // way, blink, E or R, seconds
		p.holdOut(time.Duration(a[3])*time.Second, a[2] == 'R')
	case name == "GS E2":
		p.tell(p.counter(50))
	case name == "GS E4":
		p.tell(p.takenBack())
	case name == "GS e":
		return p.ejector(a)
	}
	return true
}

// tell answers with a counter as text.
func (p *Printer) tell(n int) { p.reply([]byte(strconv.Itoa(n) + "\r")) }

// ejector is GS e: 2 takes back, 3 and 32 hold out, 5 throws out, 6 asks.
func (p *Printer) ejector(a []byte) bool {
	switch a[0] {
	case 2:
		p.Retract()
	case 3:
		p.holdOut(0, false)
	case 5:
		p.expel(false)
	case 6:
		p.mu.Lock()
		b := bit(p.faults.Paper != PaperFull, 0x01) | bit(p.mouth >= 0, 0x08) | bit(p.faults.Exit == ExitJam, 0x80)
		p.mu.Unlock()
		p.reply([]byte{b})
	case 32:
		p.holdOut(time.Duration(a[2])*time.Second, true)
	default:
		return false
	}
	return true
}

// holdOut lets the slip in the mouth go after a time, 0 for never.
func (p *Printer) holdOut(d time.Duration, back bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held != nil {
		p.held.Stop()
	}
	if slip := p.mouth; d > 0 && slip >= 0 && !p.closed {
		p.held = time.AfterFunc(d, func() { p.expelled(slip, back) })
	}
}

// Retract takes back the slip in the mouth, as a presenter does after its time.
func (p *Printer) Retract() { p.expel(true) }

func (p *Printer) expel(back bool) {
	p.mu.Lock()
	slip := p.mouth
	p.mu.Unlock()
	p.expelled(slip, back)
}

// expelled takes a slip out of the mouth where it still stands there: back into
// the printer, or onto the floor.
func (p *Printer) expelled(slip int, back bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if slip < 0 || p.mouth != slip {
		return
	}
	p.mouth = -1
	if back {
		p.slips[slip].Retracted = true
		p.retracts++
	}
}

func (p *Printer) takenBack() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.retracts
}

// fullStatus is the answer to DLE EOT 20: 10 0F P U R X. The caller holds mu.
func (p *Printer) fullStatus() []byte {
	f := p.faults
	return []byte{0x10, 0x0F,
		bit(f.Paper == PaperOut, 0x01) | bit(f.Paper != PaperFull, 0x04) | bit(p.mouth >= 0, 0x20),
		bit(f.CoverOpen, 0x02),
		bit(f.HeadHot, 0x01) | bit(f.Exit == ExitJam, 0x40),
		bit(f.CutterJam, 0x01),
	}
}
