package swarm

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet/wire"
)

// life is what happens at a terminal, as far as its hub hears of it.
type life struct {
	began  time.Time
	faults []wire.Fault
	paper  float64 // metres on the roll
	slips  float64
	visit  bool
}

func newLife() life {
	return life{began: time.Now(), paper: 5 + 75*rand.Float64(), slips: float64(rand.IntN(40000))}
}

const (
	slipLength = .12 // metres
	perDay     = 180 // slips
	lowPaper   = 6   // metres
)

// living has things happen until ctx ends.
func (t *terminal) living(ctx context.Context) {
	for {
		timer := time.NewTimer(t.s.o.Pace/2 + rand.N(t.s.o.Pace))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
		t.mu.Lock()
		t.life.happen(t.s.o.Visits)
		t.mu.Unlock()
		t.up.Load().Poke()
	}
}

// codes are faults that come and go.
var codes = []fault.Code{"PRN-COVER-OPEN", "PRN-JAM", "RDR-GONE", "SCN-GONE", "STO-LOW", "TMP-HOT"}

// happen goes on by one thing: mostly somebody is served, within a moment where
// no visits are wanted.
func (l *life) happen(visits bool) {
	switch n := rand.IntN(100); {
	case n < 70:
		if l.visit = visits && !l.visit; l.paper > 0 {
			l.paper = max(0, l.paper-slipLength)
			l.slips++
		}
	case n < 85 && len(l.faults) > 0:
		l.faults = slices.Delete(l.faults, 0, 1)
	case n < 90 && len(l.faults) < 2:
		l.fail(codes[rand.IntN(len(codes))])
	case n < 92 && l.paper < lowPaper:
		l.paper = 80 // somebody has put a roll in
	}
}

func (l *life) fail(code fault.Code) {
	row, known := fault.Of(code)
	if !known || slices.ContainsFunc(l.faults, func(f wire.Fault) bool { return f.Code == string(code) }) {
		return
	}
	l.faults = append(l.faults, wire.Fault{Code: string(code), Severity: string(row.Severity), Who: string(row.Who), Since: time.Now()})
}

// status is how all of it looks from afar. A printer that jams is a fault of
// its own.
func (l *life) status(jammed bool) wire.Status {
	s := wire.Status{
		Faults: slices.Clone(l.faults), Visit: l.visit,
		Paper:    wire.Paper{State: "full", Metres: l.paper, Slips: int(l.paper / slipLength), Days: l.paper / slipLength / perDay},
		Counters: map[string]float64{"slips": l.slips, "printer.cuts": l.slips + 12},
	}
	if jammed {
		s.Faults = append(s.Faults, wire.Fault{Code: "PRN-JAM", Severity: string(fault.Error), Who: string(fault.Technician), Since: l.began})
	}
	if l.paper < lowPaper {
		s.Paper.State = "low"
		s.Faults = append(s.Faults, wire.Fault{Code: "PRN-PAPER-LOW", Severity: string(fault.Warning), Who: string(fault.Site), Since: l.began})
	}
	withheld := map[string]string{}
	for _, f := range s.Faults {
		switch f.Code {
		case "PRN-JAM", "PRN-COVER-OPEN":
			withheld["queue"], withheld["declare"] = "printer-broken", "printer-broken"
		case "RDR-GONE":
			withheld["declare"], withheld["pickup"] = "reader-away", "reader-away"
		}
	}
	up := time.Since(l.began).Seconds()
	for _, id := range config.ServiceIDs {
		s.Services = append(s.Services, wire.Service{ID: id, Reason: withheld[id], Usable: up})
	}
	if s.Faults == nil {
		s.Faults = []wire.Fault{}
	}
	return s
}
