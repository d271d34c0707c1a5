package journey

// queueStory is what the hall says of a number that was given before.
func queueStory() story {
	return story{says: func(call any) []said {
		switch call.(type) {
		case LeaveTicket:
			return []said{{what: "noted", answer: TicketMoved{Away: true, Ahead: 8}}, {what: "away often enough", why: ReasonTooMany}}
		case ReturnTicket:
			return []said{{what: "noted", answer: TicketMoved{Ahead: 5}}}
		}
		return nil
	}}
}
