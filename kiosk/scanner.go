package kiosk

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/scanner"
	"govkiosk/kiosk/journey"
)

const (
	scannerIdle = 2 * time.Second // between two questions to a reader that nobody uses
	scannerLit  = 4 * time.Second // for which a reader is lit in one go: some put the light out by themselves
)

// scannerDesk owns the bar code reader. While no visit wants a code, what is
// shown to it is thrown away.
type scannerDesk struct {
	cfg    config.Scanner
	ports  *portFinder
	health *Health
	post   func(journey.Event)
	log    *slog.Logger
	lender *lender[*scanner.Dev]

	mu      sync.Mutex
	want    codeWant
	changed chan struct{} // closed and replaced whenever want changes
}

// codeWant is what the visit wants of the reader.
type codeWant struct {
	id    journey.CommandID // 0: nothing
	kinds []journey.CodeKind
}

func newScannerDesk(cfg config.Scanner, p *portFinder, h *Health, post func(journey.Event), log *slog.Logger) *scannerDesk {
	d := &scannerDesk{cfg: cfg, ports: p, health: h, post: post, log: log, changed: make(chan struct{})}
	d.lender = newLender[*scanner.Dev]("scanner", func(err error) { d.report(drivers.HardwareFault, err) })
	return d
}

func (d *scannerDesk) watch(e journey.WatchCode) { d.set(codeWant{e.ID, e.Kinds}) }
func (d *scannerDesk) stop()                     { d.set(codeWant{}) }

func (d *scannerDesk) set(w codeWant) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.want = w
	close(d.changed)
	d.changed = make(chan struct{})
}

func (d *scannerDesk) wanted() (codeWant, <-chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.want, d.changed
}

// run keeps the reader open until ctx ends.
func (d *scannerDesk) run(ctx context.Context) {
	notify := func(s drivers.DeviceState, err error) {
		if s != drivers.Online {
			d.report(s, err)
		}
	}
	switch {
	case d.cfg.Port == "":
		d.health.Report(Condition{Device: DeviceScanner, State: drivers.DeviceMissing, Reason: journey.ReasonNotHere})
		<-ctx.Done()
	case d.cfg.Model == config.ScannerWedge:
		d.keepWedge(ctx, notify)
	default:
		line.Keep(ctx, d.ports.line(d.cfg.Line), d.serve, notify)
	}
}

// report tells how the reader is; nil: well.
func (d *scannerDesk) report(s drivers.DeviceState, err error) {
	c := Condition{Device: DeviceScanner, State: s}
	if err != nil {
		c.Code, c.Cause = lineCode("SCN", err), err.Error()
	}
	d.health.Report(c)
}

// keepWedge serves a reader that types, and opens it again when it is lost.
func (d *scannerDesk) keepWedge(ctx context.Context, notify func(drivers.DeviceState, error)) {
	for ctx.Err() == nil {
		err := d.wedge(ctx)
		if ctx.Err() != nil {
			return
		}
		state := drivers.Offline
		if drivers.KindOf(err) == drivers.NoDevice {
			state = drivers.DeviceMissing
		}
		notify(state, err)
		pause(ctx, scannerIdle)
	}
}

func (d *scannerDesk) wedge(ctx context.Context) error {
	events, err := scanner.OpenEvents(d.cfg.Port)
	if err != nil {
		return err
	}
	w, err := scanner.NewWedge(events)
	if err != nil {
		events.Close()
		return err
	}
	defer w.Close()
	return d.serve(ctx, w)
}

// pause waits, or returns when ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// serve works on an open reader until it is lost.
func (d *scannerDesk) serve(ctx context.Context, c line.Conn) error {
	family := scanner.Family(d.cfg.Model)
	if d.cfg.Model == config.ScannerWedge {
		family = scanner.Generic
	}
	suffix := scanner.Suffix(d.cfg.Suffix)
	if d.cfg.Suffix == "any" {
		suffix = scanner.SuffixAny
	}
	dev, err := scanner.New(c, &scanner.Opts{
		Family: family, Suffix: suffix, MaxLen: d.cfg.MaxLen, AIM: d.cfg.AIM, Trigger: d.cfg.Trigger,
	})
	if err != nil {
		return err
	}
	defer dev.Halt()
	d.lender.open(true)
	defer d.lender.open(false)
	last := journey.CommandID(0)
	for ctx.Err() == nil {
		if lent, err := d.lender.serve(ctx, dev); err != nil {
			return err
		} else if lent {
			dev.Forget()
			continue
		}
		want, changed := d.wanted()
		if want.id != last {
			last = want.id
			dev.Forget()
		}
		during, cancel := until(ctx, changed)
		during, stop := until(during, d.lender.wanted())
		if want.id == 0 {
			err = d.idle(during, dev)
		} else {
			err = d.look(during, dev, want)
		}
		stop()
		cancel()
		if err != nil && ctx.Err() == nil {
			return err
		}
	}
	return ctx.Err()
}

// until is ctx, which also ends when changed is closed.
func until(ctx context.Context, changed <-chan struct{}) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		select {
		case <-changed:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}

// over tells an error that only says that the time is up.
func over(err error) bool {
	kind := drivers.KindOf(err)
	return kind == drivers.Timeout || kind == drivers.Cancelled
}

// idle asks whether the reader is well, where it has an answer, and throws
// away what it reads for a while.
func (d *scannerDesk) idle(ctx context.Context, dev *scanner.Dev) error {
	err := dev.Present(ctx)
	switch {
	case ctx.Err() != nil:
		return nil
	case drivers.KindOf(err) == drivers.NoDevice:
		return err
	case err != nil && drivers.KindOf(err) != drivers.Unsupported:
		d.report(drivers.Offline, err)
	default:
		d.report(drivers.Online, nil)
	}
	ctx, cancel := context.WithTimeout(ctx, scannerIdle)
	defer cancel()
	if d.cfg.Trigger { // dark: it reads nothing, and its light tells whether the line is there
		<-ctx.Done()
		return gone(dev.Halt())
	}
	return gone(dev.Run(ctx, func(scanner.Code, error) {}))
}

// gone keeps only the error of a line that is lost.
func gone(err error) error {
	if drivers.KindOf(err) == drivers.NoDevice {
		return err
	}
	return nil
}

// look waits for one code that the visit wants.
func (d *scannerDesk) look(ctx context.Context, dev *scanner.Dev, want codeWant) error {
	if d.cfg.Trigger {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, scannerLit)
		defer cancel()
	}
	code, err := dev.Scan(ctx, wantOf(want.kinds, d.cfg.Duplicate))
	switch {
	case err == nil:
		d.report(drivers.Online, nil)
		d.log.Info("code", "code", code)
		d.seen(journey.CodeSeen{ID: want.id, Kind: kindOfCode(code.Text, want.kinds), Text: code.Text})
	case drivers.KindOf(err) == drivers.UserError:
		d.log.Info("code refused", "why", err)
		d.seen(journey.CodeSeen{ID: want.id})
	case over(err):
	case drivers.KindOf(err) == drivers.NoDevice:
		return err
	default:
		d.report(drivers.Offline, err)
		pause(ctx, scannerIdle)
	}
	return nil
}

func (d *scannerDesk) seen(e journey.CodeSeen) {
	e.At = journey.At{At: time.Now()}
	d.post(e)
}

// wantOf is what the driver lets through: one of the kinds, whole.
func wantOf(kinds []journey.CodeKind, again time.Duration) scanner.Want {
	w := scanner.Want{Again: again}
	var patterns []string
	for _, k := range kinds {
		form := codeForms[k]
		patterns = append(patterns, "(?:"+form.pattern+")")
		w.Max = max(w.Max, form.max)
	}
	w.Pattern = strings.Join(patterns, "|")
	return w
}
