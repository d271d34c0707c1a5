package escpos

import (
	"context"
	"maps"
	"math"
	"testing"
	"time"

	"govkiosk/drivers"
)

func TestCounters(t *testing.T) {
	for _, tt := range []struct {
		profile string
		script  map[string]string
		want    Counters
	}{
		{"epson", map[string]string{
			"\x1dg2\x00\x94\x00": "\x14\x00\x00\x0f_12345\x00", "\x1dg2\x00\x95\x00": "_0\x00",
			"\x1dg2\x00\xb2\x00": "_3\x138\x111\x00", "\x1dg2\x00\xc6\x00": "_99\x00",
		}, Counters{CounterLines: 12345, CounterHead: 0, CounterCuts: 381, CounterHours: 99}},
		{"custom", map[string]string{ // ended by CR, NUL, a line feed and by silence
			"\x1d\xe1": "510cm\r", "\x1d\xe2": "381\x00", "\x1d\xe3": "7200cm\n", "\x1d\xe4": "3", "\x1d\xe5": "25\r",
		}, Counters{CounterLeft: 510, CounterCuts: 381, CounterPrinted: 7200, CounterRetracts: 3, CounterPowerUps: 25}},
		{"citizen", map[string]string{"\x1dg2\x00\xb2\x00": "_381\x00"}, Counters{CounterCuts: 381}},
		{"generic", nil, Counters{}},
	} {
		printing(t, Opts{Profile: tt.profile}, func(t *testing.T, p *fakePrinter, d *Dev) {
			p.script = tt.script
			got, err := d.Counters(context.Background())
			if err != nil || !maps.Equal(got, tt.want) {
				t.Errorf("%s: %v, %v; want %v", tt.profile, got, err, tt.want)
			}
		})
	}
}

// A model without counters is asked twice in its life, not at every look.
func TestCountersOfASilentModel(t *testing.T) {
	printing(t, Opts{Profile: "epson"}, func(t *testing.T, p *fakePrinter, d *Dev) {
		for range 2 {
			if got, err := d.Counters(context.Background()); len(got) > 0 || err != nil {
				t.Fatalf("%v, %v", got, err)
			}
		}
		start := time.Now()
		d.Counters(context.Background())
		if took := time.Since(start); took > 400*time.Millisecond {
			t.Errorf("the third time took %v", took)
		}
		p.mu.Lock()
		p.unplug()
		p.mu.Unlock()
		if _, err := d.Counters(context.Background()); drivers.KindOf(err) != drivers.NoDevice {
			t.Errorf("%v, want no device", err)
		}
	})
}

func FuzzNumberText(f *testing.F) {
	f.Add([]byte("510cm\r"))
	f.Add([]byte("3\x138\x11\x00rest"))
	f.Add([]byte("12345678901234567890123456789"))
	f.Fuzz(func(t *testing.T, b []byte) {
		q := question{text: true}
		s := splitter{want: &q}
		s.push(b)
		for r, ok := s.next(); ok; r, ok = s.next() {
			if n, is := count(r.bytes); r.class == replyAnswer && is && n < 0 {
				t.Errorf("%q counts %d", r.bytes, n)
			}
		}
	})
}

func TestForecast(t *testing.T) {
	for name, tt := range map[string]struct {
		roll Roll
		want Forecast
	}{
		"half used":            {Roll{Length: 80, Used: 40, PerSlip: 0.2, SlipsPerDay: 50}, Forecast{40, 200, 4}},
		"sensor still covered": {Roll{Length: 80, Used: 79, PerSlip: 0.2, SlipsPerDay: 50, LowLeft: 5}, Forecast{5, 25, 0.5}},
		"sensor sees the core": {Roll{Length: 80, Used: 10, PerSlip: 0.2, SlipsPerDay: 50, LowLeft: 5, Low: true}, Forecast{5, 25, 0.5}},
		"low and nearly out":   {Roll{Length: 80, Used: 78, PerSlip: 0.2, SlipsPerDay: 50, LowLeft: 5, Low: true}, Forecast{2, 10, 0.2}},
		"more than a roll":     {Roll{Length: 80, Used: 90, PerSlip: 0.2, SlipsPerDay: 50}, Forecast{0, 0, 0}},
		"nobody comes":         {Roll{Length: 80, PerSlip: 0.2}, Forecast{80, 400, math.Inf(1)}},
		"length unknown":       {Roll{PerSlip: 0.2, SlipsPerDay: 50}, Forecast{0, -1, math.Inf(1)}},
		"slip unknown":         {Roll{Length: 80, SlipsPerDay: 50}, Forecast{80, -1, math.Inf(1)}},
		"not a number":         {Roll{Length: 80, PerSlip: math.NaN()}, Forecast{80, -1, math.Inf(1)}},
	} {
		if got := tt.roll.Forecast(); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
	if got := Dots(1360).Metres(); got != 0.17 {
		t.Errorf("1360 dots are %v m", got)
	}
}
