package journey

// New returns the state of a terminal at which nobody stands. All devices
// are away and the hall is not yet heard of.
func New(p Policy) State {
	return State{
		Policy: p,
		Page:   PageAttract,
		Lang:   p.Lang,
		Text:   p.Text,
		World: World{
			Reader:  ReasonStarting,
			Printer: ReasonStarting,
			Scanner: ReasonStarting,
			Cabinet: ReasonStarting,
			Network: ReasonStarting,
		},
	}
}

// begin starts a visit on the home page. The hall is asked at once, so that
// what the page offers is what can be had now.
func (t *turn) begin() {
	t.Visit++
	t.Page = PageHome
	t.Extensions = t.Policy.Extensions
	t.Left = t.allowance()
	t.do(StartTimer{ID: TimerSecond, After: oneSecond})
	t.fetchList()
}

func (t *turn) toHome() {
	t.stopCardUnlessPresent()
	t.Page = PageHome
	t.Pad, t.List, t.Choice, t.Confirm, t.Ticket, t.Notice = Pad{}, List{}, nil, Confirm{}, nil, ""
	t.clearServices()
	t.Service, t.Call, t.Done, t.Origin = "", Call{}, Done{}, Origin{}
	t.Write, t.Question, t.Date = Write{}, Question{}, DateAsk{}
	t.Left = t.allowance()
}

// second passes one second of whatever is going on.
func (t *turn) second() {
	if t.Page == PageAttract {
		return
	}
	t.do(StartTimer{ID: TimerSecond, After: oneSecond})
	t.remarkSecond()
	switch {
	case t.Page == PageLeaving:
		t.leavingSecond()
		return
	case t.Confirm.Reserve != 0:
		t.Confirm.Working++
		return // the hall's answer is waited for, not the citizen
	case t.Pickup.Open != 0 || t.Pickup.Finish != 0:
		t.Pickup.Working++
		return // so is the door's contact, and the hall's receipt
	case t.Call.ID != 0:
		t.Call.Working++
		return // so it is here; its deadline ends it
	case t.Paper.Command != 0:
		return // so is the printer's word
	}
	if t.Closing {
		t.timeOut()
		return
	}
	t.chimePaper()
	if t.paperSecond() {
		return
	}
	if second := chapterOf(t.Service).second; second != nil {
		second(t)
	}
	if t.listening() {
		return
	}
	t.idle()
	t.Left--
	if t.Left <= 0 {
		t.timeOut()
		return
	}
	if !t.Warned && t.Left <= t.Policy.WarnBefore {
		t.Warned = true
		t.do(Chime{Why: "time-out"})
	}
}

func (t *turn) touchTimeOut(e Touch) {
	switch e.Do {
	case "extend":
		if t.Extensions > 0 {
			t.Extensions--
		}
		t.Warned, t.Veiled = false, false
		t.Left = max(t.Policy.Extend, t.Policy.WarnBefore+1)
		t.remark(ToldMoreTime, t.Left)
	case "done", "home", "back":
		t.timeOut()
	case "help": // who calls for help is there
		t.Warned = false
		t.Left = max(t.Policy.Extend, t.Policy.WarnBefore+1)
		t.touchBar(e)
	case "speech":
		t.touchBar(e)
	case "language":
		t.Lang = nextLang(t.Lang, t.Policy.Langs)
	case "text-size":
		t.Text = nextText(t.Text)
	}
}

// timeOut settles what is open as the citizen would want it, and ends.
func (t *turn) timeOut() {
	t.leaveService()
	t.endVisit("time-out")
}

// endVisit forgets the person and everything that was done for them. Only
// what lies on the machine itself is still asked for.
func (t *turn) endVisit(cause string) {
	card, door := t.Card, t.leftDoor()
	cleared := t.cleared()
	t.do(StopMouth{})
	t.do(Wiped{Visit: t.Visit, Cause: cause, Cleared: cleared})
	fresh := New(t.Policy)
	fresh.Now, fresh.World, fresh.Visit = t.Now, t.World, t.Visit
	fresh.lastID, fresh.Dropped, fresh.Scan = t.lastID, t.Dropped, t.Scan
	voice := t.Voice
	t.State = fresh
	t.leave(card, door)
	if t.Page == PageLeaving {
		t.Voice = voice // what was left must be heard as well
	}
}

// cleared names what a visit holds, for the record of the wipe.
func (t *turn) cleared() []string {
	var names []string
	for _, part := range []struct {
		name string
		held bool
	}{
		{"person", t.Person != nil},
		{"pad", t.Pad.Value != ""},
		{"search", t.List.Query != ""},
		{"choice", t.Choice != nil},
		{"ticket", t.Ticket != nil},
		{"call", t.Call.Query != nil || t.Call.Order != nil},
		{"slip", t.Done.Slip != nil},
		{"text", t.Write.Text != "" || t.Write.Letters != ""},
		{"words", len(t.Chosen) > 0},
		{"date", t.Date.Year != 0 || t.Date.Decade != 0},
	} {
		if part.held {
			names = append(names, part.name)
		}
	}
	return append(names, t.clearServices()...)
}

// world takes in news of the terminal and the hall.
func (t *turn) world(w World) {
	t.World = w
	t.passers()
	t.refreshChoice()
	if t.Page == PageConfirm && t.Confirm.Check == 0 && t.Confirm.Reserve == 0 {
		t.Confirm.Paper = w.Printer // the page shows the printer as it is now
	}
	if w.Reader != "" && t.Card.Watch != 0 {
		t.Card.State = CardFault
	}
}

// passers forgets what somebody did at a terminal that serves nobody: no visit
// ends there that would. News come once a minute at least.
func (t *turn) passers() {
	if t.Page == PageAttract && !t.Voice.Talking {
		t.Help, t.Calling, t.Lang, t.Text, t.Voice, t.Look = false, 0, t.Policy.Lang, t.Policy.Text, Voice{}, Look{}
	}
}

// refreshChoice keeps people ahead up to date while the citizen thinks.
func (t *turn) refreshChoice() {
	if t.Choice == nil || t.Ticket != nil {
		return
	}
	if b, ok := t.World.Business(t.Choice.Code); ok {
		t.Choice = &b
	}
}
