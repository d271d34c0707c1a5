package sample

import (
	"time"

	"govkiosk/screens"
)

var serviceDevices = []screens.ServiceRow{
	{ID: "reader", State: "online", Verdict: "pass", At: at(9, 30), Figure: "214"},
	{ID: "printer", State: "online", Verdict: "fail", At: at(9, 36), Bad: true, Figure: "62 m"},
	{ID: "touch", State: "online", Verdict: "pass", At: at(7, 50), Figure: "0.8 px"},
	{ID: "scanner", State: "online", Verdict: "fail", At: at(7, 50), Past: true},
	{ID: "cabinet", State: "hardwareError", Verdict: "fail", At: at(8, 12), Bad: true, Figure: "42"},
	{ID: "panel", State: "online", Verdict: "pass", At: at(7, 50), Figure: "maintenance"},
	{ID: "audio", State: "noDevice", Absent: true},
	{ID: "screen", State: "online"},
	{ID: "network", State: "online", Verdict: "pass", At: at(9, 40)},
	{ID: "storage", State: "online", Verdict: "pass", At: at(9, 40)},
	{ID: "computer", State: "online", Verdict: "pass", At: at(9, 40)},
	{ID: "watchdog", State: "online", Verdict: "not-fitted", At: at(9, 40)},
	{ID: "configuration", State: "online", Verdict: "aborted", At: at(9, 40), Bad: true},
}

var printerRows = []screens.ServiceRow{
	{ID: "printer.status", Verdict: "pass", At: at(9, 37)},
	{ID: "printer.page", Verdict: "fail", At: at(9, 38), Bad: true, Person: true},
}

var pageResult = screens.ServiceResult{Test: "printer.page", Verdict: "fail", Reason: "paper-out", Detail: "escpos: print: paperOut: printer reports paperOut",
	Facts: []screens.ServiceFact{{Name: "print-time", Value: "1830 ms"}, {Name: "outcome", Value: "notDone"}, {Name: "proof", Value: "process-id"}, {Name: "missing-glyphs", Value: "2", Bad: true}}}

var serviceFaults = []screens.ServiceFault{
	{Code: "CAB-SILENT", Who: "technician", Since: at(8, 12), Says: screens.Text{Zh: "证照柜的锁控板不答话。", En: "A lock board of the cabinet does not answer."},
		Act: screens.Text{Zh: "看锁控板电源灯和 12 伏电源；查 A、B 两线和板号拨码。", En: "Look at the board's light and the 12 V supply; check the A and B wires and the board's address switches."}},
	{Code: "PRN-PAPER-LOW", Who: "site", Since: at(9, 10), Says: screens.Text{Zh: "打印机的纸快用完了，还能打几十张。", En: "The printer's roll is nearly used up; some dozens of slips are left."},
		Act: screens.Text{Zh: "今天换一卷新纸。", En: "Put in a new roll today."}},
}

var serviceEvents = []screens.ServiceEvent{
	{At: at(9, 38), Kind: "service-entered"}, {At: at(9, 37), Kind: "technician"}, {At: at(9, 12), Kind: "fault"}, {At: at(8, 0), Kind: "self-test"},
}

// technicians are what a technician sees.
func technicians(lang screens.Lang) []Named {
	page := func(t screens.Technician) screens.View {
		v := base(screens.ScreenService, lang)
		v.Seconds = 552
		if t.Stage != screens.ServicePIN {
			t.Person, t.Since = "wang", at(9, 38)
		}
		v.Technician = &t
		return v
	}
	pin := func(p screens.ServicePin) screens.View {
		p.Least = 6
		v := page(screens.Technician{Stage: screens.ServicePIN, Pin: &p})
		v.Seconds = -1
		return v
	}
	running := func(test string, q screens.ServicePrompt) screens.View {
		return page(screens.Technician{Stage: screens.ServiceRunning, Test: test, Prompt: &q})
	}
	var cells []string
	for _, n := range "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop" {
		cells = append(cells, string(n))
	}
	touched := make([]bool, 9*16)
	for i := range touched {
		touched[i] = i < 100 && i != 40
	}
	return []Named{
		{"60-service-pin", pin(screens.ServicePin{Digits: 3})},
		{"60-service-pin-wrong", pin(screens.ServicePin{Problem: "wrong"})},
		{"60-service-pin-locked", pin(screens.ServicePin{Problem: "wrong", Locked: 4 * time.Minute})},
		{"60-service-pin-nobody", pin(screens.ServicePin{Problem: "nobody"})},
		{"61-service-devices", page(screens.Technician{Stage: screens.ServiceDevices, Rows: serviceDevices,
			Facts: []screens.ServiceFact{{Name: "visits", Value: "463"}, {Name: "open-records", Value: "0"}, {Name: "calls-waiting", Value: "2"}}})},
		{"61-service-devices-faults", page(screens.Technician{Stage: screens.ServiceDevices, Rows: serviceDevices, Faults: serviceFaults, Events: serviceEvents, Keys: true,
			Facts: []screens.ServiceFact{{Name: "visits", Value: "463"}, {Name: "open-records", Value: "0"}, {Name: "calls-waiting", Value: "2"}}})},
		{"62-service-device-fault", page(screens.Technician{Stage: screens.ServiceDevice, Device: "cabinet", Faults: serviceFaults[:1], Rows: []screens.ServiceRow{
			{ID: "cabinet.doors", Verdict: "fail", At: at(8, 12), Bad: true}, {ID: "cabinet.cells"}}})},
		{"61-service-devices-wish", page(screens.Technician{Stage: screens.ServiceDevices, Rows: serviceDevices, Wish: "li"})},
		{"61-service-devices-wire", page(screens.Technician{Stage: screens.ServiceDevices, Rows: serviceDevices, Wire: true})},
		{"62-service-device", page(screens.Technician{Stage: screens.ServiceDevice, Device: "printer", Rows: printerRows})},
		{"62-service-device-result", page(screens.Technician{Stage: screens.ServiceDevice, Device: "printer", Rows: printerRows, Result: &pageResult})},
		{"63-service-running", running("reader.card", screens.ServicePrompt{Step: "reader-lay"})},
		{"63-service-ask", running("printer.page", screens.ServicePrompt{Step: "printer-page", Ask: true})},
		{"63-service-choose", running("cabinet.cells", screens.ServicePrompt{Step: "cabinet-choose", Ask: true, Choices: append([]string{"done"}, cells...)})},
		{"63-service-code", running("scanner.code", screens.ServicePrompt{Step: "scanner-show", Code: "SCAN-ABCDEFGHIJ"})},
		{"63-service-light", running("panel.lights", screens.ServicePrompt{Step: "panel-light", Ask: true, Fill: map[string]string{"slot": "mouth"}})},
		{"63-service-wire", page(screens.Technician{Stage: screens.ServiceRunning, Wire: true, Test: "reader.card", Prompt: &screens.ServicePrompt{Step: "reader-lay"}})},
		{"64-service-grid", running("touch.cells", screens.ServicePrompt{Step: "touch-wipe", Columns: 9, Rows: 16, Touched: touched})},
		{"64-service-cross", running("touch.jitter", screens.ServicePrompt{Step: "touch-hold", Cross: true, X: .5, Y: .4})},
		{"64-service-field", running("screen.colours", screens.ServicePrompt{Step: "screen-look", Field: "blue", Choices: []string{"next"}})},
		{"64-service-gradient", running("screen.colours", screens.ServicePrompt{Step: "screen-look", Field: "gradient", Choices: []string{"next"}})},
		{"65-service-returning", page(screens.Technician{Stage: screens.ServiceReturning, Test: "network.way"})},
		{"65-service-failed", page(screens.Technician{Stage: screens.ServiceReturning, Failed: []screens.ServiceRow{{ID: "printer.status", Verdict: "fail", Bad: true}}})},
	}
}
