package journey

import (
	"slices"
	"time"
)

// Step returns what follows from an event. It changes nothing that s shares
// with another State: slices and maps are replaced, never written to.
func Step(s State, e Event) (State, []Effect) {
	t := turn{State: s}
	if at := e.when(); !at.IsZero() {
		t.Now = at
	}
	switch e := e.(type) {
	case Touch:
		t.touch(e)
	case TimerFired:
		t.second()
	case WorldChanged:
		t.world(e.World)
	case CardSeen:
		t.cardSeen(e)
	case NumberChecked:
		t.numberChecked(e)
	case ListFetched:
		t.listFetched(e)
	case PrinterChecked:
		t.printerChecked(e)
	case Reserved:
		t.reserved(e)
	case Printed:
		t.printed(e)
	case Cancelled:
		t.cancelled(e)
	case Answered:
		t.answered(e)
	case Submitted:
		t.submitted(e)
	case CodeSeen:
		t.codeSeen(e)
	case Kept:
		t.kept(e)
	case CloseVisit:
		t.closeVisit()
	case Spelled:
		t.spelled(e)
	case HelpCalled:
		if t.awaited(e.ID, t.Calling) {
			t.Calling, t.Help = 0, true
		}
	case MouthSeen:
		t.mouthSeen(e)
	case CellOpened:
		t.cellOpened(e)
	case DoorSeen:
		t.doorSeen(e)
	case PickupFinished:
		t.pickupFinished(e)
	case Presence:
		t.presence(e)
	case Spoke:
		t.Voice.Talking = e.Talking
	case LeftSeen:
		t.leftSeen(e)
	}
	t.mindScanner()
	return t.State, t.effects
}

// turn is one Step being worked out.
type turn struct {
	State
	effects []Effect
}

func (t *turn) do(e Effect) { t.effects = append(t.effects, e) }

func (t *turn) nextID() CommandID {
	t.lastID++
	return t.lastID
}

// awaited tells whether a completion belongs to the command that is waited
// for, and counts it where it does not.
func (t *turn) awaited(got, want CommandID) bool {
	if got == want && want != 0 {
		return true
	}
	t.Dropped++
	return false
}

// touch sends a key to the page that shows it.
func (t *turn) touch(e Touch) {
	t.Voice.Held, t.Idle = 0, 0
	if t.touchVoice(e) {
		return
	}
	if t.Warned {
		t.touchTimeOut(e)
		return
	}
	if t.Look.Calls {
		t.touchCalls(e)
		return
	}
	if t.Look.Propose {
		t.touchPropose(e)
		return
	}
	if t.Look.Open {
		t.touchLook(e)
		return
	}
	if t.Veiled {
		t.touchVeil(e)
		return
	}
	t.Left = t.allowance()
	if t.touchBar(e) {
		return
	}
	switch t.Page {
	case PageAttract:
		t.wake()
	case PageHome:
		t.touchHome(e)
	case PageIdentify:
		t.touchIdentify(e)
	case PagePad:
		t.touchPad(e)
	case PageList:
		t.touchList(e)
	case PageConfirm:
		t.touchConfirm(e)
	case PageTicket:
		t.touchTicket(e)
	case PageNotice:
		if e.Do == "report" {
			t.toReport(About{})
			return
		}
		t.goHome()
	case PageWorking:
		t.touchWorking(e)
	case PageDone:
		t.touchDone(e)
	case PageQuestion:
		t.touchQuestion(e)
	case PageWrite:
		t.touchWrite(e)
	case PageDate:
		t.touchDate(e)
	default:
		t.own(e)
	}
}

// touchBar serves the keys that every page has, and tells whether it was one.
func (t *turn) touchBar(e Touch) bool {
	switch e.Do {
	case "text-size":
		t.openLook()
	case "language":
		t.wake()
		t.Lang = nextLang(t.Lang, t.Policy.Langs)
	case "help":
		t.wake()
		t.askForHelp()
	case "speech":
		t.speak()
	case "back":
		t.back()
	case "home":
		t.goHome()
	default:
		return false
	}
	return true
}

// wake begins a visit when one of the keys on the attract page is pressed,
// unless the terminal is closed with the hall, or locked.
func (t *turn) wake() {
	if t.Page == PageAttract && !t.Shut() && !t.World.Locked {
		t.begin()
	}
}

func nextText(step int) int {
	if step >= 4 {
		return 2
	}
	return step + 1
}

// nextLang is the one behind lang, and the first behind the last.
func nextLang(lang string, all []string) string {
	if len(all) == 0 {
		return lang
	}
	return all[(slices.Index(all, lang)+1)%len(all)]
}

// back undoes one step of the journey.
func (t *turn) back() {
	if t.Paper.Command != 0 {
		return // the printer's word decides what page comes next
	}
	switch t.Page {
	case PageHome:
		t.endVisit("back")
	case PageIdentify:
		t.goHome()
	case PagePad:
		if t.Pad.Key != "" {
			t.backOwn()
			return
		}
		t.toIdentify()
	case PageList:
		t.backFromList()
	case PageConfirm:
		t.backFromConfirm()
	case PageTicket:
		t.leaveTicket()
		t.toHome()
	case PageNotice:
		t.toHome()
	case PageWorking:
		t.backFromCall()
	case PageDone:
		t.backFromDone()
	case PageDate:
		t.backFromDate()
	default:
		t.backOwn()
	}
}

// goHome leaves whatever page it is with nothing half done.
func (t *turn) goHome() {
	if t.Page == PageAttract || t.Page == PageLeaving || t.Page == PageHome || t.Paper.Command != 0 {
		return // at rest already, or the printer's word decides what page comes next
	}
	if held := chapterOf(t.Service).held; held != nil && held(t.State) {
		return
	}
	t.leaveService()
	t.toHome()
}

// allowance is how many seconds a touch gives on this page; twice as many in
// elder mode.
func (t *turn) allowance() int {
	times := 1
	if t.Elder() {
		times = 2
	}
	switch {
	case t.Page == PageIdentify:
		return times * t.Policy.Reading
	case t.Page == PageHandover: // the phone is at work
		return 2 * times * t.Policy.Visit
	case t.Page == PageTicket && t.Paper.endsByItself():
		if t.TicketRated() {
			times *= 2 // there is a question on it that may be answered
		}
		return max(times*t.Policy.Thanks-t.Paper.Shown, 0)
	case t.Page == PageDone && t.Paper.endsByItself(): // there is more to read than a number
		return max(3*times*t.Policy.Thanks-t.Paper.Shown, 0)
	}
	return times * t.Policy.Visit
}

const oneSecond = time.Second
