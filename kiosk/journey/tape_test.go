package journey

import (
	"fmt"
	"strings"
)

// tape writes a visit down as it is played: what happened, what was to be done
// for it, and where the citizen is afterwards. Names and numbers of people are
// in no line.
type tape struct {
	strings.Builder
	page string
}

func (p *tape) note(e Event, effects []Effect, s State) {
	if _, second := e.(TimerFired); second && len(effects) == 1 && p.page == where(s) {
		return // nothing happened in it
	}
	fmt.Fprintf(p, "> %s\n", toldEvent(e))
	for _, effect := range effects {
		if text := toldEffect(effect); text != "" {
			fmt.Fprintf(p, "    %s\n", text)
		}
	}
	if at := where(s); at != p.page {
		fmt.Fprintf(p, "  = %s\n", at)
		p.page = at
	}
}

// where is the page with what of it matters.
func where(s State) string {
	out := []string{string(s.Page)}
	add := func(name, value string) {
		if value != "" {
			out = append(out, name+" "+value)
		}
	}
	if s.Page == PageTicket || s.Page == PageDone {
		add("paper", string(s.Paper.Stage))
		add("because", string(s.Paper.Reason))
	}
	switch s.Page {
	case PageQuestion:
		add("about", s.Question.Key)
	case PageWorking:
		add("doing", s.Call.Doing)
		add("failed", string(s.Call.Failed))
		if s.Call.Unsure() {
			add("unsure", "yes")
		}
	case PageDone:
		add("words", s.Done.Key)
	case PageNotice:
		add("because", string(s.Notice))
	case PageCell:
		add("stage", string(s.Pickup.Stage))
	case PageLeaving:
		add("card", yes(s.Leaving.Card))
		add("paper", yes(s.Leaving.Paper))
	case PageConfirm:
		add("no slip", string(s.Confirm.Paper))
		add("failed", string(s.Confirm.Failed))
	}
	if s.Warned {
		add("warned", "yes")
	}
	return strings.Join(out, ", ")
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// toldEvent is what happened, without what it says of a person.
func toldEvent(e Event) string {
	switch e := e.(type) {
	case Touch:
		if e.Do == "key" {
			return "touch key"
		}
		return strings.TrimSpace("touch " + e.Do + " " + e.Arg)
	case TimerFired:
		return "a second"
	case WorldChanged:
		return strings.TrimSpace(fmt.Sprintf("world: reader %s, printer %s, network %s", well(e.World.Reader), well(e.World.Printer), well(e.World.Network)))
	case CardSeen:
		return "card " + or(string(e.State), "gone")
	case Reserved:
		return fmt.Sprintf("hall: number %s", outcomeOf(e.Ticket != nil, e.Existing, e.Reason))
	case Printed:
		return strings.TrimSpace(fmt.Sprintf("printer: %s %s", e.Outcome, e.Reason))
	case MouthSeen:
		return "mouth " + string(e.State)
	case Answered:
		return "hall: " + or(string(e.Reason), typeOf(e.Answer))
	case Submitted:
		return strings.TrimSpace(fmt.Sprintf("hall: %s %s", or(string(e.Reason), typeOf(e.Answer)), e.Outcome))
	case CellOpened:
		return strings.TrimSpace(fmt.Sprintf("cabinet: cell %d %s %s", e.Cell, e.Outcome, e.Reason))
	case DoorSeen:
		return fmt.Sprintf("door %d %s", e.Cell, e.Door)
	case PrinterChecked:
		return "printer: " + well(e.Reason)
	}
	return typeOf(e)
}

func outcomeOf(given, existing bool, why Reason) string {
	switch {
	case existing:
		return "that was given before"
	case given:
		return "given"
	}
	return "not given, " + string(why)
}

// toldEffect is what is to be done; empty for what every second does.
func toldEffect(e Effect) string {
	switch e := e.(type) {
	case StartTimer:
		return ""
	case Ask:
		return "ask " + typeOf(e.Query)
	case Submit:
		return strings.TrimSpace("submit " + typeOf(e.Order) + again(e.Key))
	case Reserve:
		return strings.TrimSpace("reserve " + e.Business.Code + again(e.Key) + " " + e.Priority)
	case Print:
		return "print " + e.Ticket.Number
	case Reprint:
		return "reprint " + e.Ticket.Number + ", " + e.Why
	case PrintSlip:
		return strings.TrimSpace("print " + typeOf(e.Slip))
	case PrintHandout:
		return "print certificate " + e.Certificate
	case Settle:
		return fmt.Sprintf("settle as %s, %s", e.As, e.Why)
	case Undo:
		return "undo, " + e.Why
	case Keep:
		return "keep " + typeOf(e.Order)
	case OpenCell:
		return fmt.Sprintf("open cell %d", e.Cell)
	case TellHandout:
		return strings.TrimSpace(fmt.Sprintf("write down %s as %s %s", e.Certificate, e.As, e.Why))
	case Chime:
		return "chime, " + e.Why
	case CallHelp:
		return "call a person to page " + string(e.Page)
	case Wiped:
		return fmt.Sprintf("wiped, %s: %s", e.Cause, strings.Join(e.Cleared, ", "))
	}
	return typeOf(e)
}

func again(key string) string {
	if key == "" {
		return ""
	}
	return " under the same key"
}

func typeOf(v any) string { return strings.TrimPrefix(fmt.Sprintf("%T", v), "journey.") }

func well(r Reason) string { return or(string(r), "well") }

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
