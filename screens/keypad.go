package screens

import (
	"time"

	"govkiosk/screens/ui"
)

// Key is a key beside the glass: of a pad for people who do not see or do not
// reach it, or one of two switches.
type Key string

const (
	KeyUp     Key = "up"
	KeyDown   Key = "down"
	KeyLeft   Key = "left"
	KeyRight  Key = "right"
	KeyOK     Key = "ok"
	KeyBack   Key = "back"
	KeyHome   Key = "home"
	KeyHelp   Key = "help"
	KeySpeech Key = "speech"
	// Two switches go through a page row by row, and through the row that is
	// selected key by key.
	KeyNext   Key = "next"
	KeySelect Key = "select"

	KeyLouder  Key = "louder"
	KeyQuieter Key = "quieter"
)

// Press is a key that went down.
type Press struct {
	Key Key
	At  time.Time
}

// Spot is where the ring has come to.
type Spot struct {
	Label, Hint string // as they are spoken; of a row its keys, or of many the first and the last
	Enabled     bool
	Private     bool // its label is of a person, or of what they type
	Row         int  // keys of the row that is ringed as a whole; 0: one key
	New         bool // the page is new: it is said first
}

// ring is where the focus is on a stage. It begins with the first key beside
// the glass and ends with the first touch.
type ring struct {
	on       bool
	from, to int    // targets of the page
	at       spotID // of the first of them, to be found again when the page changes
	inRow    bool   // two switches are within a row
	next     int    // while inRow: first target of the row after it
	fresh    bool   // the page is another one: it begins anew
}

// spotID tells a target from the others of its page.
type spotID struct {
	role, do, arg string
	nth           int // of several that are alike
}

func spotOf(list []ui.Target, at int) spotID {
	t := list[at]
	id := spotID{role: t.Role, do: t.Do, arg: t.Arg}
	for _, o := range list[:at] {
		if o.Role == t.Role && o.Do == t.Do && o.Arg == t.Arg {
			id.nth++
		}
	}
	return id
}

// barActs are the keys of the pad that stand for keys of the bar.
var barActs = map[Key]Act{KeyBack: ActBack, KeyHome: ActHome, KeyHelp: ActHelp, KeySpeech: ActSpeech}

// press takes a key and returns what it means, if anything.
func (s *stage) press(k Press) (Intent, bool) {
	if k.At.Before(s.changed) {
		return Intent{Do: ActAlive}, true // it was meant for the page before
	}
	if act, ok := barActs[k.Key]; ok {
		return s.pressBar(act)
	}
	switch k.Key {
	case KeyLouder:
		return Intent{Do: ActLouder}, true
	case KeyQuieter:
		return Intent{Do: ActQuieter}, true
	}
	if len(s.page.Targets) == 0 {
		return Intent{}, false
	}
	if !s.ring.on && s.view.Screen != ScreenAttract {
		s.toFirst() // the first key shows where one is
		return Intent{Do: ActAlive}, true
	}
	s.ring.on = true
	switch k.Key {
	case KeyOK:
		return s.activate()
	case KeySelect:
		return s.selected()
	}
	if s.view.Screen == ScreenAttract {
		return s.activate() // there is one key, as large as the glass
	}
	s.move(k.Key)
	return Intent{Do: ActAlive}, true
}

// pressBar is a key of the bar, where the page has it now.
func (s *stage) pressBar(act Act) (Intent, bool) {
	if s.view.Screen == ScreenAttract {
		s.ring.on = true
		if act == ActSpeech && !s.view.Speech {
			act = ActStart
		}
		return Intent{Do: act}, act == ActHelp || act == ActSpeech || act == ActStart
	}
	for _, t := range s.page.Targets {
		if t.Do == string(act) && t.Role == "bar" {
			return Intent{Do: act}, t.Enabled
		}
	}
	return Intent{}, false
}

func (s *stage) activate() (Intent, bool) {
	r := s.ring
	if r.to-r.from > 1 {
		return s.selected()
	}
	t := s.page.Targets[r.from]
	if !t.Enabled {
		s.tellSpot(false) // it says why not
		return Intent{Do: ActAlive}, true
	}
	in := intentOf(t)
	if in.Do == ActSheet {
		s.turn(in.Arg)
		in = Intent{Do: ActAlive}
	}
	return in, true
}

// selected enters a row, or presses its only key. After a key of a row was
// pressed the row is ringed again.
func (s *stage) selected() (Intent, bool) {
	r := s.ring
	switch {
	case r.to-r.from > 1:
		s.ring.inRow, s.ring.next = true, r.to
		s.ringOn(r.from, r.from+1)
		return Intent{Do: ActAlive}, true
	case r.inRow:
		in, ok := s.activate()
		s.ring.inRow = false
		s.ringOn(rowOf(s.page.Targets, r.from))
		return in, ok
	}
	return s.activate()
}

// toFirst rings the first target.
func (s *stage) toFirst() {
	s.ring = ring{on: true}
	s.ringOn(0, 1)
}

func (s *stage) ringOn(from, to int) {
	s.ring.from, s.ring.to = from, to
	s.ring.at = spotOf(s.page.Targets, from)
	s.reveal(s.page.Targets[from])
	s.tellSpot(false)
}

// tellSpot says where the ring is.
func (s *stage) tellSpot(fresh bool) {
	if s.onFocus == nil || !s.ring.on || s.ring.from >= len(s.page.Targets) {
		return
	}
	t := s.page.Targets[s.ring.from]
	spot := Spot{Label: t.Label, Hint: t.Hint, Enabled: t.Enabled, Private: whispered(&s.view, t), New: fresh}
	if row := s.page.Targets[s.ring.from:s.ring.to]; len(row) > 1 {
		spot.Row, spot.Hint, spot.Label = len(row), "", rowLabel(row)
	}
	s.onFocus(spot)
}

// rowLabel names the keys of a row, all of a few, and of many the ends.
func rowLabel(row []ui.Target) string {
	const few = 4
	if len(row) > few {
		row = []ui.Target{row[0], row[len(row)-1]}
	}
	label := ""
	for _, t := range row {
		label = joined(label, t.Label)
	}
	return label
}

// reveal pushes a list until a target stands in its window whole.
func (s *stage) reveal(t ui.Target) {
	if t.Clip.Empty() || s.page.ScrollMax <= 0 {
		return
	}
	window := s.page.Scroller
	switch over, under := window.Y-t.R.Y, t.R.Bottom()-window.Bottom(); {
	case over > 0:
		s.push(-over)
	case under > 0:
		s.push(under)
	}
}

// push moves a list by so much and finds the ring again.
func (s *stage) push(mm float64) {
	s.speed = 0
	s.scrollTo(s.scroll + mm)
	s.layout(s.laid)
}

// drawRing draws the ring where it is; on the page of a terminal at rest there
// is none.
func (s *stage) drawRing() {
	s.find()
	if s.ring.on && s.ring.to <= len(s.page.Targets) && s.view.Screen != ScreenAttract {
		s.page.ringed(s.ring.from, s.ring.to)
	}
}

// find brings the ring to where its target is on the page that stands now. On
// a page of its own it begins anew.
func (s *stage) find() {
	r, n := &s.ring, len(s.page.Targets)
	switch {
	case r.fresh && r.on && n > 0 && s.view.Screen != ScreenAttract:
		*r = ring{on: true, to: 1, at: spotOf(s.page.Targets, 0)}
		s.tellSpot(true)
		return
	case r.fresh:
		*r = ring{}
		return
	case !r.on || n == 0:
		return
	}
	size := max(1, r.to-r.from)
	for i := range s.page.Targets {
		if spotOf(s.page.Targets, i) == r.at {
			r.next += i - r.from
			r.from, r.to = i, min(n, i+size)
			return
		}
	}
	r.from = min(r.from, n-1)
	r.to, r.inRow, r.at = r.from+1, false, spotOf(s.page.Targets, r.from)
}

// whispered reports whether the label of a target is for one pair of ears: what
// a person has, and the characters of which they type a number or a text.
func whispered(v *View, t ui.Target) bool {
	switch Act(t.Do) {
	case ActKey, ActWord:
		return v.Screen == ScreenPad || v.Screen == ScreenWrite
	case ActChoose:
		return v.Screen == ScreenCases || v.Question != nil && (v.Question.Person != nil || v.Question.Many)
	case ActItem, ActPriority:
		return true // what they are granted; an age or a condition
	}
	return false
}
