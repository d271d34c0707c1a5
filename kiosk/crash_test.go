package kiosk_test

import (
	"testing"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/hall"
	"govkiosk/screens"
)

// young is a card of the tray for whose age no other queue is proposed.
func young() sim.Card { return sim.Tray()[1] }

// What may have become of a number once the terminal has come back.
var (
	free  = []hall.Status{hall.Cancelled}
	valid = []hall.Status{hall.Confirmed, hall.ETicketed, hall.Called}
)

// The terminal is killed at each point between the touch that takes a number
// and the hall's word that it has been delivered. No number is lost: one
// whose paper may be in a hand stays valid, and one that nobody can have is
// given back. None is doubled: the same person gets the same number again.
func TestPowerLossAtEachPoint(t *testing.T) {
	for _, c := range []struct {
		name string
		cut  func(*rig, func())
		want []hall.Status
	}{
		{"the hall is asked, and has not answered", func(r *rig, cut func()) { r.before["reserve"] = cut }, free},
		{"the hall has answered", func(r *rig, cut func()) { r.after["reserve"] = cut }, nil},
		{"the first byte reaches the printer", func(r *rig, cut func()) {
			r.printer.OnBytes(func(b []byte) {
				if len(b) > 16 { // more than a question about paper
					cut()
				}
			})
		}, valid},
		{"the slip is cut", func(r *rig, cut func()) { r.printer.OnCut(cut) }, valid},
		{"the printer is about to say that it has printed", func(r *rig, cut func()) {
			r.printer.OnProcessID(func(string) { cut() })
		}, valid},
		{"the slip is in the mouth", func(r *rig, cut func()) { r.printer.OnSlip(func(sim.Slip) { cut() }) }, valid},
		{"the hall hears of the slip", func(r *rig, cut func()) { r.before["confirmation"] = cut }, valid},
		{"the hall has heard of the slip", func(r *rig, cut func()) { r.after["confirmation"] = cut }, valid},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.start()
			r.toConfirm(young())
			r.paperReady()
			cut := make(chan struct{})
			r.set(func(r *rig) { c.cut(r, r.cutOnce(cut)) })
			r.do(screens.ActTake, "")
			r.drainUntil(cut)
			r.kill()
			r.reader.Lift()
			r.restart()
			r.settled(c.want)
			r.sameNumberAgain()
		})
	}
}

// cutOnce returns a hook that kills the terminal and says so.
func (r *rig) cutOnce(done chan struct{}) func() {
	return func() {
		select {
		case <-done:
		default:
			r.die()
			close(done)
		}
	}
}

// drainUntil presses the key until the power has been cut.
func (r *rig) drainUntil(cut chan struct{}) {
	r.t.Helper()
	r.eventually("the power is cut", func() bool {
		select {
		case <-cut:
			return true
		case v, ok := <-r.views:
			if ok && v.Confirm != nil && v.Confirm.Working == 0 && v.Confirm.Failed == "" {
				r.send(screens.ActTake, "") // it may be dead by now: the cut is what is waited for
			}
		default:
		}
		return false
	})
}

// restart starts the terminal with what the last one left behind. Somebody
// has taken the slip that may have stood in the mouth.
func (r *rig) restart() {
	r.t.Helper()
	r.printer.TakePaper()
	r.set(func(r *rig) { clear(r.before); clear(r.after) })
	r.now = screens.View{}
	r.start()
}

// settled waits until no number is without an answer, and checks which.
func (r *rig) settled(want []hall.Status) {
	r.t.Helper()
	r.eventually("every number is settled", func() bool {
		for _, k := range r.tickets() {
			if k.Status == hall.Reserved {
				return false
			}
		}
		return true
	})
	onPaper := map[string]int{}
	for _, s := range r.printer.Slips() {
		if s.Complete {
			onPaper[linkOn(r.t, s)]++
		}
	}
	seen := map[string]bool{}
	for _, k := range r.tickets() {
		if seen[k.Number] {
			r.t.Errorf("number %s was issued twice", k.Number)
		}
		seen[k.Number] = true
		if onPaper[k.Link] > 0 && !k.Status.Open() {
			r.t.Errorf("number %s is on paper and %s: a citizen has lost their place", k.Number, k.Status)
		}
		if want != nil && !oneOf(k.Status, want) {
			r.t.Errorf("number %s is %s, want one of %v", k.Number, k.Status, want)
		}
	}
}

func oneOf(s hall.Status, list []hall.Status) bool {
	for _, x := range list {
		if s == x {
			return true
		}
	}
	return false
}

// sameNumberAgain lets the same person ask again: a number that is valid is
// shown again, and another one is issued only where none is.
func (r *rig) sameNumberAgain() {
	r.t.Helper()
	var held string
	for _, k := range r.tickets() {
		if k.Status.Open() {
			held = k.Number
		}
	}
	r.toConfirm(young())
	r.take()
	v := r.await("a number", func(v screens.View) bool { return v.Ticket != nil })
	if held != "" && v.Ticket.Number != held {
		r.t.Errorf("has %s and was given %s as well", held, v.Ticket.Number)
	}
	if held == "" {
		return
	}
	if v.Ticket.Paper != screens.PaperExisting {
		r.t.Errorf("paper %q: it was not said that the number is the same", v.Ticket.Paper)
	}
	r.reprintIsWhole(v.Ticket.Link)
}

// reprintIsWhole prints the number once more. The rest of a job whose sender
// died in the middle must not run into it.
func (r *rig) reprintIsWhole(link string) {
	r.t.Helper()
	r.await("a slip can be had", func(v screens.View) bool { return v.Ticket != nil && v.Ticket.CanReprint })
	r.do(screens.ActReprint, "")
	r.awaitPaper(screens.PaperTake)
	slips := r.printer.Slips()
	if got := linkOn(r.t, slips[len(slips)-1]); got != link {
		r.t.Errorf("the reprint's code says %s, want %s", got, link)
	}
	if wrong := r.printer.Violations(); len(wrong) > 0 {
		r.t.Errorf("the printer was sent what its manual does not know: %v", wrong)
	}
}
