package kiosk

import (
	"errors"
	"strings"
	"testing"
	"time"

	"govkiosk/drivers"
)

// What pages lack is seen in the health table as counts: never a character,
// which may be of a name.
func TestWhatPagesLackIsSeenInTheTable(t *testing.T) {
	term := &Terminal{health: NewHealth(time.Now, func() {})}
	term.Pages(Lack{})
	if c := term.health.Of(DevicePages); c.State != drivers.Online || c.Counters != "" || c.Reason != "" {
		t.Errorf("with nothing lacking: %+v", c)
	}
	term.Pages(Lack{
		Characters: map[rune]int{'\U0003FFFD': 7, '龘': 1},
		Sentences:  map[string]map[string]int{"ug": {"bar.back": 40, "home.title": 2}, "bo": {"bar.back": 1}},
		Fonts:      errors.New("ui: font /nowhere/a.ttf (Debian package fonts-noto-core)"),
	})
	c := term.health.Of(DevicePages)
	if want := "2 characters without a shape, 1 sentences not in bo, 2 sentences not in ug"; c.Counters != want {
		t.Errorf("counters %q, want %q", c.Counters, want)
	}
	if strings.ContainsRune(c.Counters+c.Cause, '龘') || !strings.Contains(c.Cause, "fonts-noto-core") {
		t.Errorf("cause %q", c.Cause)
	}
}
