package journey

// keepOrder writes the Order of the call down instead, where it may wait and
// the service has a page that says so, and tells whether it does.
func (t *turn) keepOrder() bool {
	order, may := t.Call.Order.(KeptOrder)
	if !may || chapterOf(t.Service).kept == nil {
		return false
	}
	was := t.Call.ID
	t.Call.ID, t.Call.Keeping = t.nextID(), true
	t.do(Keep{ID: t.Call.ID, Submit: was, Key: t.Call.Key, Order: order})
	return true
}

// keepInstead does so where somebody will not wait for the hall any longer:
// they have said it, and need not say it again.
func (t *turn) keepInstead() bool {
	if t.Call.ID == 0 {
		return false
	}
	if t.Call.Keeping {
		return true
	}
	under := t.Call.ID
	if !t.keepOrder() {
		return false
	}
	t.do(StopCall{ID: under})
	return true
}

// kept takes that an Order waits in this terminal.
func (t *turn) kept(e Kept) {
	if !t.awaited(e.ID, t.Call.ID) || !t.Call.Keeping {
		return
	}
	if e.Reason != "" {
		t.Call.Keeping = false
		t.callFailed(e.Reason, 0, false)
		return
	}
	t.callEnded()
	chapterOf(t.Service).kept(t, e.Reference)
}
