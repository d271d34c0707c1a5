package journey

import "govkiosk/drivers"

// What a chime calls the hand to.
const (
	ChimeCard  = "card-left"
	ChimePaper = "paper-left"
	ChimeDoor  = "door-open"
)

// Chime asks for a sound that calls the hand. There is no completion.
type Chime struct{ Why string }

func (Chime) effect() {}

// chimePaper calls for a slip that stands in the mouth longer than it should.
func (t *turn) chimePaper() {
	if t.Paper.Stage != PaperTake || t.World.Mouth != drivers.MediaPresent || t.Policy.Take == 0 {
		return
	}
	if t.Paper.Stood++; t.Paper.Stood%t.Policy.Take == 0 {
		t.do(Chime{Why: ChimePaper})
	}
}
