package decode

import (
	"bytes"
	"fmt"
	"strings"

	"govkiosk/drivers/touch/evdev"
)

// evdevChange is what one frame says of one contact.
type evdevChange struct {
	Slot      int  `json:"slot"`
	ID        *int `json:"id,omitempty"` // single touch has none
	Down      bool `json:"down,omitempty"`
	Move      bool `json:"move,omitempty"`
	Up        bool `json:"up,omitempty"`
	Cancelled bool `json:"cancelled,omitempty"` // up, and not meant
	X         int  `json:"x"`
	Y         int  `json:"y"`
}

// evdevReader follows a device's events.
type evdevReader struct {
	slots *evdev.Slots
	state *evdev.State // being gathered from answers of ioctls
	gap   *int64       // offset of a gap after which the state is not known
	lines []line
}

// explainEvdev reads events by name ("ABS_MT_SLOT 0", "SYN_REPORT") with the
// answers of ioctls among them ("EVIOCGMTSLOTS ABS_MT_TRACKING_ID [-1, 50]",
// "EVIOCGABS ABS_MT_SLOT 1", "EVIOCGKEY BTN_TOUCH 0") and a read's ENODEV where
// the device went away, or the 24 bytes of each in hexadecimal.
func explainEvdev(stream []byte, _ Opts) ([]line, error) {
	if !bytes.Contains(stream, []byte("_")) {
		return explainEvents(stream), nil
	}
	r := evdevReader{slots: evdev.NewSlots(!bytes.Contains(stream, []byte("ABS_MT_")))}
	for _, l := range textLines(stream) {
		if strings.Contains(l.text, "ENODEV") {
			r.settle()
			r.tell(r.slots.CancelAll())
			continue
		}
		if strings.HasPrefix(l.text, "EVIOCG") {
			if err := r.answer(l.text); err != nil {
				r.fail(l.offset, len(l.text), fmt.Sprintf("line %d: %v", l.number, err))
			}
			continue
		}
		e, err := evdev.ParseName(l.text)
		if err != nil {
			r.fail(l.offset, len(l.text), fmt.Sprintf("line %d: %v", l.number, err))
			continue
		}
		r.feed(l.offset, e)
	}
	r.settle()
	return r.lines, nil
}

// explainEvents reads recorded events.
func explainEvents(stream []byte) []line {
	b, err := ParseHex(string(stream))
	if err != nil {
		return []line{failed(0, len(stream), err.Error())}
	}
	var events []evdev.Event
	single := true
	for rest := b; len(rest) >= evdev.EventSize; rest = rest[evdev.EventSize:] {
		e := evdev.ParseEvent(rest)
		single = single && !e.MultiTouch()
		events = append(events, e)
	}
	r := evdevReader{slots: evdev.NewSlots(single)}
	for i, e := range events {
		r.feed(int64(i*evdev.EventSize), e)
	}
	r.settle()
	if n := len(b) % evdev.EventSize; n > 0 {
		r.fail(int64(len(b)-n), n, "cut off")
	}
	return r.lines
}

func (r *evdevReader) fail(offset int64, n int, reason string) {
	r.lines = append(r.lines, failed(offset, n, reason))
}

func (r *evdevReader) feed(offset int64, e evdev.Event) {
	r.settle()
	changes, stale := r.slots.Feed(e)
	r.tell(changes)
	if stale {
		r.gap = &offset
	}
}

// settle takes the state that was gathered, or does without one after a gap:
// every contact is cancelled then.
func (r *evdevReader) settle() {
	switch {
	case r.state != nil:
		r.tell(r.slots.Sync(*r.state))
	case r.gap != nil:
		r.tell(r.slots.CancelAll())
		r.fail(*r.gap, 0, "the kernel dropped events, and what the device answered then is not in the recording")
	}
	r.state, r.gap = nil, nil
}

// around is what may stand around the values of an answer.
var around = strings.NewReplacer("[", " ", "]", " ", "(", " ", ")", " ", ",", " ", ":", " ", "=", " ")

// answer takes the answer of an ioctl.
func (r *evdevReader) answer(text string) error {
	words := strings.Fields(around.Replace(text))
	var values []int32
	for _, w := range words[min(2, len(words)):] {
		if w == "value" { // names the number behind it
			continue
		}
		v, err := evdev.ParseValue(w)
		if err != nil {
			return err
		}
		values = append(values, v)
	}
	if len(values) == 0 {
		return fmt.Errorf("%q has no value", text)
	}
	if r.state == nil {
		r.state = &evdev.State{}
	}
	switch words[0] + " " + words[1] {
	case "EVIOCGMTSLOTS ABS_MT_TRACKING_ID":
		r.state.IDs = values
	case "EVIOCGMTSLOTS ABS_MT_POSITION_X", "EVIOCGABS ABS_X":
		r.state.Xs = values
	case "EVIOCGMTSLOTS ABS_MT_POSITION_Y", "EVIOCGABS ABS_Y":
		r.state.Ys = values
	case "EVIOCGABS ABS_MT_SLOT":
		r.state.Current = int(values[0])
	case "EVIOCGKEY BTN_TOUCH":
		r.state.Touch = values[0] != 0
	default:
		return fmt.Errorf("%s %s is not known", words[0], words[1])
	}
	return nil
}

func (r *evdevReader) tell(changes []evdev.Change) {
	for _, c := range changes {
		l := evdevChange{
			Slot: c.Slot, X: c.X, Y: c.Y, Down: c.What == evdev.Down, Move: c.What == evdev.Move,
			Up: c.What == evdev.Up || c.What == evdev.Cancel, Cancelled: c.What == evdev.Cancel,
		}
		if c.ID >= 0 {
			l.ID = &c.ID
		}
		r.lines = append(r.lines, l)
	}
}
