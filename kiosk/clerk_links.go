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
		out.Over = ticketOver(k.Status)
	}
	return out, nil
}

// ticketOver tells whether nobody calls a number any more. What a status means
// that nobody here knows is not guessed: the number is shown as it came.
func ticketOver(s hall.Status) bool {
	return s == hall.Served || s == hall.Cancelled || s == hall.Expired
}
