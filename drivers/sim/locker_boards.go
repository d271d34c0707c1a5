package sim

import (
	"fmt"
	"sync"
	"time"
)

// LockProtocol is what the boards of a cabinet speak.
type LockProtocol string

const (
	Lock8A     LockProtocol = "8a"        // io §5
	LockKerong LockProtocol = "kerong-cu" // io §6, five bytes
	LockWKLY   LockProtocol = "wkly"      // io §7
)

// LockerFault is a way in which boards or their line misbehave. It lasts
// until another is set, where its comment does not say otherwise.
type LockerFault string

const (
	NoLockerFault  LockerFault = ""
	LockerSilent   LockerFault = "silent"      // commands are obeyed and not answered
	LockerNoise    LockerFault = "noise"       // stray bytes before every reply, one of them a lead
	LockerHalf     LockerFault = "half-frame"  // replies stop in the middle
	LockerWrong    LockerFault = "wrong-check" // the last byte of every reply is damaged
	LockerStale    LockerFault = "stale-reply" // the next question is answered with the previous answer; once
	LockerDeaf     LockerFault = "deaf"        // nothing is heard
	LockerOffAfter LockerFault = "off-after"   // the supply breaks down under the next coil: silent from there
)

// LockerOpts sets a line of lock boards up. The zero value of a field is its
// default.
type LockerOpts struct {
	Protocol  LockProtocol  // default 8A
	Boards    []int         // numbers on the line; default 1
	Locks     int           // of each board; default 8
	OneIsOpen bool          // level of the contacts (io §5, polarity conflict)
	Uploads   bool          // boards send every change of a door by themselves (8A, WKLY)
	Echo      bool          // the adapter is half-duplex and hears itself
	ReplyTime time.Duration // default 15 ms
	OpenTime  time.Duration // of the reply to a coil command; default 150 ms. Real ones take up to 1 s
	Spring    time.Duration // from the coil to the open door; default 60 ms
}

func (o LockerOpts) withDefaults() LockerOpts {
	orDefault(&o.Protocol, Lock8A)
	orDefault(&o.Locks, 8)
	orDefault(&o.ReplyTime, 15*time.Millisecond)
	orDefault(&o.OpenTime, 150*time.Millisecond)
	orDefault(&o.Spring, 60*time.Millisecond)
	if len(o.Boards) == 0 {
		o.Boards = []int{1}
	}
	return o
}

// LockerDoor names a door: a board and a lock from 1.
type LockerDoor struct{ Board, Lock int }

// Coil is a coil that was energised.
type Coil struct {
	Door LockerDoor
	At   time.Time
}

// coilGap is how far apart two coils must be (io §8).
const coilGap = 600 * time.Millisecond

// Lockers is a line of lock boards with doors.
type Lockers struct {
	port *Port
	opts LockerOpts
	stop chan struct{}
	done chan struct{}
	kick chan LockerDoor // a door that moved, for boards that upload

	mu         sync.Mutex
	fault      LockerFault
	open       map[LockerDoor]bool
	stuck      map[LockerDoor]bool
	missing    map[int]bool
	coils      []Coil
	violations []string
	last       []byte // reply before, for LockerStale
	heard      func(d LockerDoor, coil bool)
	springs    sync.WaitGroup
}

// NewLockers starts the boards on p, every door closed. Close ends them; the
// port stays open.
func NewLockers(p *Port, o LockerOpts) *Lockers {
	c := &Lockers{port: p, opts: o.withDefaults(), stop: make(chan struct{}), done: make(chan struct{}),
		kick: make(chan LockerDoor, 16), open: map[LockerDoor]bool{}, stuck: map[LockerDoor]bool{}, missing: map[int]bool{}}
	go c.run()
	return c
}

// OnCommand is called with every command about one door before it is obeyed,
// from the boards' own goroutine; coil tells one that energises its lock. nil
// ends it.
func (c *Lockers) OnCommand(f func(d LockerDoor, coil bool)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heard = f
}

// tell calls the hook of OnCommand.
func (c *Lockers) tell(q lockCommand) {
	c.mu.Lock()
	heard := c.heard
	c.mu.Unlock()
	d, coil := LockerDoor{q.board, q.lock}, false
	switch c.opts.Protocol {
	case LockKerong:
		coil = q.cmd == 0x31
		d.Lock++
	case LockWKLY:
		coil = q.cmd == 0x82
	default:
		coil = q.cmd == 0x8A
	}
	if heard != nil && q.lock > 0 {
		heard(d, coil)
	}
}

// Shut closes a door, Pull opens it without the lock.
func (c *Lockers) Shut(board, lock int) { c.move(LockerDoor{board, lock}, false) }

// Pull opens a door by hand.
func (c *Lockers) Pull(board, lock int) { c.move(LockerDoor{board, lock}, true) }

// SetStuck makes a door stay closed when its coil fires, or frees it.
func (c *Lockers) SetStuck(board, lock int, stuck bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stuck[LockerDoor{board, lock}] = stuck
}

// SetMissing takes a board off the line, or puts it back.
func (c *Lockers) SetMissing(board int, missing bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.missing[board] = missing
}

// SetFault sets the fault; NoLockerFault mends it.
func (c *Lockers) SetFault(f LockerFault) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fault = f
}

// IsOpen tells whether a door stands open.
func (c *Lockers) IsOpen(board, lock int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.open[LockerDoor{board, lock}]
}

// Coils returns every coil that was energised, in order.
func (c *Lockers) Coils() []Coil {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Coil(nil), c.coils...)
}

// Violations returns what the host did that it must not: two coils within the
// gap, doors opened together, coils kept on.
func (c *Lockers) Violations() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.violations...)
}

// Close ends the boards and waits for them.
func (c *Lockers) Close() {
	select {
	case <-c.stop:
	default:
		close(c.stop)
	}
	<-c.done
	c.springs.Wait()
}

// run hears commands and tells of doors that moved, one after the other: the
// line is half-duplex.
func (c *Lockers) run() {
	defer close(c.done)
	var dec lockDecoder
	late := time.NewTimer(halfFrameLimit)
	defer late.Stop()
	for {
		select {
		case b := <-c.port.rx:
			if c.opts.Echo {
				c.port.send(c.stop, b)
			}
			for _, q := range dec.add(c.opts.Protocol, b) {
				c.answer(q)
			}
			late.Reset(halfFrameLimit)
		case <-late.C:
			dec.buf = nil
		case d := <-c.kick:
			c.port.send(c.stop, c.upload(d))
		case <-c.stop:
			return
		}
	}
}

// answer obeys one command and sends its reply as the fault has it.
func (c *Lockers) answer(q lockCommand) {
	c.tell(q)
	reply, after := c.obey(q)
	if reply == nil || !pause(after, c.stop, nil) {
		return
	}
	c.mu.Lock()
	fault, last := c.fault, c.last
	c.last = reply
	if fault == LockerStale && last != nil {
		c.fault = NoLockerFault
	}
	c.mu.Unlock()
	c.port.send(c.stop, spoilLock(reply, last, fault))
}

// spoilLock returns what the line carries instead of reply under fault.
func spoilLock(reply, last []byte, fault LockerFault) []byte {
	switch fault {
	case LockerSilent, LockerDeaf:
		return nil
	case LockerNoise:
		return append([]byte{0xFF, reply[0], 0x00}, reply...)
	case LockerHalf:
		return reply[:len(reply)/2]
	case LockerWrong:
		out := append([]byte(nil), reply...)
		out[len(out)-1] ^= 0x40
		return out
	case LockerStale:
		if last != nil {
			return last
		}
	}
	return reply
}

// move opens or closes a door.
func (c *Lockers) move(d LockerDoor, open bool) {
	c.mu.Lock()
	changed := c.open[d] != open
	c.open[d] = open
	c.mu.Unlock()
	if changed && c.opts.Uploads && c.opts.Protocol != LockKerong {
		select {
		case c.kick <- d:
		case <-c.stop:
		}
	}
}

// fire energises a coil. The caller holds mu.
func (c *Lockers) fire(d LockerDoor) {
	now := time.Now()
	if n := len(c.coils); n > 0 && now.Sub(c.coils[n-1].At) < coilGap {
		c.violate("coil of board %d lock %d fires %v after the one before", d.Board, d.Lock, now.Sub(c.coils[n-1].At))
	}
	c.coils = append(c.coils, Coil{d, now})
	if c.stuck[d] {
		return
	}
	c.springs.Go(func() {
		if pause(c.opts.Spring, c.stop, nil) {
			c.move(d, true)
		}
	})
}

// violate notes what the host must not do. The caller holds mu.
func (c *Lockers) violate(format string, args ...any) {
	c.violations = append(c.violations, fmt.Sprintf(format, args...))
}

// level is the contact of a door, 1 or 0. The caller holds mu.
func (c *Lockers) level(d LockerDoor) byte {
	if c.open[d] == c.opts.OneIsOpen {
		return 1
	}
	return 0
}
