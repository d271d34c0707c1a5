package kiosk

import (
	"context"
	"errors"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/journey"
)

var errClosed = errors.New("the terminal is ending")

// service is the terminal in the hands of a technician. The visit that runs is
// let end, or is ended; then the devices are lent to tests, and before the
// terminal serves again it tests itself. All of it but desk is the loop's own.
type service struct {
	t    *Terminal
	cfg  config.ServiceMode
	desk *diag.Desk

	stage   diag.Stage
	until   time.Time          // with Waiting: then the visit is ended; with Returning: it serves by then
	closing bool               // it has been told to end
	waiting []waiter           // who waits for the devices
	keyhole *keyhole           // the page that asks for the PIN; nil: it is not shown
	key     string             // of the session at the glass; empty: none
	device  diag.Device        // whose tests the glass shows; empty: all devices
	asking  bool               // the glass has asked whoever has the terminal
	failed  []diag.Result      // of the self-test on the way back
	testing diag.TestID        // that the self-test is at
	rows    []diag.TestRow     // with their newest results
	lang    string             // of the pages
	turned  bool               // the service switch stands on maintenance: nobody is served
	coming  bool               // it was turned so while the terminal tested itself: somebody wants in
	finish  context.CancelFunc // of the self-test
	lasting func(func())       // runs what Run waits for
	ctx     context.Context    // of Run
}

func newService(t *Terminal, cfg config.ServiceMode) *service {
	s := &service{t: t, cfg: cfg, stage: diag.InService, lang: t.cfg.Screen.Lang}
	s.desk = &diag.Desk{Terminal: bay{t}, Book: diag.Book{Journal: t.journal}, Changed: func() { t.tell(func(t *Terminal) { t.service.refresh() }) }}
	return s
}

// begin gives what the last run of the program left open its verdict.
func (s *service) begin(ctx context.Context, lasting func(func())) {
	s.ctx, s.lasting = ctx, lasting
	if err := s.desk.Book.Settle(); err != nil {
		s.t.journalFailed(err)
	}
	s.refresh() // what was found broken before is so still
	s.lasting(func() {
		<-ctx.Done()
		s.desk.Evict()
	})
}

// held reports whether the glass is a technician's.
func (s *service) held() bool {
	return s.keyhole != nil || s.stage == diag.Serviced || s.stage == diag.Returning
}

// waiter wants the devices, and is told once they can be had.
type waiter struct {
	key   string
	glass bool // its owner stands before it
	ready chan<- error
}

// want asks for the devices.
func (s *service) want(w waiter) {
	if s.stage == diag.Serviced {
		s.grant(w)
		return
	}
	s.waiting = append(s.waiting, w)
	s.hurry()
	s.check()
}

// grant lets a technician begin. What is touched on the very first page counts
// already.
func (s *service) grant(w waiter) {
	if w.glass {
		s.key = w.key
	}
	w.ready <- nil
}

// hurry begins to wait for the visit to end.
func (s *service) hurry() {
	if s.stage == diag.InService {
		s.stage, s.until, s.closing = diag.Waiting, s.t.clock().Add(s.cfg.Wait), false
	}
}

// check goes on from waiting once the visit has ended, and ends it when it has
// had its time. The loop calls it after every step and every second.
func (s *service) check() {
	if s.stage != diag.Waiting {
		return
	}
	if s.t.state.Page != journey.PageAttract {
		if !s.closing && !s.t.clock().Before(s.until) {
			s.closing = true
			s.t.record("visit-closed-for-service", s.t.state.Visit, nil)
			s.t.step(journey.CloseVisit{At: s.t.at()})
		}
		return
	}
	if len(s.waiting) == 0 {
		s.stage = diag.InService
		s.openKeyhole()
		return
	}
	s.serve()
}

// serve hands the devices to the technician.
func (s *service) serve() {
	s.closeKeyhole()
	s.stage, s.device, s.failed = diag.Serviced, "", nil
	s.t.morning.interrupt()
	for _, w := range s.waiting {
		s.grant(w)
	}
	s.waiting = nil
	s.refresh()
}

// enter has a technician take the terminal. It blocks until the devices can be
// had, and gives up with ctx.
func (s *service) enter(ctx context.Context, person string, via diag.Via, note map[string]any) (key string, err error) {
	key, err = s.desk.Take(person, via)
	if err != nil {
		return "", err
	}
	ready := make(chan error, 1)
	s.t.tell(func(t *Terminal) {
		t.record("service-asked", t.state.Visit, withPerson(note, person, via))
		t.service.want(waiter{key, via == diag.ViaScreen, ready})
	})
	select {
	case err = <-ready:
	case <-ctx.Done():
		err = context.Cause(ctx)
	case <-s.t.stop:
		err = errClosed
	}
	if err != nil {
		s.leave(key, "given up")
		return "", err
	}
	s.t.note("service-entered", withPerson(note, person, via))
	return key, nil
}

func withPerson(more map[string]any, person string, via diag.Via) map[string]any {
	out := map[string]any{"person": person, "via": via}
	for k, v := range more {
		out[k] = v
	}
	return out
}

// wish has a technician ask whoever has the terminal for it. It blocks until
// the answer, and gives up with ctx.
func (s *service) wish(ctx context.Context, person string, via diag.Via, note map[string]any) (key string, err error) {
	if key, err = s.desk.Wish(ctx, person, via); err == nil {
		s.t.note("service-taken-over", withPerson(note, person, via))
	}
	return key, err
}

// leave ends a session, and brings the terminal back into service where nobody
// else has taken it over. It returns when no test of the session runs any
// more.
func (s *service) leave(key, why string) {
	o, _ := s.desk.Owner()
	s.desk.Release(key)
	s.t.tell(func(t *Terminal) { t.service.left(o, why) })
}

// left is leave on the loop.
func (s *service) left(o diag.Owner, why string) {
	if _, owned := s.desk.Owner(); owned {
		return
	}
	s.key, s.asking = "", false
	s.t.record("service-left", s.t.state.Visit, map[string]any{"person": o.Person, "via": o.Via, "why": why})
	switch s.stage {
	case diag.Waiting:
		s.stage, s.waiting = diag.InService, nil
	case diag.Serviced:
		s.goBack()
	}
	s.t.present()
}

// beat looks after what takes its time.
func (s *service) beat() {
	s.check()
	if s.keyhole != nil && s.keyhole.expired(s.t.clock()) {
		s.closeKeyhole()
	}
	if s.stage == diag.Serviced {
		if s.desk.Idle() > s.cfg.Idle {
			s.lasting(func() { s.evict("idle") })
		}
		s.t.present() // the time until then is on the page
	}
}

func (s *service) evict(why string) {
	o, _ := s.desk.Owner()
	s.desk.Evict()
	s.t.tell(func(t *Terminal) { t.service.left(o, why) })
}

// refresh shows what has changed on the desk.
func (s *service) refresh() {
	last, err := s.desk.Book.Last()
	if err != nil {
		s.t.log.Error("service", "err", err)
	} else {
		s.rows = s.t.outlived(diag.Rows(last))
		s.t.proven(last)
	}
	if o, owned := s.desk.Owner(); s.key != "" && (!owned || o.Via != diag.ViaScreen) {
		s.key = "" // handed over
	}
	if s.held() {
		s.t.present()
	}
}
