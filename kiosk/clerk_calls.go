package kiosk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// look asks the hall a Query.
func (c *clerk) look(ctx context.Context, q journey.Query) (journey.Answer, error) {
	switch q := q.(type) {
	case journey.FindBookings:
		return c.bookings(ctx, q)
	case journey.FindBookable:
		return c.bookable(ctx)
	case journey.FindDays:
		return c.days(ctx, q)
	case journey.FindSlots:
		return c.slots(ctx, q)
	case journey.FindCases:
		return c.findCases(ctx, q)
	case journey.ReadCase:
		return c.readCase(ctx, q)
	case journey.FindLink:
		return c.openLink(ctx, q)
	case journey.ReadReport:
		return c.readReport(ctx, q)
	case journey.FindIndicators:
		return c.findIndicators(ctx), nil
	case journey.FindReportForm:
		return c.findReportForm(ctx), nil
	case journey.FindCertificates:
		return c.certificates(ctx, q)
	case journey.FindGuide:
		return c.guide(ctx, q.Away)
	case journey.FindItem:
		return c.item(ctx, q)
	case journey.FindProofs:
		return c.proofs(ctx, q.Away)
	case journey.FindCheck:
		return c.findCheck(ctx, q)
	case journey.FindDeclarable:
		return c.declarable(ctx, q)
	case journey.FindSituation:
		return c.situation(ctx, q)
	case journey.ReadDraft:
		return c.draft(ctx, q)
	case journey.FindHandover:
		return c.handover(ctx, q)
	}
	return nil, fmt.Errorf("kiosk: nothing is known of the query %T", q)
}

// file has the hall carry out an Order.
func file(ctx context.Context, h *hall.Client, zone *time.Location, key string, o journey.Order) (journey.Answer, error) {
	switch o := o.(type) {
	case journey.LeaveTicket:
		k, err := h.Leave(ctx, key, o.ID, "citizen-leaves")
		return ticketMoved(k, err)
	case journey.ReturnTicket:
		k, err := h.Return(ctx, key, o.ID, "citizen-is-back")
		return ticketMoved(k, err)
	case journey.Book:
		return book(ctx, h, zone, key, o)
	case journey.MoveBooking:
		b, err := h.ChangeBooking(ctx, key, o.ID, o.Slot)
		return bookingMade(b, zone, err)
	case journey.CancelBooking:
		b, err := h.CancelBooking(ctx, key, o.ID, "citizen-gave-up")
		return bookingMade(b, zone, err)
	case journey.RateOrder:
		return rate(ctx, h, key, o)
	case journey.ReportOrder:
		return report(ctx, h, key, o)
	case journey.CheckProof:
		return checkProof(ctx, h, zone, key, o)
	case journey.SendCheck:
		return sendCheck(ctx, h, zone, key, o)
	case journey.StartDraft, journey.Attach, journey.SaveField, journey.HandOver, journey.SubmitDraft:
		return declare(ctx, h, zone, key, o)
	}
	return nil, fmt.Errorf("kiosk: nothing is known of the order %T", o)
}

// keptOrder reads an order that waited in the outbox; kind is the word that
// stands beside it in the journal.
func keptOrder(kind string, body []byte) (journey.Order, error) {
	switch kind {
	case journey.RateOrder{}.Kept():
		return as[journey.RateOrder](body)
	case journey.ReportOrder{}.Kept():
		return as[journey.ReportOrder](body)
	}
	return nil, fmt.Errorf("kiosk: nothing is known of the order %q", kind)
}

// as reads an order of one type.
func as[O journey.Order](body []byte) (journey.Order, error) {
	var o O
	err := json.Unmarshal(body, &o)
	return o, err
}

// sayKept tells the hall what was sealed for it. What can no longer be read is
// given up, and said so by its record.
func (s *settler) sayKept(ctx context.Context, c journal.Call) error {
	body, err := s.journal.Entrusted(c.Key)
	if err != nil {
		return fmt.Errorf("kiosk: %s: %w", c.Arg, err)
	}
	order, err := keptOrder(c.Arg, body)
	if err != nil {
		return err
	}
	_, err = file(ctx, s.hall, s.zone, c.Key, order)
	return err
}

func ticketMoved(k hall.Ticket, err error) (journey.Answer, error) {
	if err != nil {
		return nil, err
	}
	return journey.TicketMoved{Away: k.Away, Ahead: k.Ahead, Wait: journey.Wait{Min: k.WaitMin, Max: k.WaitMax}}, nil
}
