package kiosk

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

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

// existing returns the number that a person already has, where that is why
// the hall gives no other.
func existing(err error) *hall.Ticket {
	var refusal *hall.Error
	if errors.As(err, &refusal) && (refusal.Code == hall.CodeOpenTicket || refusal.Code == hall.CodeCheckedIn) {
		return refusal.Existing
	}
	return nil
}
