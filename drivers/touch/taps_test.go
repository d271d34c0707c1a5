package touch

import (
	"context"
	"errors"
	"math"
	"testing"
	"testing/synctest"
	"time"
)

// reports puts a touch of so many milliseconds a report on the panel.
func reports(taps *Taps, apart time.Duration, places ...[2]int) {
	phase := PhaseDown
	for i, p := range places {
		if i == len(places)-1 {
			phase = PhaseUp
		}
		taps.Put(Raw{Phase: phase, X: p[0], Y: p[1], At: time.Now()})
		time.Sleep(apart)
		phase = PhaseMove
	}
}

func inTaps(t *testing.T, play func(*Taps)) (Point, error) {
	t.Helper()
	var at Point
	var err error
	synctest.Test(t, func(t *testing.T) {
		taps := NewTaps(QueueOpts{Rebound: 60 * time.Millisecond})
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
		defer stop()
		go play(taps)
		at, err = taps.Next(ctx)
		time.Sleep(time.Minute) // what is left of the play
	})
	return at, err
}

// A panel in need of calibration may report counts of any size and sign.
func TestTapIsInCounts(t *testing.T) {
	for _, want := range []Point{{0, 0}, {-300, 65535}, {16383, 12}} {
		p := [2]int{int(want.X), int(want.Y)}
		got, err := inTaps(t, func(taps *Taps) { reports(taps, 20*time.Millisecond, p, p, p) })
		if err != nil || got != want {
			t.Errorf("a touch at %v was taken at %v (%v)", want, got, err)
		}
	}
}

func TestTapIsTheMiddleOfItsPlaces(t *testing.T) {
	got, err := inTaps(t, func(taps *Taps) {
		reports(taps, 20*time.Millisecond, [2]int{100, 200}, [2]int{104, 203}, [2]int{4000, 9}, [2]int{102, 201}, [2]int{103, 202})
	})
	if err != nil || math.Abs(got.X-103) > 1 || math.Abs(got.Y-202) > 1 {
		t.Errorf("taken at %v (%v), want about 103, 202", got, err)
	}
}

func TestNoiseIsNoTap(t *testing.T) {
	at, err := inTaps(t, func(taps *Taps) {
		reports(taps, 4*time.Millisecond, [2]int{7, 7}, [2]int{7, 7}) // a spark
		time.Sleep(time.Second)
		taps.Put(Raw{Phase: PhaseDown, X: 9, Y: 9, Palm: true, At: time.Now()})
		time.Sleep(100 * time.Millisecond)
		taps.Put(Raw{Phase: PhaseUp, X: 9, Y: 9, At: time.Now()})
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("taken as a touch at %v (%v)", at, err)
	}
}

func TestDroppedTapsAreGone(t *testing.T) {
	got, err := inTaps(t, func(taps *Taps) {
		taps.Put(Raw{Phase: PhaseDown, X: 1, Y: 1, At: time.Now()})
		taps.Drop()
		time.Sleep(time.Second)
		reports(taps, 20*time.Millisecond, [2]int{50, 60}, [2]int{50, 60})
	})
	if err != nil || got != (Point{50, 60}) {
		t.Errorf("got %v (%v), want the touch after", got, err)
	}
}

func fiveTouches() (raw, targets []Point) {
	targets = []Point{{108, 192}, {972, 192}, {972, 1728}, {108, 1728}, {540, 960}}
	for _, p := range targets {
		raw = append(raw, Point{p.X*3 + 20, 4000 - p.Y*2})
	}
	return raw, targets
}

func TestCrookedTouchIsFound(t *testing.T) {
	for i := range 5 {
		raw, targets := fiveTouches()
		raw[i].X += 300 // 100 px
		if touch, by := Crooked(raw, targets); touch != i || math.Abs(by-100) > .01 {
			t.Errorf("touch %d by %.1f px, want %d by 100", touch, by, i)
		}
	}
	raw, targets := fiveTouches()
	if touch, _ := Crooked(raw[:3], targets[:3]); touch != -1 {
		t.Errorf("of three touches %d was called crooked", touch)
	}
}

func TestTurnsAreRecognised(t *testing.T) {
	base := Matrix{1080.0 / 4096, 0, 0, 0, 1920.0 / 4096, 0}
	for _, by := range []int{0, 90, 180, 270} {
		m, err := base.Turned(by, 1080, 1920)
		if err != nil {
			t.Fatal(err)
		}
		m[0] += .002 // a panel is never quite straight
		if got, mirrored := m.TurnedAgainst(base, 1080, 1920); got != by || mirrored {
			t.Errorf("turned by %d: found %d, mirrored %t", by, got, mirrored)
		}
		if at := m.Apply(Point{2048, 2048}); math.Hypot(at.X-540, at.Y-960) > 6 {
			t.Errorf("turned by %d the centre is at %v", by, at)
		}
	}
	if by, mirrored := (Matrix{.26, 0, 0, 0, -.46, 1920}).TurnedAgainst(base, 1080, 1920); by != 0 || !mirrored {
		t.Errorf("an origin at the lower left: turned by %d, mirrored %t", by, mirrored)
	}
	if by, mirrored := (Matrix{-.26, 0, 1080, 0, .46, 0}).TurnedAgainst(base, 1080, 1920); by != 180 || !mirrored {
		t.Errorf("an origin at the upper right: turned by %d, mirrored %t", by, mirrored)
	}
	if _, err := base.Turned(45, 1080, 1920); err == nil {
		t.Error("a turn by 45 degrees was taken")
	}
}

func TestQueueTakesACalibration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := plainQueue(t, nil)
		play(q, step{0, PhaseDown, 100, 100})
		if err := q.Calibrate(Matrix{2, 0, 0, 0, 2, 0}); err != nil {
			t.Fatal(err)
		}
		play(q, step{30, PhaseUp, 100, 100}, step{100, PhaseDown, 100, 100}, step{30, PhaseUp, 100, 100})
		got := drain(q)
		want := []short{{PhaseDown, 100, 100}, {PhaseCancel, 100, 100}, {PhaseDown, 200, 200}, {PhaseUp, 200, 200}}
		if len(got) != len(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("event %d is %v, want %v", i, got[i], want[i])
			}
		}
		if err := q.Calibrate(Matrix{1, 1, 0, 1, 1, 0}); err == nil {
			t.Error("a matrix that folds the panel was taken")
		}
	})
}
