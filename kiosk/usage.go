package kiosk

import (
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/journey"
)

// usage counts for how long each service could be had at this terminal since
// it started, and for how long it could not and why. The loop counts, any
// goroutine reads.
type usage struct {
	mu    sync.Mutex
	last  time.Time
	spent map[useKey]time.Duration
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
		u.spent = map[useKey]time.Duration{}
	}
	for _, id := range config.ServiceIDs {
		service := journey.Service(id)
		if reason := offered(service); reason != journey.ReasonNotHere {
			u.spent[useKey{service, reason}] += since
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
