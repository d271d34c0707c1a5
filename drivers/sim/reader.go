package sim

import (
	"sync"
	"time"
)

// halfFrameLimit is how long the module waits for the rest of a request.
const halfFrameLimit = 500 * time.Millisecond

// ReaderFault is a way in which a reader or its user misbehaves. It lasts
// until another is set, where its comment does not say otherwise.
type ReaderFault string

const (
	NoReaderFault  ReaderFault = ""
	LiftedTooSoon  ReaderFault = "lifted-too-soon"  // the card is lifted half-way through a read: 41, then 80
	LiftAndReplace ReaderFault = "lift-and-replace" // reads fail with 41 until the card is lifted and laid again; ends then
	SelfTestFailed ReaderFault = "self-test-failed" // every command: 60
	NotAuthorised  ReaderFault = "not-authorised"   // every command: 66
	WrongChecksum  ReaderFault = "wrong-checksum"   // the last byte of every reply is damaged
	HalfFrame      ReaderFault = "half-frame"       // replies stop in the middle
	NoiseBefore    ReaderFault = "noise"            // stray bytes before every reply, one of them half a preamble
	StaleReply     ReaderFault = "stale-reply"      // the next question is answered with the previous answer; once
	ReaderSilent   ReaderFault = "silent"           // requests are heard and not answered
	ReaderSlow     ReaderFault = "slow"             // everything takes SlowFactor times as long
)

// ReaderOpts sets a reader up. The zero value is a healthy GA 467 module.
type ReaderOpts struct {
	FindTime, SelectTime time.Duration // default 40 ms
	ReadTime             time.Duration // text and photo; default 700 ms. A fingerprint adds half
	ItemTime             time.Duration // appended address, management number; default 120 ms
	OtherTime            time.Duration // status, SAM id, ...; default 15 ms
	SlowFactor           int           // default 5
	SAMID                [16]byte      // default 05.03-20150101-0000123456-4000000001
	NoFingerprint        bool          // an old "0501" module: 30 10 answers 21
}

// Reader is a resident ID card reader with its SAM (idcard §2–§7).
type Reader struct {
	port *Port
	opts ReaderOpts
	stop chan struct{}
	done chan struct{}

	mu      sync.Mutex
	fault   ReaderFault
	field   cardField
	last    []byte        // previous reply, for StaleReply
	changed chan struct{} // closed and replaced when a card comes or goes
}

// NewReader starts a reader on p. Close ends it; the port stays open.
func NewReader(p *Port, o ReaderOpts) *Reader {
	r := &Reader{port: p, opts: o.withDefaults(), stop: make(chan struct{}),
		done: make(chan struct{}), changed: make(chan struct{})}
	go r.run()
	return r
}

func (o ReaderOpts) withDefaults() ReaderOpts {
	orDefault(&o.FindTime, 40*time.Millisecond)
	orDefault(&o.SelectTime, 40*time.Millisecond)
	orDefault(&o.ReadTime, 700*time.Millisecond)
	orDefault(&o.ItemTime, 120*time.Millisecond)
	orDefault(&o.OtherTime, 15*time.Millisecond)
	orDefault(&o.SlowFactor, 5)
	orDefault(&o.SAMID, [16]byte{0x05, 0, 0x03, 0, 0x55, 0x77, 0x33, 0x01,
		0x40, 0xE2, 0x01, 0, 0x01, 0x28, 0x6B, 0xEE})
	return o
}

// orDefault sets *v to def where it is the zero value.
func orDefault[T comparable](v *T, def T) {
	var zero T
	if *v == zero {
		*v = def
	}
}

// Lay puts c on the reader, in place of what lies there.
func (r *Reader) Lay(c Card) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.field = cardField{card: &c}
	if r.fault == LiftAndReplace {
		r.fault = NoReaderFault
	}
	r.tell()
}

// Lift takes the card away; without one it does nothing.
func (r *Reader) Lift() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.field = cardField{}
	r.tell()
}

// OnCard returns the card that lies on the reader, if any.
func (r *Reader) OnCard() (Card, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.field.card == nil {
		return Card{}, false
	}
	return *r.field.card, true
}

// SetFault sets the fault; NoReaderFault mends it. LiftAndReplace spoils the
// card as it lies now, or the next that is laid where none lies.
func (r *Reader) SetFault(f ReaderFault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fault = f
}

// Close ends the reader and waits for it.
func (r *Reader) Close() {
	select {
	case <-r.stop:
	default:
		close(r.stop)
	}
	<-r.done
}

// tell wakes a read that waits for its time: the card has come or gone. The
// caller holds mu.
func (r *Reader) tell() {
	close(r.changed)
	r.changed = make(chan struct{})
}

// run answers requests one after the other until Close.
func (r *Reader) run() {
	defer close(r.done)
	var dec samDecoder
	late := time.NewTimer(halfFrameLimit)
	defer late.Stop()
	for {
		select {
		case b := <-r.port.rx:
			for _, req := range dec.add(b) {
				r.answer(req)
			}
			late.Reset(halfFrameLimit)
		case <-late.C:
			dec.drop()
		case <-r.stop:
			return
		}
	}
}

// answer takes the time of one request and sends its reply as the fault has it.
func (r *Reader) answer(req samRequest) {
	reply := r.reply(req)
	if reply == nil {
		return
	}
	r.mu.Lock()
	fault, last := r.fault, r.last
	r.last = reply
	if fault == StaleReply && last != nil {
		r.fault = NoReaderFault
	}
	r.mu.Unlock()
	r.port.send(r.stop, spoil(reply, last, fault))
	if req.cmd == 0x60 && reply[9] == samOK {
		r.port.setBaud(samSpeeds[req.para])
	}
}

// spoil returns what the line carries instead of reply under fault.
func spoil(reply, last []byte, fault ReaderFault) []byte {
	switch fault {
	case WrongChecksum:
		out := append([]byte(nil), reply...)
		out[len(out)-1] ^= 0x40
		return out
	case HalfFrame:
		return reply[:len(reply)/2]
	case NoiseBefore:
		return append([]byte{0x00, 0x7F, 0xAA, 0xAA, 0x13}, reply...)
	case StaleReply:
		if last != nil {
			return last
		}
	case ReaderSilent:
		return nil
	}
	return reply
}
