package kiosk

import (
	"testing"
	"time"

	"govkiosk/config"
)

func TestNightHours(t *testing.T) {
	for _, c := range []struct {
		from, to, at string
		want         bool
	}{
		{"", "", "23:00", false},
		{"19:00", "6:30", "18:59", false}, {"19:00", "6:30", "19:00", true}, {"19:00", "6:30", "0:10", true},
		{"19:00", "6:30", "6:29", true}, {"19:00", "6:30", "6:30", false},
		{"1:00", "5:00", "3:00", true}, {"1:00", "5:00", "12:00", false},
	} {
		at, err := time.Parse("15:04", c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := isNight(config.Screen{NightFrom: c.from, NightTo: c.to}, at); got != c.want {
			t.Errorf("%s to %s, at %s: %v", c.from, c.to, c.at, got)
		}
	}
}
