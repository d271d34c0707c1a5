package journal

import (
	"errors"
	"flag"
	"fmt"
	"syscall"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

var faultStep = flag.Int("powercut.faultstep", 4*cutEvery, "every `n`th change of the disk fails once, each in a day of its own")

// fault fails the change of that number.
type fault struct {
	at    int
	err   error
	stays bool // and all that need room after it

	seen int
	hit  bool
}

func (f *fault) ask(c change) error {
	f.seen++
	if f.seen-1 == f.at || f.hit && f.stays && needsRoom(c) {
		f.hit = true
		return f.err
	}
	return nil
}

func needsRoom(c change) bool { return c.kind == created || c.kind == written || c.kind == truncated }

// faulty is a morning on a failing disk.
type faulty struct {
	*fault
	disk         *disk
	acknowledged int
	broken       bool
	wrong        []error
}

// live runs a morning, ended by a power cut or by Close before it.
func (f *faulty) live(vfs string, closes bool) {
	j, err := durable.on(vfs).open(file, clock())
	if err != nil {
		return
	}
	if f.hit {
		f.wrong = append(f.wrong, errors.New("Open said nothing"))
	}
	day{j, func(err error) { f.did(j, err) }}.morning()
	if closes {
		err = j.Close()
	}
	if err != nil && !f.hit {
		f.wrong = append(f.wrong, err)
	}
}

func (f *faulty) did(j *Journal, err error) {
	switch {
	case errors.Is(err, errNothingPending):
	case err == nil && f.broken:
		f.wrong = append(f.wrong, errors.New("acknowledged by a broken journal"))
	case err == nil:
		f.acknowledged++
		f.disk.promise()
	case f.broken && !errors.Is(err, ErrBroken):
		f.wrong = append(f.wrong, fmt.Errorf("not ErrBroken: %w", err))
	case !f.hit:
		f.wrong = append(f.wrong, err)
	}
	f.broken = j.Err() != nil
	if f.hit && !f.broken {
		f.wrong = append(f.wrong, fmt.Errorf("unnoticed after %d acknowledgements", f.acknowledged))
	}
}

func TestFailedWriteBreaksTheJournal(t *testing.T) {
	full := vfs.SystemError(syscall.ENOSPC, sqlite3.FULL)
	r := record(t, durable)
	for _, closes := range []bool{false, true} {
		t.Run(fmt.Sprintf("closed-%v", closes), func(t *testing.T) {
			t.Parallel()
			days := 0
			for at := int(*cutSeed) % *faultStep; ; at += *faultStep {
				eio := r.fail(t, fault{at: at, err: syscall.EIO}, closes)
				enospc := r.fail(t, fault{at: at, err: full, stays: true}, closes)
				if !eio || !enospc { // the morning was over before
					break
				}
				days += 2
			}
			t.Logf("%d days on a failing disk, %d states", days, days*len(seeds()))
		})
	}
}

// fail lives one morning with a fault, then cuts the power and looks what is
// left. It is false where the morning ended before the fault.
func (r *recording) fail(t *testing.T, f fault, closes bool) bool {
	d := newDisk(nil)
	d.fault = f.ask
	name, unmount := d.mount()
	defer unmount()
	run := &faulty{fault: &f, disk: d}
	run.live(name, closes)
	if len(run.wrong) > 0 {
		t.Errorf("change %d of the disk (%s), %v: %v", f.at, d.log[min(f.at, len(d.log)-1)].kind, f.err, run.wrong[0])
	}
	medium := newPlatter(anyOrder, nil)
	for _, c := range d.log {
		medium.apply(c)
	}
	s := &sweep{settings: durable, order: anyOrder}
	for _, seed := range seeds() {
		s.judge(fmt.Sprintf("change %d failed with %v, seed %d", f.at, f.err, seed),
			medium.cut(newLuck(seed, f.at)), r.history[run.acknowledged:run.acknowledged+2], newLuck(seed, f.at))
	}
	for _, bad := range s.bad {
		t.Error(bad)
	}
	return f.hit
}
