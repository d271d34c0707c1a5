package journey

import (
	"testing"

	"pgregory.net/rapid"

	"govkiosk/drivers"
)

// someEvent draws anything that may reach the loop, the right and the wrong.
func someEvent(t *rapid.T, s State) Event {
	id := CommandID(rapid.IntRange(0, int(s.lastID)+1).Draw(t, "id"))
	if rapid.Bool().Draw(t, "awaited") {
		id = awaitedID(s)
	}
	person := young
	ticket := &Ticket{ID: "t", Key: "k", Number: "A001", Business: bdc}
	outcome := rapid.SampledFrom([]drivers.Outcome{drivers.Unknown, drivers.Done, drivers.NotDone}).Draw(t, "outcome")
	reason := rapid.SampledFrom([]Reason{"", ReasonNetwork, ReasonFull, ReasonSlow}).Draw(t, "reason")
	mouth := rapid.SampledFrom([]drivers.MediaState{drivers.MediaUnknown, drivers.MediaPresent, drivers.MediaNotPresent}).Draw(t, "mouth")
	switch rapid.IntRange(0, 10).Draw(t, "event") {
	case 0, 1, 2, 3:
		do := rapid.SampledFrom([]string{
			"start", "service", "business", "take", "back", "home", "yes", "no", "reprint", "cancel", "again", "done",
			"extend", "alive", "by-phone", "by-number", "key", "next", "priority", "keyboard", "language", "text-size",
		}).Draw(t, "do")
		arg := map[string]string{"service": "queue", "business": "bdc", "key": "1"}[do]
		return Touch{Do: do, Arg: arg}
	case 4:
		return TimerFired{ID: TimerSecond}
	case 5:
		states := []CardState{CardWaiting, CardReading, CardPresent, CardLift, CardFault}
		e := CardSeen{ID: id, State: rapid.SampledFrom(states).Draw(t, "card")}
		if e.State == CardPresent {
			e.Person = &person
		}
		return e
	case 6:
		return PrinterChecked{ID: id, Reason: reason}
	case 7:
		e := Reserved{ID: id, Key: "k", Reason: reason, Outcome: outcome, Existing: outcome == drivers.NotDone}
		if reason == "" {
			e.Ticket = ticket
		}
		return e
	case 8:
		return Printed{ID: id, Outcome: outcome, Reason: reason}
	case 9:
		return MouthSeen{ID: id, State: mouth}
	default:
		return NumberChecked{ID: id}
	}
}

// awaitedID returns an ID that some completion is waited for with.
func awaitedID(s State) CommandID {
	for _, id := range []CommandID{s.Paper.Command, s.Confirm.Reserve, s.Confirm.Check, s.Pad.Check, s.Paper.Mouth, s.Leaving.Watch, s.Card.Watch} {
		if id != 0 {
			return id
		}
	}
	return 0
}

// answerAll lets every command that is under way come to an end, as the
// runner guarantees.
func answerAll(s State, see func([]Effect)) State {
	step := func(e Event) {
		var effects []Effect
		s, effects = Step(s, e)
		see(effects)
	}
	for range 4 {
		if id := s.Confirm.Reserve; id != 0 {
			step(Reserved{ID: id, Reason: ReasonNetwork, Outcome: drivers.NotDone})
		}
		if id := s.Paper.Command; id != 0 {
			step(Cancelled{ID: id})
		}
		if id := s.Paper.Command; id != 0 {
			step(Printed{ID: id, Outcome: drivers.Unknown})
		}
		if id := s.Card.Watch; id != 0 && s.Page != PageLeaving {
			step(CardSeen{ID: id, State: CardWaiting})
		}
		if id := s.Leaving.Watch; id != 0 {
			step(CardSeen{ID: id, State: CardWaiting})
		}
		if id := s.Paper.Mouth; id != 0 {
			step(MouthSeen{ID: id, State: drivers.MediaNotPresent})
		}
	}
	return s
}

// From any state, walking away leads to the attract page, and there nothing
// of a person is left and no number is without an owner.
func TestWalkingAwayLeadsToRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := New(rules)
		s, _ = Step(s, WorldChanged{World: allWell})
		owed := ledger{}
		see := func(effects []Effect) { owed.see(t, effects) }
		for range rapid.IntRange(0, 120).Draw(t, "events") {
			e := someEvent(t, s)
			before := s
			var effects []Effect
			s, effects = Step(s, e)
			owed.hear(before, e)
			see(effects)
		}
		for i := 0; s.Page != PageAttract; i++ {
			if i > 20*rules.Visit {
				t.Fatalf("still on %q", s.Page)
			}
			s = answerAll(s, see)
			var effects []Effect
			s, effects = Step(s, TimerFired{ID: TimerSecond})
			see(effects)
		}
		if s.Person != nil || s.Ticket != nil || s.Pad.Value != "" || s.List.Query != "" || s.Choice != nil {
			t.Fatalf("something of the person is left: %+v", s)
		}
		if owed.number && !owed.settled {
			t.Fatal("a number was given and nobody was told what became of it")
		}
	})
}

// ledger follows one number from the hall's answer to its settlement.
type ledger struct{ number, settled bool }

func (l *ledger) hear(before State, e Event) {
	switch e := e.(type) {
	case Reserved:
		if e.ID != 0 && e.ID == before.Confirm.Reserve && e.Ticket != nil && !e.Existing {
			l.number, l.settled = true, false
		}
	case Printed:
		if e.ID != 0 && e.ID == before.Paper.Command && e.Outcome == drivers.Done {
			l.settled = true // the runner has, with the outcome
		}
	}
}

func (l *ledger) see(t *rapid.T, effects []Effect) {
	for _, e := range effects {
		if settle, ok := e.(Settle); ok {
			l.settled = true
			if settle.Key == "" && settle.Ticket == "" && settle.Reserve == 0 {
				t.Fatalf("settles nothing: %+v", settle)
			}
		}
	}
}
