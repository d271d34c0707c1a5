package journey

import (
	"fmt"

	"govkiosk/drivers"
)

// happening is something that may happen next, and what to call it.
type happening struct {
	what   string
	events []Event
}

func happens(what string, events ...Event) happening { return happening{what, events} }

// said is what the hall may say to a call: an Answer, or why there is none.
type said struct {
	what   string
	answer Answer
	why    Reason
}

// replies are the ways in which a command may be answered, as the runner
// guarantees that it is. The first is how it ends where nobody is left and
// nothing works any more.
func replies(e Effect) []happening {
	switch e := e.(type) {
	case Ask:
		return askReplies(e)
	case Submit:
		return submitReplies(e)
	case Keep:
		return []happening{
			happens("kept", Kept{ID: e.ID, Reference: "3F2A91BC"}),
			happens("not kept", Kept{ID: e.ID, Reason: ReasonJournal}),
		}
	case Reserve:
		return reserveReplies(e.ID)
	case CheckPrinter:
		return []happening{
			happens("printer well", PrinterChecked{ID: e.ID}),
			happens("paper out", PrinterChecked{ID: e.ID, Reason: "paper-out"}),
		}
	case Print:
		return printReplies(e.ID)
	case Reprint:
		return printReplies(e.ID)
	case PrintSlip:
		return printReplies(e.ID)
	case PrintHandout:
		return printReplies(e.ID)
	case OpenCell:
		return doorReplies(e)
	case FinishPickup:
		return []happening{
			happens("receipt", PickupFinished{ID: e.ID, Serial: "QZ-1"}),
			happens("no receipt", PickupFinished{ID: e.ID}),
		}
	case Cancel:
		return []happening{
			happens("cancelled", Cancelled{ID: e.ID}),
			happens("not cancelled", Cancelled{ID: e.ID, Reason: ReasonNetwork}),
		}
	case CheckNumber:
		return []happening{
			happens("number good", NumberChecked{ID: e.ID, Birth: young.Birth}),
			happens("number wrong", NumberChecked{ID: e.ID, Problem: "check-digit"}),
		}
	case WatchCard:
		return cardReplies(e.ID)
	case WatchCode:
		return codeReplies(e)
	case WatchMouth:
		return []happening{
			happens("paper taken", MouthSeen{ID: e.ID, State: drivers.MediaNotPresent}),
			happens("paper in the mouth", MouthSeen{ID: e.ID, State: drivers.MediaPresent}),
			happens("mouth unknown", MouthSeen{ID: e.ID, State: drivers.MediaUnknown}),
		}
	case LookForCard:
		return []happening{
			happens("no card left", LeftSeen{ID: e.ID, Card: drivers.MediaNotPresent}),
			happens("card left", LeftSeen{ID: e.ID, Card: drivers.MediaPresent}),
		}
	case FetchList:
		return []happening{
			happens("list", ListFetched{ID: e.ID}),
			happens("no list", ListFetched{ID: e.ID, Reason: ReasonNetwork}),
		}
	case Spell:
		return []happening{happens("words", Spelled{ID: e.ID, Words: []Spelling{{Word: "好"}}})}
	case CallHelp:
		return []happening{happens("help hears", HelpCalled{ID: e.ID})}
	}
	panic(fmt.Sprintf("nobody says how %T is answered", e))
}

func askReplies(e Ask) []happening {
	out := []happening{
		happens("network", Answered{ID: e.ID, Reason: ReasonNetwork}),
		happens("slow", Answered{ID: e.ID, Reason: ReasonSlow}),
	}
	for _, s := range says(e.Query) {
		out = append(out, happens(s.what, Answered{ID: e.ID, Answer: s.answer, Reason: s.why}))
	}
	return out
}

func submitReplies(e Submit) []happening {
	out := []happening{
		happens("answer lost", Submitted{ID: e.ID, Key: "k1", Reason: ReasonSlow, Outcome: drivers.Unknown}),
		happens("network", Submitted{ID: e.ID, Key: "k1", Reason: ReasonNetwork, Outcome: drivers.NotDone}),
		happens("refused", Submitted{ID: e.ID, Key: "k1", Reason: ReasonRefused, Outcome: drivers.NotDone}),
	}
	for _, s := range says(e.Order) {
		outcome := drivers.Done
		if s.why != "" {
			outcome = drivers.NotDone
		}
		out = append(out, happens(s.what, Submitted{ID: e.ID, Key: "k1", Answer: s.answer, Reason: s.why, Outcome: outcome}))
	}
	return out
}

func reserveReplies(id CommandID) []happening {
	number := &Ticket{ID: "t1", Key: "k1", Number: "A037", Business: bdc}
	had := &Ticket{ID: "t9", Number: "A012", Business: bdc}
	return []happening{
		happens("answer lost", Reserved{ID: id, Key: "k1", Reason: ReasonSlow, Outcome: drivers.Unknown}),
		happens("number given", Reserved{ID: id, Key: "k1", Ticket: number, Outcome: drivers.Done}),
		happens("has one already", Reserved{ID: id, Key: "k1", Ticket: had, Existing: true, Outcome: drivers.Done}),
		happens("full", Reserved{ID: id, Key: "k1", Reason: ReasonFull, Outcome: drivers.NotDone}),
		happens("network", Reserved{ID: id, Key: "k1", Reason: ReasonNetwork, Outcome: drivers.NotDone}),
	}
}

func printReplies(id CommandID) []happening {
	return []happening{
		happens("perhaps printed", Printed{ID: id, Outcome: drivers.Unknown, Reason: ReasonUnknownPrint}),
		happens("printed", Printed{ID: id, Outcome: drivers.Done}),
		happens("not printed", Printed{ID: id, Outcome: drivers.NotDone, Reason: "cutter"}),
	}
}

func cardReplies(id CommandID) []happening {
	out := []happening{happens("card taken", CardSeen{ID: id, State: CardWaiting})}
	for _, s := range []CardState{CardReading, CardLift, CardForeign, CardInvalid, CardFault} {
		out = append(out, happens("card "+string(s), CardSeen{ID: id, State: s}))
	}
	person := young
	return append(out, happens("card", CardSeen{ID: id, State: CardPresent, Person: &person}))
}

func codeReplies(e WatchCode) []happening {
	out := []happening{happens("strange code", CodeSeen{ID: e.ID})}
	for _, kind := range e.Kinds {
		text := map[CodeKind]string{CodeSlip: slipLink, CodeBooking: bookingCode, CodePickup: pickupSecret}[kind]
		out = append(out, happens(string(kind)+" code", CodeSeen{ID: e.ID, Kind: kind, Text: text}))
	}
	return out
}
