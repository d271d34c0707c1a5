// Package beat tells systemd that a program is ready and lives.
package beat

import (
	"log/slog"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
)

// New is called by the loop that has just proved that the program works:
// systemd hears that it is ready at the first beat, and then that it lives,
// twice as often as its watchdog wants to. Where no systemd listens it does
// nothing.
func New() func() {
	every, err := daemon.SdWatchdogEnabled(false)
	asked := err == nil && every > 0
	var ready bool
	var last time.Time
	return func() {
		if !ready {
			ready = true
			notify(daemon.SdNotifyReady)
		}
		if asked && time.Since(last) >= every/2 {
			last = time.Now()
			notify(daemon.SdNotifyWatchdog)
		}
	}
}

func notify(state string) {
	if _, err := daemon.SdNotify(false, state); err != nil {
		slog.Warn("systemd", "err", err)
	}
}
