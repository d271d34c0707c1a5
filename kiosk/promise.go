package kiosk

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
	"govkiosk/kiosk/slip"
)

// promise keeps the paper promise: a number belongs to a citizen only when it
// is in their hand, and until then the journal knows who has to be told what.
//
//	Intend   journal   before the hall is asked, with the key it is asked by
//	Reserve  hall
//	Reserved journal   before anybody sees the number
//	Printing journal   before the first byte
//	Print    printer   Done, NotDone or Unknown
//	Printed  journal   Done settles the number in the same transaction
//	Settle   journal   NotDone and Unknown, as the citizen decides
//	Confirm… hall      by the settler, until it is acknowledged
//
// Its methods are called on the loop; what takes time runs beside it and
// comes back as an event.
type promise struct {
	cfg     *config.Config
	journal *journal.Journal
	hall    *hall.Client
	settler *settler
	blocks  *blockKeeper
	printer *printerDesk
	slips   *slip.Maker
	post    func(journey.Event)
	fail    func(error) // the journal cannot be written
	away    func(error) // the hall could not be asked
	zone    *time.Location
	clock   func() time.Time
	log     *slog.Logger
	ctx     context.Context
	group   *sync.WaitGroup

	asking asking          // the loop's own
	mask   journey.Masking // likewise, of names and numbers on paper
	missed journey.MissedRule
}

// asking is the newest reservation.
type asking struct {
	id     journey.CommandID
	key    string
	ticket string // of a number that is given out without the hall
	cancel context.CancelFunc
}

func (p *promise) at() journey.At { return journey.At{At: p.clock()} }

var ops = map[journey.Settlement]journal.Op{
	journey.SettleSeen:    journal.OpSeen,
	journey.SettleUnknown: journal.OpUnknown,
	journey.SettleETicket: journal.OpETicket,
	journey.SettleAbandon: journal.OpAbandon,
}

// settle writes down what became of a number.
func (p *promise) settle(e journey.Settle) {
	key, ticket := e.Key, e.Ticket
	if e.Reserve != 0 && e.Reserve == p.asking.id {
		key, ticket = p.asking.key, p.asking.ticket
		p.asking.cancel()
	}
	if key == "" && ticket == "" {
		return // no number was asked for
	}
	p.tellHall(journal.Call{Op: ops[e.As], Reserve: key, Ticket: ticket, Arg: e.Why})
}

// tellHall puts a call into the outbox and returns its key. Where no record
// can be kept the hall is told all the same, once.
func (p *promise) tellHall(c journal.Call) (key string) {
	c.Key = uuid.NewString()
	if err := p.journal.Settle(c); err != nil {
		p.fail(err)
		p.group.Go(func() {
			if err := p.settler.call(p.ctx, c); err != nil {
				p.log.Error("not on record, and not heard", "op", string(c.Op), "ticket", c.Ticket, "err", err)
			}
		})
		return c.Key
	}
	p.settler.wake()
	return c.Key
}

// cancel gives a number back at the citizen's wish, and waits for the hall: a
// number that is to be cancelled some time later could be somebody's by then.
func (p *promise) cancel(e journey.Cancel) {
	if e.Ticket = p.withdrawn(e); e.Ticket == "" {
		return
	}
	p.group.Go(func() {
		_, err := p.hall.Cancel(p.ctx, uuid.NewString(), e.Ticket, "citizen-gave-back")
		if err != nil {
			p.log.Warn("cancel", "ticket", e.Ticket, "err", err)
		} else if err := p.journal.Gone(e.Ticket); err != nil {
			p.fail(err)
		}
		p.post(journey.Cancelled{At: p.at(), ID: e.ID, Reason: hallReason(err)})
	})
}
