package kiosk

import (
	"context"
	"time"

	"github.com/google/uuid"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
	"govkiosk/kiosk/slip"
)

// print prints a number, and journals the slip before its first byte.
func (p *promise) print(id journey.CommandID, k journey.Ticket, who journey.Person) {
	seq, err := p.journal.Printing(k.Key, k.ID, k.Number, k.Reprint)
	if err != nil {
		p.fail(err)
		p.printed(id, drivers.NotDone, journey.ReasonJournal)
		return
	}
	paper := p.slip(k, who)
	if k.Offline {
		paper.Serial = int(seq % 10_000) // the hall has counted none
	}
	p.put(id, seq, p.slips.Make(paper))
}

// put hands a slip that is in the journal to the printer.
func (p *promise) put(id journey.CommandID, seq int64, doc *escpos.Doc) {
	p.putThen(seq, doc, func(o drivers.Outcome, r journey.Reason) { p.printed(id, o, r) })
}

// putThen hands a slip to the printer and calls done once it is on record how
// it ended.
func (p *promise) putThen(seq int64, doc *escpos.Doc, done func(drivers.Outcome, journey.Reason)) {
	p.printer.submit(job{
		run: func(ctx context.Context, dev *escpos.Dev) {
			result, err := dev.Print(ctx, jobID(seq), doc)
			p.printer.roll.printed(result.Paper)
			if drivers.KindOf(err) == drivers.NoDevice {
				p.printer.gone(drivers.DeviceMissing, err) // before anybody asks for a reprint
			}
			proof := string(result.Proof)
			if result.Incomplete {
				proof = journal.Torn
			}
			done(p.ended(seq, result.Outcome, proof, err))
		},
		lost: func(err error) { done(p.ended(seq, drivers.NotDone, "", err)) },
	})
}

// ended writes down how a slip ended before anybody is told.
func (p *promise) ended(seq int64, o drivers.Outcome, proof string, err error) (drivers.Outcome, journey.Reason) {
	why := ""
	reason := journey.Reason("")
	if err != nil {
		why, reason = err.Error(), printFailure(drivers.KindOf(err))
		p.log.Warn("print", "job", seq, "outcome", o.String(), "err", err)
	}
	if jerr := p.journal.Printed(seq, o, proof, why, uuid.NewString()); jerr != nil {
		p.fail(jerr)
		o, reason = drivers.Unknown, journey.ReasonJournal
	}
	p.printer.health.Report(slipCondition(o, why))
	p.settler.wake()
	return o, reason
}

// slipCondition is what the newest slip tells of the printer.
func slipCondition(o drivers.Outcome, why string) Condition {
	c := Condition{Device: DeviceSlips, State: drivers.Online}
	if o == drivers.Unknown {
		c.State, c.Code, c.Cause = drivers.UserFault, "PRN-SLIP-UNKNOWN", why
	}
	return c
}

func (p *promise) printed(id journey.CommandID, o drivers.Outcome, r journey.Reason) {
	p.group.Go(func() { p.post(journey.Printed{At: p.at(), ID: id, Outcome: o, Reason: r}) })
}

// jobID names a print job to the printer: the slip's number in the journal,
// in four characters that GS ( H takes. It comes round after 1 679 616 slips.
func jobID(seq int64) escpos.JobID {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	id := []byte("0000")
	for i := len(id) - 1; i >= 0; i-- {
		id[i] = digits[seq%int64(len(digits))]
		seq /= int64(len(digits))
	}
	return escpos.JobID(id)
}

// reprint prints a number once more. The hall hears of it in its turn.
func (p *promise) reprint(e journey.Reprint) {
	p.tellHall(journal.Call{Op: journal.OpReprint, Ticket: e.Ticket.ID, Arg: e.Why})
	p.print(e.ID, e.Ticket, e.Person)
}

// slipFrame is the head and the foot of a paper of this terminal.
func slipFrame(c *config.Config, at time.Time, serial int) slip.Frame {
	return slip.Frame{
		Hall: c.Hall.Name.Zh, Place: c.Terminal.Place.Zh, Phone: c.Hall.Phone,
		At: at, Terminal: c.Terminal.ID, Serial: serial,
	}
}

// slip is what the paper says.
func (p *promise) slip(k journey.Ticket, who journey.Person) slip.Ticket {
	at := k.At
	if at.IsZero() {
		at = p.clock()
	}
	out := slip.Ticket{
		Frame:  slipFrame(p.cfg, at.In(p.zone), k.Serial),
		Number: k.Number, Reprint: k.Reprint, Offline: k.Offline, Business: k.Business.Name.Zh,
		Area: k.Business.Area.Zh, Windows: k.Business.Windows, Ahead: k.Ahead,
		WaitMin: k.Wait.Min, WaitMax: k.Wait.Max, Link: k.Link, Name: maskedName(p.mask, who.Name),
		Notes: p.notes(),
	}
	if c, ok := k.Business.Class(k.Priority); ok {
		out.Priority = c.Name.Zh
	}
	return out
}
