package journey

import (
	"time"

	"govkiosk/drivers"
)

// Query is something to be looked up in the hall. Asking changes nothing
// there and may be repeated.
type Query interface{ query() }

// Order is something that the hall is to do. It is written down before the
// hall hears of it, with the key that makes a second try the same one.
type Order interface{ order() }

// KeptOrder is an Order that may wait, sealed, until the hall can be reached.
type KeptOrder interface {
	Order
	Kept() string // what it is, for the journal: "rating"
}

// Answer is what the hall says to a Query, or did for an Order.
type Answer interface{ answer() }

// Call is the Query or Order that is under way, and what PageWorking shows of
// it.
type Call struct {
	ID       CommandID // 0: none is under way
	Doing    string    // what is being done, for the page: "cases"
	Query    Query     // one of the two is set while the page stands
	Order    Order
	Key      string // of an Order whose answer was lost
	From     Page   // where the way out leads
	Working  int    // seconds that it has run
	Keeping  bool   // the Order is being written down, for the hall to hear later
	Failed   Reason
	FailedAt time.Time
	Tries    int
}

// Unsure tells whether the hall may have done what it was asked to without
// this terminal hearing of it.
func (c Call) Unsure() bool { return c.Key != "" }

// ask looks something up; the service's answered takes what the hall says.
func (t *turn) ask(doing string, q Query) {
	t.call(Call{Doing: doing, Query: q})
}

// submit has something done; the service's submitted takes what came of it.
func (t *turn) submit(doing string, o Order) {
	t.call(Call{Doing: doing, Order: o})
}

func (t *turn) call(c Call) {
	c.From = t.Page
	if t.Page == PageWorking {
		c.From = t.Call.From // a call that follows from a call leads back past both
	}
	t.Call = c
	t.Page = PageWorking
	if t.World.Network == ReasonNetwork && t.keepOrder() {
		return
	}
	t.send()
}

// send begins the call that Call describes, for the first time or anew.
func (t *turn) send() {
	t.Call.ID = t.nextID()
	t.Call.Working, t.Call.Failed, t.Call.Keeping = 0, "", false
	if t.Call.Order != nil {
		t.do(Submit{ID: t.Call.ID, Key: t.Call.Key, Order: t.Call.Order, Service: t.Service})
		return
	}
	t.do(Ask{ID: t.Call.ID, Query: t.Call.Query})
}

// answered takes what the hall said to a Query.
func (t *turn) answered(e Answered) {
	if t.peeked(e) {
		return
	}
	if !t.awaited(e.ID, t.Call.ID) || t.Call.Query == nil {
		return
	}
	if e.Reason != "" {
		t.callFailed(e.Reason, e.Tries, e.Reason.Final())
		return
	}
	t.callEnded()
	if take := chapterOf(t.Service).answered; take != nil {
		take(t, e.Answer)
	}
}

// submitted takes what the hall did for an Order.
func (t *turn) submitted(e Submitted) {
	if !t.awaited(e.ID, t.Call.ID) || t.Call.Order == nil || t.Call.Keeping {
		return
	}
	if e.Reason != "" {
		t.Call.Key = ""
		if e.Outcome != drivers.NotDone {
			t.Call.Key = e.Key // perhaps it was done: ask for the very same again
		}
		final := e.Outcome == drivers.NotDone && e.Reason.Final()
		if !final && t.keepOrder() {
			return
		}
		t.callFailed(e.Reason, e.Tries, final)
		return
	}
	t.callEnded()
	if take := chapterOf(t.Service).submitted; take != nil {
		take(t, e.Answer)
	}
}

// callEnded goes back to where the call began; the service goes on from
// there.
func (t *turn) callEnded() {
	t.Page = t.Call.From
	t.Call = Call{}
	t.Left = t.allowance()
}

// callFailed shows why, unless the service has a page for a refusal.
func (t *turn) callFailed(why Reason, tries int, final bool) {
	t.Call.ID, t.Call.Working = 0, 0
	t.Call.Failed, t.Call.FailedAt = why, t.Now
	t.Call.Tries += max(tries, 1)
	t.Left = t.allowance()
	refused := chapterOf(t.Service).refused
	if !final || refused == nil {
		return
	}
	call := t.Call
	t.callEnded()
	if !refused(t, why) {
		t.Page, t.Call = PageWorking, call
	}
}

func (t *turn) touchWorking(e Touch) {
	switch e.Do {
	case "retry":
		if t.Call.ID == 0 && !t.Call.Failed.Final() {
			t.send()
		}
	case "cancel":
		t.backFromCall()
	case "report":
		if t.Call.Failed != "" {
			t.toReport(About{})
		}
	}
}

// backFromCall gives the call up and leads to where it began.
func (t *turn) backFromCall() {
	if t.keepInstead() {
		return
	}
	from := t.Call.From
	t.leaveCall()
	switch {
	case t.Origin.Service != "" && from == t.Origin.Page:
		t.comeBack()
	case from == PageHome, from == PageIdentify, from == PageDone, from == "", from == PagePad && t.Pad.Key == "":
		t.toHome()
	default:
		t.Page = from
		t.Left = t.allowance()
	}
}

// leaveCall gives up the call that is under way. What an Order may have done
// is undone, as far as it can be, once the hall can be reached; one that may
// wait goes on without the citizen.
func (t *turn) leaveCall() {
	if t.Page != PageWorking {
		return
	}
	if t.Call.ID != 0 {
		t.do(StopCall{ID: t.Call.ID})
	}
	switch order, keeps := t.Call.Order.(KeptOrder); {
	case t.Call.Order == nil, t.Call.Keeping, t.Call.ID == 0 && t.Call.Key == "":
	case keeps: // it was said, and will be heard
		t.do(Keep{Submit: t.Call.ID, Key: t.Call.Key, Order: order})
	default:
		t.do(Undo{Submit: t.Call.ID, Key: t.Call.Key, Why: "left-while-asking"})
	}
	t.Call = Call{}
}
