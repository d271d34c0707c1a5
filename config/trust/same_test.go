package trust_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"govkiosk/config/trust"
)

// twins are two terminals in the same place with the same store: one program
// that goes on, and one that begins anew before each look. What the first
// remembers must never let anything through that the second refuses, nor
// refuse what it takes.
type twins struct {
	t          testing.TB
	r          *rand.Rand
	f          *forge
	old, anew  *desk
	stick      map[string][]byte // an earlier copy of the repository
	from       map[string][]byte // what the next look finds
	broken     string            // a file that cannot be had
	kinds      map[trust.Kind]int
	taken, key int
}

func newTwins(t testing.TB, seed uint64) *twins {
	f := newForge(t)
	w := &twins{t: t, r: rand.New(rand.NewPCG(seed, 1)), f: f, old: newDesk(t, f), anew: newDesk(t, f), kinds: map[trust.Kind]int{}}
	w.stick = maps.Clone(f.files)
	for _, d := range []*desk{w.old, w.anew} {
		d.from = w
		d.restart()
	}
	return w
}

// Fetch implements trust.Fetcher.
func (w *twins) Fetch(ctx context.Context, path string, limit int64) ([]byte, error) {
	if path == w.broken {
		return nil, errors.New("the line is cut")
	}
	return (&forge{files: w.from}).Fetch(ctx, path, limit)
}

func (w *twins) one(of ...string) string { return of[w.r.IntN(len(of))] }

// fresh is the name of a key that nobody has had.
func (w *twins) fresh() string {
	w.key++
	return fmt.Sprint("key-", w.key)
}

// honest is what a publisher does.
func (w *twins) honest() {
	f := w.f
	switch w.r.IntN(14) {
	case 0:
		f.put(lunan, lunanHall, fmt.Sprintf("[hall]\nphone = \"0315-%d\"\n", w.r.IntN(50)))
	case 1: // the keys of one role in the root
		role := w.one(metadata.TIMESTAMP, metadata.SNAPSHOT, metadata.TARGETS)
		f.signs[role] = []string{w.fresh(), w.fresh()}[:1+w.r.IntN(2)]
		f.rotate(f.signs[metadata.ROOT]...)
	case 2: // a key of the root
		was := f.signs[metadata.ROOT]
		f.signs[metadata.ROOT] = []string{was[1], w.fresh()}
		f.rotate(append(slices.Clone(was), f.signs[metadata.ROOT][1])...)
	case 3: // another threshold for the same keys
		f.root.Roles[metadata.TARGETS].Threshold = 1
		f.rotate(f.signs[metadata.ROOT]...)
	case 4:
		f.signs[lunan] = []string{w.fresh(), w.fresh()}
		f.delegate(lunan, lunanHall, ourDesk)
	case 5: // both of a district's keys must agree from now on
		f.delegate(lunan, lunanHall, ourDesk)
		d := f.roles[metadata.TARGETS].Delegations.Roles
		d[len(d)-1].Threshold = len(f.signs[lunan])
	case 6: // the online keys alone
		f.snapshot(f.snap+1, f.signs[metadata.SNAPSHOT]...)
		f.timestamp(f.stamp+1, f.snap, f.signs[metadata.TIMESTAMP]...)
		return
	case 7: // nothing is new
		return
	}
	f.publish()
}

// hostile is what somebody does who has the server, or some keys as well.
func (w *twins) hostile() {
	f := w.f
	online := func() {
		f.snapshot(f.snap+1, f.signs[metadata.SNAPSHOT]...)
		f.timestamp(f.stamp+1, f.snap, f.signs[metadata.TIMESTAMP]...)
	}
	role := w.one(metadata.TARGETS, lunan)
	file := w.one(slices.Sorted(maps.Keys(f.files))...)
	if w.r.IntN(2) == 0 {
		file = "metadata/timestamp.json"
	}
	switch w.r.IntN(20) {
	case 0:
		delete(f.files, file)
	case 1:
		f.files[file] = f.files[file][:len(f.files[file])/2]
	case 2:
		f.files[file] = []byte("null")
	case 3:
		f.files[file] = bytes.Repeat([]byte(" "), trust.MaxTimestamp+1)
	case 4:
		w.broken = file
	case 5: // everything as it was once
		f.files = maps.Clone(w.stick)
	case 6: // the timestamp alone as it was once
		f.files["metadata/timestamp.json"] = w.stick["metadata/timestamp.json"]
	case 7:
		f.role(role, f.roles[role].Version+1, "nobody", "stranger")
		online()
	case 8: // fewer than must agree
		f.role(role, f.roles[role].Version+1, f.signs[role][:len(f.signs[role])-1]...)
		online()
	case 9:
		f.role(role, f.roles[role].Version, append([]string{"nobody"}, f.signs[role][1:]...)...) // under the same number
		online()
	case 10:
		f.named[role+".json"]--
		online()
	case 11: // a snapshot of before under a new timestamp
		f.timestamp(f.stamp+1, f.snap-1, f.signs[metadata.TIMESTAMP]...)
	case 12:
		f.snapshot(f.snap+1, "nobody")
		f.timestamp(f.stamp+1, f.snap, f.signs[metadata.TIMESTAMP]...)
	case 13: // the same number, said anew
		f.put(lunan, lunanHall, "[hall]\nphone = \"0315-same\"\n")
		f.role(lunan, f.roles[lunan].Version, f.signs[lunan]...)
		f.snapshot(f.snap+w.r.Int64N(2), f.signs[metadata.SNAPSHOT]...)
		f.timestamp(f.stamp+w.r.Int64N(2), f.snap, f.signs[metadata.TIMESTAMP]...)
	case 14:
		f.put(lunan, w.one(lubeiHall, "image.toml"), evil)
		f.publish()
	case 15:
		f.signs[metadata.TIMESTAMP] = []string{"evil"}
		f.rotate(f.signs[metadata.ROOT][0], "nobody")
		f.timestamp(f.stamp+1, f.snap, "evil")
	case 16: // a good root, a bad one, and who was put out by the good one
		was := f.signs[metadata.TIMESTAMP]
		f.signs[metadata.TIMESTAMP] = []string{w.fresh()}
		f.rotate(f.signs[metadata.ROOT]...)
		f.rotate("nobody")
		f.timestamp(f.stamp+1, f.snap, was...)
	case 18: // keys are put out, and what they have signed stays
		was := f.signs[role]
		f.signs[role] = []string{w.fresh(), w.fresh()}
		f.rotate(f.signs[metadata.ROOT]...)
		f.signs[role] = was
	case 19: // as before, for a district
		was := f.roles[metadata.TARGETS].Delegations
		d := *was
		d.Keys, d.Roles = maps.Clone(was.Keys), slices.Clone(was.Roles)
		f.roles[metadata.TARGETS].Delegations = &d
		f.signs[lunan] = []string{w.fresh()}
		f.delegate(lunan, lunanHall, ourDesk)
		f.role(metadata.TARGETS, f.roles[metadata.TARGETS].Version+1, f.signs[metadata.TARGETS]...)
		online()
		f.roles[metadata.TARGETS].Delegations = was
	case 17: // a file of another release
		f.publish()
		file := func(version int64) string { return fmt.Sprintf("metadata/%d.%s.json", version, role) }
		f.files[file(f.named[role+".json"])] = f.files[file(f.named[role+".json"]-1)]
	}
}

// during has the repository be as what makes it for the next look, and honest
// again after it. Numbers go on: what a thief has signed may have been seen.
func (w *twins) during(what func(), look func()) {
	f := w.f
	files, root, signs, named := maps.Clone(f.files), f.root, maps.Clone(f.signs), maps.Clone(f.named)
	targets := maps.Clone(f.roles[lunan].Targets)
	what()
	w.from = f.files
	look()
	w.broken = ""
	f.files, f.root, f.signs, f.named, f.roles[lunan].Targets = files, root, signs, named, targets
}

// clocks sets the clocks of both: mostly right, sometimes dead or ahead.
func (w *twins) clocks() {
	w.f.now = w.f.now.Add(time.Duration(w.r.IntN(72)) * time.Hour)
	now := w.f.now
	switch w.r.IntN(10) {
	case 0:
		now = time.Unix(0, 0)
	case 1:
		now = now.AddDate(0, 0, 400)
	case 2:
		now = now.AddDate(0, 0, w.r.IntN(12)-6)
	}
	w.old.now, w.anew.now = now, now
}

// tear has both lose the same row.
func (w *twins) tear() {
	rows := slices.Sorted(maps.Keys(w.old.store.rows))
	if len(rows) == 0 {
		return
	}
	row := w.one(rows...)
	left := w.r.IntN(2) * len(w.old.store.rows[row]) / 2
	for _, d := range []*desk{w.old, w.anew} {
		d.store.rows[row] = d.store.rows[row][:left]
	}
}

// look has both look, and compares what came of it.
func (w *twins) look(step string) {
	w.t.Helper()
	w.anew.restart()
	a, aErr := w.old.Refresh(context.Background())
	b, bErr := w.anew.Refresh(context.Background())
	said := [2]string{verdict(aErr), verdict(bErr)}
	if said[0] != said[1] || a.Version != b.Version || a.Digest != b.Digest || !a.Expires.Equal(b.Expires) || !maps.Equal(says(a), says(b)) {
		w.t.Fatalf("%s: who goes on says %q and has %d %v; who begins anew says %q and has %d %v (%v; %v)",
			step, said[0], a.Version, says(a), said[1], b.Version, says(b), aErr, bErr)
	}
	kept := [2]*ram{w.old.store, w.anew.store}
	if !maps.Equal(kept[0].floors, kept[1].floors) || !maps.EqualFunc(facts(kept[0]), facts(kept[1]), bytes.Equal) {
		w.t.Fatalf("%s (%q): what they keep differs: %v %v; %v %v", step, said[0], kept[0].floors, keys(kept[0]), kept[1].floors, keys(kept[1]))
	}
	w.count(aErr)
	if w.r.IntN(4) > 0 {
		return
	}
	one, err := w.old.Status()
	w.anew.restart()
	two, err2 := w.anew.Status()
	if err != nil || err2 != nil || one.Root != two.Root || one.Release.Digest != two.Release.Digest || !one.Expires.Equal(two.Expires) ||
		!one.Floor.Equal(two.Floor) || one.Clock != two.Clock || (one.Trouble == nil) != (two.Trouble == nil) {
		w.t.Fatalf("%s: the one stands at %+v, %v; the other at %+v, %v", step, one, err, two, err2)
	}
}

func (w *twins) count(err error) {
	var no *trust.Refused
	if errors.As(err, &no) {
		w.kinds[no.Kind]++
	} else {
		w.taken++
	}
}

func verdict(err error) string {
	var no *trust.Refused
	if errors.As(err, &no) {
		return string(no.Kind) + " " + no.File
	}
	return ""
}

// facts are the rows but for the words of a refusal, in which go-tuf names the
// first of a map.
func facts(r *ram) map[string][]byte {
	rows := maps.Clone(r.rows)
	delete(rows, "trouble")
	return rows
}

func keys(r *ram) []string { return slices.Sorted(maps.Keys(r.rows)) }

// Whatever comes, a program that has run for long judges as one that has just
// begun, and both follow again as soon as the publisher is honest and the clock
// is right.
func TestWhatIsRememberedChangesNoVerdict(t *testing.T) {
	kinds := map[trust.Kind]int{}
	for seed := range uint64(3) {
		w := newTwins(t, seed)
		for i := range 40 {
			step := fmt.Sprintf("seed %d, step %d", seed, i)
			w.clocks()
			look := func() { w.look(step) }
			switch w.r.IntN(8) {
			case 0, 1, 2:
				w.during(w.hostile, look)
				continue
			case 3: // a stick of before
				w.from = w.stick
				look()
				continue
			case 4:
				w.tear()
			case 5:
				w.old.store.full, w.anew.store.full = true, true
			}
			w.honest()
			w.from = w.f.files
			look()
			w.old.store.full, w.anew.store.full = false, false
			if w.r.IntN(4) == 0 {
				w.stick = maps.Clone(w.f.files)
			}
		}
		w.old.now, w.anew.now = w.f.now, w.f.now
		w.f.publish()
		w.from = w.f.files
		before := w.taken
		if w.look(fmt.Sprintf("seed %d, the end", seed)); w.taken == before {
			t.Errorf("seed %d: an honest repository is refused for good: %v", seed, w.kinds)
		}
		if w.taken < 8 {
			t.Errorf("seed %d: only %d of the looks took anything", seed, w.taken)
		}
		for kind, n := range w.kinds {
			kinds[kind] += n
		}
	}
	for _, kind := range []trust.Kind{trust.Unsigned, trust.Rollback, trust.Expired, trust.Mismatch, trust.Undelegated, trust.TooLarge,
		trust.Withheld, trust.Malformed, trust.Unreachable, trust.Unkept} {
		if kinds[kind] == 0 {
			t.Errorf("nothing was refused as %s: %v", kind, kinds)
		}
	}
}
