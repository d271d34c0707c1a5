package kiosk

import (
	"govkiosk/drivers/idcard"
	"govkiosk/kiosk/journey"
)

// masked hides the number of a person as its kind wants it: the birth date of
// a citizen number, the middle of a phone number.
func masked(p *journey.Person) string {
	if p.Source == journey.SourcePhone && len(p.Number) == journey.PadPhone.Length() {
		return p.Number[:3] + "****" + p.Number[7:]
	}
	return idcard.MaskNumber(p.Number)
}
