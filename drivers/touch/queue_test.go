package touch

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A panel whose counts are its pixels.
func plainQueue(t *testing.T, change func(*QueueOpts)) *Queue {
	t.Helper()
	o := QueueOpts{Width: 1080, Height: 1920, Matrix: Matrix{1, 0, 0, 0, 1, 0}}
	if change != nil {
		change(&o)
	}
	q, err := NewQueue(o)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// step is one report, so many milliseconds after the one before.
type step struct {
	after int
	phase Phase
	x, y  int
}

func play(q *Queue, steps ...step) {
	for _, s := range steps {
		time.Sleep(time.Duration(s.after) * time.Millisecond) // of the bubble's clock
		q.Put(Raw{Phase: s.phase, X: s.x, Y: s.y, At: time.Now()})
	}
	synctest.Wait()
}

// short is an event without what most tests do not look at.
type short struct {
	Phase Phase
	X, Y  float64
}

func drain(q *Queue) []short {
	var got []short
	for {
		e, ok := q.next()
		if !ok {
			return got
		}
		got = append(got, short{e.Phase, e.X, e.Y})
	}
}

// expect plays the steps on a fresh queue in virtual time and compares.
func expect(t *testing.T, change func(*QueueOpts), steps []step, want []short) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, change)
		play(q, steps...)
		if diff := cmp.Diff(want, drain(q)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTapLandsWhereTheFingerFell(t *testing.T) {
	expect(t, nil,
		[]step{{0, PhaseDown, 500, 500}, {20, PhaseMove, 503, 498}, {20, PhaseMove, 499, 501}, {20, PhaseUp, 504, 503}},
		[]short{{PhaseDown, 500, 500}, {PhaseUp, 500, 500}})
}

func TestDragLeavesTheDeadZone(t *testing.T) {
	expect(t, nil,
		[]step{{0, PhaseDown, 500, 500}, {20, PhaseMove, 504, 500}, {20, PhaseMove, 500, 520}, {20, PhaseMove, 500, 523}, {20, PhaseUp, 500, 525}},
		[]short{{PhaseDown, 500, 500}, {PhaseMove, 500, 520}, {PhaseMove, 500, 523}, {PhaseUp, 500, 525}})
}

func TestTooShortAContactIsCancelled(t *testing.T) {
	expect(t, nil,
		[]step{{0, PhaseDown, 500, 500}, {14, PhaseUp, 500, 500}, {100, PhaseDown, 1, 1}, {15, PhaseUp, 1, 1}},
		[]short{{PhaseDown, 500, 500}, {PhaseCancel, 500, 500}, {PhaseDown, 1, 1}, {PhaseUp, 1, 1}})
}

// After a stall of the program both reports are read at once. A citizen's tap
// must not be lost for that.
func TestTapReadInOneGoCounts(t *testing.T) {
	expect(t, nil,
		[]step{{0, PhaseDown, 500, 500}, {0, PhaseUp, 500, 500}},
		[]short{{PhaseDown, 500, 500}, {PhaseUp, 500, 500}})
}

// Times as in tslib's debounce with a threshold of 40 ms: the up of a contact
// whose down was passed on is never dropped.
func TestReboundIsTheSameFinger(t *testing.T) {
	expect(t, func(o *QueueOpts) { o.Rebound = 40 * time.Millisecond },
		[]step{{0, PhaseDown, 5, 5}, {30, PhaseUp, 5, 5}, {20, PhaseDown, 6, 6}, {10, PhaseUp, 6, 6}, {90, PhaseDown, 7, 7}},
		[]short{{PhaseDown, 5, 5}, {PhaseUp, 5, 5}, {PhaseDown, 7, 7}})
}

func TestContactOffThePanelIsIgnored(t *testing.T) {
	expect(t, nil,
		[]step{{0, PhaseDown, 1200, 500}, {20, PhaseMove, 500, 500}, {20, PhaseUp, 500, 500}},
		nil)
	// A calibration that is a little off at the edge is no reason to lose a tap.
	expect(t, nil,
		[]step{{0, PhaseDown, 1085, -3}, {20, PhaseUp, 1085, -3}},
		[]short{{PhaseDown, 1079, 0}, {PhaseUp, 1079, 0}})
}

func TestContactThatSlipsOffThePanelStays(t *testing.T) {
	expect(t, nil,
		[]step{{0, PhaseDown, 1000, 500}, {20, PhaseMove, 1050, 500}, {20, PhaseMove, 1300, 500}, {20, PhaseUp, 1300, 500}},
		[]short{{PhaseDown, 1000, 500}, {PhaseMove, 1050, 500}, {PhaseUp, 1050, 500}})
}

func TestWhatTheControllerCallsOutOfRange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, nil)
		q.Put(Raw{Phase: PhaseDown, X: 500, Y: 500, OutOfRange: true, At: time.Now()})
		play(q, step{50, PhaseUp, 500, 500})
		if got := drain(q); got != nil {
			t.Errorf("got %v", got)
		}
	})
}

func TestLostDownAndLostUp(t *testing.T) {
	expect(t, nil,
		[]step{{0, PhaseMove, 5, 5}, {30, PhaseUp, 5, 5}},
		[]short{{PhaseDown, 5, 5}, {PhaseUp, 5, 5}})
	expect(t, nil,
		[]step{{0, PhaseDown, 5, 5}, {1000, PhaseDown, 900, 900}, {30, PhaseUp, 900, 900}},
		[]short{{PhaseDown, 5, 5}, {PhaseCancel, 5, 5}, {PhaseDown, 900, 900}, {PhaseUp, 900, 900}})
}

func TestSilentContactIsGivenUpAfterLostAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, nil)
		play(q, step{0, PhaseDown, 5, 5}, step{1000, PhaseMove, 50, 50})
		drain(q)
		time.Sleep(3*time.Second - time.Millisecond)
		synctest.Wait()
		if got := drain(q); got != nil {
			t.Errorf("before its time: %v", got)
		}
		time.Sleep(time.Millisecond)
		synctest.Wait()
		if got := drain(q); !cmp.Equal(got, []short{{PhaseCancel, 50, 50}}) {
			t.Errorf("got %v, want a cancel", got)
		}
		// What is left of that contact clicks nothing.
		play(q, step{10, PhaseMove, 60, 60}, step{10, PhaseUp, 60, 60}, step{100, PhaseDown, 7, 7})
		if got := drain(q); !cmp.Equal(got, []short{{PhaseDown, 7, 7}}) {
			t.Errorf("got %v, want the next contact only", got)
		}
	})
}

// The E271-140 streams while it is touched and tells no release.
func TestBoardThatTellsNoRelease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, nil)
		for range 2 {
			time.Sleep(200 * time.Millisecond)
			for range 3 {
				q.Put(Raw{Phase: PhaseMove, X: 5, Y: 5, NoRelease: true, At: time.Now()})
				time.Sleep(40 * time.Millisecond)
			}
			synctest.Wait()
			if got := drain(q); !cmp.Equal(got, []short{{PhaseDown, 5, 5}}) {
				t.Errorf("got %v, want the down alone", got)
			}
			time.Sleep(60 * time.Millisecond)
			synctest.Wait()
			if got := drain(q); !cmp.Equal(got, []short{{PhaseUp, 5, 5}}) {
				t.Errorf("got %v, want the release", got)
			}
		}
	})
}

func TestStuckContactIsAFaultAndNoClick(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var faults []error
		q := plainQueue(t, func(o *QueueOpts) {
			o.StuckAfter = 5 * time.Second
			o.OnFault = func(err error) { faults = append(faults, err) }
		})
		play(q, step{0, PhaseDown, 700, 700})
		for range 60 { // trembles, and reports, for 6 s
			play(q, step{50, PhaseMove, 702, 700}, step{50, PhaseMove, 700, 701})
		}
		if got := drain(q); !cmp.Equal(got, []short{{PhaseDown, 700, 700}, {PhaseCancel, 700, 700}}) {
			t.Errorf("got %v", got)
		}
		if len(faults) != 1 || !errors.Is(faults[0], ErrStuck) {
			t.Fatalf("faults: %v", faults)
		}
		play(q, step{50, PhaseUp, 700, 700})
		if len(faults) != 2 || faults[1] != nil {
			t.Errorf("faults after the release: %v", faults)
		}
	})
}

// A finger that scrolls for a minute is no fault.
func TestMovingContactIsNoFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, func(o *QueueOpts) {
			o.StuckAfter = 5 * time.Second
			o.OnFault = func(err error) { t.Errorf("fault: %v", err) }
		})
		play(q, step{0, PhaseDown, 0, 700})
		for i := range 60 {
			play(q, step{1000, PhaseMove, i * 10, 700})
		}
	})
}

func TestUnpluggedPanelCancels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, nil)
		play(q, step{0, PhaseDown, 5, 5})
		q.Cancel(SourcePanel)
		q.Cancel(SourcePanel)
		if got := drain(q); !cmp.Equal(got, []short{{PhaseDown, 5, 5}, {PhaseCancel, 5, 5}}) {
			t.Errorf("got %v", got)
		}
	})
}

func TestEventKeepsCountsTimeAndSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, func(o *QueueOpts) { o.Matrix = Matrix{0.25, 0, 0, 0, -0.5, 1920} })
		q.Put(Raw{Phase: PhaseDown, X: 2000, Y: 1000, At: time.Now()})
		got, err := q.Get(t.Context())
		want := Event{PhaseDown, 500, 1420, 2000, 1000, time.Now(), SourcePanel}
		if err != nil || got != want {
			t.Errorf("got %+v %v, want %+v", got, err, want)
		}
	})
}

func TestGetWaitsAndEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, nil)
		go func() {
			time.Sleep(time.Second)
			q.PutMouse(PhaseDown, 1, 2, time.Now())
		}()
		start := time.Now()
		if e, err := q.Get(t.Context()); err != nil || e.Source != SourceMouse || time.Since(start) != time.Second {
			t.Errorf("got %+v %v after %v", e, err, time.Since(start))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := q.Get(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

func TestPanelWithoutSizeOrAxes(t *testing.T) {
	if _, err := NewQueue(QueueOpts{Matrix: Matrix{1, 0, 0, 0, 1, 0}}); err == nil {
		t.Error("a panel of no size was taken")
	}
	if _, err := NewQueue(QueueOpts{Width: 1, Height: 1, Matrix: Matrix{1, 2, 0, 2, 4, 0}}); err == nil {
		t.Error("a singular matrix was taken")
	}
}
