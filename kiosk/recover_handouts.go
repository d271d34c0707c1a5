package kiosk

import (
	"context"
	"time"

	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// cabinetPatience is how long a cabinet may take to say how its doors are
// before what the last run left open is settled without its word.
const cabinetPatience = 10 * time.Second

// settleHandouts settles the certificates that the last run was handing out.
// A person is called to each that nobody can tell of.
func (t *Terminal) settleHandouts(ctx context.Context) error {
	open, err := t.journal.OpenPickups()
	if err != nil || len(open) == 0 {
		return err
	}
	patience := time.NewTimer(cabinetPatience)
	defer patience.Stop()
	select {
	case <-ctx.Done():
		return nil
	case <-patience.C:
	case <-t.cabinet.first:
	}
	doors := t.cabinet.snapshot()
	settled, err := t.collector.settle(func(cell int) bool { return doors[cell] == journey.DoorClosed })
	for _, h := range settled {
		t.log.Info("settled after a restart", "cell", h.Cell, "as", h.Told, "why", h.Why, "door", string(doors[h.Cell]))
		if h.Told == journal.Unsure {
			t.promise.tellHall(journal.Call{Op: journal.OpHelp, Arg: string(journey.PageCell)})
		}
		if err := t.journal.Record("handout-settled", h.Visit, map[string]any{"cell": h.Cell, "as": h.Told, "why": h.Why, "door": doors[h.Cell]}); err != nil {
			return err
		}
	}
	return err
}
