package journal

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/ncruces/go-sqlite3/vfs"
)

const file = "/journal.db"

// fewPages of log are copied to the file at once, so that it happens often
// within a day.
const fewPages = 12

var mounts atomic.Int64

// mount makes the disk known to SQLite; unmount takes it back.
func (d *disk) mount() (name string, unmount func()) {
	name = fmt.Sprintf("powercut-%d", mounts.Add(1))
	vfs.Register(name, d)
	return name, func() { vfs.Unregister(name) }
}

// on returns the settings for a disk.
func (s settings) on(vfs string) settings {
	s.vfs, s.pages = vfs, fewPages
	return s
}

// with returns the settings with another pragma in the place of one of them.
func (s settings) with(instead, pragma string) settings {
	s.pragmas = slices.Clone(s.pragmas)
	s.pragmas[slices.Index(s.pragmas, instead)] = pragma
	return s
}

// recording is one day and what the disk saw of it.
type recording struct {
	log     []change
	history []string // what the journal held after each acknowledgement
	last    records
}

// record lives through a day with a restart at noon.
func record(t *testing.T, s settings) *recording {
	t.Helper()
	return recordDay(t, s, day.morning, day.afternoon)
}

// recordDay lives through the parts of a day, with a restart between.
func recordDay(t *testing.T, s settings, parts ...func(day)) *recording {
	t.Helper()
	d := newDisk(nil)
	name, unmount := d.mount()
	defer unmount()
	r := &recording{history: []string{records{}.String()}}
	for _, part := range parts {
		j, err := s.on(name).open(file, clock())
		must(t, err)
		part(day{j, func(err error) {
			must(t, err)
			d.promise()
			r.last, err = read(j)
			must(t, err)
			r.history = append(r.history, r.last.String())
		}})
		must(t, j.Close())
	}
	r.log = d.log
	return r
}

// checkpoints counts how often the log was copied to the file.
func (r *recording) checkpoints() int {
	n := 0
	for _, c := range r.log {
		if c.kind == synced && c.name == file {
			n++
		}
	}
	return n
}

func TestDayIsWorthCutting(t *testing.T) {
	r := record(t, durable)
	var keys []string
	for _, c := range r.last.Calls {
		keys = append([]string{c.Key}, keys...)
	}
	want := "[c1-printed c2-e-ticket c3-unknown i4-issued i4-printed i5-issued i5-printed i5-help b2-release " +
		"c4-help c5-printed c6-reprinted c6-cancel c7-abandon c8-printed h1-collected h2-left h3-finish]"
	if fmt.Sprint(keys) != want || len(r.last.Reservations) != 9 || len(r.last.Prints) != 8 {
		t.Fatalf("the day wrote %v and %d numbers, %d slips", keys, len(r.last.Reservations), len(r.last.Prints))
	}
	must(t, r.last.half())
	if r.checkpoints() < 8 {
		t.Fatalf("%d checkpoints within the day", r.checkpoints())
	}
}
