package touch

import "time"

// Phase is where a contact is in its life. Every contact that begins with
// PhaseDown ends with PhaseUp or PhaseCancel.
type Phase string

const (
	PhaseDown   Phase = "down"
	PhaseMove   Phase = "move"
	PhaseUp     Phase = "up"
	PhaseCancel Phase = "cancel" // over, and not meant: nothing may come of it
)

// Raw is one report of a panel about one contact, in the controller's own
// counts.
type Raw struct {
	Phase      Phase
	ID         int       // of the contact; 0 on panels that know one contact only
	X, Y       int       // counts; 96 to 4000 on most Elo panels
	Z          int       // pressure: 0 to 255, 0 to 15 on an E281A-4002; ohms, less is firmer, on an XPT2046
	Size       int       // of the area that is touched, in the controller's unit; 0: not measured
	Pressure   bool      // Z is measured, more is firmer, and not a constant
	NoRelease  bool      // the board tells no release: silence is one
	Rests      bool      // the panel tells every end and is silent while nothing changes
	Palm       bool      // the controller itself finds that this is no finger
	OutOfRange bool      // the controller itself finds the touch outside its panel
	Warning    bool      // the controller has a warning to tell whoever asks
	At         time.Time // when its last byte was read
}
