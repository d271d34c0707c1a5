package journey

import "time"

// Offline is what can be done while the hall cannot be asked.
type Offline struct {
	Since time.Time       // the hall's last word
	Left  map[string]int  // numbers that it has leased to this terminal, by business
	Full  map[string]bool // businesses of which no more are given out in this slot, as far as is known here

	Cells  time.Time // when the list of cells was made that may be opened by; zero: none may be
	Guide  bool      // the catalogue is kept here
	Proofs bool      // so is the list of proofs
}

// away tells whether the hall cannot be asked. A terminal that is starting
// does not know yet.
func (w World) away() bool { return w.Network != "" && w.Network != ReasonStarting }

// Issues tells whether a business can be queued for without asking the hall,
// now that it cannot be asked.
func (w World) Issues(business string) bool {
	return w.away() && w.Offline.Left[business] > 0 && !w.Offline.Full[business]
}

// Opens tells whether cells can be opened without asking the hall, now that it
// cannot be asked.
func (w World) Opens() bool { return w.away() && !w.Offline.Cells.IsZero() }

// hasKept says why a service cannot be had that shows what was kept: there is
// nothing of it.
func hasKept(kept func(Offline) bool) func(State) Reason {
	return func(s State) Reason {
		if s.World.away() && !kept(s.World.Offline) {
			return s.World.Network
		}
		return ""
	}
}

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
		if w.Offline.Full[b.Code] {
			return ReasonFull
		}
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
		ID: t.Confirm.Reserve, Offline: true, Anew: t.Confirm.Anew,
		Business: *t.Choice, Person: *t.Person, Priority: t.Confirm.Priority,
	})
}

// takeAnew goes back to the question whether to take a number, for somebody
// whose number of before the network was lost was called already.
func (t *turn) takeAnew() {
	if t.Paper.Stage != PaperExisting || !t.Ticket.Earlier {
		return
	}
	b, ok := t.World.Business(t.Ticket.Business.Code)
	if !ok || !t.World.Issues(b.Code) {
		return
	}
	t.Ticket, t.Paper = nil, Paper{}
	t.toConfirm(b)
	t.Confirm.Anew = true
}
