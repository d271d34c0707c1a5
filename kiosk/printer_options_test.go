package kiosk

import (
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers/escpos"
)

// What an installation chooses reaches the driver, and what it leaves alone
// stays the printer's own.
func TestPrinterOptions(t *testing.T) {
	c := config.Default().Printer
	if o := printerOptions(c); o.Present != (escpos.Presentation{}) || o.Confirm != escpos.ConfirmProfile || o.Density != 0 {
		t.Errorf("by default %+v", o)
	}
	c.Profile, c.Density, c.Speed = "custom-vkp", 2, 3
	c.Present = config.Present{OutMM: 40, Then: config.ThenRetract, After: 30 * time.Second, Blink: true}
	o := printerOptions(c)
	if _, err := escpos.New(nil, &o); err != nil {
		t.Fatal(err)
	}
	if want := (escpos.Presentation{Out: 320, Then: escpos.ThenRetract, After: 30 * time.Second, Blink: true}); o.Present != want || o.Density != 2 || o.Speed != 3 {
		t.Errorf("%+v, want %+v", o, want)
	}
	c.Present = config.Present{OutMM: 40, Then: config.ThenHold}
	if o := printerOptions(c); o.Present.Then != escpos.ThenHold || o.Present.Out != 320 {
		t.Errorf("%+v, want it held", o.Present)
	}
}
