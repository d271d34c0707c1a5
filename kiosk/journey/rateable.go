package journey

import "slices"

// RatingOffered tells whether the matter at hand can be rated here.
func (s State) RatingOffered() bool {
	return s.Service != ServiceRating && s.Offered(ServiceRating) == "" && !s.ratedAlready(s.rateable().Case)
}

// ratedAlready tells whether this visit (no number) or a case was rated in
// this visit: one visit one rating, one case one rating.
func (s State) ratedAlready(number string) bool { return slices.Contains(s.Rated, number) }

// toRating asks how a matter went that another service has brought through.
func (t *turn) toRating(of Rated) {
	if t.Offered(ServiceRating) != "" || t.ratedAlready(of.Case) {
		return
	}
	service := t.Service
	t.asideTo(ServiceRating)
	t.Rating = Rating{Of: of, Service: service}
	t.toGrades()
}

// rateable is what a rating would be of at the end of the matter at hand: the
// case where the hall lets it be rated, else this visit and what it was about.
func (s State) rateable() Rated {
	switch {
	case s.Ticket != nil:
		return Rated{Name: s.Ticket.Business.Name, Number: s.Ticket.Number, Ticket: s.Ticket.ID}
	case s.Service == ServiceInquiry && s.Inquiry.Case != nil && s.Inquiry.Case.CanRate:
		return ofCase(*s.Inquiry.Case)
	case s.Service == ServiceDeclare && s.Declare.Receipt.Number != "":
		return Rated{Name: s.Declare.Receipt.Name, Number: s.Declare.Receipt.Number}
	case s.Service == ServiceAppoint && s.Appoint.Booking != nil:
		return Rated{Name: s.Appoint.Booking.Name, Number: s.Done.Number}
	}
	return Rated{}
}

func ofCase(c Case) Rated {
	return Rated{Case: c.Number, Name: c.Name, Task: c.TaskCode, Number: c.Number, Over: !c.Finished.IsZero()}
}

// TicketRated tells whether the page of a number offers to rate: once it is
// over, and not while its slip is on the way. Who was shown a number of before
// has been asked then.
func (s State) TicketRated() bool {
	switch s.Paper.Stage {
	case PaperTaken, PaperNone, PaperCancelled:
		return s.Paper.Command == 0 && s.RatingOffered()
	}
	return false
}
