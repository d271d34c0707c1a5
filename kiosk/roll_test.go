package kiosk

import (
	"log/slog"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
)

// shelf keeps in memory.
type shelf map[string][]byte

func (s shelf) KeepCopy(name string, data []byte) error { s[name] = data; return nil }
func (s shelf) Copy(name string) ([]byte, error)        { return s[name], nil }

func TestRollForecast(t *testing.T) {
	now := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	store := shelf{}
	start := func() *roll {
		return newRoll(config.Default().Printer, store, func() time.Time { return now }, slog.New(slog.DiscardHandler))
	}
	tell := func(r *roll) (c Condition) { r.tell(&c); return c }

	r := start()
	r.saw(drivers.PaperFull)
	if c := tell(r); c != (Condition{}) {
		t.Errorf("before the first slip %+v", c)
	}
	for range 40 {
		r.printed(2000) // 25 cm
	}
	now = now.Add(48 * time.Hour)
	r = start() // the roll outlives the program
	if c := tell(r); c.PaperLeft != 70 || c.PaperSlips != 280 || c.PaperDays != 14 {
		t.Errorf("%+v, want 70 m for 280 slips and 14 days", c)
	}
	r.saw(drivers.PaperLow)
	if c := tell(r); c.PaperLeft != 4 || c.PaperSlips != 16 {
		t.Errorf("%+v, want the 4 m that the sensor says", c)
	}
	r.saw(drivers.PaperUnknown)
	r.told(escpos.Counters{escpos.CounterLeft: 150, escpos.CounterCuts: 40})
	if c := tell(r); c.PaperLeft != 1.5 || c.Counters != "cuts 40, left-cm 150" {
		t.Errorf("%+v, want the printer's own reckoning", c)
	}
	r.told(nil)
	r.saw(drivers.PaperFull)
	r.printed(2000)
	if c := tell(r); c.PaperLeft != 79.8 || c.PaperSlips != 319 || c.PaperDays != 0 {
		t.Errorf("%+v, want a new roll", c)
	}
}

func TestRollThatCannotBeReadIsBegunAnew(t *testing.T) {
	r := newRoll(config.Default().Printer, shelf{rollKept: []byte("{")}, time.Now, slog.New(slog.DiscardHandler))
	r.printed(8000)
	var c Condition
	if r.tell(&c); c.PaperLeft != 79 {
		t.Errorf("%+v", c)
	}
}
