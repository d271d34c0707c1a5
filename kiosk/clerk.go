package kiosk

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// clerk asks the hall what a visit wants to know and files what it wants
// done. An order is in the journal, with its key, before the hall hears of
// it; one that nobody waits for any more is undone through the outbox.
//
// Its methods are called on the loop; what takes time runs beside it and
// comes back as an event.
type clerk struct {
	journal   *journal.Journal
	hall      *hall.Client
	settler   *settler
	post      func(journey.Event)
	fail      func(error) // the journal cannot be written
	health    *Health
	collector *collector
	cells     *cellKeeper
	cabinet   string        // of this terminal, as the hall knows it; empty: none
	today     func() string // the hall's day, 2026-06-12
	zone      *time.Location
	tries     int // of one call
	clock     func() time.Time
	log       *slog.Logger
	ctx       context.Context
	group     *sync.WaitGroup

	run     uuid.UUID // of this run of the program
	running running   // the loop's own
}

// running is the newest call.
type running struct {
	id     journey.CommandID
	key    string // of an order
	cancel context.CancelFunc
}

func (c *clerk) at() journey.At { return journey.At{At: c.clock()} }

// ask looks something up.
func (c *clerk) ask(e journey.Ask) {
	ctx, cancel := context.WithCancel(c.ctx)
	c.running = running{id: e.ID, cancel: cancel}
	c.group.Go(func() {
		defer cancel()
		answer, err := c.look(ctx, e.Query)
		if ctx.Err() != nil {
			return
		}
		if !fromShelf(answer) {
			c.told(err)
		}
		c.post(journey.Answered{At: c.at(), ID: e.ID, Answer: answer, Reason: hallReason(err), Tries: c.tries})
	})
}

// ofVisit puts this visit's word into an order that has one: one visit one
// rating, and the hall knows visits by nothing else.
func (c *clerk) ofVisit(o journey.Order, visit int) journey.Order {
	if of, may := o.(interface{ OfVisit(string) journey.Order }); may {
		return of.OfVisit(uuid.NewSHA1(c.run, []byte(strconv.Itoa(visit))).String())
	}
	return o
}

// submit files an order.
func (c *clerk) submit(e journey.Submit, visit int) {
	e.Order = c.ofVisit(e.Order, visit)
	key := e.Key
	if key == "" {
		key = uuid.NewString()
		if err := c.journal.Filing(key, visit, string(e.Service)); err != nil {
			c.fail(err)
			c.group.Go(func() {
				c.post(journey.Submitted{At: c.at(), ID: e.ID, Reason: journey.ReasonJournal, Outcome: drivers.NotDone})
			})
			return
		}
	}
	ctx, cancel := context.WithCancel(c.ctx)
	c.running = running{id: e.ID, key: key, cancel: cancel}
	c.group.Go(func() {
		defer cancel()
		c.post(c.filed(ctx, e, key, visit))
	})
}

// filed runs beside the loop.
func (c *clerk) filed(ctx context.Context, e journey.Submit, key string, visit int) journey.Submitted {
	answer, err := c.carryOut(ctx, key, e.Order, visit)
	out := journey.Submitted{At: c.at(), ID: e.ID, Key: key, Answer: answer, Reason: hallReason(err), Outcome: hall.OutcomeOf(err), Tries: c.tries}
	if ctx.Err() == nil && !fromShelf(answer) {
		c.told(err)
	}
	if err != nil && e.Key != "" && !hall.Final(err) {
		out.Outcome = drivers.Unknown // this try did nothing; the first may have been heard
	}
	switch out.Outcome {
	case drivers.Done:
		c.settle(key, journal.FilingDone)
	case drivers.NotDone:
		c.settle(key, journal.FilingRefused)
	}
	return out
}

// carryOut has an order carried out. What may be taken from the cabinet is on
// record here too.
func (c *clerk) carryOut(ctx context.Context, key string, o journey.Order, visit int) (journey.Answer, error) {
	if o, ok := o.(journey.TakeCertificates); ok {
		return c.take(ctx, key, o, visit)
	}
	return file(ctx, c.hall, c.zone, key, o)
}

func (c *clerk) settle(key, as string) {
	if err := c.journal.Filed(key, as); err != nil && !errors.Is(err, journal.ErrNone) {
		c.fail(err) // ErrNone: the citizen has left and given it up already
	}
}

// fromShelf tells that an answer is what was kept: it says nothing of the way
// to the hall.
func fromShelf(a journey.Answer) bool {
	switch a := a.(type) {
	case journey.GuideFound:
		return !a.Kept.IsZero()
	case journey.ItemFound:
		return !a.Item.Kept.IsZero()
	case journey.ProofsFound:
		return !a.Kept.IsZero()
	case journey.CertificatesFound:
		return !a.Kept.IsZero()
	case journey.LeaveGiven:
		return a.Away
	}
	return false
}

// told reports how the last call went where it says something of the way to
// the hall. A refusal is an answer.
func (c *clerk) told(err error) {
	out := Condition{Device: DeviceHall, State: drivers.Online}
	switch hallReason(err) {
	case journey.ReasonNetwork:
		out.State, out.Code, out.Cause = drivers.Offline, hallCode(err), err.Error()
	case "":
		if c.health.Of(DeviceHall).Code == codeSlow {
			return // how fast it is is the overview's to say
		}
	default:
		return
	}
	c.health.Report(out)
}

// stop gives up the call that is under way.
func (c *clerk) stop(id journey.CommandID) {
	if c.running.cancel != nil && c.running.id == id {
		c.running.cancel()
	}
}

// undo gives up an order of which nobody knows whether the hall did it.
func (c *clerk) undo(e journey.Undo) {
	key := e.Key
	if e.Submit != 0 && e.Submit == c.running.id {
		key = c.running.key
	}
	if key == "" {
		return
	}
	if err := c.journal.Undo(journal.Call{Key: uuid.NewString(), Op: journal.OpUndo, Reserve: key, Arg: e.Why}); err != nil {
		c.fail(err)
		return
	}
	c.settler.wake()
}

// keep writes an order down for the hall to hear as soon as it can be
// reached.
func (c *clerk) keep(e journey.Keep, visit int) {
	key := e.Key
	if e.Submit != 0 && e.Submit == c.running.id {
		key = c.running.key
	}
	if key == "" {
		key = uuid.NewString()
	}
	out := journey.Kept{At: c.at(), ID: e.ID, Reference: reference(key)}
	body, err := json.Marshal(c.ofVisit(e.Order, visit))
	if err == nil {
		err = c.journal.Entrust(journal.Call{Key: key, Op: journal.OpKeep, Arg: e.Order.Kept()}, c.today(), body)
	}
	if err != nil {
		c.fail(err)
		out.Reason = journey.ReasonJournal
	}
	c.settler.wake()
	if e.ID != 0 {
		c.group.Go(func() { c.post(out) })
	}
}

// reference is what a citizen is told of a key: enough to find it by in this
// terminal's journal.
func reference(key string) string {
	return strings.ToUpper(key[:min(8, len(key))])
}
