package journey

// Voice is how the pages are spoken to this visitor.
type Voice struct {
	On      bool // every page is read as it comes
	Again   int  // how often the page that stands there was asked for once more
	Talking bool // something is being said
	Volume  int  // steps louder than at the start of a visit; below 0: quieter
	Held    int  // seconds that the visit has waited for it
}

// Spoke reports that the terminal has begun to speak, or has ended.
type Spoke struct {
	At
	Talking bool
}

const (
	louderMost = 4 // steps from the volume at the start
	// listens is how many seconds one page may be listened to before time runs
	// on: the longest takes two minutes, and nobody may be there.
	listens = 180
)

// touchVoice serves the keys for the ear, which work on every page, and tells
// whether it was one.
func (t *turn) touchVoice(e Touch) bool {
	v := &t.Voice
	switch e.Do {
	case "louder":
		v.Volume = min(v.Volume+1, louderMost)
		t.remark(ToldVolume, v.Volume)
	case "quieter":
		v.Volume = max(v.Volume-1, -louderMost)
		t.remark(ToldVolume, v.Volume)
	case "headset-in":
		t.wake()
		v.On = true
		v.Again++
		t.remark(ToldHeadset, 0)
	case "headset-out":
		v.On = false
		t.remark(ToldNoHeadset, 0)
	default:
		return false
	}
	return true
}

// speak has the page read: pressed while it is, that ends; pressed when all
// was said, it is said once more.
func (t *turn) speak() {
	t.wake()
	if v := &t.Voice; v.On && v.Talking {
		v.On = false
	} else {
		v.On = true
		v.Again++
	}
}

// listening tells whether the visit waits for what is being said. It does not
// where the question is whether anybody is there.
func (t *turn) listening() bool {
	if !t.Voice.Talking || t.Warned || t.Voice.Held >= listens {
		return false
	}
	t.Voice.Held++
	return true
}
