package ports

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

// datagram is what a fake kernel says.
type datagram struct {
	data   []byte
	sender uint32
	err    error
}

// fakeKernel is a source that the test feeds.
type fakeKernel struct {
	said   chan datagram
	closed chan struct{}
}

func (k *fakeKernel) Receive() ([]byte, uint32, error) {
	select {
	case d := <-k.said:
		return d.data, d.sender, d.err
	case <-k.closed:
		return nil, 0, os.ErrClosed
	}
}

func (k *fakeKernel) Close() error { close(k.closed); return nil }

// rig is a Watch in a bubble over a fake sysfs and a fake kernel.
type rig struct {
	*fakeSys
	kernel *fakeKernel
	seq    int
	stop   context.CancelFunc
	ended  chan struct{}
	err    error

	mu     sync.Mutex
	said   []string
	faults []error
}

func startWatch(t *testing.T, s *fakeSys, deaf bool) *rig {
	t.Helper()
	r := &rig{fakeSys: s, ended: make(chan struct{})}
	r.kernel = &fakeKernel{said: make(chan datagram), closed: make(chan struct{})}
	f := New(s.opts())
	f.open = func() (source, error) {
		if deaf {
			return nil, unix.EPROTONOSUPPORT
		}
		return r.kernel, nil
	}
	ctx, stop := context.WithCancel(t.Context())
	r.stop = stop
	go func() {
		defer close(r.ended)
		r.err = f.Watch(ctx, r.note)
	}()
	t.Cleanup(func() { stop(); <-r.ended })
	synctest.Wait()
	return r
}

func (r *rig) note(c Change) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = append(r.said, string(c.Kind)+" "+c.Port.Name)
	r.faults = append(r.faults, c.Err)
}

// told is the error of every report until now.
func (r *rig) told() []error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.faults)
}

// uevent lets the kernel tell of a device, and Watch hear it.
func (r *rig) uevent(action, subsystem string) {
	r.seq++
	r.kernel.said <- datagram{data: event(action, "/devices/x", "SUBSYSTEM="+subsystem, "SEQNUM="+strconv.Itoa(r.seq))}
	synctest.Wait()
}

// wants compares what was reported since the last call.
func (r *rig) wants(want ...string) {
	r.t.Helper()
	synctest.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Equal(r.said, want) {
		r.t.Errorf("reported %q, want %q", r.said, want)
	}
	r.said = nil
}

func TestWatchReportsAtOnceOnAnEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeSys(t)
		s.adapter("1-2", "ttyUSB0", ch340)
		s.node("ttyUSB0")
		r := startWatch(t, s, false)
		r.wants("added ttyUSB0")

		s.adapter("1-3", "ttyUSB1", ch340)
		s.node("ttyUSB1")
		r.uevent("add", "usb")
		r.wants() // no tty, no loss: not worth a look
		r.uevent("add", "tty")
		r.wants("added ttyUSB1")
		s.unplug("1-2", "ttyUSB0")
		r.uevent("remove", "tty")
		r.wants("removed ttyUSB0")
		if slices.ContainsFunc(r.told(), func(err error) bool { return err != nil }) {
			t.Errorf("%v", r.told())
		}
	})
}

func TestWatchSeesWithinTwoSecondsWithoutEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeSys(t)
		r := startWatch(t, s, true)
		r.wants()
		s.modem("1-2", "ttyACM0", ch340)
		s.node("ttyACM0")
		time.Sleep(1900 * time.Millisecond)
		r.wants()
		time.Sleep(200 * time.Millisecond)
		r.wants("added ttyACM0")
		s.unplug("1-2", "ttyACM0")
		time.Sleep(2 * time.Second)
		r.wants("removed ttyACM0")
	})
}

// ENOBUFS, a datagram that was cut and a hole in the numbers each mean that
// something was missed.
func TestWatchLooksAfterALoss(t *testing.T) {
	for name, lose := range map[string]func(*rig){
		"no room": func(r *rig) { r.kernel.said <- datagram{err: os.NewSyscallError("recvmsg", unix.ENOBUFS)} },
		"cut":     func(r *rig) { r.kernel.said <- datagram{err: errCut} },
		"hole":    func(r *rig) { r.uevent("add", "net"); r.seq += 5; r.uevent("add", "net") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newFakeSys(t)
				r := startWatch(t, s, false)
				s.adapter("1-2", "ttyUSB0", ch340)
				s.node("ttyUSB0")
				lose(r)
				r.wants("added ttyUSB0")
			})
		})
	}
}

func TestWatchGoesOnWhenEventsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeSys(t)
		r := startWatch(t, s, false)
		r.kernel.said <- datagram{err: unix.EBADF}
		s.adapter("1-2", "ttyUSB0", ch340)
		s.node("ttyUSB0")
		time.Sleep(2 * time.Second)
		r.wants("added ttyUSB0")
	})
}

// The kernel tells of a node before udev has given it away.
func TestWatchWaitsForTheRightToOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeSys(t)
		r := startWatch(t, s, false)
		s.adapter("1-2", "ttyUSB0", ch340)
		r.uevent("add", "tty")
		time.Sleep(time.Second)
		r.wants()
		s.node("ttyUSB0")
		time.Sleep(150 * time.Millisecond)
		r.wants("added ttyUSB0")
		if err := r.told()[0]; err != nil {
			t.Errorf("%v", err)
		}
	})
}

func TestWatchTellsOfAPortThatNeverOpens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeSys(t)
		r := startWatch(t, s, false)
		s.adapter("1-2", "ttyUSB0", ch340)
		r.uevent("add", "tty")
		time.Sleep(1900 * time.Millisecond)
		r.wants()
		time.Sleep(200 * time.Millisecond)
		r.wants("added ttyUSB0")
		if err := r.told()[0]; drivers.KindOf(err) != drivers.NotReady || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v", err)
		}
		time.Sleep(time.Minute)
		r.wants() // it was said once
	})
}

func TestWatchForgetsAPortThatLeftBeforeItOpened(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeSys(t)
		r := startWatch(t, s, false)
		s.adapter("1-2", "ttyUSB0", ch340)
		r.uevent("add", "tty")
		s.unplug("1-2", "ttyUSB0")
		r.uevent("remove", "tty")
		time.Sleep(time.Minute)
		r.wants()
	})
}

// Unplugged and plugged again between two looks is not nothing: whoever holds
// the old line has a dead one.
func TestWatchSeesThatAPortWasPluggedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeSys(t)
		s.adapter("1-2", "ttyUSB0", ch340)
		s.node("ttyUSB0")
		r := startWatch(t, s, true)
		r.wants("added ttyUSB0")
		s.unplug("1-2", "ttyUSB0")
		s.adapter("1-2", "ttyUSB0", ch340)
		time.Sleep(2 * time.Second)
		r.wants("removed ttyUSB0", "added ttyUSB0")
		time.Sleep(time.Minute)
		r.wants()
	})
}

// A twin that is plugged in takes the serial number out of the identity; the
// first port has not moved for that.
func TestWatchIsNotUpsetByATwin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		twin := map[string]string{"idVendor": "10c4", "idProduct": "ea60", "serial": "0001"}
		s := newFakeSys(t)
		s.adapter("1-2", "ttyUSB0", twin)
		s.node("ttyUSB0")
		r := startWatch(t, s, true)
		r.wants("added ttyUSB0")
		s.adapter("1-3", "ttyUSB1", twin)
		s.node("ttyUSB1")
		time.Sleep(2 * time.Second)
		r.wants("added ttyUSB1")
	})
}

// A sysfs that cannot be read says nothing about what is plugged in.
func TestWatchKeepsPortsWhileSysfsIsAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeSys(t)
		s.adapter("1-2", "ttyUSB0", ch340)
		s.node("ttyUSB0")
		r := startWatch(t, s, true)
		r.wants("added ttyUSB0")
		sys, away := filepath.Join(s.root, "sys"), filepath.Join(s.root, "away")
		s.check(os.Rename(sys, away))
		time.Sleep(time.Minute)
		r.wants()
		s.check(os.Rename(away, sys))
		time.Sleep(time.Minute)
		r.wants()
		r.stop()
		<-r.ended
		if drivers.KindOf(r.err) != drivers.Cancelled {
			t.Errorf("%v", r.err)
		}
	})
}

// The real socket: Close wakes a Receive that waits.
func TestUeventSocketCloses(t *testing.T) {
	s, err := openUevents()
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		hear(s, make(chan struct{}, 1))
	}()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Fatal("it waits still")
	}
}
