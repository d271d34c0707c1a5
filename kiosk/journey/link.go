package journey

// FindLink asks what the code on a slip stands for: a case, a report, an
// appointment or a number. Nobody should have to know which.
type FindLink struct{ Link string }

// LinkFound answers FindLink; one of them is set.
type LinkFound struct {
	Case    *CaseSummary
	Report  *ReportStatus
	Booking *Booking
	Ticket  *Ticket
	Over    bool // the number was used, given back, or passed over for good
}

func (FindLink) query()   {}
func (LinkFound) answer() {}

// scannedSlip asks what a slip stands for.
func (t *turn) scannedSlip(e CodeSeen) {
	t.stopCardUnlessPresent()
	t.Inquiry = Inquiry{By: FindCases{Link: e.Text}}
	t.ask("cases", FindLink{Link: e.Text})
}

// linked opens what the slip stands for, with the service that it belongs to.
func (t *turn) linked(a LinkFound) {
	switch {
	case a.Case != nil:
		t.Service = ServiceInquiry
		t.haveCases([]CaseSummary{*a.Case})
	case a.Report != nil:
		t.Service = ServiceInquiry
		t.haveReport(*a.Report)
	case a.Booking != nil:
		t.linkedBooking(*a.Booking)
	case a.Ticket != nil && !a.Over:
		t.linkedTicket(*a.Ticket)
	case a.Ticket != nil:
		t.Page, t.Notice = PageNotice, ReasonNumberOver
	default:
		t.Inquiry.List = nil
		t.toCases()
	}
}

// linkedBooking leads to the check-in of an appointment, where there is one.
func (t *turn) linkedBooking(b Booking) {
	if why := t.Offered(ServiceCheckin); why != "" {
		t.Page, t.Notice = PageNotice, why
		return
	}
	t.Inquiry, t.Service = Inquiry{}, ServiceCheckin
	t.Checkin.Code = b.Code
	t.foundToday(BookingsFound{[]Booking{b}})
}

// linkedTicket shows the number as the hall has it now. Whose it is nobody has
// said: who holds the slip holds the number.
func (t *turn) linkedTicket(k Ticket) {
	t.Inquiry, t.Service = Inquiry{}, ServiceQueue
	if t.Person == nil {
		t.Person = &Person{Source: SourceNone}
	}
	t.toTicket(k)
	t.Paper = Paper{Stage: PaperExisting}
}
