package district

import (
	"testing"

	"govkiosk/kiosk/hall"
)

// Every slip of the hall has a code that opens what it stands for.
func TestAnySlipOpens(t *testing.T) {
	b := start(t, Options{}, nil)
	open := func(link string) hall.Linked {
		t.Helper()
		return must(b.OpenLink(b.ctx(), link))(t)
	}
	report := must(b.Report(b.ctx(), b.key(), hall.Report{Kind: "other", Text: "说明", At: b.clock.Now()}))(t)
	if got := open(report.Link); got.Kind.Is != hall.LinkReport || got.Report.Number != report.Number {
		t.Errorf("report: %+v", got)
	}
	number := b.reserve(hall.Reserve{Business: b.find("普通护照签发"), Person: somebody(2, false)})
	if got := open(number.Link); got.Kind.Is != hall.LinkTicket || got.Ticket.Number != number.Number {
		t.Errorf("ticket: %+v", got)
	}
	s := b.free(loan)
	booked := must(b.Book(b.ctx(), b.key(), hall.NewBooking{Slot: s.ID, Item: b.code(loan), Place: "hall", Person: *somebody(1, false)}))(t)
	if got := open(booked.Link); got.Kind.Is != hall.LinkBooking || got.Booking.Code != booked.Code {
		t.Errorf("booking: %+v", got)
	}
	if _, err := b.OpenLink(b.ctx(), "http://elsewhere.example/r/1"); hall.CodeOf(err) != hall.CodeNoLink {
		t.Errorf("a link of somebody else: %v", err)
	}
}
