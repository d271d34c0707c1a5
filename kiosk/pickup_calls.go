package kiosk

import (
	"context"
	"errors"
	"slices"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

func (c *clerk) certificatesOfHall(ctx context.Context, q journey.FindCertificates) (journey.Answer, error) {
	found, err := c.hall.Certificates(ctx, *whom(q.Person), q.Code)
	switch code := hall.CodeOf(err); {
	case err != nil && slices.Contains([]string{hall.CodeNoPickupCode, hall.CodeNotEntitled}, code):
		return journey.CertificatesFound{Refused: journey.ReasonUnknownCode}, nil
	case err != nil && code == hall.CodeTooManyTries:
		return journey.CertificatesFound{Refused: journey.ReasonTooManyTries}, nil
	case err != nil:
		return nil, err
	}
	out := journey.CertificatesFound{}
	if found.Agent {
		out.Holder = found.Holder
	}
	for _, f := range found.Certificates {
		out.Certificates = append(out.Certificates, certificateOf(f, c.cabinet))
	}
	return out, nil
}

var places = map[hall.Readiness]journey.Whereabouts{
	hall.InCell: journey.PlaceOther, hall.AtWindow: journey.PlaceWindow, hall.PrintsHere: journey.PlacePrint,
	hall.Posted: journey.PlacePosted, hall.NotYet: journey.PlaceMaking, hall.Collected: journey.PlaceTaken,
}

// certificateOf is a certificate as this terminal, with its cabinet, shows it.
func certificateOf(f hall.Certificate, cabinet string) journey.Certificate {
	r := f.Readiness
	out := journey.Certificate{
		ID: f.ID, Name: journey.Words(f.Name), Copies: f.Copies, Place: places[r.State.Is], Needs: journey.Words(f.Needs),
		Window: r.Window, Where: journey.Words(r.Area), Expected: r.Expected,
	}
	if out.Place == "" {
		out.Place, out.Where = journey.PlaceUnknown, journey.Words(r.State.Name)
	}
	if r.Location != nil {
		out.Where = journey.Words(r.Location.PlaceName)
		if r.Location.Cabinet == cabinet && cabinet != "" {
			out.Place, out.Cell = journey.PlaceCell, r.Location.Cell
		}
	}
	if r.Post != nil {
		out.Where, out.Tail, out.Sent = journey.Words(r.Post.Carrier), r.Post.NumberTail, r.Post.SentAt
	}
	return out
}

// take asks for the hall's leave, and has it on record before anybody sees it.
func (c *clerk) take(ctx context.Context, key string, o journey.TakeCertificates, visit int) (journey.Answer, error) {
	if o.Away && c.apart() {
		return c.takeAway(o, visit)
	}
	if err := c.settler.handouts(ctx); err != nil {
		return nil, err // the hall may still think of an earlier one as going on
	}
	p, err := c.hall.BeginPickup(ctx, key, hall.NewPickup{
		Certificates: o.Certificates, Person: *whom(o.Person), PickupCode: o.Code, Cabinet: c.cabinet,
	})
	if err != nil {
		return nil, err
	}
	if err := c.collector.granted(p, visit); err != nil {
		c.fail(err)
		return nil, err
	}
	out := journey.LeaveGiven{Pickup: p.ID, Desk: deskOf(p.Desk)}
	for _, i := range p.Items {
		h := journey.Handout{Certificate: i.Certificate, Name: journey.Words(i.Name), Document: i.Document}
		if i.Location != nil && i.Way.Is == hall.FromCell {
			h.Cell = i.Location.Cell
		}
		out.Handouts = append(out.Handouts, h)
	}
	return out, nil
}

// handouts tells the hall what became of earlier handouts.
func (s *settler) handouts(ctx context.Context) error {
	calls, err := s.journal.Pending()
	for _, c := range calls {
		if c.Op == journal.OpHandout || c.Op == journal.OpFinish {
			err = errors.Join(err, s.one(ctx, c))
		}
	}
	return err
}

// receipt tells the hall all that there is to tell of a pickup, and returns
// its receipt.
func (s *settler) receipt(ctx context.Context, pickup string) (hall.PickupReceipt, error) {
	s.pass.Lock()
	defer s.pass.Unlock()
	calls, err := s.journal.Pending()
	if err != nil {
		return hall.PickupReceipt{}, err
	}
	for _, c := range calls {
		if c.Ticket != pickup {
			continue
		}
		if c.Op == journal.OpFinish {
			return s.finishPickup(ctx, c)
		}
		if err := s.one(ctx, c); err != nil {
			return hall.PickupReceipt{}, err
		}
	}
	return hall.PickupReceipt{}, journal.ErrNone
}

// finishPickup closes a pickup at the hall.
func (s *settler) finishPickup(ctx context.Context, c journal.Call) (hall.PickupReceipt, error) {
	r, err := s.hall.FinishPickup(ctx, c.Key, c.Ticket, c.Arg)
	if err != nil {
		return r, err // the outbox tries again
	}
	return r, s.journal.Acknowledged(c.Seq, "ok")
}

// handout tells the hall what became of one certificate.
func (s *settler) handout(ctx context.Context, c journal.Call) error {
	h, err := s.journal.Handout(c.Ticket, c.Arg)
	if err != nil {
		return err
	}
	_, err = s.hall.ReportPickup(ctx, c.Key, c.Ticket, reportOf(h, c))
	return err
}

// reportOf is the record in the hall's words.
func reportOf(h journal.Handout, c journal.Call) hall.PickupReport {
	out := hall.PickupReport{
		Certificate: h.Certificate, Outcome: hall.PickupState(h.Told), At: c.At, Reason: hall.PickupReason(h.Why),
		OpenedAt: h.Opened, ClosedAt: h.Closed, Says: hall.CitizenSays(h.Says),
	}
	if h.Cell == 0 {
		return out
	}
	switch {
	case h.Began.IsZero() || h.Outcome == drivers.NotDone:
		out.Contact = hall.DoorNeverOpened
	case !h.Closed.IsZero():
		out.Contact = hall.DoorOpenedAndClosed
	case !h.Opened.IsZero():
		out.Contact = hall.DoorOpened
	default:
		out.Contact = hall.DoorWithoutContact
	}
	if out.Says == "" && !h.Opened.IsZero() {
		out.Says = hall.SaysNoAnswer
	}
	return out
}
