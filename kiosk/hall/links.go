package hall

import (
	"context"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// LinkKind is what the code on a slip stands for.
type LinkKind string

const (
	LinkCase    LinkKind = "case"
	LinkReport  LinkKind = "report"
	LinkBooking LinkKind = "booking"
	LinkTicket  LinkKind = "ticket"
)

// Known reports whether it is one of those above.
func (k LinkKind) Known() bool {
	switch k {
	case LinkCase, LinkReport, LinkBooking, LinkTicket:
		return true
	}
	return false
}

// Linked is what a slip's code stands for: the field of its kind is set.
type Linked struct {
	Kind    Code[LinkKind]
	Case    *CaseSummary
	Report  *ReportStatus
	Booking *Booking
	Ticket  *Ticket
}

// OpenLink asks what the code on a slip stands for. Who holds the slip holds
// the link.
func (c *Client) OpenLink(ctx context.Context, link string) (Linked, error) {
	return ask(ctx, c, c.seen.linked, reading(ofCases, "link", "LinkFound", func(ctx context.Context) (*http.Response, error) {
		return c.api.OpenLink(ctx, &api.OpenLinkParams{XTerminalID: c.opts.Terminal}, api.LinkQuestion{Link: link})
	}), nil)
}

func (s *tally) linked(a api.LinkFound) Linked {
	return Linked{
		Kind: codeOf[LinkKind](s, "LinkFound.kind", a.Kind),
		Case: maybe(a.Case, s.caseSummary), Report: maybe(a.Report, s.reportStatus),
		Booking: maybe(a.Booking, s.booking), Ticket: maybe(a.Ticket, ticket),
	}
}
