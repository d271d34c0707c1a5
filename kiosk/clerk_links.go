package kiosk

import (
	"context"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
)

// openLink asks what the code on a slip stands for. A hall that only knows the
// links of cases is asked for that.
func (c *clerk) openLink(ctx context.Context, q journey.FindLink) (journey.Answer, error) {
	found, err := c.hall.OpenLink(ctx, q.Link)
	if hall.CodeOf(err) == hall.CodeNotAvailable {
		return c.findCases(ctx, journey.FindCases{Link: q.Link})
	}
	if err != nil {
		return nil, err
	}
	var out journey.LinkFound
	switch {
	case found.Case != nil:
		s := caseSummary(*found.Case)
		out.Case = &s
	case found.Report != nil:
		s := reportStatus(*found.Report)
		out.Report = &s
	case found.Booking != nil:
		b := c.booking(*found.Booking)
		out.Booking = &b
	case found.Ticket != nil:
		k := *found.Ticket
		out.Ticket = ticketOf(k, journey.Business{Code: k.Business, Name: journey.Words(k.Name)}, "")
		out.Over = !openTicket(k.Status)
	}
	return out, nil
}

// openTicket tells whether a number still waits for its call, or for somebody
// to come to it.
func openTicket(s hall.Status) bool {
	switch s {
	case hall.Reserved, hall.Confirmed, hall.ETicketed, hall.Called, hall.Missed:
		return true
	}
	return false
}
