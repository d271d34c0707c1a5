package escpos

import (
	"bytes"
	"context"
	"time"

	"govkiosk/drivers"
)

// EventKind says what an Event tells.
type EventKind string

const (
	EventStatus     EventKind = "status"      // the printer's state changed
	EventPresented  EventKind = "presented"   // a slip stands in the mouth
	EventLeftBehind EventKind = "left behind" // it stands there for too long
	EventTaken      EventKind = "taken"       // somebody took it
	EventRetracted  EventKind = "retracted"   // the printer took it back
)

// Event is something that happened at the printer.
type Event struct {
	Kind   EventKind
	At     time.Time
	Status Status             // of EventStatus
	Mouth  drivers.MediaState // after it, where it is known
}

// automatic is how a make sends its status by itself.
type automatic struct {
	on, off []byte
	class   replyClass
	read    func(p Profile, b []byte) Status
}

var (
	// GS a: b1 online, b2 error, b3 paper. ESC @ sets it back.
	automaticStatusBack = &automatic{
		on: []byte{gs, 'a', 0x0E}, off: []byte{gs, 'a', 0}, class: replyASB,
		read: func(_ Profile, b []byte) Status { return asbStatus(b) },
	}
	// 1D E0 n of Custom: all four bytes of FULL at each change.
	automaticFull = &automatic{
		on: []byte{gs, 0xE0, 0x0F}, off: []byte{gs, 0xE0, 0}, class: replyFull, read: Profile.sensed,
	}
	// ESC RS a of Star.
	automaticStar = &automatic{
		on: []byte{esc, rs, 'a', 1}, off: []byte{esc, rs, 'a', 0}, class: replyStar, read: Profile.sensed,
	}
)

// sensed is the status in an answer to the mouth's question alone.
func (p Profile) sensed(b []byte) Status {
	answers := map[byte]byte{}
	p.mouth.keep(answers, b)
	s := p.statusOf(answers)
	s.Mouth = p.mouth.read(b)
	return s
}

// Listen takes in what the printer sends by itself until ctx ends, which is no
// error. It is for the time between jobs; all other methods take it in, too.
func (d *Dev) Listen(ctx context.Context) error {
	err := d.startAutomatic(ctx)
	for err == nil {
		err = d.pump(ctx)
	}
	if ctx.Err() != nil {
		return nil
	}
	return during("listen", err)
}

// startAutomatic turns the printer's own reports on, where somebody wants the
// events and the make has them. A printer that takes no bytes now is told the
// next time.
func (d *Dev) startAutomatic(ctx context.Context) error {
	if d.events == nil || d.p.auto == nil || d.reporting {
		return nil
	}
	c, cancel := context.WithTimeout(ctx, d.reply)
	defer cancel()
	_, err := d.c.Write(c, d.p.auto.on)
	d.reporting = err == nil
	if ctx.Err() == nil && drivers.KindOf(err) == drivers.Timeout {
		return nil
	}
	return err
}

// news makes an event of a status that came by itself and says something new:
// some models repeat theirs without a change.
func (d *Dev) news(r reply) {
	if d.p.auto == nil || r.class != d.p.auto.class || bytes.Equal(r.bytes, d.latest) {
		return
	}
	d.latest = r.bytes
	s := d.p.auto.read(d.p, r.bytes)
	d.tell(Event{Kind: EventStatus, Status: s, Mouth: s.Mouth})
}

func (d *Dev) tell(e Event) {
	if d.events != nil {
		e.At = time.Now()
		d.events(e)
	}
}
