package diag

import (
	"testing"

	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
)

// What a technician reads is what the printer said: each trouble has its own
// word, and what was not answered is unknown.
func TestWordsOfThePrinter(t *testing.T) {
	for want, s := range map[string]escpos.Status{
		"":               {Paper: drivers.PaperLow},
		"cutter":         {CutterJam: true},
		"paper-jam":      {Jam: true},
		"printer-hot":    {Waiting: true, Offline: true},
		"not-ready":      {Offline: true},
		"cover-open":     {CoverOpen: true, CutterJam: true},
		"paper-in-mouth": {Mouth: drivers.MediaPresent},
		ReasonBroken:     {Broken: true},
	} {
		if got := hindrance(s); got != want {
			t.Errorf("%+v: %q, want %q", s, got, want)
		}
	}
	if got := hindrance(escpos.Status{Mouth: drivers.MediaJammed}); got != "paper-jam" {
		t.Errorf("a jam in the mouth is %q", got)
	}
	for _, answered := range []bool{true, false} {
		var m measures
		m.status(escpos.Status{Jam: true}, escpos.Profile{}, answered)
		want := map[string]string{"cover": "no", "cutter": "no", "jam": "yes"}
		if !answered {
			want = map[string]string{"cover": "unknown", "cutter": "unknown", "jam": "yes"}
		}
		for _, one := range m {
			if w, asked := want[one.Name]; asked && one.Text != w {
				t.Errorf("answered %v: %s is %s, want %s", answered, one.Name, one.Text, w)
			}
		}
	}
}
