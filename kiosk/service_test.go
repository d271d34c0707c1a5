package kiosk_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"govkiosk/config"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk"
	"govkiosk/kiosk/bench/code"
	"govkiosk/kiosk/diag"
	"govkiosk/screens"
)

// The glass: a gesture, a wrong PIN, the right one, a test, and back to
// service over a self-test; all of it in the journal, and no PIN.
func TestTechnicianAtTheGlass(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.enrol("wang", workshopPIN, "")
	w.open()
	w.corner()
	w.typePIN("111222")
	w.page("a wrong PIN is refused", func(p *screens.Technician) bool { return p.Pin != nil && p.Pin.Problem == "wrong" })
	w.typePIN(workshopPIN)
	w.page("all devices", func(p *screens.Technician) bool {
		return p.Stage == screens.ServiceDevices && p.Person == "wang" && !p.Wire
	})
	w.touch(screens.ActDevice, "reader")
	w.page("the reader's tests", func(p *screens.Technician) bool { return p.Stage == screens.ServiceDevice && len(p.Rows) == 2 })
	w.touch(screens.ActTest, "reader.module")
	got := w.page("a result", func(p *screens.Technician) bool { return p.Result != nil })
	if got.Result.Verdict != "pass" || !slices.ContainsFunc(got.Result.Facts, func(f screens.ServiceFact) bool { return f.Name == "sam-id" && f.Value != "" }) {
		t.Errorf("%+v", got.Result)
	}
	w.touch(screens.ActLeaveService, "")
	w.page("the self-test", func(p *screens.Technician) bool { return p.Stage == screens.ServiceReturning })
	w.sees("it serves again", func(v screens.View) bool {
		if v.Technician != nil && len(v.Technician.Failed) > 0 {
			t.Errorf("a healthy terminal fails %+v", v.Technician.Failed)
			w.touch(screens.ActDone, "")
		}
		return v.Screen == screens.ScreenAttract
	})
	all := kinds(t, w.records)
	at := 0
	for _, want := range []string{"service-page", "service-refused", "technician", "service-entered", "service-left", "self-test", "in-service"} {
		i := slices.Index(all[at:], want)
		if i < 0 {
			t.Fatalf("no %s after %v in %v", want, all[:at], all)
		}
		at += i
	}
	w.stop()
	for _, file := range []string{"journal.db", "journal.db-wal"} {
		data, err := os.ReadFile(filepath.Join(w.dir, file))
		if err == nil && bytes.Contains(data, []byte(workshopPIN)) {
			t.Errorf("%s tells the PIN", file)
		}
	}
}

func TestTechniciansCard(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	card := sim.Tray()[0]
	w.enrol("li", "", card.Number)
	w.open()
	w.switchOn()
	w.reader.Lay(sim.Tray()[1])
	w.page("a citizen's card opens nothing", func(p *screens.Technician) bool { return p.Stage == screens.ServicePIN })
	w.reader.Lift()
	w.reader.Lay(card)
	w.page("all devices", func(p *screens.Technician) bool { return p.Stage == screens.ServiceDevices && p.Person == "li" })
}

// Three wrong PINs lock everybody out, over a restart too; with nobody
// enrolled there is nothing to type.
func TestLockOutOutlastsARestart(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.open()
	w.switchOn()
	if p := w.seen().Technician; p == nil || p.Pin.Problem != "nobody" {
		t.Fatalf("with nobody enrolled: %+v", p)
	}
	w.turn(false)
	w.sees("the key is turned back", func(v screens.View) bool { return v.Screen == screens.ScreenAttract })
	w.enrol("wang", workshopPIN, "")
	w.switchOn()
	for range 3 {
		w.typePIN("111222")
		w.page("refused", func(p *screens.Technician) bool {
			return p.Pin != nil && p.Pin.Problem == "wrong" && !p.Pin.Checking && p.Pin.Digits == 0
		})
		w.touch(screens.ActKey, "1")
		w.page("typing anew", func(p *screens.Technician) bool { return p.Pin != nil && p.Pin.Problem == "" })
		w.touch(screens.ActClear, "")
	}
	w.stop()
	w.turn(false)
	w.open()
	w.switchOn()
	w.typePIN(workshopPIN)
	w.page("locked out", func(p *screens.Technician) bool {
		return p.Pin != nil && p.Pin.Problem == "locked" && p.Pin.Locked > 30*time.Second
	})
}

// A visit that does not end is ended; the technician who goes away without a
// word gives the terminal back.
func TestHandShakeEndsTheVisit(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.cfg.Service.Wait = 2 * time.Second
	w.open()
	w.touch(screens.ActStart, "")
	w.sees("a visit", func(v screens.View) bool { return v.Screen == screens.ScreenHome })
	s := w.dial("wang", false)
	s.hears("the visit is waited for", func(key, _ string, now diag.Status) bool { return key == "" && now.Stage == diag.Waiting })
	if v := w.seen(); v.Screen != screens.ScreenHome {
		t.Errorf("the citizen sees %s", v.Screen)
	}
	s.entered()
	w.page("who has it", func(p *screens.Technician) bool { return p.Wire && p.Person == "wang" })
	s.hangUp()
	w.sees("it serves again", func(v screens.View) bool { return v.Screen == screens.ScreenAttract })
	if all := kinds(t, w.records); !slices.Contains(all, "visit-closed-for-service") || !slices.Contains(all, "wiped") {
		t.Errorf("the journal has %v", all)
	}
}

// Two technicians: the second one is told who has it, asks, and gets it.
func TestTwoTechnicians(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	first := w.byWire()
	w.dial("li", false).hears("it is taken", func(_, over string, _ diag.Status) bool { return strings.Contains(over, "somebody else") })
	second := w.dial("li", true)
	first.order(kiosk.DiagOrder{Run: "reader.card"})
	first.asked("reader-lay")
	first.hears("li asks", func(_, _ string, now diag.Status) bool { return now.Desk.Wish != nil && now.Desk.Wish.Person == "li" })
	no := false
	first.order(kiosk.DiagOrder{Give: &no})
	second.hears("it is kept", func(_, over string, _ diag.Status) bool { return strings.Contains(over, "keeps it") })
	third := w.dial("zhao", true)
	first.hears("zhao asks", func(_, _ string, now diag.Status) bool { return now.Desk.Wish != nil && now.Desk.Wish.Person == "zhao" })
	yes := true
	first.order(kiosk.DiagOrder{Give: &yes})
	first.hears("the session is over", func(_, over string, _ diag.Status) bool { return strings.Contains(over, "over") })
	third.entered()
	third.order(kiosk.DiagOrder{Run: "reader.module"})
	third.wants(1, diag.Pass, "")
	last, err := diag.Book{Journal: w.records}.Last()
	if err != nil || last["reader.card"].Verdict != diag.Aborted || last["reader.card"].Reason != diag.ReasonStopped || last["reader.card"].Person != "wang" {
		t.Errorf("%v, %+v", err, last["reader.card"])
	}
}

// A cable that is pulled in the middle of a test ends it, and the device works
// again once it is plugged in.
func TestCablePulledInATest(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	s := w.byWire()
	s.order(kiosk.DiagOrder{Run: "reader.card"})
	s.asked("reader-lay")
	w.ports["reader"].Unplug()
	s.wants(1, diag.Fail, diag.ReasonGone)
	if err := w.ports["reader"].Plug(); err != nil {
		t.Fatal(err)
	}
	s.hears("the reader is back", func(_, _ string, now diag.Status) bool {
		return len(now.Devices) > 0 && now.Devices[0].State == "online"
	})
	s.order(kiosk.DiagOrder{Run: "reader.card"})
	s.asked("reader-lay")
	w.reader.Lay(young())
	s.asked("reader-lift")
	w.reader.Lift()
	r := s.wants(2, diag.Pass, "")
	text, _ := json.Marshal(r)
	if strings.Contains(string(text), young().Number) || strings.Contains(string(text), young().Name) {
		t.Errorf("the result tells the person: %s", text)
	}
}

// The test page: printed, looked at, read back by the scanner, taken.
func TestPrinterPage(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	s := w.byWire()
	s.order(kiosk.DiagOrder{Run: "printer.page"})
	s.answer("printer-page", diag.Yes)
	s.asked("printer-scan")
	slips := w.printer.Slips()
	text, err := code.Read(slips[len(slips)-1].Image)
	if err != nil {
		t.Fatal(err)
	}
	w.scanner.Show("", []byte(text))
	s.asked("printer-take")
	w.printer.TakePaper()
	r := s.wants(1, diag.Pass, "")
	if !slices.ContainsFunc(r.Measures, func(m diag.Measure) bool { return m.Name == "read-back" && m.Unit == "ms" }) {
		t.Errorf("%v", r.Measures)
	}
	w.printer.SetPaper(sim.PaperOut)
	s.order(kiosk.DiagOrder{Run: "printer.status"})
	s.wants(2, diag.Fail, "paper-out")
}

// One cell at a time; a contact that says open of a shut door is told, and no
// coil is spent on it.
func TestCabinetCells(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	s := w.byWire()
	s.order(kiosk.DiagOrder{Run: "cabinet.cells"})
	s.answer("cabinet-choose", "2")
	s.asked("cabinet-shut")
	if !w.boards.IsOpen(1, 2) {
		t.Error("the door is shut")
	}
	w.boards.Shut(1, 2)
	w.boards.Pull(1, 3)
	s.hears("the next choice", func(_, _ string, now diag.Status) bool {
		return now.Desk.Prompt != nil && now.Desk.Prompt.Step == "cabinet-choose"
	})
	s.answer("cabinet-choose", "3")
	s.answer("cabinet-reads-open", diag.No)
	s.hears("the next choice", func(_, _ string, now diag.Status) bool {
		return now.Desk.Prompt != nil && now.Desk.Prompt.Step == "cabinet-choose"
	})
	s.answer("cabinet-choose", diag.CellDone)
	s.wants(1, diag.Fail, "polarity")
	if n := len(w.boards.Coils()); n != 1 {
		t.Errorf("%d coils", n)
	}
}

// A light that blinks for a test goes out when the technician goes away.
func TestNothingStaysLit(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	s := w.byWire()
	s.order(kiosk.DiagOrder{Run: "panel.lights"})
	s.asked("panel-light")
	w.eventually("the light shines", w.lit)
	s.hangUp()
	w.eventually("the light is out", func() bool { return !w.lit() })
	w.sees("it serves again", func(v screens.View) bool { return v.Screen == screens.ScreenAttract })
	last, err := diag.Book{Journal: w.records}.Last()
	if err != nil || last["panel.lights"].Verdict != diag.Aborted {
		t.Errorf("%v, %+v", err, last["panel.lights"])
	}
}

// Every cell of the panel is felt; a calibration that is broken off half-way
// leaves the old one, and the glass is the technician's again.
func TestTouchPanelInATest(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	finger := sim.NewElo(w.port("touch", 9600), sim.EloOpts{})
	t.Cleanup(finger.Close)
	w.cfg.Touch.Driver, w.cfg.Touch.Port = config.TouchElo, filepath.Join(w.dir, "touch")
	s := w.byWire()
	s.hears("the panel is there", func(_, _ string, now diag.Status) bool {
		return slices.ContainsFunc(now.Devices, func(d diag.PartRow) bool { return d.Device == diag.Touch && d.State == "online" })
	})
	s.order(kiosk.DiagOrder{Run: "touch.cells"})
	grid := s.asked("touch-wipe").Grid
	for i := range grid.Columns * grid.Rows {
		row, column := i/grid.Columns, i%grid.Columns
		if row%2 == 1 {
			column = grid.Columns - 1 - column
		}
		x, y := (float64(column)+.5)/float64(grid.Columns), (float64(row)+.5)/float64(grid.Rows)
		if i == 0 {
			finger.Down(x, y)
		} else {
			finger.Move(x, y)
		}
	}
	finger.Up(.5, .5)
	s.wants(1, diag.Pass, "")
	s.order(kiosk.DiagOrder{Run: "touch.calibrate"})
	w.sees("the first cross", func(v screens.View) bool { return v.Calibrate != nil && v.Calibrate.Point == 1 })
	w.eventually("another cross", func() bool { // a busy machine may make a tap too short to be one
		finger.Down(.1, .1)
		time.Sleep(80 * time.Millisecond)
		finger.Up(.1, .1)
		time.Sleep(80 * time.Millisecond)
		v := w.seen()
		return v.Calibrate != nil && v.Calibrate.Point > 1
	})
	s.order(kiosk.DiagOrder{Stop: true})
	s.wants(2, diag.Aborted, diag.ReasonStopped)
	w.page("the technician's page", func(p *screens.Technician) bool { return p.Person == "wang" })
	if _, err := os.Stat(filepath.Join(w.dir, "touch-calibration.json")); err == nil {
		t.Error("half a calibration was kept")
	}
}

// What is printed keeps to the published schema.
func TestStatusKeepsToItsSchema(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	s := w.byWire()
	s.order(kiosk.DiagOrder{Run: "scanner.code"})
	shown := s.asked("scanner-show")
	checkSchema(t, w)
	s.hears("a result", func(_, _ string, now diag.Status) bool { // a code is held until it is read
		w.scanner.Show("", []byte(shown.Code))
		return len(now.Desk.Done) > 0
	})
	s.wants(1, diag.Pass, "")
	checkSchema(t, w)
}

func checkSchema(t *testing.T, w *workshop) {
	t.Helper()
	response, err := w.client().Get("http://terminal/v1/diag")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var value any
	if err := json.NewDecoder(response.Body).Decode(&value); err != nil {
		t.Fatal(err)
	}
	// OpenAPI's schemas have their parts elsewhere than JSON Schema's.
	text := strings.ReplaceAll(string(diag.Schema), "#/$defs/", "#/components/schemas/")
	var parts struct {
		Defs map[string]json.RawMessage `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(text), &parts); err != nil {
		t.Fatal(err)
	}
	schemas, _ := json.Marshal(parts.Defs)
	var whole map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &whole); err != nil {
		t.Fatal(err)
	}
	delete(whole, "$defs")
	delete(whole, "$schema")
	status, _ := json.Marshal(whole)
	doc, err := openapi3.NewLoader().LoadFromData(fmt.Appendf(nil, `{"openapi":"3.0.3","info":{"title":"x","version":"1"},"paths":{},"components":{"schemas":{"status":%s,%s}}`,
		status, strings.TrimPrefix(string(schemas), "{")+"}"))
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Components.Schemas["status"].Value.VisitJSON(value); err != nil {
		t.Error(err)
	}
}

// The test of the contacts has the service key moved: that ends no session.
func TestServiceKeyMovedInItsTest(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.atTheGlass()
	w.touch(screens.ActTest, "panel.switches")
	w.page("move it", func(p *screens.Technician) bool { return p.Prompt != nil && p.Prompt.Step == "panel-move" })
	w.turn(false)
	w.page("move it back", func(p *screens.Technician) bool { return p.Prompt != nil && p.Prompt.Step == "panel-back" })
	w.turn(true)
	w.page("its result, and the session goes on", func(p *screens.Technician) bool {
		return p.Person == "wang" && p.Result != nil && p.Result.Test == "panel.switches" && p.Result.Verdict == "pass"
	})
	w.turn(false)
	w.sees("it serves again", func(v screens.View) bool { return v.Screen == screens.ScreenAttract })
}

// Tests that had never met a device: colours, sound, a hand off the glass and
// on it, every operation of the hall.
func TestRarerDeviceTests(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	finger := sim.NewElo(w.port("touch", 9600), sim.EloOpts{})
	t.Cleanup(finger.Close)
	w.cfg.Touch.Driver, w.cfg.Touch.Port = config.TouchElo, filepath.Join(w.dir, "touch")
	w.cfg.Speech.Player = []string{"cat"}
	s := w.byWire()
	s.hears("the panel is there", func(_, _ string, now diag.Status) bool {
		return slices.ContainsFunc(now.Devices, func(d diag.PartRow) bool { return d.Device == diag.Touch && d.State == "online" })
	})
	s.order(kiosk.DiagOrder{Run: "network.operations"})
	s.wants(1, diag.Pass, "")
	s.order(kiosk.DiagOrder{Run: "audio.tone"})
	s.answer("audio-heard", diag.No)
	s.wants(2, diag.Fail, diag.ReasonPerson)
	s.order(kiosk.DiagOrder{Run: "touch.ghosts"})
	s.asked("touch-hands-off")
	s.hears("its end", func(_, _ string, now diag.Status) bool {
		finger.Down(.5, .5)
		finger.Up(.5, .5)
		return len(now.Desk.Done) > 2
	})
	s.wants(3, diag.Fail, diag.ReasonValue)
}
