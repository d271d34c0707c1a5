package journey

import "testing"

var veiled = func() Policy { p := rules; p.Veil = 30; return p }()

// What a person has on the glass is covered when nobody touches it, and comes
// back with a touch that does nothing else.
func TestAPageIsCovered(t *testing.T) {
	w := start(t)
	w.Policy = veiled
	w.withCard(old).send(Touch{Do: "business", Arg: bdc.Code}).at(PageConfirm)
	w.seconds(29)
	if w.Veiled {
		t.Fatal("covered too soon")
	}
	w.seconds(1)
	if !w.Veiled {
		t.Fatal("it stays in sight")
	}
	w.press("take").at(PageConfirm)
	if w.Veiled || count[Reserve](w) != 0 {
		t.Fatal("the touch that shows the page took a number")
	}
	w.seconds(30).press("done").at(PageLeaving)
	if w.Veiled || w.Person != nil {
		t.Error("the visit goes on")
	}
}

// Whoever steps away covers it at once; so is nothing covered that is
// everybody's, nor what is being read aloud.
func TestWhoStepsAwayCoversThePage(t *testing.T) {
	w := start(t)
	w.Policy = veiled
	w.press("start").seconds(60)
	w.send(Presence{Here: false})
	if w.Veiled {
		t.Error("the home page is covered")
	}
	w.withCard(old).send(Touch{Do: "business", Arg: bdc.Code}).at(PageConfirm)
	w.press("speech").send(Spoke{Talking: true}).seconds(60)
	if w.Veiled {
		t.Error("a page that is being read is covered")
	}
	w.send(Spoke{}, Presence{Here: true})
	if w.Veiled {
		t.Error("somebody is there")
	}
	w.send(Presence{Here: false})
	if !w.Veiled {
		t.Error("it stays in sight of the next in line")
	}
	w.press("speech")
	if w.Veiled {
		t.Error("a key does not bring it back")
	}
}

// Night colours come by the hour, and the visitor has the last word.
func TestNightColours(t *testing.T) {
	w := start(t)
	if w.Night() {
		t.Error("it is day")
	}
	w.press("start", "text-size", "look-night")
	if !w.Night() {
		t.Error("the key does nothing")
	}
	w.press("look-night")
	dark := allWell
	dark.Night = true
	w.send(WorldChanged{World: dark})
	if w.Night() {
		t.Error("the hour has the last word")
	}
	w.press("look-night", "done", "back").at(PageAttract)
	if !w.Night() || w.Look.Lamp != LampByHour {
		t.Error("at rest the hour decides")
	}
}
