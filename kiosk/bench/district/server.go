package district

import (
	"context"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// server answers the operations of the contract.
type server struct{ d *District }

var _ api.StrictServerInterface = server{}

func (s server) GetHall(context.Context, api.GetHallRequestObject) (api.GetHallResponseObject, error) {
	d := s.d
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.now()
	w, err := d.today(d.store.db, now)
	if err != nil {
		return nil, err
	}
	return reply(http.StatusOK, d.hall(w, now)), nil
}

func (s server) ListBusinesses(context.Context, api.ListBusinessesRequestObject) (api.ListBusinessesResponseObject, error) {
	d := s.d
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.now()
	w, err := d.today(d.store.db, now)
	if err != nil {
		return nil, err
	}
	k, err := d.catalogue(d.store.db, w, now)
	return reply(http.StatusOK, k), err
}

func (s server) GetTicket(_ context.Context, r api.GetTicketRequestObject) (api.GetTicketResponseObject, error) {
	t, known, err := s.d.ticketBy("id", r.TicketID)
	if err != nil || !known {
		return refuse("unknown-ticket"), err
	}
	return reply(http.StatusOK, t), nil
}

// ticketBy finds a ticket by a column that no two share.
func (d *District) ticketBy(column, value string) (api.Ticket, bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	w, err := d.today(d.store.db, d.now())
	if err != nil {
		return api.Ticket{}, false, err
	}
	r, known, err := find(d.store.db, column, value)
	if err != nil || !known {
		return api.Ticket{}, false, err
	}
	return d.view(w, r), true, nil
}

func (s server) ReserveTicket(_ context.Context, r api.ReserveTicketRequestObject) (api.ReserveTicketResponseObject, error) {
	q := request{operation: "reserve", terminal: r.Params.XTerminalID, key: r.Params.IdempotencyKey, body: r.Body}
	return s.d.write(q, func(tx *txn) (answer, error) { return s.d.reserve(tx, *r.Body) })
}

func (s server) ConfirmTicket(_ context.Context, r api.ConfirmTicketRequestObject) (api.ConfirmTicketResponseObject, error) {
	q := request{"confirm", r.Params.XTerminalID, r.Params.IdempotencyKey, r.TicketID, r.Body}
	return s.d.write(q, func(tx *txn) (answer, error) {
		return s.d.deliver(tx, r.TicketID, api.Confirmed, string(r.Body.Delivery))
	})
}

func (s server) MakeETicket(_ context.Context, r api.MakeETicketRequestObject) (api.MakeETicketResponseObject, error) {
	q := request{"e-ticket", r.Params.XTerminalID, r.Params.IdempotencyKey, r.TicketID, r.Body}
	return s.d.write(q, func(tx *txn) (answer, error) {
		return s.d.deliver(tx, r.TicketID, api.ETicket, r.Body.Reason)
	})
}

func (s server) CancelTicket(_ context.Context, r api.CancelTicketRequestObject) (api.CancelTicketResponseObject, error) {
	q := request{"cancel", r.Params.XTerminalID, r.Params.IdempotencyKey, r.TicketID, r.Body}
	return s.d.write(q, func(tx *txn) (answer, error) { return s.d.cancel(tx, r.TicketID, r.Body.Reason) })
}

func (s server) ReprintTicket(_ context.Context, r api.ReprintTicketRequestObject) (api.ReprintTicketResponseObject, error) {
	q := request{"reprint", r.Params.XTerminalID, r.Params.IdempotencyKey, r.TicketID, r.Body}
	return s.d.write(q, func(tx *txn) (answer, error) { return s.d.reprint(tx, r.TicketID) })
}

func (s server) AbandonReservation(_ context.Context, r api.AbandonReservationRequestObject) (api.AbandonReservationResponseObject, error) {
	q := request{"abandon", r.Params.XTerminalID, r.Params.IdempotencyKey, r.ReservationKey, r.Body}
	return s.d.write(q, func(tx *txn) (answer, error) { return s.d.abandon(tx, r.ReservationKey, r.Body.Reason) })
}

func (s server) CallHelp(_ context.Context, r api.CallHelpRequestObject) (api.CallHelpResponseObject, error) {
	q := request{operation: "help", terminal: r.Params.XTerminalID, key: r.Params.IdempotencyKey, body: r.Body}
	return s.d.write(q, func(tx *txn) (answer, error) { return s.d.callHelp(tx, *r.Body) })
}
