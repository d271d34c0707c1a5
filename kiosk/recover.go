package kiosk

import (
	"context"
	"time"

	"github.com/google/uuid"

	"govkiosk/drivers"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// recoverPatience is how long a printer may take to say how it is before the
// slips of the last run are settled without its word.
const recoverPatience = 5 * time.Second

// recover settles what the last run left open. Until it is done nobody is
// served.
func (t *Terminal) recover(ctx context.Context) {
	open, err := t.journal.Open()
	if err != nil {
		t.journalFailed(err)
		return
	}
	if len(open) > 0 {
		t.awaitPrinter(ctx)
	}
	for _, r := range open {
		if ctx.Err() != nil {
			return
		}
		if err := t.settleOpen(r); err != nil {
			t.journalFailed(err)
			return
		}
	}
	if err := t.settleHandouts(ctx); err != nil {
		t.journalFailed(err)
		return
	}
	if err := t.giveUpFilings(); err != nil {
		t.journalFailed(err)
		return
	}
	t.settler.wake()
	t.tell(func(t *Terminal) {
		t.settled = true
		t.refresh()
	})
}

// giveUpFilings undoes what the last run asked the hall to do without hearing
// what came of it: nobody has seen that it was done.
func (t *Terminal) giveUpFilings() error {
	open, err := t.journal.OpenFilings()
	if err != nil {
		return err
	}
	for _, f := range open {
		t.log.Info("given up after a restart", "service", f.Service, "key", f.Key)
		if err := t.journal.Undo(journal.Call{
			Key: uuid.NewString(), Op: journal.OpUndo, Reserve: f.Key, Arg: "stopped-before-answer",
		}); err != nil {
			return err
		}
	}
	return nil
}

func (t *Terminal) awaitPrinter(ctx context.Context) {
	patience := time.NewTimer(recoverPatience)
	defer patience.Stop()
	select {
	case <-ctx.Done():
	case <-patience.C:
	case <-t.printer.first:
	}
}

// settleOpen decides what became of one number. One that nobody can have is
// given back; one that somebody may have stays valid: a call in vain costs a
// minute, a lost place costs a day.
func (t *Terminal) settleOpen(r journal.Reservation) error {
	prints, err := t.journal.Prints(r.Key)
	if err != nil {
		return err
	}
	op, why := t.decide(prints)
	t.log.Info("settled after a restart", "number", r.Number, "as", string(op), "why", why)
	if err := t.journal.Settle(journal.Call{
		Key: uuid.NewString(), Op: op, Reserve: r.Key, Ticket: r.Ticket, Arg: why,
	}); err != nil {
		return err
	}
	return t.journal.Record("recovered", r.Visit, map[string]any{"number": r.Number, "as": op, "why": why})
}

func (t *Terminal) decide(prints []journal.Print) (journal.Op, string) {
	if len(prints) == 0 {
		return journal.OpAbandon, "stopped-before-slip"
	}
	switch last := prints[len(prints)-1]; {
	case last.Outcome == drivers.Done:
		return journal.OpPrinted, "slip-printed"
	case last.Outcome == drivers.NotDone:
		return journal.OpETicket, "slip-not-printed"
	case t.health.Of(DevicePrinter).Mouth == drivers.MediaPresent:
		return journal.OpUnknown, "stopped-paper-in-mouth"
	case t.health.Of(DevicePrinter).Reason == journey.ReasonPrinterAway:
		return journal.OpUnknown, "stopped-printer-silent"
	}
	return journal.OpUnknown, "stopped-while-printing"
}

// tornPaper tells the printer's desk whether to cut before the next slip.
func (t *Terminal) tornPaper() bool {
	torn, err := t.journal.TornPaper()
	if err != nil {
		t.log.Error("journal", "err", err)
	}
	return torn || err != nil
}
