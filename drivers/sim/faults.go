package sim

// PaperLevel is what the paper sensors see.
type PaperLevel string

const (
	PaperFull PaperLevel = "full"
	PaperLow  PaperLevel = "low"
	PaperOut  PaperLevel = "out"
)

// ExitFault is trouble at the paper mouth, as DLE EOT 5 tells it (escpos §6.1).
type ExitFault byte

const (
	ExitClear   ExitFault = 0x00
	ExitBlocked ExitFault = 0x01
	ExitPulled  ExitFault = 0x02
	ExitJam     ExitFault = 0x08
)

// PrinterFaults is the state of everything that can be wrong. The zero Paper
// does not occur.
type PrinterFaults struct {
	Paper     PaperLevel
	CoverOpen bool
	CutterJam bool
	HeadHot   bool // waits, and goes on by itself when it has cooled
	Off       bool // no power
	Silent    bool // prints and answers nothing
	Slow      float64
	Exit      ExitFault
}

func (f PrinterFaults) offline() bool {
	return f.Off || f.Paper == PaperOut || f.CoverOpen || f.CutterJam || f.HeadHot
}

// Faults returns what is wrong at the moment.
func (p *Printer) Faults() PrinterFaults {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.faults
}

// SetPaper puts in a full roll, lets it run low, or takes it out.
func (p *Printer) SetPaper(level PaperLevel) {
	p.change(func() { p.faults.Paper, p.rowsLeft = level, -1 })
}

// RunOut lets the paper end after so many dot rows more, 1 or above.
func (p *Printer) RunOut(rows int) { p.change(func() { p.rowsLeft = max(1, rows) }) }

// SetCover opens or closes the cover.
func (p *Printer) SetCover(open bool) { p.change(func() { p.faults.CoverOpen = open }) }

// SetCutterJam lets the knife stick at once, away from its home position, or
// frees it. A cut that waits for it is then made.
func (p *Printer) SetCutterJam(jam bool) {
	p.change(func() { p.faults.CutterJam, p.jamNext = jam, false })
}

// JamAtNextCut lets the knife stick when it is next used: the slip has been
// printed then, and hangs uncut.
func (p *Printer) JamAtNextCut() { p.change(func() { p.jamNext = true }) }

// SetHeadHot lets the print head overheat or cool down.
func (p *Printer) SetHeadHot(hot bool) { p.change(func() { p.faults.HeadHot = hot }) }

// SetExit sets trouble at the mouth; ExitClear mends it.
func (p *Printer) SetExit(f ExitFault) { p.change(func() { p.faults.Exit = f }) }

// SetSilent makes the printer print without answering anything.
func (p *Printer) SetSilent(silent bool) { p.change(func() { p.faults.Silent = silent }) }

// SetSlow makes the paper move factor times slower; 1 is normal.
func (p *Printer) SetSlow(factor float64) { p.change(func() { p.faults.Slow = max(1, factor) }) }

// PowerCut takes the power away: the buffers and every setting are lost, the
// printed part stays in the paper way.
func (p *Printer) PowerCut() {
	p.change(func() {
		p.faults.Off = true
		p.lost.powerCuts++
		p.asbMask = p.opts.ASB
		p.empty()
	})
}

// PowerOn gives the power back. The printer cuts off what stands in its paper
// way before it does anything else, as a kiosk printer does.
func (p *Printer) PowerOn() { p.change(func() { p.faults.Off = false }) }

// empty clears the buffers. What was already on paper is a torso. The caller
// holds mu.
func (p *Printer) empty() {
	p.queue = nil
	p.strip.torso = p.strip.torso || !p.strip.empty()
}

// clear is DLE ENQ 2 and DLE DC4 8: the buffers go, the settings stay.
func (p *Printer) clear() {
	p.change(func() {
		p.lost.clears++
		p.empty()
	})
}

// change alters the state and tells everybody who waits for it, the host too.
func (p *Printer) change(f func()) {
	p.mu.Lock()
	f()
	p.cond.Broadcast()
	p.mu.Unlock()
	p.announce()
}
