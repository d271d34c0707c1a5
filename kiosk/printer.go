package kiosk

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/line"
	"govkiosk/kiosk/journey"
)

const (
	printerIdle  = 2 * time.Second        // between two looks at an idle printer
	printerMouth = 300 * time.Millisecond // between two looks at a mouth with paper in it
)

// printerDesk owns the receipt printer: one goroutine, one job at a time.
type printerDesk struct {
	cfg    config.Printer
	ports  *portFinder
	health *Health
	post   func(journey.Event)
	log    *slog.Logger
	async  func(func()) // runs what Run waits for
	torn   func() bool  // a piece of the newest slip may hang in the printer
	roll   *roll
	lender *lender[*escpos.Dev]
	first  chan struct{} // closed after the first word of the printer, or of its line

	mu    sync.Mutex
	jobs  chan job
	up    bool
	mouth journey.CommandID

	once sync.Once
}

// job is something to be done with the printer. Exactly one of its functions
// is called.
type job struct {
	run  func(context.Context, *escpos.Dev)
	lost func(error)
}

var errNoPrinter = errors.New("the printer's line is not open")

func newPrinterDesk(cfg config.Printer, p *portFinder, h *Health, torn func() bool, r *roll, post func(journey.Event), log *slog.Logger) *printerDesk {
	d := &printerDesk{cfg: cfg, ports: p, health: h, torn: torn, roll: r, post: post, log: log, jobs: make(chan job, 8), first: make(chan struct{})}
	d.lender = newLender[*escpos.Dev]("escpos", func(err error) { d.gone(drivers.HardwareFault, err) })
	return d
}

// run keeps the line open until ctx ends.
func (d *printerDesk) run(ctx context.Context) {
	if d.cfg.Port == "" {
		d.gone(drivers.DeviceMissing, errNoPrinter)
		<-ctx.Done()
		return
	}
	line.Keep(ctx, d.ports.line(d.cfg.Line), d.serve, func(s drivers.DeviceState, err error) {
		if s != drivers.Online {
			d.gone(s, err)
		}
	})
}

// gone reports that the printer cannot be spoken to.
func (d *printerDesk) gone(s drivers.DeviceState, err error) {
	c := Condition{Device: DevicePrinter, State: s, Reason: journey.ReasonPrinterAway}
	if err != nil {
		c.Cause = err.Error()
	}
	if s != drivers.DeviceMissing || d.cfg.Port != "" {
		c.Code = printerAwayCode(err)
	}
	d.health.Report(c)
	d.heard()
}

// heard marks that it is known how the printer is.
func (d *printerDesk) heard() { d.once.Do(func() { close(d.first) }) }

// serve works on an open line until it is lost.
func (d *printerDesk) serve(ctx context.Context, c line.Conn) error {
	o := printerOptions(d.cfg)
	o.Torn = d.torn()
	dev, err := escpos.New(c, &o)
	if err != nil {
		return err
	}
	// Nothing of this run is under way on a line just opened. What the printer
	// still holds is of one that was lost, and is decided without it.
	if err := dev.Resume(ctx); drivers.KindOf(err) == drivers.NoDevice {
		return err
	}
	d.open(true)
	defer d.open(false)
	for {
		if _, err := d.look(ctx, dev); drivers.KindOf(err) == drivers.NoDevice {
			return err
		}
		if err := d.wait(ctx, dev); err != nil {
			return err
		}
	}
}

// wait does the next job, or returns when it is time to look again.
func (d *printerDesk) wait(ctx context.Context, dev *escpos.Dev) error {
	pause := printerIdle
	if d.watching() != 0 {
		pause = printerMouth
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case j := <-d.jobs:
		j.run(ctx, dev)
	case <-d.lender.wanted():
		_, err := d.lender.serve(ctx, dev)
		return err
	case <-timer.C:
	}
	return nil
}

// printerOptions is the configuration in the driver's words.
func printerOptions(c config.Printer) escpos.Opts {
	o := escpos.Opts{
		Profile: c.Profile, Confirm: confirmation(c.Confirm), Encoding: escpos.Encoding(c.Encoding),
		WidthDots: c.WidthDots, ReplyTimeout: c.ReplyTimeout, PrintTimeout: c.PrintTimeout,
		Density: c.Density, Speed: c.Speed,
	}
	if c.Present != config.Default().Printer.Present {
		o.Present = escpos.Presentation{
			Out: escpos.Dots(8 * c.Present.OutMM), After: c.Present.After, Blink: c.Present.Blink,
		}
		if c.Present.Then != config.ThenHold {
			o.Present.Then = escpos.Then(c.Present.Then)
		}
	}
	return o
}

// confirmation leaves the word to ask for to the make's profile, where the
// configuration does.
func confirmation(configured string) escpos.Confirm {
	if configured == config.ConfirmProfile {
		return escpos.ConfirmProfile
	}
	return escpos.Confirm(configured)
}

// look asks the printer how it is and reports it.
func (d *printerDesk) look(ctx context.Context, dev *escpos.Dev) (journey.Reason, error) {
	s, err := dev.Status(ctx)
	if ctx.Err() != nil {
		return "", err
	}
	c := Condition{Device: DevicePrinter, State: s.State, Paper: s.Paper, Mouth: s.Mouth}
	switch {
	case err != nil:
		c.State, c.Code, c.Cause = drivers.Offline, printerAwayCode(err), err.Error()
	default:
		c.Reason, c.Code = printerReason(s), printerCode(s)
		d.roll.saw(s.Paper)
		d.count(ctx, dev, c.Reason)
	}
	d.roll.tell(&c)
	if c.Reason == reasonPaperInMouth && d.watching() != 0 {
		c.Reason, c.Code = "", "" // this visit's own slip
	}
	d.health.Report(c)
	d.heard()
	if id := d.watching(); id != 0 && err == nil {
		if s.Mouth == drivers.MediaNotPresent {
			s.Mouth = d.fate(ctx, dev)
		}
		d.post(journey.MouthSeen{At: journey.At{At: time.Now()}, ID: id, State: s.Mouth})
	}
	return c.Reason, err
}

// fate tells a slip that was taken from one that the printer took back: that
// one lies inside, and nobody has it.
func (d *printerDesk) fate(ctx context.Context, dev *escpos.Dev) drivers.MediaState {
	m, err := dev.Gone(ctx)
	if err != nil {
		d.log.Warn("slip in the mouth", "err", err)
		return drivers.MediaNotPresent
	}
	if m == drivers.MediaRetracted {
		d.log.Warn("the printer took the slip back")
	}
	return m
}

// count looks at the printer's own counters from time to time, while nobody
// waits for it: it is asked in order, and answers while it works only.
func (d *printerDesk) count(ctx context.Context, dev *escpos.Dev, hindrance journey.Reason) {
	if hindrance != "" || d.watching() != 0 || len(d.jobs) > 0 || !d.roll.due() {
		return
	}
	if c, err := dev.Counters(ctx); err == nil {
		d.roll.told(c)
	}
}

// open tells whether jobs can be taken; those that wait when the line is lost
// are given back.
func (d *printerDesk) open(up bool) {
	d.lender.open(up)
	d.mu.Lock()
	d.up = up
	d.mu.Unlock()
	if up {
		return
	}
	for {
		select {
		case j := <-d.jobs:
			j.lost(errNoPrinter)
		default:
			return
		}
	}
}

// submit hands in a job; it never blocks.
func (d *printerDesk) submit(j job) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.up {
		select {
		case d.jobs <- j:
			return
		default:
		}
	}
	d.async(func() { j.lost(errNoPrinter) })
}

func (d *printerDesk) watching() journey.CommandID {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.mouth
}

// watchMouth reports the mouth until it is called with another command; zero
// ends it.
func (d *printerDesk) watchMouth(id journey.CommandID) {
	d.mu.Lock()
	d.mouth = id
	d.mu.Unlock()
	if id != 0 {
		d.submit(job{
			run:  func(ctx context.Context, dev *escpos.Dev) { d.look(ctx, dev) },
			lost: func(error) { d.post(journey.MouthSeen{At: journey.At{At: time.Now()}, ID: id}) },
		})
	}
}

// check takes a fresh look before a number is asked for.
func (d *printerDesk) check(id journey.CommandID) {
	answer := func(r journey.Reason) {
		d.post(journey.PrinterChecked{At: journey.At{At: time.Now()}, ID: id, Reason: r})
	}
	d.submit(job{
		run: func(ctx context.Context, dev *escpos.Dev) {
			reason, _ := d.look(ctx, dev) // the reason holds what the error says
			answer(reason)
		},
		lost: func(error) { answer(journey.ReasonPrinterAway) },
	})
}

// retract takes back the paper in the mouth. A printer without a retractor
// leaves it there, and says so by its mouth sensor.
func (d *printerDesk) retract() {
	d.submit(job{
		run: func(ctx context.Context, dev *escpos.Dev) {
			if err := dev.Retract(ctx); err != nil && drivers.KindOf(err) != drivers.Unsupported {
				d.log.Warn("retract", "err", err)
			}
		},
		lost: func(error) {},
	})
}
