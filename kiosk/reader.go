package kiosk

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/idcard"
	"govkiosk/drivers/line"
	"govkiosk/kiosk/journey"
)

// readerIdle is the time between two questions to a reader that nobody uses:
// as long as a pulled cable may offer a service that is gone.
const readerIdle = 2 * time.Second

// readerDesk owns the ID-card reader: it looks for a card while a visit wants
// one, and else only asks whether the reader is well.
type readerDesk struct {
	cfg    config.Reader
	ports  *portFinder
	health *Health
	post   func(journey.Event)
	log    *slog.Logger
	lender *lender[*idcard.Dev]

	mu      sync.Mutex
	want    readerWant
	changed chan struct{} // closed and replaced whenever want changes
}

// readerWant is what the visit wants of the reader.
type readerWant struct {
	watch journey.CommandID
	look  journey.CommandID
}

func newReaderDesk(cfg config.Reader, p *portFinder, h *Health, post func(journey.Event), log *slog.Logger) *readerDesk {
	d := &readerDesk{cfg: cfg, ports: p, health: h, post: post, log: log, changed: make(chan struct{})}
	d.lender = newLender[*idcard.Dev]("idcard", func(err error) { d.report(drivers.HardwareFault, err) })
	return d
}

func (d *readerDesk) watch(id journey.CommandID) { d.set(func(w *readerWant) { w.watch = id }) }
func (d *readerDesk) stop()                      { d.set(func(w *readerWant) { w.watch = 0 }) }
func (d *readerDesk) look(id journey.CommandID)  { d.set(func(w *readerWant) { w.look = id }) }

func (d *readerDesk) set(change func(*readerWant)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change(&d.want)
	close(d.changed)
	d.changed = make(chan struct{})
}

func (d *readerDesk) wanted() (readerWant, <-chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.want, d.changed
}

// run keeps the line open until ctx ends.
func (d *readerDesk) run(ctx context.Context) {
	if d.cfg.Port == "" {
		d.health.Report(Condition{Device: DeviceReader, State: drivers.DeviceMissing, Reason: journey.ReasonReaderAway})
		<-ctx.Done()
		return
	}
	line.Keep(ctx, d.ports.line(d.cfg.Line), d.serve, func(s drivers.DeviceState, err error) {
		if s != drivers.Online {
			d.report(s, err)
			d.fault()
		}
	})
}

// report tells how the reader is; nil: well.
func (d *readerDesk) report(s drivers.DeviceState, err error) {
	c := Condition{Device: DeviceReader, State: s}
	if err != nil {
		c.Code, c.Cause = readerCode(err), err.Error()
	}
	d.health.Report(c)
}

// fault tells a visit that waits for a card that none can be read now.
func (d *readerDesk) fault() {
	w, _ := d.wanted()
	if w.watch != 0 {
		d.post(journey.CardSeen{At: journey.At{At: time.Now()}, ID: w.watch, State: journey.CardFault})
	}
	if w.look != 0 {
		d.looked(w.look, drivers.MediaUnknown)
	}
}

// looked answers a look.
func (d *readerDesk) looked(id journey.CommandID, state drivers.MediaState) {
	d.set(func(w *readerWant) {
		if w.look == id {
			w.look = 0
		}
	})
	d.post(journey.LeftSeen{At: journey.At{At: time.Now()}, ID: id, Card: state})
}

// serve works on an open line until it is lost.
func (d *readerDesk) serve(ctx context.Context, c line.Conn) error {
	dev, err := idcard.New(c, &idcard.Opts{
		PollEvery: d.cfg.PollEvery, Fingerprint: d.cfg.Fingerprint, Addresses: d.cfg.Addresses, RFLength: byte(d.cfg.RFLength),
	})
	if err != nil {
		return err
	}
	d.lender.open(true)
	defer d.lender.open(false)
	for ctx.Err() == nil {
		want, changed := d.wanted()
		lent, err := d.lender.serve(ctx, dev)
		switch {
		case lent:
		case want.look != 0:
			err = d.lookOnce(ctx, dev, want.look)
		case want.watch != 0:
			err = d.follow(ctx, dev, want.watch, changed)
		default:
			err = d.idle(ctx, dev, changed)
		}
		if drivers.KindOf(err) == drivers.NoDevice {
			return err
		}
	}
	return ctx.Err()
}

// idle asks whether the reader is well and waits for something to do.
func (d *readerDesk) idle(ctx context.Context, dev *idcard.Dev, changed <-chan struct{}) error {
	err := dev.Status(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if drivers.KindOf(err) == drivers.NoDevice {
		return err // the line is to be opened again, now
	}
	if err != nil {
		d.report(drivers.Offline, err)
	} else {
		d.report(drivers.Online, nil)
	}
	timer := time.NewTimer(readerIdle)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-changed:
	case <-d.lender.wanted():
	case <-timer.C:
	}
	return err
}

// lookOnce asks whether a card lies on the reader, without reading it.
func (d *readerDesk) lookOnce(ctx context.Context, dev *idcard.Dev, id journey.CommandID) error {
	state, err := dev.Present(ctx)
	if err != nil {
		state = drivers.MediaUnknown
	}
	d.looked(id, state)
	return err
}

// follow reads a card and follows it until the visit wants something else.
func (d *readerDesk) follow(ctx context.Context, dev *idcard.Dev, id journey.CommandID, changed <-chan struct{}) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-changed:
			cancel()
		case <-ctx.Done():
		}
	}()
	err := dev.Watch(ctx, func(e idcard.Event) { d.seen(id, e) })
	if drivers.KindOf(err) == drivers.Cancelled {
		return nil
	}
	return err
}

var cardWords = map[idcard.State]journey.CardState{
	idcard.StateAbsent:  journey.CardWaiting,
	idcard.StateReading: journey.CardReading,
	idcard.StatePresent: journey.CardPresent,
	idcard.StateLift:    journey.CardLift,
	idcard.StateForeign: journey.CardForeign,
	idcard.StateFault:   journey.CardFault,
}

// seen turns what the reader saw into an event of the visit.
func (d *readerDesk) seen(id journey.CommandID, e idcard.Event) {
	if e.State == idcard.StateFault {
		d.report(drivers.Offline, e.Err)
	} else {
		d.report(drivers.Online, nil)
	}
	out := journey.CardSeen{At: journey.At{At: time.Now()}, ID: id, State: cardWords[e.State]}
	if e.State == idcard.StatePresent {
		out.Person = personOf(e.Record)
		if out.Person == nil {
			out.State = journey.CardInvalid
		}
	}
	d.post(out)
}
