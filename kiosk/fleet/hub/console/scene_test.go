package console

import (
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/wire"
)

// evil is what somebody writes who wants a page to run it.
const evil = `<script>document.title="owned"</script><img src=x onerror="document.title='owned'">`

// day makes a usual day of the crowd: some of everything.
func day(id string, s *wire.Status) {
	hours := func(h float64) time.Time { return time.Now().Add(-time.Duration(h * float64(time.Hour))) }
	without := func(reason string, services ...int) {
		for _, i := range services {
			s.Services[i].Reason = reason
		}
	}
	switch id {
	case "KT-12": // a reader that does not answer
		without("reader-away", 1, 3)
		s.Faults = []wire.Fault{{Code: "RDR-SILENT", Severity: "error", Who: "site", Since: hours(2), Cause: "idcard: find: timeout after 1 s (unknown)"}}
	case "KT-13": // no paper, and a cause that wants to be run
		without("printer-away", 0)
		s.Paper = wire.Paper{State: "out"}
		s.Faults = []wire.Fault{
			{Code: "PRN-PAPER-OUT", Severity: "error", Who: "site", Since: hours(0.4), Cause: evil},
			{Code: "NEW-CODE", Severity: "warning", Who: "technician", Since: hours(30)},
		}
		s.Labels["note"] = evil
	case "KT-21":
		s.Paper = wire.Paper{State: "low", Metres: 4.1, Slips: 27, Days: 0.6}
		s.Faults = []wire.Fault{{Code: "PRN-PAPER-LOW", Severity: "warning", Who: "site", Since: hours(5)}}
	case "KT-22":
		s.Visit = true
		s.Journal = wire.Journal{Depth: 3, OldestS: 760, Events: 12, Unclean: 2, Conflict: 1}
	case "KT-23":
		s.Service = true
	case "KT-31": // everything is closed
		for i := range s.Services {
			s.Services[i].Reason = "journal"
		}
		s.Faults = []wire.Fault{{Code: "JRN-FULL", Severity: "critical", Who: "technician", Since: hours(1.2), Cause: "journal: disk is full"}}
	case "KT-32":
		s.Release.Expires = time.Now().Add(30 * time.Hour)
		s.Release.Refused = []wire.Refusal{{Version: 2, Reasons: []string{"printer.port: there is no /dev/ttyS9 here"}, Tried: false}}
	case "KT-33":
		without("network", 4, 5)
		s.Faults = []wire.Fault{{Code: "NET-HALL", Severity: "warning", Who: "site", Since: hours(3)}, {Code: "RDR-SILENT", Severity: "error", Who: "site", Since: hours(20)}}
	}
}

// lobby is where a terminal is to come that has said nothing yet.
var lobby = config.Place{Province: "hebei", City: "baoding", District: "jingxiu", Hall: "jingxiu-2", Model: "desk"}
