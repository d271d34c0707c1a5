package journey

// keepOrder writes the Order of the call down instead, where it may wait and
// the service has a page that says so, and tells whether it does.
func (t *turn) keepOrder() bool {
	order, may := t.Call.Order.(KeptOrder)
	if !may || chapterOf(t.Service).kept == nil {
		return false
	}
	t.Call.ID, t.Call.Keeping = t.nextID(), true
	t.do(Keep{ID: t.Call.ID, Key: t.Call.Key, Order: order})
	return true
}

// kept takes that an Order waits in this terminal.
func (t *turn) kept(e Kept) {
	if !t.Call.Keeping || !t.awaited(e.ID, t.Call.ID) {
		return
	}
	if e.Reason != "" {
		t.callFailed(e.Reason, 0, false)
		return
	}
	t.callEnded()
	chapterOf(t.Service).kept(t, e.Reference)
}
