package diag

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Buckets is into how many parts a soak's time is divided to see its trend.
const Buckets = 40

// Tally is how far a soak is.
type Tally struct {
	Began   time.Time  `json:"began"`
	Ends    time.Time  `json:"ends"`
	Devices []TallyRow `json:"devices"`
}

// TallyRow is one device of a soak.
type TallyRow struct {
	Device Device         `json:"device"`
	Cycles int            `json:"cycles"`
	Failed int            `json:"failed"`
	Kinds  map[string]int `json:"kinds"` // failures by their reason
	MeanMS int            `json:"mean_ms"`
	MostMS int            `json:"most_ms"`
	Trend  []TallyBucket  `json:"trend"`          // the oldest first
	Over   string         `json:"over,omitempty"` // why it is cycled no more: not-fitted, hung
	spent  time.Duration
}

// TallyBucket is one part of a soak's time.
type TallyBucket struct {
	Cycles int `json:"cycles"`
	Failed int `json:"failed"`
	MeanMS int `json:"mean_ms"`
	spent  time.Duration
}

// took counts one cycle.
func (r *TallyRow) took(f Finding, d time.Duration, bucket int) {
	for len(r.Trend) <= bucket {
		r.Trend = append(r.Trend, TallyBucket{})
	}
	b := &r.Trend[bucket]
	r.Cycles, b.Cycles = r.Cycles+1, b.Cycles+1
	r.spent, b.spent = r.spent+d, b.spent+d
	r.MeanMS, b.MeanMS = int(r.spent.Milliseconds())/r.Cycles, int(b.spent.Milliseconds())/b.Cycles
	r.MostMS = max(r.MostMS, int(d.Milliseconds()))
	if f.Verdict == Fail || f.Verdict == Aborted {
		r.Failed, b.Failed = r.Failed+1, b.Failed+1
		r.Kinds[f.Reason]++
	}
}

// clone is a tally that its soak no longer changes.
func (t *Tally) clone() *Tally {
	out := *t
	out.Devices = slices.Clone(t.Devices)
	for i := range out.Devices {
		out.Devices[i].Kinds, out.Devices[i].Trend = maps.Clone(t.Devices[i].Kinds), slices.Clone(t.Devices[i].Trend)
	}
	return &out
}

// words are a row in a line: "120 cycles, 3 failed: no-answer 2, no-device 1".
func (r *TallyRow) words() string {
	if r.Over == string(NotFitted) {
		return r.Over
	}
	s := fmt.Sprintf("%d cycles, %d failed", r.Cycles, r.Failed)
	for i, kind := range slices.Sorted(maps.Keys(r.Kinds)) {
		s += map[bool]string{true: ": ", false: ", "}[i == 0] + fmt.Sprintf("%s %d", kind, r.Kinds[kind])
	}
	return strings.TrimSpace(s + " " + r.Over)
}
