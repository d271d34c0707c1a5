package journey

import "time"

// Card is what the reader sees, and which command looks for it.
type Card struct {
	Watch   CommandID // 0: nobody looks
	State   CardState
	Attempt int
}

// CardState is one of the reader's states as a citizen understands them.
type CardState string

const (
	CardWaiting CardState = "" // nothing in the field
	CardReading CardState = "reading"
	CardPresent CardState = "present"
	CardLift    CardState = "lift"
	CardForeign CardState = "not-resident"
	CardInvalid CardState = "invalid"
	CardFault   CardState = "fault"
)

// Person is whom the visit is for, as the card or the pad gave it.
type Person struct {
	Name   string // empty when only a number is known
	Number string // citizen number, or phone number with SourcePhone
	Birth  time.Time
	Source Source
}

// Source says where a Person came from.
type Source string

const (
	SourceCard  Source = "id-card"
	SourceTyped Source = "typed"
	SourcePhone Source = "phone"
	SourceNone  Source = "none"
)

func (t *turn) toIdentify() {
	t.Page = PageIdentify
	t.Pad = Pad{}
	t.Left = t.allowance()
	t.watchCard()
}

// backToIdentify goes back to who it is for. A card that lies there has been
// read: there is nothing to redo.
func (t *turn) backToIdentify() {
	if t.Card.State == CardPresent {
		t.toHome()
		return
	}
	t.Person = nil
	t.toIdentify()
}

// watchCard looks for a card. A reader that is away now is looked at as soon
// as it comes back.
func (t *turn) watchCard() {
	if t.Card.Watch == 0 {
		t.Card = Card{Watch: t.nextID()}
		t.do(WatchCard{ID: t.Card.Watch})
	}
	if t.World.Reader != "" {
		t.Card.State = CardFault
	}
}

// stopCardUnlessPresent ends a watch, but not one that knows of a card: that
// one is needed to see it being taken away.
func (t *turn) stopCardUnlessPresent() {
	if t.Card.Watch == 0 || t.Card.State == CardPresent {
		return
	}
	t.Card = Card{}
	t.do(StopCard{})
}

func (t *turn) touchIdentify(e Touch) {
	ways := t.Ways()
	switch {
	case e.Do == "by-phone" && ways.Phone:
		t.toPad(PadPhone)
	case e.Do == "by-number" && ways.Number:
		t.toPad(PadIDNumber)
	case e.Do == "by-code" && ways.Code != "":
		t.toPadFor(ways.Code, ways.For)
	case e.Do == "by-none" && ways.None:
		t.stopCardUnlessPresent()
		t.identified(Person{Source: SourceNone})
	default:
		t.own(e)
	}
}

// cardSeen follows the card of this visit, or the one left by the last.
func (t *turn) cardSeen(e CardSeen) {
	if e.ID != 0 && e.ID == t.Leaving.Watch {
		t.leftCard(e)
		return
	}
	if !t.awaited(e.ID, t.Card.Watch) {
		return
	}
	changed := e.State != t.Card.State
	if changed && e.State == CardLift {
		t.Card.Attempt++
	}
	t.Card.State = e.State
	switch {
	case e.State == CardPresent && t.Page == PageIdentify && e.Person != nil:
		t.identified(*e.Person)
	case e.State == CardWaiting && t.Person != nil:
		t.Card = Card{} // read and taken away: nothing more to look for
		t.do(StopCard{})
	}
	if changed && t.Page == PageIdentify { // a card that moves is somebody
		t.Left = max(t.Left, t.Policy.WarnBefore+1)
		t.Warned = false
	}
}

func (t *turn) identified(p Person) {
	t.Person = &p
	t.beginService()
	t.proposeElder()
}
