package kiosk

import (
	"time"

	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// working is what the hall is being asked, or why it could not be.
func (v Viewer) working(s journey.State) *screens.Working {
	c := s.Call
	out := &screens.Working{
		Doing: c.Doing, Failed: screens.Reason(c.Failed), FailedAt: c.FailedAt.In(v.Zone),
		Tries: c.Tries, Unsure: c.Unsure(), Final: c.Failed.Final(), Where: v.elsewhere(string(s.Service)),
	}
	out.Report = c.Failed != "" && reportable(s)
	if c.ID != 0 {
		out.For = time.Duration(c.Working) * time.Second
	}
	return out
}

// reportable tells whether 办不成事 can be told from where the visit stands.
func reportable(s journey.State) bool {
	return s.Service != journey.ServiceReport && s.Offered(journey.ServiceReport) == ""
}
