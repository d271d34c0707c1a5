package kiosk_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"govkiosk/screens"
)

// Heat and an empty battery stand at the computer's row and on its page, and
// its test measures what the fault is told of.
func TestHeatAndBatteryOnTheGlass(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.cfg.Machine.Sys = filepath.Join(w.dir, "sys")
	for name, text := range map[string]string{
		"thermal/thermal_zone0/temp": "91000", "power_supply/ups/type": "UPS", "power_supply/ups/status": "Discharging", "power_supply/ups/capacity": "9",
	} {
		path := filepath.Join(w.cfg.Machine.Sys, "class", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.atTheGlass()
	w.page("the computer's row", func(p *screens.Technician) bool {
		return slices.ContainsFunc(p.Rows, func(r screens.ServiceRow) bool { return r.ID == "computer" && r.Bad })
	})
	w.touch(screens.ActDevice, "computer")
	w.page("the fault on its page", func(p *screens.Technician) bool {
		return p.Device == "computer" && slices.ContainsFunc(p.Faults, func(f screens.ServiceFault) bool { return f.Code == "PWR-LOW" && f.Who == "site" })
	})
	w.touch(screens.ActTest, "computer.load")
	got := w.page("a result", func(p *screens.Technician) bool { return p.Result != nil })
	hot := screens.ServiceFact{Name: "temperature", Value: "91 °C (< 85)", Bad: true}
	if got.Result.Verdict != "fail" || got.Result.Reason != "value" || !slices.Contains(got.Result.Facts, hot) {
		t.Errorf("%+v", got.Result)
	}
}
