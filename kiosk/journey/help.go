package journey

// callPerson brings somebody to this terminal, once.
func (t *turn) callPerson() {
	if !t.Help && t.Calling == 0 {
		t.Calling = t.nextID()
		t.do(CallHelp{ID: t.Calling, Page: t.Page, Step: t.step()})
	}
}

// step is where on the page somebody is stuck, for who comes to help; no value
// of the citizen's.
func (s State) step() string {
	switch s.Page {
	case PageQuestion:
		return s.Question.Key
	case PagePad:
		return string(s.Pad.Kind)
	case PageWrite:
		return s.Write.Key
	case PageWorking:
		return s.Call.Doing
	case PageTicket, PagePrintout:
		return string(s.Paper.Stage)
	case PageDone:
		return s.Done.Key
	case PageCell:
		return string(s.Pickup.Stage)
	case PageIdentify:
		return string(s.Card.State)
	}
	return ""
}

// HelpState is what became of the key that calls a person.
type HelpState string

const (
	HelpNone    HelpState = ""
	HelpCalling HelpState = "calling" // the hall has not heard it yet
	HelpComing  HelpState = "coming"  // it has
	HelpAway    HelpState = "away"    // it cannot be reached: the citizen has to go
)

// Helping tells what became of the call, so that nobody waits for somebody who
// has not heard.
func (s State) Helping() HelpState {
	switch {
	case s.Help:
		return HelpComing
	case s.Calling == 0:
		return HelpNone
	case s.World.away():
		return HelpAway
	}
	return HelpCalling
}

// askForHelp calls a person at the citizen's wish, and says what comes of it
// on a page of its own.
func (t *turn) askForHelp() {
	t.callPerson()
	t.Look.Calls = t.Page != PageLeaving && t.Page != PageAttract
}

// touchCalls serves that page. It leads back to where the citizen was.
func (t *turn) touchCalls(e Touch) {
	t.Left = max(t.Left, t.allowance())
	switch e.Do {
	case "choose", "back":
		t.Look.Calls = false
	case "home":
		t.Look.Calls = false
		t.goHome()
	case "text-size":
		t.Look.Calls = false
		t.openLook()
	case "language", "speech":
		t.touchBar(e)
	}
}
