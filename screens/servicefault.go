package screens

import (
	"strings"

	"govkiosk/screens/ui"
)

// faultsOnGlass is how many faults have room above the devices.
const faultsOnGlass = 3

// serviceFaults are what is wrong, by the fault table: code and sentence, and
// who does what about it.
func (p *page) serviceFaults(v *Technician, most int, act bool) (out []block) {
	for i, f := range v.Faults {
		if i == most {
			break
		}
		words := f.Code + " " + f.Says.In(p.v.Lang)
		if act {
			words += f.Act.In(p.v.Lang)
		}
		words += p.say("technician.whoActs", "who", p.knownOr("technician.who.", f.Who))
		out = append(out, p.hint("triangle-alert", words, 2))
	}
	return out
}

// serviceEvents are the newest events in a line.
func (p *page) serviceEvents(v *Technician) block {
	var words []string
	for _, e := range v.Events {
		words = append(words, clock(e.At)+" "+e.Kind)
	}
	return p.para(strings.Join(words, " · "), p.style("caption"), ui.Ink2, 2)
}
