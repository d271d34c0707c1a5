package sim

import (
	"time"
)

// PanelFault is a way in which a MicroTouch or eGalax panel misbehaves. It
// lasts until another is set.
type PanelFault string

const (
	NoPanelFault   PanelFault = ""
	PanelGarbage   PanelFault = "garbage"    // stray bytes before every report
	PanelTruncated PanelFault = "truncated"  // the first report of a contact breaks off after three bytes
	PanelNoRelease PanelFault = "no-release" // the last report of a contact is lost
	PanelSilent    PanelFault = "silent"     // neither answers nor reports
	PanelSlow      PanelFault = "slow"       // reports come byte by byte, with pauses
)

// dialect is what the serial panels do not have in common. All of it is called
// from the panel's own goroutine.
type dialect interface {
	report(touching bool, x, y float64) []byte // nil: nothing is reported
	hear(b []byte) (reply []byte)
}

// serialPanel is a controller that reports while it is touched, and once more
// when it no longer is.
type serialPanel struct {
	port  *Port
	talk  dialect
	every time.Duration // between reports while held
	*hand[PanelFault]

	at finger // owned by run
}

func startPanel(p *Port, every time.Duration, fault PanelFault, talk dialect) *serialPanel {
	orDefault(&every, 10*time.Millisecond)
	s := &serialPanel{port: p, talk: talk, every: every, hand: newHand(fault)}
	go s.run()
	return s
}

func (s *serialPanel) held() bool { return s.at.status == eloInitial || s.at.status == eloStream }

func (s *serialPanel) run() {
	defer close(s.done)
	ticker := time.NewTicker(s.every)
	defer ticker.Stop()
	for {
		var tick <-chan time.Time
		if s.held() {
			tick = ticker.C
		}
		select {
		case b := <-s.port.rx:
			if reply := s.talk.hear(b); s.faultNow() != PanelSilent {
				s.port.send(s.stop, reply)
			}
		case f := <-s.finger:
			s.follow(f)
			ticker.Reset(s.every)
		case <-tick:
			s.at.status = eloStream
			s.send()
		case <-s.stop:
			return
		}
	}
}

// follow takes a movement of the finger in and reports it.
func (s *serialPanel) follow(f finger) {
	if f.status != eloInitial && !s.held() {
		return
	}
	s.at = f
	s.send()
}

// send reports where the finger is, as far as the fault lets it.
func (s *serialPanel) send() {
	fault := s.faultNow()
	report := s.talk.report(s.at.status != eloUntouch, s.at.x, s.at.y)
	switch {
	case fault == PanelSilent || fault == PanelNoRelease && s.at.status == eloUntouch:
		return
	case fault == PanelGarbage:
		report = append([]byte{0x00, 0x7F, 0x0D}, report...)
	case fault == PanelTruncated && s.at.status == eloInitial && len(report) > 3:
		report = report[:3]
	case fault == PanelSlow:
		s.port.dribble(s.stop, report)
		return
	}
	s.port.send(s.stop, report)
}

// fourteen is a place 0..1 in 14 bits.
func fourteen(v float64) int { return int(min(1, max(0, v))*16383 + 0.5) }
