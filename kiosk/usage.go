package kiosk

import (
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/wire"
	"govkiosk/kiosk/journey"
)

// usage counts for how long each service could be had at this terminal since
// it started, and for how long it could not and why. The loop counts, any
// goroutine reads.
type usage struct {
	mu    sync.Mutex
	last  time.Time
	spent map[useKey]time.Duration
	now   map[journey.Service]journey.Reason // of those that are here, at the last beat
}

// useKey is a service and why it could not be had; empty: it could.
type useKey struct {
	Service journey.Service
	Reason  journey.Reason
}

// beat counts the time since the last beat for how every service is now. A
// clock that was set meanwhile does not matter: both times are the runtime's
// monotonic ones.
func (u *usage) beat(now time.Time, offered func(journey.Service) journey.Reason) {
	u.mu.Lock()
	defer u.mu.Unlock()
	since := now.Sub(u.last)
	first := u.last.IsZero()
	if u.last = now; first {
		return
	}
	if u.spent == nil {
		u.spent, u.now = map[useKey]time.Duration{}, map[journey.Service]journey.Reason{}
	}
	for _, id := range config.ServiceIDs {
		service := journey.Service(id)
		if reason := offered(service); reason != journey.ReasonNotHere {
			u.spent[useKey{service, reason}] += since
			u.now[service] = reason
		}
	}
}

// read returns what was counted.
func (u *usage) read(each func(useKey, time.Duration)) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for key, spent := range u.spent {
		each(key, spent)
	}
}

// services are those that are here, and how each is and has been.
func (u *usage) services() []wire.Service {
	u.mu.Lock()
	defer u.mu.Unlock()
	var out []wire.Service
	for _, id := range config.ServiceIDs {
		why, here := u.now[journey.Service(id)]
		if !here {
			continue
		}
		s := wire.Service{ID: id, Reason: string(why)}
		for key, spent := range u.spent {
			switch {
			case string(key.Service) != id:
			case key.Reason == "":
				s.Usable = spent.Seconds()
			default:
				if s.Without == nil {
					s.Without = map[string]float64{}
				}
				s.Without[string(key.Reason)] = spent.Seconds()
			}
		}
		out = append(out, s)
	}
	return out
}
