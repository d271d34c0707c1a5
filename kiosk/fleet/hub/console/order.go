package console

import (
	"cmp"
	"maps"
	"net/http"
	"slices"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/wire"
)

// carriedBy is what became of an order at one terminal.
type carriedBy struct {
	ID string
	api.Carried
}

// order is one that was given, with each of its terminals.
type order struct {
	api.Command
	Rows []carriedBy // what went wrong first, then who is not through with it
	All  bar
}

// Waiting are those that are not through with it.
func (o order) Waiting() (n int) {
	for _, one := range o.Rows {
		if standing(one.Carried) == 1 {
			n++
		}
	}
	return n
}

// standing is how an order is at a terminal: 0 it went wrong, 1 it waits or is
// on its way, 2 it came to nothing, 3 it is done.
func standing(c api.Carried) int {
	switch {
	case c.Superseded:
		return 2
	case c.Outcome == wire.Done:
		return 3
	case c.Outcome == "" || c.Outcome == wire.Taken:
		return 1
	}
	return 0
}

// shown is an order for whoever may see some of its terminals.
func shown(given api.Command, may func(terminal string) bool) (o order) {
	o.Command = given
	for _, id := range slices.Sorted(maps.Keys(given.Terminals)) {
		if !may(id) {
			continue
		}
		one := carriedBy{id, given.Terminals[id]}
		o.Rows = append(o.Rows, one)
		o.All.Total++
		switch {
		case standing(one.Carried) == 0:
			o.All.Failed++
		case standing(one.Carried) == 3:
			o.All.Well++
		case one.Outcome == wire.Taken:
			o.All.UnderWay++
		}
	}
	slices.SortStableFunc(o.Rows, func(a, b carriedBy) int { return cmp.Compare(standing(a.Carried), standing(b.Carried)) })
	return o
}

func (c *Console) order(w http.ResponseWriter, r *http.Request, s people.Session) {
	var given api.Command
	err := hub.ErrNoCommand
	if c.o.Orders != nil {
		given, err = c.o.Orders.Command(r.PathValue("id"))
	}
	o := shown(given, func(id string) bool {
		k, known := c.hub.Terminal(id)
		return s.Person.Scope.Everywhere() || known && s.Person.Scope.Covers(k.Place)
	})
	if err != nil || len(o.Rows) == 0 {
		c.refuse(w, r, http.StatusNotFound, "refused.nothing")
		return
	}
	c.draw(w, r, http.StatusOK, "order", o, "orders.title", len(o.Rows))
}
