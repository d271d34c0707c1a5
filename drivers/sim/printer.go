package sim

import (
	"image"
	"sync"
	"time"
)

// PrinterOpts sets a printer up. The zero value is a healthy 80 mm kiosk
// printer with an exit sensor that answers GS ( H.
type PrinterOpts struct {
	Paper        PaperOpts
	Speed        float64       // of the paper in mm/s; default 150
	CutTime      time.Duration // default 200 ms
	Buffer       int           // receive buffer in bytes; default 4096
	NoHandshake  bool          // the host ignores BUSY: what does not fit the buffer is dropped
	NoExitSensor bool          // DLE EOT 5 stays without an answer
	Presenter    bool          // as Custom's have it: DLE EOT 20 in the place of 5
	NoProcessID  bool          // a clone that stays silent on GS ( H
	NoGSR        bool          // one that stays silent on GS r
	AutoTake     time.Duration // somebody takes each slip after this time; 0 never
	ASB          byte          // GS a at power-up; 2 with the BUSY switch on (escpos §3)
}

func (o PrinterOpts) withDefaults() PrinterOpts {
	o.Paper = o.Paper.withDefaults()
	orDefault(&o.Speed, 150)
	orDefault(&o.CutTime, 200*time.Millisecond)
	orDefault(&o.Buffer, 4096)
	return o
}

// Printer is an ESC/POS receipt printer. On a fault it goes offline, keeps
// what it has not printed, and resumes by itself when the fault is mended
// (escpos §8). With the handshake a full buffer holds the host up, and the
// host's questions with everything else, until there is room.
//
// GS r is answered when what stands before it has been printed; real
// firmware may be earlier. A slip that a paper end has torn in two counts as
// one.
type Printer struct {
	port *Port
	opts PrinterOpts
	stop chan struct{}
	work sync.WaitGroup
	asb  sync.Mutex // held over one automatic status, so that none overtakes another

	mu   sync.Mutex
	cond *sync.Cond // anything below has changed

	closed     bool
	faults     PrinterFaults
	jamNext    bool // the knife will stick at the next cut
	rowsLeft   int  // of paper; -1 for plenty
	lost       losses
	queue      []byte // receive buffer
	received   []byte
	dropped    int
	asbMask    byte
	asbLast    [4]byte
	strip      *strip
	slips      []Slip
	mouth      int // index of the slip in the mouth, -1 for none
	taker      *time.Timer
	held       *time.Timer // of the presenter
	retracts   int
	lines      int // fed, for GS g 2
	cuts       int
	violations []string
	hooks      printerHooks
}

// losses counts what emptied the buffers.
type losses struct{ clears, powerCuts int }

type printerHooks struct {
	slip  []func(Slip)
	bytes []func([]byte)
	cut   []func()
	id    []func(id string)
}

// NewPrinter starts a printer on p. Close ends it; the port stays open. The
// hooks run on the printer's goroutines, in the order they were added, and must
// not call Close.
func NewPrinter(p *Port, o PrinterOpts) *Printer {
	o = o.withDefaults()
	pr := &Printer{port: p, opts: o, stop: make(chan struct{}), mouth: -1, rowsLeft: -1,
		asbMask: o.ASB, strip: newStrip(o.Paper.WidthDots, o.Paper.HeadToCutter),
		faults: PrinterFaults{Paper: PaperFull, Slow: 1}}
	pr.cond = sync.NewCond(&pr.mu)
	pr.work.Add(2)
	go pr.listen()
	go pr.execute()
	return pr
}

// Close ends the printer and waits for it. What it has not printed is lost.
func (p *Printer) Close() {
	p.mu.Lock()
	if !p.closed {
		p.closed = true
		close(p.stop)
		for _, timer := range []*time.Timer{p.taker, p.held} {
			if timer != nil {
				timer.Stop()
			}
		}
	}
	p.cond.Broadcast()
	p.mu.Unlock()
	p.work.Wait()
}

// OnSlip calls f with every slip when it has been cut off.
func (p *Printer) OnSlip(f func(Slip)) { p.hook(func(h *printerHooks) { h.slip = append(h.slip, f) }) }

// OnBytes calls f with the bytes of jobs when they arrive, before the printer
// does anything with them. Real-time commands are no job's bytes.
func (p *Printer) OnBytes(f func([]byte)) {
	p.hook(func(h *printerHooks) { h.bytes = append(h.bytes, f) })
}

// OnCut calls f when the knife has cut, before the slip is handed out.
func (p *Printer) OnCut(f func()) { p.hook(func(h *printerHooks) { h.cut = append(h.cut, f) }) }

// OnProcessID calls f when what stands before GS ( H has been printed, before
// the answer is sent.
func (p *Printer) OnProcessID(f func(id string)) {
	p.hook(func(h *printerHooks) { h.id = append(h.id, f) })
}

func (p *Printer) hook(set func(*printerHooks)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	set(&p.hooks)
}

// hooked returns the hooks of this moment, to be called without the lock.
func (p *Printer) hooked() printerHooks {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.hooks
}

// Slips returns the slips that were cut off, oldest first.
func (p *Printer) Slips() []Slip {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Slip(nil), p.slips...)
}

// Uncut returns the paper that has been printed and not cut, from the knife
// upwards; what stands between knife and head is part of it.
func (p *Printer) Uncut() *image.Paletted {
	p.mu.Lock()
	defer p.mu.Unlock()
	return picture(p.strip.rows, p.strip.width)
}

// TakePaper takes the slip out of the mouth and reports whether one stood there.
func (p *Printer) TakePaper() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.mouth < 0 {
		return false
	}
	p.slips[p.mouth].Taken = true
	p.mouth = -1
	return true
}

// Received returns every byte that has come over the line since the start.
func (p *Printer) Received() []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]byte(nil), p.received...)
}

// Dropped is how many bytes did not fit the receive buffer.
func (p *Printer) Dropped() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dropped
}

// Violations returns what the host did against the manual: unknown commands,
// commands at the wrong place, characters that the firmware does not have.
func (p *Printer) Violations() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.violations...)
}
