package sim

import (
	"strings"
	"testing"
	"time"
)

func startLockers(t *testing.T, o LockerOpts) (*Lockers, *host) {
	t.Helper()
	p := openTestPort(t, 9600)
	l := NewLockers(p, o)
	t.Cleanup(l.Close)
	return l, openHost(t, p)
}

func TestLockerRepliesOfTheSheet(t *testing.T) {
	l, h := startLockers(t, LockerOpts{Locks: 10})
	l.Pull(1, 9)
	h.send(unhex(t, "80 01 00 33 B2"))
	h.want("80 01 00 02 FF 33 4F")
	l.Pull(1, 1)
	h.send(unhex(t, "80 01 01 33 B3"))
	h.want("80 01 01 00 80")
	h.send(unhex(t, "81 01 01 99 18"))
	h.want("81 01 01 99 18")
	h.send(unhex(t, "8A 01 01 00 8A 80 02 01 33 B0")) // no command; no such board
	h.quiet(100 * time.Millisecond)
}

func TestLockerOpens(t *testing.T) {
	l, h := startLockers(t, LockerOpts{OneIsOpen: true})
	h.send(unhex(t, "8A 01 01 11 9B"))
	h.want("8A 01 01 11 9B") // also the echo
	if !l.IsOpen(1, 1) || len(l.Coils()) != 1 || l.Coils()[0].Door != (LockerDoor{1, 1}) {
		t.Errorf("%v", l.Coils())
	}
	l.SetStuck(1, 2, true)
	h.send(unhex(t, "8A 01 02 11 98"))
	h.want("8A 01 02 00 89")
	if l.IsOpen(1, 2) || len(l.Coils()) != 2 {
		t.Errorf("%v", l.Coils())
	}
	if v := l.Violations(); len(v) != 1 || !strings.Contains(v[0], "lock 2 fires") {
		t.Errorf("%q", v)
	}
	h.send(unhex(t, "8A 01 00 11 9A"))
	h.send(unhex(t, "80 01 01 33 B3"))
	h.want("80 01 01 11 91")
	if v := l.Violations(); len(v) != 2 || !strings.Contains(v[1], "all doors") || len(l.Coils()) != 2 {
		t.Errorf("%q", v)
	}
}

func TestLockerUploadsAndEcho(t *testing.T) {
	l, h := startLockers(t, LockerOpts{OneIsOpen: true, Uploads: true, Echo: true})
	l.Pull(1, 3)
	h.want("81 01 03 11 92")
	h.send(unhex(t, "80 01 03 33 B1"))
	h.want("80 01 03 33 B1 80 01 03 11 93")
	l.Shut(1, 3)
	h.want("81 01 03 00 83")
}

func TestKerongReplies(t *testing.T) {
	l, h := startLockers(t, LockerOpts{Protocol: LockKerong, Locks: 16, Boards: []int{0, 1}, OneIsOpen: true})
	for _, lock := range []int{1, 3, 16} {
		l.Pull(0, lock)
	}
	h.send(unhex(t, "02 00 30 03 35"))
	h.want("02 00 35 05 80 00 00 03 BF")
	for _, lock := range []int{1, 3, 16} {
		l.Shut(0, lock)
	}
	h.send(unhex(t, "02 F0 32 03 27"))
	h.want("02 00 36 00 00 00 00 03 3B 02 10 36 00 00 00 00 03 4B")
	h.send(unhex(t, "02 12 31 03 48")) // unlock has no known answer
	h.quiet(100 * time.Millisecond)
	if c := l.Coils(); len(c) != 1 || c[0].Door != (LockerDoor{1, 3}) {
		t.Errorf("%v", c)
	}
}

func TestWKLYReplies(t *testing.T) {
	l, h := startLockers(t, LockerOpts{Protocol: LockWKLY, Locks: 4, Uploads: true})
	l.SetStuck(1, 4, true)
	l.Pull(1, 4)
	h.want("57 4B 4C 59 0A 01 85 04 00 83")
	l.Shut(1, 4)
	h.want("57 4B 4C 59 0A 01 85 04 01 82")
	h.send(unhex(t, "57 4B 4C 59 09 01 82 04 87"))
	h.want("57 4B 4C 59 0B 01 82 FF 04 01 7B")
	h.send(unhex(t, "57 4B 4C 59 09 01 83 05 87"))
	h.want("57 4B 4C 59 0B 01 83 FF 05 FF 85")
	h.send(unhex(t, "57 4B 4C 59 08 01 84 84"))
	h.want("57 4B 4C 59 0E 01 84 00 04 01 01 01 01 86")
	h.send(unhex(t, "57 4B 4C 59 0C 01 80 03 01 02 05 81"))
	h.quiet(100 * time.Millisecond)
	if v := l.Violations(); len(v) != 1 || len(l.Coils()) != 1 {
		t.Errorf("%q %v", v, l.Coils())
	}
}

func TestLockerFaults(t *testing.T) {
	ask, good := unhex(t, "80 01 01 33 B3"), "80 01 01 11 91"
	for fault, want := range map[LockerFault]string{
		LockerNoise: "FF 80 00 " + good, LockerHalf: "80 01", LockerWrong: "80 01 01 11 D1", LockerStale: "81 01 01 99 18",
		LockerSilent: "", LockerDeaf: "",
	} {
		t.Run(string(fault), func(t *testing.T) {
			l, h := startLockers(t, LockerOpts{OneIsOpen: true})
			l.Pull(1, 1)
			h.send(unhex(t, "81 01 01 99 18"))
			h.want("81 01 01 99 18")
			l.SetFault(fault)
			h.send(ask)
			h.want(want)
			h.quiet(60 * time.Millisecond)
		})
	}
}

func TestLockerBoardsThatGo(t *testing.T) {
	l, h := startLockers(t, LockerOpts{Boards: []int{1, 2}, OneIsOpen: true})
	l.SetMissing(2, true)
	h.send(unhex(t, "80 02 01 33 B0 80 01 01 33 B3"))
	h.want("80 01 01 00 80")
	l.SetMissing(2, false)
	h.send(unhex(t, "80 02 01 33 B0"))
	h.want("80 02 01 00 83")
	l.SetFault(LockerOffAfter)
	h.send(unhex(t, "8A 01 01 11 9B"))
	h.quiet(200 * time.Millisecond)
	if !l.IsOpen(1, 1) {
		t.Error("the coil did nothing")
	}
	h.send(unhex(t, "80 01 01 33 B3"))
	h.quiet(60 * time.Millisecond)
}
