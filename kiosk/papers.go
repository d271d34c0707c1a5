package kiosk

import (
	"fmt"

	"govkiosk/drivers"
	"govkiosk/kiosk/journey"
	"govkiosk/kiosk/slip"
)

// printSlip prints what a matter came to, and journals it before its first
// byte.
func (p *promise) printSlip(e journey.PrintSlip) {
	paper, err := p.paper(e.Slip, e.Reprint, 0)
	if err != nil {
		p.log.Error("slip", "err", err)
		p.printed(e.ID, drivers.NotDone, reasonPrinterBroken)
		return
	}
	seq, err := p.journal.SlipPrinting(string(paper.Kind()), e.Reprint)
	if err != nil {
		p.fail(err)
		p.printed(e.ID, drivers.NotDone, journey.ReasonJournal)
		return
	}
	if paper, err = p.paper(e.Slip, e.Reprint, int(seq)); err == nil {
		p.put(e.ID, seq, p.slips.Make(paper))
	}
}

// paper is what a slip says; serial is its number among this terminal's.
func (p *promise) paper(s journey.Slip, reprint bool, serial int) (slip.Paper, error) {
	frame := slipFrame(p.cfg, p.clock().In(p.zone), serial)
	switch s := s.(type) {
	case journey.BookingSlip:
		return p.bookingSlip(s, reprint), nil
	case journey.CaseSlip:
		return p.casePaper(s.Case, frame, reprint), nil
	case journey.SupplementSlip:
		return p.lacksPaper(s.Case, frame, reprint), nil
	case journey.ReportSlip:
		return p.reportPaper(s, frame, reprint), nil
	case journey.Receipt:
		return p.receipt(s, frame), nil
	case journey.Printout:
		return p.printout(s, frame), nil
	case journey.ChecklistSlip:
		return p.checklist(s.Item, frame, reprint), nil
	case journey.StatementSlip:
		return p.statement(s.Statement, frame, reprint), nil
	case journey.BasisSlip:
		return p.basis(s.Proof, frame, reprint), nil
	case journey.CommitmentSlip:
		return p.commitment(s, frame, reprint), nil
	case journey.DeclarationSlip:
		return p.declaration(s, frame, reprint), nil
	}
	return nil, fmt.Errorf("kiosk: nothing is known of the slip %T", s)
}

func (p *promise) bookingSlip(s journey.BookingSlip, reprint bool) slip.Booking {
	b := s.Booking
	return slip.Booking{
		Frame: slipFrame(p.cfg, p.clock().In(p.zone), 0), Reprint: reprint, Code: b.Code, Name: b.Name.Zh, Where: b.Where.Zh, Address: b.Address.Zh,
		From: b.From, Until: b.Until, CheckIn: b.CheckInFrom, Bring: b.Bring.Zh, Holder: b.Holder, Link: b.Link,
	}
}
