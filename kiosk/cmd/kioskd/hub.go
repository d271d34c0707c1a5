package main

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"govkiosk/config"
	"govkiosk/config/trust"
	"govkiosk/kiosk"
	"govkiosk/kiosk/fleet"
	"govkiosk/kiosk/fleet/uplink"
	"govkiosk/kiosk/fleet/wire"
	"govkiosk/kiosk/journal"
)

// afar is what there is of the fleet: the follower of its configuration, the
// uplink to its hub, both or neither.
type afar struct {
	*kiosk.Terminal // set once it is made
	follower        *fleet.Follower
	up              *uplink.Uplink
	log             *slog.Logger
	restart         chan struct{} // the hub wants the program to begin anew
}

// newAfar makes what the configuration asks for.
func newAfar(cfg *config.Config, files []string, records *journal.Journal, log *slog.Logger) (*afar, error) {
	a := &afar{log: log, restart: make(chan struct{}, 1)}
	var err error
	if cfg.Fleet.Hub != "" {
		a.up, err = uplink.New(uplink.Options{
			ID: cfg.Terminal.ID, Hub: cfg.Fleet.Hub, Authority: cfg.Fleet.Authority, Folder: uplink.Folder(cfg.Fleet.Identity), Code: cfg.Fleet.Code,
			Every: cfg.Fleet.Status, Hints: cfg.Fleet.Hints, Terminal: a, Book: records, Log: log,
		})
		if err != nil {
			return nil, usage{err}
		}
	}
	a.follower, err = newFollower(cfg, files, records, a, log)
	return a, err
}

// repository is where the follower looks: the hub's is asked as the terminal
// that this is.
func (a *afar) repository(cfg *config.Config) *trust.HTTP {
	var client *http.Client
	if a.up != nil && cfg.Fleet.URL == "" {
		client = a.up.HTTP()
	}
	return &trust.HTTP{URL: cfg.Fleet.Repository(), Client: client}
}

// changed has the hub hear soon of what has.
func (a *afar) changed() {
	if a.up != nil {
		a.up.Poke()
	}
}

// Status implements uplink.Terminal.
func (a *afar) Status() wire.Status {
	s := a.FleetStatus()
	s.Program = version()
	if a.follower == nil {
		return s
	}
	if standing, err := a.follower.Status(); err != nil {
		s.Release.Problem = err.Error()
	} else {
		s.Release = standing.Release()
	}
	return s
}

// version is that of the program.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return ""
}

// Now implements uplink.Terminal.
func (a *afar) Now() time.Time { return a.HallTime() }

// Restart implements uplink.Terminal.
func (a *afar) Restart() {
	select {
	case a.restart <- struct{}{}:
	default: // it is about to
	}
}

// Hinted implements uplink.Terminal.
func (a *afar) Hinted(int64) {
	if a.follower != nil {
		a.follower.Look()
	}
}

// uplink speaks to the hub. What it cannot write the terminal cannot either,
// and ends for it once nobody is being served.
func (a *afar) uplink(ctx context.Context) error {
	if err := a.up.Run(ctx); err != nil {
		a.log.Error("hub", "err", err)
		<-ctx.Done()
	}
	return nil
}

// restarts waits for an order to begin anew.
func (a *afar) restarts(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case <-a.restart:
		return fleet.ErrRestart
	}
}

// standing is what the control socket tells of the fleet; nil where there is
// none.
func (a *afar) standing() func() (any, error) {
	if a.follower == nil && a.up == nil {
		return nil
	}
	return func() (any, error) {
		var out struct {
			*fleet.Status
			Hub *uplink.Standing `json:"hub,omitempty"`
		}
		if a.follower != nil {
			s, err := a.follower.Status()
			if err != nil {
				return nil, err
			}
			out.Status = &s
		}
		if a.up != nil {
			s, err := a.up.Standing()
			if err != nil {
				return nil, err
			}
			out.Hub = &s
		}
		return out, nil
	}
}
