package kiosk

import (
	"time"

	"govkiosk/config"
)

// isNight tells whether the hours of the configuration call for night colours.
// A night may go past midnight.
func isNight(c config.Screen, now time.Time) bool {
	if c.NightFrom == "" {
		return false
	}
	at := now.Format("15:04")
	from, to := hour(c.NightFrom), hour(c.NightTo)
	if from <= to {
		return from <= at && at < to
	}
	return at >= from || at < to
}

// hour writes a time of day with two digits each, so that texts compare as
// times do.
func hour(text string) string {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return text // Validate has told of it
	}
	return t.Format("15:04")
}
