package journey

import (
	"fmt"
	"maps"
	"slices"
	"testing"
)

// story is what a service meets while it is explored: a service is added with
// one of them.
type story struct {
	says func(call any) []said   // what the hall may say to a Query or an Order of it
	keys func(State) []Touch     // keys with an argument on its own pages
	also func(State) []happening // what comes of itself: a door
	sub  func(State) string      // tells two pages of one name apart
}

// stories are those of all services.
var stories = map[Service]story{
	ServiceQueue:   queueStory(),
	ServiceCheckin: checkinStory(),
	ServiceAppoint: appointStory(),
	ServiceInquiry: inquiryStory(),
	ServicePickup:  pickupStory(),
	ServiceRating:  ratingStory(),
	ServiceReport:  reportStory(),
	ServiceGuide:   guideStory(),
	ServiceProof:   proofStory(),
	ServiceDeclare: declareStory(),
}

// What the test persons say of themselves: nothing of it may outlast them.
const (
	testPhone    = "13812342266"
	testText     = "hao"
	slipLink     = "https://hall.example/c/1"
	bookingCode  = "LN7K3Q"
	pickupSecret = "482913"
)

// says looks for the service that knows what the hall says to a call: some
// are made from several services.
func says(call any) []said {
	for _, service := range slices.Sorted(maps.Keys(stories)) {
		if f := stories[service].says; f != nil {
			if s := f(call); s != nil {
				return s
			}
		}
	}
	panic(fmt.Sprintf("nobody says what the hall says to %T", call))
}

// everything is a terminal that works, in a hall that offers all services.
func everything() scene {
	w := allWell
	w.Offers = map[string]bool{}
	for _, s := range Services {
		w.Offers[string(s)] = true
	}
	p := rules
	p.Anonymous = true
	c, _ := scene{State: New(p)}.next(Step, WorldChanged{At: At{noon}, World: w})
	return c
}

// pressed presses the keys that the page may take.
func pressed(s State) []happening {
	var out []happening
	press := func(do, arg string) {
		what := do
		if arg != "" {
			what += " " + arg
		}
		out = append(out, happens(what, Touch{Do: do, Arg: arg}))
	}
	for _, do := range verbs() {
		press(do, "")
	}
	for _, c := range s.Question.Choices {
		if s.Page == PageQuestion && c.Reason == "" {
			press("choose", c.ID)
		}
	}
	if s.Page == PageList {
		for _, b := range s.Listed().Businesses {
			press("business", b.Code)
		}
	}
	if keys := stories[s.Service].keys; keys != nil {
		for _, k := range keys(s) {
			press(k.Do, k.Arg)
		}
	}
	return append(out, typing(s)...)
}

// typing types a whole number or a text.
func typing(s State) []happening {
	text := ""
	switch {
	case s.Page == PageWrite && s.Write.Letters == "":
		text = testText
	case s.Page == PagePad && s.Pad.Value == "":
		text = map[PadKind]string{
			PadIDNumber: young.Number, PadPhone: testPhone, PadCode: bookingCode, PadCase: house.Number,
		}[s.Pad.Kind]
	}
	if text == "" {
		return nil
	}
	var events []Event
	for _, c := range text {
		events = append(events, Touch{Do: "key", Arg: string(c)})
	}
	return []happening{happens("type", events...)}
}

func TestEveryServiceHasAStory(t *testing.T) {
	for _, s := range Services {
		if _, ok := stories[s]; !ok && chapterOf(s).begin != nil {
			t.Errorf("%s is not explored: it has no story", s)
		}
	}
}
