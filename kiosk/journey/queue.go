package journey

// queueChapter is 排队取号: list.go, confirm.go and ticket.go.
func queueChapter() chapter {
	return chapter{
		offered: queueOffered,
		ways: func(s State) Ways {
			return Ways{Phone: s.Policy.Phone, Number: s.Policy.Number, None: s.Policy.Anonymous}
		},
		begin:     (*turn).toList,
		leave:     (*turn).leaveQueue,
		chose:     (*turn).choseClass,
		back:      (*turn).backFromClass,
		submitted: (*turn).ticketMoved,
	}
}

// queueOffered counts a printer without paper as no reason while a number on
// the screen will do.
func queueOffered(s State) Reason {
	switch {
	case s.World.Network != "" && !s.World.Issuing():
		return s.World.Network
	case s.World.Rules.LastCall:
		return ReasonCutOff
	case s.World.Printer != "" && !s.Policy.ETicket:
		return s.World.Printer
	case s.World.Reader != "" && !s.Policy.Phone && !s.Policy.Number && !s.Policy.Anonymous:
		return s.World.Reader
	}
	return ""
}

// leaveQueue gives back or settles the number that the page is about.
func (t *turn) leaveQueue() {
	switch t.Page {
	case PageConfirm, PageQuestion:
		t.leaveConfirm()
	case PageTicket:
		t.leaveTicket()
	}
}
