package hub

import (
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// Known is what the hub knows of a terminal. Its maps and lists are shared:
// read them only.
type Known struct {
	ID       string
	Place    config.Place // by its status, else as it was enrolled
	Status   wire.Status  // the newest; Seq 0: it has said nothing yet
	Heard    time.Time    // of Status, by the store's clock
	Enrolled time.Time    // zero: it is not, any more
	Expires  time.Time    // of its newest certificate
	Revoked  time.Time
	Why      string // it was revoked

	revision uint64 // of Status in the store
}

// State is a terminal in one word.
type State string

const (
	Revoked State = "revoked" // it was put out
	Arrived State = "new"     // it was let in and has said nothing yet
	Silent  State = "silent"  // it has said nothing for three times as long as it should
	Locked  State = "locked"  // it was told to serve nobody
	Service State = "service" // a technician has it
	Away    State = "away"    // none of its services can be had
	Partly  State = "partly"  // some cannot
	Well    State = "well"
)

// States are all of them, the worst first.
var States = []State{Revoked, Silent, Away, Partly, Locked, Service, Arrived, Well}

// State is the terminal's at a time.
func (k Known) State(now time.Time, every time.Duration) State {
	s := k.Status
	switch {
	case k.Enrolled.IsZero() || !k.Revoked.IsZero():
		return Revoked
	case s.Seq == 0:
		return Arrived
	case now.Sub(k.Heard) > 3*every:
		return Silent
	case s.Locked != "":
		return Locked
	case s.Service:
		return Service
	}
	can := 0
	for _, one := range s.Services {
		if one.Reason == "" {
			can++
		}
	}
	switch {
	case can == 0:
		return Away
	case can < len(s.Services):
		return Partly
	}
	return Well
}

// Rollout is the terminal as a roll-out knows it.
func (k Known) Rollout() rollout.Terminal {
	return rollout.Terminal{ID: k.ID, Hall: k.Place.Hall, Labels: labels(k)}
}

// labels are those that the terminal has, and its place as labels.
func labels(k Known) map[string]string {
	all := make(map[string]string, len(k.Status.Labels)+5)
	for name, value := range map[string]string{
		"province": k.Place.Province, "city": k.Place.City, "district": k.Place.District, "hall": k.Place.Hall, "model": k.Place.Model,
	} {
		if value != "" {
			all[name] = value
		}
	}
	for name, value := range k.Status.Labels {
		all[name] = value
	}
	return all
}
