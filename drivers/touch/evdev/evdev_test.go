package evdev

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"govkiosk/drivers"
	"govkiosk/drivers/sim"
	"govkiosk/drivers/touch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var _ Node = (*sim.Evdev)(nil)

// told is a report without its time.
type told struct {
	Phase touch.Phase
	ID    int
	X, Y  int
}

// run is a driver that runs in a bubble on a simulated device.
type run struct {
	node  *sim.Evdev
	dev   *Dev
	got   []touch.Raw
	ended error
	done  chan struct{}
	stop  context.CancelFunc
}

func simulated(t *testing.T, so sim.EvdevOpts, o *Opts, then func(r *run)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		node := sim.NewEvdev(so)
		d, err := New(node, o)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		r := &run{node: node, dev: d, done: make(chan struct{}), stop: stop}
		go func() {
			defer close(r.done)
			r.ended = d.Run(ctx, func(raw touch.Raw) { r.got = append(r.got, raw) })
		}()
		pass(time.Second)
		then(r)
		stop()
		<-r.done
	})
}

// pass lets the bubble's time go by.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// reports are those since the last call.
func (r *run) reports() (all []told) {
	for _, raw := range r.got {
		all = append(all, told{raw.Phase, raw.ID, raw.X, raw.Y})
	}
	r.got = nil
	return all
}

func TestTwoFingers(t *testing.T) {
	simulated(t, sim.EvdevOpts{}, nil, func(r *run) {
		at := time.Now()
		r.node.Down(0, 100, 200)
		r.node.Down(1, 300, 400)
		r.node.Move(1, 310, 400)
		r.node.Up(0)
		r.node.Up(1)
		pass(10 * time.Millisecond)
		if !r.got[0].At.Equal(at) || !r.got[0].Rests {
			t.Errorf("got %+v, want the time of the event", r.got[0])
		}
		want := []told{{touch.PhaseDown, 0, 100, 200}, {touch.PhaseDown, 1, 300, 400}, {touch.PhaseMove, 1, 310, 400}, {touch.PhaseUp, 0, 100, 200}, {touch.PhaseUp, 1, 310, 400}}
		if diff := cmp.Diff(want, r.reports()); diff != "" {
			t.Error(diff)
		}
		i := r.dev.Info()
		if i.Name != "sim touchscreen" || i.Slots != 2 || i.X != (touch.Axis{Min: 0, Max: 4095}) {
			t.Errorf("got %+v", i)
		}
		if !r.node.Grabbed() {
			t.Error("others may read it too")
		}
	})
}

func TestSingleTouchDevice(t *testing.T) {
	simulated(t, sim.EvdevOpts{Single: true}, &Opts{Shared: true}, func(r *run) {
		r.node.Down(0, 10, 20)
		r.node.Up(0)
		pass(10 * time.Millisecond)
		want := []told{{touch.PhaseDown, 0, 10, 20}, {touch.PhaseUp, 0, 10, 20}}
		if diff := cmp.Diff(want, r.reports()); diff != "" {
			t.Error(diff)
		}
		if r.node.Grabbed() || r.dev.Info().Slots != 0 {
			t.Error("grabbed, or with slots")
		}
	})
}

// While the program was not reading, one finger left and another came. What
// the first did nobody saw, so it clicks nothing.
func TestGapCancelsWhatEndedInIt(t *testing.T) {
	for _, single := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			node := sim.NewEvdev(sim.EvdevOpts{Single: single, Buffer: 8})
			d, err := New(node, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []told
			hold := make(chan struct{})
			done := make(chan struct{})
			go func() {
				defer close(done)
				d.Run(t.Context(), func(raw touch.Raw) {
					if got = append(got, told{raw.Phase, raw.ID, raw.X, raw.Y}); len(got) == 1 {
						<-hold // a slow reader
					}
				})
			}()
			synctest.Wait()
			node.Down(0, 100, 200)
			synctest.Wait()
			for i := range 20 {
				node.Move(0, 101+i, 200)
			}
			node.Up(0)
			close(hold)
			synctest.Wait()
			if len(got) != 2 || got[1].Phase != touch.PhaseCancel || d.Info().Gaps != 1 {
				t.Errorf("single %v: got %+v, %d gaps", single, got, d.Info().Gaps)
			}
			d.Halt()
			<-done
		})
	}
}

func TestPalmIsCancelled(t *testing.T) {
	simulated(t, sim.EvdevOpts{}, nil, func(r *run) {
		r.node.Down(0, 1, 1)
		r.node.Palm(0)
		r.node.Up(0)
		pass(0)
		if got := r.reports(); len(got) != 2 || got[1].Phase != touch.PhaseCancel {
			t.Errorf("got %+v", got)
		}
	})
}

func TestUnplugCancelsAndIsNoDevice(t *testing.T) {
	simulated(t, sim.EvdevOpts{}, nil, func(r *run) {
		r.node.Down(0, 1, 1)
		r.node.Down(1, 2, 2)
		pass(0)
		r.reports()
		r.node.Unplug()
		<-r.done
		if want := []told{{touch.PhaseCancel, 0, 1, 1}, {touch.PhaseCancel, 1, 2, 2}}; !cmp.Equal(r.reports(), want) {
			t.Error("a contact stays open")
		}
		if drivers.KindOf(r.ended) != drivers.NoDevice || !strings.HasPrefix(r.ended.Error(), "evdev: read: noDevice: ") {
			t.Errorf("ended with %v", r.ended)
		}
	})
}

// What lies on the glass when the program starts is told: dirt must be seen.
func TestFingerThatIsThereAlready(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		node := sim.NewEvdev(sim.EvdevOpts{})
		node.Down(1, 7, 8)
		node.Read(t.Context(), make([]byte, 1000)) // before the program was there
		d, _ := New(node, nil)
		var got []told
		done := make(chan struct{})
		go func() {
			defer close(done)
			d.Run(t.Context(), func(raw touch.Raw) { got = append(got, told{raw.Phase, raw.ID, raw.X, raw.Y}) })
		}()
		synctest.Wait()
		if !cmp.Equal(got, []told{{touch.PhaseDown, 1, 7, 8}}) {
			t.Errorf("got %+v", got)
		}
		if err := d.Halt(); err != nil || node.Grabbed() {
			t.Errorf("halt: %v, grabbed %v", err, node.Grabbed())
		}
		<-done
	})
}

func TestWhatCannotBeTaken(t *testing.T) {
	for name, c := range map[string]struct {
		o    sim.EvdevOpts
		kind drivers.Kind
	}{
		"touchpad": {sim.EvdevOpts{Touchpad: true}, drivers.Unsupported},
		"grabbed":  {sim.EvdevOpts{Grabbed: true}, drivers.NotReady},
	} {
		d, err := New(sim.NewEvdev(c.o), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Run(t.Context(), func(touch.Raw) {}); drivers.KindOf(err) != c.kind || drivers.OutcomeOf(err) != drivers.NotDone {
			t.Errorf("%s: %v, want %s", name, err, c.kind)
		}
	}
}

func TestTouchscreensAreRecognised(t *testing.T) {
	for name, c := range map[string]struct {
		a    abilities
		want bool
	}{
		"multi-touch screen":            {abilities{direct: true, slots: true, place: true, touch: true}, true},
		"single-touch screen":           {abilities{direct: true, single: true, touch: true}, true},
		"screen that says nothing":      {abilities{slots: true, place: true, touch: true}, true},
		"touchpad":                      {abilities{slots: true, place: true, touch: true, finger: true}, false},
		"mouse":                         {abilities{}, false},
		"joystick":                      {abilities{single: true}, false},
		"direct and without any places": {abilities{direct: true, touch: true}, false},
	} {
		if got := c.a.touchscreen(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
