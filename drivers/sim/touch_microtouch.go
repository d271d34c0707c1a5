package sim

import "time"

// MicroTouchOpts sets a panel up. The zero value answers everything and is in
// Format Tablet already.
type MicroTouchOpts struct {
	Identity    string        // reply to OI; default "Q10340"
	OtherFormat bool          // reports nothing of use until FT is sent
	ListenOnly  bool          // a clone that answers no command
	ReportEvery time.Duration // while held; default 10 ms
	Fault       PanelFault
}

// MicroTouch is a 3M MicroTouch EX controller (touch §6).
type MicroTouch struct{ *serialPanel }

// NewMicroTouch starts a panel on p. Close ends it; the port stays open.
func NewMicroTouch(p *Port, o MicroTouchOpts) *MicroTouch {
	orDefault(&o.Identity, "Q10340")
	return &MicroTouch{startPanel(p, o.ReportEvery, o.Fault, &tablet{o: o, tablet: !o.OtherFormat})}
}

// tablet is the controller's side of the line.
type tablet struct {
	o      MicroTouchOpts
	tablet bool // Format Tablet is on
	text   []byte
	inText bool
}

// report is a Format Tablet packet: origin at the lower left, seven bits a
// byte, low ones first.
func (m *tablet) report(touching bool, x, y float64) []byte {
	if !m.tablet {
		return nil
	}
	status := byte(0x80)
	if touching {
		status |= 0x40
	}
	rx, ry := fourteen(x), fourteen(1-y)
	return []byte{status, byte(rx & 0x7F), byte(rx >> 7), byte(ry & 0x7F), byte(ry >> 7)}
}

// hear gathers commands of SOH, text and CR.
func (m *tablet) hear(b []byte) (reply []byte) {
	for _, c := range b {
		switch {
		case c == 0x01:
			m.text, m.inText = nil, true
		case c == 0x0D && m.inText:
			m.inText = false
			reply = append(reply, m.obey(string(m.text))...)
		case m.inText:
			m.text = append(m.text, c)
		}
	}
	return reply
}

func (m *tablet) obey(command string) []byte {
	answer := "0"
	switch command {
	case "Z", "R", "RD", "MS":
	case "FT":
		m.tablet = true
	case "OI":
		answer = m.o.Identity
	default:
		answer = "1"
	}
	if m.o.ListenOnly {
		return nil
	}
	return append(append([]byte{0x01}, answer...), 0x0D)
}
