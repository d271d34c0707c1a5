package evdev

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type wantChange struct {
	Slot     int
	ID       *int
	Down, Up bool
	X, Y     *int
}

type vectorCase struct {
	Name         string
	After        string
	Events       []string
	Expect       json.RawMessage
	State        map[string]json.RawMessage `json:"state_query"`
	Precondition *struct {
		Contacts []struct{ Slot, ID, X, Y int32 }
		Current  int `json:"current_slot"`
	}
}

// readCases reads events that were built by hand from the kernel's
// documentation.
func readCases(t testing.TB) map[string]vectorCase {
	t.Helper()
	data, err := os.ReadFile("../testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Device struct{ Cases []vectorCase } `json:"evdev_type_b"`
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Device.Cases) != 6 {
		t.Fatalf("%d cases, want 6", len(v.Device.Cases))
	}
	cases := make(map[string]vectorCase)
	for _, c := range v.Device.Cases {
		cases[c.Name] = c
	}
	return cases
}

func (c vectorCase) single() bool { return strings.HasPrefix(c.Name, "single-touch") }

// state is what the device answers after a gap.
func (c vectorCase) state(t *testing.T) State {
	t.Helper()
	var s State
	for query, into := range map[string]any{
		"EVIOCGMTSLOTS ABS_MT_TRACKING_ID": &s.IDs, "EVIOCGMTSLOTS ABS_MT_POSITION_X": &s.Xs,
		"EVIOCGMTSLOTS ABS_MT_POSITION_Y": &s.Ys, "EVIOCGABS ABS_MT_SLOT value": &s.Current,
	} {
		if err := json.Unmarshal(c.State[query], into); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	return s
}

// play feeds events and returns the frames in which something changed.
func play(t *testing.T, s *Slots, c vectorCase) (frames [][]Change) {
	t.Helper()
	for _, text := range c.Events {
		e, err := ParseName(text)
		if err != nil {
			t.Fatal(err)
		}
		changes, stale := s.Feed(e)
		if stale {
			changes = s.Sync(c.state(t))
		}
		if changes != nil {
			frames = append(frames, changes)
		}
	}
	return frames
}

// before brings the device where a case begins.
func before(t *testing.T, s *Slots, cases map[string]vectorCase, c vectorCase) {
	if c.After != "" {
		play(t, s, cases[c.After])
	}
	if p := c.Precondition; p != nil {
		state := State{Current: p.Current}
		for _, k := range p.Contacts {
			state.IDs, state.Xs, state.Ys = append(state.IDs, k.ID), append(state.Xs, k.X), append(state.Ys, k.Y)
		}
		s.Sync(state)
	}
}

func TestVectors(t *testing.T) {
	cases := readCases(t)
	for name, c := range cases {
		if c.Events == nil { // of the device, not of its events
			continue
		}
		t.Run(name, func(t *testing.T) {
			s := NewSlots(c.single())
			before(t, s, cases, c)
			got := play(t, s, c)
			var want [][]wantChange
			if err := json.Unmarshal(c.Expect, &want); err != nil {
				t.Fatal(err)
			}
			if len(got) != len(want) {
				t.Fatalf("%d frames, want %d: %+v", len(got), len(want), got)
			}
			for i := range want {
				checkFrame(t, got[i], want[i], name == "SYN_DROPPED")
			}
		})
	}
}

// checkFrame compares; after a gap what ended was cancelled.
func checkFrame(t *testing.T, got []Change, want []wantChange, gap bool) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%+v, want %d changes", got, len(want))
	}
	for i, w := range want {
		g := got[i]
		what := Down
		switch {
		case w.Up && gap:
			what = Cancel
		case w.Up:
			what = Up
		}
		id := -1
		if w.ID != nil {
			id = *w.ID
		}
		if g.Slot != w.Slot || g.What != what || g.ID != id || w.X != nil && (g.X != *w.X || g.Y != *w.Y) {
			t.Errorf("%+v, want %+v", g, w)
		}
	}
}

// feed plays events by name; fields of the result that do not matter are left
// out.
func feed(t *testing.T, s *Slots, events string) (got []string) {
	t.Helper()
	for _, text := range strings.Split(events, ", ") {
		e, err := ParseName(text)
		if err != nil {
			t.Fatal(err)
		}
		changes, _ := s.Feed(e)
		for _, c := range changes {
			got = append(got, string(c.What))
		}
	}
	return got
}

const firstDown = "ABS_MT_TRACKING_ID 1, ABS_MT_POSITION_X 5, ABS_MT_POSITION_Y 6, SYN_REPORT"

func TestPalmIsCancelledAndStaysSo(t *testing.T) {
	s := NewSlots(false)
	feed(t, s, firstDown)
	got := feed(t, s, "ABS_MT_TOOL_TYPE 2, SYN_REPORT, ABS_MT_TOOL_TYPE 0, ABS_MT_POSITION_X 9, SYN_REPORT, ABS_MT_TRACKING_ID -1, SYN_REPORT")
	if !cmp.Equal(got, []string{"cancel"}) {
		t.Errorf("got %v", got)
	}
	if got := feed(t, s, "ABS_MT_TRACKING_ID 2, SYN_REPORT"); !cmp.Equal(got, []string{"down"}) {
		t.Errorf("the next contact: %v", got)
	}
	if got := feed(t, NewSlots(false), "ABS_MT_TOOL_TYPE 2, "+firstDown); !cmp.Equal(got, []string{"down"}) {
		t.Errorf("a tool type without a contact: %v", got)
	}
}

// The end of a contact that stands in a frame which the kernel cut off.
func TestEndInACutOffFrame(t *testing.T) {
	s := NewSlots(false)
	feed(t, s, firstDown)
	feed(t, s, "ABS_MT_TRACKING_ID -1, SYN_DROPPED, SYN_REPORT")
	got := s.Sync(State{IDs: []int32{-1}, Xs: []int32{0}, Ys: []int32{0}})
	if len(got) != 1 || got[0].What != Cancel || got[0].ID != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestSyncOfAnUnchangedGlassSaysNothing(t *testing.T) {
	s := NewSlots(false)
	feed(t, s, firstDown)
	if got := s.Sync(State{IDs: []int32{1}, Xs: []int32{5}, Ys: []int32{6}}); got != nil {
		t.Errorf("got %+v", got)
	}
}

func TestSlotsThatNoDeviceHas(t *testing.T) {
	s := NewSlots(false)
	if got := feed(t, s, "ABS_MT_SLOT 2000000000, "+firstDown+", ABS_MT_SLOT -1, "+firstDown); got != nil || len(s.slots) != 0 {
		t.Errorf("got %v, %d slots", got, len(s.slots))
	}
}

func TestNamesThatAreNone(t *testing.T) {
	for _, bad := range []string{"", "ABS_MT_SLOT", "ABS_MT_SLOT x", "ABS_MT_SLOT 1 2", "KEY_A 1", "ABS_MT_SLOT 0x", "ABS_MT_SLOT 4294967295", "EV_ABS ABS_WARP 1", "EV_ABS"} {
		if e, err := ParseName(bad); err == nil || !strings.HasPrefix(err.Error(), "evdev: ") {
			t.Errorf("%q: %+v %v", bad, e, err)
		}
	}
}

// Whatever the kernel tells: no panic, events encode as they came, and a
// contact ends once and only after it began.
func FuzzSlots(f *testing.F) {
	for _, c := range readCases(f) {
		var stream []byte
		for _, text := range c.Events {
			e, err := ParseName(text)
			if err != nil {
				f.Fatal(err)
			}
			stream = AppendEvent(stream, e)
		}
		f.Add(stream, c.single())
	}
	f.Fuzz(func(t *testing.T, stream []byte, single bool) {
		s := NewSlots(single)
		open := make(map[int]bool)
		check := func(changes []Change) {
			for _, c := range changes {
				if open[c.Slot] == (c.What == Down) {
					t.Fatalf("%s of slot %d, open %v", c.What, c.Slot, open[c.Slot])
				}
				open[c.Slot] = c.What == Down || c.What == Move
			}
		}
		for ; len(stream) >= EventSize; stream = stream[EventSize:] {
			e := ParseEvent(stream)
			if again := AppendEvent(nil, e); ofThisCentury(stream) && !bytes.Equal(again, stream[:EventSize]) {
				t.Fatalf("% X encodes as % X", stream[:EventSize], again)
			}
			changes, stale := s.Feed(e)
			check(changes)
			if stale {
				check(s.Sync(State{IDs: []int32{-1, 50}, Xs: []int32{0, 700}, Ys: []int32{0, 710}, Touch: true}))
			}
		}
		check(s.CancelAll())
		for slot, is := range open {
			if is {
				t.Errorf("slot %d stays open", slot)
			}
		}
	})
}

// ofThisCentury tells a time that a kernel would write.
func ofThisCentury(event []byte) bool {
	seconds, micros := binary.LittleEndian.Uint64(event), binary.LittleEndian.Uint64(event[8:])
	return seconds < 1<<32 && micros < 1e6
}
