package district

import (
	"net/http"
	"slices"

	"govkiosk/kiosk/hall/api"
)

// searchTickets finds today's open tickets of a person, or the ticket of a slip.
func (d *District) searchTickets(tx *txn, s api.TicketSearch) (answer, error) {
	var rows []row
	var err error
	today := dayOf(tx.now)
	switch {
	case s.Person != nil:
		rows, err = selectRows(tx, `day = ? AND person = ?`, today, d.person(d.known(s.Person)))
		rows = slices.DeleteFunc(rows, func(r row) bool { return !isOpen(d.view(tx.world, r).Status) })
	case s.Link != nil:
		rows, err = selectRows(tx, `token = ?`, d.tokenOf(*s.Link, "/t/"))
	case s.Number != nil:
		rows, err = selectRows(tx, `day = ? AND printf('%s%03d', prefix, seq) = ?`, today, *s.Number)
	default:
		return refuse("invalid-request"), nil
	}
	out := api.TicketList{Tickets: []api.Ticket{}}
	for _, r := range rows {
		out.Tickets = append(out.Tickets, d.view(tx.world, r))
	}
	return reply(http.StatusOK, out), err
}
