package sim

// listen takes what comes over the line until Close.
func (p *Printer) listen() {
	defer p.work.Done()
	var scan realTimeScanner
	for {
		select {
		case b := <-p.port.rx:
			p.hear(&scan, b)
		case <-p.stop:
			return
		}
	}
}

// arrival is one byte and the real-time command that it completes, if any.
type arrival struct {
	b    byte
	obey []byte
}

// hear scans a piece of the stream, tells the hook, and stores it.
func (p *Printer) hear(scan *realTimeScanner, piece []byte) {
	p.mu.Lock()
	off := p.faults.Off
	if !off {
		p.received = append(p.received, piece...)
	}
	p.mu.Unlock()
	if off {
		*scan = realTimeScanner{}
		return
	}
	var arrivals []arrival
	var job []byte
	for _, b := range piece {
		obey, rest := scan.add(b)
		arrivals = append(arrivals, arrival{b, obey})
		job = append(job, rest...)
	}
	if len(job) > 0 {
		for _, f := range p.hooked().bytes {
			f(job)
		}
	}
	for _, a := range arrivals {
		p.store(a.b)
		if a.obey != nil {
			p.realTime(a.obey)
		}
	}
}

// store puts a byte into the receive buffer. Without room it waits, which
// holds the host up, or drops the byte where the host ignores BUSY.
func (p *Printer) store(b byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for !p.opts.NoHandshake && len(p.queue) >= p.opts.Buffer && !p.closed && !p.faults.Off {
		p.cond.Wait()
	}
	if len(p.queue) >= p.opts.Buffer || p.faults.Off {
		p.dropped++
		p.strip.torso = true
		return
	}
	p.queue = append(p.queue, b)
	p.cond.Broadcast()
}

// realTime obeys a real-time command. DLE ENQ 1 finds nothing to do: the
// failed line is gone on with as soon as the fault is mended.
func (p *Printer) realTime(c []byte) {
	switch {
	case c[1] == 0x04:
		p.answerEOT(c[2])
	case c[1] == 0x05 && c[2] == 2:
		p.clear()
	case c[1] == 0x14:
		p.clear()
		p.reply([]byte{0x37, 0x25, 0x00})
	}
}

func (p *Printer) answerEOT(n byte) {
	if n == 5 && (p.opts.NoExitSensor || p.opts.Presenter) || n == 20 && !p.opts.Presenter {
		return
	}
	p.mu.Lock()
	answer := []byte{p.eot(n)}
	if n == 20 {
		answer = p.fullStatus()
	}
	p.mu.Unlock()
	p.reply(answer)
}
