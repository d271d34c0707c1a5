package kiosk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
)

const (
	settleFirst = time.Second      // after a try that failed
	settleMost  = 30 * time.Second // between two tries while the hall stays away
	helpLasts   = 10 * time.Minute // a call for help that is older calls nobody any more
)

// settler tells the hall what the journal says it has to be told: in order,
// until it has acknowledged each.
type settler struct {
	zone    *time.Location
	journal *journal.Journal
	hall    *hall.Client
	log     *slog.Logger
	heard   func(journal.Call) // told of every call that the hall has taken
	told    func()             // called once the hall has said what becomes of a number that was given out without it
	poke    chan struct{}
	pass    sync.Mutex // one pass at a time
}

func newSettler(j *journal.Journal, c *hall.Client, zone *time.Location, heard func(journal.Call), log *slog.Logger) *settler {
	return &settler{zone: zone, journal: j, hall: c, heard: heard, log: log, poke: make(chan struct{}, 1)}
}

// wake makes run look into the journal now. It never blocks.
func (s *settler) wake() {
	select {
	case s.poke <- struct{}{}:
	default:
	}
}

// run settles until ctx ends.
func (s *settler) run(ctx context.Context) {
	pause := settleFirst
	for {
		err := s.settle(ctx)
		if err != nil && ctx.Err() == nil {
			s.log.Warn("the hall is still to be told", "err", err)
		}
		wait := time.NewTimer(pause)
		if err == nil {
			pause = settleFirst
			wait.Stop()
		} else {
			pause = min(2*pause, settleMost)
		}
		select {
		case <-ctx.Done():
			wait.Stop()
			return
		case <-s.poke:
		case <-wait.C:
		}
		wait.Stop()
	}
}

// settle tells the hall everything that is pending. What it is told of one
// number keeps its order; a call that brings no answer holds up no other
// number's, unless the hall cannot be reached at all.
func (s *settler) settle(ctx context.Context) error {
	s.pass.Lock()
	defer s.pass.Unlock()
	calls, err := s.journal.Pending()
	if err != nil {
		return err
	}
	held := map[string]bool{} // numbers whose earlier call is still open
	var failed error
	for _, c := range calls {
		if held[about(c)] {
			continue
		}
		err := s.one(ctx, c)
		if !errors.Is(err, errEarly) {
			failed = errors.Join(failed, err)
		}
		if hall.KindOf(err) == hall.Unreachable || ctx.Err() != nil {
			return failed
		}
		held[about(c)] = err != nil
	}
	return failed
}

// about names the number that a call is about; a call for help is about itself.
func about(c journal.Call) string {
	switch {
	case c.Ticket != "":
		return c.Ticket
	case c.Reserve != "":
		return c.Reserve
	}
	return c.Key
}

// freed settles what was given up, and fails while any of it is open: its
// number might be found as somebody's own and then vanish.
func (s *settler) freed(ctx context.Context) error {
	calls, err := s.journal.Pending()
	for _, c := range calls {
		if c.Op == journal.OpAbandon && c.Ticket != c.Reserve { // else the hall has not given that number
			err = errors.Join(err, s.one(ctx, c))
		}
	}
	return err
}

// one tells the hall one thing. A refusal is an answer: it is kept for the
// person who looks into it, and not asked again.
func (s *settler) one(ctx context.Context, c journal.Call) error {
	if c.Op == journal.OpHelp && time.Since(c.At) > helpLasts {
		return s.journal.Acknowledged(c.Seq, "too-late")
	}
	if c.Op == journal.OpIssued {
		return s.tellIssued(ctx, c)
	}
	if c.Op == journal.OpTaken {
		return s.tellTaken(ctx, c)
	}
	c, known, err := s.localised(c)
	if !known || err != nil {
		return err
	}
	err = s.call(ctx, c)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, journal.ErrForgotten) || errors.Is(err, journal.ErrNone) {
		s.log.Error("what was kept for the hall can no longer be read", "what", c.Arg, "err", err)
		return errors.Join(
			s.journal.Record("kept-lost", 0, map[string]any{"what": c.Arg, "since": c.At}),
			s.journal.Acknowledged(c.Seq, "forgotten"))
	}
	if err == nil {
		s.heard(c)
		return s.journal.Acknowledged(c.Seq, "ok")
	}
	if code := hall.CodeOf(err); hall.Final(err) {
		s.log.Error("the hall refused a settlement", "op", string(c.Op), "ticket", c.Ticket, "err", err)
		return errors.Join(
			s.journal.Record("settlement-refused", 0, map[string]any{"op": c.Op, "ticket": c.Ticket, "code": code}),
			s.journal.Acknowledged(c.Seq, code))
	}
	return errors.Join(err, s.journal.Tried(c.Seq, err.Error()))
}

var deliveries = map[journal.Op]hall.Delivery{
	journal.OpPrinted: hall.Printed,
	journal.OpSeen:    hall.SeenByCitizen,
	journal.OpUnknown: hall.DeliveryUnknown,
}

func (s *settler) call(ctx context.Context, c journal.Call) error {
	var err error
	switch c.Op {
	case journal.OpPrinted, journal.OpSeen, journal.OpUnknown:
		_, err = s.hall.Confirm(ctx, c.Key, c.Ticket, deliveries[c.Op])
	case journal.OpETicket:
		_, err = s.hall.ETicket(ctx, c.Key, c.Ticket, c.Arg)
	case journal.OpReprint:
		_, err = s.hall.Reprint(ctx, c.Key, c.Ticket, c.Arg)
	case journal.OpCancel:
		_, err = s.hall.Cancel(ctx, c.Key, c.Ticket, c.Arg)
	case journal.OpAbandon:
		_, err = s.hall.Abandon(ctx, c.Key, c.Reserve, c.Arg)
	case journal.OpUndo:
		_, err = s.hall.AbandonFiling(ctx, c.Key, c.Reserve, c.Arg)
	case journal.OpRelease:
		err = s.giveBack(ctx, c)
	case journal.OpKeep:
		err = s.sayKept(ctx, c)
	case journal.OpHandout:
		err = s.handout(ctx, c)
	case journal.OpFinish:
		_, err = s.hall.FinishPickup(ctx, c.Key, c.Ticket, c.Arg)
	case journal.OpTested:
		err = s.selfTest(ctx, c)
	case journal.OpHelp, journal.OpFault:
		page, step, _ := strings.Cut(c.Arg, "/")
		err = s.hall.Help(ctx, c.Key, hall.HelpCall{Screen: page, Step: step})
	default:
		err = fmt.Errorf("kiosk: nothing is known of the settlement %q", c.Op)
	}
	return err
}

// selfTest tells what the terminal found of itself.
func (s *settler) selfTest(ctx context.Context, c journal.Call) error {
	var found hall.SelfTest
	if err := json.Unmarshal([]byte(c.Arg), &found); err != nil {
		return fmt.Errorf("kiosk: what the self-test found: %w", err)
	}
	return s.hall.SelfTest(ctx, c.Key, found)
}
