package district

import (
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// with finds a ticket and lets change say what becomes of it.
func (d *District) with(tx *txn, id string, change func(row, api.Ticket) (answer, error)) (answer, error) {
	r, known, err := find(tx, "id", id)
	if err != nil || !known {
		return refuse("unknown-ticket"), err
	}
	return change(r, d.view(tx.world, r))
}

// keep writes a ticket down, with what its holder did, and answers with it.
func (d *District) keep(tx *txn, r row, deeds ...deed) (answer, error) {
	if err := updateRow(tx.Tx, r); err != nil {
		return answer{}, err
	}
	for _, what := range deeds {
		tx.world.apply(tx.now, r.ID, what)
		if err := insertDeed(tx.Tx, tx.now, r.ID, what); err != nil {
			return answer{}, err
		}
	}
	return reply(http.StatusOK, d.view(tx.world, r)), nil
}

// deliver tells that the number reached the citizen, on paper or on glass. A
// ticket on paper stays one on paper.
func (d *District) deliver(tx *txn, id string, status api.TicketStatus, note string) (answer, error) {
	return d.with(tx, id, func(r row, t api.Ticket) (answer, error) {
		if !isOpen(t.Status) {
			return refuse("over"), nil
		}
		if r.Status != string(api.Confirmed) {
			r.Status = string(status)
		}
		r.Note = note
		return d.keep(tx, r, deedDeliver)
	})
}

func (d *District) cancel(tx *txn, id, reason string) (answer, error) {
	return d.with(tx, id, func(r row, t api.Ticket) (answer, error) {
		switch t.Status {
		case api.Cancelled:
			return reply(http.StatusOK, t), nil
		case api.Called:
			return refuse("called"), nil
		case api.Served, api.Expired:
			return refuse("over"), nil
		}
		r.Status, r.Note = string(api.Cancelled), reason
		return d.keep(tx, r, deedCancel)
	})
}

func (d *District) reprint(tx *txn, id string) (answer, error) {
	return d.with(tx, id, func(r row, t api.Ticket) (answer, error) {
		if !isOpen(t.Status) {
			return refuse("over"), nil
		}
		r.Reprints++
		return d.keep(tx, r)
	})
}

// away lets the holder leave for a while, or come back.
func (d *District) away(tx *txn, id string, away bool) (answer, error) {
	return d.with(tx, id, func(r row, t api.Ticket) (answer, error) {
		if code := d.awayRefusal(tx, t, away); code != "" {
			return refuse(code), nil
		}
		r.Away = away
		if away {
			return d.keep(tx, r, deedLeave)
		}
		return d.keep(tx, r, deedReturn)
	})
}

// awayRefusal is the code of why a holder cannot leave or come back, or "".
func (d *District) awayRefusal(tx *txn, t api.Ticket, away bool) string {
	switch {
	case t.Status == api.Called:
		return "called"
	case !isOpen(t.Status):
		return "over"
	case away && t.Status == api.Missed:
		return "over"
	case away && !t.Away && tx.world.leaves(t.ID) >= d.policy.Queue.Leaves:
		return "leave-limit"
	case t.Status == api.Missed && (d.policy.Missed.Then == "void" || times(t.Missed) > d.policy.Missed.Times):
		return "missed-limit"
	}
	return ""
}

// Miss tells that nobody came when a window called a ticket, as the hall's
// staff would. It reports whether the ticket was called at all.
func (d *District) Miss(id string) (bool, error) {
	missed := false
	_, err := server{d: d}.ask("", func(tx *txn) (answer, error) {
		return d.with(tx, id, func(r row, t api.Ticket) (answer, error) {
			if t.Status != api.Called {
				return refuse("over"), nil
			}
			missed = true
			return d.keep(tx, r, deedMiss)
		})
	})
	return missed, err
}

// abandon settles a reservation whose answer was lost: the ticket that was made
// is cancelled, and from now on the key makes none. A number that reached the
// citizen stays theirs.
func (d *District) abandon(tx *txn, key, reason string) (answer, error) {
	r, made, err := find(tx, "key", key)
	if err != nil {
		return answer{}, err
	}
	if made && (r.Status == string(api.Confirmed) || r.Status == string(api.ETicket)) {
		return refuseWith("delivered", d.view(tx.world, r)), nil
	}
	if err := remember(tx.Tx, key, nil, refuse("abandoned"), tx.now); err != nil {
		return answer{}, err
	}
	if !made {
		return reply(http.StatusOK, api.Settlement{}), nil
	}
	r.Status, r.Note = string(api.Cancelled), reason
	if _, err := d.keep(tx, r, deedCancel); err != nil {
		return answer{}, err
	}
	t := d.view(tx.world, r)
	return reply(http.StatusOK, api.Settlement{Ticket: &t}), nil
}

func (d *District) callHelp(tx *txn, h api.HelpCall) (answer, error) {
	receipt := api.HelpReceipt{ID: token(), At: tx.now}
	_, err := tx.Exec(`INSERT INTO help VALUES (?, ?, ?, ?, ?)`, receipt.ID, tx.now.UnixMilli(), tx.from, h.Screen, value(h.Step))
	return reply(http.StatusAccepted, receipt), err
}
