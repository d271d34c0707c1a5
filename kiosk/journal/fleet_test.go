package journal

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// kept is what the fleet's tables hold, in words.
type kept struct {
	Rows   map[string]string `json:",omitempty"`
	Floors map[string]int64  `json:",omitempty"`
}

func readKept(j *Journal) (k kept, err error) {
	rows, floors, err := j.Kept()
	k = kept{map[string]string{}, floors}
	for name, data := range rows {
		k.Rows[name] = string(data)
	}
	return k, err
}

// halfKept tells of a release that is there in part: every row and the floor
// say the same number.
func (r records) halfKept() error {
	for name, text := range r.Kept.Rows {
		if want := fmt.Sprint("release ", r.Kept.Floors["version"], " "); !strings.HasPrefix(text, want) {
			return fmt.Errorf("%s is %.12q, and the floor is %d", name, text, r.Kept.Floors["version"])
		}
	}
	return nil
}

// follows takes three releases of other layers each.
func (d day) follows() {
	for n := range 3 {
		text := []byte(fmt.Sprint("release ", n+1, " ", strings.Repeat("x", 900)))
		rows := map[string][]byte{"role/timestamp": text, "role/targets": text, fmt.Sprint("layer/", n): text}
		if n > 0 {
			rows[fmt.Sprint("layer/", n-1)] = nil
		}
		d.did(d.j.Keep(rows, map[string]int64{"version": int64(n + 1), "time": int64(100 * n)}))
	}
}

func TestPowerCutLeavesWholeReleases(t *testing.T) {
	r := recordDay(t, durable, day.follows, func(d day) { d.did(d.j.Keep(nil, map[string]int64{"time": 1})) })
	if got := slices.Sorted(maps.Keys(r.last.Kept.Rows)); fmt.Sprint(got) != "[layer/2 role/targets role/timestamp]" || r.last.Kept.Floors["time"] != 200 {
		t.Fatalf("the day kept %v, %v", got, r.last.Kept.Floors)
	}
	s := &sweep{settings: durable, order: anyOrder, every: 3}
	s.run(r)
	t.Logf("%d changes of the disk: %d states, %d of them cut twice, %d bad", len(r.log), s.states, s.twice, len(s.bad))
	for _, bad := range s.bad[:min(5, len(s.bad))] {
		t.Error(bad)
	}
}

// The sweep is held against a store that keeps a release in two halves.
func TestPowerCutSeesHalfReleases(t *testing.T) {
	r := recordDay(t, durable, func(d day) {
		d.follows()
		d.j.Keep(map[string][]byte{"role/timestamp": []byte("release 4 ")}, nil)
		d.did(d.j.Keep(map[string][]byte{"role/targets": []byte("release 4 "), "layer/2": []byte("release 4 ")}, map[string]int64{"version": 4}))
	})
	s := &sweep{settings: durable, order: ext4Order, every: 4, enough: 2}
	s.run(r)
	if len(s.bad) < s.enough {
		t.Errorf("%d of %d states are bad: the sweep is blind", len(s.bad), s.states)
	}
}

func TestFloorsNeverGoDown(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Keep(nil, map[string]int64{"version": 7}), j.Keep(nil, map[string]int64{"version": 3, "time": 9}))
	for _, statement := range []string{`UPDATE fleet_floor SET least = 6`, `DELETE FROM fleet_floor`, `UPDATE fleet_floor SET name = 'x'`} {
		if _, err := j.db.Exec(statement); err == nil {
			t.Errorf("%s went through", statement)
		}
	}
	if k, err := readKept(j); err != nil || k.Floors["version"] != 7 || k.Floors["time"] != 9 {
		t.Errorf("%+v, %v", k, err)
	}
}

func TestTornRowCountsAsLost(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Keep(map[string][]byte{"a": []byte("whole"), "b": []byte("torn")}, nil))
	_, err := j.db.Exec(`UPDATE fleet_row SET data = x'00' WHERE name = 'b'`)
	must(t, err)
	if k, err := readKept(j); err != nil || len(k.Rows) != 1 || k.Rows["a"] != "whole" {
		t.Errorf("%+v, %v", k, err)
	}
	must(t, j.Keep(map[string][]byte{"b": []byte("mended"), "a": nil}, nil))
	if k, err := readKept(j); err != nil || len(k.Rows) != 1 || k.Rows["b"] != "mended" {
		t.Errorf("%+v, %v", k, err)
	}
}
