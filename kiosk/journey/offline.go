package journey

import "time"

// Offline is what can be done while the hall cannot be asked.
type Offline struct {
	Since time.Time      // the hall's last word
	Left  map[string]int // numbers that it has leased to this terminal, by business
}

// away tells whether the hall cannot be asked. A terminal that is starting
// does not know yet.
func (w World) away() bool { return w.Network != "" && w.Network != ReasonStarting }

// Issues tells whether a business can be queued for without asking the hall,
// now that it cannot be asked.
func (w World) Issues(business string) bool { return w.away() && w.Offline.Left[business] > 0 }

// Issuing tells whether any business on the list can.
func (w World) Issuing() bool {
	for _, b := range w.Businesses {
		if b.Closed == "" && w.Issues(b.Code) {
			return true
		}
	}
	return false
}

// Closed says why a business cannot be queued for now; empty: it can.
func (w World) Closed(b Business) Reason {
	if b.Closed == "" && w.away() && !w.Issues(b.Code) {
		return w.Network
	}
	return b.Closed
}

// takeIssued takes a number without asking the hall. What the hall may have
// given before its answer was lost is given back: one number is enough.
func (t *turn) takeIssued() {
	if t.Confirm.Key != "" {
		t.do(Settle{Key: t.Confirm.Key, As: SettleAbandon, Why: "taken-without-network"})
		t.Confirm.Key = ""
	}
	t.do(Reserve{
		ID: t.Confirm.Reserve, Offline: true,
		Business: *t.Choice, Person: *t.Person, Priority: t.Confirm.Priority,
	})
}
