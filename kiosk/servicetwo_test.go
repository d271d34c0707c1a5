package kiosk_test

import (
	"slices"
	"strings"
	"testing"

	"govkiosk/kiosk"
	"govkiosk/kiosk/diag"
	"govkiosk/screens"
)

// One technician at the glass and one by wire: whoever came first has it and is
// asked; a test that runs ends, dark, when the terminal changes hands; whoever
// goes away leaves it to the one who asks; and it serves once the last has
// gone.
func TestOneAtTheGlassAndOneByWire(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.atTheGlass()
	w.touch(screens.ActTest, "panel.lights")
	w.eventually("the light shines", w.lit)

	w.dial("li", false).hears("it is taken", func(key, over string, _ diag.Status) bool {
		return key == "" && strings.Contains(over, "somebody else")
	})
	ask := w.dial("li", true)
	ask.hears("who has it", func(_, _ string, now diag.Status) bool {
		return now.Desk.Owner != nil && now.Desk.Owner.Person == "wang" && now.Desk.Owner.Via == diag.ViaScreen
	})
	w.page("li asks", func(p *screens.Technician) bool { return p.Wish == "li" && p.Prompt != nil })
	w.touch(screens.ActGive, "no")
	ask.hears("wang keeps it", func(key, over string, _ diag.Status) bool { return key == "" && strings.Contains(over, "keeps it") })
	w.page("wang goes on", func(p *screens.Technician) bool {
		return p.Wish == "" && p.Prompt != nil && p.Prompt.Step == "panel-light"
	})

	li := w.dial("li", true)
	w.page("li asks again", func(p *screens.Technician) bool { return p.Wish == "li" })
	w.touch(screens.ActGive, "yes")
	li.entered()
	w.page("the glass says who has it", func(p *screens.Technician) bool { return p.Person == "li" && p.Wire && p.Prompt == nil })
	w.eventually("the light is out", func() bool { return !w.lit() })
	li.order(kiosk.DiagOrder{Run: "reader.module"})
	li.wants(1, diag.Pass, "")
	w.touch(screens.ActTest, "panel.lights") // the glass is not the owner's

	w.touch(screens.ActAskFor, "")
	w.page("who asks at the glass?", func(p *screens.Technician) bool { return p.Stage == screens.ServicePIN })
	w.typePIN(workshopPIN)
	now := li.hears("wang asks", func(_, _ string, now diag.Status) bool { return now.Desk.Wish != nil && now.Desk.Wish.Person == "wang" })
	if now.Desk.Test != "" {
		t.Errorf("the glass began %s without having the terminal", now.Desk.Test)
	}
	li.hangUp()
	w.page("wang has it", func(p *screens.Technician) bool { return p.Person == "wang" && !p.Wire && !p.Asking })
	w.turn(false)
	w.sees("it serves again", func(v screens.View) bool { return v.Screen == screens.ScreenAttract })
	if all := kinds(t, w.records); !slices.Contains(all, "service-taken-over") {
		t.Errorf("the journal does not tell that it changed hands: %v", all)
	}
}

// A switch that is left on maintenance: nobody is served, the glass says so and
// leads a technician in, and turned back the terminal serves.
func TestAServiceSwitchThatIsLeftOn(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.enrol("wang", workshopPIN, "")
	w.open()
	w.switchOn()
	w.touch(screens.ActBack, "")
	closed := func(v screens.View) bool { return v.Screen == screens.ScreenOutOfUse && v.OutOfUse.Turned }
	w.sees("nobody is served", closed)
	w.touch(screens.ActStart, "")
	w.touch(screens.ActAskFor, "")
	w.page("who are you?", func(p *screens.Technician) bool { return p.Stage == screens.ServicePIN })
	w.typePIN(workshopPIN)
	w.page("wang has it", func(p *screens.Technician) bool { return p.Person == "wang" })
	w.touch(screens.ActLeaveService, "")
	w.page("the self-test", func(p *screens.Technician) bool { return p.Stage == screens.ServiceReturning })
	w.sees("still nobody is served", closed)
	if now := w.diag(); now.Stage != diag.TurnedOff || !now.Turned {
		t.Errorf("%s, turned %v", now.Stage, now.Turned)
	}
	checkSchema(t, w)
	w.turn(false)
	w.sees("it serves again", func(v screens.View) bool { return v.Screen == screens.ScreenAttract })
	if now := w.diag(); now.Stage != diag.InService || now.Turned {
		t.Errorf("%s, turned %v", now.Stage, now.Turned)
	}
	if all := kinds(t, w.records); !slices.Contains(all, "service-switch-left") || all[len(all)-1] != "in-service" && !slices.Contains(all[len(all)-3:], "in-service") {
		t.Errorf("the journal has %v", all)
	}
}
