package kiosk

import (
	"strings"

	"govkiosk/drivers/idcard"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
)

// masked hides the number of a person as the rules want it: the birth date of
// a citizen number or all but its end, the middle of a phone number or all but
// its end.
func masked(m journey.Masking, p *journey.Person) string {
	phone := p.Source == journey.SourcePhone && len(p.Number) == 11
	switch {
	case phone && m.Phone == string(hall.MaskLast4), !phone && m.Number == string(hall.MaskLast4):
		return lastOf(p.Number, 4)
	case phone:
		return p.Number[:3] + "****" + p.Number[7:]
	}
	return idcard.MaskNumber(p.Number)
}

// maskedName hides a name: its middle, or all but its first character.
func maskedName(m journey.Masking, name string) string {
	c := []rune(name)
	if m.Name == string(hall.MaskAllButFirst) && len(c) > 1 {
		return string(c[0]) + strings.Repeat("*", len(c)-1)
	}
	return idcard.MaskName(name)
}

// lastOf leaves the last characters.
func lastOf(s string, n int) string {
	if len(s) <= n {
		return strings.Repeat("*", len(s))
	}
	return strings.Repeat("*", len(s)-n) + s[len(s)-n:]
}
