package trust_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"govkiosk/config/trust"
)

// attack is what somebody who has the server, or some keys, does after a first
// good release. An honest publisher mends it.
type attack struct {
	name string
	with func(f *forge, d *desk)
	want trust.Kind
}

const evil = "[api]\nurl = \"http://evil.example\"\n"

var attacks = []attack{
	{"arbitrary layer", func(f *forge, _ *desk) {
		f.put(lunan, lunanHall, "[hall]\nphone = \"0315-9\"\n")
		f.publish()
		f.files[targetFile(lunanHall, "[hall]\nphone = \"0315-9\"\n")] = []byte("[hall]\nphone = \"0315-0\"\n")
	}, trust.Mismatch},
	{"arbitrary targets", func(f *forge, _ *desk) {
		f.put(metadata.TARGETS, "image.toml", evil)
		f.role(metadata.TARGETS, 2, "nobody", "stranger")
		f.snapshot(2, "snapshot")
		f.timestamp(2, 2, "timestamp")
	}, trust.Unsigned},
	{"arbitrary timestamp", func(f *forge, _ *desk) { f.timestamp(2, 1, "nobody") }, trust.Unsigned},
	{"arbitrary snapshot", func(f *forge, _ *desk) {
		f.snapshot(2, "nobody")
		f.timestamp(2, 2, "timestamp")
	}, trust.Unsigned},
	{"arbitrary root", func(f *forge, _ *desk) {
		f.signs[metadata.TIMESTAMP] = []string{"evil"}
		f.rotate("nobody", "stranger")
	}, trust.Unsigned},

	{"rollback of the timestamp", func(f *forge, d *desk) {
		old := f.files["metadata/timestamp.json"]
		f.publish()
		d.takes()
		f.files["metadata/timestamp.json"] = old
	}, trust.Rollback},
	{"rollback of the snapshot", func(f *forge, d *desk) {
		f.publish()
		d.takes()
		f.timestamp(3, 1, "timestamp") // its key is stolen
	}, trust.Rollback},
	{"rollback of the targets", func(f *forge, d *desk) {
		f.publish()
		d.takes()
		f.named["targets.json"] = 1 // the online keys are stolen
		f.snapshot(3, "snapshot")
		f.timestamp(3, 3, "timestamp")
	}, trust.Rollback},
	{"rollback of a district", func(f *forge, d *desk) {
		f.publish()
		d.takes()
		f.named[lunan+".json"] = 1
		f.snapshot(3, "snapshot")
		f.timestamp(3, 3, "timestamp")
	}, trust.Rollback},
	{"rollback after the rows are lost", func(f *forge, d *desk) {
		files := maps.Clone(f.files)
		f.publish()
		d.takes()
		f.files = files
		for name := range d.store.rows {
			if name == "role/timestamp" || name == "role/snapshot" {
				delete(d.store.rows, name)
			}
		}
	}, trust.Rollback},
	{"rollback of the root", func(f *forge, d *desk) {
		revoke(f)
		d.takes()
		delete(f.files, "metadata/2.root.json")
		f.timestamp(9, f.snap, "timestamp") // by the revoked key
		d.restart()                         // with the root of the installation
	}, trust.Unsigned},
	{"rollback of the root after the rows are lost", func(f *forge, d *desk) {
		revoke(f)
		d.takes()
		delete(f.files, "metadata/2.root.json")
		delete(d.store.rows, "root/2")
		f.timestamp(9, f.snap, "timestamp")
		d.restart()
	}, trust.Withheld},

	{"a key that a good root has revoked before a bad one", func(f *forge, d *desk) {
		f.signs[metadata.TIMESTAMP] = []string{"timestamp-2"}
		f.rotate("root-a", "root-b")
		f.files["metadata/3.root.json"] = make([]byte, trust.MaxRoot+1)
		if _, err := d.Refresh(context.Background()); err == nil {
			f.t.Fatal("an endless root is taken")
		}
		delete(f.files, "metadata/2.root.json")
		delete(f.files, "metadata/3.root.json")
		f.timestamp(9, f.snap, "timestamp") // by the revoked key
		d.restart()
	}, trust.Unsigned},

	{"freeze", func(f *forge, d *desk) { d.now = d.now.AddDate(0, 0, 8) }, trust.Expired},
	{"freeze with a dead clock", func(f *forge, d *desk) {
		f.now = f.now.AddDate(0, 0, 20)
		f.publish()
		d.now = morning.AddDate(-56, 0, 0)
		d.takes()
		f.now = f.now.AddDate(0, 0, -10)
		f.timestamp(3, 2, "timestamp") // 10 days before the floor, good for 7
	}, trust.Expired},
	{"freeze of the snapshot", func(f *forge, d *desk) {
		f.now = f.now.AddDate(0, 0, 8)
		d.now = f.now
		f.timestamp(2, 1, "timestamp")
	}, trust.Expired},
	{"freeze of the targets", func(f *forge, d *desk) {
		f.now = f.now.AddDate(0, 0, 91)
		d.now = f.now
		f.snapshot(2, "snapshot")
		f.timestamp(2, 2, "timestamp")
	}, trust.Expired},
	{"freeze of a district", func(f *forge, d *desk) {
		f.now = f.now.AddDate(0, 0, 91)
		d.now = f.now
		f.role(metadata.TARGETS, 2, f.signs[metadata.TARGETS]...)
		f.snapshot(2, "snapshot")
		f.timestamp(2, 2, "timestamp")
	}, trust.Expired},
	{"freeze of the root", func(f *forge, d *desk) {
		f.now = f.now.AddDate(0, 0, 364)
		f.publish()
		d.now = f.now
		d.takes()
		d.now = f.now.AddDate(0, 0, 2)
	}, trust.Expired},
	{"mix and match", func(f *forge, _ *desk) {
		old := f.files["metadata/1.targets.json"]
		f.publish()
		f.files["metadata/2.targets.json"] = old
	}, trust.Mismatch},
	{"mix and match without hashes", func(f *forge, _ *desk) {
		f.bare = true
		old := f.files["metadata/1.targets.json"]
		f.publish()
		f.files["metadata/2.targets.json"] = old
	}, trust.Mismatch},
	{"mix and match of the snapshot", func(f *forge, _ *desk) {
		f.bare = true
		old := f.files["metadata/1.snapshot.json"]
		f.publish()
		f.files["metadata/2.snapshot.json"] = old
	}, trust.Mismatch},

	{"endless targets", func(f *forge, _ *desk) {
		f.bare = true
		f.publish()
		f.files["metadata/2.targets.json"] = make([]byte, trust.MaxTargets+1)
	}, trust.TooLarge},
	{"endless timestamp", func(f *forge, _ *desk) {
		f.files["metadata/timestamp.json"] = make([]byte, trust.MaxTimestamp+1)
	}, trust.TooLarge},
	{"endless snapshot", func(f *forge, _ *desk) {
		f.bare = true
		f.publish()
		f.files["metadata/2.snapshot.json"] = make([]byte, trust.MaxSnapshot+1)
	}, trust.TooLarge},
	{"endless root", func(f *forge, _ *desk) {
		f.files["metadata/2.root.json"] = make([]byte, trust.MaxRoot+1)
	}, trust.TooLarge},
	{"endless layer", func(f *forge, _ *desk) {
		f.put(lunan, lunanHall, "[hall]\nphone = \"0315-9\"\n")
		f.publish()
		f.files[targetFile(lunanHall, "[hall]\nphone = \"0315-9\"\n")] = make([]byte, trust.MaxLayer)
	}, trust.TooLarge},
	{"large layer", func(f *forge, _ *desk) {
		f.put(lunan, lunanHall, string(make([]byte, trust.MaxLayer+1)))
		f.publish()
	}, trust.TooLarge},

	{"one of two keys of the targets", func(f *forge, _ *desk) {
		f.put(metadata.TARGETS, "image.toml", evil)
		f.role(metadata.TARGETS, 2, "targets-a")
		f.snapshot(2, "snapshot")
		f.timestamp(2, 2, "timestamp")
	}, trust.Unsigned},
	{"one of two keys of the root", func(f *forge, _ *desk) {
		f.signs[metadata.TIMESTAMP] = []string{"evil"}
		f.rotate("root-a")
	}, trust.Unsigned},
	{"a revoked key", func(f *forge, d *desk) {
		revoke(f)
		d.takes()
		f.timestamp(9, f.snap, "timestamp")
	}, trust.Unsigned},
	{"a revoked key before the root is known", func(f *forge, _ *desk) {
		revoke(f)
		f.timestamp(9, f.snap, "timestamp")
	}, trust.Unsigned},
	{"revoked keys of the targets, which nobody has signed anew", func(f *forge, _ *desk) {
		f.signs[metadata.TARGETS] = []string{"targets-c", "targets-d"}
		f.rotate("root-a", "root-b")
	}, trust.Unsigned},
	{"a revoked key of a district, which has not signed anew", func(f *forge, _ *desk) {
		f.signs[lunan] = []string{"lunan-2"}
		f.delegate(lunan, lunanHall, ourDesk)
		f.role(metadata.TARGETS, 2, f.signs[metadata.TARGETS]...)
		f.snapshot(2, "snapshot")
		f.timestamp(2, 2, "timestamp")
	}, trust.Unsigned},
	{"withheld targets", func(f *forge, _ *desk) {
		f.publish()
		delete(f.files, "metadata/2.targets.json")
	}, trust.Withheld},
	{"withheld timestamp", func(f *forge, _ *desk) { delete(f.files, "metadata/timestamp.json") }, trust.Withheld},

	{"another's hall", func(f *forge, _ *desk) {
		f.put(lunan, lubeiHall, evil)
		f.publish()
	}, trust.Undelegated},
	{"what the whole province reads", func(f *forge, _ *desk) {
		f.put(lunan, "image.toml", evil)
		f.publish()
	}, trust.Undelegated},
	{"two hashes", func(f *forge, _ *desk) {
		target, err := metadata.TargetFile().FromBytes(lunanHall, []byte("[hall]\n"), "sha256", "sha512")
		if err != nil {
			f.t.Fatal(err)
		}
		f.roles[lunan].Targets[lunanHall] = target
		f.publish()
	}, trust.Malformed},
	{"a null that go-tuf follows", func(f *forge, _ *desk) {
		f.bare = true
		f.publish()
		f.files["metadata/2.targets.json"] = []byte(`{"signatures":[],"signed":{"_type":"targets","spec_version":"1.0.31","version":2,"expires":"2030-01-01T00:00:00Z","targets":{"image.toml":null}}}`)
	}, trust.Malformed},
	{"half a timestamp", func(f *forge, _ *desk) {
		f.files["metadata/timestamp.json"] = f.files["metadata/timestamp.json"][:200]
	}, trust.Malformed},
}

// revoke replaces the online key of the timestamp.
func revoke(f *forge) {
	f.signs[metadata.TIMESTAMP] = []string{"timestamp-2"}
	f.rotate("root-a", "root-b")
	f.publish()
}

// Each attack is refused and reported by its kind; the release before stays in
// force, also over a restart, and no floor goes down.
func TestAttacks(t *testing.T) {
	for _, a := range attacks {
		t.Run(a.name, func(t *testing.T) {
			f := newForge(t)
			d := newDesk(t, f)
			d.takes()
			a.with(f, d)
			honest, _, err := d.Good()
			if err != nil {
				t.Fatal(err)
			}
			floors := maps.Clone(d.store.floors)
			r, err := d.Refresh(context.Background())
			var no *trust.Refused
			if !errors.As(err, &no) || no.Kind != a.want {
				t.Fatalf("got %v; want it refused as %s", err, a.want)
			}
			d.restart()
			s, err := d.Status()
			if err != nil || s.Trouble == nil || s.Trouble.Kind != a.want || !s.Trouble.Since.Equal(d.now) {
				t.Errorf("reported as %+v, %v", s.Trouble, err)
			}
			if len(says(honest)) < 3 || !maps.Equal(says(r), says(honest)) || !maps.Equal(says(s.Release), says(honest)) {
				t.Errorf("in force are %v and then %v; the last good release has %v", says(r), says(s.Release), says(honest))
			}
			for name, n := range floors {
				if d.store.floors[name] < n {
					t.Errorf("the floor %s went from %d to %d", name, n, d.store.floors[name])
				}
			}
		})
	}
}

// The same steps by an honest publisher go through: what refuses everything
// would pass the attacks.
func TestHonestStepsAreTaken(t *testing.T) {
	f := newForge(t)
	d := newDesk(t, f)
	first := d.takes()
	if len(first.Layers) != 3 || first.Version != 1 {
		t.Fatalf("%+v", first)
	}
	again := d.takes()
	if again.Digest != first.Digest {
		t.Error("nothing changed, and the release is another one")
	}
	for i, step := range []func(){
		f.publish,
		func() { f.put(lunan, lunanHall, "[hall]\nphone = \"0315-9\"\n"); f.publish() },
		func() { revoke(f) },
		func() { f.signs[metadata.ROOT] = []string{"root-b", "root-c"}; f.rotate("root-a", "root-b", "root-c") },
		func() { f.rotate("root-b", "root-c"); f.rotate("root-b", "root-c"); f.publish() },
		func() { f.signs[lunan] = []string{"lunan-2"}; f.delegate(lunan, lunanHall, ourDesk); f.publish() },
		func() { f.now = f.now.AddDate(0, 0, 300); d.now = f.now; f.publish() },
		d.restart,
	} {
		step()
		if r := d.takes(); i == 1 && says(r)[lunanHall] != "[hall]\nphone = \"0315-9\"\n" {
			t.Errorf("the hall's layer is %q", says(r)[lunanHall])
		}
	}
	if s, _ := d.Status(); s.Root != 5 || s.Clock != "" {
		t.Errorf("%+v", s)
	}
}

// A district that signs anew under the same number is read anew: the hash in
// the snapshot says so.
func TestTheSameNumberWithAnotherHash(t *testing.T) {
	f := newForge(t)
	d := newDesk(t, f)
	d.takes()
	const text = "[hall]\nphone = \"0315-9\"\n"
	f.put(lunan, lunanHall, text)
	f.role(lunan, 1, f.signs[lunan]...)
	f.snapshot(2, f.signs[metadata.SNAPSHOT]...)
	f.timestamp(2, 2, f.signs[metadata.TIMESTAMP]...)
	if got := says(d.takes())[lunanHall]; got != text {
		t.Errorf("the hall reads %q", got)
	}
}

// What a district signs reaches its own halls, and only them.
func TestDistrictsDoNotSeeEachOther(t *testing.T) {
	f := newForge(t)
	f.put(lunan, lubeiHall, evil)
	f.publish()
	d := newDesk(t, f)
	d.as(theirPlace)
	if got := says(d.takes())[lubeiHall]; got != "[hall]\nphone = \"0315-2\"\n" {
		t.Errorf("lubei's hall reads %q", got)
	}
}

// A version driven to the sky by a stolen key locks the terminal out until the
// key is replaced; then it follows again.
func TestFastForwardEndsWithNewKeys(t *testing.T) {
	f := newForge(t)
	d := newDesk(t, f)
	d.takes()
	f.snapshot(1<<40, "snapshot")
	f.timestamp(1<<40, 1<<40, "timestamp")
	d.takes()
	f.snap, f.stamp = 1, 1
	f.publish()
	var no *trust.Refused
	if _, err := d.Refresh(context.Background()); !errors.As(err, &no) || no.Kind != trust.Rollback {
		t.Fatalf("got %v", err)
	}
	f.signs[metadata.TIMESTAMP], f.signs[metadata.SNAPSHOT] = []string{"timestamp-2"}, []string{"snapshot-2"}
	f.rotate("root-a", "root-b")
	f.publish()
	d.takes()
	f.timestamp(1<<41, f.snap, "timestamp")
	if _, err := d.Refresh(context.Background()); !errors.As(err, &no) || no.Kind != trust.Unsigned {
		t.Fatalf("the stolen key: %v", err)
	}
}

// Whatever row is lost, the next refresh mends it, in the program that wrote it
// and in the next, and no floor goes down.
func TestTornStoreIsMended(t *testing.T) {
	f := newForge(t)
	d := newDesk(t, f)
	d.takes()
	revoke(f)
	want := d.takes()
	whole := maps.Clone(d.store.rows)
	floors := maps.Clone(d.store.floors)
	damage := map[string]func([]byte) []byte{
		"lost": func([]byte) []byte { return nil }, "empty": func([]byte) []byte { return []byte{} },
		"half": func(b []byte) []byte { return b[:len(b)/2] }, "zeros": func(b []byte) []byte { return make([]byte, len(b)) },
	}
	for row := range whole {
		for how, tear := range damage {
			t.Run(fmt.Sprintf("%s %s", row, how), func(t *testing.T) {
				d.t, d.store.rows = t, maps.Clone(whole)
				d.store.rows[row] = tear(whole[row])
				if d.store.rows[row] == nil {
					delete(d.store.rows, row)
				}
				if got := d.takes(); got.Digest != want.Digest || !maps.EqualFunc(d.store.rows, whole, bytes.Equal) {
					t.Errorf("%+v; rows %v", got, slices.Collect(maps.Keys(d.store.rows)))
				}
				d.restart()
				if got := d.takes(); got.Digest != want.Digest {
					t.Errorf("%+v", got)
				}
				if !maps.Equal(d.store.floors, floors) {
					t.Errorf("floors %v, want %v", d.store.floors, floors)
				}
			})
		}
	}
	d.t, d.store.rows = t, map[string][]byte{}
	d.restart()
	d.takes()
	if len(whole) < 8 || !maps.Equal(d.store.floors, floors) {
		t.Errorf("%d rows; floors %v, want %v", len(whole), d.store.floors, floors)
	}
}

// A store that cannot be written is said so, and nothing is taken.
func TestFullStoreTakesNothing(t *testing.T) {
	f := newForge(t)
	d := newDesk(t, f)
	want := d.takes()
	f.publish()
	d.store.full = true
	var no *trust.Refused
	if r, err := d.Refresh(context.Background()); !errors.As(err, &no) || no.Kind != trust.Unkept || r.Version != want.Version {
		t.Errorf("version %d, %v", r.Version, err)
	}
}
