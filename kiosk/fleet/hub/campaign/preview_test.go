package campaign

import (
	"fmt"
	"strings"
	"testing"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// repo is releases in memory.
type repo map[int64]map[string][]byte

func (r repo) Newest() int64 { return int64(len(r)) }

func (r repo) Layers(version int64) (map[string][]byte, error) {
	if r[version] == nil {
		return nil, fmt.Errorf("there is no release %d", version)
	}
	return r[version], nil
}

func (r repo) Same(a, b int64) bool { return fmt.Sprint(r[a]) == fmt.Sprint(r[b]) }

func layers(phone, extra string) map[string][]byte {
	return map[string][]byte{"image.toml": []byte("[policy]\nask_why = 1\n"), "hall/hall-1.toml": []byte("[hall]\nphone = \"" + phone + "\"\n" + extra)}
}

// A release changes one hall: the plan is for its four terminals, the dry run
// says what changes there, and a release that is signed anew is the same one.
func TestADryRunTellsWhatChangesWhere(t *testing.T) {
	w := newTown(40)
	releases := repo{1: layers("0315-1", ""), 2: layers("0315-2", "fhone = 1\n"), 3: layers("0315-2", "fhone = 1\n")}
	c, _, _ := run(t, open(t), w, func(o *Options) { o.Releases = releases })
	for _, k := range w.Terminals() {
		w.says(c, k.ID, func(s *wire.Status) { s.Release.Version = 1 })
	}
	p := rollout.Usual()
	p.Release, p.Waves = 2, []rollout.Wave{{Share: 1, Least: 1}}
	v, _ := c.Preview(p)
	want := config.Impact{Terminals: []string{"T-00004", "T-00005", "T-00006", "T-00007"}, Changes: []config.Change{{Key: "hall.phone", Before: "0315-1", After: "0315-2"}}}
	if len(v.Impacts) != 1 || fmt.Sprint(v.Impacts[0].Terminals) != fmt.Sprint(want.Terminals) || len(v.Impacts[0].Changes) != 1 || v.Impacts[0].Changes[0].Key != "hall.phone" {
		t.Errorf("%+v", v.Impacts)
	}
	if v.Total != 40 || v.Same != 36 || v.Waves[0].Total != 4 || len(v.Problems) > 0 {
		t.Errorf("%+v", v)
	}
	if notes := strings.Join(v.Notes, "; "); !strings.Contains(notes, "hall/hall-1.toml:3") || !strings.Contains(notes, "fhone") {
		t.Errorf("what is wrong with it is not said: %s", notes)
	}
	p.Waves[0].Least = 5
	if v, _ := c.Preview(p); len(v.Problems) != 1 {
		t.Errorf("four change, five are to answer: %v", v.Problems)
	}
	p.Waves[0].Least, p.Release = 1, 9
	if v, _ := c.Preview(p); len(v.Problems) == 0 || !strings.Contains(v.Problems[0], "none of version 9") {
		t.Errorf("%v", v.Problems)
	}
	p.Release = 2
	must(c.Start(t.Context(), p, "li"))
	if v := w.asks(t, c, "T-00004", 3); !v.May {
		t.Errorf("the release was signed anew: %+v", v)
	}
	w.says(c, "T-00004", func(s *wire.Status) { s.Release.Version = 3 })
	c.settle(t)
	if r := must(c.Rollout("r2")); r.Counts.Well != 1 || r.Total != 4 {
		t.Errorf("%+v", r)
	}
}
