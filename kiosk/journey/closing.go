package journey

// CloseVisit ends the visit as its time-out would, because the terminal is
// wanted for something else. What the hall, a door or the printer is busy with
// is waited for.
type CloseVisit struct{ At }

// closeVisit ends the visit now, or as soon as nothing physical is under way.
func (t *turn) closeVisit() {
	if t.Page == PageAttract || t.Page == PageLeaving {
		return
	}
	t.Closing = true
	if !t.underWay() {
		t.timeOut()
	}
}

// underWay tells whether the hall's answer, a door's contact or the printer's
// word is waited for.
func (t *turn) underWay() bool {
	return t.Confirm.Reserve != 0 || t.Pickup.Open != 0 || t.Pickup.Finish != 0 || t.Call.ID != 0 || t.Paper.Command != 0
}
