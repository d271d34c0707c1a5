package touch

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPanelTakesThePointerFromTheMouse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, nil)
		q.PutMouse(PhaseDown, 1, 1, time.Now())
		q.PutMouse(PhaseMove, 2, 2, time.Now())
		play(q, step{0, PhaseDown, 500, 500})
		q.PutMouse(PhaseUp, 3, 3, time.Now())
		play(q, step{50, PhaseUp, 500, 500})
		want := []short{{PhaseDown, 1, 1}, {PhaseMove, 2, 2}, {PhaseCancel, 2, 2}, {PhaseDown, 500, 500}, {PhaseUp, 500, 500}}
		if got := drain(q); !cmp.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

// Where X sees the panel too, it repeats each touch as a mouse.
func TestEmulatedMouseIsNoSecondTap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, nil)
		tap := func() {
			q.PutMouse(PhaseDown, 500, 500, time.Now())
			q.PutMouse(PhaseUp, 500, 500, time.Now())
		}
		play(q, step{0, PhaseDown, 500, 500}, step{50, PhaseUp, 500, 500})
		tap()
		if got := drain(q); len(got) != 2 {
			t.Errorf("got %v, want one tap", got)
		}
		time.Sleep(emulated)
		tap()
		if got := drain(q); len(got) != 2 {
			t.Errorf("got %v, want the mouse back", got)
		}
	})
}

func TestSlowReaderLosesMovesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, func(o *QueueOpts) { o.Capacity = 4 })
		play(q, step{0, PhaseDown, 0, 0})
		for i := range 100 {
			play(q, step{10, PhaseMove, 10 + i, 0})
		}
		play(q, step{10, PhaseUp, 200, 0})
		want := []short{{PhaseDown, 0, 0}, {PhaseMove, 108, 0}, {PhaseMove, 109, 0}, {PhaseUp, 200, 0}}
		if got := drain(q); !cmp.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		if q.Dropped() != 98 {
			t.Errorf("%d dropped, want 98", q.Dropped())
		}
	})
}

// Whatever the sources do and however slow the reader is: the queue stays
// within its bound, and the reader sees whole contacts one after another.
func TestReaderSeesWholeContacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := QueueOpts{Width: 100, Height: 100, Matrix: Matrix{1, 0, 0, 0, 1, 0}, Capacity: 4}
		q, err := NewQueue(o)
		if err != nil {
			t.Fatal(err)
		}
		now := time.Now()
		var open Source
		read := func() bool {
			e, ok := q.next()
			switch {
			case !ok:
				return false
			case e.Phase == PhaseDown && open == "":
				open = e.Source
			case e.Phase == PhaseDown || e.Source != open:
				t.Fatalf("%s of %q while %q is open", e.Phase, e.Source, open)
			case e.Phase != PhaseMove:
				open = ""
			}
			return true
		}
		phase := rapid.SampledFrom([]Phase{PhaseDown, PhaseMove, PhaseMove, PhaseUp, PhaseCancel})
		place := rapid.IntRange(-20, 120)
		id := rapid.IntRange(0, 3)
		t.Repeat(map[string]func(*rapid.T){
			"panel": func(t *rapid.T) {
				now = now.Add(time.Duration(rapid.IntRange(0, 800).Draw(t, "ms")) * time.Millisecond)
				q.Put(Raw{Phase: phase.Draw(t, "phase"), ID: id.Draw(t, "id"), X: place.Draw(t, "x"), Y: place.Draw(t, "y"), At: now})
			},
			"mouse":  func(t *rapid.T) { q.PutMouse(phase.Draw(t, "phase"), 1, float64(place.Draw(t, "y")), now) },
			"unplug": func(*rapid.T) { q.Cancel(SourcePanel) },
			"read":   func(*rapid.T) { read() },
			"":       func(t *rapid.T) { bounded(t, q) },
		})
		q.Cancel(SourcePanel)
		q.Cancel(SourceMouse)
		for read() {
			continue
		}
		if open != "" {
			t.Fatalf("%q is still open at the end", open)
		}
	})
}

// bounded checks the length: above the capacity there is at most the end of
// the contact before and of the one that is open.
func bounded(t *rapid.T, q *Queue) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) > q.o.Capacity+2 {
		t.Fatalf("%d events wait", len(q.waiting))
	}
}
