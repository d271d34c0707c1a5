package uplink

import (
	"crypto/tls"
	"errors"
	"net/http"
	"time"

	"govkiosk/kiosk/fault"
)

// Codes of the fault table. The terminal serves with all of them.
const (
	codeNotEnrolled fault.Code = "FLT-NOT-ENROLLED"
	codeAway        fault.Code = "FLT-AWAY"
	codeStranger    fault.Code = "FLT-STRANGER"
	codeRevoked     fault.Code = "FLT-REVOKED"
	codeEnds        fault.Code = "FLT-CERT-ENDS"
	codeOver        fault.Code = "FLT-CERT-OVER"
)

// heard notes whether the hub has answered. A no is an answer.
func (u *Uplink) heard(err error) {
	var no *Refused
	var stranger *tls.CertificateVerificationError
	u.mu.Lock()
	defer u.mu.Unlock()
	s := &u.standing
	was := s.Trouble
	s.Trouble, s.Code = "", ""
	switch {
	case err == nil:
		s.Heard, u.answered = u.o.Terminal.Now(), time.Now()
	case errors.As(err, &no) && no.Status == http.StatusUnauthorized:
		s.Trouble, s.Code = err.Error(), codeRevoked
	case errors.As(err, &no) && no.Status < 500:
		s.Heard, s.Trouble, u.answered = u.o.Terminal.Now(), err.Error(), time.Now()
	case errors.As(err, &stranger):
		s.Trouble, s.Code = err.Error(), codeStranger
	default:
		s.Trouble, s.Code = err.Error(), codeAway
	}
	if s.Trouble != was && s.Trouble != "" {
		u.o.Log.Warn("hub", "err", err)
	}
}

// unwanted reports whether a new code alone may help: the hub knows the
// terminal no more, or the terminal not the hub.
func (u *Uplink) unwanted() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.standing.Code == codeRevoked || u.standing.Code == codeStranger
}

// away is for how long the hub may be before somebody is told.
const away = 15 * time.Minute

// tellTrouble puts into the health table what is wrong with the uplink.
func (u *Uplink) tellTrouble() {
	u.mu.Lock()
	s := u.standing
	u.mu.Unlock()
	now := u.o.Terminal.Now()
	id := u.call.identity()
	switch {
	case id == nil:
		u.o.Terminal.Trouble(codeNotEnrolled, s.Trouble)
	case id.over(now):
		u.o.Terminal.Trouble(codeOver, "it ended "+id.Certificate.Leaf.NotAfter.Format(time.DateTime))
	case s.Code == codeRevoked || s.Code == codeStranger:
		u.o.Terminal.Trouble(s.Code, s.Trouble)
	case s.Code == codeAway && now.Sub(later(s.Heard, u.began)) > away:
		u.o.Terminal.Trouble(codeAway, s.Trouble)
	case id.late(now):
		u.o.Terminal.Trouble(codeEnds, "it ends "+id.Certificate.Leaf.NotAfter.Format(time.DateTime)+" "+s.Trouble)
	default:
		u.o.Terminal.Trouble("", "")
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
