package district

import (
	"context"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

func (s server) ListPlaces(_ context.Context, r api.ListPlacesRequestObject) (api.ListPlacesResponseObject, error) {
	return tagged(r.Params.IfNoneMatch, s.d.placeList()), nil
}

func (s server) ListPlaceItems(_ context.Context, r api.ListPlaceItemsRequestObject) (api.ListPlaceItemsResponseObject, error) {
	p, known := s.d.registry.Place(r.PlaceCode)
	if !known {
		return refuse("unknown-place"), nil
	}
	return reply(http.StatusOK, s.d.placeItems(p, r.Params.Department)), nil
}

func (s server) ListDays(_ context.Context, r api.ListDaysRequestObject) (api.ListDaysResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) {
		p, i, code := s.d.bookable(r.PlaceCode, r.ItemCode)
		if code != "" {
			return refuse(code), nil
		}
		days, err := s.d.dayList(tx, p, i)
		return reply(http.StatusOK, days), err
	})
}

func (s server) ListSlots(_ context.Context, r api.ListSlotsRequestObject) (api.ListSlotsResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) {
		p, i, code := s.d.bookable(r.PlaceCode, r.ItemCode)
		if code != "" {
			return refuse(code), nil
		}
		return s.d.slotList(tx, p, i, r.Date)
	})
}

func (s server) SearchBookings(_ context.Context, r api.SearchBookingsRequestObject) (api.SearchBookingsResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.searchBookings(tx, *r.Body) })
}

func (s server) Book(_ context.Context, r api.BookRequestObject) (api.BookResponseObject, error) {
	return s.order("book", r.Params.XTerminalID, r.Params.IdempotencyKey, "", r.Body, func(tx *txn) (answer, error) {
		return s.d.book(tx, *r.Body)
	})
}

func (s server) ChangeBooking(_ context.Context, r api.ChangeBookingRequestObject) (api.ChangeBookingResponseObject, error) {
	return s.order("change-booking", r.Params.XTerminalID, r.Params.IdempotencyKey, r.BookingID, r.Body, func(tx *txn) (answer, error) {
		return s.d.changeBooking(tx, r.BookingID, *r.Body)
	})
}

func (s server) CancelBooking(_ context.Context, r api.CancelBookingRequestObject) (api.CancelBookingResponseObject, error) {
	return s.order("cancel-booking", r.Params.XTerminalID, r.Params.IdempotencyKey, r.BookingID, r.Body, func(tx *txn) (answer, error) {
		return s.d.cancelBooking(tx, r.BookingID)
	})
}

func (s server) CheckIn(_ context.Context, r api.CheckInRequestObject) (api.CheckInResponseObject, error) {
	return s.order("check-in", r.Params.XTerminalID, r.Params.IdempotencyKey, r.BookingID, r.Body, func(tx *txn) (answer, error) {
		return s.d.checkIn(tx, r.BookingID, *r.Body)
	})
}
