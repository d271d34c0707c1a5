package kiosk

import (
	"time"

	"govkiosk/drivers/idcard"
	"govkiosk/kiosk/journey"
)

// personOf takes from a record what a visit needs. A record whose number is
// wrong in itself, or contradicts the birth date beside it, is no proof of
// anybody: nil.
func personOf(r *idcard.Record) *journey.Person {
	if r == nil || idcard.ValidNumber(r.Number) != nil {
		return nil
	}
	birth, err := time.Parse("20060102", r.Birth)
	if err != nil || r.Number[6:14] != r.Birth {
		return nil
	}
	return &journey.Person{Name: r.Name, Number: r.Number, Birth: birth, Source: journey.SourceCard}
}
