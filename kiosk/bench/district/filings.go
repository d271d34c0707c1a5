package district

import (
	"net/http"
	"slices"

	"govkiosk/kiosk/hall/api"
)

// abandonFiling settles a write whose answer was lost. What was made is undone
// where that takes nothing from anybody; where nothing was made, the key makes
// nothing from now on.
func (d *District) abandonFiling(tx *txn, key string) (answer, error) {
	outcome, err := d.undo(tx, key)
	if err != nil {
		return answer{}, err
	}
	if outcome == api.FilingNone {
		if err := remember(tx.Tx, key, nil, refuse("abandoned"), tx.now); err != nil {
			return answer{}, err
		}
	}
	return reply(http.StatusOK, api.FilingSettlement{Outcome: outcome}), nil
}

func (d *District) undo(tx *txn, key string) (api.FilingSettlementOutcome, error) {
	for _, way := range []func(*txn, string) (api.FilingSettlementOutcome, error){d.undoBooking, d.undoDraft, d.undoPickup} {
		if outcome, err := way(tx, key); err != nil || outcome != "" {
			return outcome, err
		}
	}
	status, err := number(tx, `SELECT coalesce(max(status), 0) FROM answers WHERE key = ?`, key)
	if err != nil || status == 0 || status >= 400 {
		return api.FilingNone, err
	}
	return api.FilingKept, nil
}

func (d *District) undoBooking(tx *txn, key string) (api.FilingSettlementOutcome, error) {
	b, known, err := findBooking(tx, "key", key)
	if err != nil || !known || key == "" {
		return "", err
	}
	if b.Status == "checked-in" {
		return api.FilingKept, nil
	}
	b.Status = "cancelled"
	return api.FilingUndone, updateBooking(tx, b)
}

func (d *District) undoDraft(tx *txn, key string) (api.FilingSettlementOutcome, error) {
	f, known, err := by[fileDraft](tx, kindDraft, key)
	if err != nil || !known {
		return "", err
	}
	if f.Status == "submitted" {
		return api.FilingKept, nil
	}
	f.Status = "discarded"
	return api.FilingUndone, change(tx, kindDraft, f.ID, f)
}

// undoPickup ends a pickup that was begun: what nobody reported lies in its
// cell as before. What was reported stays told.
func (d *District) undoPickup(tx *txn, key string) (api.FilingSettlementOutcome, error) {
	p, known, err := by[filePickup](tx, kindPickup, key)
	if err != nil || !known {
		return "", err
	}
	untouched := !slices.ContainsFunc(p.Items, func(i filePickupItem) bool { return i.State == "collected" || i.State == "unknown" })
	if p.Serial == "" {
		if _, err := d.finishPickup(tx, p.ID); err != nil {
			return "", err
		}
	}
	if untouched {
		return api.FilingUndone, nil
	}
	return api.FilingKept, nil
}
