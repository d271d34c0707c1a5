package sim

import (
	"testing"
	"time"
)

func TestCardLiftedDuringARead(t *testing.T) {
	o := quick
	o.ReadTime = 10 * time.Second // ended by the lift, not by time
	r, h := startReader(t, o)
	r.Lay(Tray()[0])
	h.ask(reqFind, repFound)
	h.ask(reqSelect, repSelected)
	h.send(unhex(t, reqRead))
	h.quiet(50 * time.Millisecond)
	r.Lift()
	h.want(repFailed)
	h.ask(reqFind, repNoCard)
}

func TestLiftedTooSoonTakesTheCardAway(t *testing.T) {
	r, h := startReader(t, quick)
	r.SetFault(LiftedTooSoon)
	r.Lay(Tray()[0])
	h.ask(reqFind, repFound)
	h.ask(reqSelect, repSelected)
	h.ask(reqRead, repFailed)
	h.ask(reqFind, repNoCard)
	if c, there := r.OnCard(); there {
		t.Errorf("%s still lies there", c.Name)
	}
}

func TestLiftAndReplace(t *testing.T) {
	r, h := startReader(t, quick)
	r.Lay(Tray()[0])
	r.SetFault(LiftAndReplace)
	for range 2 {
		h.ask(reqFind, repFound)
		h.ask(reqSelect, repSelected)
		h.ask(reqRead, repFailed)
	}
	r.Lift()
	h.ask(reqFind, repNoCard)
	r.Lay(Tray()[0])
	h.readCard()
}

func TestModuleFaults(t *testing.T) {
	r, h := startReader(t, quick)
	r.SetFault(SelfTestFailed)
	h.ask(reqStatus, "AA AA AA 96 69 00 04 00 00 60 64")
	r.SetFault(NotAuthorised)
	h.ask(reqFind, "AA AA AA 96 69 00 04 00 00 66 62")
	r.SetFault(NoReaderFault)
	h.ask(reqStatus, repOK)
}

func TestLineFaults(t *testing.T) {
	r, h := startReader(t, quick)
	h.ask(reqStatus, repOK)
	r.SetFault(StaleReply)
	h.ask(reqFind, repOK)
	h.ask(reqFind, repNoCard)
	r.SetFault(WrongChecksum)
	h.ask(reqStatus, "AA AA AA 96 69 00 04 00 00 90 D4")
	r.SetFault(NoiseBefore)
	h.ask(reqStatus, "00 7F AA AA 13"+repOK)
	r.SetFault(HalfFrame)
	h.ask(reqStatus, "AA AA AA 96 69")
	h.quiet(50 * time.Millisecond)
	r.SetFault(ReaderSilent)
	h.send(unhex(t, reqStatus))
	h.quiet(50 * time.Millisecond)
}

func TestSlowReader(t *testing.T) {
	o := quick
	o.OtherTime, o.SlowFactor = 20*time.Millisecond, 10
	r, h := startReader(t, o)
	r.SetFault(ReaderSlow)
	began := time.Now()
	h.ask(reqStatus, repOK)
	if d := time.Since(began); d < 200*time.Millisecond {
		t.Errorf("answered after %v, want at least 200ms", d)
	}
}

func TestCloseEndsAReadInProgress(t *testing.T) {
	o := quick
	o.ReadTime = time.Hour
	r, h := startReader(t, o)
	r.Lay(Tray()[0])
	h.ask(reqFind, repFound)
	h.ask(reqSelect, repSelected)
	h.send(unhex(t, reqRead))
	h.quiet(20 * time.Millisecond)
	r.Close() // the test hangs if it does not
}
