package locker_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/locker"
	"govkiosk/drivers/sim"
)

// hall is a simulated cabinet on the far end of a pty, with the driver on this
// one.
type hall struct {
	boards *sim.Lockers
	port   *sim.Port
	dev    *locker.Dev
}

var protocols = map[sim.LockProtocol]locker.Protocol{
	sim.Lock8A: locker.Protocol8A, sim.LockKerong: locker.KerongCU, sim.LockWKLY: locker.WKLY,
}

// quick is for simulated boards, which answer soon.
func quick(p sim.LockProtocol) locker.Opts {
	return locker.Opts{Protocol: protocols[p], AckTimeout: 400 * time.Millisecond, Settle: time.Second}
}

func newHall(t *testing.T, s sim.LockerOpts, o locker.Opts) *hall {
	t.Helper()
	port, boards := plug(t, s)
	conn, err := line.Open(line.Config{Port: port.Link(), Baud: 9600})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	o.Boards = []locker.Board{{Number: 1, Locks: 8, Polarity: locker.OneIsClosed}}
	o.Echoing = s.Echo
	d, err := locker.New(conn, &o)
	if err != nil {
		t.Fatal(err)
	}
	return &hall{boards, port, d}
}

func plug(t *testing.T, s sim.LockerOpts) (*sim.Port, *sim.Lockers) {
	t.Helper()
	port, err := sim.OpenPort(filepath.Join(t.TempDir(), "locker"), 9600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { port.Close() })
	boards := sim.NewLockers(port, s)
	t.Cleanup(boards.Close)
	return port, boards
}

// each runs a test for every protocol at the same time: most of it is waiting.
func each(t *testing.T, f func(t *testing.T, s sim.LockerOpts, o locker.Opts)) {
	for p := range protocols {
		t.Run(string(p), func(t *testing.T) {
			t.Parallel()
			f(t, sim.LockerOpts{Protocol: p}, quick(p))
		})
	}
}

func cellOf(t *testing.T, lock int) locker.Cell {
	t.Helper()
	c, err := locker.NewCell(1, lock)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (h *hall) opens(t *testing.T, lock int, want drivers.Outcome, coils int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	r, err := h.dev.Open(ctx, cellOf(t, lock))
	if r.Outcome != want || r.Coils != coils {
		t.Errorf("lock %d: %v with %d coils (%v), want %v with %d", lock, r.Outcome, r.Coils, err, want, coils)
	}
	if want == drivers.Done && !h.boards.IsOpen(1, lock) {
		t.Errorf("lock %d is said to be open", lock)
	}
}

func (h *hall) orderly(t *testing.T) {
	t.Helper()
	if v := h.boards.Violations(); len(v) != 0 {
		t.Errorf("violations: %q", v)
	}
}

func TestSimDoorsOpen(t *testing.T) {
	each(t, func(t *testing.T, s sim.LockerOpts, o locker.Opts) {
		h := newHall(t, s, o)
		if err := h.dev.Probe(t.Context(), 1); err != nil {
			t.Error(err)
		}
		h.opens(t, 3, drivers.Done, 1)
		h.opens(t, 3, drivers.Done, 0)
		h.opens(t, 8, drivers.Done, 1)
		doors, err := h.dev.Doors(t.Context())
		for i, d := range doors {
			if (d.State == locker.DoorOpen) != (i == 2 || i == 7) || err != nil {
				t.Errorf("%+v %v", d, err)
			}
		}
		h.orderly(t)
	})
}

// On a half-duplex line that hears itself, with boards that send changes.
func TestSimEchoAndUploads(t *testing.T) {
	each(t, func(t *testing.T, s sim.LockerOpts, o locker.Opts) {
		s.Echo, s.Uploads = true, true
		h := newHall(t, s, o)
		h.opens(t, 1, drivers.Done, 1)
		if i := h.dev.Info(); i.Echoes == 0 || i.Unasked == 0 && s.Protocol != sim.LockKerong {
			t.Errorf("%+v", i)
		}
		h.orderly(t)
	})
}

func TestSimStuckDoor(t *testing.T) {
	t.Parallel()
	h := newHall(t, sim.LockerOpts{Protocol: sim.LockWKLY}, quick(sim.LockWKLY))
	h.boards.SetStuck(1, 2, true)
	h.opens(t, 2, drivers.NotDone, 3)
	h.orderly(t)
}

// One fault for each of the protocols in turn: that all protocols stand all
// faults is shown in virtual time.
func TestSimFaults(t *testing.T) {
	for _, c := range []struct {
		fault   sim.LockerFault
		p       sim.LockProtocol
		outcome drivers.Outcome
		coils   int
	}{
		{sim.LockerNoise, sim.Lock8A, drivers.Done, 1},
		{sim.LockerNoise, sim.LockKerong, drivers.Done, 1},
		{sim.LockerStale, sim.LockWKLY, drivers.Done, 1},
		{sim.LockerSilent, sim.Lock8A, drivers.NotDone, 0},
		{sim.LockerHalf, sim.LockKerong, drivers.NotDone, 0},
		{sim.LockerWrong, sim.LockWKLY, drivers.NotDone, 0},
		{sim.LockerOffAfter, sim.Lock8A, drivers.Unknown, 1},
	} {
		t.Run(string(c.fault)+" "+string(c.p), func(t *testing.T) {
			t.Parallel()
			h := newHall(t, sim.LockerOpts{Protocol: c.p}, quick(c.p))
			if err := h.dev.Probe(t.Context(), 1); err != nil {
				t.Error(err)
			}
			h.boards.SetFault(c.fault)
			h.opens(t, 5, c.outcome, c.coils)
			h.orderly(t)
		})
	}
}

func TestSimMissingBoardAndDoorLeftOpen(t *testing.T) {
	t.Parallel()
	s, o := sim.LockerOpts{Protocol: sim.LockKerong}, quick(sim.LockKerong)
	o.LeftOpen = time.Second
	h := newHall(t, s, o)
	ctx, cancel := context.WithCancel(t.Context())
	events := make(chan locker.Event, 1024)
	done := make(chan error, 1)
	go func() { done <- h.dev.Watch(ctx, func(e locker.Event) { events <- e }) }()
	await := func(kind locker.EventKind, lock int) {
		t.Helper()
		for limit := time.After(15 * time.Second); ; {
			select {
			case e := <-events:
				if e.Kind == kind && e.Cell.Lock() == lock {
					return
				}
			case <-limit:
				t.Fatalf("never %s of lock %d", kind, lock)
			}
		}
	}
	h.boards.Pull(1, 4)
	await(locker.DoorIsOpen, 4)
	await(locker.DoorLeftOpen, 4)
	h.boards.SetMissing(1, true)
	await(locker.BoardSilent, 0)
	h.boards.Shut(1, 4)
	h.boards.SetMissing(1, false)
	await(locker.BoardAnswers, 0)
	await(locker.DoorIsClosed, 4)
	cancel()
	if err := <-done; drivers.KindOf(err) != drivers.Cancelled {
		t.Error(err)
	}
	if len(h.boards.Coils()) != 0 {
		t.Error("a door was energised")
	}
}

// A line that is unplugged and comes back is driven again, and the door that
// was asked for meanwhile is opened once.
func TestSimUnplugAndReturn(t *testing.T) {
	t.Parallel()
	s, o := sim.LockerOpts{Protocol: sim.Lock8A}, quick(sim.Lock8A)
	port, boards := plug(t, s)
	o.Boards = []locker.Board{{Number: 1, Locks: 8, Polarity: locker.OneIsClosed}}
	ctx, cancel := context.WithCancel(t.Context())
	devs, lost, done := make(chan *locker.Dev), make(chan error, 8), make(chan struct{})
	go func() {
		defer close(done)
		line.Keep(ctx, line.Config{Port: port.Link(), Baud: 9600}, func(ctx context.Context, c line.Conn) error {
			d, err := locker.New(c, &o)
			if err != nil {
				return err
			}
			select {
			case devs <- d:
			case <-ctx.Done():
			}
			err = d.Watch(ctx, func(locker.Event) {})
			lost <- err
			return err
		}, nil)
	}()
	h := &hall{boards, port, <-devs}
	h.opens(t, 1, drivers.Done, 1)
	port.Unplug()
	if err := <-lost; drivers.KindOf(err) != drivers.NoDevice {
		t.Error(err)
	}
	h.opens(t, 2, drivers.NotDone, 0)
	if err := port.Plug(); err != nil {
		t.Fatal(err)
	}
	h.dev = <-devs
	h.opens(t, 2, drivers.Done, 1)
	if n := len(boards.Coils()); n != 2 {
		t.Errorf("%d coils", n)
	}
	h.orderly(t)
	cancel()
	<-lost
	<-done
}
