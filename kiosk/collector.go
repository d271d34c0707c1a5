package kiosk

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"govkiosk/drivers"
	"govkiosk/drivers/locker"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// handoutBook is the record of what is handed out. *journal.Journal keeps it.
type handoutBook interface {
	Granted(id string, visit int, until time.Time, handouts []journal.Handout) error
	HandoutBegins(pickup, certificate string) (journal.Handout, error)
	HandoutEnded(pickup, certificate string, o drivers.Outcome) error
	HandoutShut(pickup, certificate string) error
	HandoutSays(pickup, certificate, says string) error
	HandoutTold(pickup, certificate, as, why, callKey string) error
	HandoutSettled(pickup, certificate string, shut bool, callKey string) (journal.Handout, error)
	PickupOver(id, why, callKey string) error
	OpenPickups() ([]journal.Pickup, error)
}

// doors opens one door. *cabinetDesk does.
type doors interface{ submit(*doorJob) }

// collector hands certificates out, so that a cell is empty for the hall only
// when it is.
//
//	Granted  journal   before the visit sees the hall's leave
//	Begins   journal   before the coil; one at a time, and only what was granted
//	coil     cabinet   Done, NotDone or Unknown, by the door's contact
//	Ended    journal   before the visit sees it
//	Shut, Says         the door, and the citizen's word
//	Told     journal   with the call that tells the hall; only what the record bears out
//	Over     journal   nothing more is taken
//
// Its methods are called on the loop; what takes time runs beside it and
// comes back as an event.
type collector struct {
	book    handoutBook
	cabinet doors
	post    func(journey.Event)
	fail    func(error) // the journal cannot be written
	wake    func()      // the hall is to be told
	finish  func(ctx context.Context, pickup string) (hall.PickupReceipt, error)
	clock   func() time.Time
	log     *slog.Logger
	ctx     context.Context
	group   *sync.WaitGroup
}

func (c *collector) at() journey.At { return journey.At{At: c.clock()} }

// granted writes down what the hall has let somebody take.
func (c *collector) granted(p hall.Pickup, visit int) error {
	var all []journal.Handout
	for _, i := range p.Items {
		h := journal.Handout{Certificate: i.Certificate}
		if i.Location != nil && i.Way.Is == hall.FromCell {
			h.Cell = i.Location.Cell
		}
		all = append(all, h)
	}
	return c.book.Granted(p.ID, visit, p.ExpiresAt, all)
}

// open opens a cell that the record has, with every other door known to be
// closed.
func (c *collector) open(e journey.OpenCell, world journey.World) {
	refuse := func(why journey.Reason) {
		c.group.Go(func() {
			c.post(journey.CellOpened{At: c.at(), ID: e.ID, Cell: e.Cell, Outcome: drivers.NotDone, Reason: why})
		})
	}
	for _, cell := range world.Unshut() {
		if cell != e.Cell {
			refuse(journey.ReasonDoorOpen)
			return
		}
	}
	h, err := c.book.HandoutBegins(e.Pickup, e.Certificate)
	if err != nil {
		refuse(c.broken(err))
		return
	}
	c.cabinet.submit(&doorJob{cell: h.Cell, done: func(r locker.Result, err error) {
		if err != nil {
			c.log.Warn("cell", "cell", h.Cell, "outcome", r.Outcome.String(), "coils", r.Coils, "err", err)
		}
		reason := cabinetReason(err)
		if err := c.book.HandoutEnded(e.Pickup, e.Certificate, r.Outcome); err != nil {
			r.Outcome, reason = drivers.Unknown, c.broken(err)
		}
		c.post(journey.CellOpened{At: c.at(), ID: e.ID, Cell: h.Cell, Outcome: r.Outcome, Reason: reason})
	}})
}

// broken is why a record could not be written. A rule that forbids it is a
// refusal, and no fault of the journal's.
func (c *collector) broken(err error) journey.Reason {
	if errors.Is(err, journal.ErrForbidden) || errors.Is(err, journal.ErrNone) {
		c.log.Error("handing out", "err", err)
		return journey.ReasonRefused
	}
	c.fail(err)
	return journey.ReasonJournal
}

// noted keeps what was seen and said. What the record does not take is not
// borne out later, and a person looks.
func (c *collector) noted(err error) {
	if err != nil {
		c.broken(err)
	}
}

// tell puts what became of a handout into the outbox. What the record does not
// bear out is told as what it is: nobody knows.
func (c *collector) tell(e journey.TellHandout) {
	err := c.book.HandoutTold(e.Pickup, e.Certificate, string(e.As), e.Why, uuid.NewString())
	if errors.Is(err, journal.ErrForbidden) && e.As != journey.HandoutDoubt {
		c.log.Error("handing out", "err", err)
		err = c.book.HandoutTold(e.Pickup, e.Certificate, journal.Unsure, "power-lost", uuid.NewString())
	}
	c.noted(err)
	c.wake()
}

// over closes the books. With an ID the hall's receipt is waited for, a while,
// unless it hears of it later.
func (c *collector) over(e journey.FinishPickup) {
	c.noted(c.book.PickupOver(e.Pickup, e.Why, uuid.NewString()))
	if e.ID == 0 || e.Away {
		c.wake()
	}
	switch {
	case e.ID == 0:
		return
	case e.Away:
		c.group.Go(func() { c.post(journey.PickupFinished{At: c.at(), ID: e.ID}) })
		return
	}
	c.group.Go(func() {
		ctx, cancel := context.WithTimeout(c.ctx, receiptPatience)
		defer cancel()
		out := journey.PickupFinished{ID: e.ID}
		if r, err := c.finish(ctx, e.Pickup); err != nil {
			c.log.Warn("receipt", "err", err)
		} else {
			out.Serial, out.Link = r.Serial, r.Link
		}
		out.At = c.at()
		c.post(out)
		c.wake()
	})
}

// receiptPatience is how long a citizen waits for the hall's receipt. What was
// taken is on record without it.
const receiptPatience = 10 * time.Second

// settle ends what a stopped terminal left behind. shut tells whether a cell's
// door is closed now; what its door cannot tell goes to a person.
func (c *collector) settle(shut func(cell int) bool) ([]journal.Handout, error) {
	open, err := c.book.OpenPickups()
	if err != nil {
		return nil, err
	}
	var settled []journal.Handout
	for _, p := range open {
		for _, h := range p.Handouts {
			if !h.Busy() {
				continue
			}
			h, err := c.book.HandoutSettled(h.Pickup, h.Certificate, h.Cell > 0 && shut(h.Cell), uuid.NewString())
			if err != nil {
				return settled, err
			}
			settled = append(settled, h)
		}
		if err := c.book.PickupOver(p.ID, "power-lost", uuid.NewString()); err != nil {
			return settled, err
		}
	}
	return settled, nil
}
