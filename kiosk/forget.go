package kiosk

import "time"

// dutyLasts is how long something sealed may wait for a hall that cannot be
// reached before its key is destroyed all the same.
func (r *rules) dutyLasts() time.Duration { return time.Duration(r.sealedDays) * 24 * time.Hour }

// today is the hall's day, 2026-06-12.
func (t *Terminal) today() string { return t.day(t.clock()) }

func (t *Terminal) day(at time.Time) string { return at.In(t.viewer.Zone).Format(time.DateOnly) }

// forget destroys the keys of days that are over, and with them what they
// sealed. It runs on the loop, once on each day.
func (t *Terminal) forget() {
	today := t.today()
	if today == t.forgot {
		return
	}
	days, err := t.journal.Forget(today, t.day(t.clock().Add(-t.rules.dutyLasts())))
	if err != nil {
		t.journalFailed(err)
		return
	}
	t.forgot = today
	t.prune()
	if len(days) > 0 {
		t.record("keys-destroyed", 0, map[string]any{"days": days})
	}
}

// prune deletes the records of what has long been over.
func (t *Terminal) prune() {
	gone, err := t.journal.Prune(t.clock().AddDate(0, 0, -t.rules.journalDays))
	if err != nil {
		t.journalFailed(err)
		return
	}
	if len(gone) > 0 {
		t.record("pruned", 0, map[string]any{"records": gone, "days": t.rules.journalDays})
	}
}
