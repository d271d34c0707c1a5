package kiosk

import (
	"errors"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/idcard"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// do runs one effect. It is called on the loop and returns at once; only the
// journal is written while the loop waits.
func (t *Terminal) do(e journey.Effect) {
	switch e := e.(type) {
	case journey.StartTimer:
		t.startTimer(e)
	case journey.WatchCard:
		t.reader.watch(e.ID)
	case journey.StopCard:
		t.reader.stop()
	case journey.LookForCard:
		t.reader.look(e.ID)
	case journey.CheckNumber:
		t.checkNumber(e)
	case journey.FetchList:
		t.hall.fetchList(e.ID)
	case journey.CheckPrinter:
		t.printer.check(e.ID)
	case journey.Reserve:
		t.promise.reserve(e, t.state.Visit)
	case journey.Print:
		t.promise.print(e.ID, e.Ticket, e.Person)
	case journey.Reprint:
		t.promise.reprint(e)
	case journey.Settle:
		t.promise.settle(e)
	case journey.Cancel:
		t.promise.cancel(e)
	case journey.Ask:
		t.clerk.ask(e)
	case journey.Submit:
		t.clerk.submit(e, t.state.Visit)
	case journey.StopCall:
		t.clerk.stop(e.ID)
	case journey.Undo:
		t.clerk.undo(e)
	case journey.Keep:
		t.clerk.keep(e, t.state.Visit)
	case journey.Spell:
		t.spell(e)
	case journey.PrintSlip:
		t.promise.printSlip(e)
	case journey.WatchMouth:
		t.printer.watchMouth(e.ID)
	case journey.StopMouth:
		t.printer.watchMouth(0)
	case journey.Retract:
		t.printer.retract()
	case journey.WatchCode:
		t.scanner.watch(e)
	case journey.StopCode:
		t.scanner.stop()
	case journey.OpenCell:
		t.collector.open(e, t.state.World)
	case journey.NoteOpened:
		t.collector.noted(t.journal.HandoutEnded(e.Pickup, e.Certificate, drivers.Done))
	case journey.NoteShut:
		t.collector.noted(t.journal.HandoutShut(e.Pickup, e.Certificate))
	case journey.NoteSays:
		t.collector.noted(t.journal.HandoutSays(e.Pickup, e.Certificate, string(e.Says)))
	case journey.NoteGone:
		t.collector.noted(t.journal.HandoutGone(e.Pickup, e.Certificate))
	case journey.NoteBack:
		t.collector.noted(t.journal.HandoutBack(e.Pickup, e.Certificate))
	case journey.TellHandout:
		t.collector.tell(e)
	case journey.PrintHandout:
		t.promise.printHandout(e)
	case journey.FinishPickup:
		t.collector.over(e)
	case journey.Chime:
		t.speech.chime(e.Why)
	case journey.CallHelp:
		t.callHelp(e)
	case journey.Wiped:
		t.record("wiped", e.Visit, map[string]any{"cause": e.Cause, "cleared": e.Cleared})
	}
}

// startTimer starts a timer anew.
func (t *Terminal) startTimer(e journey.StartTimer) {
	if old := t.timers[e.ID]; old != nil {
		old.Stop()
	}
	t.timers[e.ID] = time.AfterFunc(e.After, func() {
		t.post(journey.TimerFired{At: t.at(), ID: e.ID})
	})
}

// checkNumber checks a typed number by the rule of its kind.
func (t *Terminal) checkNumber(e journey.CheckNumber) {
	problem, birth := "", time.Time{}
	switch e.Kind {
	case journey.PadPhone:
		if e.Value[0] != '1' || e.Value[1] < '3' {
			problem = "phone-prefix"
		}
	default:
		problem, birth = idNumber(e.Value)
	}
	t.promise.group.Go(func() {
		t.post(journey.NumberChecked{At: t.at(), ID: e.ID, Problem: problem, Birth: birth})
	})
}

// idNumber tells what is wrong with a typed citizen number, or whose birthday
// it carries.
func idNumber(number string) (problem string, birth time.Time) {
	switch err := idcard.ValidNumber(number); {
	case errors.Is(err, idcard.ErrNumberDate):
		return "date", time.Time{}
	case err != nil:
		return "check-digit", time.Time{}
	}
	birth, err := time.Parse("20060102", number[6:14])
	if err != nil {
		return "date", time.Time{}
	}
	return "", birth
}

// callHelp brings a person: the hall is told as soon as it can be reached.
func (t *Terminal) callHelp(e journey.CallHelp) {
	where := string(e.Page)
	if e.Step != "" {
		where += "/" + e.Step
	}
	t.helpKey = t.promise.tellHall(journal.Call{Op: journal.OpHelp, Arg: where})
	t.helpID = e.ID
	t.record("help", t.state.Visit, map[string]any{"page": e.Page, "step": e.Step})
}

// heard takes a call that the hall has taken; it runs on the settler's
// goroutine.
func (t *Terminal) heard(c journal.Call) {
	if c.Op != journal.OpHelp {
		return
	}
	t.tell(func(t *Terminal) {
		if c.Key == t.helpKey {
			t.step(journey.HelpCalled{At: t.at(), ID: t.helpID})
		}
	})
}

// faultRest is the least time between two calls for one device: a loose cable
// must not flood the hall.
const faultRest = 5 * time.Minute

// uncalledFor are reasons that need nobody: they pass, or nothing is fitted.
var uncalledFor = map[journey.Reason]bool{
	journey.ReasonStarting: true, journey.ReasonNotHere: true, reasonPaperInMouth: true,
}

// callForFaults calls somebody for a device that people use and that has
// failed. What the pages say of it is true: the hall is told, as soon as it
// can be reached.
func (t *Terminal) callForFaults() {
	for _, d := range []Device{DeviceReader, DevicePrinter, DeviceScanner, DeviceCabinet} {
		reason := t.health.Of(d).Reason
		called := t.told[d]
		if reason == "" || reason == called.reason || uncalledFor[reason] {
			continue
		}
		if !called.at.IsZero() && t.clock().Sub(called.at) < faultRest {
			continue
		}
		t.told[d] = faultCall{reason, t.clock()}
		t.promise.tellHall(journal.Call{Op: journal.OpFault, Arg: string(d) + "-" + string(reason)})
		t.record("fault", t.state.Visit, map[string]any{"device": d, "reason": reason})
	}
}

// faultCall is the newest call for a device.
type faultCall struct {
	reason journey.Reason
	at     time.Time
}

// record writes down something that happened, without personal data.
func (t *Terminal) record(kind string, visit int, data any) {
	if err := t.journal.Record(kind, visit, data); err != nil {
		t.journalFailed(err)
	}
}

// world is what is true now, as visits need it.
func (t *Terminal) world() journey.World {
	printer := t.health.Of(DevicePrinter)
	w := journey.World{
		Reader:  t.health.Of(DeviceReader).Reason,
		Printer: printer.Reason,
		Network: t.health.Of(DeviceHall).Reason,
		Journal: t.health.Of(DeviceJournal).Reason,
		Scanner: t.health.Of(DeviceScanner).Reason,
		Cabinet: t.health.Of(DeviceCabinet).Reason,
		Mouth:   printer.Mouth,
		Doors:   t.state.World.Doors, // DoorSeen keeps them
		Offers:  offers(t.cfg),
		Locked:  t.viewer.Lock != "" || t.viewer.Turned,
		Night:   isNight(t.cfg.Screen, t.clock().In(t.viewer.Zone)),
	}
	if !t.settled && w.Journal == "" {
		w.Network = journey.ReasonStarting
	}
	t.times(&w)
	w.Catalogue, w.Offline = t.rules.catalogue(t.offers, t.given()), t.offline()
	return w
}

// offers is which services this terminal has been given.
func offers(c *config.Config) map[string]bool {
	out := map[string]bool{}
	for id, s := range c.Services {
		out[id] = s.Offered
	}
	return out
}
