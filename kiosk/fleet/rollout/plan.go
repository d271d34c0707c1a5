package rollout

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"crypto/sha256"
)

// Terminal is what a roll-out knows of one terminal.
type Terminal struct {
	ID     string            `json:"id"`
	Hall   string            `json:"hall"`
	Labels map[string]string `json:"labels,omitempty"`
}

// Plan is what somebody decides before a roll-out starts. It does not change
// afterwards.
type Plan struct {
	ID      string `json:"id"` // of the roll-out
	Release int64  `json:"release"`
	Waves   []Wave `json:"waves"` // each takes in the earlier ones too, so that who comes late is not left out

	Success   float64       `json:"success"`           // share of those that took it in, 0 to 1, who must be well before the next wave opens
	MaxFailed int           `json:"max_failed"`        // more that took it back, in all, stop the roll-out
	PerHall   int           `json:"per_hall"`          // terminals of one hall at most that are under way at once, 1 or more
	AtOnce    int           `json:"at_once,omitempty"` // terminals at most that are under way at once, of all; 0: no bound
	Patience  time.Duration `json:"patience"`          // one that was let go and says nothing for so long has failed
}

// Wave is one step of a plan.
type Wave struct {
	Labels map[string]string `json:"labels,omitempty"` // all of them must be the terminal's
	Share  float64           `json:"share"`            // of the terminals with these labels, 0 to 1; by their seeds
	Least  int               `json:"least"`            // so many must have answered before the next wave opens, 1 or more
	Soak   time.Duration     `json:"soak"`             // the wave stands open so long at least
}

// Validate tells what cannot work in a plan, all of it.
func (p Plan) Validate() error {
	var found []error
	bad := func(format string, args ...any) { found = append(found, fmt.Errorf(format, args...)) }
	if p.ID == "" {
		bad("id: missing")
	}
	if p.Release < 1 {
		bad("release: want 1 or more, got %d", p.Release)
	}
	if len(p.Waves) == 0 {
		bad("waves: want one or more")
	}
	if !(p.Success > 0 && p.Success <= 1) {
		bad("success: want more than 0, at most 1, got %v", p.Success)
	}
	if p.MaxFailed < 0 {
		bad("max_failed: want 0 or more, got %d", p.MaxFailed)
	}
	if p.PerHall < 1 {
		bad("per_hall: want 1 or more, got %d", p.PerHall)
	}
	if p.AtOnce < 0 {
		bad("at_once: want 0 or more, got %d", p.AtOnce)
	}
	if p.Patience <= 0 {
		bad("patience: want more than 0, got %v", p.Patience)
	}
	for i, w := range p.Waves {
		if !(w.Share > 0 && w.Share <= 1) {
			bad("waves[%d].share: want more than 0, at most 1, got %v", i, w.Share)
		}
		if w.Least < 1 {
			bad("waves[%d].least: want 1 or more, got %d", i, w.Least)
		}
		if w.Soak < 0 {
			bad("waves[%d].soak: want 0 or more, got %v", i, w.Soak)
		}
	}
	return errors.Join(found...)
}

// HeldTo reports whether a plan reaches no terminal without these labels: each
// of its waves says so.
func (p Plan) HeldTo(labels map[string]string) bool {
	for _, w := range p.Waves {
		for name, value := range labels {
			if w.Labels[name] != value {
				return false
			}
		}
	}
	return true
}

// takes reports whether a terminal is in a wave.
func (p Plan) takes(w Wave, t Terminal) bool { return w.Fits(t) && p.Seed(t.ID) < w.Share }

// Fits reports whether a terminal has the labels of a wave.
func (w Wave) Fits(t Terminal) bool {
	for name, value := range w.Labels {
		if t.Labels[name] != value {
			return false
		}
	}
	return true
}

// WaveOf is the first wave that a terminal is in, -1 when it is in none.
func (p Plan) WaveOf(t Terminal) int {
	return slices.IndexFunc(p.Waves, func(w Wave) bool { return p.takes(w, t) })
}

// Seed is a terminal's place among all of them, 0 to below 1: the same
// whenever it is asked for, another one in another roll-out, so that no
// terminal is the canary every time.
func (p Plan) Seed(terminal string) float64 {
	sum := sha256.Sum256([]byte(p.ID + "\x00" + terminal))
	return float64(binary.BigEndian.Uint64(sum[:])>>11) / (1 << 53)
}
