package kiosk

import (
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// done is a matter that is through, and its slip.
func (v Viewer) done(s journey.State) *screens.Done {
	d := s.Done
	return &screens.Done{
		Service: string(s.Service), Key: d.Key, Number: d.Number, NumberKey: d.Key, Link: d.Link, Facts: v.facts(s),
		Paper: screens.PaperStage(s.Paper.Stage), Reason: screens.Reason(s.Paper.Reason), Since: s.Paper.Since.In(v.Zone),
		Reprint: d.Reprint, Pending: s.Paper.Command != 0 && s.Paper.Stage != journey.PaperPrinting,
		Rate:  s.RatingOffered(),
		Print: d.Slip != nil && s.World.Printer == "",
	}
}

// facts are what a service says of a matter that is through.
func (v Viewer) facts(s journey.State) []screens.Line {
	switch s.Service {
	case journey.ServiceAppoint:
		return bookingFacts(s)
	case journey.ServicePickup:
		return pickupFacts(s)
	case journey.ServiceRating:
		return v.ratedFacts(s)
	case journey.ServiceReport:
		return v.reportFacts(s)
	case journey.ServiceGuide:
		return guideFacts(s)
	case journey.ServiceProof:
		return proofFacts(s)
	case journey.ServiceDeclare:
		return declareFacts(s)
	}
	return nil
}
