package uplink

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet/wire"
)

// Standing is how the terminal stands with the hub.
type Standing struct {
	Hub         string     `json:"hub"`
	Certificate time.Time  `json:"certificate,omitzero"` // until when; zero: it is not enrolled
	Heard       time.Time  `json:"heard,omitzero"`       // the hub's last answer
	Trouble     string     `json:"trouble,omitempty"`    // why the last request failed
	Code        fault.Code `json:"code,omitempty"`
	Hints       bool       `json:"hints"` // they would be heard now
	Events      int        `json:"events"`
	Lost        int64      `json:"lost"`
}

// Admit implements fleet.Hub.
func (u *Uplink) Admit(ctx context.Context, version int64, digest string) (wire.Verdict, error) {
	var v wire.Verdict
	if u.call.identity() == nil {
		return v, ErrNotEnrolled
	}
	err := u.call.say(ctx, http.MethodPost, wire.PathAdmission, wire.Admission{Terminal: u.o.ID, Version: version, Digest: digest}, &v)
	u.heard(err)
	return v, err
}

// Away implements fleet.Hub: the hub did not answer the last request.
func (u *Uplink) Away() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.standing.Trouble != "" || u.standing.Heard.IsZero()
}

// Answered implements fleet.Hub. A no is an answer.
func (u *Uplink) Answered() time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.answered
}

// Standing tells how the terminal stands with the hub.
func (u *Uplink) Standing() (Standing, error) {
	waiting, lost, err := u.o.Book.Waiting()
	u.mu.Lock()
	defer u.mu.Unlock()
	out := u.standing
	out.Events, out.Lost, out.Hints = waiting, lost, u.hints.open()
	if id := u.call.identity(); id != nil {
		out.Certificate = id.Certificate.Leaf.NotAfter
	}
	if err != nil {
		return out, fmt.Errorf("uplink: %w", err)
	}
	return out, nil
}
