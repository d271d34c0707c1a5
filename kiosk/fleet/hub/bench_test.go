package hub

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/wire"
)

// fleetOf are terminals that are let in already.
func fleetOf(b *testing.B, h *Hub, n int) (all []*machine) {
	for i := range n {
		all = append(all, enrolled(b, h, fmt.Sprintf("KT-%d", i)))
	}
	return all
}

// whole is a status as terminals say it.
func whole(id string, seq uint64) wire.Status {
	s := wire.Status{Terminal: id, Seq: seq, At: time.Now(), Program: "1.0", Place: config.Place{District: "lunan", Hall: "one"}, Counters: map[string]float64{"slips": 812, "cuts": 812, "reads": 900}}
	for _, name := range []string{"queue", "pickup", "inquiry", "appoint", "declare", "guide", "proof", "rating", "report"} {
		s.Services = append(s.Services, wire.Service{ID: name, Usable: 8000, Without: map[string]float64{"paper-out": 20}})
	}
	return s
}

func parallel(b *testing.B, n int, f func(m *machine)) {
	all := fleetOf(b, start(b), n)
	var next atomic.Int64
	b.SetParallelism(n)
	b.ResetTimer()
	b.RunParallel(func(p *testing.PB) {
		m := all[int(next.Add(1)-1)%n]
		for p.Next() {
			f(m)
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}

func BenchmarkStatus(b *testing.B) {
	var seq atomic.Uint64
	parallel(b, 32, func(m *machine) {
		if got := m.say("PUT", wire.PathStatus, whole(m.id, seq.Add(1)), nil); got != 200 {
			b.Error(got)
		}
	})
}

func BenchmarkEvents(b *testing.B) {
	for _, n := range []int{1, 20, 200} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var id atomic.Uint64
			parallel(b, 32, func(m *machine) {
				e := wire.Events{Terminal: m.id}
				last := id.Add(uint64(n))
				for i := range uint64(n) {
					e.Events = append(e.Events, wire.Event{ID: last - uint64(n) + i + 1, At: time.Now(), Kind: "visit.ended", Data: []byte(`{"service":"queue","outcome":"done"}`)})
				}
				if got := m.say("POST", wire.PathEvents, e, nil); got != 200 {
					b.Error(got)
				}
			})
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
