package kiosk

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"govkiosk/kiosk/fleet/wire"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
	"govkiosk/kiosk/slip"
	"govkiosk/screens"
)

// afterwards is a terminal that runs, with the page that it shows.
type afterwards struct {
	*testing.T
	*Terminal
	mu   sync.Mutex
	view screens.View
}

// whileRunning runs a terminal until the test ends or stop is called.
func whileRunning(t *testing.T, o Options) (w *afterwards, stop func()) {
	t.Helper()
	records, err := journal.Open(o.Config.Journal.Path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	w = &afterwards{T: t}
	o.Journal, o.Log, o.Push = records, quiet(), func(screens.Pointer) {}
	o.Show = func(v screens.View) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.view = v
	}
	if o.Slips, err = slip.New(*o.Config); err != nil {
		t.Fatal(err)
	}
	if w.Terminal, err = New(o); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.Terminal.Run(ctx)
	}()
	stop = sync.OnceFunc(func() {
		cancel()
		<-done
		records.Close()
	})
	t.Cleanup(stop)
	return w, stop
}

func (w *afterwards) until(what string, ok func(screens.View) bool) {
	w.Helper()
	for limit := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		w.mu.Lock()
		v := w.view
		w.mu.Unlock()
		if ok(v) {
			return
		}
		if time.Now().After(limit) {
			w.Fatalf("%s: %+v", what, v)
		}
	}
}

// A lock lets the visit end, keeps everybody else away, is told, and outlives
// the power; so does its end.
func TestLockFromAfar(t *testing.T) {
	t.Parallel()
	cfg := whole(t)
	w, stop := whileRunning(t, Options{Config: cfg})
	attract := func(v screens.View) bool { return v.Screen == screens.ScreenAttract }
	locked := func(v screens.View) bool {
		return v.Screen == screens.ScreenOutOfUse && v.OutOfUse.Said == "下午停电检修"
	}
	w.until("it starts", attract)
	touch := func(do, arg string) { w.post(journey.Touch{At: w.at(), Do: do, Arg: arg}) }
	touch("start", "")
	w.until("a visit", func(v screens.View) bool { return v.Screen == screens.ScreenHome })
	if err := w.Lock("下午停电检修"); err != nil {
		t.Fatal(err)
	}
	w.until("it is told", func(screens.View) bool { return w.FleetStatus().Locked != "" })
	w.until("the visit goes on", func(v screens.View) bool { return v.Screen == screens.ScreenHome })
	touch("back", "")
	w.until("it is locked", locked)
	touch("start", "")
	w.until("nobody gets in, and that is counted", func(v screens.View) bool {
		return locked(v) && slices.ContainsFunc(w.FleetStatus().Services, func(s wire.Service) bool { return s.Reason == "locked" && s.Without["locked"] > 0 })
	})
	stop()
	w, _ = whileRunning(t, Options{Config: cfg, Crashed: true})
	w.until("it is locked after a new start", locked)
	if n := w.FleetStatus().Journal.Unclean; n != 0 {
		t.Errorf("the machine was never off, and %d power cuts are told", n)
	}
	if err := w.Lock(""); err != nil {
		t.Fatal(err)
	}
	w.until("it serves again", attract)
}

// A certificate that has ended is the technician's: citizens are served as
// before.
func TestACertificateThatHasEndedTakesNoServiceAway(t *testing.T) {
	t.Parallel()
	w, _ := whileRunning(t, Options{Config: whole(t)})
	usable := func() (n int) {
		for _, s := range w.FleetStatus().Services {
			if s.Reason == "" {
				n++
			}
		}
		return n
	}
	w.until("it serves", func(v screens.View) bool { return v.Screen == screens.ScreenAttract && usable() > 0 })
	before := usable()
	w.Trouble("FLT-CERT-OVER", "it ended")
	w.until("it is told", func(screens.View) bool {
		return slices.ContainsFunc(w.FleetStatus().Faults, func(f wire.Fault) bool { return f.Code == "FLT-CERT-OVER" })
	})
	if after := usable(); after < before {
		t.Errorf("%d services, and with it %d", before, after)
	}
	w.post(journey.Touch{At: w.at(), Do: "start"})
	w.until("a visit", func(v screens.View) bool { return v.Screen == screens.ScreenHome })
}
