package journey

import (
	"fmt"
	"reflect"
)

// upsets are what may happen to the terminal and the hall while somebody
// stands there.
var upsets = map[string]func(*World){
	"all is well":      func(w *World) {},
	"the hall goes":    func(w *World) { w.Network = ReasonNetwork },
	"the printer goes": func(w *World) { w.Printer = ReasonPrinterAway },
	"the paper ends":   func(w *World) { w.Printer = "paper-out" },
	"the reader goes":  func(w *World) { w.Reader = ReasonReaderAway },
	"the scanner goes": func(w *World) { w.Scanner = "scanner-away" },
	"the cabinet goes": func(w *World) { w.Cabinet = ReasonCabinetAway },
	"records fail":     func(w *World) { w.Journal = ReasonJournal },
	"the list is gone": func(w *World) { w.Catalogue = Catalogue{} },
	"the day ends":     func(w *World) { w.Hall, w.Rules.LastCall = ReasonClosed, true },
	"all is closed":    func(w *World) { w.Hall, w.Rules.Outside = ReasonClosed, map[Service]bool{} },
	"the rules change": func(w *World) {
		w.Rules = Standing{ElderAge: 30, Covered: true, LastCall: true, Acting: map[Acting]Deputy{ActBooking: {}, ActPickup: {}}}
	},
	"nothing is offered": func(w *World) { w.Offers = nil },
}

// lasting are those after which somebody walks away; that takes a test long.
var lasting = map[string]bool{"the hall goes": true, "the printer goes": true, "the reader goes": true, "the day ends": true, "the rules change": true}

// upset is such a thing; the day that ends is followed by the next.
func upset(s State, name string) WorldChanged {
	w := everything().World
	w.Doors = s.World.Doors
	upsets[name](&w)
	e := WorldChanged{At: At{s.Now}, World: w}
	if name == "the day ends" {
		e.At.At = noon.AddDate(0, 0, 1)
	}
	return e
}

// survivesUpsets: whatever goes in mid-visit, nobody is thrown off the page
// that they are on and nothing of theirs is lost; back and home lead out, and
// walking away leads to rest.
func survivesUpsets(step stepper, c scene) error {
	if atEase(c.State) {
		return nil
	}
	for name := range upsets {
		to, _ := c.next(step, upset(c.State, name))
		if to.Page != c.Page {
			return fmt.Errorf("%s, and %q becomes %q", name, c.Page, to.Page)
		}
		if !reflect.DeepEqual(to.Person, c.Person) || !reflect.DeepEqual(to.Ticket, c.Ticket) || !reflect.DeepEqual(to.Question, c.Question) {
			return fmt.Errorf("%s, and %q forgets what was said", name, c.Page)
		}
		if err := leadsBack(step, to); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if !lasting[name] {
			continue
		}
		if err := leadsToRest(step, to); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
