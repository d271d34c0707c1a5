package journal

import (
	"flag"
	"fmt"
	"strings"
	"testing"
)

var (
	cutSeed  = flag.Uint64("powercut.seed", 1, "first `seed` of the power cuts")
	cutSeeds = flag.Uint64("powercut.seeds", 2, "`number` of power cuts at each change of the disk, beside the one that leaves nothing unsynced")
)

// sweep cuts the power after every change of the disk.
type sweep struct {
	settings settings
	order    order
	drops    kind // see platter
	enough   int  // bad states after which to stop; 0: goes on to the end
	every    int  // cuts after every so many changes only

	states, twice int
	bad           []string
}

func (s *sweep) run(r *recording) {
	medium := newPlatter(s.order, nil)
	medium.drops = s.drops
	acknowledged := 0
	for i, c := range r.log {
		medium.apply(c)
		if c.kind == promised {
			acknowledged++
		}
		if i%max(1, s.every) != 0 {
			continue
		}
		allowed := r.history[acknowledged:min(acknowledged+2, len(r.history))]
		for _, seed := range seeds() {
			l := newLuck(seed, i)
			s.judge(fmt.Sprintf("order %s, seed %d, cut after change %d (%s %s)", s.order, seed, i, c.kind, c.name),
				medium.cut(l), allowed, l)
			if s.enough > 0 && len(s.bad) >= s.enough {
				return
			}
		}
	}
}

func seeds() []uint64 {
	list := []uint64{0}
	for n := range *cutSeeds {
		list = append(list, *cutSeed+n)
	}
	return list
}

// judge opens what one cut has left; every eighth it cuts again while the
// journal is opened and goes on.
func (s *sweep) judge(where string, left image, allowed []string, l luck) {
	s.states++
	err := s.reopen(left, allowed)
	if err == nil && l.IntN(8) == 0 {
		s.twice++
		err = s.cutAgain(left, l)
	}
	if err != nil {
		s.bad = append(s.bad, where+": "+err.Error())
	}
}

// reopen opens an image and tells what is wrong with it. Allowed is what was
// acknowledged before the cut and, where there is one, that and the record
// that was being written.
func (s *sweep) reopen(left image, allowed []string) error {
	d := newDisk(left)
	name, unmount := d.mount()
	defer unmount()
	j, err := s.settings.on(name).open(file, clock())
	if err != nil {
		return err
	}
	defer j.Close()
	got, err := read(j)
	if err != nil {
		return err
	}
	if err := got.half(); err != nil {
		return err
	}
	if err := oneOf(got.String(), allowed); err != nil {
		return err
	}
	return whole(j)
}

// whole asks SQLite for more than Open does: the indexes too.
func whole(j *Journal) error {
	var verdict string
	if err := j.db.QueryRow("PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("integrity_check: %s", verdict)
	}
	return nil
}

func oneOf(got string, allowed []string) error {
	for _, want := range allowed {
		if got == want {
			return nil
		}
	}
	g, w := strings.Split(got, "\n"), strings.Split(allowed[0], "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Errorf("other records than acknowledged: line %d is %s, was %s", i, g[i], w[i])
		}
	}
	return fmt.Errorf("%d lines of records, %d were acknowledged", len(g), len(w))
}

// cutAgain opens the image, writes one record more and closes, and cuts the
// power somewhere within that.
func (s *sweep) cutAgain(left image, l luck) error {
	d := newDisk(left)
	name, unmount := d.mount()
	defer unmount()
	j, err := s.settings.on(name).open(file, clock())
	if err != nil {
		return err
	}
	before, err1 := read(j)
	err2 := j.Record("started", 0, nil)
	d.promise()
	after, err3 := read(j)
	for _, err := range []error{err1, err2, err3, j.Close()} {
		if err != nil {
			return err
		}
	}
	allowed := []string{before.String(), after.String()}
	medium := newPlatter(s.order, left)
	for _, c := range d.log[:l.IntN(len(d.log)+1)] {
		medium.apply(c)
		if c.kind == promised {
			allowed = allowed[1:]
		}
	}
	if err := s.reopen(medium.cut(l), allowed); err != nil {
		return fmt.Errorf("cut again while opening: %w", err)
	}
	return nil
}

func TestPowerCutAtEveryWrite(t *testing.T) {
	r := record(t, durable)
	for _, o := range []order{ext4Order, anyOrder} {
		t.Run(string(o), func(t *testing.T) {
			t.Parallel()
			s := &sweep{settings: durable, order: o, every: cutEvery}
			s.run(r)
			t.Logf("%d changes of the disk, %d acknowledgements, %d checkpoints: %d states, %d of them cut twice, %d bad",
				len(r.log), len(r.history)-1, r.checkpoints(), s.states, s.twice, len(s.bad))
			for _, bad := range s.bad[:min(5, len(s.bad))] {
				t.Error(bad)
			}
		})
	}
}
