package touch

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// many plays reports of several contacts, 20 ms apart.
func many(q *Queue, rs ...Raw) {
	for _, r := range rs {
		time.Sleep(20 * time.Millisecond)
		r.At = time.Now()
		q.Put(r)
	}
	synctest.Wait()
}

func finger(phase Phase, id, x, y int) Raw { return Raw{Phase: phase, ID: id, X: x, Y: y} }

// inBubble runs a queue whose counts are pixels, and gathers its faults, which
// a timer may tell.
func inBubble(t *testing.T, change func(*QueueOpts), then func(q *Queue, faults func() []error)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var faults []error
		q := plainQueue(t, func(o *QueueOpts) {
			o.OnFault = func(err error) {
				mu.Lock()
				defer mu.Unlock()
				faults = append(faults, err)
			}
			if change != nil {
				change(o)
			}
		})
		then(q, func() []error {
			mu.Lock()
			defer mu.Unlock()
			return slices.Clone(faults)
		})
	})
}

func TestSecondFingerCountsForNothing(t *testing.T) {
	inBubble(t, nil, func(q *Queue, faults func() []error) {
		many(q,
			finger(PhaseDown, 3, 100, 100), finger(PhaseDown, 4, 500, 500), finger(PhaseMove, 4, 600, 600),
			finger(PhaseMove, 3, 130, 100), finger(PhaseUp, 3, 130, 100),
			finger(PhaseMove, 4, 700, 700), finger(PhaseUp, 4, 700, 700)) // was there before: no new tap
		want := []short{{PhaseDown, 100, 100}, {PhaseMove, 130, 100}, {PhaseUp, 130, 100}}
		if got := drain(q); !cmp.Equal(got, want) || faults() != nil {
			t.Errorf("got %v and %v, want %v", got, faults(), want)
		}
	})
}

// An infra-red frame in the sun sees contacts everywhere.
func TestCrowdIsAFaultAndNoClick(t *testing.T) {
	inBubble(t, nil, func(q *Queue, faults func() []error) {
		many(q, finger(PhaseDown, 0, 1, 1), finger(PhaseDown, 1, 2, 2), finger(PhaseDown, 2, 3, 3))
		if len(faults()) != 1 || !errors.Is(faults()[0], ErrCrowded) {
			t.Fatalf("faults: %v", faults())
		}
		many(q, finger(PhaseUp, 0, 1, 1), finger(PhaseDown, 5, 9, 9), finger(PhaseUp, 5, 9, 9), finger(PhaseUp, 1, 2, 2), finger(PhaseUp, 2, 3, 3))
		if got := drain(q); !cmp.Equal(got, []short{{PhaseDown, 1, 1}, {PhaseCancel, 1, 1}}) {
			t.Errorf("got %v", got)
		}
		if len(faults()) != 2 || faults()[1] != nil {
			t.Errorf("faults after the glass was empty: %v", faults())
		}
		time.Sleep(time.Second)
		many(q, finger(PhaseDown, 0, 8, 8))
		if got := drain(q); !cmp.Equal(got, []short{{PhaseDown, 8, 8}}) {
			t.Errorf("got %v", got)
		}
	})
}

// Dirt that lies there is told to the technician, and the citizen may go on.
func TestStuckContactLeavesThePointer(t *testing.T) {
	dirt := func(p Phase) Raw { return Raw{Phase: p, ID: 7, X: 900, Y: 900, Rests: true} }
	inBubble(t, nil, func(q *Queue, faults func() []error) {
		many(q, dirt(PhaseDown))
		time.Sleep(20*time.Second - time.Millisecond)
		synctest.Wait()
		if faults() != nil {
			t.Fatalf("before its time: %v", faults())
		}
		time.Sleep(time.Millisecond)
		synctest.Wait()
		many(q, finger(PhaseDown, 8, 50, 50), finger(PhaseUp, 8, 50, 50))
		want := []short{{PhaseDown, 900, 900}, {PhaseCancel, 900, 900}, {PhaseDown, 50, 50}, {PhaseUp, 50, 50}}
		if got := drain(q); !cmp.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		if len(faults()) != 1 || faults()[0] != ErrStuck {
			t.Errorf("faults: %v", faults())
		}
		many(q, dirt(PhaseUp))
		if len(faults()) != 2 || faults()[1] != nil {
			t.Errorf("faults once it was wiped off: %v", faults())
		}
	})
}

// A contact beside the finger that goes on reporting is dirt as well.
func TestDirtThatCameSecondIsAFault(t *testing.T) {
	inBubble(t, func(o *QueueOpts) { o.StuckAfter = 2 * time.Second }, func(q *Queue, faults func() []error) {
		many(q, finger(PhaseDown, 0, 10, 10), finger(PhaseDown, 1, 500, 500), finger(PhaseUp, 0, 10, 10))
		for range 101 {
			many(q, finger(PhaseMove, 1, 500, 501))
		}
		if len(faults()) != 1 || faults()[0] != ErrStuck {
			t.Errorf("faults: %v", faults())
		}
	})
}

// A slow hand is no lost release on a panel that is silent about a rest.
func TestSlowPressCounts(t *testing.T) {
	inBubble(t, nil, func(q *Queue, _ func() []error) {
		many(q, Raw{Phase: PhaseDown, X: 5, Y: 5, Rests: true})
		time.Sleep(6 * time.Second)
		many(q, Raw{Phase: PhaseUp, X: 5, Y: 5, Rests: true})
		if got := drain(q); !cmp.Equal(got, []short{{PhaseDown, 5, 5}, {PhaseUp, 5, 5}}) {
			t.Errorf("got %v", got)
		}
	})
}

func TestWhatIsNoFinger(t *testing.T) {
	limits := func(o *QueueOpts) { o.MaxSize, o.MinPressure, o.EdgeBand = 40, 10, 16 }
	for name, c := range map[string]struct {
		in   []Raw
		want []short
	}{
		"palm by the controller's word": {
			[]Raw{{Phase: PhaseDown, X: 50, Y: 50, Palm: true}, finger(PhaseMove, 0, 90, 90), finger(PhaseUp, 0, 90, 90)}, nil},
		"finger that becomes a palm": {
			[]Raw{finger(PhaseDown, 0, 50, 50), {Phase: PhaseMove, X: 50, Y: 50, Size: 41}, finger(PhaseUp, 0, 50, 50)},
			[]short{{PhaseDown, 50, 50}, {PhaseCancel, 50, 50}}},
		"as large as a finger may be": {
			[]Raw{{Phase: PhaseDown, X: 50, Y: 50, Size: 40}}, []short{{PhaseDown, 50, 50}}},
		"hand on the frame": {
			[]Raw{finger(PhaseDown, 0, 15, 50), finger(PhaseMove, 0, 60, 50), finger(PhaseUp, 0, 60, 50)}, nil},
		"drag to the frame": {
			[]Raw{finger(PhaseDown, 0, 16, 50), finger(PhaseMove, 0, 2, 50), finger(PhaseUp, 0, 2, 50)},
			[]short{{PhaseDown, 16, 50}, {PhaseMove, 2, 50}, {PhaseUp, 2, 50}}},
		"faint until pressed": {
			[]Raw{{Phase: PhaseDown, X: 50, Y: 50, Z: 9, Pressure: true}, {Phase: PhaseMove, X: 60, Y: 60, Z: 10, Pressure: true}, finger(PhaseUp, 0, 60, 60)},
			[]short{{PhaseDown, 60, 60}, {PhaseUp, 60, 60}}},
		"cancelled by the driver": {
			[]Raw{finger(PhaseDown, 0, 50, 50), finger(PhaseCancel, 0, 50, 50)},
			[]short{{PhaseDown, 50, 50}, {PhaseCancel, 50, 50}}},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, limits, func(q *Queue, _ func() []error) {
				many(q, c.in...)
				if diff := cmp.Diff(c.want, drain(q)); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

func TestSpikeIsNoDrag(t *testing.T) {
	inBubble(t, func(o *QueueOpts) { o.Median = 3 }, func(q *Queue, _ func() []error) {
		many(q, finger(PhaseDown, 0, 50, 50), finger(PhaseMove, 0, 900, 50), finger(PhaseMove, 0, 51, 50), finger(PhaseUp, 0, 51, 50))
		if got := drain(q); !cmp.Equal(got, []short{{PhaseDown, 50, 50}, {PhaseUp, 50, 50}}) {
			t.Errorf("got %v", got)
		}
	})
}
