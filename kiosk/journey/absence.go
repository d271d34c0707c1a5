package journey

// LeaveTicket tells the hall that the holder of a number goes away for a
// while; ReturnTicket that they are back.
type (
	LeaveTicket  struct{ ID string }
	ReturnTicket struct{ ID string }
)

// TicketMoved answers both.
type TicketMoved struct {
	Away  bool
	Ahead int
	Wait  Wait
}

func (LeaveTicket) order()  {}
func (ReturnTicket) order() {}
func (TicketMoved) answer() {}

// moveTicket lets the holder of a number that was given before go away, or
// come back.
func (t *turn) moveTicket(away bool) {
	if t.Paper.Stage != PaperExisting || t.Ticket.Away == away {
		return
	}
	if away {
		t.submit("go-away", LeaveTicket{ID: t.Ticket.ID})
		return
	}
	t.submit("come-back", ReturnTicket{ID: t.Ticket.ID})
}

// ticketMoved shows the number as the hall has it now.
func (t *turn) ticketMoved(a Answer) {
	moved, ok := a.(TicketMoved)
	if !ok || t.Ticket == nil {
		return
	}
	k := *t.Ticket
	k.Away, k.Ahead, k.Wait = moved.Away, moved.Ahead, moved.Wait
	t.Ticket = &k
}
