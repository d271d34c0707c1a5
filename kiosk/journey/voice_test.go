package journey

import (
	"testing"

	"govkiosk/drivers"
)

// The key speaks, ends what is said, and says it once more when it is over.
func TestTheKeyForTheVoice(t *testing.T) {
	w := start(t).press("speech")
	if !w.Voice.On || w.Voice.Again != 1 {
		t.Fatalf("%+v", w.Voice)
	}
	w.send(Spoke{Talking: true}).press("speech")
	if w.Voice.On {
		t.Fatalf("a second press goes on: %+v", w.Voice)
	}
	w.send(Spoke{}).press("speech")
	w.send(Spoke{Talking: true}).send(Spoke{}).press("speech")
	if !w.Voice.On || w.Voice.Again != 3 {
		t.Errorf("what was said is not said again: %+v", w.Voice)
	}
	w.press("back").at(PageAttract)
	if w.Voice != (Voice{}) {
		t.Errorf("the next visitor hears %+v", w.Voice)
	}
}

// Who listens is not hurried; but a page that nobody listens to ends all the
// same, and the question whether anybody is there goes on counting.
func TestTimeWaitsForTheVoice(t *testing.T) {
	w := start(t).press("speech").send(Spoke{Talking: true})
	left := w.Left
	w.seconds(60)
	if w.Left != left {
		t.Errorf("%d s of %d are left while a page is read", w.Left, left)
	}
	w.send(Spoke{}).seconds(10)
	if w.Left != left-10 {
		t.Errorf("%d s are left, want %d", w.Left, left-10)
	}
	w.send(Spoke{Talking: true}).seconds(listens - 60)
	w.seconds(left - 10 - rules.WarnBefore)
	if !w.Warned || last[Chime](w).Why != "time-out" {
		t.Fatalf("nobody is asked for: %d s left", w.Left)
	}
	w.send(Spoke{}).send(Spoke{Talking: true}).seconds(rules.WarnBefore).at(PageAttract)
}

// A headset begins a visit that is read aloud, and its end ends the voice.
// Steps of the volume have their ends, and go with the visit.
func TestAHeadsetBeginsTheVoice(t *testing.T) {
	w := start(t).press("back").at(PageAttract)
	w.send(Touch{Do: "headset-in"}).at(PageHome)
	if !w.Voice.On {
		t.Fatal("nothing is read")
	}
	for range 9 {
		w.press("louder")
	}
	if w.Voice.Volume != louderMost {
		t.Errorf("volume %d", w.Voice.Volume)
	}
	for range 20 {
		w.press("quieter")
	}
	if w.Voice.Volume != -louderMost {
		t.Errorf("volume %d", w.Voice.Volume)
	}
	w.send(Touch{Do: "headset-out"}).at(PageHome)
	if w.Voice.On {
		t.Error("it is still read")
	}
	w.press("back").at(PageAttract)
	if w.Voice.Volume != 0 {
		t.Errorf("the next visitor has volume %d", w.Voice.Volume)
	}
}

// A card that was left is called after while its owner is in earshot, and once
// a minute from then on; what is said goes on until it is gone.
func TestALeftCardIsCalledAfter(t *testing.T) {
	w := start(t).withCard(old).press("speech")
	w.press("home").press("back").at(PageLeaving)
	if last[Chime](w).Why != "card-left" || !w.Voice.On {
		t.Fatalf("%+v, voice %+v", last[Chime](w), w.Voice)
	}
	w.effects = nil
	w.seconds(60)
	if n := count[Chime](w); n != 6 {
		t.Errorf("%d calls in the first minute", n)
	}
	w.effects = nil
	w.seconds(600)
	if n := count[Chime](w); n != 10 {
		t.Errorf("%d calls in ten minutes", n)
	}
	w.send(CardSeen{ID: w.Leaving.Watch, State: CardWaiting}).at(PageAttract)
	if w.Voice.On {
		t.Error("the voice stays")
	}
}

// Paper that lies there as long as a card did still has its own minute.
func TestPaperHasItsOwnPatience(t *testing.T) {
	s := State{Page: PageLeaving, Policy: rules, Leaving: Leaving{Card: true, Paper: true, Watch: 3}, World: World{Mouth: drivers.MediaPresent}}
	for range 2 * leavingPatience {
		s, _ = Step(s, TimerFired{ID: TimerSecond})
	}
	if s, _ = Step(s, CardSeen{ID: 3, State: CardWaiting}); s.Page != PageLeaving || !s.Leaving.Paper {
		t.Errorf("%+v", s.Leaving)
	}
}
