package kiosk

import (
	"time"

	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// figuresLast is how long the people ahead of before the network was lost are
// worth showing, with their time.
const figuresLast = time.Hour

// confirmOffline says that the number is given out without the network, and
// of when the people ahead are.
func (v Viewer) confirmOffline(out *screens.Confirm, s journey.State) {
	out.Offline = &screens.Offline{Since: s.World.Offline.Since.In(v.Zone)}
	out.AsOf = s.World.FetchedAt.In(v.Zone)
	out.Accuracy, out.Wait = 0, screens.Wait{}
	if s.Now.Sub(s.World.FetchedAt) > figuresLast {
		out.Ahead = screens.Unknown
	}
}
