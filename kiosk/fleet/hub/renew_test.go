package hub

import (
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/publish"
)

// repository is one with a release, and its online key.
func repository(t *testing.T) (dir string, key publish.Key) {
	t.Helper()
	dir, file := filepath.Join(t.TempDir(), "repo"), filepath.Join(t.TempDir(), "key")
	must(publish.Keygen(file, ""))
	key = must(publish.ReadKey(file, ""))
	r := &publish.Repo{Dir: dir}
	keys := map[string]publish.Keys{}
	for _, role := range []string{"root", "targets", "snapshot", "timestamp"} {
		keys[role] = publish.Keys{Files: []string{file + ".pub"}}
	}
	if err := r.Init(keys, 365); err != nil {
		t.Fatal(err)
	}
	tree := must(config.ReadTree(fstest.MapFS{"places.toml": {Data: []byte("[LN-01]\nhall = \"lunan\"\n")}, "hall/lunan.toml": {Data: []byte("[hall]\nphone = \"0315-1\"\n")}}, "town"))
	must(r.Sign("root", nil, 0, key))
	must(r.Sign("targets", tree, 90, key))
	must(r.Publish(7, 7, key))
	return dir, key
}

func TestTheRepositoryIsRenewedByOneHub(t *testing.T) {
	dir, key := repository(t)
	with := func(o *Options) {
		o.Repo, o.Keys, o.Renew = dir, []publish.Key{key}, Renewal{SnapshotDays: 7, TimestampDays: 7}
	}
	h := start(t, with)
	turns := must(h.Store.Table(t.Context(), "turns"))
	version := func() int64 {
		h.look()
		v, _ := h.Release()
		return v
	}
	for _, c := range []struct {
		after time.Duration
		want  int64
		why   string
	}{
		{0, 1, "it is fresh"}, {3 * 24 * time.Hour, 1, "not half of its days have passed"},
		{4 * 24 * time.Hour, 2, "they have"}, {4 * 24 * time.Hour, 3, "another five minutes later"},
	} {
		// What the store has of a turn is by its own clock, that is today's.
		if err := h.renewOnce(t.Context(), turns, time.Now().Add(c.after)); err != nil {
			t.Fatal(err)
		}
		if got := version(); got != c.want {
			t.Errorf("timestamp %d, want %d: %s", got, c.want, c.why)
		}
	}
	now := time.Now()
	if mine := must(turn(t.Context(), turns, "x", now)); !mine {
		t.Error("nobody gets the turn")
	}
	if mine := must(turn(t.Context(), turns, "x", now)); mine {
		t.Error("two get the turn")
	}
}
