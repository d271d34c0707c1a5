package journey

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
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
	switch rapid.IntRange(0, 17).Draw(t, "event") {
	case 0, 1, 2, 3:
		return someTouch(t, s)
	case 10:
		return Answered{ID: id, Reason: reason, Answer: rapid.SampledFrom(answers).Draw(t, "answer")}
	case 11:
		return Answered{ID: s.Call.ID, Answer: rapid.SampledFrom(answers).Draw(t, "answer")}
	case 12:
		return Submitted{ID: id, Key: "k", Reason: reason, Outcome: outcome, Answer: rapid.SampledFrom(answers).Draw(t, "answer")}
	case 13:
		return Kept{ID: id, Reference: "3F2A91BC", Reason: reason}
	case 14:
		return CodeSeen{ID: id, Kind: rapid.SampledFrom([]CodeKind{"", CodeSlip}).Draw(t, "code"), Text: "https://hall.example/c/1"}
	case 15:
		return Spelled{ID: id, Words: []Spelling{{Word: "好"}}}
	case 16:
		name := rapid.SampledFrom(slices.Sorted(maps.Keys(upsets))).Draw(t, "world")
		return upset(s, name)
	case 17:
		return HelpCalled{ID: id}
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

// keys are what may be pressed; arguments stand after a blank.
var keys = []string{
	"start", "business bdc", "take", "back", "home", "yes", "no", "reprint", "cancel", "again", "done",
	"extend", "alive", "by-phone", "by-number", "by-code", "by-none", "key 1", "key a", "next", "priority", "keyboard",
	"language", "text-size", "retry", "report", "print", "supplements", "send", "rate", "rate 1", "rate 5", "skip", "word 0",
	"help", "business gth", "business no-home", "business living", "send",
}

// answers are what the hall may say; every service adds its own.
var answers = []Answer{
	Cases{}, Cases{[]CaseSummary{house, food}}, whole(house), whole(food), whyNot, RatingReceipt{}, form, ReportReceipt{Number: "R-7"}, ReportStatus{Number: "R-7"},
	found, ItemFound{traderItem}, proofs, ProofCheck{ID: "z", Status: "done", Statement: statement}, ProofCheck{Status: "pending"},
	DeclarableFound{Items: found.Items, Drafts: []DraftSummary{{ID: "d1", Item: "gth"}}}, SituationFound{}, begun, begun.withMaterial("paper"), begun.filled(),
	Handover{ID: "h1", Material: "lease", State: "done"}, Handover{ID: "h2", State: "waiting"}, Accepted{Number: "LN20260612-0173"},
}

// someTouch presses a key, or chooses what is there to choose.
func someTouch(t *rapid.T, s State) Touch {
	switch rapid.IntRange(0, 5).Draw(t, "touch") {
	case 0:
		return Touch{Do: "service", Arg: string(rapid.SampledFrom(Services).Draw(t, "service"))}
	case 1:
		ids := []string{house.Number, "elder", "as-is", "ok"}
		for _, c := range s.Question.Choices {
			ids = append(ids, c.ID)
		}
		return Touch{Do: "choose", Arg: rapid.SampledFrom(ids).Draw(t, "choice")}
	}
	do, arg, _ := strings.Cut(rapid.SampledFrom(keys).Draw(t, "key"), " ")
	return Touch{Do: do, Arg: arg}
}

// awaitedID returns an ID that some completion is waited for with.
func awaitedID(s State) CommandID {
	for _, id := range []CommandID{
		s.Call.ID, s.Write.Spell, s.Paper.Command, s.Confirm.Reserve, s.Confirm.Check, s.Pad.Check,
		s.Paper.Mouth, s.Leaving.Watch, s.Scan.Watch, s.Card.Watch,
	} {
		if id != 0 {
			return id
		}
	}
	return 0
}

// ended is how a call comes to an end that nobody answers.
func ended(c Call) Event {
	switch {
	case c.Keeping:
		return Kept{ID: c.ID, Reference: "3F2A91BC"}
	case c.Order != nil:
		return Submitted{ID: c.ID, Key: "k", Reason: ReasonNetwork, Outcome: drivers.Unknown}
	}
	return Answered{ID: c.ID, Reason: ReasonNetwork}
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
		if s.Call.ID != 0 {
			step(ended(s.Call))
		}
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
		s, _ = Step(s, Spoke{})
		s, _ = Step(s, WorldChanged{World: s.World}) // at a closed terminal no visit ends
		if rest := atRest(s); !reflect.DeepEqual(s, rest) {
			t.Fatalf("left of the visit: %s", differs(s, rest))
		}
		if owed.number && !owed.settled {
			t.Fatal("a number was given and nobody was told what became of it")
		}
		if owed.filed {
			t.Fatal("the hall was asked to do something and may have, and nobody will ever say")
		}
	})
}

// atRest is a terminal at which nobody has ever stood, with what it may know
// of its past.
func atRest(s State) State {
	rest := New(s.Policy)
	rest.Now, rest.World, rest.Visit = s.Now, s.World, s.Visit
	rest.Left, rest.lastID, rest.Dropped, rest.Leaving.Look = s.Left, s.lastID, s.Dropped, s.Leaving.Look
	return rest
}

// differs names the fields in which two states do.
func differs(a, b State) string {
	var out []string
	v, w := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range v.NumField() {
		if !reflect.DeepEqual(fmt.Sprintf("%+v", v.Field(i)), fmt.Sprintf("%+v", w.Field(i))) {
			out = append(out, fmt.Sprintf("%s %+v, not %+v", v.Type().Field(i).Name, v.Field(i), w.Field(i)))
		}
	}
	return strings.Join(out, "; ")
}

// ledger follows one number from the hall's answer to its settlement.
type ledger struct {
	number, settled bool
	filed           bool // an order of which nobody knows yet what came
}

func (l *ledger) hear(before State, e Event) {
	switch e := e.(type) {
	case Reserved:
		if e.ID != 0 && e.ID == before.Confirm.Reserve && e.Ticket != nil && !e.Existing {
			l.number, l.settled = true, false
		}
	case Submitted:
		if c := before.Call; e.ID != 0 && e.ID == c.ID && c.Order != nil && !c.Keeping {
			l.filed = e.Reason != "" && e.Outcome != drivers.NotDone
		}
	case Printed:
		if e.ID != 0 && e.ID == before.Paper.Command && e.Outcome == drivers.Done {
			l.settled = true // the runner has, with the outcome
		}
	}
}

func (l *ledger) see(t *rapid.T, effects []Effect) {
	for _, e := range effects {
		switch e.(type) {
		case Submit:
			l.filed = true
		case Keep, Undo:
			l.filed = false
		}
		if settle, ok := e.(Settle); ok {
			l.settled = true
			if settle.Key == "" && settle.Ticket == "" && settle.Reserve == 0 {
				t.Fatalf("settles nothing: %+v", settle)
			}
		}
	}
}
