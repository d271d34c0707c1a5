package journey

// exposing are the pages on which something of a person stands for others to read.
var exposing = map[Page]bool{
	PagePad: true, PageConfirm: true, PageQuestion: true, PageWrite: true, PageCases: true, PageCase: true, PagePickup: true,
	PageForm: true, PageMaterials: true, PageBooking: true, PageReported: true, PageDone: true, PageCheck: true,
}

// Presence reports whether somebody stands before the terminal.
type Presence struct {
	At
	Here bool
}

// exposed tells whether the page shows what is somebody's own.
func (s State) exposed() bool {
	mine := s.Person != nil || s.Pad.Value != "" || s.Write.Text != ""
	return exposing[s.Page] && mine && !s.Veiled && !s.Warned && !s.Look.Open && !s.Look.Calls && !s.Look.Propose
}

// idle counts a second without a touch. Where a page shows what is somebody's
// own, it is covered after a while; the visit goes on beneath.
func (t *turn) idle() {
	t.Idle++
	if after := t.Policy.Veil; after > 0 && t.Idle >= after && t.exposed() {
		t.Veiled = true
	}
}

// presence covers the page of whoever has stepped away.
func (t *turn) presence(e Presence) {
	if !e.Here && t.Policy.Veil > 0 && t.exposed() {
		t.Veiled = true
	}
}

// touchVeil brings the page back; what the covering page offers itself works at
// once.
func (t *turn) touchVeil(e Touch) {
	t.Veiled = false
	t.Left = max(t.Left, t.allowance())
	switch e.Do {
	case "done":
		t.leaveService()
		t.endVisit("finished")
	case "language", "help", "speech", "home":
		t.touchBar(e)
	}
}
