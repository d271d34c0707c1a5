package kiosk_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk"
	"govkiosk/kiosk/diag"
	"govkiosk/screens"
)

// together runs tests side by side: each mostly waits for a device's time-outs.
func together(t *testing.T, tests map[string]func(*workshop)) {
	t.Helper()
	t.Parallel()
	var all sync.WaitGroup
	for name, run := range tests {
		all.Go(func() { t.Run(name, func(t *testing.T) { run(newWorkshop(t)) }) })
	}
	all.Wait()
}

// Devices that fall silent in the middle of their tests: each test ends and
// says so, no coil is spent on what is silent, and the terminal serves again
// with the device honestly out.
func TestDevicesThatFallSilentInTheirTests(t *testing.T) {
	together(t, map[string]func(*workshop){
		"reader": func(w *workshop) {
			s := w.byWire()
			s.order(kiosk.DiagOrder{Run: "reader.card"})
			s.asked("reader-lay")
			w.reader.SetFault(sim.ReaderSilent)
			s.wants(1, diag.Fail, diag.ReasonNoAnswer)
			s.row(diag.Reader, "the reader is out", func(r diag.PartRow) bool { return r.State == "offline" })
		},
		"boards under the coil": func(w *workshop) {
			s := w.byWire()
			s.order(kiosk.DiagOrder{Run: "cabinet.cells"})
			first := s.asked("cabinet-choose")
			w.boards.SetFault(sim.LockerOffAfter)
			s.order(kiosk.DiagOrder{Number: first.Number, Answer: "2"})
			s.hears("the next choice", func(_, _ string, now diag.Status) bool {
				return now.Desk.Prompt != nil && now.Desk.Prompt.Step == "cabinet-choose" && now.Desk.Prompt.Number > first.Number
			})
			s.answer("cabinet-choose", diag.CellDone)
			s.wants(1, diag.Fail, diag.ReasonNoAnswer)
			if n := len(w.boards.Coils()); n != 1 {
				w.t.Errorf("%d coils on boards that are silent since the first", n)
			}
			s.row(diag.Cabinet, "the cabinet is out", func(r diag.PartRow) bool { return r.State != "online" })
			w.boards.SetFault(sim.NoLockerFault)
			s.back()
		},
		"printer in the middle of a page": func(w *workshop) {
			w.cfg.Printer.ReplyTimeout, w.cfg.Printer.PrintTimeout = 500*time.Millisecond, time.Second
			s := w.byWire()
			s.order(kiosk.DiagOrder{Run: "printer.page"})
			s.asked("printer-prints")
			w.printer.SetSilent(true)
			s.wants(1, diag.Fail, diag.ReasonNoAnswer)
			s.row(diag.Printer, "the printer is out", func(r diag.PartRow) bool { return r.State == "offline" })
			s.back() // without it
		},
		"a finger that rests": aFingerThatRests,
		"a player that hangs": aPlayerThatHangs,
	})
}

// A player that never ends, and keeps its children, is ended with its test.
func aPlayerThatHangs(w *workshop) {
	w.cfg.Speech.Player = []string{"sh", "-c", "trap '' TERM; sleep 1000 & wait"}
	s := w.byWire()
	s.order(kiosk.DiagOrder{Run: "audio.tone"})
	s.asked("audio-listen")
	s.order(kiosk.DiagOrder{Stop: true})
	if r := s.wants(1, diag.Aborted, diag.ReasonStopped); !strings.Contains(r.Detail, "sh: ") {
		w.t.Errorf("it was not the player that hung: %+v", r)
	}
	s.back()
}

// The panel: a finger from before the test is nobody's, a tap is no hold, and
// a finger that rests is measured.
func aFingerThatRests(w *workshop) {
	finger := sim.NewElo(w.port("touch", 9600), sim.EloOpts{})
	w.t.Cleanup(finger.Close)
	w.cfg.Touch.Driver, w.cfg.Touch.Port = config.TouchElo, w.dir+"/touch"
	s := w.byWire()
	s.row(diag.Touch, "the panel is there", func(r diag.PartRow) bool { return r.State == "online" })
	finger.Down(.5, .9)
	s.order(kiosk.DiagOrder{Run: "touch.jitter"})
	s.asked("touch-hold")
	finger.Up(.5, .9)
	finger.Down(.5, .4)
	finger.Up(.5, .4)
	finger.Down(.5, .4)
	r := s.wants(1, diag.Pass, "")
	finger.Up(.5, .4)
	if !slices.ContainsFunc(r.Measures, func(m diag.Measure) bool { return m.Name == "lifts" && m.Value >= 1 }) {
		w.t.Errorf("a tap is not told: %v", r.Measures)
	}
}

// The colours cover the glass one after another, as fast as the technician
// wants, and a person says how they were.
func TestColoursOfTheScreen(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.atTheGlass()
	w.touch(screens.ActTest, "screen.colours")
	look := func(fields ...diag.Field) {
		for _, f := range fields {
			w.page(string(f), func(p *screens.Technician) bool { return p.Prompt != nil && p.Prompt.Field == string(f) })
			w.touch(screens.ActAnswer, diag.FieldNext)
		}
	}
	look(diag.FieldWhite, diag.FieldRed, diag.FieldGreen, diag.FieldBlue, diag.FieldBlack)
	w.page("pixels", func(p *screens.Technician) bool { return p.Prompt != nil && p.Prompt.Step == "screen-pixels" })
	w.touch(screens.ActAnswer, string(diag.Yes))
	look(diag.FieldGrey, diag.FieldGradient)
	w.page("evenness", func(p *screens.Technician) bool { return p.Prompt != nil && p.Prompt.Step == "screen-even" })
	w.touch(screens.ActAnswer, string(diag.No))
	got := w.page("a result", func(p *screens.Technician) bool { return p.Result != nil })
	if got.Result.Verdict != string(diag.Fail) || got.Result.Reason != diag.ReasonPerson {
		t.Errorf("%+v", got.Result)
	}
}
