package journal

import "testing"

// extra is the setting that the controls change.
const extra = "synchronous(extra)"

// TestPowerCutSeesBadSettings holds the sweep against journals that do lose
// records, and media that do. A sweep that finds nothing here is blind.
func TestPowerCutSeesBadSettings(t *testing.T) {
	for _, control := range []struct {
		name string
		sweep
	}{
		{"normal", sweep{order: ext4Order, settings: durable.with(extra, "synchronous(normal)")}},
		{"off", sweep{order: ext4Order, settings: durable.with(extra, "synchronous(off)")}},
		{"medium-forgets", sweep{order: ext4Order, settings: durable, drops: synced}},
		{"directory-forgets", sweep{order: anyOrder, settings: durable, drops: dirSynced}},
	} {
		t.Run(control.name, func(t *testing.T) {
			t.Parallel()
			s := control.sweep
			s.enough = 10
			s.run(record(t, s.settings))
			t.Logf("order %s: %d bad among the first %d states, such as: %s", s.order, len(s.bad), s.states, last(s.bad))
			if len(s.bad) < s.enough {
				t.Errorf("only %d of %d states are bad: the sweep is blind", len(s.bad), s.states)
			}
		})
	}
}

func last(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return list[len(list)-1]
}
