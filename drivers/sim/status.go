package sim

// eot1Idle has b1 and b4 fixed and b2 set, as kiosk printers have it
// (escpos §5.1, §6.1).
const (
	eotFixed = 0x12
	eot1Idle = 0x16
)

func bit(on bool, b byte) byte {
	if on {
		return b
	}
	return 0
}

// eot is the answer to DLE EOT n (escpos §5.1). The caller holds mu.
func (p *Printer) eot(n byte) byte {
	f := p.faults
	switch n {
	case 1:
		return eot1Idle | bit(f.offline(), 0x08)
	case 2:
		return eotFixed | bit(f.CoverOpen, 0x04) | bit(f.Paper == PaperOut, 0x20) |
			bit(f.CutterJam || f.HeadHot, 0x40)
	case 3:
		return eotFixed | bit(f.CutterJam, 0x08) | bit(f.HeadHot, 0x40)
	case 4:
		return eotFixed | bit(f.Paper != PaperFull, 0x0C) | bit(f.Paper == PaperOut, 0x60)
	}
	return byte(f.Exit) | bit(p.mouth >= 0, 0x04) // 5, without fixed bits
}

// asbBytes are the four bytes of the automatic status (escpos §5.2). The
// caller holds mu.
func (p *Printer) asbBytes() [4]byte {
	f := p.faults
	return [4]byte{
		0x10 | 0x04 | bit(f.offline(), 0x08) | bit(f.CoverOpen, 0x20),
		bit(f.CutterJam, 0x08) | bit(f.HeadHot, 0x40),
		bit(f.Paper != PaperFull, 0x03) | bit(f.Paper == PaperOut, 0x0C),
		0x0F,
	}
}

// announce sends the automatic status when it is on and has changed.
func (p *Printer) announce() {
	p.asb.Lock()
	defer p.asb.Unlock()
	p.mu.Lock()
	now := p.asbBytes()
	news := p.asbMask != 0 && now != p.asbLast
	p.asbLast = now
	p.mu.Unlock()
	if news {
		p.reply(now[:])
	}
}

// autoStatus is GS a: the status at once, then at every change.
func (p *Printer) autoStatus(which byte) {
	p.asb.Lock()
	defer p.asb.Unlock()
	p.mu.Lock()
	p.asbMask = which
	p.asbLast = p.asbBytes()
	now := p.asbLast
	p.mu.Unlock()
	if which != 0 {
		p.reply(now[:])
	}
}

// paperStatus answers GS r 1.
func (p *Printer) paperStatus() {
	if low := p.Faults().Paper != PaperFull; !p.opts.NoGSR {
		p.reply([]byte{bit(low, 0x03)})
	}
}

// counter is GS g 2: 20 lines fed, 50 cuts.
func (p *Printer) counter(n byte) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch n {
	case 20:
		return p.lines / defaultLine
	case 50:
		return p.cuts
	}
	return 0
}

func (p *Printer) violation(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.violations = append(p.violations, what)
}

// reply sends b unless the printer is mute.
func (p *Printer) reply(b []byte) {
	if f := p.Faults(); !f.Off && !f.Silent {
		p.port.send(p.stop, b)
	}
}

// processed answers GS ( H fn 48.
func (p *Printer) processed(id [4]byte) {
	for _, f := range p.hooked().id {
		f(string(id[:]))
	}
	if !p.opts.NoProcessID {
		p.reply(append([]byte{0x37, 0x22}, append(id[:], 0)...))
	}
}
