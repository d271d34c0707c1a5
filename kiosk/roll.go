package kiosk

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
)

// rollKept is the name under which the roll is kept across restarts.
const rollKept = "printer-roll"

// countEvery is between two looks at the printer's own counters.
const countEvery = 10 * time.Minute

// roll is the paper in the printer, reckoned from what was printed since it
// was put in. A new one is known by a sensor that saw little or none and sees
// plenty again.
type roll struct {
	cfg   config.Printer
	store keeper
	clock func() time.Time
	log   *slog.Logger

	mu       sync.Mutex
	now      rollUse
	counters escpos.Counters // what the printer itself counts, where it does
	counted  time.Time
}

// rollUse is what is kept.
type rollUse struct {
	Since time.Time          `json:"since"`
	Used  escpos.Dots        `json:"used"`
	Slips int                `json:"slips"`
	Paper drivers.PaperState `json:"paper"` // the newest that was seen
}

// keeper keeps a few bytes under a name; the journal does.
type keeper interface {
	KeepCopy(name string, data []byte) error
	Copy(name string) ([]byte, error)
}

// newRoll goes on with what was kept. What cannot be read is begun anew: a
// forecast is no duty.
func newRoll(c config.Printer, k keeper, clock func() time.Time, log *slog.Logger) *roll {
	r := &roll{cfg: c, store: k, clock: clock, log: log, now: rollUse{Since: clock()}}
	data, err := k.Copy(rollKept)
	if err == nil && data != nil {
		err = json.Unmarshal(data, &r.now)
	}
	if err != nil {
		log.Warn("roll", "err", err)
	}
	return r
}

// saw takes in what the sensor says.
func (r *roll) saw(p drivers.PaperState) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p == drivers.PaperUnknown || p == r.now.Paper {
		return
	}
	if p == drivers.PaperFull && r.now.Paper != drivers.PaperUnknown {
		r.now = rollUse{Since: r.clock()}
	}
	r.now.Paper = p
	r.keep()
}

// printed counts a slip.
func (r *roll) printed(paper escpos.Dots) {
	if paper == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now.Used += paper
	r.now.Slips++
	r.keep()
}

// keep writes down what is now; the caller holds mu.
func (r *roll) keep() {
	data, err := json.Marshal(r.now)
	if err == nil {
		err = r.store.KeepCopy(rollKept, data)
	}
	if err != nil {
		r.log.Warn("roll", "err", err)
	}
}

// due tells whether the printer's counters are to be looked at, and notes it.
func (r *roll) due() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.counted.IsZero() && r.clock().Sub(r.counted) < countEvery {
		return false
	}
	r.counted = r.clock()
	return true
}

func (r *roll) told(c escpos.Counters) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counters = c
}

// tell puts the forecast and the counters into a condition. Before the first
// slip of a roll there is nothing to reckon from.
func (r *roll) tell(c *Condition) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var counts []string
	for _, name := range slices.Sorted(maps.Keys(r.counters)) {
		counts = append(counts, fmt.Sprintf("%s %d", name, r.counters[name]))
	}
	c.Counters = strings.Join(counts, ", ")
	if r.now.Slips == 0 {
		return
	}
	f := r.forecast()
	c.PaperLeft, c.PaperSlips = math.Round(10*f.Left)/10, f.Slips
	if !math.IsInf(f.Days, 0) {
		c.PaperDays = math.Round(10*f.Days) / 10
	}
}

func (r *roll) forecast() escpos.Forecast {
	used := r.now.Used.Metres()
	known := escpos.Roll{
		Length: r.cfg.RollM, Used: used, PerSlip: used / float64(r.now.Slips),
		Low: r.now.Paper == drivers.PaperLow || r.now.Paper == drivers.PaperEmpty, LowLeft: r.cfg.LowLeftM,
	}
	if left, ok := r.counters[escpos.CounterLeft]; ok { // the printer's own reckoning
		known.Used = max(0, known.Length-float64(left)/100)
	}
	// Of a part of a day nobody can tell how the day goes on.
	if days := r.clock().Sub(r.now.Since).Hours() / 24; days >= 1 {
		known.SlipsPerDay = float64(r.now.Slips) / days
	}
	return known.Forecast()
}
