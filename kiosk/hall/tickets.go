package hall

import (
	"context"
	"fmt"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// Reserve takes a number. A refusal because this person already has one
// (CodeOpenTicket) brings it in Error.Existing.
//
// When the outcome is Unknown a number may have been taken: Abandon settles it.
func (c *Client) Reserve(ctx context.Context, key string, r Reserve) (Ticket, error) {
	body := api.Reservation{Business: r.Business, Class: optional(r.Class)}
	if r.Person != nil {
		body.Person = &api.Person{Kind: api.PersonKind(r.Person.Kind), Number: r.Person.Number, Name: optional(r.Person.Name)}
	}
	return c.ticket(ctx, call{
		op: "reserve", status: http.StatusCreated, write: true, key: key, existing: sameBusiness(r),
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.ReserveTicketParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.ReserveTicket(ctx, &p, body)
		},
	}, forRequest(r), not(Cancelled, Expired, Served))
}

// Confirm tells that the number reached the citizen.
func (c *Client) Confirm(ctx context.Context, key, ticketID string, d Delivery) (Ticket, error) {
	return c.ticket(ctx, call{
		op: "confirm", status: http.StatusOK, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.ConfirmTicketParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.ConfirmTicket(ctx, ticketID, &p, api.Confirmation{Delivery: api.ConfirmationDelivery(d)})
		},
	}, sameID(ticketID), not(Reserved, Cancelled))
}

// ETicket tells that the number was shown on the screen instead of printed.
// reason is a word of a–z 0–9 -, such as "paper-out".
func (c *Client) ETicket(ctx context.Context, key, ticketID, reason string) (Ticket, error) {
	return c.ticket(ctx, call{
		op: "e-ticket", status: http.StatusOK, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.MakeETicketParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.MakeETicket(ctx, ticketID, &p, api.Reason{Reason: reason})
		},
	}, sameID(ticketID), not(Reserved, Cancelled))
}

// Cancel gives the number back. It is refused once a window has called it.
func (c *Client) Cancel(ctx context.Context, key, ticketID, reason string) (Ticket, error) {
	return c.ticket(ctx, call{
		op: "cancel", status: http.StatusOK, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.CancelTicketParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.CancelTicket(ctx, ticketID, &p, api.Reason{Reason: reason})
		},
	}, sameID(ticketID), is(Cancelled))
}

// Reprint asks for the same number on paper once more. Reprints of the answer
// counts this one.
func (c *Client) Reprint(ctx context.Context, key, ticketID, reason string) (Ticket, error) {
	return c.ticket(ctx, call{
		op: "reprint", status: http.StatusOK, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.ReprintTicketParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.ReprintTicket(ctx, ticketID, &p, api.Reason{Reason: reason})
		},
	}, sameID(ticketID), not(Cancelled), reprinted)
}

// Abandon settles a reservation whose answer was lost. It cancels the ticket
// that was made under reservationKey and returns it, or returns nil when none
// was made: then a reservation that arrives late is refused with CodeAbandoned.
// A number that is already in the citizen's hand is not cancelled: the call is
// refused with CodeDelivered and brings it in Error.Existing.
func (c *Client) Abandon(ctx context.Context, key, reservationKey, reason string) (*Ticket, error) {
	if err := checkKey("abandon", reservationKey); err != nil {
		return nil, err
	}
	var s api.Settlement
	err := c.do(ctx, call{
		op: "abandon", status: http.StatusOK, schema: "Settlement", into: &s, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.AbandonReservationParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.AbandonReservation(ctx, reservationKey, &p, api.Reason{Reason: reason})
		},
		check: func() error { return checkSettlement(s) },
	})
	if err != nil || s.Ticket == nil {
		return nil, err
	}
	t := ticket(*s.Ticket)
	return &t, nil
}

// ticket makes a call that is answered with a ticket, which every check passes.
func (c *Client) ticket(ctx context.Context, k call, checks ...func(Ticket) error) (Ticket, error) {
	var a api.Ticket
	k.schema, k.into = "Ticket", &a
	k.check = func() error {
		for _, check := range append(checks, waitInOrder) {
			if err := check(ticket(a)); err != nil {
				return err
			}
		}
		return nil
	}
	if err := c.do(ctx, k); err != nil {
		return Ticket{}, err
	}
	if s := Status(a.Status); !s.Known() {
		c.seen.count("Ticket.status", string(s))
	}
	return ticket(a), nil
}

func checkSettlement(s api.Settlement) error {
	if s.Ticket != nil && s.Ticket.Status != api.Cancelled {
		return fmt.Errorf("the ticket is %s, wanted cancelled", s.Ticket.Status)
	}
	return nil
}
