package district

import (
	"context"

	"govkiosk/kiosk/hall/api"
)

func (s server) GetPolicy(_ context.Context, r api.GetPolicyRequestObject) (api.GetPolicyResponseObject, error) {
	return tagged(r.Params.IfNoneMatch, s.d.rules()), nil
}

func (s server) ListItems(_ context.Context, r api.ListItemsRequestObject) (api.ListItemsResponseObject, error) {
	return tagged(r.Params.IfNoneMatch, s.d.guide()), nil
}

func (s server) GetItem(_ context.Context, r api.GetItemRequestObject) (api.GetItemResponseObject, error) {
	i := s.d.registry.Item(r.ItemCode)
	if i == nil {
		return refuse("unknown-item"), nil
	}
	return tagged(r.Params.IfNoneMatch, s.d.item(i)), nil
}

func (s server) SearchTickets(_ context.Context, r api.SearchTicketsRequestObject) (api.SearchTicketsResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.searchTickets(tx, *r.Body) })
}

func (s server) LeaveTicket(_ context.Context, r api.LeaveTicketRequestObject) (api.LeaveTicketResponseObject, error) {
	return s.order("leave", r.Params.XTerminalID, r.Params.IdempotencyKey, r.TicketID, r.Body, func(tx *txn) (answer, error) {
		return s.d.away(tx, r.TicketID, true)
	})
}

func (s server) ReturnTicket(_ context.Context, r api.ReturnTicketRequestObject) (api.ReturnTicketResponseObject, error) {
	return s.order("return", r.Params.XTerminalID, r.Params.IdempotencyKey, r.TicketID, r.Body, func(tx *txn) (answer, error) {
		return s.d.away(tx, r.TicketID, false)
	})
}
