package kiosk

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
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

// reserve asks the hall for a number.
func (p *promise) reserve(e journey.Reserve, visit int) {
	if e.Offline {
		p.answer(p.issue(e, visit))
		return
	}
	key := e.Key
	if key == "" {
		key = uuid.NewString()
		if err := p.journal.Intend(key, visit, e.Business.Code); err != nil {
			p.fail(err)
			p.answer(journey.Reserved{ID: e.ID, Reason: journey.ReasonJournal, Outcome: drivers.NotDone})
			return
		}
	}
	ctx, cancel := context.WithCancel(p.ctx)
	p.asking = asking{id: e.ID, key: key, cancel: cancel}
	p.group.Go(func() {
		defer cancel()
		p.answer(p.ask(ctx, e, key))
	})
}

func (p *promise) answer(e journey.Reserved) {
	e.At = p.at()
	p.group.Go(func() { p.post(e) })
}

// ask runs beside the loop. What an earlier visit gave up is settled first.
func (p *promise) ask(ctx context.Context, e journey.Reserve, key string) journey.Reserved {
	out := journey.Reserved{ID: e.ID, Key: key}
	if i, err := p.held(e); err == nil {
		out.Ticket, out.Existing, out.Outcome = issueTicket(i, e.Business, ""), true, drivers.NotDone
		return p.refused(out, key)
	}
	open := p.settler.freed(ctx)
	k, err := p.number(ctx, e, key)
	switch {
	case err == nil:
		if err := p.journal.Reserved(key, k.ID, k.Number); err != nil {
			p.fail(err)
			out.Reason = journey.ReasonJournal
			return out
		}
		p.know(k, e)
		out.Ticket = ticketOf(k, e.Business, key)
		out.Outcome = drivers.Done
	case existing(err) != nil && open != nil: // it may be the one that is being given back
		out.Reason, out.Outcome = hallReason(open), drivers.NotDone
		return p.refused(out, key)
	case existing(err) != nil:
		p.know(*existing(err), e)
		out.Ticket, out.Existing = ticketOf(*existing(err), e.Business, ""), true
		return p.refused(out, key)
	default:
		p.log.Warn("reserve", "err", err)
		p.away(err)
		out.Reason, out.Outcome = hallReason(err), hall.OutcomeOf(err)
		if e.Key != "" && !hall.Final(err) {
			out.Outcome = drivers.Unknown // this try did nothing; the first may have been heard
		}
		if out.Outcome == drivers.NotDone {
			return p.refused(out, key)
		}
	}
	return out
}

// number asks for a walk-in's number, or for the one of an appointment.
func (p *promise) number(ctx context.Context, e journey.Reserve, key string) (hall.Ticket, error) {
	if e.Booking == nil {
		return p.hall.Reserve(ctx, key, hall.Reserve{Business: e.Business.Code, Class: e.Priority, Person: whom(e.Person)})
	}
	in := hall.CheckIn{Code: e.Code, Class: e.Priority}
	if e.Code == "" {
		in.Person = whom(e.Person)
	}
	return p.hall.CheckIn(ctx, key, e.Booking.ID, in)
}

// refused closes a reservation under which there is certainly no number.
func (p *promise) refused(out journey.Reserved, key string) journey.Reserved {
	if err := p.journal.Refused(key); err != nil && !errors.Is(err, journal.ErrNone) {
		p.fail(err) // ErrNone: the citizen has left and given it up already
	}
	return out
}

// whom is what the hall is told of a person; nothing of an anonymous one.
func whom(p journey.Person) *hall.Person {
	kinds := map[journey.Source]hall.PersonKind{
		journey.SourceCard: hall.ByCard, journey.SourceTyped: hall.ByNumber, journey.SourcePhone: hall.ByPhone,
	}
	kind, ok := kinds[p.Source]
	if !ok {
		return nil
	}
	return &hall.Person{Kind: kind, Number: p.Number, Name: p.Name}
}

func ticketOf(k hall.Ticket, b journey.Business, key string) *journey.Ticket {
	b.Area, b.Windows = journey.Words(k.Area), k.Windows
	return &journey.Ticket{
		ID: k.ID, Key: key, Number: k.Number, Business: b, Ahead: k.Ahead,
		Wait: journey.Wait{Min: k.WaitMin, Max: k.WaitMax}, Priority: k.Priority,
		Link: k.Link, Serial: k.Serial, At: k.ReservedAt, Away: k.Away,
	}
}

// print prints a number, and journals the slip before its first byte.
func (p *promise) print(id journey.CommandID, k journey.Ticket, who journey.Person) {
	seq, err := p.journal.Printing(k.Key, k.ID, k.Number, k.Reprint)
	if err != nil {
		p.fail(err)
		p.printed(id, drivers.NotDone, journey.ReasonJournal)
		return
	}
	paper := p.slip(k, who)
	if k.Offline {
		paper.Serial = int(seq % 10_000) // the hall has counted none
	}
	p.put(id, seq, p.slips.Make(paper))
}

// put hands a slip that is in the journal to the printer.
func (p *promise) put(id journey.CommandID, seq int64, doc *escpos.Doc) {
	p.putThen(seq, doc, func(o drivers.Outcome, r journey.Reason) { p.printed(id, o, r) })
}

// putThen hands a slip to the printer and calls done once it is on record how
// it ended.
func (p *promise) putThen(seq int64, doc *escpos.Doc, done func(drivers.Outcome, journey.Reason)) {
	p.printer.submit(job{
		run: func(ctx context.Context, dev *escpos.Dev) {
			result, err := dev.Print(ctx, jobID(seq), doc)
			p.printer.roll.printed(result.Paper)
			if drivers.KindOf(err) == drivers.NoDevice {
				p.printer.gone(drivers.DeviceMissing, err) // before anybody asks for a reprint
			}
			proof := string(result.Proof)
			if result.Incomplete {
				proof = journal.Torn
			}
			done(p.ended(seq, result.Outcome, proof, err))
		},
		lost: func(err error) { done(p.ended(seq, drivers.NotDone, "", err)) },
	})
}

// ended writes down how a slip ended before anybody is told.
func (p *promise) ended(seq int64, o drivers.Outcome, proof string, err error) (drivers.Outcome, journey.Reason) {
	why := ""
	reason := journey.Reason("")
	if err != nil {
		why, reason = err.Error(), printFailure(drivers.KindOf(err))
		p.log.Warn("print", "job", seq, "outcome", o.String(), "err", err)
	}
	if jerr := p.journal.Printed(seq, o, proof, why, uuid.NewString()); jerr != nil {
		p.fail(jerr)
		o, reason = drivers.Unknown, journey.ReasonJournal
	}
	p.printer.health.Report(slipCondition(o, why))
	p.settler.wake()
	return o, reason
}

// slipCondition is what the newest slip tells of the printer.
func slipCondition(o drivers.Outcome, why string) Condition {
	c := Condition{Device: DeviceSlips, State: drivers.Online}
	if o == drivers.Unknown {
		c.State, c.Code, c.Cause = drivers.UserFault, "PRN-SLIP-UNKNOWN", why
	}
	return c
}

func (p *promise) printed(id journey.CommandID, o drivers.Outcome, r journey.Reason) {
	p.group.Go(func() { p.post(journey.Printed{At: p.at(), ID: id, Outcome: o, Reason: r}) })
}

// jobID names a print job to the printer: the slip's number in the journal,
// in four characters that GS ( H takes. It comes round after 1 679 616 slips.
func jobID(seq int64) escpos.JobID {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	id := []byte("0000")
	for i := len(id) - 1; i >= 0; i-- {
		id[i] = digits[seq%int64(len(digits))]
		seq /= int64(len(digits))
	}
	return escpos.JobID(id)
}

// reprint prints a number once more. The hall hears of it in its turn.
func (p *promise) reprint(e journey.Reprint) {
	p.tellHall(journal.Call{Op: journal.OpReprint, Ticket: e.Ticket.ID, Arg: e.Why})
	p.print(e.ID, e.Ticket, e.Person)
}

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

// existing returns the number that a person already has, where that is why
// the hall gives no other.
func existing(err error) *hall.Ticket {
	var refusal *hall.Error
	if errors.As(err, &refusal) && (refusal.Code == hall.CodeOpenTicket || refusal.Code == hall.CodeCheckedIn) {
		return refusal.Existing
	}
	return nil
}

// slipFrame is the head and the foot of a paper of this terminal.
func slipFrame(c *config.Config, at time.Time, serial int) slip.Frame {
	return slip.Frame{
		Hall: c.Hall.Name.Zh, Place: c.Terminal.Place.Zh, Phone: c.Hall.Phone,
		At: at, Terminal: c.Terminal.ID, Serial: serial,
	}
}

// slip is what the paper says.
func (p *promise) slip(k journey.Ticket, who journey.Person) slip.Ticket {
	at := k.At
	if at.IsZero() {
		at = p.clock()
	}
	out := slip.Ticket{
		Frame:  slipFrame(p.cfg, at.In(p.zone), k.Serial),
		Number: k.Number, Reprint: k.Reprint, Offline: k.Offline, Business: k.Business.Name.Zh,
		Area: k.Business.Area.Zh, Windows: k.Business.Windows, Ahead: k.Ahead,
		WaitMin: k.Wait.Min, WaitMax: k.Wait.Max, Link: k.Link, Name: maskedName(p.mask, who.Name),
		Notes: p.notes(),
	}
	if c, ok := k.Business.Class(k.Priority); ok {
		out.Priority = c.Name.Zh
	}
	return out
}
