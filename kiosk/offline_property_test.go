package kiosk

import (
	"flag"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"govkiosk/kiosk/journal"
)

// dice draws a number below n.
type dice func(label string, n int) int

// live lets one thing happen in a town.
func (w *town) live(draw dice) {
	s := w.stations[draw("terminal", len(w.stations))]
	switch draw("what", 14) {
	case 0, 1, 2, 3:
		ends := []journal.Op{journal.OpPrinted, journal.OpETicket, journal.OpUnknown, journal.OpAbandon, journal.OpCancel, ""}
		s.give(draw("who", 12), ends[draw("end", len(ends))])
	case 4, 5:
		s.look()
		if s.forgets {
			s.keep()
		}
	case 6:
		w.counter(draw("who", 12))
	case 7:
		s.cut = !s.cut
	case 8:
		s.deaf = true
	case 9:
		w.pass(time.Duration(draw("minutes", 60)) * time.Minute)
	case 10:
		s.wall += time.Duration(draw("hours", 97)-48) * time.Hour // its clock is set
	case 11:
		s.crash()
		s.open() // only the program
	case 12:
		s.powerCut(draw)
	case 13:
		if draw("really", 4) == 0 {
			w.restartHall()
		}
	}
}

// powerCut takes the power for a while. When it comes back the terminal's
// clock is right, ahead, or behind what it was when the power went: it cannot
// have lost less than that, see hallClock.
func (s *station) powerCut(draw dice) {
	s.crash()
	s.restore()
	off := time.Duration(draw("off", 30)) * time.Minute
	if draw("overnight", 2) == 0 {
		off *= 60
	}
	others := s.stations
	s.stations = nil // the time passes for the others too, but not here
	for _, o := range others {
		if o != s {
			s.stations = append(s.stations, o)
		}
	}
	s.pass(off)
	s.stations = others
	s.start([]time.Duration{0, 30 * time.Hour, -off - 5*time.Hour}[draw("clock", 3)])
}

// restore is the control's broken disk.
func (s *station) restore() {
	if !s.forgets {
		return
	}
	old, err := os.ReadFile(s.path() + ".old")
	if err != nil {
		return // nothing was kept yet
	}
	for _, name := range []string{s.path() + "-wal", s.path() + "-shm"} {
		os.Remove(name)
	}
	s.check(os.WriteFile(s.path(), old, 0o600))
}

// keep is what a broken disk goes back to.
func (s *station) keep() {
	s.crash()
	data, err := os.ReadFile(s.path())
	s.check(err)
	s.check(os.WriteFile(s.path()+".old", data, 0o600))
	s.open()
}

// few lives are lived where nobody asks for a number of them: each writes to
// three disks.
func few(t *testing.T) {
	checks := flag.Lookup("rapid.checks")
	if checks.Value.String() != checks.DefValue {
		return
	}
	if err := checks.Value.Set("25"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { checks.Value.Set(checks.DefValue) })
}

// Two terminals and the hall itself give out numbers, while lines are cut,
// answers are lost, clocks jump, and power goes at the terminals and at the
// hall. No number is there twice on a day, each is the hall's or a person's in
// the end, and no conflict stays hidden.
func TestNumbersAreNeverGivenTwice(t *testing.T) {
	few(t)
	wires, issued := newWires(t), 0
	rapid.Check(t, func(rt *rapid.T) {
		w := newTown(t, wires)
		defer w.close()
		draw := func(label string, n int) int { return rapid.IntRange(0, n-1).Draw(rt, label) }
		for _, s := range w.stations {
			s.look()
		}
		for range draw("steps", 40) {
			w.live(draw)
		}
		w.reconcile()
		issued += w.issued
		for _, what := range w.wrong {
			rt.Error(what)
		}
	})
	if t.Logf("%d numbers were given out without asking the hall", issued); issued == 0 {
		t.Error("none was: the test is blind")
	}
}

// The same life with a broken terminal must be seen to go wrong.
func TestBrokenTerminalsAreSeen(t *testing.T) {
	wires := newWires(t)
	for name, spoil := range map[string]func(*station){
		"the disk forgets what was given out": func(s *station) { s.forgets = true },
		"nobody remembers how late it was":    func(s *station) { s.naive = true },
	} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(60) {
				seed = (seed + 30) % 60 // the thirtieth goes wrong in either way, as things are
				r := rand.New(rand.NewPCG(seed, 1))
				w := newTown(t, wires)
				spoil(w.stations[0])
				w.stations[0].look()
				if w.stations[0].forgets {
					w.stations[0].keep()
				}
				for range 60 {
					w.live(func(_ string, n int) int { return r.IntN(n) })
				}
				wrong := w.wrong
				w.close()
				if len(wrong) > 0 {
					t.Logf("seed %d: %s", seed, wrong[0])
					return
				}
			}
			t.Error("nothing went wrong in 60 lives: the test is blind")
		})
	}
}
