package journey

// Look is how the machine shows itself to this visitor.
type Look struct {
	Open     bool // the page that asks lies over Page
	Contrast bool // black and white
	LowReach bool // everything to touch stands low
	Calls    bool // the page about the call for a person lies over Page
	Propose  bool // the page that proposes the largest type lies over Page
	Proposed bool // it has lain there in this visit
	Lamp     Lamp // night colours or not, where the visitor has said so
}

// Lamp is whether the page is dark for a dark hall.
type Lamp string

const (
	LampByHour Lamp = ""
	LampOff    Lamp = "night" // dark colours
	LampOn     Lamp = "day"
)

// Night tells whether the page has night colours now.
func (s State) Night() bool {
	if s.Look.Lamp == LampByHour {
		return s.World.Night
	}
	return s.Look.Lamp == LampOff
}

// openLook lays the page over the one that stands there. What goes on behind
// it goes on.
func (t *turn) openLook() {
	t.wake()
	t.Look.Open = t.Page != PageLeaving // what was left behind must stay in sight
}

// touchLook serves that page; what follows is seen on it at once.
func (t *turn) touchLook(e Touch) {
	t.Left = max(t.Left, t.allowance())
	was := t.Night()
	switch e.Do {
	case "look-text":
		t.Text = sized(t.Text, e.Arg)
		t.Left = t.allowance() // elder mode gives twice as much
	case "look-contrast":
		t.Look.Contrast = !t.Look.Contrast
	case "look-night":
		t.Look.Lamp = LampOff
		if was {
			t.Look.Lamp = LampOn
		}
	case "look-low":
		t.Look.LowReach = !t.Look.LowReach
	case "done", "back":
		t.Look.Open = false
	case "home":
		t.Look.Open = false
		t.goHome()
	case "language", "help", "speech":
		t.touchBar(e)
	}
}

// sized is the text step after one touch.
func sized(step int, way string) int {
	switch {
	case way == "larger" && step < 4:
		return step + 1
	case way == "smaller" && step > 1:
		return step - 1
	}
	return step
}

// proposeElder proposes the largest type to who is old enough, once: it is
// offered and never imposed.
func (t *turn) proposeElder() {
	age := t.World.Rules.ElderAge
	if age == 0 || t.Look.Proposed || t.Elder() || t.Person == nil || t.Person.Birth.IsZero() || Age(t.Person.Birth, t.Now) < age {
		return
	}
	t.Look.Propose, t.Look.Proposed = true, true
}

// touchPropose takes the answer; every other key leaves things as they are.
func (t *turn) touchPropose(e Touch) {
	switch {
	case e.Do == "choose" && e.Arg == "elder":
		t.Look.Propose, t.Text = false, 4
	case e.Do == "choose", e.Do == "back":
		t.Look.Propose = false
	case e.Do == "home":
		t.Look.Propose = false
		t.goHome()
	case e.Do == "text-size":
		t.Look.Propose = false
		t.openLook()
	case e.Do == "language", e.Do == "help", e.Do == "speech":
		t.touchBar(e)
	}
	t.Left = max(t.Left, t.allowance())
}
