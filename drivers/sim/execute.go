package sim

import (
	"errors"
	"time"
)

var (
	errCleared = errors.New("sim: the printer's buffers were cleared")
	errStopped = errors.New("sim: the printer was closed")
)

// stepRows is how much paper moves between two looks at the sensors: 3 mm.
const stepRows = 24

// execute carries the receive buffer out, in order, until Close.
func (p *Printer) execute() {
	defer p.work.Done()
	in := newInterp(p, p.opts.Paper)
	defer in.glyphs.close()
	var known losses
	for {
		b, lost, err := p.next(known)
		switch {
		case err != nil:
			return
		case lost.powerCuts != known.powerCuts:
			in.restart()
			in.reset()
			known = lost
			p.eject()
		case lost != known:
			in.restart()
			known = lost
		default:
			p.fault(in.add(b))
		}
	}
}

// next waits for the next byte of the buffer, while the printer is online, or
// for a loss that is not known yet.
func (p *Printer) next(known losses) (byte, losses, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for !p.closed && p.lost == known && (p.faults.offline() || len(p.queue) == 0) {
		p.cond.Wait()
	}
	if p.closed {
		return 0, known, errStopped
	}
	if p.lost != known {
		return 0, p.lost, nil
	}
	b := p.queue[0]
	p.queue = p.queue[1:]
	p.strip.bytes = append(p.strip.bytes, b)
	p.cond.Broadcast()
	return b, known, nil
}

// fault notes what kept a command from being carried out, other than a loss
// or the end: that is a font that cannot be read.
func (p *Printer) fault(err error) {
	if err != nil && !errors.Is(err, errCleared) && !errors.Is(err, errStopped) {
		p.violation(err.Error())
	}
}

// eject cuts off what stands in the paper way after power-up.
func (p *Printer) eject() {
	p.mu.Lock()
	empty := p.strip.empty()
	p.mu.Unlock()
	if empty {
		return
	}
	if p.print(nil, p.opts.Paper.HeadToCutter) == nil {
		p.fault(p.cut())
	}
}

// online waits until the printer can work. losses is what it was when the
// command began.
func (p *Printer) online(began losses) error {
	for {
		switch {
		case p.closed:
			return errStopped
		case p.lost != began:
			return errCleared
		case !p.faults.offline():
			return nil
		}
		p.cond.Wait()
	}
}

// print burns b and feeds rows in all, at the speed of the paper. It stops
// where a fault stops the motor and goes on when that is mended.
func (p *Printer) print(b *bitmap, rows int) error {
	began := p.losses()
	for done := 0; done < rows; {
		n, err := p.step(began, rows-done)
		if err != nil {
			return err
		}
		if !pause(p.stepTime(n), p.stop, nil) {
			return errStopped
		}
		if err := p.moved(began, b, done, done+n); err != nil {
			return err
		}
		done += n
	}
	return nil
}

func (p *Printer) losses() losses {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lost
}

// step waits until paper can move and says how many rows.
func (p *Printer) step(began losses, rows int) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.online(began); err != nil {
		return 0, err
	}
	n := min(rows, stepRows)
	if p.rowsLeft > 0 {
		n = min(n, p.rowsLeft)
	}
	return n, nil
}

func (p *Printer) stepTime(rows int) time.Duration {
	slow := p.Faults().Slow
	return time.Duration(float64(rows) / (p.opts.Speed * dotsPerMM) * slow * float64(time.Second))
}

// moved puts rows from..to of b on the paper, and finds its end.
func (p *Printer) moved(began losses, b *bitmap, from, to int) error {
	p.mu.Lock()
	if p.lost != began {
		p.mu.Unlock()
		return errCleared
	}
	p.strip.burn(b, from, to)
	p.lines += to - from
	ended := false
	if p.rowsLeft > 0 {
		p.rowsLeft -= to - from
		ended = p.rowsLeft == 0
	}
	if ended {
		p.faults.Paper, p.rowsLeft = PaperOut, -1
	}
	p.mu.Unlock()
	if ended {
		p.announce()
	}
	return nil
}

// cut drops the knife. A knife that sticks leaves the paper uncut until it is
// freed. What stands in the mouth falls out, pushed by the new slip.
func (p *Printer) cut() error {
	began := p.losses()
	p.stick()
	p.mu.Lock()
	err := p.online(began)
	p.mu.Unlock()
	if err != nil {
		return err
	}
	if !pause(p.opts.CutTime, p.stop, nil) {
		return errStopped
	}
	p.mu.Lock()
	if p.lost != began {
		p.mu.Unlock()
		return errCleared
	}
	p.cuts++
	if p.strip.empty() {
		p.mu.Unlock()
		return nil
	}
	slip := p.strip.cut(time.Now())
	p.slips = append(p.slips, slip)
	p.mouth = len(p.slips) - 1
	p.expectTaker()
	hooks := p.hooks
	p.mu.Unlock()
	hooks.fallen(slip)
	return nil
}

func (h printerHooks) fallen(s Slip) {
	for _, f := range h.cut {
		f()
	}
	for _, f := range h.slip {
		f(s)
	}
}

// stick lets the knife jam where that was wanted at this cut.
func (p *Printer) stick() {
	p.mu.Lock()
	jam := p.jamNext
	p.mu.Unlock()
	if jam {
		p.change(func() { p.faults.CutterJam, p.jamNext = true, false })
	}
}

// expectTaker sends somebody for the slip where the options say so. The
// caller holds mu.
func (p *Printer) expectTaker() {
	if p.taker != nil {
		p.taker.Stop()
	}
	if p.opts.AutoTake > 0 && !p.closed {
		p.taker = time.AfterFunc(p.opts.AutoTake, func() { p.TakePaper() })
	}
}
