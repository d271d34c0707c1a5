package journey

import "govkiosk/drivers"

// Leaving is what a visitor left on the machine, and the commands that look.
type Leaving struct {
	Card, Paper bool
	Door        int // of the cabinet, that stands open; 0: none
	Look        CommandID
	Watch       CommandID
	Shown       int // seconds that it has been asked for
}

// leave asks for the card and the paper that a visitor may have left. The
// next visit may start only when both are gone or can no longer be seen.
//
// A card that was read does not answer a find until it has left the field, so
// the watch that read it goes on; where none runs, the reader is asked once.
func (t *turn) leave(card Card, door int) {
	t.Leaving = Leaving{Door: door, Paper: t.World.Mouth == drivers.MediaPresent}
	switch {
	case card.Watch != 0 && onReader(card.State):
		t.Leaving.Card, t.Leaving.Watch = true, card.Watch
	default:
		t.do(StopCard{})
		if t.World.Reader == "" {
			t.Leaving.Look = t.nextID()
			t.do(LookForCard{ID: t.Leaving.Look})
		}
	}
	if t.Leaving.Paper {
		t.Paper.Mouth = t.nextID()
		t.do(WatchMouth{ID: t.Paper.Mouth})
	}
	t.showLeaving()
}

func onReader(s CardState) bool {
	return s == CardPresent || s == CardReading || s == CardLift || s == CardForeign || s == CardInvalid
}

// showLeaving shows the page while something is there, and the attract page
// once nothing is.
func (t *turn) showLeaving() {
	if t.Leaving.Card || t.Leaving.Paper || t.Leaving.Door != 0 {
		if t.Page != PageLeaving {
			t.Page = PageLeaving
			t.do(StartTimer{ID: TimerSecond, After: oneSecond})
			t.do(Chime{Why: t.Leaving.chime()})
		}
		return
	}
	if t.Page == PageLeaving {
		t.Page = PageAttract
		t.do(StopCard{})
		t.do(StopMouth{})
		t.Leaving, t.Paper, t.Card = Leaving{}, Paper{}, Card{}
		t.Help, t.Calling, t.Lang, t.Text, t.Voice = false, 0, t.Policy.Lang, t.Policy.Text, Voice{}
	}
}

// chime is the sound for what was left, the card before all else.
func (l Leaving) chime() string {
	switch {
	case l.Card:
		return ChimeCard
	case l.Paper:
		return ChimePaper
	}
	return ChimeDoor
}

// calls tells whether the sound is due again: every ten seconds of the first
// minute, while the visitor is in earshot, and then once a minute for a card; a
// door has its own time.
func (l Leaving) calls(door int) bool {
	switch {
	case l.Door != 0 && !l.Card && !l.Paper:
		return door > 0 && l.Shown%door == 0
	case l.Shown <= leavingPatience:
		return l.Shown%10 == 0
	}
	return l.Shown%60 == 0
}

// leavingPatience is how many seconds paper or a door may keep the next visit
// waiting: nobody may come for it, and a sensor may be stuck.
const leavingPatience = 60

// leavingSecond gives up on paper that nobody takes and on a door that nobody
// shuts: no certificates are handed out until somebody does. A card is never
// given up on: the next visit would begin with somebody else's.
func (t *turn) leavingSecond() {
	t.Leaving.Shown++
	if t.Leaving.calls(t.Policy.DoorOpen) {
		t.do(Chime{Why: t.Leaving.chime()})
	}
	if t.Leaving.Card {
		return
	}
	if t.Leaving.Shown >= leavingPatience {
		if t.Leaving.Paper {
			t.do(Retract{})
		}
		t.Leaving.Paper, t.Leaving.Door = false, 0
		t.showLeaving()
	}
}

// leftSeen takes the answer to a look for a card. It may come while the next
// citizen is already being served: then the card is theirs.
func (t *turn) leftSeen(e LeftSeen) {
	if !t.awaited(e.ID, t.Leaving.Look) {
		return
	}
	t.Leaving.Look = 0
	early := t.Page == PageHome && t.Person == nil // the next visitor has done nothing yet
	if e.Card != drivers.MediaPresent || t.Page != PageAttract && t.Page != PageLeaving && !early {
		return
	}
	t.Leaving.Card = true
	t.Leaving.Watch = t.nextID()
	t.do(WatchCard{ID: t.Leaving.Watch})
	t.showLeaving()
}

// leftCard follows the card of a visitor who has gone. What it says is not
// read: the next person's card may be the one that is laid down now.
func (t *turn) leftCard(e CardSeen) {
	if e.State == CardWaiting || e.State == CardFault {
		t.Leaving.Card, t.Leaving.Shown = false, 0 // what else there is has its own patience
		t.showLeaving()
	}
}

// leftDoorMoved sees the door being shut that a visitor left open.
func (t *turn) leftDoorMoved(e DoorSeen) {
	if e.Cell == t.Leaving.Door && e.Door != DoorOpen {
		t.Leaving.Door = 0
		t.showLeaving()
	}
}
