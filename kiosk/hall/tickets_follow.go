package hall

import (
	"context"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// TicketSearch is one of the three.
type TicketSearch struct {
	Person *Person
	Link   string // what the QR of the slip says
	Number string
}

// FindTickets looks for open tickets of a person, or the ticket of a slip.
func (c *Client) FindTickets(ctx context.Context, q TicketSearch) ([]Ticket, error) {
	body := api.TicketSearch{Person: maybe(q.Person, person), Link: optional(q.Link), Number: optional(q.Number)}
	return ask(ctx, c, func(a api.TicketList) []Ticket { return each(a.Tickets, ticket) }, reading(ofQueue, "tickets", "TicketList", func(ctx context.Context) (*http.Response, error) {
		return c.api.SearchTickets(ctx, &api.SearchTicketsParams{XTerminalID: c.opts.Terminal}, body)
	}), nil)
}

// Leave tells that the holder goes away for a while: nobody calls the number
// until Return.
func (c *Client) Leave(ctx context.Context, key, ticketID, reason string) (Ticket, error) {
	return c.ticket(ctx, call{
		op: "leave", status: http.StatusOK, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.LeaveTicketParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.LeaveTicket(ctx, ticketID, &p, api.Reason{Reason: reason})
		},
	}, sameID(ticketID), awayIs(true))
}

// Return tells that the holder is back, also after a call that nobody came to.
func (c *Client) Return(ctx context.Context, key, ticketID, reason string) (Ticket, error) {
	return c.ticket(ctx, call{
		op: "return", status: http.StatusOK, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.ReturnTicketParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.ReturnTicket(ctx, ticketID, &p, api.Reason{Reason: reason})
		},
	}, sameID(ticketID), awayIs(false), not(Missed, Cancelled))
}
