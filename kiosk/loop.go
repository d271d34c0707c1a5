package kiosk

import (
	"context"
	"sync"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// Run serves until ctx ends. It returns once every goroutine it started has
// ended.
func (t *Terminal) Run(ctx context.Context) error {
	var group sync.WaitGroup
	defer group.Wait()
	defer close(t.stop)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	t.promise.ctx, t.promise.group, t.printer.async = ctx, &group, group.Go
	t.clerk.ctx, t.clerk.group = ctx, &group
	t.cabinet.async, t.collector.ctx, t.collector.group = group.Go, ctx, &group
	t.service.begin(ctx, group.Go)
	t.health.Report(Condition{Device: DeviceJournal, State: drivers.Online})
	parts := []func(context.Context){t.ports.run, t.reader.run, t.printer.run, t.touch.run, t.scanner.run, t.cabinet.run, t.fascia.run, t.keys.run, t.speech.run, t.speech.watchJack}
	parts = append(parts, t.machine.run, t.hubs.run)
	if !t.bare {
		parts = append(parts, t.settler.run, t.blocks.run, t.lists.run,
			func(ctx context.Context) { t.hall.run(ctx, t.tell) }, t.recover)
	}
	for _, run := range parts {
		group.Go(func() { run(ctx) })
	}
	return t.loop(ctx)
}

// loop owns the state: nothing else reads or writes it. It ends with ctx, or
// with the error of a journal that can no longer be written, once nobody is
// being served: what is on the disk is known again only after a new start.
func (t *Terminal) loop(ctx context.Context) error {
	beat := time.NewTicker(time.Second)
	defer beat.Stop()
	t.forget()
	t.refresh()
	minute := t.clock().Minute()
	for {
		select {
		case <-ctx.Done():
			return nil
		case item := <-t.inbox:
			t.take(item)
		case <-t.dirty:
			t.refresh()
		case <-t.voice:
			t.step(journey.Spoke{At: t.at(), Talking: t.speech.talking})
		case now := <-beat.C:
			t.alive()
			t.service.beat()
			t.morning.beat()
			t.usage.beat(now, t.had)
			if err := t.journal.Err(); err != nil {
				t.journalFailed(err)
				if t.state.Page == journey.PageAttract {
					return err
				}
			}
			if now.Minute() != minute {
				minute = now.Minute()
				t.forget()
				t.vitals()
				t.refresh() // hours begin and end, and what was kept may be too old by now
			}
		}
	}
}

// take handles one thing from the inbox.
func (t *Terminal) take(item any) {
	switch item := item.(type) {
	case func():
		item()
	case journey.Event:
		if touch, touched := item.(journey.Touch); touched {
			if t.calibrating != nil {
				return // the glass is the technician's
			}
			if t.service.held() {
				t.service.touch(touch.Do, touch.Arg)
				return
			}
			if t.service.asked(touch.Do) {
				return
			}
			t.speech.touched = true
		}
		t.step(item)
	}
}

// step works out an event, runs its effects, and shows the result. Effects
// that must be durable are written before the page that speaks of them.
func (t *Terminal) step(e journey.Event) {
	page, begin := t.state.Page, time.Now()
	next, effects := journey.Step(t.state, e)
	t.state = next
	for _, effect := range effects {
		t.do(effect)
	}
	took := time.Since(begin)
	t.slowest = max(t.slowest, took)
	t.boxed(e, page, effects, took)
	if next.Page != page {
		t.log.Info("page", "visit", next.Visit, "page", string(next.Page), "from", string(page))
	}
	t.service.check()
	t.morning.interrupt()
	t.present()
}

// refresh tells the visit what is true of the terminal and the hall now.
func (t *Terminal) refresh() {
	t.callForFaults()
	t.step(journey.WorldChanged{At: t.at(), World: t.world()})
}

func (t *Terminal) present() {
	t.fascia.guide(t.state)
	v := t.viewer.View(t.state, t.doors(), t.clock())
	if t.calibrating != nil {
		v = screens.View{Screen: screens.ScreenCalibrate, Lang: v.Lang, TextStep: v.TextStep, Hall: v.Hall, Clock: v.Clock, Seconds: -1, Calibrate: t.calibrating}
	}
	if t.calibrating == nil && t.service.held() {
		v = t.service.view(v)
	}
	t.speech.follow(v, t.state.Voice)
	t.show(v)
	t.publish()
}

func (t *Terminal) at() journey.At { return journey.At{At: t.clock()} }

// post brings an event to the loop. It blocks while the inbox is full and
// does nothing once the loop has ended.
func (t *Terminal) post(e journey.Event) { t.send(e) }

// tell runs f on the loop.
func (t *Terminal) tell(f func(*Terminal)) { t.send(func() { f(t) }) }

// note writes down something that happened outside the loop.
func (t *Terminal) note(kind string, data any) {
	t.tell(func(t *Terminal) { t.record(kind, t.state.Visit, data) })
}

func (t *Terminal) send(item any) {
	select {
	case t.inbox <- item:
	case <-t.stop:
	}
}

func (t *Terminal) markDirty() {
	select {
	case t.dirty <- struct{}{}:
	default: // a refresh is due already
	}
}

// Intent takes what the citizen did. It may be called from any goroutine.
func (t *Terminal) Intent(i screens.Intent) {
	t.post(journey.Touch{At: t.at(), Do: string(i.Do), Arg: i.Arg})
}

// Focused takes where the keys beside the glass have brought the ring. It may
// be called from any goroutine.
func (t *Terminal) Focused(at screens.Spot) {
	t.tell(func(t *Terminal) { t.speech.focused(at) })
}

// poke has the visit told that the terminal speaks, or is silent again.
func (t *Terminal) poke() {
	select {
	case t.voice <- struct{}{}:
	default: // it will be told of how it is then
	}
}

// Mouse takes the mouse as a second panel. It may be called from any
// goroutine.
func (t *Terminal) Mouse(p screens.Pointer) { t.touch.mouse(p) }

// journalFailed withdraws every service that needs a record.
func (t *Terminal) journalFailed(err error) {
	t.log.Error("journal", "err", err)
	t.health.Report(failedJournal(err))
}

func failedJournal(err error) Condition {
	return Condition{Device: DeviceJournal, State: drivers.HardwareFault, Code: journalCode(err), Cause: err.Error()}
}
