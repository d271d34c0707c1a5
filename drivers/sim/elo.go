package sim

import (
	"math/rand/v2"
	"time"
)

// eloDelayUnit is the unit of the B command.
const eloDelayUnit = 10 * time.Millisecond

// EloFault is a way in which a serial touch panel misbehaves. It lasts until
// another is set.
type EloFault string

const (
	NoEloFault   EloFault = ""
	EloGarbage   EloFault = "garbage"   // stray bytes before every touch packet
	EloTruncated EloFault = "truncated" // every initial packet breaks off after three bytes and is followed by the stream
	EloNoUntouch EloFault = "no-untouch"
	EloWrong     EloFault = "wrong-check" // the checksum of every initial packet is damaged
	EloSilent    EloFault = "silent"      // neither answers nor touches
	EloSlow      EloFault = "slow"        // touch packets come byte by byte, with pauses
)

// EloOpts sets a panel up. The zero value is an IntelliTouch controller that
// answers everything, with coordinates 0..4095.
type EloOpts struct {
	Accu         bool          // AccuTouch: no pressure, status without the Z bit
	MinX, MaxX   int           // raw coordinates of the left and right edge; default 0, 4095
	MinY, MaxY   int           // of the upper and lower edge. MinX > MaxX or MinY > MaxY flips an axis
	ReportEvery  time.Duration // between stream packets while held; default 10 ms
	Jitter       int           // raw units, up to which every packet strays; default 0
	ListenOnly   bool          // a clone that answers no query (touch §5)
	Fault        EloFault
	PressureHeld int // z of a touch, 1..255; default 255
}

// Elo is a serial touch panel that speaks SmartSet (touch §5).
type Elo struct {
	port *Port
	opts EloOpts
	*hand[EloFault]

	// Owned by run.
	mode1, mode2 byte
	delays       [2]byte // untouch delay, report delay in units of 10 ms
	every        time.Duration
	at           finger
	stray        *rand.Rand
}

// NewElo starts a panel on p, in its power-up state: initial, stream and
// untouch reported. Close ends it; the port stays open.
func NewElo(p *Port, o EloOpts) *Elo {
	orDefault(&o.ReportEvery, 10*time.Millisecond)
	orDefault(&o.PressureHeld, 255)
	if o.MinX == o.MaxX {
		o.MinX, o.MaxX = 0, 4095
	}
	if o.MinY == o.MaxY {
		o.MinY, o.MaxY = 0, 4095
	}
	e := &Elo{port: p, opts: o, hand: newHand(o.Fault), mode1: eloPowerUp,
		delays: [2]byte{0, byte(o.ReportEvery / eloDelayUnit)}, every: o.ReportEvery,
		stray: rand.New(rand.NewPCG(1, 2))}
	go e.run()
	return e
}

// run is the controller: commands, touches and, while a finger is down, the
// stream.
func (e *Elo) run() {
	defer close(e.done)
	stream := time.NewTicker(e.opts.ReportEvery)
	defer stream.Stop()
	var dec eloDecoder
	for {
		var tick <-chan time.Time
		if e.held() {
			tick = stream.C
		}
		select {
		case b := <-e.port.rx:
			for _, c := range dec.add(b) {
				e.answer(c)
			}
			stream.Reset(e.every)
		case f := <-e.finger:
			e.follow(f)
			stream.Reset(e.every)
		case <-tick:
			e.report(eloStream)
		case <-e.stop:
			return
		}
	}
}

func (e *Elo) held() bool { return e.at.status == eloInitial || e.at.status == eloStream }

// follow takes a movement of the finger in and reports it.
func (e *Elo) follow(f finger) {
	if f.status != eloInitial && !e.held() {
		return
	}
	e.at = f
	e.report(f.status)
}

// report sends a touch packet where the mode asks for it and the fault lets it.
func (e *Elo) report(status byte) {
	fault := e.faultNow()
	if e.mode1&status == 0 || fault == EloSilent || fault == EloNoUntouch && status == eloUntouch {
		return
	}
	if fault == EloSlow {
		e.port.dribble(e.stop, e.packet(status))
		return
	}
	e.port.send(e.stop, eloSpoil(e.packet(status), status, fault))
}

func eloSpoil(packet []byte, status byte, fault EloFault) []byte {
	switch {
	case fault == EloGarbage:
		return append([]byte{0x00, 0xFF, 0x0D}, packet...)
	case fault == EloTruncated && status == eloInitial:
		return packet[:3]
	case fault == EloWrong && status == eloInitial:
		packet[len(packet)-1] ^= 0x20
	}
	return packet
}

// packet is the touch packet of the finger's place.
func (e *Elo) packet(status byte) []byte {
	x, inX := e.raw(e.at.x, e.opts.MinX, e.opts.MaxX)
	y, inY := e.raw(e.at.y, e.opts.MinY, e.opts.MaxY)
	z := e.opts.PressureHeld
	if !inX || !inY {
		status |= eloOutside
	}
	if e.opts.Accu {
		z = 255
	} else {
		status |= eloHasZ
	}
	return eloTouch(status, x, y, z)
}

// raw turns a place 0..1 into raw units between the edges lo and hi, and
// tells whether it lay on the glass.
func (e *Elo) raw(v float64, lo, hi int) (int, bool) {
	clamped := min(1, max(0, v))
	r := lo + int(clamped*float64(hi-lo)+0.5*sign(hi-lo))
	if e.opts.Jitter > 0 {
		r += e.stray.IntN(2*e.opts.Jitter+1) - e.opts.Jitter
	}
	return min(max(lo, hi), max(min(lo, hi), r)), clamped == v
}

func sign(n int) float64 {
	if n < 0 {
		return -1
	}
	return 1
}
