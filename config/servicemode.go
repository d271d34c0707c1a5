package config

import (
	"regexp"
	"time"
)

// recipient is a public key of age, Bech32 without its checksum looked at.
var recipient = regexp.MustCompile(`^age1[02-9ac-hj-np-z]{58}$`)

// ServiceMode is how technicians take the terminal out of service.
type ServiceMode struct {
	Technicians string        `toml:"technicians"` // file of kioskctl technician; without it nobody gets in at the glass
	Gesture     bool          `toml:"gesture"`     // a finger held in the upper left corner asks for the PIN; false: the service switch only
	Wait        time.Duration `toml:"wait"`        // for the visit to end by itself; then it is ended
	Idle        time.Duration `toml:"idle"`        // without a touch or a command after which it goes back to service
	Recipient   string        `toml:"recipient"`   // age key (age1...) of the service organisation, for kioskctl report --offline; empty: it has to be said there
}

func defaultServiceMode() ServiceMode {
	return ServiceMode{
		Technicians: "/etc/govkiosk/technicians.toml", Gesture: true,
		Wait: 3 * time.Minute, Idle: 10 * time.Minute,
	}
}

func (v *check) serviceMode(s ServiceMode) {
	if s.Wait < 0 || s.Wait > 10*time.Minute {
		v.bad("service.wait", "want 0s to 10m0s, got %v", s.Wait)
	}
	if s.Recipient != "" && !recipient.MatchString(s.Recipient) {
		v.bad("service.recipient", "want a public age key, age1 and 58 characters, got %q", s.Recipient)
	}
	if s.Idle < time.Minute || s.Idle > time.Hour {
		v.bad("service.idle", "want 1m0s to 1h0m0s, got %v", s.Idle)
	}
}
