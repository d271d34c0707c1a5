package journey

import "slices"

// Scan is what the scanner is wanted for.
type Scan struct {
	Watch   CommandID // 0: nothing
	Kinds   []CodeKind
	Strange bool // the newest code is none of the hall's
}

// mindScanner keeps the scanner at what the page wants of it: pages come and go on
// many ways, and the light of a scanner that nobody needs is a riddle.
func (t *turn) mindScanner() {
	var kinds []CodeKind
	if codes := chapterOf(t.Service).codes; codes != nil && t.World.Scanner == "" {
		kinds = codes(t.State)
	}
	if slices.Equal(kinds, t.Scan.Kinds) {
		return
	}
	if len(kinds) == 0 {
		t.Scan = Scan{}
		t.do(StopCode{})
		return
	}
	t.Scan = Scan{Watch: t.nextID(), Kinds: kinds}
	t.do(WatchCode{ID: t.Scan.Watch, Kinds: kinds})
}

// codeSeen takes a code that was held before the scanner.
func (t *turn) codeSeen(e CodeSeen) {
	if !t.awaited(e.ID, t.Scan.Watch) {
		return
	}
	t.Warned = false
	t.Left = max(t.Left, t.Policy.WarnBefore+1) // who holds a code there is there
	t.Scan.Strange = e.Kind == ""
	if scanned := chapterOf(t.Service).scanned; scanned != nil && e.Kind != "" {
		scanned(t, e)
	}
}
