package locker

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/line/linetest"
)

// coil is one coil command that reached the cabinet.
type coil struct {
	cell Cell
	at   time.Time
}

// cabinet is boards and doors on the far end of a pipe. It knows as much of
// the dialogue as the driver relies on: drivers/sim, written apart from this
// package, knows the rest.
type cabinet struct {
	p    Protocol
	echo bool
	far  *linetest.Far

	mu     sync.Mutex
	open   map[Cell]bool
	stuck  map[Cell]bool
	coils  []coil
	asked  []time.Time // questions
	opened []coil      // when the contact of a door went open
	last   []byte      // reply before, for a board that lags

	takes    time.Duration // from the coil to the door
	answers  time.Duration // from a command to its reply
	spoil    func(f Frame, reply, last []byte) []byte
	afterOne func() // once, after the first coil command
}

// serve answers until the line is closed.
func (b *cabinet) serve() {
	d := newDecoder(dialects[b.p].command)
	buf := make([]byte, 64)
	for {
		n, err := b.far.Read(buf)
		if err != nil {
			return
		}
		if b.echo {
			b.far.Write(buf[:n])
		}
		for _, item := range d.Feed(buf[:n]) {
			if item.Reason == "" {
				b.obey(item)
			}
		}
	}
}

func (b *cabinet) obey(item Item) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f := item.Frame
	if f.Command == "open" {
		b.fire(Cell{uint8(f.Board), uint8(f.Lock)})
	} else {
		b.asked = append(b.asked, time.Now())
	}
	reply := b.reply(f)
	if f.Command == "presence" {
		reply = item.Bytes
	}
	if b.spoil != nil {
		was := b.last
		b.last = reply
		reply = b.spoil(f, reply, was)
	}
	if reply != nil {
		time.AfterFunc(b.answers, func() { b.far.Write(reply) })
	}
}

// fire lets a door spring open after its time. The caller holds mu.
func (b *cabinet) fire(c Cell) {
	b.coils = append(b.coils, coil{c, time.Now()})
	if !b.stuck[c] {
		time.AfterFunc(b.takes, func() { b.set(c, true) })
	}
	if b.afterOne != nil {
		b.afterOne()
		b.afterOne = nil
	}
}

func (b *cabinet) set(c Cell, open bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open[c] = open
	if open {
		b.opened = append(b.opened, coil{c, time.Now()})
	}
}

// reply is what a board in good order answers; one is closed. The caller
// holds mu.
func (b *cabinet) reply(f Frame) []byte {
	level := func(lock int) Contact {
		if b.open[Cell{uint8(f.Board), uint8(lock)}] {
			return ContactZero
		}
		return ContactOne
	}
	out := Frame{Board: f.Board, Lock: f.Lock, Contacts: []Contact{level(f.Lock)}}
	switch f.Command {
	case "open":
		if b.p == KerongCU {
			return nil
		}
		out.Kind = KindOpen
	case "read":
		out.Kind = KindRead
	default:
		out.Kind, out.Contacts, out.Infrared = KindReadAll, nil, make([]Contact, 16)
		for lock := 1; lock <= map[Protocol]int{Protocol8A: 24, KerongCU: 16, WKLY: 12}[b.p]; lock++ {
			out.Contacts = append(out.Contacts, level(lock))
		}
	}
	return encodeReply(b.p, out)
}

func (b *cabinet) fired() []coil {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]coil(nil), b.coils...)
}

// rig is a cabinet and the driver of it, in virtual time. Every protocol has
// board 1 with 8 doors, and board 2 that does not exist.
type rig struct {
	*cabinet
	dev *Dev
	c   line.Conn
}

func newRig(t *testing.T, p Protocol, o Opts, change func(*cabinet)) *rig {
	t.Helper()
	c, far := linetest.Pipe()
	b := &cabinet{p: p, far: far, echo: o.Echoing, open: map[Cell]bool{}, stuck: map[Cell]bool{},
		takes: 80 * time.Millisecond, answers: 20 * time.Millisecond}
	if change != nil {
		change(b)
	}
	done := make(chan struct{})
	go func() { defer close(done); b.serve() }()
	t.Cleanup(func() { c.Close(); <-done })
	o.Protocol = p
	if o.Boards == nil {
		o.Boards = []Board{{Number: 1, Locks: 8, Polarity: OneIsClosed}}
	}
	d, err := New(c, &o)
	if err != nil {
		t.Fatal(err)
	}
	return &rig{cabinet: b, dev: d, c: c}
}

// opens wants one Open to end so.
func (r *rig) opens(t *testing.T, ctx context.Context, c Cell, outcome drivers.Outcome, kind drivers.Kind, coils int) error {
	t.Helper()
	res, err := r.dev.Open(ctx, c)
	if res.Outcome != outcome || drivers.OutcomeOf(err) != outcome || drivers.KindOf(err) != kind || res.Coils != coils {
		t.Errorf("%v with %d coils (%v), want %v %v with %d", res.Outcome, res.Coils, err, outcome, kind, coils)
	}
	if n := len(r.fired()); n != coils {
		t.Errorf("%d coil commands arrived, want %d", n, coils)
	}
	return err
}

// ended wants err to be of a context or a line that ended.
func ended(t *testing.T, err error, kind drivers.Kind) {
	t.Helper()
	var e *drivers.Error
	if !errors.As(err, &e) || e.Device != "locker" || drivers.KindOf(err) != kind {
		t.Errorf("got %v, want %s", err, kind)
	}
}
