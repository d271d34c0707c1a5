package config

import "time"

// SelfTest is when the terminal tests itself each day, with nobody at it.
type SelfTest struct {
	At     string        `toml:"at"`     // time of day in the hall's zone, every day; empty: by before
	Before time.Duration `toml:"before"` // the hall opens, on days that it does; 0s: never. Where nobody has said when it opens, 08:00 is taken
}

func defaultSelfTest() SelfTest { return SelfTest{Before: 30 * time.Minute} }

func (v *check) selfTest(s SelfTest) {
	if s.At != "" {
		if _, err := time.Parse("15:04", s.At); err != nil {
			v.bad("selftest.at", "want a time of day such as 07:30, got %q", s.At)
		}
	}
	between(v, "selftest.before", s.Before, 0, 12*time.Hour)
}
